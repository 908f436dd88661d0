"""A build by source of content and by committee: documents, faults, and what is new since the last.

Both reports are made from it: the page for people and the file for programs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.build.ledger import FaultCounts
from reportgen.build.summary import SHARED, THIS_RUN, Summary
from reportgen.build.targets import SourceId
from reportgen.content.below import Below
from reportgen.diagnostics import Diagnostic, Severity

_BRANCH = "branch"
#: sources of content in the order in which they are listed
_ORDER = {THIS_RUN: 0, SHARED: 1, _BRANCH: 2, "lesson": 3, "committee": 4}
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Counts:
    """Documents by what became of them, faults by severity, and faults after the earlier run."""

    written: int = 0
    fresh: int = 0
    failed: int = 0
    errors: int = 0
    warnings: int = 0
    advice: int = 0
    earlier_errors: int = 0
    earlier_warnings: int = 0

    def plus(self, other: Counts) -> Counts:
        """Return the sum of both."""
        return Counts(
            self.written + other.written,
            self.fresh + other.fresh,
            self.failed + other.failed,
            self.errors + other.errors,
            self.warnings + other.warnings,
            self.advice + other.advice,
            self.earlier_errors + other.earlier_errors,
            self.earlier_warnings + other.earlier_warnings,
        )


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of content and what came of it."""

    source: SourceId
    #: the file of the committee directly above a branch; "" where none names it
    committee: str
    counts: Counts
    #: every fault, the gravest first, and whether it is new: of its code there were fewer before
    faults: tuple[tuple[Diagnostic, bool], ...]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was made of it and nothing is or was wrong with it."""
        counts = self.counts
        return not self.faults and counts == Counts(fresh=counts.fresh)


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A committee with all that is below it; `depth` is 0 where no other is above it."""

    slug: str
    name: str
    above: str
    depth: int
    branches: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole build."""

    sources: tuple[SourceRow, ...]
    #: each after the one above it
    committees: tuple[CommitteeRow, ...] = ()
    #: how many faults are new since the earlier run, and how many of its faults are resolved, by severity
    added: Mapping[Severity, int] = field(default_factory=dict)
    resolved: Mapping[Severity, int] = field(default_factory=dict)


def overview(summary: Summary) -> Overview:
    """Return what became of each source and each committee."""
    earlier = summary.earlier_faults
    documents: dict[SourceId, Counter[str]] = {}
    for outcome in summary.outcomes:
        source = summary.sources.get(outcome.target.output)
        if source is None:
            source = SourceId(outcome.target.subject_kind, outcome.target.branch)
        documents.setdefault(source, Counter())[outcome.status] += 1
    before: dict[str, Counter[str]] = {}
    for (name, severity, _), places in earlier.items():
        before.setdefault(name, Counter())[severity] += places
    known = {str(source): source for source in (*documents, *summary.faults)}
    known |= {name: SourceId(*name.split("/", 1)) for name in before if name not in known}
    directly = _committee_of_branch(summary.below)
    counted = summary.fault_counts()
    rows = tuple(
        SourceRow(
            source,
            directly.get(source.name, "") if source.kind == _BRANCH else "",
            _counts(documents.get(source, Counter()), summary.faults.get(source, {}), before.get(str(source), Counter())),
            tuple(_faults(source, summary, counted)),
        )
        for source in sorted(known.values(), key=lambda s: (_ORDER.get(s.kind, 5), s.name))
    )  # fmt: skip
    added, resolved = _changes(counted, earlier) if summary.earlier_run else ({}, {})
    return Overview(rows, tuple(_committees(rows, summary.below)), added, resolved)


def _counts(
    documents: Mapping[str, int], faults: Mapping[Diagnostic, None], before: Mapping[str, int]
) -> Counts:
    severities = Counter(fault.severity for fault in faults)
    return Counts(
        documents.get("written", 0),
        documents.get("fresh", 0),
        sum(documents.get(status, 0) for status in ("failed", "crashed", "unread")),
        severities[Severity.ERROR],
        severities[Severity.WARNING],
        severities[Severity.ADVICE],
        before.get(str(Severity.ERROR), 0),
        before.get(str(Severity.WARNING), 0),
    )


def _faults(
    source: SourceId, summary: Summary, counted: FaultCounts
) -> Iterator[tuple[Diagnostic, bool]]:
    """Yield the faults of a source, the gravest first; of equally many none is new."""
    faults = summary.faults.get(source, {})
    for fault in sorted(faults, key=lambda fault: _SEVERITIES.index(fault.severity)):
        key = (str(source), str(fault.severity), fault.code)
        new = summary.earlier_run > 0 and counted[key] > summary.earlier_faults.get(key, 0)
        yield fault, new


def _changes(now: FaultCounts, before: FaultCounts) -> tuple[dict[Severity, int], ...]:
    added: Counter[Severity] = Counter()
    resolved: Counter[Severity] = Counter()
    for key in {*now, *before}:
        change = now.get(key, 0) - before.get(key, 0)
        (added if change > 0 else resolved)[Severity(key[1])] += abs(change)
    return dict(added), dict(resolved)


def _committee_of_branch(committees: Mapping[str, Below]) -> dict[str, str]:
    """Return the first committee that names a branch as its own, for every branch."""
    directly: dict[str, str] = {}
    for slug, below in committees.items():
        for branch in below.branches:
            directly.setdefault(branch, slug)
    return directly


def _committees(
    rows: tuple[SourceRow, ...], committees: Mapping[str, Below]
) -> Iterator[CommitteeRow]:
    """Yield every committee after the one above it, with the sums of all branches below it."""
    by_branch = {row.source.name: row.counts for row in rows if row.source.kind == _BRANCH}
    above = {name: slug for slug, below in committees.items() for name in below.committees}
    listed: set[str] = set()

    def branches_of(slug: str, way: tuple[str, ...]) -> set[str]:
        below = committees[slug]
        return set(below.branches).union(
            *(branches_of(n, (*way, slug)) for n in below.committees if n in committees and n not in (*way, slug))
        )  # fmt: skip

    def walk(slug: str, depth: int) -> Iterator[CommitteeRow]:
        if slug in listed or slug not in committees:
            return
        listed.add(slug)
        names, counts = branches_of(slug, ()), Counts()
        for name in names:
            counts = counts.plus(by_branch.get(name, Counts()))
        yield CommitteeRow(
            slug, committees[slug].name, above.get(slug, ""), depth, len(names), counts
        )
        for name in committees[slug].committees:
            yield from walk(name, depth + 1)

    # Files that name each other in a circle have none above them; they come last.
    for slug in (*(slug for slug in committees if slug not in above), *committees):
        yield from walk(slug, 0)
