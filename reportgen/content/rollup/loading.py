"""Read content/committees: a committee, the committees below it, and the branches of all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter

from reportgen.content.below import Below
from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import BranchTypes, branch_names, load_branch
from reportgen.content.folders import COMMITTEES, entries_of
from reportgen.content.former_names import branch_in_year
from reportgen.content.library import Library
from reportgen.content.model import Branch
from reportgen.content.model.validation import validate
from reportgen.content.rollup.committees import Committee, CommitteeYear
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.spans import Span, span_of
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace

_ENDING = ".yaml"
_WILDCARDS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class CommitteeFile:
    """A committee's file: what it says, the branches and committees that it names, its faults."""

    slug: str
    committee: Committee | None
    branches: tuple[str, ...]
    committees: tuple[str, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def is_faulty(self) -> bool:
        """Whether the file has errors: no other committee counts its branches."""
        return any(fault.is_error for fault in self.faults)

    @property
    def name(self) -> str:
        """The committee's short name, or the name of its file where that cannot be read."""
        if self.committee is None:
            return self.slug
        return str(self.committee.short or self.committee.name)

    def place_of(self, committee: str) -> Span | None:
        """Return the place of the pattern that names `committee`."""
        patterns = self.committee.committees if self.committee else ()
        return next((span_of(p) for p in patterns if _matches(p, (committee,))), None)


@dataclass(frozen=True, slots=True)
class BranchRecords:
    """A branch's records by year; there are none where its files have errors.

    `branch` is None where branch.yaml cannot be read.
    """

    slug: str
    branch: Branch | None
    years: Mapping[int, BranchYear]
    is_faulty: bool

    def name_in(self, year: int) -> str:
        """Return the short name of the branch at the end of `year`."""
        if self.branch is None:
            return self.slug
        then = branch_in_year(self.branch, year)
        return str(then.short or then.name)


def load_committee(workspace: Workspace, slug: str, types: BranchTypes) -> Library:
    """Read one committee and the records below it: a library of this committee alone.

    Faults of the branches and of the committees below are reported where those are read.
    """
    files = _files_below(workspace, slug)
    order = _without_circles(files)
    file = files[slug]
    below = Below(file.name, file.branches, file.committees)
    if file.committee is None or file.is_faulty:
        return replace(Library.of_file(slug, types.types, (), file.faults), below=below)
    faults = [*file.faults, *_left_out(file, files)]
    reached = {name: files[name] for name in order}
    branches = {
        name: _records_of(workspace, name, types)
        for name in dict.fromkeys(name for each in reached.values() for name in each.branches)
    }
    subjects = []
    for year in dict.fromkeys(file.committee.years):
        subject = _subject_of(slug, year, reached, branches)
        if subject.entries:
            subjects.append(subject)
        else:
            faults.append(_nothing_to_sum(subject))
    library = Library.of_file(slug, types.types, tuple(subjects), tuple(faults))
    return replace(library, below=below)


def read_committee(workspace: Workspace, slug: str) -> Committee:
    """Read one committee's file; raise Faults."""
    path = f"{COMMITTEES}/{slug}{_ENDING}"
    committee = validate(Committee, parse(workspace.read(path), path))
    faults = [
        Diagnostic(
            "missing-key",
            "最低要求要写 kind（活动类别）或 figure（数字的名称）",
            span_of(minimum.at_least.text),
        )
        for minimum in committee.minimums
        if not (minimum.kind or minimum.figure)
    ]
    if not (committee.branches or committee.committees):
        message = "要写 branches（直属支部）或 committees（下级党组织），至少一项"
        faults.append(Diagnostic("missing-key", message, span_of(committee.name)))
    if faults:
        raise Faults(faults)
    return committee


def branches_below(workspace: Workspace, slug: str) -> tuple[str, ...]:
    """Return the names of the branches of a committee and of those below it, each once; raise Faults."""
    files = _files_below(workspace, slug)
    faults = [fault for file in files.values() for fault in file.faults if fault.is_error]
    if faults:
        raise Faults(faults)
    return tuple(dict.fromkeys(name for file in files.values() for name in file.branches))


def all_committees(workspace: Workspace) -> dict[str, CommitteeFile]:
    """Return every committee's file by the name of the file, each read once."""
    branches = branch_names(workspace)
    listed, _ = entries_of(workspace, COMMITTEES)
    names = tuple(name.removesuffix(_ENDING) for name in listed if name.endswith(_ENDING))
    return {name: _read_file(workspace, name, branches, names) for name in names}


def _files_below(workspace: Workspace, slug: str) -> dict[str, CommitteeFile]:
    """Return the file of a committee and those of all committees below it, each read once."""
    branches = branch_names(workspace)
    listed, _ = entries_of(workspace, COMMITTEES)
    committees = tuple(name.removesuffix(_ENDING) for name in listed if name.endswith(_ENDING))
    files: dict[str, CommitteeFile] = {}
    waiting = [slug]
    while waiting:
        name = waiting.pop()
        if name not in files:
            files[name] = _read_file(workspace, name, branches, committees)
            waiting += files[name].committees
    return files


def _read_file(
    workspace: Workspace, slug: str, branches: tuple[str, ...], committees: tuple[str, ...]
) -> CommitteeFile:
    try:
        committee = read_committee(workspace, slug)
    except Faults as raised:
        return CommitteeFile(slug, None, (), (), tuple(raised.diagnostics))
    # A pattern never means the committee that it stands in.
    others = tuple(n for n in committees if n != slug or n in committee.committees)
    faults = (
        *_unmatched(committee.branches, branches, "unknown-branch", "支部"),
        *_unmatched(committee.committees, others, "unknown-committee", "下级党组织"),
    )
    return CommitteeFile(
        slug,
        committee,
        tuple(dict.fromkeys(n for p in committee.branches for n in _matches(p, branches))),
        tuple(dict.fromkeys(n for p in committee.committees for n in _matches(p, others))),
        faults,
    )


def _matches(pattern: str, names: Collection[str]) -> tuple[str, ...]:
    """Return the name that `pattern` is, or those it stands for, in the order of `names`."""
    if pattern in names:
        return (str(pattern),)
    if not _WILDCARDS & set(pattern):
        return ()
    return tuple(name for name in names if fnmatchcase(name, pattern))


def _unmatched(
    patterns: Iterable[str], names: Collection[str], code: str, what: str
) -> Iterator[Diagnostic]:
    """Yield a fault for each pattern that matches no name."""
    for pattern in patterns:
        if not _matches(pattern, names):
            hints = did_you_mean(pattern, names, listing=f"已有的{what}")
            message = f"没有名为 `{pattern}` 的{what}"
            yield Diagnostic(code, message, span_of(pattern), hints=hints)


def _without_circles(files: dict[str, CommitteeFile]) -> tuple[str, ...]:
    """Return the names of `files`, each after those below it; a file on a circle gets that fault.

    Such a file leads no further down, as one that has other errors.
    """
    while True:
        below = {n: () if file.is_faulty else file.committees for n, file in files.items()}
        try:
            return tuple(TopologicalSorter(below).static_order())
        except CycleError as error:
            # The sorter names each committee before the one above it, and the first again at the end.
            circle = error.args[1][:0:-1]
        for position, name in enumerate(circle):
            way = [*circle[position:], *circle[:position], name]
            fault = Diagnostic(
                "committee-circle",
                f"党组织的上下级绕成了一圈：{' → '.join(way)}",
                files[name].place_of(way[1]),
                hints=("下级党组织不能又是自己的上级，请改正其中一个文件的 committees",),
            )
            files[name] = replace(files[name], faults=(*files[name].faults, fault))


def _left_out(file: CommitteeFile, files: Mapping[str, CommitteeFile]) -> Iterator[Diagnostic]:
    """Yield a warning for each committee directly below `file` that is left out for its errors."""
    for name in file.committees:
        if files[name].is_faulty:
            yield Diagnostic(
                "committee-left-out",
                f"下级党组织 `{name}` 的文件有错误，汇总没有计入它的支部",
                file.place_of(name),
                Severity.WARNING,
            )


def _records_of(workspace: Workspace, slug: str, types: BranchTypes) -> BranchRecords:
    library = load_branch(workspace, slug, types)
    years = {year: entry for (_, year), entry in library.years.items()}
    return BranchRecords(slug, library.branches.get(slug), years, bool(library.failed))


def _subject_of(
    slug: str,
    year: int,
    files: Mapping[str, CommitteeFile],
    branches: Mapping[str, BranchRecords],
) -> CommitteeYear:
    """Return a committee's year; `files` has it after the committees below it."""
    subjects: dict[str, CommitteeYear] = {}
    for name, file in files.items():
        if file.committee and not file.is_faulty:
            below = tuple(subjects[each] for each in file.committees if each in subjects)
            lost = {each: files[each].name for each in file.committees if each not in subjects}
            own = CommitteeYear(name, file.committee, year, (), below, faulty_committees=lost)
            subjects[name] = _with_branches(own, {n: branches[n] for n in file.branches})
    return subjects[slug]


def _with_branches(subject: CommitteeYear, branches: Mapping[str, BranchRecords]) -> CommitteeYear:
    """Return `subject` with its own branches and all that is below its sub-committees."""
    year = subject.year
    own = {name: branch.years[year] for name, branch in branches.items() if year in branch.years}
    without = [branch for name, branch in branches.items() if name not in own]
    below = subject.committees
    entries = {entry.slug: entry for each in below for entry in each.entries}
    absent = {name: text for each in below for name, text in each.absent.items()}
    faulty = {name: text for each in below for name, text in each.faulty.items()}
    left_out = {name: text for each in below for name, text in each.faulty_committees.items()}
    return replace(
        subject,
        branches=tuple(own.values()),
        entries=tuple((entries | own).values()),
        absent=absent | {b.slug: b.name_in(year) for b in without if not b.is_faulty},
        faulty=faulty | {b.slug: b.name_in(year) for b in without if b.is_faulty},
        faulty_committees={**left_out, **subject.faulty_committees},
    )


def _nothing_to_sum(subject: CommitteeYear) -> Diagnostic:
    """Return the fault of a year in which no branch below the committee has a sound record."""
    name, year = subject.committee.name, subject.year
    message = f"{name}下辖的支部都没有 {year} 年的记录"
    if subject.faulty or subject.faulty_committees:
        message = (
            f"{name}下辖的支部没有一个可以计入 {year} 年的汇总：文件有错误，或没有这一年的记录"
        )
    return Diagnostic("no-year", message, Span(f"{COMMITTEES}/{subject.slug}{_ENDING}", 1))
