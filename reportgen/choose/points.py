"""Points of one slide in one form: figures where each says a number, else all named or all of one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.choose.arrange import as_paragraphs
from reportgen.choose.facts import with_figures
from reportgen.document.nodes import SlotValue, Topic


def with_even_points(topic: Topic) -> Topic:
    """Return `topic` with points that one layout can show beside one another."""
    topic = with_figures(topic)
    points = tuple(map(_without_note, topic.groups.get("point", ())))
    if not points or all("name" in point and "text" in point for point in points):
        return replace(topic, groups={**topic.groups, "point": points}) if points else topic
    even = tuple({"text": _text(point)} for point in points)
    return replace(topic, groups={**topic.groups, "point": even})


def _without_note(point: Mapping[str, SlotValue]) -> Mapping[str, SlotValue]:
    """Return a point without the note that stands below a figure, which it is not."""
    return {name: value for name, value in point.items() if name != "note"}


def _text(point: Mapping[str, SlotValue]) -> SlotValue:
    """Return a point as one text, a name in bold before it."""
    if "text" not in point:
        return point["name"]
    return as_paragraphs([point]) if "name" in point else point["text"]
