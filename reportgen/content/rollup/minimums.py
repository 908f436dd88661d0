"""The minimums of a committee: how far each branch reaches them, how many do, and which stay below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content import quantities
from reportgen.content.branch_year import BranchYear
from reportgen.content.log.events import events_of_kind, kind_name
from reportgen.content.rollup.committees import Committee, CommitteeYear, Minimum
from reportgen.content.rollup.figures import figure_of, label_of, one_decimal, value_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One branch beside one minimum; `has` is None where the branch recorded nothing."""

    minimum: Minimum
    applies: bool
    has: Decimal | None
    needed: Decimal

    @property
    def is_reached(self) -> bool:
        """Whether the minimum applies to the branch and the branch has what it asks for."""
        return self.applies and self.has is not None and self.has >= self.needed

    def __str__(self) -> str:
        """Return what the branch has: 11次, 未报, or — where the minimum does not apply."""
        if not self.applies:
            return "—"
        unit = self.minimum.at_least.unit_text
        return "未报" if self.has is None else f"{one_decimal(self.has)}{unit}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A minimum of the committee, the number of branches it applies to, and of those that reach it."""

    what: str
    needs: str
    basis: str
    applies: int
    reached: int

    @property
    def is_reached(self) -> bool:
        """Whether every branch to which it applies reaches it, and it applies to one at least."""
        return 0 < self.applies == self.reached


@dataclass(frozen=True, slots=True)
class Miss:
    """A branch below a minimum; `has` is 未报 where it recorded nothing."""

    slug: str
    branch: str
    what: str
    has: str
    needs: str
    basis: str


def standings_of(committee: Committee, entry: BranchYear) -> tuple[Standing, ...]:
    """Return the branch beside each minimum of the committee, in their order."""
    return tuple(
        Standing(
            minimum,
            _applies(entry, minimum),
            _has(entry, minimum),
            minimum.at_least.value * (entry.branch.groups if minimum.per_group else 1),
        )
        for minimum in committee.minimums
    )


def requirements(
    committee: Committee, names: Sequence[str], branches: Iterable[tuple[Standing, ...]]
) -> tuple[Requirement, ...]:
    """Return the minimums with how many of the branches reach each; `names` are those of the minimums."""
    by_branch = tuple(branches)
    return tuple(
        Requirement(
            names[index],
            str(minimum.at_least.text) + ("/组" if minimum.per_group else ""),
            str(minimum.basis),
            sum(1 for standing in by_branch if standing[index].applies),
            sum(1 for standing in by_branch if standing[index].is_reached),
        )
        for index, minimum in enumerate(committee.minimums)
    )


def misses_of(
    entry: BranchYear, branch: str, names: Sequence[str], reached: tuple[Standing, ...]
) -> Iterator[Miss]:
    """Yield the minimums of the committee, then those of its own types, that a branch stays below.

    `branch` is its name in the documents, `names` are those of the minimums.
    """
    for what, standing in zip(names, reached, strict=True):
        if standing.applies and not standing.is_reached:
            minimum = standing.minimum
            needs = f"{one_decimal(standing.needed)}{minimum.at_least.unit_text}"
            yield Miss(entry.slug, branch, what, str(standing), needs, str(minimum.basis))
    for kind in entry.types:
        for indicator in kind.indicators:
            value = value_of(figure_of(entry, indicator.figure))
            least = indicator.minimum
            if value is None or least is None or not quantities.same_unit(value, least):
                continue
            if quantities.compare(value, least) < 0:
                basis = f"{kind.name}支部的指标"
                yield Miss(
                    entry.slug, branch, str(indicator.figure), value.text, least.text, basis
                )  # fmt: skip


def names_of_minimums(committee: Committee, entries: Iterable[BranchYear]) -> tuple[str, ...]:
    """Return the name of each minimum: its kind of activity, or the label of its figure."""
    known_entries = tuple(entries)
    return tuple(_name_of(minimum, known_entries) for minimum in committee.minimums)


def other_minimums(subject: CommitteeYear) -> tuple[str, ...]:
    """Return the names of the minimums that committees below ask for and this one does not."""
    own = {(m.kind, m.figure) for m in subject.committee.minimums}
    names = {
        (minimum.kind, minimum.figure): _name_of(minimum, below.entries)
        for below in _committees_below(subject)
        for minimum in below.committee.minimums
    }
    return tuple(dict.fromkeys(name for key, name in names.items() if key not in own))


def _committees_below(subject: CommitteeYear) -> Iterator[CommitteeYear]:
    for below in subject.committees:
        yield below
        yield from _committees_below(below)


def _name_of(minimum: Minimum, entries: Iterable[BranchYear]) -> str:
    if minimum.kind:
        return kind_name(str(minimum.kind))
    figures = (figure_of(entry, minimum.figure) for entry in entries)
    return str(label_of(minimum.figure, [figure for figure in figures if figure]))


def _applies(entry: BranchYear, minimum: Minimum) -> bool:
    return not (
        (minimum.committee_only and not entry.branch.committee)
        or (minimum.per_group and not entry.branch.groups)
    )


def _has(entry: BranchYear, minimum: Minimum) -> Decimal | None:
    if minimum.kind and entry.record.organisation_life:
        return Decimal(len(events_of_kind(entry.record.organisation_life, minimum.kind)))
    value = value_of(figure_of(entry, minimum.figure))
    return value.value if value else None
