"""The elements of rendered markup: each knows its template line, its texts where they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.spans import Span

#: a text of a template, or a text with the place in the content it was written at
Words = str | tuple[str, Span]


class Element:
    """An element of markup; `parts` are its texts and the elements in it, in order.

    `at` is its place in its template, or that of the nearest element around it that has one.
    """

    __slots__ = ("at", "attrib", "parts", "tag")

    def __init__(self, tag: str, attrib: Mapping[str, str], at: Span | None) -> None:
        self.tag = tag
        self.attrib = attrib  # one for all elements of a tag of a template: never changed
        self.at = at
        self.parts: list[Element | Words] = []

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute."""
        return self.attrib.get(name, default)

    def set(self, name: str, value: str) -> None:
        """Give this element an attribute."""
        self.attrib = {**self.attrib, name: value}

    def drop(self, name: str) -> None:
        """Take an attribute off this element."""
        self.attrib = {key: value for key, value in self.attrib.items() if key != name}

    def children(self) -> list[Element]:
        """Return the elements in this one."""
        return [part for part in self.parts if part.__class__ is Element]

    def texts(self) -> Iterator[str]:
        """Yield all texts in this element, those of its elements too."""
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.texts()
            else:
                yield part if isinstance(part, str) else part[0]
