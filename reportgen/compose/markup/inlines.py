"""Element content → inline nodes, each with the place its text was written at."""

from __future__ import annotations

import re
from functools import lru_cache

from reportgen.chinese import is_east_asian
from reportgen.compose.markup.tree import Element
from reportgen.document.nodes import Content, Inline, LineBreak, Number, Pending, Reference, Text
from reportgen.spans import Span

_SPACE = re.compile(r"[ \t\r\n]+")
#: the form in which a secretary marks what is still missing
_PENDING = re.compile(r"【待补充[:：]?([^【】]*)】")
_BLANKS = " \n\t"
#: a text that other documents have too, as those of a template
_SHORT = 60


def content_of(element: Element, *, skip: tuple[str, ...] = ()) -> Content:
    """Return the inlines of `element`; children named in `skip` are left to the caller."""
    parts = element.parts
    if len(parts) == 1 and not isinstance(part := parts[0], Element):
        text, place = part if isinstance(part, tuple) else (_flat(part), element.at)
        # Most elements hold one text, with nothing to take off or apart.
        if "\n" not in text and "【" not in text and text == text.strip(_BLANKS) != "":
            return (Text(text, False, place),)
    found: list[Inline] = []
    _collect(element, found, skip, bold=False)
    return _trimmed(found) if found else ()


def text_of(element: Element) -> str:
    """Return the plain text of `element`."""
    return "".join(
        part.text if isinstance(part, Text) else part.number + part.unit
        for part in content_of(element)
        if isinstance(part, (Text, Number))
    )


def number_of(element: Element) -> Number:
    """Return the figure of an `<n>`."""
    digits: list[Inline] = []
    _collect(element, digits, (), bold=False)
    texts = [part for part in digits if isinstance(part, Text)]
    at = texts[0].at if texts else element.at
    return Number("".join([part.text for part in texts]).strip(), element.get("unit"), at)


def _collect(element: Element, found: list[Inline], skip: tuple[str, ...], *, bold: bool) -> None:
    for part in element.parts:
        if isinstance(part, Element):
            _collect_element(part, found, skip, bold=bold)
            continue
        if isinstance(part, str):
            # White space of the template's own layout means nothing in Chinese text.
            text, place = _flat(part), element.at
        else:
            text, place = part
            if "\n" in text:
                text = _flat(text)
        if "【" in text:
            _add_pending(text, place, found, bold=bold)
        elif text:
            found.append(Text(text, bold, place))


def _collect_element(
    element: Element, found: list[Inline], skip: tuple[str, ...], *, bold: bool
) -> None:
    match element.tag:
        case "b":
            _collect(element, found, (), bold=True)
        case "br":
            found.append(LineBreak())
        case "n":
            found.append(number_of(element))
        case "pending":
            found.append(Pending("".join(element.texts()).strip(), element.at))
        case "ref":
            found.append(Reference(element.get("to"), element.at))
        case tag if tag not in skip:
            _collect(element, found, (), bold=bold)


def _add_pending(text: str, at: Span | None, found: list[Inline], *, bold: bool) -> None:
    position = 0
    for match in _PENDING.finditer(text):
        if match.start() > position:
            found.append(Text(text[position : match.start()], bold, at))
        found.append(Pending(match[1].strip(), at))
        position = match.end()
    if position < len(text):
        found.append(Text(text[position:], bold, at))


def _flat(text: str) -> str:
    return _known_flat(text) if len(text) < _SHORT else _SPACE.sub(_template_space, text)


@lru_cache(maxsize=4096)
def _known_flat(text: str) -> str:
    return _SPACE.sub(_template_space, text)


def _template_space(match: re.Match[str]) -> str:
    text = match.string
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if "\n" in match[0] and (
        not before or not after or is_east_asian(before) or before in "“”‘’…—"
    ):
        return ""
    return " "


def _trimmed(found: list[Inline]) -> Content:
    """Drop the blanks at both ends of a paragraph and join neighbours of one kind and place."""
    merged: list[Inline] = []
    last: Inline | None = None
    for part in found:
        if (
            isinstance(part, Text)
            and isinstance(last, Text)
            and last.bold == part.bold
            and (last.at is part.at or last.at == part.at)
        ):
            last = merged[-1] = Text(last.text + part.text, part.bold, part.at)
        else:
            merged.append(part)
            last = part
    while merged and isinstance(first := merged[0], Text) and first.text[0] in _BLANKS:
        text = first.text.lstrip(_BLANKS)
        merged[:1] = [Text(text, first.bold, first.at)] if text else []
    while merged and isinstance(end := merged[-1], Text) and end.text[-1] in _BLANKS:
        text = end.text.rstrip(_BLANKS)
        merged[-1:] = [Text(text, end.bold, end.at)] if text else []
    return tuple(merged)
