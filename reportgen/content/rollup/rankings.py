"""The ranking of its branches that a committee asks for: by what it names, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.content.quantities import Quantity
from reportgen.content.rollup.committees import BY_MINIMUMS
from reportgen.content.rollup.minimums import Standing
from reportgen.content.rollup.totals import RollUp, Row


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a branch; those who are equal in everything share one.

    `missed` is how many minimums it does not reach, `values` are its figures in the order of the
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
    """The branches in order, and the names of those that lack a figure and have no place.

    `criteria` are what is compared, in order: labels of figures, most first, or `BY_MINIMUMS`, fewest
    missed first. `labels` are the figures alone.
    """

    criteria: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[Rank, ...]
    unranked: tuple[str, ...]

    @property
    def by_minimums(self) -> bool:
        """Whether the minimums count."""
        return BY_MINIMUMS in self.criteria


def ranking(rollup: RollUp) -> Ranking | None:
    """Return the ranking that the committee asks for, None where it asks for none."""
    wanted = dict.fromkeys(map(str, rollup.subject.committee.ranking))
    criteria = tuple(name if name == BY_MINIMUMS else rollup.labels[name] for name in wanted)
    if not criteria:
        return None
    labels = tuple(name for name in criteria if name != BY_MINIMUMS)
    rows = [row for row in rollup.rows.values() if all(label in row.figures for label in labels)]
    keys = {row.slug: _key(row, criteria) for row in rows}
    ranks: list[Rank] = []
    ordered = sorted(rows, key=lambda row: (keys[row.slug], row.name))
    for position, row in enumerate(ordered, 1):
        equal = position > 1 and keys[ordered[position - 2].slug] == keys[row.slug]
        place = ranks[-1].place if equal else position
        values = tuple(row.figures[label] for label in labels)
        ranks.append(
            Rank(place, row.name, row.members, _missed_minimums(row), row.standings, values)
        )
    ranked = {row.slug for row in rows}
    unranked = tuple(row.name for row in rollup.rows.values() if row.slug not in ranked)
    return Ranking(criteria, labels, tuple(ranks), unranked)


def _missed_minimums(row: Row) -> int:
    return sum(1 for standing in row.standings if standing.applies and not standing.is_reached)


def _key(row: Row, criteria: tuple[str, ...]) -> tuple[Decimal, ...]:
    """Return what sorts a branch to its place, the first criterion first."""
    return tuple(
        Decimal(_missed_minimums(row)) if name == BY_MINIMUMS else -row.figures[name].value
        for name in criteria
    )
