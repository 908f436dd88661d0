"""Decides how a chart is drawn: the order of its bars, which one stands out, and bars or a line.

Bars stand from the highest to the lowest unless their names are times or have an order of their own;
the author's highlight stands out, else the highest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.nodes import Chart, Series, Tone

_DIGITS = "一二三四五六七八九十"
#: names of times: 2025年, 3月, 一季度, 上半年, 周三, 5日
_TIME = re.compile(
    rf"(?:(?:19|20)\d\d年?(?:度|底|末|初)?)?(?:[上下]半年|(?:\d{{1,2}}|[{_DIGITS}]{{1,3}})月(?:份)?|第?[1-4一二三四]季度?)?"
    rf"(?:[上中下]旬|\d{{1,2}}日)?|周[一二三四五六日天]|星期[一二三四五六日天]|[春夏秋冬]季?|上年|本年|去年|今年"
)
#: names that count: 第一组, 三级, 一等奖, 四年级
_ORDINAL = re.compile(rf"第?[{_DIGITS}\d]+[级等组期批届轮年]\S{{0,3}}")
#: words that have an order among themselves
_SCALES = (
    ("优秀", "优", "良好", "良", "合格", "中", "基本合格", "一般", "不合格", "差"),
    ("非常满意", "很满意", "满意", "较满意", "比较满意", "基本满意", "一般", "不满意"),
    ("好", "较好", "一般", "较差", "差"),
    ("小学", "初中", "高中", "中专", "大专", "专科", "本科", "研究生", "硕士", "博士"),
    ("国家级", "省级", "市级", "县级", "区级", "镇级", "乡级", "村级"),
    ("青年", "中年", "老年"),
)
_OTHERS = re.compile(r"其[他它余]\S*")
_BARS = ("column", "bar", "stacked", "pie", "doughnut")
_ONE_STANDS_OUT = ("column", "bar", "line")
_FLAT_SHARE = 0.6
"""Above this share of the highest value, the lowest leaves a line floating far above its axis."""
_MOST_COLUMNS = 8
"""More periods than these have a line all the same: their columns would be too narrow to label."""


def arranged(chart: Chart, *, in_order: bool = False) -> Chart:
    """Return a chart with its bars from the highest to the lowest and its highest point marked.

    `in_order` says that its categories have an order; a last category of others stays the last. A level
    line of a few periods becomes columns.
    """
    if _is_flat(chart):
        chart, in_order = replace(chart, kind="column"), True
    if chart.kind in _BARS and not in_order and not has_order(chart.categories):
        chart = _sorted(chart)
    if len(chart.series) > 1 or chart.kind not in _ONE_STANDS_OUT:
        return chart
    (series,) = chart.series
    declining = any(value is not None and value < 0 for value in series.values)
    if declining and chart.kind != "line":
        tones: tuple[Tone, ...] = tuple(
            "decline" if (value or 0) < 0 else "" for value in series.values
        )
        chart = replace(chart, series=(replace(series, tones=tones),))
    return chart if chart.highlight is not None else replace(chart, highlight=_highest(series))


def _is_flat(chart: Chart) -> bool:
    """Return whether a single line of a few periods runs nearly level, so that columns say more."""
    if chart.kind != "line" or len(chart.series) > 1 or len(chart.categories) > _MOST_COLUMNS:
        return False
    values = chart.series[0].values
    known = [value for value in values if value is not None]
    return len(known) == len(values) > 1 and min(known) > _FLAT_SHARE * max(known) > 0


def has_order(names: Sequence[str]) -> bool:
    """Return whether names are times, count something, or are words of one scale."""
    plain = [name.strip() for name in names]
    if all(name and (_TIME.fullmatch(name) or _ORDINAL.fullmatch(name)) for name in plain):
        return True
    if any(all(name in scale for name in plain) for scale in _SCALES):
        return True
    # Ranges: 35岁以下, 36至45岁, 46岁以上
    numbers = [re.search(r"\d+(?:\.\d+)?", name) for name in plain]
    if len(plain) < 2 or not all(numbers):
        return False
    values = [float(match[0]) for match in numbers if match]
    units = {re.sub(r"[\d.\-—–~～至到以上下内外及（）()]", "", name) for name in plain}
    return len(units) == 1 and values in (sorted(values), sorted(values, reverse=True))


def _sorted(chart: Chart) -> Chart:
    """Return a chart with its categories by the newest series, or by the sum of stacked ones."""

    def height(index: int) -> float:
        values = [series.values[index] or 0 for series in chart.series]
        if chart.kind == "stacked":
            return sum(values)
        return values[-1 if chart.newest_last else 0]

    others = [bool(_OTHERS.fullmatch(name)) for name in chart.categories]
    order = sorted(range(len(chart.categories)), key=lambda i: (others[i], -height(i)))
    return replace(
        chart,
        categories=tuple(chart.categories[i] for i in order),
        series=tuple(_in_order(series, order) for series in chart.series),
        highlight=None if chart.highlight is None else order.index(chart.highlight),
    )


def _in_order(series: Series, order: Sequence[int]) -> Series:
    def moved(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(values[i] for i in order) if values else ()

    return replace(
        series,
        values=tuple(series.values[i] for i in order),
        labels=moved(series.labels),
        texts=moved(series.texts),
    )


def _highest(series: Series) -> int | None:
    """Return the place of the highest value; None where several are equally high, or one stands alone."""
    known = [value for value in series.values if value is not None]
    if len(known) < 2 or known.count(max(known)) > 1:
        return None
    return series.values.index(max(known))
