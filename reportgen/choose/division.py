"""A topic that no layout holds whole → what stands on its next slide, and the rest of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from reportgen.choose.fitting import UNPLACED, has_row, holds
from reportgen.choose.forms import layouts_of_form
from reportgen.choose.table import ROWS
from reportgen.document.nodes import Content, LineBreak, Prose, SlotValue, Text, Topic
from reportgen.document.speech import ASIDE
from reportgen.document.walk import plain_text
from reportgen.theme.deck import DeckTheme

_GAP, _PAUSE, _STOP = Text("　"), Text("，"), Text("。")


def divided(topic: Topic, theme: DeckTheme) -> tuple[Topic, Topic | None]:
    """Return what of a topic stands on its next slide, and the rest, None if nothing is left.

    The author's form comes first. Groups that the notes have in full are left out before a topic is
    divided; then its first group stands alone.
    """
    if topic.form and (wanted := _of_form(topic)):
        return wanted
    if has_row(topic, theme):
        return topic, None
    for spare in sorted(topic.spare & topic.groups.keys()):
        if len(topic.groups) > 1:
            return divided(_without(topic, spare), theme)
    groups = list(topic.groups.items())
    once = topic.slots.keys() - {*UNPLACED}
    if once and groups and not has_row(replace(topic, groups=dict(groups[:1])), theme):
        # Words that no layout holds beside the first group are spoken, not shown.
        return divided(_without(topic, *once), theme)
    if len(groups) <= 1:
        return topic, None
    name, parts = groups[0]
    slots = once if has_row(replace(topic, groups={name: parts}), theme) else ()
    return _split(topic, {name}, slots)


def apart(topic: Topic) -> tuple[Topic, Topic | None]:
    """Return the first group of a topic with all that is said once, and the rest."""
    return _split(topic, set(list(topic.groups)[:1]), topic.slots.keys())


def _of_form(topic: Topic) -> tuple[Topic, Topic | None] | None:
    """Return what of a topic stands in the form its author wants, and the rest; None if nothing can."""
    layouts = layouts_of_form(topic.form)
    for row in ROWS:
        if row.layout in layouts and topic.slots.keys() >= set(row.needed):
            names = {place.group for place in row.places if holds(place, topic)}
            if all(holds(place, topic) for place in row.places) and (names or row.needed):
                return _split(topic, names, row.slots)
    return None


def _split(
    topic: Topic, groups: Collection[str], slots: Collection[str]
) -> tuple[Topic, Topic | None]:
    """Return a topic with some of its groups and of what it says once, and a topic with the rest.

    Spare groups are spoken, and so is what is said once if no group is left to stand beside it.
    """
    others = topic.groups.keys() - groups
    left = others - topic.spare
    once = topic.slots.keys() - {*UNPLACED, *slots}
    spoken = others - left if left else others | once
    part = _without(topic, *spoken)
    first = replace(
        part,
        slots={name: value for name, value in part.slots.items() if name not in once},
        groups={name: parts for name, parts in part.groups.items() if name in groups},
    )
    if not left:
        return first, None
    rest = replace(
        topic,
        slots={n: v for n, v in topic.slots.items() if n in ("kicker", "title") or n in once},
        groups={name: parts for name, parts in topic.groups.items() if name in left},
        form="",
        notes=(),
        id=None,
        seconds=0,
    )
    return first, rest


def spoken(part: Mapping[str, SlotValue]) -> Content:
    """Return the texts of a part as one line; a figure stands behind its label, its note in brackets."""
    texts = {name: _line(value) for name, value in part.items() if isinstance(value, Prose)}
    if "figure" in texts:
        note = texts.get("note", ())
        figure = (*texts.get("label", ()), *texts["figure"])
        return (*figure, Text("（"), *note, Text("）")) if note else figure
    return _apart(texts.values())


def _line(text: Prose) -> Content:
    """Return the paragraphs of a text as one line."""
    line = _apart(text.paragraphs)
    return tuple(_PAUSE if isinstance(inline, LineBreak) else inline for inline in line)


def _apart(contents: Iterable[Content]) -> Content:
    """Return some contents as one line with a blank between them."""
    return tuple(inline for content in contents for inline in (*content, _GAP))[:-1]


def _without(topic: Topic, *names: str) -> Topic:
    """Return a topic without some groups and slots; the notes keep what they say, if it is not said."""
    groups = [part for name, parts in topic.groups.items() if name in names for part in parts]
    slots = [{name: value} for name, value in topic.slots.items() if name in names]
    notes = list(topic.notes)
    said = "".join(map(plain_text, notes))
    for part in (*slots, *groups):
        if (line := spoken(part)) and plain_text(line) not in said:
            notes.append((ASIDE, *line, _STOP))
    return replace(
        topic,
        slots={name: value for name, value in topic.slots.items() if name not in names},
        groups={name: parts for name, parts in topic.groups.items() if name not in names},
        notes=tuple(notes),
    )
