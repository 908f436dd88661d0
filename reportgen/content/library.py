"""Content files → the Library: types, branches and years, validated and linked; or all faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reportgen.content import committees, events, facts, ledgers, lessons, links
from reportgen.content.committees import CommitteeYear
from reportgen.content.lessons import LessonSubject
from reportgen.content.meetings import meetings_of
from reportgen.content.model import Branch, BranchType, Event, YearRecord
from reportgen.content.model_faults import did_you_mean, nearest, validate
from reportgen.content.yaml_text import YamlText, parse
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.spans import Located, Span
from reportgen.workspace import Workspace

TYPES = "content/types"
BRANCHES = "content/branches"


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


@dataclass(frozen=True, slots=True)
class BranchYear:
    """One branch in one year, with everything its documents may say."""

    branch: Branch
    record: YearRecord
    types: tuple[BranchType, ...]
    folder: str
    previous: YearRecord | None = None

    @property
    def slug(self) -> str:
        """The branch's folder name."""
        return str(self.branch.slug)

    @property
    def year(self) -> int:
        """The year the record tells."""
        return self.record.year

    @property
    def part(self) -> str:
        """A branch's year is one whole."""
        return ""

    @property
    def author(self) -> str:
        """The branch."""
        return str(self.branch.name)


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


@dataclass(frozen=True, slots=True)
class Types:
    """The branch types that could be read, the names of all there are, and the faults."""

    types: Mapping[str, BranchType]
    names: frozenset[str]
    diagnostics: tuple[Diagnostic, ...] = ()


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


def branch_names(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the branches' folders."""
    return tuple(n.rstrip("/") for n in workspace.list(BRANCHES) if n.endswith("/"))


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


def load_types(workspace: Workspace) -> Types:
    """Read every branch type; faults stand in the result."""
    found: list[Diagnostic] = []
    files = [n for n in workspace.list(TYPES) if n.endswith((".yaml", ".yml"))]
    names = frozenset(name.rpartition(".")[0] for name in files)
    types = {}
    for name in files:
        path = f"{TYPES}/{name}"
        try:
            source = parse(workspace.read(path), path)
            kind = validate(BranchType, source)
        except Faults as faults:
            found += faults.diagnostics
            continue
        identity = name.rpartition(".")[0]
        types[identity] = kind.model_copy(update={"id": identity})
    return Types(types, names, tuple(found))


def load_branch(workspace: Workspace, slug: str, types: Types) -> Library:
    """Read one branch and its years: a library of this branch alone, its faults in it."""
    found: list[Diagnostic] = []
    branch, entries = _read_branch(workspace, slug, types, found)
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
    Source(frozenset({"lesson"}), lessons.lesson_names, load_lesson),
    Source(frozenset({"committee"}), committees.committee_names, load_committee),
)


def _read_branch(
    workspace: Workspace, slug: str, types: Types, found: list[Diagnostic]
) -> tuple[Branch | None, list[BranchYear]]:
    folder = f"{BRANCHES}/{slug}"
    names = workspace.list(folder)
    path = f"{folder}/branch.yaml"
    branch: Branch | None = None
    chosen: tuple[BranchType, ...] = ()
    if "branch.yaml" not in names:
        found.append(
            Diagnostic(
                "missing-file",
                f"支部 `{slug}` 缺少 branch.yaml",
                Span(path, 1),
                hints=("每个支部文件夹里要有 branch.yaml，写明名称和支部类型",),
            )
        )
    else:
        try:
            source = parse(workspace.read(path), path)
            branch = validate(Branch, source).model_copy(update={"slug": slug})
            chosen = _chosen_types(branch, types, source, found)
        except Faults as faults:
            found += faults.diagnostics
    records: dict[int, tuple[YearRecord, YamlText]] = {}
    for name in names:
        stem, dot, extension = name.rpartition(".")
        if extension in ("yaml", "yml") and dot and name != "branch.yaml":
            _load_year(workspace, f"{folder}/{name}", stem, records, found)
    entries: list[BranchYear] = []
    if branch:
        for year, (record, source) in records.items():
            records[year] = _with_log(record, branch, workspace, folder, found), source
        for year, (record, source) in sorted(records.items()):
            found += links.check(
                record, branch, types.types, source, workspace, folder, types.names
            )
            previous = records.get(year - 1)
            entries.append(
                BranchYear(branch, record, chosen, folder, previous[0] if previous else None)
            )
        if not records and not found:
            found.append(
                Diagnostic(
                    "no-year",
                    f"支部 `{slug}` 还没有年度记录",
                    Span(path, 1),
                    hints=(
                        f"在 {workspace.shown(folder)} 里添加一个以年份命名的文件，如 2022.yaml",
                    ),
                )
            )
    return branch, entries


def _load_year(
    workspace: Workspace,
    path: str,
    stem: str,
    records: dict[int, tuple[YearRecord, YamlText]],
    found: list[Diagnostic],
) -> None:
    try:
        source = parse(workspace.read(path), path)
        record = validate(YearRecord, source)
    except Faults as faults:
        found += faults.diagnostics
        return
    if stem != str(record.year):
        found.append(
            Diagnostic(
                "year-mismatch",
                f"文件名是 {stem}，`year` 写的是 {record.year}",
                source.span(("year",)),
                hints=("年度记录以年份命名，两处要一致",),
            )
        )
        return
    records[record.year] = (record, source)


def _with_log(
    record: YearRecord,
    branch: Branch,
    workspace: Workspace,
    folder: str,
    found: list[Diagnostic],
) -> YearRecord:
    """Return `record` with its ledger's events among its own, and the figures they give."""
    logged: tuple[Event, ...] = ()
    if record.ledger:
        logged, faults = ledgers.read(workspace, folder, record.ledger, record.year)
        found += faults
        if any(fault.is_error for fault in faults):
            return record  # what the log would give is not to be told missing as well
    if record.events or logged:
        joined, repeated = events.join(record.events, logged)
        found += repeated
        record = record.model_copy(update={"events": joined})
    record, faults = facts.complete(record, branch)
    found += faults
    return record


def _chosen_types(
    branch: Branch,
    types: Types,
    source: YamlText,
    found: list[Diagnostic],
) -> tuple[BranchType, ...]:
    chosen = []
    for index, identity in enumerate(branch.types):
        if identity in types.types:
            if types.types[identity] not in chosen:
                chosen.append(types.types[identity])
                continue
            message, hints = f"支部类型 `{identity}` 列了两次", ("请删去一处",)
            found.append(
                Diagnostic("duplicate-type", message, source.span(("types", index)), hints=hints)
            )
        elif identity not in types.names:
            span = identity.span if isinstance(identity, Located) else source.span(("types", index))
            found.append(
                Diagnostic(
                    "unknown-type",
                    f"没有名为 `{identity}` 的支部类型",
                    span,
                    hints=(f"是不是 `{near}`？",)
                    if (near := nearest(identity, sorted(types.types)))
                    else (f"新的类型：在 content/types 里添加 {identity}.yaml",),
                )
            )
    return tuple(chosen)
