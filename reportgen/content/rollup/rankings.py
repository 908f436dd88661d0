"""The rankings that a committee asks for."""

from __future__ import annotations

from collections.abc import Iterable
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
    labels = (rollup.labels[name] for name in rollup.subject.committee.ranking)
    return tuple(Ranking(label, _ranks(label, rollup.rows.values())) for label in labels)


def _ranks(label: str, rows: Iterable[Row]) -> tuple[Rank, ...]:
    reported = [row for row in rows if label in row.figures]
    ordered = sorted(reported, key=lambda row: (-row.figures[label].value, row.name))
    places: list[Rank] = []
    for position, row in enumerate(ordered, 1):
        value = row.figures[label]
        same = places and places[-1].value.value == value.value
        places.append(Rank(places[-1].place if same else position, row.name, value))
    return tuple(places)
