"""A committee's year → what its branches' records add up to: totals, averages, misses, groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import facts, quantities
from reportgen.content.committees import CommitteeYear, Minimum
from reportgen.content.events import KINDS, kind_name, of_kind
from reportgen.content.library import BranchYear
from reportgen.content.quantities import Quantity
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import span_of


@dataclass(frozen=True, slots=True)
class Row:
    """One branch's line; what it did not report is None or missing from its dictionaries."""

    slug: str
    name: str
    types: tuple[str, ...]
    members: int | None
    total: int
    #: share of those due who came, in percent
    attendance: str | None
    problems: int
    figures: Mapping[str, Quantity]
    counts: Mapping[str, int]
    #: what the committee's minimums measure, by their names; — where a minimum does not apply
    measured: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A minimum of the committee and how many of the branches it applies to reach it."""

    what: str
    needs: str
    basis: str
    applies: int
    reached: int


@dataclass(frozen=True, slots=True)
class SummedFigure:
    """A figure over all branches that report it; `average` is per reporting branch."""

    key: str
    label: str
    unit: str
    total: Quantity
    average: str
    reported: int
    values: Mapping[str, Quantity]


@dataclass(frozen=True, slots=True)
class Activity:
    """A kind of activity over all branches; `average` is per branch that keeps a log."""

    kind: str
    total: int
    average: str
    branches: int


@dataclass(frozen=True, slots=True)
class TypeSum:
    """The branches of one type; a branch of several types stands in each."""

    name: str
    branches: int
    members: int
    total: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A branch that stays below a minimum; `has` is 未报 where nothing was recorded."""

    branch: str
    what: str
    has: str
    needs: str
    basis: str


@dataclass(frozen=True, slots=True)
class GroupedProblem:
    """One branch's problem."""

    branch: str
    name: str
    measure: str


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one sort."""

    name: str
    items: tuple[GroupedProblem, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A branch's place in a ranking; equal values share a place."""

    place: int
    branch: str
    value: Quantity


@dataclass(frozen=True, slots=True)
class Ranking:
    """Branches by one figure, highest first."""

    label: str
    rows: tuple[Place, ...]


def name_of(entry: BranchYear) -> str:
    """Return the name a table has room for."""
    return str(entry.branch.short or entry.branch.name)


def rows(subject: CommitteeYear) -> tuple[Row, ...]:
    """Return a line for each branch, in the committee's order."""
    return tuple(_row(subject, entry) for entry in subject.entries)


def _row(subject: CommitteeYear, entry: BranchYear) -> Row:
    minimums = subject.committee.minimums
    record = entry.record
    log = facts.summarise(record.events)
    rate = facts.attendance(record.events)
    return Row(
        entry.slug,
        name_of(entry),
        tuple(str(kind.name) for kind in entry.types),
        _members(entry),
        log.total,
        None if rate is None else f"{rate.normalize():f}%",
        len(record.problems),
        {key: figure.value for key, figure in record.figures.items()},
        log.by_kind,
        {_what(subject, minimum): _measured(entry, minimum) for minimum in minimums},
    )


def _members(entry: BranchYear) -> int | None:
    count = facts.members_of(entry.branch)
    return None if count is None else int(count)


def members(subject: CommitteeYear) -> int | None:
    """Return how many members the branches have that say so; None if none does."""
    counts = [c for entry in subject.entries if (c := _members(entry)) is not None]
    return sum(counts) if counts else None


def figures(subject: CommitteeYear) -> tuple[SummedFigure, ...]:
    """Return the figures the committee asks for, or those at least half of the branches report."""
    entries = subject.entries
    keys: tuple[str, ...] = tuple(subject.committee.figures)
    if not keys:
        every = dict.fromkeys(key for entry in entries for key in entry.record.figures)
        shared = {k: sum(1 for e in entries if k in e.record.figures) for k in every}
        keys = tuple(k for k, count in shared.items() if 2 * count >= len(entries))
    return tuple(_summed(subject, key) for key in keys)


def _summed(subject: CommitteeYear, key: str) -> SummedFigure:
    found = {
        name_of(entry): entry.record.figures[key]
        for entry in subject.entries
        if key in entry.record.figures
    }
    if not found:
        message = f"下辖支部都没有名为 `{key}` 的数字"
        raise Faults([Diagnostic("unknown-figure", message, span_of(key))])
    first = next(iter(found.values()))
    for figure in found.values():
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
    values = {name: figure.value for name, figure in found.items()}
    unit = next((v.unit for v in values.values() if v.unit), "")
    share = unit in ("%", "百分点")
    total = quantities.total(values.values())
    mean = sum((v.value for v in values.values()), Decimal(0)) / len(values)
    average = f"{_plain(mean)}{first.value.unit_text.lstrip('余多来') if not share else '%'}"
    label = str(subject.committee.labels.get(key, first.label))
    return SummedFigure(key, label, unit, total, average, len(values), values)


