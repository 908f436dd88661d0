"""Hours for each member, such as 人均志愿服务: what compares branches of different size fairly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reportgen.content import quantities
from reportgen.content.quantities import Approximation, Quantity
from reportgen.content.rollup.committees import PER_MEMBER
from reportgen.content.rollup.figures import one_decimal
from reportgen.content.rollup.totals import RollUp, Row, Summary

#: units of figures that say something of each member
_UNITS = frozenset(["小时", "学时", "课时"])


@dataclass(frozen=True, slots=True)
class PerMember:
    """A figure divided by members; `total` is that of all branches that report both.

    `values` are by branch or committee, the most first; `highest` and `lowest` are names of them.
    `members` are by the same names: those of the branches that count, by which their hours are divided.
    """

    name: str
    label: str
    total: Quantity
    values: Mapping[str, Quantity]
    members: Mapping[str, Quantity]

    @property
    def highest(self) -> tuple[str, ...]:
        """Who has the most; none where all have the same."""
        return self._those(max(value.value for value in self.values.values()))

    @property
    def lowest(self) -> tuple[str, ...]:
        """Who has the least; none where all have the same."""
        return self._those(min(value.value for value in self.values.values()))

    def _those(self, extreme: object) -> tuple[str, ...]:
        names = tuple(name for name, value in self.values.items() if value.value == extreme)
        return names if len(names) < len(self.values) else ()


def per_member(rollup: RollUp, units: Iterable[Summary]) -> tuple[PerMember, ...]:
    """Return the averages of the added figures in hours, by `units`, or by branch where there are none."""
    labels = tuple(dict.fromkeys(rollup.labels[name] for name in rollup.figures))
    averages = (average(rollup, label, units) for label in labels)
    return tuple(each for each in averages if each)


def average(rollup: RollUp, label: str, units: Iterable[Summary] = ()) -> PerMember | None:
    """Return the average of one figure over members, None where it has none.

    A branch counts where it reports the figure as one number and its members.
    """
    groups = {unit.name: unit.rows for unit in units}
    groups = groups or {row.name: (row,) for row in rollup.rows.values()}
    known = {name: each for name, rows in groups.items() if (each := _average(label, rows))}
    total = _average(label, rollup.rows.values())
    if total is None:
        return None
    ordered = dict(sorted(known.items(), key=lambda entry: -entry[1].value))
    members = {name: _counted_members(label, groups[name]) for name in ordered}
    return PerMember(f"{PER_MEMBER}{label}", label, total, ordered, members)


def _average(label: str, rows: Collection[Row]) -> Quantity | None:
    counted = [(row.figures[label], row.members) for row in rows if _counts(label, row)]
    if not counted:
        return None
    hours = quantities.total(value for value, _ in counted)
    members = _counted_members(label, rows)
    parts = (hours, members)
    exact = all(part.approximation is Approximation.EXACT for part in parts)
    text = f"{'' if exact else '约'}{one_decimal(hours.value / members.value)}{hours.unit}"
    return quantities.parse(text)


def _counted_members(label: str, rows: Iterable[Row]) -> Quantity:
    """Return the members of the branches whose figure counts."""
    return quantities.total(row.members for row in rows if row.members and _counts(label, row))


def _counts(label: str, row: Row) -> bool:
    value, members = row.figures.get(label), row.members
    return (
        value is not None
        and value.unit in _UNITS
        and value.high is None
        and members is not None
        and members.high is None
        and members.value > 0
    )
