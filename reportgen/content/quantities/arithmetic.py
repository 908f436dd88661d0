"""Arithmetic of quantities: units, bounds, comparison, sums, differences, growth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content.quantities import units
from reportgen.content.quantities.written import Approximation, Quantity, parse, write_like

#: the least and the most a true figure may be; None is unlimited
Limits = tuple[Decimal | None, Decimal | None]
_SHARES = ("%", "百分点", "倍", "成")


def format_like(value: Decimal, like: Quantity) -> str:
    """Return `value`, given in `like.unit`, written as `like` is: 20000 like 1.2万卷 is 2万卷."""
    return write_like(value, like, like.approximation)


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Return whether the two can be compared; a number without a unit takes that of the other."""
    if a.unit == b.unit:
        return True
    first, second = units.dimension(a.unit)[0], units.dimension(b.unit)[0]
    if first == second:
        return True
    return not (first and second) and (first or second) not in _SHARES


def same_value(a: Quantity, b: Quantity) -> bool:
    """Return whether both have the same value, whatever their wording and approximation."""
    return same_unit(a, b) and _ends(a) == _ends(b)


def compare(a: Quantity, b: Quantity) -> int:
    """Return -1, 0 or 1 as `a` is less than, equal to or more than `b`, by value then `high`."""
    _require_same_unit(a, b)
    return (_ends(a) > _ends(b)) - (_ends(a) < _ends(b))


def bounds(quantity: Quantity) -> Limits:
    """Return the least and the most the true figure may be, in the quantity's unit.

    余 and 多 reach to just under the next round figure (130余 is 130 to 139), 近 and 约 a tenth.
    """
    value, high = quantity.value, quantity.high if quantity.high is not None else quantity.value
    tenth = abs(value) / 10
    match quantity.approximation:
        case Approximation.OVER:
            exponent = value.normalize().as_tuple().exponent
            open_ended = not any(word in quantity.text for word in "余多几")
            if open_ended or not isinstance(exponent, int):
                return value, None
            step = Decimal(1).scaleb(exponent)
            counted = step >= 1 and units.dimension(quantity.unit)[0] not in _SHARES
            return value, high + step - (1 if counted else 0)
        case Approximation.NEAR:
            return value - tenth, high
        case Approximation.ABOUT:
            return (value, high) if high != value else (value - tenth, value + tenth)
        case Approximation.AT_LEAST:
            return value, None
        case Approximation.UNDER:
            return None, high
    return value, high


def agrees(a: Quantity, b: Quantity) -> bool:
    """Return whether both can mean one true figure: 130余篇 and 134篇, 近三成 and 28.6%."""
    return same_unit(a, b) and meet(limits(a), limits(b))


def limits(quantity: Quantity) -> Limits:
    """Return `bounds` in the common unit of `units.dimension` (2小时 is 120 to 120 分钟)."""
    factor = units.dimension(quantity.unit)[1]
    low, high = bounds(quantity)
    if factor == 1:
        return low, high
    return (low if low is None else low * factor), (high if high is None else high * factor)


def meet(a: Limits, b: Limits) -> bool:
    """Return whether two limits of the same dimension overlap."""
    (low_a, high_a), (low_b, high_b) = a, b
    below = high_a is not None and low_b is not None and high_a < low_b
    above = low_a is not None and high_b is not None and low_a > high_b
    return not below and not above


def total(quantities: Iterable[Quantity]) -> Quantity:
    """Return the sum, written as the first part with the approximation of the sum; raise ValueError."""
    parts = list(quantities)
    if not parts:
        raise ValueError("没有可以合计的数量")
    first = next((part for part in parts if part.unit), parts[0])
    for part in parts:
        _require_same_unit(first, part)
        if part.ordinal:
            raise ValueError(f"“{part.text}”是次序，不能合计")
    kind = _together({part.approximation for part in parts} - {Approximation.EXACT})
    like = next((p for p in parts if p.unit == first.unit and p.approximation is kind), first)
    factor = units.dimension(first.unit)[1]
    low = sum((_ends(part)[0] for part in parts), Decimal(0)) / factor
    high = sum((_ends(part)[1] for part in parts), Decimal(0)) / factor
    return _derived(low, high, like, kind)


def add(a: Quantity, b: Quantity) -> Quantity:
    """Return the sum of two quantities; raise ValueError for different units."""
    return total((a, b))


def difference(a: Quantity, b: Quantity) -> Quantity:
    """Return `a` minus `b` in the unit of `a`; percentages differ by 个百分点."""
    _require_same_unit(a, b)
    like = a if a.unit else b
    name, factor = units.dimension(like.unit)
    if name == "%":
        like, factor = _parsed("1个百分点"), Decimal(1)
    exact = b.approximation is Approximation.EXACT
    kind = a.approximation if exact else Approximation.ABOUT
    (low_a, high_a), (low_b, high_b) = _ends(a), _ends(b)
    return _derived((low_a - high_b) / factor, (high_a - low_b) / factor, like, kind)


def ratio(a: Quantity, b: Quantity) -> Decimal:
    """Return `a` divided by `b`, by the lower ends of ranges; raise ValueError for zero."""
    _require_same_unit(a, b)
    if not b.value:
        raise ValueError(f"“{b.text}”为零，不能作比")
    return _ends(a)[0] / _ends(b)[0]


def percentage(share: Decimal, places: int = 1) -> Quantity:
    """Return a share (0.956) as a percentage (95.6%), rounded half up, without trailing zeros."""
    rounded = (share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return _parsed(write_like(rounded, _parsed("1%"), Approximation.EXACT))


def growth(now: Quantity, before: Quantity, places: int = 1) -> Quantity:
    """Return the growth from `before` to `now` in percent, negative for a fall."""
    return percentage(ratio(now, before) - 1, places)


def _parsed(text: str) -> Quantity:
    quantity = parse(text)
    if quantity is None:
        raise ValueError(f"不是数量：{text}")
    return quantity


def _require_same_unit(a: Quantity, b: Quantity) -> None:
    if not same_unit(a, b):
        raise ValueError(f"单位不同，不能相比或相加：{a.text}、{b.text}")


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    factor = units.dimension(quantity.unit)[1]
    high = quantity.value if quantity.high is None else quantity.high
    return quantity.value * factor, high * factor


def _together(kinds: set[Approximation]) -> Approximation:
    if not kinds:
        return Approximation.EXACT
    if len(kinds) == 1:
        return kinds.pop()
    if kinds == {Approximation.OVER, Approximation.AT_LEAST}:
        return Approximation.OVER
    if kinds == {Approximation.NEAR, Approximation.UNDER}:
        return Approximation.UNDER
    return Approximation.ABOUT


def _derived(low: Decimal, high: Decimal, like: Quantity, kind: Approximation) -> Quantity:
    text = write_like(low, like, kind)
    if high != low:
        # GB/T 15835-2011, 5.1.3: both ends have % or 万; another unit stands once, at the end.
        last = write_like(high, like, Approximation.EXACT)
        if units.dimension(like.unit)[0] != "%":
            text = text.removesuffix(like.unit)
        text = f"{text}{'～' if last[0].isdigit() else '至'}{last}"
    return replace(_parsed(text), value=low, high=None if high == low else high)