def activities(subject: CommitteeYear) -> tuple[Activity, ...]:
    """Return the kinds of activity the logs tell of, in the order of the regulation."""
    logs = [facts.summarise(e.record.events) for e in subject.entries if e.record.events]
    kinds = {*(kind for log in logs for kind in log.by_kind)}
    ordered = [kind for kind in KINDS if kind in kinds] + sorted(kinds - set(KINDS))
    return tuple(_activity(kind, [log.count(kind) for log in logs]) for kind in ordered)


def _activity(kind: str, counts: list[int]) -> Activity:
    total = sum(counts)
    average = _plain(Decimal(total) / len(counts))
    return Activity(kind, total, average, sum(1 for count in counts if count))


def by_type(subject: CommitteeYear) -> tuple[TypeSum, ...]:
    """Return the branches of each type, the most common type first."""
    found: dict[str, list[BranchYear]] = {}
    for entry in subject.entries:
        for kind in entry.types:
            found.setdefault(str(kind.name), []).append(entry)
    sums = (
        TypeSum(
            name,
            len(entries),
            sum(_members(entry) or 0 for entry in entries),
            sum(len(entry.record.events) for entry in entries),
            tuple(name_of(entry) for entry in entries),
        )
        for name, entries in found.items()
    )
    return tuple(sorted(sums, key=lambda s: -s.branches))


def misses(subject: CommitteeYear) -> tuple[Miss, ...]:
    """Return every branch that stays below a minimum of the committee or of one of its types."""
    return tuple(
        miss
        for entry in subject.entries
        for miss in (
            *(m for minimum in subject.committee.minimums for m in _below(subject, entry, minimum)),
            *_below_indicators(entry),
        )
    )


def requirements(subject: CommitteeYear) -> tuple[Requirement, ...]:
    """Return the committee's minimums with how many branches reach each."""
    return tuple(
        Requirement(
            _what(subject, minimum),
            str(minimum.at_least.text) + ("/组" if minimum.per_group else ""),
            str(minimum.basis),
            sum(1 for entry in subject.entries if _applies(entry, minimum)),
            sum(1 for entry in subject.entries if _reaches(entry, minimum)),
        )
        for minimum in subject.committee.minimums
    )


def _below(subject: CommitteeYear, entry: BranchYear, minimum: Minimum) -> Iterator[Miss]:
    if _applies(entry, minimum) and not _reaches(entry, minimum):
        needed = f"{_plain(_needed(entry, minimum))}{minimum.at_least.unit_text}"
        yield Miss(
            name_of(entry), _what(subject, minimum), _measured(entry, minimum), needed,
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
    if minimum.kind and entry.record.events:
        return Decimal(len(of_kind(entry.record.events, minimum.kind)))
    figure = entry.record.figures.get(minimum.figure)
    return figure.value.value if figure else None


def _measured(entry: BranchYear, minimum: Minimum) -> str:
    if not _applies(entry, minimum):
        return "—"
    has = _has(entry, minimum)
    return "未报" if has is None else f"{_plain(has)}{minimum.at_least.unit_text}"


def _what(subject: CommitteeYear, minimum: Minimum) -> str:
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
                    name_of(entry), str(indicator.name), figure.value.text, least.text,
                    f"{kind.name}支部的指标",
                )  # fmt: skip


def problem_groups(subject: CommitteeYear) -> tuple[Group, ...]:
    """Return the branches' problems, each in the first group whose words it holds; the rest last."""
    wanted = subject.committee.problem_groups
    found: dict[str, list[GroupedProblem]] = {str(group.name): [] for group in wanted}
    rest: list[GroupedProblem] = []
    for entry in subject.entries:
        for problem in entry.record.problems:
            item = GroupedProblem(name_of(entry), problem.name, problem.measure)
            # What the problem is called says more than what is told of it.
            places = ((g, text) for text in (problem.name, problem.text) for g in wanted)
            group = next((g for g, text in places if _holds(text, g.words)), None)
            (found[str(group.name)] if group else rest).append(item)
    groups = [Group(name, tuple(items)) for name, items in found.items() if items]
    if rest:
        groups.append(Group("其他" if groups else "问题", tuple(rest)))
    return tuple(groups)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def rankings(subject: CommitteeYear) -> tuple[Ranking, ...]:
    """Return the rankings the committee asks for, highest first; none are made unasked."""
    return tuple(
        Ranking(summed.label, _places(summed.values))
        for key in subject.committee.ranking
        for summed in (_summed(subject, key),)
    )


def _places(values: Mapping[str, Quantity]) -> tuple[Place, ...]:
    ordered = sorted(values.items(), key=lambda item: (-item[1].value, item[0]))
    places: list[Place] = []
    for position, (name, value) in enumerate(ordered, 1):
        same = places and places[-1].value.value == value.value
        places.append(Place(places[-1].place if same else position, name, value))
    return tuple(places)


def _plain(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    return f"{rounded:f}"
