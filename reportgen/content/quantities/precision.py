"""The values that a written figure stands for, by the decimals written, and what follows from two."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reportgen.content.quantities import units
from reportgen.content.quantities.arithmetic import Limits, limits
from reportgen.content.quantities.written import Approximation, Quantity

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MEASURED_WORDS = (
    "% 百分点 倍 元 米 公里 分米 厘米 毫米 平方米 平方公里 立方米 公顷 亩 吨 公斤 克 毫克 斤 升 毫升 "
    "千瓦时 千瓦 兆瓦 度 分钟 ℃ 吨标准煤 千伏安 分贝 海里"
)
#: units that are measured, not counted: a whole number of them is rounded too
_MEASURED = frozenset(_MEASURED_WORDS.split())


def written_limits(quantity: Quantity, *, rounded: bool = False) -> Limits:
    """Return the least and the most that a figure stands for, in the common unit of its dimension.

    12.3% stands for 12.25 to 12.35, 三成 for 25% to 35%, 31.2万元 for half a 千元 more or less;
    whole numbers of counted things (112篇) are exact, unless they are `rounded` as averages are.
    Words such as 近 and 余 widen the limits.
    """
    half = half_step(quantity, rounded=rounded)
    low, high = limits(quantity)
    if quantity.approximation is Approximation.OVER:
        return low, high  # 三成多 is from 三成 to 四成
    if quantity.approximation is Approximation.NEAR and low is not None and high is not None:
        return min(low, high - half), high
    return (None if low is None else low - half), (None if high is None else high + half)


def half_step(quantity: Quantity, *, rounded: bool = False) -> Decimal:
    """Return half of the last place written, in the common unit.

    It is 0 for whole numbers of counted things that are not `rounded`.
    """
    name, factor = units.dimension(quantity.unit)
    number, tail = quantity.number_text, quantity.unit_text.strip()
    scale = Decimal(1)
    for char in tail:
        if char in "余多 ":
            continue
        if char not in _SCALES or tail.startswith(("千瓦", "千克", "千米", "千帕", "千伏")):
            break
        scale *= _SCALES[char]
    if "成" in tail[:2]:
        # 七成五 and 七成半 are written to half a 成, 三成 to a whole one.
        return Decimal("2.5") if tail[-1:] in "一二三四五六七八九半" else Decimal(5)
    decimals = len(number.partition(".")[2]) or len(number.partition("点")[2])
    if not decimals and scale == 1 and name not in _MEASURED and not rounded:
        return Decimal(0)
    return scale * factor / 2 / Decimal(10) ** decimals


def quotient(part: Limits, whole: Limits) -> Limits | None:
    """Return the limits of `part` divided by `whole`; None where `whole` may be zero or less."""
    low, high = whole
    if low is None or low <= 0:
        return None
    least = None if part[0] is None or high is None else part[0] / (high if part[0] > 0 else low)
    most = None if part[1] is None else part[1] / (low if part[1] > 0 else high or low)
    return least, most


def minus(first: Limits, second: Limits) -> Limits:
    """Return the limits of the difference."""
    least = None if first[0] is None or second[1] is None else first[0] - second[1]
    most = None if first[1] is None or second[0] is None else first[1] - second[0]
    return least, most


def plus(parts: Iterable[Limits]) -> Limits:
    """Return the limits of the sum."""
    least: Decimal | None = Decimal(0)
    most: Decimal | None = Decimal(0)
    for low, high in parts:
        least = None if least is None or low is None else least + low
        most = None if most is None or high is None else most + high
    return least, most


def times(one: Limits, factor: Decimal | int) -> Limits:
    """Return the limits multiplied by a positive number."""
    low, high = one
    return (None if low is None else low * factor), (None if high is None else high * factor)


def widened(one: Limits, by: Decimal) -> Limits:
    """Return the limits with `by` more room on both sides."""
    low, high = one
    return (None if low is None else low - by), (None if high is None else high + by)
