"""Which rows of the table hold a topic: by its parts, and by the room of the slots of a style."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reportgen.choose.arrange import HEAD, arrange
from reportgen.choose.capacity import fits, length
from reportgen.choose.table import ROWS, Place, Row
from reportgen.document.nodes import Prose, Slide, SlotValue, Topic
from reportgen.document.walk import plain_text
from reportgen.theme.deck import DeckTheme, Layout

#: what a topic says once and no row need have a place for: the notes have the full text
UNPLACED = (*HEAD, "text")


def has_row(topic: Topic, theme: DeckTheme) -> bool:
    """Return whether some row holds a topic whole."""
    return any(not misfit(row, topic, theme) for row in rows_for(topic))


def rows_for(topic: Topic) -> Iterator[Row]:
    """Yield the rows with a place for every group and slot of a topic, which has all that they need."""
    once = {name for name in topic.slots if name not in UNPLACED}
    for row in _rows_with(frozenset(topic.groups)):
        if (
            once <= row.slots.keys() | row.covers
            and topic.slots.keys() >= set(row.needed)
            and topic.traits >= row.traits
            and all(holds(place, topic) for place in row.places)
            and all(_says(topic, name) >= least for name, least in row.fewest.items())
        ):
            yield row


def _says(topic: Topic, name: str) -> float:
    """Return how many characters the text of a slot of a topic has."""
    value = topic.slots.get(name)
    texts = value.paragraphs if isinstance(value, Prose) else ()
    return sum(length(plain_text(paragraph)) for paragraph in texts)


@cache
def _rows_with(groups: frozenset[str]) -> tuple[Row, ...]:
    """Return the rows that have a place for each of some groups."""
    return tuple(
        row for row in ROWS if groups <= row.covers.union(place.group for place in row.places)
    )


def holds(place: Place, topic: Topic) -> bool:
    """Return whether a place takes the group of a topic: so many elements, with these parts."""
    parts = topic.groups.get(place.group, ())
    if not place.least <= len(parts) <= place.most:
        return False
    possible = place.parts | place.more
    return not place.parts or all(place.parts <= part.keys() <= possible for part in parts)


def misfit(row: Row, topic: Topic, theme: DeckTheme) -> str:
    """Return why the style cannot show a topic in the layout of a row, "" if it can."""
    layout = layout_of(row, topic, theme)
    if layout is None:
        return "这种样式没有这个版式"
    for name, text in _texts(arrange(topic, row)).items():
        number = name.rpartition("-")[2]
        if layout.count and number.isdecimal() and int(number) > layout.count:
            continue
        if name not in layout.slots:
            if layout.rest:
                continue
            return f"没有放“{name}”的地方"
        if name not in HEAD and not fits(layout.slots[name], text):
            return f"“{name}”放不下{sum(len(plain_text(p)) for p in text.paragraphs)}字"
    return ""


def layout_of(row: Row, topic: Topic, theme: DeckTheme) -> Layout | None:
    """Return the layout of a row for the number of items of a topic, None where the style has none."""
    items = (place.group for place in row.places if place.manner == "items")
    count = next((len(topic.groups[group]) for group in items if group in topic.groups), 0)
    by_count = theme.families.get(row.layout)
    if by_count is None:
        # A layout among those of another family, such as a pair of charts.
        return theme.layouts.get(row.layout)
    # More elements than any layout holds go on over several slides.
    name = by_count.get(min(count, max(by_count, default=0)), "" if count else row.layout)
    return theme.layouts.get(name)


def _texts(slide: Slide) -> dict[str, Prose]:
    """Return the texts of a slide by the slots in which they stand."""
    values: dict[str, SlotValue] = dict(slide.slots)
    for number, item in enumerate(slide.items, 1):
        values |= {f"{name}-{number}": value for name, value in item.items()}
    return {name: value for name, value in values.items() if isinstance(value, Prose)}
