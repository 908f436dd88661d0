"""Element content → inline nodes, following the place marks that values carry."""

from __future__ import annotations

import re

from lxml import etree

from reportgen.compose.markup import stamp_of
from reportgen.document.nodes import Content, Inline, LineBreak, Number, Pending, Reference, Text
from reportgen.spans import Span

INLINE_TAGS = ("b", "n", "pending", "ref", "br")
_MARK = re.compile(r"(.+):(\d{1,7}):(\d{1,7}):(\d{1,7})")
_SPACE = re.compile(r"[ \t\r\n]+")
#: the form in which a secretary marks what is still missing
_PENDING = re.compile(r"【待补充[:：]?([^【】]*)】")
_BLANKS = " \n\t"
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")


class Reader:
    """Reads the inline content of elements of one document."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.places: list[Span | None] = [None]

    @property
    def place(self) -> Span | None:
        """The content the text being read was written in; None for the template's own."""
        return self.places[-1]

    def content(self, element: etree._Element, *, skip: tuple[str, ...] = ()) -> Content:
        """Return the inlines of `element`; children named in `skip` are left to the caller."""
        found: list[Inline] = []
        self._collect(element, found, skip, bold=False)
        return tuple(_trimmed(found))

    def text(self, element: etree._Element) -> str:
        """Return the plain text of `element`."""
        return "".join(
            part.text if isinstance(part, Text) else part.number + part.unit
            for part in self.content(element)
            if isinstance(part, (Text, Number))
        )

    def _collect(
        self, element: etree._Element, found: list[Inline], skip: tuple[str, ...], *, bold: bool
    ) -> None:
        if text := element.text:
            self._add_text(text, element, found, bold=bold)
        for child in element:
            tag = child.tag
            # lxml gives a processing instruction, which is a place mark, a function for a tag.
            if not isinstance(tag, str):
                self.follow(child)
            elif tag == "b":
                self._collect(child, found, (), bold=True)
            elif tag == "br":
                found.append(LineBreak())
            elif tag == "n":
                found.append(self._number(child))
            elif tag == "pending":
                at = stamp_of(child, self.folder)
                found.append(Pending("".join(str(text) for text in child.itertext()).strip(), at))
            elif tag == "ref":
                found.append(Reference(child.get("to", ""), stamp_of(child, self.folder)))
            elif tag not in skip:
                self._collect(child, found, (), bold=bold)
            if text := child.tail:
                self._add_text(text, element, found, bold=bold)

    def _number(self, element: etree._Element) -> Number:
        digits: list[Inline] = []
        self._collect(element, digits, (), bold=False)
        texts = [part for part in digits if isinstance(part, Text)]
        at = texts[0].at if texts else stamp_of(element, self.folder)
        return Number("".join(part.text for part in texts).strip(), element.get("unit", ""), at)

    def follow(self, instruction: etree._Element) -> None:
        """Take note of a place mark: what follows was written there."""
        target = getattr(instruction, "target", "")
        if target == "y":
            match = _MARK.fullmatch(instruction.text or "")
            # A template's own instruction of that name opens a place as well, one that is unknown.
            self.places.append(
                Span(match[1], int(match[2]), int(match[3]), int(match[4])) if match else None
            )
        elif target == "e" and len(self.places) > 1:
            self.places.pop()

    def _add_text(
        self, text: str, element: etree._Element, found: list[Inline], *, bold: bool
    ) -> None:
        place = self.places[-1]
        if place is None or "\n" in text:
            # White space of the template's own layout means nothing in Chinese text.
            text = _SPACE.sub(_template_space, text)
            if not text:
                return
        at = place or stamp_of(element, self.folder)
        position = 0
        for match in _PENDING.finditer(text):
            if match.start() > position:
                found.append(Text(text[position : match.start()], bold, at))
            found.append(Pending(match[1].strip(), at))
            position = match.end()
        if position < len(text):
            found.append(Text(text[position:], bold, at))


def _template_space(match: re.Match[str]) -> str:
    text = match.string
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if "\n" in match[0] and (not before or not after or _WIDE.match(before + after)):
        return ""
    return " "


def _trimmed(found: list[Inline]) -> list[Inline]:
    """Drop the blanks at both ends of a paragraph and join neighbours of one kind and place."""
    merged = found[:1]
    for part in found[1:]:
        last = merged[-1]
        if (
            isinstance(part, Text)
            and isinstance(last, Text)
            and last.bold == part.bold
            and last.at == part.at
        ):
            merged[-1] = Text(last.text + part.text, part.bold, part.at)
        else:
            merged.append(part)
    while merged and isinstance(first := merged[0], Text) and first.text[0] in _BLANKS:
        text = first.text.lstrip(_BLANKS)
        merged[:1] = [Text(text, first.bold, first.at)] if text else []
    while merged and isinstance(end := merged[-1], Text) and end.text[-1] in _BLANKS:
        text = end.text.rstrip(_BLANKS)
        merged[-1:] = [Text(text, end.bold, end.at)] if text else []
    return merged
