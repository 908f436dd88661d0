"""What a written figure stands for, and shares in words: a true statement is never outside its limits."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.content import quantities
from reportgen.content.quantities import Limits, Quantity, parse, precision
from reportgen.content.quantities.rates import find_rates

COUNTS = st.integers(1, 100_000)
PLACES = st.integers(0, 2)
ROUNDING = st.sampled_from([ROUND_HALF_EVEN, ROUND_HALF_UP])


def known(text: str) -> Quantity:
    quantity = parse(text)
    assert quantity is not None, text
    return quantity


def limits(text: str) -> Limits:
    return precision.written_limits(known(text))


@given(COUNTS, COUNTS, PLACES, ROUNDING)
def test_a_share_rounded_either_way_is_within_what_its_part_and_whole_make(
    part: int, whole: int, places: int, rounding: str
) -> None:
    share = (Decimal(part) / whole * 100).quantize(Decimal(1).scaleb(-places), rounding)
    result = precision.quotient(limits(f"{part}件"), limits(f"{whole}件"))
    assert result is not None
    assert quantities.meet(precision.times(result, 100), limits(f"{share:f}%"))


@given(COUNTS, COUNTS, PLACES, PLACES, ROUNDING)
def test_a_growth_of_rounded_amounts_is_within_their_limits(
    now: int, before: int, places: int, written: int, rounding: str
) -> None:
    step = Decimal(1).scaleb(-places)
    first, second = ((Decimal(n) / 100).quantize(step, rounding) for n in (now, before))
    result = precision.quotient(limits(f"{first:f}万元"), limits(f"{second:f}万元"))
    if result is None:
        return  # the base may be nothing at all
    growth = ((Decimal(now) / before - 1) * 100).quantize(Decimal(1).scaleb(-written), rounding)
    percent = precision.minus(precision.times(result, 100), (Decimal(100), Decimal(100)))
    half = Decimal(1).scaleb(-written) / 2
    assert quantities.meet(percent, (growth - half, growth + half))


@given(st.lists(st.decimals(0, 999, places=3, allow_nan=False), min_size=1, max_size=8), PLACES)
def test_rounded_parts_make_their_rounded_total(parts: list[Decimal], places: int) -> None:
    step = Decimal(1).scaleb(-places)
    written = [limits(f"{part.quantize(step, ROUND_HALF_UP):f}万元") for part in parts]
    total = sum(parts, Decimal(0)).quantize(step, ROUND_HALF_EVEN)
    assert quantities.meet(precision.plus(written), limits(f"{total:f}万元"))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("112篇", "112", "112"),
        ("12.3%", "12.25", "12.35"),
        ("12%", "11.5", "12.5"),
        ("31.2万元", "311500", "312500"),
        ("1.2亿元", "115000000", "125000000"),
        ("3,652 m", "3651.5", "3652.5"),
        ("三成", "25", "35"),
        ("两成半", "22.5", "27.5"),
        ("三成多", "30", "40"),
        ("近三成", "25", "30"),
        ("百分之六十二点三", "62.25", "62.35"),
        ("2小时", "90", "150"),
        ("-3.2%", "-3.25", "-3.15"),
    ],
)
def test_a_figure_stands_for_what_is_rounded_to_it(text: str, low: str, high: str) -> None:
    assert limits(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "true", "untrue"),
    [
        ("过半", "50.1 62 99", "49 30"),
        ("占一半", "49 50.5", "40 60"),
        ("近一半", "42 49.9", "30 60"),
        ("一半以上", "51 80", "49"),
        ("四分之三", "73 75 77", "70 80"),
        ("三分之二", "66.7 65", "60 72"),
        ("不到三分之一", "30 33", "40"),
        ("翻了一番", "200 195", "150 300"),
        ("翻一番还多", "201 260", "190 410"),
        ("翻两番", "400 390", "200 300"),
        ("增加一倍", "100 97", "50 150"),
        ("减半", "50 49", "40 70"),
    ],
)
def test_shares_in_words_hold_what_people_mean_by_them(text: str, true: str, untrue: str) -> None:
    (rate,) = find_rates(text)
    for value in map(Decimal, true.split()):
        assert quantities.meet(rate.limits, (value, value)), value
    for value in map(Decimal, untrue.split()):
        assert not quantities.meet(rate.limits, (value, value)), value


@given(st.text("一二三四五十百几半数过近不到占翻了番倍分之还多以上零0123%", max_size=14))
def test_any_words_are_read_for_shares_without_a_fault(text: str) -> None:
    for rate in find_rates(text):
        low, high = rate.limits
        assert text[rate.start : rate.end]
        assert low is None or high is None or low <= high
