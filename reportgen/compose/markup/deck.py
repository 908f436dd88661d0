"""A `<deck>` element → a Deck: slides with named slots, repeated items and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.compose.markup.checker import Checker
from reportgen.compose.markup.exhibits import read_chart, read_table
from reportgen.compose.markup.inlines import content_of
from reportgen.compose.markup.reader import Element
from reportgen.compose.markup.report import read_meta
from reportgen.compose.markup.vocabulary import BY_NAME, GROUPS, INLINE
from reportgen.document.nodes import (
    Content,
    Deck,
    Picture,
    Playback,
    Properties,
    Prose,
    Slide,
    SlotValue,
    Topic,
)
from reportgen.document.walk import plain_text

_EXHIBITS = ("picture", "chart", "table")
_IN_SLOTS = (*INLINE, "p")


def read_deck(element: Element, checker: Checker, properties: Properties) -> Deck:
    """Return the deck of `element`; its faults are left in `checker`."""
    slides: list[Slide | Topic] = []
    footer = ""
    checker.check(element, ("deck",))
    for child in checker.children(element):
        if not checker.check(child, BY_NAME["deck"].children):
            continue
        match child.tag:
            case "meta":
                properties = read_meta(child, properties)
            case "footer":
                footer = plain_text(content_of(child), line_break="")
            case "topic":
                slides.append(_topic(child, checker))
            case _:
                slides.append(_slide(child, checker))
    if not slides:
        checker.fault("empty-deck", "课件里没有一张幻灯片 <slide>", element)
    return Deck(
        properties,
        tuple(slides),
        footer,
        palette=element.get("palette"),
        at=element.at,
        seconds=_seconds(element, checker),
        least_body_pt=_number(element, "body-pt", "磅数", checker),
    )


def _seconds(element: Element, checker: Checker) -> int:
    """Return the `minutes` of a deck or a slide in seconds, 0 where it says none."""
    return round(_number(element, "minutes", "分钟数", checker) * 60)


def _number(element: Element, name: str, meaning: str, checker: Checker) -> float:
    """Return the number that an attribute says, 0 where there is none; `meaning` names it in the fault of one that is no number."""
    value = element.get(name)
    if not value:
        return 0.0
    if not re.fullmatch(r"\d+(\.\d+)?", value):
        message = f"<{element.tag}> 的 {name} 要写{meaning}，这里是“{value}”"
        checker.fault("wrong-attribute", message, element)
        return 0.0
    return float(value)


def _slide(element: Element, checker: Checker) -> Slide:
    slots: dict[str, SlotValue] = {}
    items: list[dict[str, SlotValue]] = []
    links: list[str] = []
    notes: tuple[Content, ...] = ()
    for child in checker.children(element):
        match child.tag:
            case "notes":
                notes = _paragraphs(child, child.children)
            case "item":
                item: dict[str, SlotValue] = {}
                for part in checker.children(child):
                    _read_slot(part, checker, item)
                items.append(item)
                links.append(child.get("link"))
            case _:
                _read_slot(child, checker, slots)
    return Slide(
        element.get("layout"),
        slots,
        tuple(items),
        notes,
        section=element.get("section"),
        id=element.attrib.get("id"),
        links=tuple(links) if any(links) else (),
        at=element.at,
        seconds=_seconds(element, checker),
        playback=_playback(element),
    )


def _topic(element: Element, checker: Checker) -> Topic:
    slots: dict[str, SlotValue] = {}
    groups: dict[str, list[Mapping[str, SlotValue]]] = {}
    notes: tuple[Content, ...] = ()
    for child in checker.children(element):
        if child.tag == "notes":
            notes = _paragraphs(child, child.children)
        elif child.tag in GROUPS:
            parts: dict[str, SlotValue] = {}
            for part in (child,) if _is_exhibit(child) else checker.children(child):
                _read_slot(part, checker, parts)
            if parts:
                groups.setdefault(child.tag, []).append(parts)
        else:
            _read_slot(child, checker, slots)
    return Topic(
        slots,
        {name: tuple(parts) for name, parts in groups.items()},
        element.get("show"),
        frozenset(element.get("traits").split()),
        frozenset(element.get("spare").split()),
        notes=notes,
        section=element.get("section"),
        id=element.attrib.get("id"),
        at=element.at,
        seconds=_seconds(element, checker),
        playback=_playback(element),
    )


def _playback(element: Element) -> Playback:
    words = element.get("play").split()
    return Playback("hidden" in words, "steps" in words, "stays" in words)


def _is_exhibit(element: Element) -> bool:
    """Return whether an element is itself a picture, chart or table, and holds no part of a group."""
    return "ref" in element.attrib or any(child.tag == "row" for child in element.children)


def _read_slot(element: Element, checker: Checker, slots: dict[str, SlotValue]) -> None:
    """Put the value of `element` into `slots` under its tag; an empty element fills no slot."""
    name = element.tag
    value = _slot_value(element, checker)
    if value is None:
        return
    if name in slots:
        checker.fault("duplicate-slot", f"<{name}> 在这一页写了两次", element)
        return
    slots[name] = value


def _slot_value(element: Element, checker: Checker) -> SlotValue | None:
    # An exhibit stands for the slot itself (<chart ref/>) or inside it (<chart-1><chart ref/>).
    inner = element
    children = element.children
    if "ref" not in element.attrib:
        for child in children:
            if child.tag in _EXHIBITS:
                inner = child
                break
    exhibit = checker.exhibit(inner) if "ref" in inner.attrib else None
    if isinstance(exhibit, Picture):
        return exhibit
    if inner.tag == "chart" and exhibit is not None:
        return read_chart(inner, checker)
    if inner.tag == "table" and (
        exhibit is not None or any(child.tag == "row" for child in inner.children)
    ):
        return read_table(inner, checker)
    if inner is not element:
        return None
    for child in children:
        checker.check(child, _IN_SLOTS)
    paragraphs = _paragraphs(element, children)
    return Prose(paragraphs, element.at) if paragraphs else None


def _paragraphs(element: Element, children: list[Element]) -> tuple[Content, ...]:
    """Return the `<p>` among the children of an element, or its own text as one paragraph.

    Empty paragraphs are left out.
    """
    parts = [child for child in children if child.tag == "p"] or [element]
    return tuple(content for part in parts if (content := content_of(part)))
