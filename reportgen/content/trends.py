"""Compare this year's figures with last year's: rows of a table, and changes in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import quantities
from reportgen.content.figures import counterpart
from reportgen.content.model import YearRecord
from reportgen.content.quantities import Approximation, Quantity, number_of


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure of both years; `change` is 增长12.5%, 下降3%, 提高2.6个百分点 or 持平."""

    label: str
    last: Quantity
    this: Quantity
    change: str
    highlight: bool = False

    @property
    def phrase(self) -> str:
        """The change as it stands in a sentence: 同比增长12.5%, 与上年持平."""
        return phrase(self.this, self.last)

    @property
    def rate(self) -> Decimal | None:
        """The change in percent, negative for a fall; None for shares and for a rise from zero."""
        if self.this.unit == "%" or not self.last.value:
            return None
        return quantities.growth(self.this, self.last, 1).value


def comparison(record: YearRecord, previous: YearRecord | None) -> tuple[Trend, ...]:
    """Return the figures of one name and comparable units in both years, in order."""
    if previous is None:
        return ()
    trends = []
    for key, figure in record.figures.items():
        before = counterpart(previous.figures, key, figure)
        now = number_of(figure.value)
        last = number_of(before.value) if before else None
        if now and last and comparable(now, last):
            trends.append(Trend(figure.label, last, now, change(now, last), figure.highlight))
    return tuple(trends)


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
