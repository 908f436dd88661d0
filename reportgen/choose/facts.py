"""Points that only say a number (登记　86处) → figures, which have layouts of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reportgen.document.nodes import Number, Prose, SlotValue, Text, Topic
from reportgen.document.walk import plain_text

#: a number in digits and a unit of at most three characters, more than 10,000 of it in its own word
_FACT = re.compile(r"((?:约|近|超)?\d[\d,.]*)\s*([余多]?[万亿]?[^\d\s，。；、]{1,3})")
#: a short name and its number
_NAMED = re.compile(r"([\u4e00-\u9fff]{2,8}?)((?:约|近|超)?\d.*)")


def with_figures(topic: Topic) -> Topic:
    """Return `topic` with its points as figures, if there are two or more and each only says a number."""
    points = topic.groups.get("point", ())
    figures = [_figure(point) for point in points]
    if len(figures) < 2 or "figure" in topic.groups or not all(figures):
        return topic
    others = {name: parts for name, parts in topic.groups.items() if name != "point"}
    return replace(topic, groups={**others, "figure": tuple(f for f in figures if f)})


def with_own_figures(topic: Topic) -> Topic:
    """Return `topic` with the points that are a name and a number (全年领办19件) before its figures.

    A number that one of the figures has stays in its point.
    """
    points = topic.groups.get("point", ())
    if "figure" not in topic.groups or "point" in topic.spare:
        return topic
    numbers = {_number(figure) for figure in topic.groups["figure"]}
    figures_of_points = [_said_figure(point) for point in points]
    own = [
        figure if figure and _number(figure) not in numbers else None
        for figure in figures_of_points
    ]
    rest = tuple(point for point, figure in zip(points, own, strict=True) if not figure)
    if len(rest) == len(points):
        return topic
    figures = (*(figure for figure in own if figure), *topic.groups["figure"])
    groups = {**topic.groups, "figure": figures, "point": rest}
    return replace(topic, groups={name: parts for name, parts in groups.items() if parts})


def _number(figure: Mapping[str, SlotValue]) -> str:
    """Return the number of a figure with its unit."""
    value = figure.get("figure")
    return plain_text(value.paragraphs[0]) if isinstance(value, Prose) else ""


def _said_figure(point: Mapping[str, SlotValue]) -> Mapping[str, SlotValue] | None:
    text = point.get("text")
    if "name" in point or not isinstance(text, Prose) or len(text.paragraphs) > 1:
        return None
    match = _NAMED.fullmatch(plain_text(text.paragraphs[0]).strip())
    fact = _FACT.fullmatch(match[2]) if match else None
    if match is None or fact is None:
        return None
    at = next((part.at for part in text.paragraphs[0] if isinstance(part, Text | Number)), None)
    label = Prose(((Text(match[1], at=at),),), text.at)
    return {"figure": Prose(((Number(fact[1], fact[2], at=at),),), text.at), "label": label}


def _figure(point: Mapping[str, SlotValue]) -> Mapping[str, SlotValue] | None:
    name, text = point.get("name"), point.get("text")
    if not isinstance(name, Prose) or not isinstance(text, Prose):
        return None
    line = text.paragraphs[0]
    match = _FACT.fullmatch(plain_text(line).strip())
    if match is None or len(text.paragraphs) > 1:
        return None
    at = next((part.at for part in line if isinstance(part, Text | Number)), None)
    number = Number(match[1], match[2], at=at)
    figure: dict[str, SlotValue] = {"figure": Prose(((number,),), text.at), "label": name}
    return {**figure, "note": point["note"]} if "note" in point else figure
