"""Content files → the Library: types, branches and years, validated and linked; or all faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reportgen.content.branch_types import Types, load_types
from reportgen.content.branches import BRANCHES, BranchYear, branch_names, read_branch
from reportgen.content.meetings import meetings_of
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.content.model_faults import did_you_mean
from reportgen.content.single_files import COMMITTEES, LESSONS, names_in
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.spans import Span
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.content.committees import Committee, CommitteeYear
    from reportgen.content.lessons import Lesson, LessonSubject


class Subject(Protocol):
    """What a document is about: enough to select it, name its output and sign the file."""

    @property
    def slug(self) -> str:
        """The folder name the output is kept under."""

    @property
    def year(self) -> int:
        """The year it belongs to; 0 for what belongs to none."""

    @property
    def part(self) -> str:
        """What tells apart several documents of one kind about one slug and year."""

    @property
    def author(self) -> str:
        """Who the file's properties name as its author."""

    @property
    def at(self) -> Span | None:
        """The place in the content where what it lacks is to be written."""

    @property
    def settings(self) -> Branch | Lesson | Committee:
        """The content that may name a format and a palette for its documents."""


@dataclass(frozen=True, slots=True)
class Library:
    """All content that could be read, and the faults of the rest."""

    types: Mapping[str, BranchType]
    branches: Mapping[str, Branch]
    years: Mapping[tuple[str, int], BranchYear]
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    lessons: Mapping[str, LessonSubject] = field(default_factory=dict)
    committees: Mapping[tuple[str, int], CommitteeYear] = field(default_factory=dict)

    def select(
        self, slugs: Iterable[str] = (), years: Iterable[int] = ()
    ) -> tuple[BranchYear, ...]:
        """Return the branch-years asked for, by branch and year; empty selectors mean all."""
        chosen = self.subjects("branch", slugs, years)
        return tuple(entry for entry in chosen if isinstance(entry, BranchYear))

    def subjects(
        self, of: str, slugs: Iterable[str] = (), years: Iterable[int] = ()
    ) -> tuple[Subject, ...]:
        """Return what documents of one sort can be about, in order; empty selectors mean all."""
        wanted, spans = set(slugs), set(years)
        return tuple(
            subject
            for subject in sorted(SUBJECTS[of](self), key=lambda s: (s.slug, s.year, s.part))
            if (not wanted or subject.slug in wanted) and (not spans or subject.year in spans)
        )

    def subject(self, of: str, slug: str, year: int, part: str = "") -> Subject:
        """Return the one subject so named; raise KeyError where there is none."""
        for subject in self.subjects(of, [slug], [year]):
            if subject.part == part:
                return subject
        raise KeyError((of, slug, year, part))


#: what documents can be about: the word of a template's header → its subjects in a library
SUBJECTS: dict[str, Callable[[Library], Iterable[Subject]]] = {
    "branch": lambda library: library.years.values(),
    "event": lambda library: (m for entry in library.years.values() for m in meetings_of(entry)),
    "lesson": lambda library: library.lessons.values(),
    "committee": lambda library: library.committees.values(),
}


def load(workspace: Workspace, slugs: Iterable[str] = ()) -> Library:
    """Read the content folder; with `slugs`, only those branches. Faults stand in the result."""
    types = load_types(workspace)
    found: list[Diagnostic] = list(types.diagnostics)
    branches: dict[str, Branch] = {}
    years: dict[tuple[str, int], BranchYear] = {}
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    wanted = set(slugs)
    known = branch_names(workspace)
    others = {name for source in SOURCES for name in source.names(workspace)} - set(known)
    found += unknown_branches(wanted - others, known)
    told: dict[str, LessonSubject] = {}
    above: dict[tuple[str, int], CommitteeYear] = {}
    for source in SOURCES:
        for slug in source.names(workspace):
            if wanted and slug not in wanted:
                continue
            piece = source.load(workspace, slug, types)
            branches.update(piece.branches)
            years.update(piece.years)
            failed.update(piece.failed)
            told.update(piece.lessons)
            above.update(piece.committees)
            found += piece.diagnostics
    if not known and not found:
        found.append(no_content(workspace))
    return Library(types.types, branches, years, in_order(found), failed, told, above)


