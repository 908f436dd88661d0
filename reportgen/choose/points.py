"""Points of one slide in one form: figures where each says a number, else all named or all of one text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reportgen.choose.arrange import as_paragraphs
from reportgen.choose.facts import with_figures
from reportgen.document.nodes import Prose, SlotValue, Text, Topic
from reportgen.document.walk import plain_text

#: least number of points that get names from their first clauses
_FEWEST = 2
#: a first clause of four to twelve characters that is no condition, and the rest of the sentence
_OPENING = re.compile(
    r"((?!因|为|由于|如|若|虽|在|对|按|根据|通过|围绕|当|凡|把|将|从)[^，。；：、“”《》（）]{4,12})，(?!再|其|并|也|还|又|而|但|且|使|让|从而)(?=[^，]{2})(.{4,}?)。?"
)


def with_even_points(topic: Topic) -> Topic:
    """Return `topic` with points that one layout can show beside one another."""
    topic = with_figures(topic)
    points = tuple(map(_without_note, topic.groups.get("point", ())))
    if not points or all("name" in point and "text" in point for point in points):
        return replace(topic, groups={**topic.groups, "point": points}) if points else topic
    even = tuple({"text": _text(point)} for point in points)
    return replace(topic, groups={**topic.groups, "point": even})


def with_opening_names(topic: Topic) -> Topic:
    """Return `topic` with the first clause of each point as its name, where all begin with a short one.

    Points below a lead or beside figures stay whole, and so do those that begin with a condition and
    those of which one begins with the title of the slide.
    """
    points = topic.groups.get("point", ())
    if "lead" in topic.slots or topic.groups.keys() != {"point"} or len(points) < _FEWEST:
        return topic
    points_with_names = tuple(part for part in map(_with_name, points) if part)
    names = [part["name"] for part in points_with_names]
    if len(names) < len(points) or _words(topic.slots.get("title")) in map(_words, names):
        return topic
    return replace(topic, groups={"point": points_with_names})


def _words(value: SlotValue | None) -> str:
    """Return the characters of a text, "" where there is none."""
    return "".join(map(plain_text, value.paragraphs)) if isinstance(value, Prose) else ""


def _with_name(point: Mapping[str, SlotValue]) -> Mapping[str, SlotValue] | None:
    """Return a point in its first clause and the rest, None where it is not so made."""
    text = point.get("text")
    if "name" in point or not isinstance(text, Prose) or len(text.paragraphs) > 1:
        return None
    line = text.paragraphs[0]
    if len(line) != 1 or not isinstance(line[0], Text) or line[0].bold:
        return None
    match = _OPENING.fullmatch(line[0].text)
    if match is None:
        return None
    name, rest = (replace(line[0], text=part) for part in match.groups())
    return {"name": Prose(((name,),), text.at), "text": Prose(((rest,),), text.at)}


def _without_note(point: Mapping[str, SlotValue]) -> Mapping[str, SlotValue]:
    """Return a point without the note that stands below a figure, which it is not."""
    return {name: value for name, value in point.items() if name != "note"}


def _text(point: Mapping[str, SlotValue]) -> SlotValue:
    """Return a point as one text, a name in bold before it."""
    if "text" not in point:
        return point["name"]
    return as_paragraphs([point]) if "name" in point else point["text"]
