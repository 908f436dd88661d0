"""The ranking of its branches that a committee asks for: by what it names, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content.quantities import Quantity
from reportgen.content.rollup.committees import BY_MINIMUMS, PER_MEMBER
from reportgen.content.rollup.minimums import Standing
from reportgen.content.rollup.per_member import average
from reportgen.content.rollup.shares import shares
from reportgen.content.rollup.totals import RollUp, Row, total
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import span_of


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a branch; those who are equal in everything share one.

    `missed` is how many minimums it does not reach, `values` are its numbers in the order of the
    ranking's labels.
    """

    place: int
    branch: str
    members: Quantity | None
    missed: int
    standings: tuple[Standing, ...]
    values: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The branches in order, and the names of those that lack a number and have no place.

    `criteria` are what is compared, in order: labels of figures, shares and averages, most first, or
    `BY_MINIMUMS`, fewest missed first. `labels` are those without the minimums, `columns` has the
    numbers of each of them by branch, `sums` that of all branches together.
    """

    criteria: tuple[str, ...]
    labels: tuple[str, ...]
    columns: Mapping[str, Mapping[str, Quantity]]
    sums: Mapping[str, Quantity]
    rows: tuple[Rank, ...]
    unranked: tuple[str, ...]

    @property
    def by_minimums(self) -> bool:
        """Whether the minimums count."""
        return BY_MINIMUMS in self.criteria


def ranking(rollup: RollUp) -> Ranking | None:
    """Return the ranking that the committee asks for, None where it asks for none.

    Raise Faults for a share or an average that the figures do not give.
    """
    wanted = tuple(dict.fromkeys(rollup.subject.committee.ranking))
    if not wanted:
        return None
    columns: dict[str, Mapping[str, Quantity]] = {}
    sums: dict[str, Quantity] = {}
    criteria = []
    faults = []
    for name in wanted:
        column = None if name == BY_MINIMUMS else _column(rollup, name)
        if column:
            label, columns[label], whole = column
            sums |= {label: whole} if whole else {}
            criteria.append(label)
        elif name == BY_MINIMUMS:
            criteria.append(BY_MINIMUMS)
        else:
            message = f"各支部的数字算不出“{name}”，不能按它排名"
            faults.append(Diagnostic("unknown-figure", message, span_of(name)))
    if faults:
        raise Faults(faults)
    return _ranked(rollup, tuple(criteria), columns, sums)


def _column(
    rollup: RollUp, name: str
) -> tuple[str, Mapping[str, Quantity], Quantity | None] | None:
    """Return the label of a criterion, the numbers of the branches and of all; None where there are none."""
    if name in rollup.labels:
        label = rollup.labels[name]
        values = {r.name: r.figures[label] for r in rollup.rows.values() if label in r.figures}
        whole = next((each.total for each in total(rollup).figures if each.label == label), None)
        return label, values, whole
    if name.startswith(PER_MEMBER):
        mean = average(rollup, rollup.labels[name.removeprefix(PER_MEMBER)])
        return (mean.name, mean.values, mean.total) if mean else None
    sums = total(rollup).figures
    share = next((each for each in shares(sums, sums) if each.name == name), None)
    return (share.name, share.values, share.total) if share else None


def _ranked(
    rollup: RollUp,
    criteria: tuple[str, ...],
    columns: Mapping[str, Mapping[str, Quantity]],
    sums: Mapping[str, Quantity],
) -> Ranking:
    rows = [r for r in rollup.rows.values() if all(r.name in each for each in columns.values())]
    keys = {row.slug: _key(row, criteria, columns) for row in rows}
    ranks: list[Rank] = []
    ordered = sorted(rows, key=lambda row: (keys[row.slug], row.name))
    for position, row in enumerate(ordered, 1):
        equal = position > 1 and keys[ordered[position - 2].slug] == keys[row.slug]
        place = ranks[-1].place if equal else position
        values = tuple(column[row.name] for column in columns.values())
        ranks.append(
            Rank(place, row.name, row.members, _missed_minimums(row), row.standings, values)
        )
    ranked = {row.slug for row in rows}
    unranked = tuple(row.name for row in rollup.rows.values() if row.slug not in ranked)
    return Ranking(criteria, tuple(columns), columns, sums, tuple(ranks), unranked)


def _missed_minimums(row: Row) -> int:
    return sum(1 for standing in row.standings if standing.applies and not standing.is_reached)


def _key(
    row: Row, criteria: tuple[str, ...], columns: Mapping[str, Mapping[str, Quantity]]
) -> tuple[Decimal, ...]:
    """Return what sorts a branch to its place, the first criterion first."""
    return tuple(
        Decimal(_missed_minimums(row)) if name == BY_MINIMUMS else -columns[name][row.name].value
        for name in criteria
    )