def cannot_read(name: str, error: OSError) -> Diagnostic:
    """Return what there is to say of a piece of content that could not be read."""
    return Diagnostic("cannot-read", f"读不了 {error.filename or name}：{error.strerror or error}")


def unknown_branches(wanted: Iterable[str], known: Iterable[str]) -> list[Diagnostic]:
    """Return a fault for each of `wanted` that is not among `known`."""
    known = tuple(known)
    return [
        Diagnostic("unknown-branch", f"没有名为 `{slug}` 的支部", hints=did_you_mean(slug, known))
        for slug in sorted(set(wanted) - set(known))
    ]


def no_content(workspace: Workspace) -> Diagnostic:
    """Return the fault of a content folder without any branch."""
    return Diagnostic(
        "no-content",
        f"在“{workspace.shown(BRANCHES)}”里没有找到任何支部",
        hints=("用 reportgen new 文件夹 生成一个可以直接用的工作区",),
    )


def load_branch(workspace: Workspace, slug: str, types: Types) -> Library:
    """Read one branch and its years: a library of this branch alone, its faults in it."""
    found: list[Diagnostic] = []
    branch, entries = read_branch(workspace, slug, types, found)
    branches = {slug: branch} if branch else {}
    # A faulty type file has been reported at its own place; a report without that chapter would
    # look whole and be wrong.
    broken = branch and any(i in types.names and i not in types.types for i in branch.types)
    if broken or any(fault.is_error for fault in found):
        return Library(types.types, branches, {}, tuple(found), {slug: tuple(found)})
    years = {(slug, entry.year): entry for entry in entries}
    return Library(types.types, branches, years, tuple(found))


def load_lesson(workspace: Workspace, slug: str, types: Types) -> Library:
    """Read one lesson and the records it refers to: a library of this lesson alone."""
    from reportgen.content import lessons  # with models that most runs do without

    pieces: dict[str, Library] = {}

    def record_of(branch: str, year: int) -> tuple[YearRecord, str] | None:
        if branch not in pieces and branch in branch_names(workspace):
            pieces[branch] = load_branch(workspace, branch, types)
        entry = pieces[branch].years.get((branch, year)) if branch in pieces else None
        return (entry.record, entry.folder) if entry else None

    subject, found = lessons.load_lesson(workspace, slug, record_of)
    if subject is None:
        return Library(types.types, {}, {}, found, {slug: found})
    return Library(types.types, {}, {}, found, lessons={slug: subject})


def load_committee(workspace: Workspace, slug: str, types: Types) -> Library:
    """Read one committee and the records of its branches: a library of this committee alone.

    Faults of the branches are told where the branches are read.
    """
    from reportgen.content import committees  # as above

    try:
        committee = committees.read_committee(workspace, slug)
    except Faults as faults:
        return Library(types.types, {}, {}, faults.diagnostics, {slug: faults.diagnostics})
    known = branch_names(workspace)
    found = list(committees.unmatched(committee, known))
    names = committees.chosen(committee, known)
    entries: dict[tuple[str, int], BranchYear] = {}
    told: dict[str, str] = {}
    for name in names:
        piece = load_branch(workspace, name, types)
        entries.update(piece.years)
        branch = piece.branches.get(name)
        told[name] = str(branch.short or branch.name) if branch else name
    subjects = {}
    for subject in committees.years_of(slug, committee, told, entries):
        if subject.entries:
            subjects[slug, subject.year] = subject
        else:
            found.append(committees.nothing_to_sum(subject))
    failed = {slug: tuple(found)} if any(fault.is_error for fault in found) else {}
    return Library(types.types, {}, {}, tuple(found), failed, committees=subjects)


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of content whose pieces can be read one by one."""

    #: the words of a template's header for what its pieces hold
    of: frozenset[str]
    names: Callable[[Workspace], tuple[str, ...]]
    load: Callable[[Workspace, str, Types], Library]


#: where subjects come from: every document's subject is in one piece of one of these
SOURCES = (
    Source(frozenset({"branch", "event"}), branch_names, load_branch),
    Source(frozenset({"lesson"}), partial(names_in, LESSONS), load_lesson),
    Source(frozenset({"committee"}), partial(names_in, COMMITTEES), load_committee),
)
