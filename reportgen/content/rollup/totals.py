"""The totals of a committee's year over its branches: sums, averages, groups, rankings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content import derived, quantities
from reportgen.content.branch_year import BranchYear
from reportgen.content.log.events import EVENT_KINDS
from reportgen.content.quantities import Quantity
from reportgen.content.rollup.committees import CommitteeYear
from reportgen.content.rollup.minimums import measured, name_of_minimum, one_decimal
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import span_of


@dataclass(frozen=True, slots=True)
class Row:
    """The row of one branch; what it did not report is None or missing from the mappings."""

    slug: str
    name: str
    types: tuple[str, ...]
    members: int | None
    total: int
    #: share of members due who were present, such as 95.6%
    attendance: str | None
    problems: int
    figures: Mapping[str, Quantity]
    counts: Mapping[str, int]
    #: name of a minimum → what the branch has of it, — where it does not apply
    measured: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FigureTotal:
    """A figure over the branches that report it; `average` is per reporting branch."""

    key: str
    label: str
    unit: str
    total: Quantity
    average: str
    reported: int
    values: Mapping[str, Quantity]


@dataclass(frozen=True, slots=True)
class Activity:
    """A kind of activity over all branches; `average` is per branch with a log."""

    kind: str
    total: int
    average: str
    branches: int


@dataclass(frozen=True, slots=True)
class TypeTotal:
    """The branches of one type; a branch of several types counts in each."""

    name: str
    branches: int
    members: int
    total: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BranchProblem:
    """A problem of one branch."""

    branch: str
    name: str
    measure: str


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one group."""

    name: str
    items: tuple[BranchProblem, ...]


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


def rows(subject: CommitteeYear) -> tuple[Row, ...]:
    """Return a row for each branch, in the committee's order."""
    return tuple(_row(subject, entry) for entry in subject.entries)


def _row(subject: CommitteeYear, entry: BranchYear) -> Row:
    minimums = subject.committee.minimums
    record = entry.record
    log = derived.summarise(record.organisation_life)
    rate = derived.attendance(record.organisation_life)
    return Row(
        entry.slug,
        entry.short_name,
        tuple(str(kind.name) for kind in entry.types),
        _members(entry),
        log.total,
        None if rate is None else f"{rate.normalize():f}%",
        len(record.problems),
        {key: figure.value for key, figure in record.figures.items()},
        log.by_kind,
        {name_of_minimum(subject, minimum): measured(entry, minimum) for minimum in minimums},
    )


def _members(entry: BranchYear) -> int | None:
    count = derived.members_of(entry.branch)
    return None if count is None else int(count)


def members(subject: CommitteeYear) -> int | None:
    """Return the members of all branches that report them; None if none does."""
    counts = [c for entry in subject.entries if (c := _members(entry)) is not None]
    return sum(counts) if counts else None


def figures(subject: CommitteeYear) -> tuple[FigureTotal, ...]:
    """Return the figures the committee names, or those at least half of the branches report."""
    entries = subject.entries
    keys: tuple[str, ...] = tuple(subject.committee.figures)
    if not keys:
        every = dict.fromkeys(key for entry in entries for key in entry.record.figures)
        shared = {k: sum(1 for e in entries if k in e.record.figures) for k in every}
        keys = tuple(k for k, count in shared.items() if 2 * count >= len(entries))
    return tuple(_figure_total(subject, key) for key in keys)


def _figure_total(subject: CommitteeYear, key: str) -> FigureTotal:
    by_branch = {
        entry.short_name: entry.record.figures[key]
        for entry in subject.entries
        if key in entry.record.figures
    }
    if not by_branch:
        message = f"下辖支部都没有名为 `{key}` 的数字"
        raise Faults([Diagnostic("unknown-figure", message, span_of(key))])
    first = next(iter(by_branch.values()))
    for figure in by_branch.values():
        if not quantities.same_unit(first.value, figure.value):
            raise Faults(
                [
                    Diagnostic(
                        "parts-not-added",
                        f"`{key}` 的单位各支部不一样，不能相加：{first.value.text}、{figure.value.text}",
                        span_of(figure.value.text),
                    )
                ]
            )
    values = {name: figure.value for name, figure in by_branch.items()}
    unit = next((v.unit for v in values.values() if v.unit), "")
    share = unit in ("%", "百分点")
    total = quantities.total(values.values())
    mean = sum((v.value for v in values.values()), Decimal(0)) / len(values)
    average = f"{one_decimal(mean)}{first.value.unit_text.lstrip('余多来') if not share else '%'}"
    label = str(subject.committee.labels.get(key, first.label))
    return FigureTotal(key, label, unit, total, average, len(values), values)


def activities(subject: CommitteeYear) -> tuple[Activity, ...]:
    """Return the kinds of activity in the logs, those of the regulation first."""
    logs = [
        derived.summarise(e.record.organisation_life)
        for e in subject.entries
        if e.record.organisation_life
    ]
    kinds = {*(kind for log in logs for kind in log.by_kind)}
    ordered = [kind for kind in EVENT_KINDS if kind in kinds] + sorted(kinds - set(EVENT_KINDS))
    return tuple(_activity(kind, [log.count(kind) for log in logs]) for kind in ordered)


def _activity(kind: str, counts: list[int]) -> Activity:
    total = sum(counts)
    average = one_decimal(Decimal(total) / len(counts))
    return Activity(kind, total, average, sum(1 for count in counts if count))


def by_type(subject: CommitteeYear) -> tuple[TypeTotal, ...]:
    """Return the branches of each type, the most common type first."""
    by_name: dict[str, list[BranchYear]] = {}
    for entry in subject.entries:
        for kind in entry.types:
            by_name.setdefault(str(kind.name), []).append(entry)
    sums = (
        TypeTotal(
            name,
            len(entries),
            sum(_members(entry) or 0 for entry in entries),
            sum(len(entry.record.organisation_life) for entry in entries),
            tuple(entry.short_name for entry in entries),
        )
        for name, entries in by_name.items()
    )
    return tuple(sorted(sums, key=lambda s: -s.branches))


def problem_groups(subject: CommitteeYear) -> tuple[Group, ...]:
    """Return the branches' problems, each in the first group whose words it contains; the rest last."""
    wanted = subject.committee.problem_groups
    by_group: dict[str, list[BranchProblem]] = {str(group.name): [] for group in wanted}
    rest: list[BranchProblem] = []
    for entry in subject.entries:
        for problem in entry.record.problems:
            item = BranchProblem(entry.short_name, problem.name, problem.measure)
            # The name of a problem decides before its text.
            places = ((g, text) for text in (problem.name, problem.text) for g in wanted)
            group = next((g for g, text in places if _contains(text, g.words)), None)
            (by_group[str(group.name)] if group else rest).append(item)
    groups = [Group(name, tuple(items)) for name, items in by_group.items() if items]
    if rest:
        groups.append(Group("其他" if groups else "问题", tuple(rest)))
    return tuple(groups)


def _contains(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def rankings(subject: CommitteeYear) -> tuple[Ranking, ...]:
    """Return the rankings the committee names, the highest value first."""
    return tuple(
        Ranking(total.label, _ranks(total.values))
        for key in subject.committee.ranking
        for total in (_figure_total(subject, key),)
    )


def _ranks(values: Mapping[str, Quantity]) -> tuple[Rank, ...]:
    ordered = sorted(values.items(), key=lambda item: (-item[1].value, item[0]))
    places: list[Rank] = []
    for position, (name, value) in enumerate(ordered, 1):
        same = places and places[-1].value.value == value.value
        places.append(Rank(places[-1].place if same else position, name, value))
    return tuple(places)
