"""A topic that no layout holds whole → what stands on its next slide, and the rest of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from reportgen.choose.fitting import UNPLACED, has_row, holds
from reportgen.choose.forms import layouts_of_form
from reportgen.choose.table import ROWS
from reportgen.document.nodes import Chart, Content, LineBreak, Prose, SlotValue, Text, Topic
from reportgen.document.speech import ASIDE
from reportgen.document.walk import plain_text
from reportgen.theme.deck import DeckTheme

_GAP, _COMMA, _PAUSE, _STOP = Text("　"), Text("、"), Text("，"), Text("。")
#: characters of a title on one line
_LONGEST_TITLE = 24


def next_part(topic: Topic, theme: DeckTheme) -> tuple[Topic, Topic | None]:
    """Return what of a topic stands on its next slide, and the rest, None if nothing is left.

    The author's form comes first. Groups that the notes have in full are left out before a topic is
    divided; then its first group stands alone.
    """
    if topic.form and (preference := _of_form(topic)):
        return preference
    if has_row(topic, theme):
        return topic, None
    for spare in sorted(topic.spare & topic.groups.keys()):
        if len(topic.groups) > 1:
            return next_part(_without(topic, spare), theme)
    groups = list(topic.groups.items())
    once = topic.slots.keys() - {*UNPLACED}
    if once and groups and not has_row(replace(topic, groups=dict(groups[:1])), theme):
        # Words that no layout holds beside the first group are spoken, not shown.
        return next_part(_without(topic, *once), theme)
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
    remaining = others - topic.spare
    once = topic.slots.keys() - {*UNPLACED, *slots}
    speech = others - remaining if remaining else others | once
    part = _without(topic, *speech)
    first = replace(
        part,
        slots={name: value for name, value in part.slots.items() if name not in once},
        groups={name: parts for name, parts in part.groups.items() if name in groups},
    )
    if not remaining:
        return first, None
    rest = replace(
        topic,
        slots={n: v for n, v in topic.slots.items() if n in ("kicker", "title") or n in once},
        groups={name: parts for name, parts in topic.groups.items() if name in remaining},
        form="",
        notes=(),
        id=None,
        seconds=0,
    )
    return first, with_own_title(rest)


def with_own_title(topic: Topic) -> Topic:
    """Return what stands on a further slide under its own title, where its parts have names.

    That is what a chart shows in one sentence, else its title, the lead beside a picture, else its caption,
    or the names of figures.
    """
    if topic.groups.keys() == {"chart"} and len(topic.groups["chart"]) == 1:
        return _of_one_chart(topic, topic.groups["chart"][0])
    if topic.groups.keys() == {"figure"}:
        labels = [
            _line(v) for f in topic.groups["figure"] if isinstance(v := f.get("label"), Prose)
        ]
        names = tuple(part for label in labels for part in (*label, _COMMA))[:-1]
        return _with_title(topic, Prose((names,)))
    if topic.groups.keys() == {"picture"} and len(topic.groups["picture"]) == 1:
        picture = topic.groups["picture"][0]
        lead = topic.slots.get("lead")
        if isinstance(lead, Prose) and (headed := _with_title(topic, lead)) is not topic:
            slots = {name: value for name, value in headed.slots.items() if name != "lead"}
            return replace(headed, slots=slots)
        caption = picture.get("caption")
        retitled = _with_title(topic, caption if isinstance(caption, Prose) else None)
        bare = {name: value for name, value in picture.items() if name != "caption"}
        return replace(retitled, groups={"picture": (bare,)}) if retitled is not topic else topic
    return topic


def _of_one_chart(topic: Topic, part: Mapping[str, SlotValue]) -> Topic:
    """Return a slide of one chart under the first sentence of its caption, else under the chart's title."""
    chart, caption = part.get("chart"), part.get("caption")
    if not isinstance(chart, Chart):
        return topic
    first, *others = caption.paragraphs[0] if isinstance(caption, Prose) else (Text(""),)
    if isinstance(first, Text) and re.fullmatch("[^。！？]+。", first.text):
        conclusion = Prose(((replace(first, text=first.text[:-1]),),))
        own = _with_title(topic, conclusion)
        if own is not topic:
            note = tuple(others[1:] if others and others[0] == _GAP else others)
            rest = {"caption": Prose((note,))} if note else {}
            bare = {name: value for name, value in part.items() if name != "caption"}
            return replace(own, groups={"chart": ({**bare, **rest},)})
    return _with_title(topic, Prose(((Text(chart.title, at=chart.at),),)))


def _with_title(topic: Topic, title: Prose | None) -> Topic:
    """Return a topic with another title, unless that is empty or long."""
    if title is None or not 1 < len(plain_text(_line(title))) <= _LONGEST_TITLE:
        return topic
    return replace(topic, slots={**topic.slots, "title": title})


def line_of(part: Mapping[str, SlotValue]) -> Content:
    """Return the texts of a part as one line; a figure stands behind its label, its note in brackets."""
    texts = {name: _line(value) for name, value in part.items() if isinstance(value, Prose)}
    if "figure" in texts:
        note = texts.get("note", ())
        figure = (*texts.get("label", ()), *texts["figure"])
        return (*figure, Text("（"), *note, Text("）")) if note else figure
    return _apart(texts.values())


def aside(line: Content) -> Content:
    """Return a line of the notes that the speaker has at hand and does not say."""
    return (ASIDE, *line, _STOP)


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
    speech = "".join(map(plain_text, notes))
    for part in (*slots, *groups):
        if (line := line_of(part)) and plain_text(line) not in speech:
            notes.append(aside(line))
    return replace(
        topic,
        slots={name: value for name, value in topic.slots.items() if name not in names},
        groups={name: parts for name, parts in topic.groups.items() if name not in names},
        notes=tuple(notes),
    )
