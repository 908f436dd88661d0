"""What stands on a slide twice: figures of the chart beside them, points that only say a figure of the slide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.document.nodes import Chart, Number, Prose, Slide, SlotValue, Topic, number_text
from reportgen.document.walk import plain_text

#: a slide of figures keeps at least so many
_FEWEST = 2
_CLAUSES = re.compile("[，、；：。\\s]+")


def without_said_points(topic: Topic) -> Topic:
    """Return a topic without the points that say no more than its figures: their numbers and names.

    Of points that were taken from the text, which is spoken, those go that have the number of a figure.
    """
    points = topic.groups.get("point", ())
    known = [_written(figure) for figure in topic.groups.get("figure", ())]
    if not points or not known:
        return topic
    spare = "point" in topic.spare
    left = tuple(
        point
        for point in points
        if not _is_said(_words(point), known)
        and not (spare and any(number.search(_words(point)) for _, number in known))
    )
    if len(left) == len(points):
        return topic
    groups = {n: left if n == "point" else parts for n, parts in topic.groups.items()}
    return replace(topic, groups={n: parts for n, parts in groups.items() if parts})


def _written(figure: Mapping[str, SlotValue]) -> tuple[str, re.Pattern[str]]:
    """Return the name of a figure, and the pattern of its number with the unit."""
    value, label = figure.get("figure"), figure.get("label")
    number = plain_text(value.paragraphs[0]) if isinstance(value, Prose) else ""
    name = plain_text(label.paragraphs[0]) if isinstance(label, Prose) else ""
    return name, re.compile(rf"(?<![\d.,]){re.escape(number)}(?!\d)")


def _is_said(words: str, figures: Sequence[tuple[str, re.Pattern[str]]]) -> bool:
    """Return whether each clause is the number of a figure and a part of its name."""
    clauses = [clause for clause in _CLAUSES.split(words) if clause]
    return bool(clauses) and all(
        any(
            number.search(clause) and _is_part(number.sub("", clause, count=1), name)
            for name, number in figures
        )
        for clause in clauses
    )


def _is_part(words: str, name: str) -> bool:
    """Return whether the characters of some words stand in a name in the same order."""
    characters: Iterator[str] = iter(name)
    return all(character in characters for character in words)


def _words(point: Mapping[str, SlotValue]) -> str:
    values = [value for value in point.values() if isinstance(value, Prose)]
    return "".join(plain_text(line) for value in values for line in value.paragraphs)


def without_repeats(slides: Sequence[Slide | Topic]) -> list[Slide | Topic]:
    """Return the slides; figures leave those that stand beside a chart with the same name and value.

    The notes of a slide of figures say all of them. Where fewer than two were left, the slide stays.
    """
    result = list(slides)
    for index, slide in enumerate(result):
        if not isinstance(slide, Topic) or slide.groups.keys() != {"figure"}:
            continue
        beside = [*result[max(index - 1, 0) : index], *result[index + 1 : index + 2]]
        shown = {point for other in beside if _is_beside(other, slide) for point in _points(other)}
        figures = tuple(f for f in slide.groups["figure"] if _point(f) not in shown)
        if _FEWEST <= len(figures) < len(slide.groups["figure"]):
            result[index] = replace(slide, groups={"figure": figures})
    return result


def _is_beside(other: Slide | Topic, slide: Topic) -> bool:
    return isinstance(other, Topic) and other.section == slide.section


def _points(slide: Slide | Topic) -> set[tuple[str, str]]:
    """Return the names and the values that the charts of a slide show."""
    if not isinstance(slide, Topic):
        return set()
    charts = [part.get("chart") for part in slide.groups.get("chart", ())]
    return {
        (name, label)
        for chart in charts
        if isinstance(chart, Chart)
        for series in chart.series
        for name, label in zip(
            chart.categories,
            series.labels or ["" if v is None else number_text(v) for v in series.values],
            strict=True,
        )
    }


def _point(figure: Mapping[str, SlotValue]) -> tuple[str, str]:
    """Return the name and the number of a figure."""
    value, label = figure.get("figure"), figure.get("label")
    numbers = (
        [part for line in value.paragraphs for part in line if isinstance(part, Number)]
        if isinstance(value, Prose)
        else []
    )
    name = plain_text(label.paragraphs[0]) if isinstance(label, Prose) else ""
    return name, numbers[0].number if len(numbers) == 1 else ""
