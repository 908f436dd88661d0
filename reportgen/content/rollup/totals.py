"""The totals of a committee's year: a row for each branch, and sums over sets of branches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.content import derived, quantities
from reportgen.content.branch_year import BranchYear
from reportgen.content.exceptions import asks_for
from reportgen.content.figures import names_of, plain
from reportgen.content.log.events import EVENT_KINDS
from reportgen.content.model import Figure, Honour, Work
from reportgen.content.quantities import Quantity, number_of
from reportgen.content.rollup.committees import (
    BY_MINIMUMS,
    PER_MEMBER,
    Annex,
    Committee,
    CommitteeYear,
)
from reportgen.content.rollup.figures import (
    FigureTotal,
    check_units,
    figure_of,
    figure_total,
    label_of,
    one_decimal,
    value_of,
)
from reportgen.content.rollup.minimums import (
    Miss,
    Requirement,
    Standing,
    misses_of,
    names_of_minimums,
    requirements,
    standings_of,
)
from reportgen.content.rollup.shares import NAMES as NAMES_OF_SHARES
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, place_inside, span_of

#: the most branches that an annex lists one by one, unless the committee asks for it
_LONGEST_ANNEX = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One branch; what it did not report is None or missing from the mappings."""

    slug: str
    name: str
    types: tuple[str, ...]
    members: Quantity | None
    total: int
    #: share of members due who were present, such as 95.6%
    attendance: str | None
    #: None where the record names none and does not say that there are none
    problems: int | None
    #: label → value of the figures that are added up or ranked
    figures: Mapping[str, Quantity]
    #: label → what the branch wrote of such a figure instead of a number: 没统计
    words: Mapping[str, str]
    #: kind of activity → how many
    counts: Mapping[str, int]
    #: the branch beside each minimum of the committee
    standings: tuple[Standing, ...]
    #: the first work of each of its chapters that has a text
    works: tuple[Work, ...]
    honours: tuple[Honour, ...]

    @property
    def reaches_all(self) -> bool:
        """Whether it reaches every minimum that applies to it, and one applies at least."""
        applied = [standing for standing in self.standings if standing.applies]
        return bool(applied) and all(standing.is_reached for standing in applied)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a set of branches comes to: those of a committee or of a type, one of them, or all."""

    name: str
    rows: tuple[Row, ...]
    members: Quantity | None
    #: how many do not report their members
    unreported: int
    total: int
    #: None where no branch names any
    problems: int | None
    figures: tuple[FigureTotal, ...]
    requirements: tuple[Requirement, ...]
    is_committee: bool = False
    #: how many more have no record of the year
    absent: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the branches."""
        return tuple(row.name for row in self.rows)


@dataclass(frozen=True, slots=True)
class BranchGroup:
    """The own branches of a committee; `name` begins with the committees above it.

    `first` is the number of the first of its rows where all groups are counted on.
    """

    name: str
    first: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The branches of one committee that have no record of the year; `name` is "" for its own."""

    name: str
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """A kind of activity over all branches; `average` is per branch with a log."""

    kind: str
    total: int
    average: str
    branches: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """A committee's year with the row of each branch; all its sums are made from these."""

    subject: CommitteeYear
    #: folder of a branch → its row, in the order of the subject's entries
    rows: Mapping[str, Row]
    #: name of each figure that is added up or ranked → its label
    labels: Mapping[str, str]
    #: the names of the figures shown with a sum; rankings may use others
    figures: tuple[str, ...]
    #: the names of the committee's minimums
    minimums: tuple[str, ...]

    @property
    def annex(self) -> Annex:
        """What the annex lists: branches, or committees alone."""
        if not self.subject.committees:
            return "branches"
        long = len(self.rows) > _LONGEST_ANNEX
        return self.subject.committee.annex or ("committees" if long else "branches")


def roll_up(subject: CommitteeYear) -> RollUp:
    """Return a committee's year with the row of each branch; raise Faults for units that differ."""
    entries = subject.entries
    names = _names_of(entries)
    summed = tuple(subject.committee.figures) or _common_figures(entries)
    ranked = _ranked_figures(entries, subject.committee.ranking)
    labels = _labels(entries, names, dict.fromkeys((*summed, *ranked)))
    rows = {
        entry.slug: _row(subject.committee, entry, names[entry.slug], labels) for entry in entries
    }
    minimums = names_of_minimums(subject.committee, entries)
    return RollUp(subject, rows, labels, summed, minimums)


def _ranked_figures(entries: Iterable[BranchYear], criteria: Iterable[str]) -> Iterator[str]:
    """Yield the figures by which branches are ranked: themselves, or divided by the members.

    Minimums and shares are no figures.
    """
    known_entries = tuple(entries)
    for name in criteria:
        if any(figure_of(entry, name) for entry in known_entries):
            yield name
        elif name.startswith(PER_MEMBER):
            label = name.removeprefix(PER_MEMBER)
            span = place_inside(name, len(PER_MEMBER), len(name))
            yield Located.at(label, span) if span else label
        elif name not in (BY_MINIMUMS, *NAMES_OF_SHARES):
            yield name


