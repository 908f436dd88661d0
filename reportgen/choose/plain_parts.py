"""A topic in the parts that a unit's own template can show: points, pictures, charts and tables.

Figures, steps, problems, tasks and the like become points; of groups that say the same in several forms
one remains.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.choose.division import spoken
from reportgen.document.nodes import Chart, Picture, Prose, SlotValue, Table, Text, Topic

Part = Mapping[str, SlotValue]
#: forms of the same content: where the first is there, the others say nothing more
_SAME: tuple[tuple[str, ...], ...] = (
    ("year-table", "years", "change", "range", "rate", "slope"),
    ("honour-list", "honour"),
    ("task", "schedule"),
    ("chart", "months"),
)
#: groups that a layout of a unit's own template takes as they are
_SHOWN = frozenset(
    {
        "point",
        "picture",
        "chart",
        "table",
        "year-table",
        "honour-list",
        "branches",
        "targets",
        "quotation",
        "column",
    }
)
#: what a topic says once about a group, and what has no sense without it
_HEADS = frozenset(
    ["head-last", "head-this", "head-problem", "head-measure", "head-owner", "head-due"]
)
_GAP = Text("　")
_TWO = 2


def in_plain_parts(topic: Topic) -> Topic:
    """Return a topic that says the same in points, pictures, charts and tables."""
    groups = dict(topic.groups)
    for first, *others in _SAME:
        if first in groups:
            for name in others:
                groups.pop(name, None)
    points: list[Part] = []
    objects: dict[str, list[Part]] = {}
    for name, parts in groups.items():
        if name in _SHOWN and name != "point":
            objects.setdefault(name, []).extend(parts)
            continue
        for part in parts:
            kind, shown = _object_of(part)
            if kind:
                objects.setdefault(kind, []).append(shown)
            else:
                points.append(part if name == "point" else _point(part))
    plain: dict[str, tuple[Part, ...]] = {"point": tuple(points)} if points else {}
    plain |= {name: tuple(parts) for name, parts in objects.items()}
    # The kicker repeats the name of the part of the deck: its divider says it.
    left_out = _HEADS | {"kicker"} if "title" in topic.slots else _HEADS
    slots = {name: value for name, value in topic.slots.items() if name not in left_out}
    return replace(topic, slots=slots, groups=plain, traits=frozenset())


def _object_of(part: Part) -> tuple[str, Part]:
    """Return the group of a part with a picture, chart or table, and the part for it; "" for a text."""
    for value in part.values():
        if not isinstance(value, Prose):
            kind = {Picture: "picture", Chart: "chart", Table: "table"}[type(value)]
            said = [v for v in part.values() if isinstance(v, Prose)]
            if not said:
                return kind, {kind: value}
            if set(part) <= {kind, "caption", "title", "chart-title", "table-title"}:
                return kind, part
            caption = Prose((spoken(part),), said[0].at)
            return kind, {kind: value, "caption": caption}
    return "", part


def _point(part: Part) -> Part:
    """Return a part of any group as a point: two texts as a name and its text, others as one line."""
    texts = [value for value in part.values() if isinstance(value, Prose)]
    if "figure" not in part and len(texts) == _TWO and len(texts[0].paragraphs) == 1:
        return {"name": texts[0], "text": texts[1]}
    return {"text": Prose((spoken(part),), texts[0].at if texts else None)}
