"""A topic in the parts that a unit's own template can show: points, pictures, charts and tables.

Figures, steps, problems, tasks and the like become points; of groups that say the same in several forms
one remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.choose.division import line_of
from reportgen.document.nodes import Chart, Picture, Prose, SlotValue, Table, Text, Topic
from reportgen.document.walk import plain_text

Part = Mapping[str, SlotValue]
#: forms of the same content: where one is there, those behind it say nothing more
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
        "bars",
        "quotation",
        "column",
    }
)
#: heads of the columns of a designed layout, which say nothing where there are no such columns
_HEADS = frozenset(
    [
        "head-last",
        "head-this",
        "head-problem",
        "head-measure",
        "head-owner",
        "head-due",
        "change-head",
        "gap-head",
    ]
)
_GAP = Text("　")
#: texts of a part that another of its texts says too: beside that one, or always where it is ""
_REPEATED = {"initial": "", "owner": "answer", "due": "answer"}
#: the longest text that is a name
_LONGEST_NAME = 12


def in_plain_parts(topic: Topic) -> Topic:
    """Return a topic that says the same in points, pictures, charts and tables."""
    groups = dict(topic.groups)
    for forms in _SAME:
        for name in [name for name in forms if name in groups][1:]:
            groups.pop(name)
    points: list[Part] = []
    objects: dict[str, list[Part]] = {}
    for name, elements in groups.items():
        parts = [{key: part[key] for key in part if key not in _HEADS} for part in elements]
        if name in _SHOWN and name != "point":
            objects.setdefault(name, []).extend(parts)
            continue
        for part in parts:
            own_objects = list(_objects_of(part))
            for kind, own in own_objects:
                objects.setdefault(kind, []).append(own)
            if not own_objects:
                points.append(part if name == "point" else _point(part))
    plain: dict[str, tuple[Part, ...]] = {"point": tuple(points)} if points else {}
    plain |= {name: tuple(parts) for name, parts in objects.items()}
    # The kicker repeats the name of the part of the deck: its divider says it.
    omissions = _HEADS | {"kicker"} if "title" in topic.slots else _HEADS
    slots = {name: value for name, value in topic.slots.items() if name not in omissions}
    return replace(topic, slots=slots, groups=plain, traits=frozenset())


def _objects_of(part: Part) -> Iterator[tuple[str, Part]]:
    """Yield the group and the part of each picture, chart or table of a part; the first has its texts."""
    texts = [value for value in part.values() if isinstance(value, Prose)]
    for value in part.values():
        if isinstance(value, Prose):
            continue
        kind = {Picture: "picture", Chart: "chart", Table: "table"}[type(value)]
        if set(part) <= {kind, "caption", "title", "chart-title", "table-title"}:
            yield kind, part
        elif texts:
            yield kind, {kind: value, "caption": Prose((line_of(part),), texts[0].at)}
        else:
            yield kind, {kind: value}
        texts = []


def _point(part: Part) -> Part:
    """Return a part of any group as a point: a short first text is its name, else all is one line."""
    texts = {
        name: value
        for name, value in part.items()
        if name not in _REPEATED or (_REPEATED[name] and _REPEATED[name] not in part)
    }
    first, *rest = [value for value in texts.values() if isinstance(value, Prose)]
    if "figure" in texts or not rest or len(plain_text(first.paragraphs[0])) > _LONGEST_NAME:
        return {"text": Prose((line_of(texts),), first.at)}
    others = {name: value for name, value in texts.items() if value is not first}
    return {"name": first, "text": Prose((line_of(others),), rest[0].at)}