def _names_of(entries: Iterable[BranchYear]) -> dict[str, str]:
    """Return each branch's short name; its full name, then its folder too, where others share it."""
    names = {entry.slug: entry.short_name for entry in entries}
    for longer in (
        {entry.slug: str(entry.branch.name) for entry in entries},
        {entry.slug: f"{entry.branch.name}（{entry.slug}）" for entry in entries},
    ):
        counts = Counter(names.values())
        names = {s: longer[s] if counts[name] > 1 else name for s, name in names.items()}
    return names


def _common_figures(entries: tuple[BranchYear, ...]) -> tuple[str, ...]:
    """Return the labels of the figures that at least half of the branches report, without ordinals.

    A figure that branches call differently has the label that most of them know.
    """
    #: a name of figures as names are compared → the figure of each branch that has it
    by_name: dict[str, dict[str, Figure]] = {}
    labels: dict[str, None] = {}
    for entry in entries:
        for name, figure in entry.record.figures.items():
            if _can_be_added(figure):
                labels.setdefault(figure.label)
                for each in map(plain, names_of(name, figure)):
                    by_name.setdefault(each, {}).setdefault(entry.slug, figure)
    common: set[str] = set()
    counted: set[int] = set()
    for label in sorted(labels, key=lambda label: -len(by_name[plain(label)])):
        figures = by_name[plain(label)].values()
        if 2 * len(figures) >= len(entries) and counted.isdisjoint(map(id, figures)):
            common.add(label)
            counted.update(map(id, figures))
    return tuple(label for label in labels if label in common)


def _can_be_added(figure: Figure) -> bool:
    value = value_of(figure)
    return value is not None and not value.ordinal


def _labels(
    entries: Iterable[BranchYear], names: Mapping[str, str], wanted: Iterable[str]
) -> dict[str, str]:
    """Return the label of each figure; raise Faults for all that no branch has or that differ in unit."""
    faults: list[Diagnostic] = []
    labels = {}
    for name in wanted:
        figures = {e.slug: figure for e in entries if (figure := figure_of(e, name))}
        if not figures:
            message = f"下辖支部都没有名为 `{name}` 的数字"
            faults.append(Diagnostic("unknown-figure", message, span_of(name)))
            continue
        labels[name] = str(label_of(name, figures.values()))
        faults += check_units(labels[name], {names[slug]: f for slug, f in figures.items()})
    if faults:
        raise Faults(faults)
    return labels


def _row(committee: Committee, entry: BranchYear, name: str, labels: Mapping[str, str]) -> Row:
    record = entry.record
    log = derived.summarise(record.organisation_life)
    rate = derived.attendance(record.organisation_life)
    figures = {label: figure_of(entry, wanted) for wanted, label in labels.items()}
    values = {label: figure.value for label, figure in figures.items() if figure}
    return Row(
        entry.slug,
        name,
        tuple(str(kind.name) for kind in entry.types),
        _members(entry),
        log.total,
        None if rate is None else f"{rate.normalize():f}%",
        None if not record.problems and asks_for(record, "问题") else len(record.problems),
        {label: number for label, value in values.items() if (number := number_of(value))},
        {label: str(value) for label, value in values.items() if not number_of(value)},
        log.by_kind,
        standings_of(committee, entry),
        tuple(_first_works(entry)),
        record.honours,
    )


def _first_works(entry: BranchYear) -> Iterator[Work]:
    for chapter in entry.chapters:
        yield from [work for work in chapter.works if work.text][:1]


def _members(entry: BranchYear) -> Quantity | None:
    members = entry.branch.members
    total = number_of(members.total) if members else None
    if total is None or total.unit:
        return total
    return quantities.parse(f"{total.text}名")


def total(rollup: RollUp) -> Summary:
    """Return what all branches come to: each counts once."""
    summary = _summary(rollup, "合计", rollup.rows)
    return replace(summary, is_committee=True, absent=len(rollup.subject.absent))


def figures(rollup: RollUp) -> tuple[FigureTotal, ...]:
    """Return the sum of each figure over all branches, with the values of sub-committees if it has any."""
    sums = total(rollup).figures
    if not rollup.subject.committees:
        return sums
    rows = units(rollup)
    return tuple(
        replace(each, values={row.name: t for row in rows if (t := row.figures[index].total)})
        for index, each in enumerate(sums)
    )


def units(rollup: RollUp) -> tuple[Summary, ...]:
    """Return what each sub-committee comes to, then the committee's own branches one by one."""
    committees = (_of_committee(rollup, each, "") for each in rollup.subject.committees)
    return (*committees, *_own_branches(rollup))


