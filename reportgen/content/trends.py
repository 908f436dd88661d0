"""Compare this year's figures with those of the years before: rows of a table, changes in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import quantities
from reportgen.content.figures import counterpart, figure_named, names_of
from reportgen.content.model import UNSTATED, Figure, YearRecord
from reportgen.content.quantities import Approximation, Quantity, Value, number_of


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure of this year and last; `earlier` has its values of the years before that."""

    label: str
    last: Value
    this: Value
    highlight: bool
    earlier: Mapping[int, Value]

    @property
    def change(self) -> str:
        """增长12.5%, 下降3%, 提高2.6个百分点 or 持平; "" where the two cannot be compared."""
        pair = self._numbers()
        return change(*pair) if pair else ""

    @property
    def phrase(self) -> str:
        """The change as it stands in a sentence: 同比增长12.5%, 与上年持平, else 上年没统计."""
        pair = self._numbers()
        return phrase(*pair) if pair else f"上年{self.last}"

    @property
    def rate(self) -> Decimal | None:
        """The change in percent, negative for a fall; None for shares and for a rise from zero."""
        pair = self._numbers()
        if pair is None or pair[0].unit == "%" or not pair[1].value:
            return None
        return quantities.growth(*pair, 1).value

    def _numbers(self) -> tuple[Quantity, Quantity] | None:
        """Return the numbers of this year and last where they can be compared."""
        now, before = number_of(self.this), number_of(self.last)
        return (now, before) if now and before and comparable(now, before) else None


def comparison(record: YearRecord, previous: YearRecord | None) -> tuple[Trend, ...]:
    """Return the figures that `compare` names, else those with a `last_year`, beside last year's.

    A figure without any value of last year is left out.
    """
    trends = (trend(figure, record, previous) for figure in compared(record))
    return tuple(known for known in trends if known)


def trend(figure: Figure, record: YearRecord, previous: YearRecord | None) -> Trend | None:
    """Return a figure beside its value of last year; None where there is none."""
    values = values_by_year(figure, record, previous)
    this, last = values.pop(record.year, None), values.pop(record.year - 1, None)
    if this is None or last is None:
        return None
    return Trend(figure.label, last, this, figure.highlight, values)


def compared(record: YearRecord) -> tuple[Figure, ...]:
    """Return the figures to compare with last year, in order."""
    if record.compare:
        named = (figure_named(record.figures, name) for name in record.compare)
        return tuple(figure for figure in named if figure)
    return tuple(figure for figure in record.figures.values() if figure.last_year)


def values_by_year(
    figure: Figure, record: YearRecord, previous: YearRecord | None
) -> dict[int, Value]:
    """Return the values of a figure of `record` by year, those of last year's record among them."""
    values: dict[int, Value] = {}
    if previous and (other := of_last_year(figure, record, previous)):
        values |= _own_values(other, previous.year)
    return dict(sorted((values | _own_values(figure, record.year)).items()))


def of_last_year(figure: Figure, record: YearRecord, previous: YearRecord) -> Figure | None:
    """Return the figure of last year's record that shares a name with `figure` of this year's."""
    entry = next(name for name, other in record.figures.items() if other is figure)
    return counterpart(previous.figures, names_of(entry, figure))


def _own_values(figure: Figure, year: int) -> dict[int, Value]:
    values = dict(figure.earlier)
    if figure.last_year:
        values[year - 1] = figure.last_year
    if figure.value is not UNSTATED:
        values[year] = figure.value
    return values


def comparable(now: Quantity, before: Quantity) -> bool:
    """Return whether the two have a change: one unit, no ranks, no ranges."""
    ordinal = now.ordinal or before.ordinal or now.high is not None or before.high is not None
    return not ordinal and quantities.same_unit(now, before)


def change(now: Quantity, before: Quantity) -> str:
    """Return the change in words, with 约 where a figure is approximate."""
    if quantities.agrees(now, before):
        exact = now.approximation is before.approximation is Approximation.EXACT
        return "持平" if exact else "基本持平"
    more = quantities.compare(now, before) > 0
    if now.unit == "%":
        points = abs(now.value - before.value)
        return f"{'提高' if more else '下降'}{points.normalize():f}个百分点"
    if not before.value:
        return f"增加{now}" if more else "持平"
    exact = now.approximation is before.approximation is Approximation.EXACT
    rate = abs(quantities.growth(now, before, 1 if exact else 0).value)
    if rate >= 200 and more:
        times = quantities.ratio(now, before).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"增至{'' if exact else '约'}{times.normalize():f}倍"
    return f"{'增长' if more else '下降'}{'' if exact else '约'}{rate.normalize():f}%"


def phrase(now: Quantity, before: Quantity) -> str:
    """Return the change as it stands in a sentence: 同比增长12.5%, 与上年持平."""
    text = change(now, before)
    if text.endswith("持平"):
        return f"与上年{text}"
    if text.startswith("增至"):
        return f"增至上年的{text.removeprefix('增至')}"
    return f"{'比上年' if '百分点' in text or text.startswith('增加') else '同比'}{text}"
