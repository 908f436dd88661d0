"""The rankings that a committee asks for."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.content.quantities import Quantity
from reportgen.content.rollup.totals import RollUp, Row


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a branch in a ranking; equal values share a place."""

    place: int
    branch: str
    value: Quantity


@dataclass(frozen=True, slots=True)
class Ranking:
    """The branches by one figure, the highest first."""

    label: str
    rows: tuple[Rank, ...]


def rankings(rollup: RollUp) -> tuple[Ranking, ...]:
    """Return the rankings the committee names, the highest value first."""
    return tuple(
        Ranking(
            rollup.labels[key], _ranks(key, [r for r in rollup.rows.values() if key in r.figures])
        )
        for key in rollup.subject.committee.ranking
    )


def _ranks(key: str, rows: list[Row]) -> tuple[Rank, ...]:
    ordered = sorted(rows, key=lambda row: (-row.figures[key].value, row.name))
    places: list[Rank] = []
    for position, row in enumerate(ordered, 1):
        value = row.figures[key]
        same = places and places[-1].value.value == value.value
        places.append(Rank(places[-1].place if same else position, row.name, value))
    return tuple(places)
