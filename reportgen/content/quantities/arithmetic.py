"""Figures of a record: read as written, found in prose, compared, added up, written back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content.quantities import units
from reportgen.content.quantities.written import Approximation, Quantity, parse, write_like

#: the least and most a true figure may be; None is open
Limits = tuple[Decimal | None, Decimal | None]
_SHARES = ("%", "百分点", "倍", "成")


def format_like(value: Decimal, like: Quantity) -> str:
    """Return `value` (in `like.unit`) written as `like` is: 20000 like 1.2万卷 is 2万卷."""
    return write_like(value, like, like.approximation)


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Return whether the two can be compared; a bare number takes the other's unit of counting."""
    if a.unit == b.unit:
        return True
    first, second = units.dimension(a.unit)[0], units.dimension(b.unit)[0]
    if first == second:
        return True
    return not (first and second) and (first or second) not in _SHARES


def same_value(a: Quantity, b: Quantity) -> bool:
    """Return whether both tell the same number, whatever their wording and approximation."""
    return same_unit(a, b) and _ends(a) == _ends(b)


def compare(a: Quantity, b: Quantity) -> int:
    """Return -1, 0 or 1 as `a` is less than, equal to or more than `b`, by value then `high`."""
    _require_same_unit(a, b)
    return (_ends(a) > _ends(b)) - (_ends(a) < _ends(b))


def bounds(quantity: Quantity) -> Limits:
    """Return the least and most the true figure may be, in the quantity's unit; None is open.

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
    """Return whether one true figure can stand behind both: 130余篇 and 134篇, 近三成 and 28.6%."""
    return same_unit(a, b) and meet(limits(a), limits(b))


def limits(quantity: Quantity) -> Limits:
    """Return `bounds` in the measure the unit is compared in (2小时: 120 to 120, in 分钟)."""
    factor = units.dimension(quantity.unit)[1]
    low, high = bounds(quantity)
    if factor == 1:
        return low, high
    return (low if low is None else low * factor), (high if high is None else high * factor)


def meet(a: Limits, b: Limits) -> bool:
    """Return whether one true figure can lie within both limits, of one measure."""
    (low_a, high_a), (low_b, high_b) = a, b
    below = high_a is not None and low_b is not None and high_a < low_b
    above = low_a is not None and high_b is not None and low_a > high_b
    return not below and not above


def total(quantities: Iterable[Quantity]) -> Quantity:
    """Return the sum, in the unit and manner of the first that carries its approximation."""
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
    """Return the sum of two figures of one unit."""
    return total((a, b))


def difference(a: Quantity, b: Quantity) -> Quantity:
    """Return `a` less `b` in `a`'s unit; two percentages differ by 个百分点."""
    _require_same_unit(a, b)
    like = a if a.unit else b
    name, factor = units.dimension(like.unit)
    if name == "%":
        like, factor = _known("1个百分点"), Decimal(1)
    exact = b.approximation is Approximation.EXACT
    kind = a.approximation if exact else Approximation.ABOUT
    (low_a, high_a), (low_b, high_b) = _ends(a), _ends(b)
    return _derived((low_a - high_b) / factor, (high_a - low_b) / factor, like, kind)


def ratio(a: Quantity, b: Quantity) -> Decimal:
    """Return how many times `b` is in `a` (0.5: half of it); ranges count with their lower end."""
    _require_same_unit(a, b)
    if not b.value:
        raise ValueError(f"“{b.text}”为零，不能作比")
    return _ends(a)[0] / _ends(b)[0]


def percentage(share: Decimal, places: int = 1) -> Quantity:
    """Return a share (0.956) as a percentage (95.6%), halves rounded up, closing zeros left out."""
    rounded = (share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return _known(write_like(rounded, _known("1%"), Approximation.EXACT))


def growth(now: Quantity, before: Quantity, places: int = 1) -> Quantity:
    """Return by how many percent `now` is more (or, negative, less) than `before`."""
    return percentage(ratio(now, before) - 1, places)


def _known(text: str) -> Quantity:
    found = parse(text)
    if found is None:
        raise ValueError(f"不是数量：{text}")
    return found


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
        # GB/T 15835-2011, 5.1.3: both ends carry % or 万, other units stand once, at the end.
        last = write_like(high, like, Approximation.EXACT)
        if units.dimension(like.unit)[0] != "%":
            text = text.removesuffix(like.unit)
        text = f"{text}{'～' if last[0].isdigit() else '至'}{last}"
    found = _known(text)
    return replace(found, value=low, high=None if high == low else high)
