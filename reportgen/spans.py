"""Places in source files: what every value and every fault points at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file; lines and columns count characters from 1.

    `path` is the workspace path with forward slashes (`content/branches/x/2022.yaml`).
    `length` is how many characters of the line the carets cover, at least one.
    """

    path: str
    line: int
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def __lt__(self, other: Span) -> bool:
        mine = (self.path, self.line, self.column, self.length)
        return mine < (other.path, other.line, other.column, other.length)


#: what a span is made of: path, line, column, length
Place = tuple[str, int, int, int]


class Located(str):
    """A string of content that still knows where it was written.

    It compares, hashes and prints as the plain string; operations on it give plain strings.
    """

    __slots__ = ("place",)

    #: the span, or what it is made of: most texts are never asked for theirs
    place: Span | Place

    @classmethod
    def at(cls, text: str, span: Span) -> Self:
        """Return `text` carrying `span`."""
        located = cls(text)
        located.place = span
        return located

    @property
    def span(self) -> Span:
        """Where the text was written."""
        place = self.place
        if not isinstance(place, Span):
            self.place = place = Span(*place)
        return place

    def __reduce__(self) -> tuple[object, ...]:
        # str subclasses with slots lose them in pickle, and jobs travel between processes.
        return (type(self).at, (str(self), self.span))


def span_of(value: object) -> Span | None:
    """Return where `value` was written, if it came from a source file."""
    return value.span if isinstance(value, Located) else None


def place_inside(text: str, start: int, end: int) -> Span | None:
    """Return the place of part of a located text; the whole text's where lines were folded."""
    if not isinstance(text, Located):
        return None
    span = text.span
    first = text.partition("\n")[0]
    if span.length == len(first) + 2 and "\n" not in text:
        # The span of a quoted text covers its quotes.
        return Span(span.path, span.line, span.column + 1 + start, max(1, end - start))
    if span.length != len(first):
        return span
    line_start = text.rfind("\n", 0, start) + 1
    line = span.line + text.count("\n", 0, start)
    line_end = text.find("\n", start)
    last = min(end, line_end if line_end >= 0 else len(text))
    return Span(span.path, line, span.column + start - line_start, max(1, last - start))
