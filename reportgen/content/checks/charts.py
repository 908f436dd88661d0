"""Check that a chart can be drawn as it is meant: one unit, shares of something, room for its names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from reportgen.content import chart_values
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.model import ChartData
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span, span_of

#: categories up to which their names can be read below the columns, and beside the bars
_COLUMNS, _BARS = 16, 24
#: series that can be told apart, the share of a slice that can be seen
_SERIES, _TINY = 6, Decimal("0.03")
#: characters of all names below the columns together, in two lines; names this short are never too long
_CHARACTERS, _SHORT = 64, 6
_UPRIGHT = ("column", "stacked", "line")
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
            f"{shape}“{chart.title}”里有负数“{negative}”，负数没有占比，改画成柱形图",
            span_of(negative.text),
            "写明 kind: column（柱）或 bar（条）",
        )
    elif numbers and not any(number.value for number in numbers):
        yield finding(
            "chart-shares",
            f"{shape}“{chart.title}”各项都是 0，没有占比，改画成柱形图",
            place,
            "补上数据，或不放这张图",
        )
    else:
        yield from _tiny(chart, shape, place)


def _tiny(chart: ChartData, shape: str, place: Span | None) -> Iterator[Diagnostic]:
    numbers = [number.value for number in chart_values.numbers_in(chart) if number.value > 0]
    tiny = sum(value < sum(numbers) * _TINY for value in numbers)
    if tiny > 1:
        yield finding(
            "chart-crowded",
            f"{shape}“{chart.title}”有 {tiny} 项不到全部的 3%，画出来看不清",
            place,
            "把小项合并成一项，或改用 bar（条）、表格",
        )


def _names(chart: ChartData, names: Collection[str], place: Span | None) -> Iterator[Diagnostic]:
    longest = max(names, key=len, default="")
    room = max(_CHARACTERS // max(len(names), 1), _SHORT)
    if chart.kind in _UPRIGHT and len(longest) > room and len(names) <= _COLUMNS:
        yield finding(
            "chart-crowded",
            f"图表“{chart.title}”里“{longest}”有 {len(longest)} 字，{len(names)} 项并排，每项宜不超过 {room} 字",
            place,
            "改用 bar（条），名称写在左边；或把名称写短",
        )


def _crowded(chart: ChartData, place: Span | None) -> Iterator[Diagnostic]:
    groups = chart.series.values() if chart.series else (chart.data,)
    names = {name for group in groups for name in group}
    count = len(names)
    if len(chart.series) > _SERIES:
        yield finding(
            "chart-crowded",
            f"图表“{chart.title}”有 {len(chart.series)} 组数据，画在一起分不清",
            place,
            f"分成几张图，或改用表格；一张图宜不超过 {_SERIES} 组",
        )
    yield from _names(chart, names, place)
    most = _BARS if chart.kind == "bar" else _COLUMNS
    if count > most:
        yield finding(
            "chart-crowded",
            f"图表“{chart.title}”有 {count} 项，名称只写得出一部分",
            place,
            f"合并小项，只画前面几项，或改用表格；一张图宜不超过 {most} 项",
        )
