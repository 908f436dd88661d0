"""Content files → the Library: types, branches and years, validated and linked; or all faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reportgen.content import links
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.content.model_faults import did_you_mean, validate
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
}


def load(workspace: Workspace, slugs: Iterable[str] = ()) -> Library:
    """Read the content folder; with `slugs`, only those branches. Faults stand in the result."""
    found: list[Diagnostic] = []
    types = _load_types(workspace, found)
    all_types = {name.removesuffix(".yaml") for name in workspace.list(TYPES)}
    branches: dict[str, Branch] = {}
    years: dict[tuple[str, int], BranchYear] = {}
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    wanted = set(slugs)
    known = tuple(n.rstrip("/") for n in workspace.list(BRANCHES) if n.endswith("/"))
    for slug in sorted(wanted - set(known)):
        found.append(
            Diagnostic(
                "unknown-branch", f"没有名为 `{slug}` 的支部", hints=did_you_mean(slug, known)
            )
        )
    for slug in known:
        if wanted and slug not in wanted:
            continue
        faults: list[Diagnostic] = []
        branch, entries = _load_branch(workspace, slug, types, all_types, faults)
        if branch:
            branches[slug] = branch
        if any(fault.is_error for fault in faults):
            failed[slug] = tuple(faults)
        else:
            for entry in entries:
                years[slug, entry.year] = entry
        found += faults
    if not known and not found:
        found.append(
            Diagnostic(
                "no-content",
                f"在“{workspace.shown(BRANCHES)}”里没有找到任何支部",
                hints=("用 reportgen new 文件夹 生成一个可以直接用的工作区",),
            )
        )
    return Library(types, branches, years, in_order(found), failed)


def _load_types(workspace: Workspace, found: list[Diagnostic]) -> dict[str, BranchType]:
    types = {}
    for name in workspace.list(TYPES):
        if not name.endswith((".yaml", ".yml")):
            continue
        path = f"{TYPES}/{name}"
        try:
            source = parse(workspace.read(path), path)
            kind = validate(BranchType, source)
        except Faults as faults:
            found += faults.diagnostics
            continue
        identity = name.rsplit(".", 1)[0]
        types[identity] = kind.model_copy(update={"id": identity})
    return types


def _load_branch(
    workspace: Workspace,
    slug: str,
    types: Mapping[str, BranchType],
    all_types: set[str],
    found: list[Diagnostic],
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
            chosen = _chosen_types(branch, types, all_types, source, found)
        except Faults as faults:
            found += faults.diagnostics
    records: dict[int, tuple[YearRecord, YamlText]] = {}
    for name in names:
        stem, dot, extension = name.rpartition(".")
        if extension in ("yaml", "yml") and dot and name != "branch.yaml":
            _load_year(workspace, f"{folder}/{name}", stem, records, found)
    entries: list[BranchYear] = []
    if branch:
        for year, (record, source) in sorted(records.items()):
            found += links.check(record, branch, types, source, workspace, folder)
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


def _chosen_types(
    branch: Branch,
    types: Mapping[str, BranchType],
    all_types: set[str],
    source: YamlText,
    found: list[Diagnostic],
) -> tuple[BranchType, ...]:
    chosen = []
    for index, identity in enumerate(branch.types):
        if identity in types:
            if types[identity] not in chosen:
                chosen.append(types[identity])
                continue
            message, hints = f"支部类型 `{identity}` 列了两次", ("请删去一处",)
            found.append(
                Diagnostic("duplicate-type", message, source.span(("types", index)), hints=hints)
            )
        elif identity not in all_types:
            span = identity.span if isinstance(identity, Located) else source.span(("types", index))
            found.append(
                Diagnostic(
                    "unknown-type",
                    f"没有名为 `{identity}` 的支部类型",
                    span,
                    hints=did_you_mean(identity, sorted(types), listing="已有的类型")
                    + (f"新的类型：在 content/types 里添加 {identity}.yaml",),
                )
            )
        # A type file that exists but is faulty has been reported at its own place.
    return tuple(chosen)
