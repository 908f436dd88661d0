"""The content of an element → inline nodes, each with the place its text was written at."""

from __future__ import annotations

import re

from reportgen.chinese import is_east_asian
from reportgen.compose.markup.reader import Element
from reportgen.compose.phrases import inlines_of
from reportgen.document.nodes import Content, Inline, LineBreak, Number, Pending, Reference, Text
from reportgen.spans import Span

_SPACE = re.compile(r"[ \t\r\n]+")
_BLANKS = " \n\t"
#: marks that Chinese shares with Latin, and sets like its own
_SHARED_MARKS = "“”‘’…—"


def content_of(element: Element, *, skip: tuple[str, ...] = ()) -> Content:
    """Return the inlines of `element`; children named in `skip` are left to the caller."""
    inlines: list[Inline] = []
    _collect(element, inlines, skip, bold=False)
    return _trimmed(inlines)


def first_content(children: dict[str, list[Element]], tag: str) -> Content:
    """Return the inlines of the first child `tag`, () where there is none."""
    return content_of(children[tag][0]) if children.get(tag) else ()


def number_of(element: Element) -> Number:
    """Return the figure of an `<n>`."""
    digits: list[Inline] = []
    _collect(element, digits, (), bold=False)
    texts = [part for part in digits if isinstance(part, Text)]
    at = texts[0].at if texts else element.at
    return Number("".join(part.text for part in texts).strip(), element.get("unit"), at)


def _collect(element: Element, inlines: list[Inline], skip: tuple[str, ...], *, bold: bool) -> None:
    """Add the inlines in `element` to `inlines`."""
    for part in element.parts:
        if isinstance(part, Element):
            _collect_element(part, inlines, skip, bold=bold)
        else:
            # A value of the content keeps the blanks within its lines.
            keeps_blanks = part.at and "\n" not in part.text
            text = part.text if keeps_blanks else _one_line(part.text)
            _add_text(text, part.at or element.at, inlines, bold=bold)


def _collect_element(
    element: Element, inlines: list[Inline], skip: tuple[str, ...], *, bold: bool
) -> None:
    match element.tag:
        case "b":
            _collect(element, inlines, (), bold=True)
        case "br":
            inlines.append(LineBreak())
        case "n":
            inlines.append(number_of(element))
        case "pending":
            inlines.append(Pending("".join(element.texts()).strip(), element.at))
        case "ref":
            inlines.append(Reference(element.get("to"), element.at))
        case tag if tag not in skip:
            _collect(element, inlines, (), bold=bold)


def _add_text(text: str, at: Span | None, inlines: list[Inline], *, bold: bool) -> None:
    """Add a text to `inlines`, what it names as nodes of their own."""
    for inline in inlines_of(text, at, bold=bold):
        last = inlines[-1] if inlines else None
        match last, inline:
            case Text(before), Text(behind) if (last.bold, last.at) == (bold, at):
                # Texts of the same weight and place are one text.
                inlines[-1] = Text(before + behind, bold, at)
            case _:
                inlines.append(inline)


def _one_line(text: str) -> str:
    """Return `text` with every run of white space as one blank, or as none between Chinese lines.

    White space comes from the layout of the template; Chinese sets no blank at a line end.
    """
    return _SPACE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    text = match.string
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    at_an_end = not before or not after
    if "\n" in match[0] and (at_an_end or is_east_asian(before) or before in _SHARED_MARKS):
        return ""
    return " "


def _trimmed(inlines: list[Inline]) -> Content:
    """Return the inlines of a paragraph without the blanks at its two ends."""
    while inlines and isinstance(first := inlines[0], Text) and first.text[0] in _BLANKS:
        text = first.text.lstrip(_BLANKS)
        inlines[:1] = [Text(text, first.bold, first.at)] if text else []
    while inlines and isinstance(last := inlines[-1], Text) and last.text[-1] in _BLANKS:
        text = last.text.rstrip(_BLANKS)
        inlines[-1:] = [Text(text, last.bold, last.at)] if text else []
    return tuple(inlines)
