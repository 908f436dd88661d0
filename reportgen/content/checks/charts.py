"""Check that a chart can be drawn as it is meant: one unit, shares of something, room for its names."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.content import chart_values
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.model import ChartData
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span, span_of

#: categories up to which their names can be read below the columns, and beside the bars
_COLUMNS, _BARS = 16, 24
_ROUND = {"pie": "饼图", "doughnut": "环图"}


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each chart of the record that cannot show its data."""
    for key, chart in review.entry.record.charts.items():
        place = span_of(chart.title) or span_of(key)
        yield from _units(chart)
        if chart.kind in _ROUND:
            yield from _round(chart, place)
        yield from _crowded(chart, place)


def _units(chart: ChartData) -> Iterator[Diagnostic]:
    numbers, unit = chart_values.numbers_in(chart), chart_values.unit_of(chart)
    others = chart_values.of_other_unit(numbers, unit)
    if others:
        measure = unit.name or next(number.unit for number in numbers if number.unit)
        yield finding(
            "chart-units",
            f"图表“{chart.title}”里“{others[0]}”的单位与别的（{measure}）不同，画在一起比不出大小",
            span_of(others[0].text),
            "同一单位的放一张图；单位不同的分成几张，或改用表格",
        )


def _round(chart: ChartData, place: Span | None) -> Iterator[Diagnostic]:
    shape = _ROUND[chart.kind]
    if len(chart.series) > 1:
        first = next(iter(chart.series))
        yield finding(
            "chart-shares",
            f"{shape}“{chart.title}”有 {len(chart.series)} 组数据，{shape}只画得出第一组“{first}”",
            place,
            "改用 column（柱）或 stacked（堆积）；或一组一张图",
        )
    numbers = chart_values.numbers_in(chart)
    negative = next((number for number in numbers if number.value < 0), None)
    if negative:
        yield finding(
            "chart-shares",
            f"{shape}“{chart.title}”里有负数“{negative}”，负数没有占比，画不出来",
            span_of(negative.text),
            "改用 column（柱）或 bar（条）",
        )
    elif numbers and not any(number.value for number in numbers):
        yield finding(
            "chart-shares",
            f"{shape}“{chart.title}”各项都是 0，画出来是空白",
            place,
            "补上数据，或不放这张图",
        )


def _crowded(chart: ChartData, place: Span | None) -> Iterator[Diagnostic]:
    groups = chart.series.values() if chart.series else (chart.data,)
    count = len({name for group in groups for name in group})
    most = _BARS if chart.kind == "bar" else _COLUMNS
    if count > most:
        yield finding(
            "chart-crowded",
            f"图表“{chart.title}”有 {count} 项，名称挤在一起看不清",
            place,
            f"合并小项，只画前面几项，或改用表格；一张图宜不超过 {most} 项",
        )
