"""What a chart shows, in a sentence that follows from its numbers alone.

Of two years it counts what rose, stayed and fell and names the largest growth with both values; of
years in a row it names the first and the last; else the largest value. Nothing is said to be good or
bad, and nothing is said where a value is not an exact number.
"""

from __future__ import annotations

import re

from reportgen.content import quantities
from reportgen.content.quantities import Approximation, Quantity
from reportgen.content.trends import Trend
from reportgen.document.nodes import Chart, Series, number_text

#: fewer values than these need no sentence
_FEWEST = 3
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_ROUND = ("pie", "doughnut")
_OTHERS = re.compile(r"其[他它余]\S*")


def chart_takeaway(chart: Chart) -> str:
    """Return the sentence of a chart, "" where there is none to say."""
    if len(chart.categories) < _FEWEST:
        return ""
    if len(chart.series) == 2 and chart.newest_last:
        last, this = (_values(series, chart.unit) for series in chart.series)
        return _of_two_years(chart.categories, last, this)
    if len(chart.series) != 1 or chart.kind == "range":
        return ""
    values = _values(chart.series[0], chart.unit)
    if all(_YEAR.fullmatch(name) for name in chart.categories):
        return _of_years(chart.categories, values)
    return _of_the_largest(chart, values)


def _values(series: Series, unit: str) -> list[Quantity | None]:
    """Return the exact values of a series; None for a gap and for a value that is not exact."""
    labels = series.labels or tuple("" if v is None else number_text(v) for v in series.values)
    numbers = (
        quantities.parse(label if label.endswith(unit) else f"{label}{unit}") if label else None
        for label in labels
    )
    return [
        number if number and number.approximation is Approximation.EXACT else None
        for number in numbers
    ]


def _trend(label: str, last: Quantity | None, this: Quantity | None) -> Trend | None:
    if last is None or this is None:
        return None
    trend = Trend(label, last, this, highlight=False, earlier={})
    return trend if trend.direction is not None else None


def _of_two_years(
    names: tuple[str, ...], last: list[Quantity | None], this: list[Quantity | None]
) -> str:
    rows = zip(names, last, this, strict=True)
    trends = [trend for row in rows if (trend := _trend(*row))]
    if len(trends) < len(names):
        return ""
    words = ((1, "增长"), (0, "持平"), (-1, "下降"))
    directions = [(sum(t.direction == way for t in trends), word) for way, word in words]
    summary = "、".join(f"{number}项{word}" for number, word in directions if number)
    increases = [(t.growth, t) for t in trends if t.growth is not None and t.growth > 0]
    growths = [growth for growth, _ in increases]
    sentence = f"{len(trends)}项中{summary}"
    if len(increases) > 1 and growths.count(max(growths)) == 1:
        most = increases[growths.index(max(growths))][1]
        sentence += f"；{most.label}由{most.last}到{most.this}，增幅最大"
    return f"{sentence}。"


def _of_years(names: tuple[str, ...], values: list[Quantity | None]) -> str:
    trend = _trend("", values[0], values[-1])
    if trend is None or not trend.change:
        return ""
    return f"{names[0]}{trend.last}，{names[-1]}{trend.this}，{trend.change}。"


def _of_the_largest(chart: Chart, values: list[Quantity | None]) -> str:
    known = [(value.value, index) for index, value in enumerate(values) if value is not None]
    if len(known) < len(values):
        return ""
    largest = max(number for number, _ in known)
    at = [index for number, index in known if number == largest]
    if len(at) != 1 or largest <= 0 or _OTHERS.fullmatch(chart.categories[at[0]]):
        return ""
    name, value = chart.categories[at[0]], values[at[0]]
    if chart.unit == "%":
        return f"{name}最高，{value}。"
    total = sum(number for number, _ in known)
    share = quantities.percentage(largest / total) if chart.kind in _ROUND else None
    return f"{name}最多，{value}{f'，占{share}' if share else ''}。"
