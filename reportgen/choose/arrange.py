"""A topic and a row of the table → the slide with everything in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.choose.scales import with_one_scale
from reportgen.choose.table import TITLE, Place, Row
from reportgen.document.nodes import Content, LineBreak, Prose, Slide, SlotValue, Text, Topic

#: between the name of a point and its text, and between a part of the deck and a title beside it
_GAP, _DOT = Text("　"), Text(" · ")
#: what every layout takes without an entry in its row
HEAD = ("kicker", "title")


def arrange(topic: Topic, row: Row) -> Slide:
    """Return the slide that shows `topic` in the layout of `row`, which has a place for all of it."""
    slots = {name: topic.slots[name] for name in HEAD if name in topic.slots}
    if row is TITLE and "title" in slots:
        slots["statement"] = slots.pop("title")
    elif row.layout == "statement":
        slots = _kicker_alone(slots)
    for name, slot in row.slots.items():
        if name in topic.slots:
            value = topic.slots[name]
            slots[slot] = _concatenation(
                slots.get(slot), _running(value) if slot == "takeaway" else value
            )
    items: tuple[Mapping[str, SlotValue], ...] = ()
    for place in row.places:
        parts = topic.groups.get(place.group, ())
        if not parts:
            continue
        match place.manner:
            case "items" if not items:
                items = tuple(_slots_of(part, place) for part in parts)
            case "items":
                # The first group decides the layout; the second has slots with numbers of its own.
                for number, part in enumerate(parts, 1):
                    slots |= {f"{n}-{number}": v for n, v in _slots_of(part, place).items()}
            case "single":
                for slot, value in _slots_of(parts[0], place).items():
                    slots[slot] = _concatenation(slots.get(slot), value)
            case "paragraphs":
                slot = place.slots[""]
                parts = tuple(_without(part, place.omissions) for part in parts)
                slots[slot] = _concatenation(slots.get(slot), as_paragraphs(parts))
                # A picture, chart or table cannot be a paragraph: it stands behind the text.
                objects = [_objects(part) for part in parts]
                items = (*items, *(part for part in objects if part))
            case "columns":
                half = (len(parts) + 1) // 2
                slots[f"{place.slots['']}-1"] = as_paragraphs(parts[:half])
                slots[f"{place.slots['']}-2"] = as_paragraphs(parts[half:])
    return Slide(
        row.layout,
        slots,
        with_one_scale(items),
        topic.notes,
        topic.section,
        topic.id,
        at=topic.at,
        seconds=topic.seconds,
        playback=topic.playback,
    )


def _objects(part: Mapping[str, SlotValue]) -> Mapping[str, SlotValue]:
    return {name: value for name, value in part.items() if not isinstance(value, Prose)}


def _without(part: Mapping[str, SlotValue], names: frozenset[str]) -> Mapping[str, SlotValue]:
    return {name: value for name, value in part.items() if name not in names}


def _slots_of(part: Mapping[str, SlotValue], place: Place) -> dict[str, SlotValue]:
    slots: dict[str, SlotValue] = {}
    for name, value in part.items():
        if name not in place.omissions:
            slot = place.slots.get(name, name)
            slots[slot] = _concatenation(slots.get(slot), value)
    return slots


def _kicker_alone(head: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return a head without a title, which stands behind the kicker."""
    kicker, title = (_content(head.get(name)) for name in HEAD)
    line = (*kicker, _DOT, *title) if kicker and title else (*kicker, *title)
    return {"kicker": Prose((line,))} if line else {}


def _concatenation(first: SlotValue | None, second: SlotValue) -> SlotValue:
    """Return two texts of one slot, the paragraphs of the second behind those of the first."""
    if isinstance(first, Prose) and isinstance(second, Prose):
        return Prose((*first.paragraphs, *second.paragraphs), first.at)
    return second


def as_paragraphs(points: Sequence[Mapping[str, SlotValue]]) -> Prose:
    """Return points as paragraphs, the name of each in bold before its text."""
    return Prose(tuple(line for point in points if (line := _paragraph(point))))


def _paragraph(point: Mapping[str, SlotValue]) -> Content:
    line: Content = ()
    for name, part in point.items():
        content = _content(part)
        if name == "name":
            content = tuple(replace(p, bold=True) if isinstance(p, Text) else p for p in content)
        line = (*line, _GAP, *content) if line and content else (*line, *content)
    return line


def _running(value: SlotValue) -> SlotValue:
    """Return a text without its line ends, as one sentence."""
    if not isinstance(value, Prose):
        return value
    lines = (tuple(p for p in line if not isinstance(p, LineBreak)) for line in value.paragraphs)
    return Prose(tuple(lines), value.at)


def _content(value: SlotValue | None) -> Content:
    return value.paragraphs[0] if isinstance(value, Prose) and value.paragraphs else ()
