"""A `<deck>` element → a Deck: slides with named slots, repeated items and notes."""

from __future__ import annotations

import re

from reportgen.compose.markup.elements import Elements
from reportgen.compose.markup.inlines import content_of, text_of
from reportgen.compose.markup.report import read_chart, read_meta, read_table
from reportgen.compose.markup.tree import Element
from reportgen.compose.markup.vocabulary import BY_NAME, INLINE
from reportgen.document.nodes import (
    Content,
    Deck,
    Picture,
    Properties,
    Prose,
    Slide,
    SlotValue,
)

_OBJECTS = ("picture", "chart", "table")
_IN_SLOTS = (*INLINE, "p")


def read_deck(element: Element, elements: Elements, properties: Properties) -> Deck:
    """Return the deck of `element`; its faults are left in `elements`."""
    slides: list[Slide] = []
    footer = ""
    elements.check(element, ("deck",))
    for child in elements.children(element):
        if not elements.check(child, BY_NAME["deck"].children):
            continue
        match child.tag:
            case "meta":
                properties = read_meta(child, properties)
            case "footer":
                footer = text_of(child)
            case _:
                slides.append(_slide(child, elements))
    if not slides:
        elements.fault("empty-deck", "课件里没有一张幻灯片 <slide>", element)
    return Deck(
        properties, tuple(slides), footer, element.get("palette"), element.at,
        _seconds(element, elements),
    )  # fmt: skip


def _seconds(element: Element, elements: Elements) -> int:
    text = element.get("minutes")
    if not text:
        return 0
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        message = f"<{element.tag}> 的 minutes 要写分钟数，这里是“{text}”"
        elements.fault("wrong-attribute", message, element)
        return 0
    return round(float(text) * 60)


def _slide(element: Element, elements: Elements) -> Slide:
    slots: dict[str, SlotValue] = {}
    items: list[dict[str, SlotValue]] = []
    links: list[str] = []
    notes: tuple[Content, ...] = ()
    for child in elements.children(element):
        match child.tag:
            case "notes":
                notes = _paragraphs(child, child.children())
            case "item":
                item: dict[str, SlotValue] = {}
                for part in elements.children(child):
                    _slot(part, elements, item)
                items.append(item)
                links.append(child.get("link"))
            case _:
                _slot(child, elements, slots)
    return Slide(
        element.get("layout"), slots, tuple(items), notes, element.get("section"),
        element.attrib.get("id"), tuple(links) if any(links) else (), element.at,
        _seconds(element, elements),
    )  # fmt: skip


def _slot(element: Element, elements: Elements, slots: dict[str, SlotValue]) -> None:
    name = element.tag
    value = _slot_value(element, elements)
    if value is None:
        return
    if name in slots:
        elements.fault("duplicate-slot", f"<{name}> 在这一页写了两次", element)
        return
    slots[name] = value


def _slot_value(element: Element, elements: Elements) -> SlotValue | None:
    # The object may stand for the slot itself (<chart ref/>) or inside it (<chart-1><chart ref/>).
    parts = element.parts
    # Most slots hold one text.
    is_text = len(parts) == 1 and parts[0].__class__ is not Element
    inner, below = element, [] if is_text else element.children()
    if not below and "ref" not in element.attrib:
        content = content_of(element)
        return Prose((content,), element.at) if content else None
    if "ref" not in element.attrib:
        inner = next((child for child in below if child.tag in _OBJECTS), element)
    given = elements.handle(inner) if "ref" in inner.attrib else None
    if isinstance(given, Picture):
        return given
    if inner.tag == "chart" and given is not None:
        return read_chart(inner, elements)
    if inner.tag == "table" and (given is not None or _has_rows(inner)):
        return read_table(inner, elements)
    if inner is not element:
        return None
    for child in below:
        elements.check(child, _IN_SLOTS)
    paragraphs = _paragraphs(element, below)
    return Prose(paragraphs, element.at) if paragraphs else None


def _has_rows(element: Element) -> bool:
    return any(child.tag == "row" for child in element.children())


def _paragraphs(element: Element, below: list[Element]) -> tuple[Content, ...]:
    parts = [child for child in below if child.tag == "p"] or [element]
    return tuple(content for part in parts if (content := content_of(part)))