def all_units(rollup: RollUp) -> tuple[Summary, ...]:
    """Return what the committees of every level below come to, then the committee's own branches."""
    below = _below(rollup.subject)
    return (*(_of_committee(rollup, *each) for each in below), *_own_branches(rollup))


def groups(rollup: RollUp) -> tuple[BranchGroup, ...]:
    """Return the branches by the committee they belong to, then those of the committee itself."""
    subject = rollup.subject
    below = [(f"{above}{each.short_name}", each) for each, above in _below(subject)]
    listed: list[BranchGroup] = []
    first = 1
    for name, each in (*below, ("直属支部" if below else "", subject)):
        if each.branches:
            rows = tuple(rollup.rows[entry.slug] for entry in each.branches)
            listed.append(BranchGroup(name, first, rows))
            first += len(rows)
    return tuple(listed)


def _own_branches(rollup: RollUp) -> Iterator[Summary]:
    for entry in rollup.subject.branches:
        yield _summary(rollup, rollup.rows[entry.slug].name, (entry.slug,))


def _below(subject: CommitteeYear) -> Iterator[tuple[CommitteeYear, str]]:
    """Yield the committees of every level below, each once, with the names of those above it."""
    waiting = [(each, "") for each in reversed(subject.committees)]
    listed: set[str] = set()
    while waiting:
        committee, above = waiting.pop()
        if committee.slug not in listed:
            listed.add(committee.slug)
            yield committee, above
            path = f"{above}{committee.short_name}　"
            waiting += ((each, path) for each in reversed(committee.committees))


def _of_committee(rollup: RollUp, committee: CommitteeYear, above: str) -> Summary:
    slugs = (entry.slug for entry in committee.entries)
    summary = _summary(rollup, f"{above}{committee.short_name}", slugs)
    return replace(summary, is_committee=True, absent=len(committee.absent))


def _summary(rollup: RollUp, name: str, slugs: Iterable[str]) -> Summary:
    rows = tuple(rollup.rows[slug] for slug in slugs)
    members = [row.members for row in rows if row.members]
    problems = [row.problems for row in rows if row.problems is not None]
    committee = rollup.subject.committee
    return Summary(
        name,
        rows,
        quantities.total(members) if members else None,
        len(rows) - len(members),
        sum(row.total for row in rows),
        sum(problems) if problems else None,
        tuple(_figure(rollup.labels[figure], rows) for figure in rollup.figures),
        requirements(committee, rollup.minimums, [row.standings for row in rows]),
    )


def _figure(label: str, rows: tuple[Row, ...]) -> FigureTotal:
    values = {row.name: row.figures[label] for row in rows if label in row.figures}
    return figure_total(label, values, len(rows) - len(values))


def repeated_branches(rollup: RollUp) -> tuple[str, ...]:
    """Return the branches that stand in several rows of `units`; their sums count each once."""
    counts = Counter(row.slug for unit in units(rollup) for row in unit.rows)
    return tuple(rollup.rows[slug].name for slug, count in counts.items() if count > 1)


def missing(subject: CommitteeYear) -> tuple[Missing, ...]:
    """Return the branches without a record by sub-committee, then the committee's own."""
    below = [
        Missing(c.short_name, tuple(c.absent.values())) for c in subject.committees if c.absent
    ]
    counted = {slug for each in subject.committees for slug in each.absent}
    own = tuple(name for slug, name in subject.absent.items() if slug not in counted)
    return (*below, *([Missing("", own)] if own else ()))


def by_type(rollup: RollUp) -> tuple[Summary, ...]:
    """Return the branches of each type, the most common type first; one of several counts in each."""
    slugs: dict[str, list[str]] = {}
    for row in rollup.rows.values():
        for kind in row.types:
            slugs.setdefault(kind, []).append(row.slug)
    sums = (_summary(rollup, name, of_type) for name, of_type in slugs.items())
    return tuple(sorted(sums, key=lambda summary: -len(summary.rows)))


def activities(rollup: RollUp) -> tuple[Activity, ...]:
    """Return the kinds of activity in the logs, those of the regulation first."""
    logs = [row.counts for row in rollup.rows.values() if row.total]
    kinds = {kind for counts in logs for kind in counts}
    ordered = [kind for kind in EVENT_KINDS if kind in kinds] + sorted(kinds - set(EVENT_KINDS))
    return tuple(_activity(kind, [counts.get(kind, 0) for counts in logs]) for kind in ordered)


def _activity(kind: str, counts: list[int]) -> Activity:
    average = one_decimal(Decimal(sum(counts)) / len(counts))
    return Activity(kind, sum(counts), average, sum(1 for count in counts if count))


def misses(rollup: RollUp) -> tuple[Miss, ...]:
    """Return each branch below a minimum of the committee or of one of its own types."""
    return tuple(
        miss
        for entry in rollup.subject.entries
        for row in (rollup.rows[entry.slug],)
        for miss in misses_of(entry, row.name, rollup.minimums, row.standings)
    )
