"""The figures of the branches below a committee: found, added up, averaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import quantities
from reportgen.content.branch_year import BranchYear
from reportgen.content.figures import figure_named, plain
from reportgen.content.model import Figure
from reportgen.content.quantities import Approximation, Quantity, number_of
from reportgen.diagnostics import Diagnostic
from reportgen.spans import span_of

#: units of figures that have an average and no sum
_SHARES = ("%", "百分点")
#: bars that one chart of a slide has room for
_MOST_BARS = 10


@dataclass(frozen=True, slots=True)
class FigureTotal:
    """A figure over branches; `average` is per reporting branch, "" where there is none.

    `total` is None for shares, which cannot be added, and where no branch reports the figure.
    """

    label: str
    unit: str
    total: Quantity | None
    average: str
    reported: int
    unreported: int
    #: name of each reporting branch, or of each committee, → its value
    values: Mapping[str, Quantity]

    @property
    def comparable(self) -> bool:
        """Whether a chart can show the values beside each other: they add up, and there are 2 to 10."""
        return self.total is not None and 2 <= len(self.values) <= _MOST_BARS


def figure_of(entry: BranchYear, name: str) -> Figure | None:
    """Return the figure that a branch's record has by any of its names, None if there is none."""
    return figure_named(entry.record.figures, name)


def label_of(name: str, figures: Iterable[Figure]) -> str:
    """Return the name that documents print: `name`, or the first label where it is a mere key."""
    labels = [label for figure in figures for label in (figure.label, *figure.aliases)]
    known_labels = {plain(label) for label in labels}
    return name if plain(name) in known_labels or not labels else labels[0]


def value_of(figure: Figure | None) -> Quantity | None:
    """Return the value of a figure, None where it has no number."""
    return number_of(figure.value) if figure else None


def figure_total(label: str, values: Mapping[str, Quantity], unreported: int) -> FigureTotal:
    """Return the sum and the average of `values`, which `check_units` has passed."""
    unit = next((value.unit for value in values.values() if value.unit), "")
    total, average = None, ""
    if unit in _SHARES:
        mean = sum((value.value for value in values.values()), Decimal(0)) / len(values)
        average = f"{one_decimal(mean)}{unit}"
    elif values:
        total = quantities.total(values.values())
        average = _average(total, len(values))
    return FigureTotal(label, unit, total, average, len(values), unreported, values)


def _average(total: Quantity, count: int) -> str:
    """Return the average as text, with 约 where the total is approximate.

    `total` is the sum of `count` values.
    """
    about = "" if total.approximation is Approximation.EXACT else "约"
    text = one_decimal(total.value / count)
    if total.high is not None:
        text = f"{text}～{one_decimal(total.high / count)}"
    return f"{about}{text}{total.unit}"


def check_units(label: str, figures: Mapping[str, Figure]) -> Iterator[Diagnostic]:
    """Yield the fault of a figure whose values cannot be added up; `figures` are by branch."""
    values = {branch: value for branch, figure in figures.items() if (value := value_of(figure))}
    with_unit = {branch: value for branch, value in values.items() if value.unit} or values
    for branch, value in values.items():
        first, other = next(iter(with_unit.items()))
        if value.ordinal:
            message = f"“{label}”是次序，不能相加：{branch} {value.text}"
        elif not quantities.same_unit(other, value):
            both = f"{first} {other.text}、{branch} {value.text}"
            message = f"“{label}”的单位各支部不一样，不能相加：{both}"
        else:
            continue
        hints = ("改成同一单位；不必合计的，不要写进上级党组织的 figures",)
        yield Diagnostic("parts-not-added", message, span_of(value.text), hints=hints)
        return


def one_decimal(value: Decimal) -> str:
    """Return a number to at most one decimal."""
    rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    return f"{rounded:f}"
