"""The figures of two years as a deck shows them: rows by change, a chart of the changes, a sentence.

The words are 增长, 持平 and 下降; what is better or worse is said of the figures whose author says which
way is better, and no figure that became worse stands out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.content import quantities
from reportgen.content.quantities import Quantity, number_of
from reportgen.content.trends import Trend
from reportgen.document.nodes import Chart, Series, Tone

#: on a slide; the largest changes stand there, all of them in the report
MOST_ROWS = 11
#: figures of one scale stand beside each other if the largest is at most so many times the smallest
_ONE_SCALE = 5
_LONGEST_TITLE = 24
#: fewer bars than these say less than the numbers themselves
_FEWEST_BARS = 3
#: a share of the height of a chart: less than this and two labels at an end overlap
_LEAST_APART = Decimal("0.08")
#: so few figures are named one by one
_FEW = 2


@dataclass(frozen=True, slots=True)
class YearComparison:
    """The comparable figures of two years, the largest change first."""

    rows: tuple[Trend, ...]
    others: int
    """How many comparable figures have no room on the slide."""
    title: str
    counted: str
    """How many rose, stayed and fell: 11项可比数字中9项增长、1项持平、1项下降."""
    takeaway: str
    """The largest growth and the largest fall."""
    ranges: tuple[Trend, ...]
    """The same figures by how much they changed, where they stand on one scale."""
    growths: bool
    """Whether most changes are percentages, so that their bars say something."""
    rates: bool
    """Whether all figures are percentages whose lines in a chart do not lie on each other."""
    one_scale: bool
    """Whether all figures stand well on one axis: counts of one unit, or of about one size."""


def year_comparison(trends: Sequence[Trend]) -> YearComparison | None:
    """Return the comparison of the figures that can be compared, None where there are none."""
    known = [trend for trend in trends if trend.direction is not None]
    if not known:
        return None
    ranked = sorted(known, key=_order)
    rows = tuple(_largest(ranked))
    values = [value for trend in known for value in _values(trend)]
    units = {quantities.dimension(value.unit)[0] for value in values}
    numbers = [value.value for value in values]
    scale = min(numbers) > 0 and max(numbers) <= _ONE_SCALE * min(numbers)
    one_scale = "%" not in units and scale
    by_difference = sorted(rows, key=lambda trend: -(trend.difference or Decimal(0)))
    with_growth = sum(trend.growth is not None for trend in rows)
    return YearComparison(
        rows,
        len(known) - len(rows),
        _title(known, ranked),
        _counted(known),
        _takeaway(ranked) + _judged(known),
        tuple(by_difference) if one_scale else rows,
        with_growth >= _FEWEST_BARS and 2 * with_growth > len(rows),
        units == {"%"} and _are_apart(rows),
        one_scale,
    )


def figures_takeaway(trends: Sequence[Trend]) -> str:
    """Return the sentence of some figures beside last year's, "" where none can be compared.

    Of one or two figures it says the changes, of more how many rose, stayed and fell, and which grew most.
    """
    known = [trend for trend in trends if trend.direction is not None]
    if not known:
        return ""
    if len(known) <= _FEW:
        return "，".join(f"{trend.label}{trend.phrase}" for trend in known) + "。"
    first = _highest(sorted(known, key=_order))
    named = f"，{first.label}增幅最大，{first.change}" if first else ""
    return f"{_counted(known)}{named}。"


def changes_chart(rows: Sequence[Trend], title: str) -> Chart:
    """Return a chart of the changes of some figures in percent, one bar a row, in their order.

    A change that is no percentage has its words in place of a bar.
    """
    growths = [trend.growth for trend in rows]
    labels = tuple(trend.signed for trend in rows)
    series = Series(
        title, tuple(float(g or 0) for g in growths), labels, labels, change_tones(rows)
    )
    return Chart("bar", title, tuple(str(trend.label) for trend in rows), (series,))


def change_tones(rows: Sequence[Trend]) -> tuple[Tone, ...]:
    """Return what the change of each figure means beside the others: the largest growth, a decline.

    A growth that is worse and a fall that is better are neither; no growth stands out beside a better
    change that is larger.
    """
    growths = [trend.growth for trend in rows]
    praised = [trend.growth for trend in rows if trend.growth and trend.is_better is not False]
    highest = max(praised, default=Decimal(0))
    if any(abs(growth) > highest for growth in praised):
        highest = Decimal(0)
    tones: list[Tone] = []
    for trend in rows:
        best = trend.growth == highest > 0 and growths.count(highest) == 1
        if best and trend.is_better is not False:
            tones.append("highlight")
        else:
            fell = trend.growth is not None and trend.growth < 0
            tones.append("decline" if fell and not trend.is_better else "")
    return tuple(tones)


def range_chart(rows: Sequence[Trend], title: str, year: int) -> Chart:
    """Return a chart of bars that run from the value of last year to that of this year."""
    pairs = [_values(trend) for trend in rows]
    differences = [trend.difference or Decimal(0) for trend in rows]
    highest = max(differences, default=Decimal(0))
    tones: list[Tone] = [
        "highlight"
        if difference == highest > 0 and differences.count(highest) == 1
        else ("some" if difference > 0 else "none")
        for difference in differences
    ]
    series = []
    for index, name in enumerate((f"{year - 1}年", f"{year}年")):
        numbers = [pair[index] for pair in pairs]
        labels = tuple(quantities.without_unit(number) for number in numbers)
        texts = tuple(str(number.text) for number in numbers)
        series.append(
            Series(name, tuple(float(n.value) for n in numbers), labels, texts, tuple(tones))
        )
    return Chart("range", title, tuple(str(trend.label) for trend in rows), tuple(series))


def slope_chart(rows: Sequence[Trend], title: str, year: int) -> Chart:
    """Return a line of two points for each share: last year's and this year's."""
    series = []
    for trend in rows:
        numbers = _values(trend)
        texts = tuple(str(number.text) for number in numbers)
        values = tuple(float(number.value) for number in numbers)
        series.append(Series(str(trend.label), values, texts, texts))
    return Chart("line", title, (f"{year - 1}年", f"{year}年"), tuple(series))


def _are_apart(rows: Sequence[Trend]) -> bool:
    """Return whether the labels at both ends of the lines of some shares stand clear of each other."""
    ends = list(zip(*(map(_number, _values(trend)) for trend in rows), strict=True))
    spread = max(map(max, ends)) - min(map(min, ends))
    for values in ends:
        ordered = sorted(values)
        if any(b - a < spread * _LEAST_APART for a, b in pairwise(ordered)):
            return False
    return True


def _number(quantity: Quantity) -> Decimal:
    return quantity.value


def _order(trend: Trend) -> tuple[bool, Decimal]:
    growth = trend.growth
    return (growth is None, -(growth or Decimal(0)))


def _largest(ranked: Sequence[Trend]) -> list[Trend]:
    """Return as many figures as a slide holds, those that changed most, still in their order."""
    if len(ranked) <= MOST_ROWS:
        return list(ranked)
    by_size = sorted(ranked, key=lambda trend: -abs(trend.growth or Decimal(0)))
    chosen = by_size[:MOST_ROWS]
    return [trend for trend in ranked if any(trend is one for one in chosen)]


def _values(trend: Trend) -> list[Quantity]:
    return [number for value in (trend.last, trend.this) if (number := number_of(value))]


def _counts(known: Sequence[Trend]) -> list[tuple[int, str, str]]:
    """Return how many figures rose, stayed and fell, with a short and a plain word; none that is 0."""
    words = ((1, "升", "增长"), (0, "平", "持平"), (-1, "降", "下降"))
    counted = [
        (sum(trend.direction == way for trend in known), short, plain)
        for way, short, plain in words
    ]
    return [entry for entry in counted if entry[0]]


def _title(known: Sequence[Trend], ranked: Sequence[Trend]) -> str:
    counts = _counts(known)
    if len(known) == 1:
        return f"{known[0].label}{known[0].phrase}"
    if len(known) == _FEW:
        named = "，".join(f"{trend.label}{trend.change}" for trend in ranked)
        if len(named) <= _LONGEST_TITLE:
            return named
    opening = f"{len(known)}项可比数字" + "".join(f"{n}{short}" for n, short, _ in counts)
    if len(counts) == 1:
        opening = _counted(known)
    if all(trend.is_better is True for trend in known):
        return f"{len(known)}项可比数字全部变好"
    first = _highest(ranked)
    longer = f"{opening}，{first.label}增幅最大" if first else opening
    return longer if len(longer) <= _LONGEST_TITLE else opening


def _counted(known: Sequence[Trend]) -> str:
    """Return how many figures rose, stayed and fell, in words; "" for a single figure."""
    counts = _counts(known)
    if len(known) == 1:
        return ""
    if len(counts) == 1:
        return f"{len(known)}项可比数字全部{counts[0][2]}"
    listed = "、".join(f"{count}项{plain}" for count, _, plain in counts)
    if all(trend.is_better is True for trend in known):
        return f"{len(known)}项可比数字全部变好：{listed}"
    return f"{len(known)}项可比数字中{listed}"


def _takeaway(ranked: Sequence[Trend]) -> str:
    """Return the sentence of the largest growth and the largest fall, each with both its values."""
    first = _highest(ranked)
    named = [f"{_in_words(first)}，增幅最大"] if first else []
    rises = [trend for trend in ranked if trend.growth is not None and trend.growth > 0]
    if len(rises) == 1:
        named = [_in_words(rises[0])]
    falls = [trend for trend in ranked if trend.growth is not None and trend.growth < 0]
    if falls:
        named.append(_in_words(falls[-1]) + ("，降幅最大" if len(falls) > 1 else ""))
    if not named:
        named = [_in_words(trend) for trend in ranked if trend.direction][:2]
    return f"{'；'.join(named)}。" if named else ""


def _judged(known: Sequence[Trend]) -> str:
    """Return how many figures became better and worse, of those whose author says which way is better."""
    judged = [trend for trend in known if trend.better]
    better = sum(trend.is_better is True for trend in judged)
    worse = sum(trend.is_better is False for trend in judged)
    words = "、".join(f"{n}项{word}" for n, word in ((better, "变好"), (worse, "变差")) if n)
    if not words or better == len(known) > 1:  # which the title says
        return ""
    if len(judged) == 1:
        return f"{judged[0].label}{'变好' if better else '变差'}。"
    return f"写明怎样算好的{len(judged)}项中{words}。"


def _in_words(trend: Trend) -> str:
    return f"{trend.label}由{trend.last}到{trend.this}，{trend.change}"


def _highest(ranked: Sequence[Trend]) -> Trend | None:
    """Return the figure that grew most in percent; None where several share the place."""
    growths = [trend.growth for trend in ranked if trend.growth is not None and trend.growth > 0]
    if len(growths) < 2 or growths.count(max(growths)) > 1:
        return None
    return next(trend for trend in ranked if trend.growth == max(growths))
