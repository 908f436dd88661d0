"""The values of a chart in one unit: the number that is drawn, and the text that stands beside it.

The unit is that of `unit:`, else the one the values are written in. 31.2万元 is drawn as 31.2 where
the unit is 万元, and as 312000 where it is 元; beside the mark stands what was written, without the
unit that the chart states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content import quantities
from reportgen.content.model import ChartData
from reportgen.content.quantities import Quantity, Value, number_of


@dataclass(frozen=True, slots=True)
class ChartUnit:
    """A unit as a chart states it; 万元 is the scale 万 and 10000 times the measure 元."""

    name: str = ""
    measure: str = ""
    scale: str = ""
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A value of a chart: its number in the unit of the chart, and how it was written.

    `label` leaves out the unit that the chart states; `text` is all that was written, with a unit.
    """

    number: Decimal
    label: str
    text: str


def numbers_in(chart: ChartData) -> tuple[Quantity, ...]:
    """Return the numbers of all series of a chart, in order."""
    groups = chart.series.values() if chart.series else (chart.data,)
    values = (number_of(value) for group in groups for value in group.values())
    return tuple(value for value in values if value)


def unit_of(chart: ChartData) -> ChartUnit:
    """Return the unit of `chart`; that of its values where it states none, no name where they differ."""
    numbers = numbers_in(chart)
    return named_unit(chart.unit) if chart.unit else common_unit(numbers)


def named_unit(name: str) -> ChartUnit:
    """Return the unit of that name: 万元, 次, %."""
    one = quantities.parse(f"1{name}")
    if one is None:
        return ChartUnit(name, name)
    return ChartUnit(name, one.unit, quantities.scale_of(one), one.value)


def common_unit(numbers: Iterable[Quantity]) -> ChartUnit:
    """Return the unit in which numbers are written; 万 or 亿 is part of it where all have it."""
    with_unit = [number for number in numbers if number.unit]
    if len({quantities.dimension(number.unit)[0] for number in with_unit}) != 1:
        return ChartUnit()
    measure = Counter(number.unit for number in with_unit).most_common(1)[0][0]
    scales = {quantities.scale_of(number) for number in with_unit}
    return named_unit(f"{scales.pop() if len(scales) == 1 else ''}{measure}")


def of_other_unit(numbers: Iterable[Quantity], unit: ChartUnit) -> tuple[Quantity, ...]:
    """Return the numbers that cannot be drawn in `unit`, or in one unit where it has no name."""
    with_unit = [number for number in numbers if number.unit]
    if unit.name:
        return tuple(number for number in with_unit if not _fits(number, unit))
    return tuple(n for n in with_unit if not quantities.same_unit(n, with_unit[0]))


def _fits(number: Quantity, unit: ChartUnit) -> bool:
    return quantities.dimension(number.unit)[0] == quantities.dimension(unit.measure)[0]


def point_of(value: Value, unit: ChartUnit) -> ChartPoint | None:
    """Return a value as a point of a chart in `unit`; None for words, which leave a gap."""
    number = number_of(value)
    if number is None:
        return None
    scale = quantities.scale_of(number)
    if not number.unit and not scale and not set("万亿") & set(number.number_text):
        label = quantities.without_unit(number)  # a bare number is in the unit of the chart
        return ChartPoint(number.value, label, f"{label}{unit.name}")
    if number.unit and not _fits(number, unit):
        return ChartPoint(number.value, number.text, number.text)
    share = quantities.dimension(number.unit or unit.measure)[1] / (
        unit.factor * quantities.dimension(unit.measure)[1]
    )
    text = number.text if number.unit else f"{number.text}{unit.measure}"
    return ChartPoint(number.value * share, _label(number, scale, unit), text)


def _label(number: Quantity, scale: str, unit: ChartUnit) -> str:
    """Return what stands beside the mark of a number: without its unit where the chart states it."""
    if number.unit and number.unit not in number.unit_text:
        return str(number.text)  # 三成 where the unit is %
    converted = quantities.dimension(number.unit or unit.measure)[1]
    if number.unit and converted != quantities.dimension(unit.measure)[1]:
        return str(number.text)  # 90分钟 where the unit is 小时
    if scale == unit.scale:
        return quantities.without_unit(number, scale)
    if not unit.scale:
        return quantities.without_unit(number)
    # 1.2亿 beside an axis in 万元 would read as 1.2亿万元.
    return str(number.text) if number.unit else f"{number.text}{unit.measure}"
