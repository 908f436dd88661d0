"""The minimums of a committee: how many branches reach each, and which stay below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import quantities
from reportgen.content.branch_year import BranchYear
from reportgen.content.log.events import events_of_kind, kind_name
from reportgen.content.rollup.committees import CommitteeYear, Minimum


@dataclass(frozen=True, slots=True)
class Requirement:
    """A minimum of the committee, the branches it applies to, and those that reach it."""

    what: str
    needs: str
    basis: str
    applies: int
    reached: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A branch below a minimum; `has` is 未报 where it recorded nothing."""

    branch: str
    what: str
    has: str
    needs: str
    basis: str


def misses(subject: CommitteeYear) -> tuple[Miss, ...]:
    """Return each branch below a minimum of the committee or of one of its own types."""
    return tuple(
        miss
        for entry in subject.entries
        for miss in (
            *(m for minimum in subject.committee.minimums for m in _below(subject, entry, minimum)),
            *_below_indicators(entry),
        )
    )


def requirements(subject: CommitteeYear) -> tuple[Requirement, ...]:
    """Return the minimums of the committee with the number of branches that reach each."""
    return tuple(
        Requirement(
            name_of_minimum(subject, minimum),
            str(minimum.at_least.text) + ("/组" if minimum.per_group else ""),
            str(minimum.basis),
            sum(1 for entry in subject.entries if _applies(entry, minimum)),
            sum(1 for entry in subject.entries if _reaches(entry, minimum)),
        )
        for minimum in subject.committee.minimums
    )


def _below(subject: CommitteeYear, entry: BranchYear, minimum: Minimum) -> Iterator[Miss]:
    if _applies(entry, minimum) and not _reaches(entry, minimum):
        needed = f"{one_decimal(_needed(entry, minimum))}{minimum.at_least.unit_text}"
        yield Miss(
            entry.short_name, name_of_minimum(subject, minimum), measured(entry, minimum), needed,
            str(minimum.basis),
        )  # fmt: skip


def _applies(entry: BranchYear, minimum: Minimum) -> bool:
    return not (
        (minimum.committee_only and not entry.branch.committee)
        or (minimum.per_group and not entry.branch.groups)
    )


def _reaches(entry: BranchYear, minimum: Minimum) -> bool:
    has = _has(entry, minimum)
    return _applies(entry, minimum) and has is not None and has >= _needed(entry, minimum)


def _needed(entry: BranchYear, minimum: Minimum) -> Decimal:
    return minimum.at_least.value * (entry.branch.groups if minimum.per_group else 1)


def _has(entry: BranchYear, minimum: Minimum) -> Decimal | None:
    if minimum.kind and entry.record.organisation_life:
        return Decimal(len(events_of_kind(entry.record.organisation_life, minimum.kind)))
    figure = entry.record.figures.get(minimum.figure)
    return figure.value.value if figure else None


def measured(entry: BranchYear, minimum: Minimum) -> str:
    """Return what a branch has of a minimum: 11次, 未报, or — where it does not apply."""
    if not _applies(entry, minimum):
        return "—"
    has = _has(entry, minimum)
    return "未报" if has is None else f"{one_decimal(has)}{minimum.at_least.unit_text}"


def name_of_minimum(subject: CommitteeYear, minimum: Minimum) -> str:
    """Return the name of a minimum: its kind of activity, or the label of its figure."""
    if minimum.kind:
        return kind_name(str(minimum.kind))
    labels = (
        figure.label
        for entry in subject.entries
        if (figure := entry.record.figures.get(minimum.figure))
    )
    return str(next(labels, minimum.figure))


def _below_indicators(entry: BranchYear) -> Iterator[Miss]:
    for kind in entry.types:
        for indicator in kind.indicators:
            figure = entry.record.figures.get(indicator.figure)
            least = indicator.minimum
            if not figure or least is None or not quantities.same_unit(figure.value, least):
                continue
            if quantities.compare(figure.value, least) < 0:
                yield Miss(
                    entry.short_name, str(indicator.name), figure.value.text, least.text,
                    f"{kind.name}支部的指标",
                )  # fmt: skip


def one_decimal(value: Decimal) -> str:
    """Return a number to at most one decimal."""
    rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    return f"{rounded:f}"
