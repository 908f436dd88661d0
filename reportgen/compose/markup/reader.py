"""Rendered markup → a tree of elements with the places they were written at.

lxml reads the markup piece by piece (its parser target interface), so that no second tree of lxml's
own is built: twenty million characters of tags would need 700 MB for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from lxml import etree

from reportgen.compose.markup import syntax_faults
from reportgen.compose.places import CLOSE, OPEN, STAMP, read_place, read_stamp
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span

#: how deep elements may be nested: as deep as libxml2 nests its own trees
MAX_DEPTH = 256
#: characters the markup of one document may have; a long report has 200,000
MAX_MARKUP = 20_000_000


class Characters(NamedTuple):
    """A text between two tags; `at` is its place in the content, None for the template's own text."""

    text: str
    at: Span | None = None


@dataclass(eq=False, slots=True)
class Element:
    """An element of the markup.

    `at` is its place in the template, or that of the nearest element around it with a stamp.
    `parts` are its texts and the elements in it, in order.
    """

    tag: str
    attrib: Mapping[str, str]
    at: Span | None
    parts: tuple[Element | Characters, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute."""
        return self.attrib.get(name, default)

    def drop(self, name: str) -> None:
        """Remove an attribute from this element."""
        self.attrib = {key: value for key, value in self.attrib.items() if key != name}

    @property
    def children(self) -> list[Element]:
        """The elements directly in this one."""
        return [part for part in self.parts if isinstance(part, Element)]

    def texts(self) -> Iterator[str]:
        """Yield every text in this element and in the elements below it."""
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.texts()
            else:
                yield part.text


def parse(markup: str, root: str, folder: str) -> Element:
    """Return the tree of `markup`, whose outermost element must be `root`; raise Faults otherwise.

    `folder` is the workspace folder of the templates that the stamps name.
    """
    if len(markup) > MAX_MARKUP:
        raise Faults([Diagnostic("too-large", "模板产生的内容过大")])
    markup = markup.strip()
    parser = etree.XMLParser(
        target=_TreeBuilder(folder),  # type: ignore[arg-type]  # comments are removed, texts are str
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        huge_tree=False,
    )
    try:
        # Half of a surrogate pair, which a template can write, becomes a reference XML refuses.
        tree = cast("Element", etree.fromstring(markup.encode(errors="xmlcharrefreplace"), parser))
    except etree.XMLSyntaxError as error:
        raise Faults(syntax_faults.explain(error, markup, root, folder)) from None
    if tree.tag != root:
        message = f"模板最外层应当是 <{root}>，这里是 <{tree.tag}>"
        raise Faults([Diagnostic("unknown-tag", message, tree.at)])
    return tree


# A hostile template can make five million empty elements: they share one empty mapping.
_NO_ATTRIBUTES: Mapping[str, str] = {}


class _TreeBuilder:
    """lxml's parser target: it is called for each tag, text and instruction, and builds elements."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        #: the elements whose end has not been read, the innermost last, and the parts of each
        self.open = [Element("", _NO_ATTRIBUTES, None)]
        self.parts: list[list[Element | Characters]] = [[]]
        self.text: list[str] = []
        #: stamp and tag → place: a macro or a loop writes the same tag again and again
        self.stamps: dict[tuple[str, str], Span | None] = {}
        self.places: list[Span | None] = [None]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element; raise Faults if it is nested too deeply."""
        if self.text:
            self._end_text()
        attrib = dict(attributes)
        stamp = (attrib.pop(STAMP, ""), tag)
        if stamp not in self.stamps:
            self.stamps[stamp] = read_stamp(*stamp, self.folder)
        at = self.stamps[stamp] or self.open[-1].at
        if len(self.open) > MAX_DEPTH:
            hints = (f"最多套 {MAX_DEPTH} 层",)
            raise Faults([Diagnostic("template-markup", "模板里的标签套得太深", at, hints=hints)])
        self.open.append(Element(tag, attrib or _NO_ATTRIBUTES, at))
        self.parts.append([])

    def end(self, _: str) -> None:
        """End the innermost element."""
        if self.text:
            self._end_text()
        element = self.open.pop()
        element.parts = tuple(self.parts.pop())
        self.parts[-1].append(element)

    def data(self, text: str) -> None:
        """Add a piece of text: libxml2 gives long texts in several."""
        self.text.append(text)

    def pi(self, target: str, text: str | None = None) -> None:
        """Open or close the place of a value; other instructions say nothing."""
        if self.text:
            self._end_text()
        if len(self.open) == 1:  # outside the outermost element
            return
        if target == OPEN:
            # An instruction that says no place, which only a template can write, opens an unknown one.
            self.places.append(read_place(text or ""))
        elif target == CLOSE and len(self.places) > 1:
            self.places.pop()

    def close(self) -> Element | Characters | None:
        """Return the outermost element, and keep nothing of it.

        lxml's parser and this object refer to each other, so they live until garbage is collected.
        """
        outermost = next(iter(self.parts[0]), None)
        self.parts[0].clear()
        self.stamps.clear()
        return outermost

    def _end_text(self) -> None:
        self.parts[-1].append(Characters("".join(self.text), self.places[-1]))
        self.text.clear()
