"""A figure that a chart on the neighbouring slide shows does not stand on a slide of figures too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.document.nodes import Chart, Number, Prose, Slide, SlotValue, Topic, number_text
from reportgen.document.walk import plain_text

#: a slide of figures keeps at least so many
_FEWEST = 2


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
