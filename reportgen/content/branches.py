"""Read content/types and content/branches: branch types, branches, and their years with the logs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from reportgen.content import derived
from reportgen.content.branch_year import BranchYear
from reportgen.content.chapters import chapters_of, type_named
from reportgen.content.folders import BRANCHES, TYPES, entries_of
from reportgen.content.former_names import branch_of_record, name_periods
from reportgen.content.imported import review_path, unreviewed
from reportgen.content.library import Library, Subject
from reportgen.content.log.events import merge_events
from reportgen.content.log.meetings import MeetingSubject, meetings_of
from reportgen.content.model import Branch, BranchType, Event, YearRecord
from reportgen.content.model.validation import validate
from reportgen.content.references import check_references, unknown_type_hints
from reportgen.content.tables.complete import with_tables
from reportgen.content.yaml.reader import YamlSource, parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, Span
from reportgen.workspace import Workspace

#: how files beside the records are called that say where those come from
_BESIDE = (".intake", ".import", ".draft")
#: the names in a record that says no more of its year than numbers
_FIGURES_OF_A_YEAR = frozenset({"year", "figures", "source", "remark"})


@dataclass(frozen=True, slots=True)
class BranchTypes:
    """The branch types that could be read, the names of all there are, and the faults."""

    types: Mapping[str, BranchType]
    names: frozenset[str]
    diagnostics: tuple[Diagnostic, ...] = ()


def load_branch_types(workspace: Workspace) -> BranchTypes:
    """Read every branch type; faults stand in the result."""
    listed, unlisted = entries_of(workspace, TYPES)
    faults = [*unlisted]
    files = [name for name in listed if name.endswith((".yaml", ".yml"))]
    names = frozenset(name.rpartition(".")[0] for name in files)
    types = {}
    for name in files:
        path = f"{TYPES}/{name}"
        try:
            source = parse(workspace.read(path), path)
            kind = validate(BranchType, source)
            faults += source.warnings
        except Faults as error:
            faults += error.diagnostics
            continue
        identity = name.rpartition(".")[0]
        types[identity] = kind.model_copy(update={"id": identity})
    return BranchTypes(types, names, tuple(faults))


def load_branch(workspace: Workspace, slug: str, types: BranchTypes) -> Library:
    """Read one branch and its years: a library of this branch alone, with its faults."""
    faults: list[Diagnostic] = []
    branch, entries = _read_branch(workspace, slug, types, faults)
    branches = {slug: branch} if branch else {}
    # A faulty type file is reported at its own place; a report without that chapter would
    # look whole and be wrong.
    broken = branch and any(
        reference in types.names and reference not in types.types
        for reference in (*branch.types, *(c.type for e in entries for c in e.record.chapters))
    )
    if broken or any(fault.is_error for fault in faults):
        return Library(types.types, branches, {}, tuple(faults), {slug: tuple(faults)})
    with_documents = (entry for entry in entries if not entry.only_figures)
    meetings = tuple(meeting for entry in with_documents for meeting in meetings_of(entry))
    by_kind: dict[str, tuple[Subject, ...]] = {
        BranchYear.subject_kind: tuple(entries),
        MeetingSubject.subject_kind: meetings,
    }
    return Library(types.types, branches, by_kind, tuple(faults))


def branch_names(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the branches' folders; () where they cannot be listed."""
    names, _ = entries_of(workspace, BRANCHES)
    return tuple(name.rstrip("/") for name in names if name.endswith("/"))


def _read_branch(
    workspace: Workspace, slug: str, types: BranchTypes, faults: list[Diagnostic]
) -> tuple[Branch | None, list[BranchYear]]:
    """Read a branch and its years, each with its log; faults are added to `faults`."""
    folder = f"{BRANCHES}/{slug}"
    names, why = entries_of(workspace, folder)
    faults += why
    if any(fault.is_error for fault in why):
        return None, []
    branch, chosen = _read_branch_file(workspace, slug, names, types, faults)
    records: dict[int, tuple[YearRecord, YamlSource]] = {}
    for name in names:
        stem, dot, extension = name.rpartition(".")
        is_record = dot and name != "branch.yaml" and not stem.endswith(_BESIDE)
        if is_record and extension in ("yaml", "yml"):
            _load_year(workspace, f"{folder}/{name}", stem, records, faults)
    if branch is None:
        return None, []
    for year, (record, source) in records.items():
        complete, table_faults = with_tables(
            _with_log(record, branch, workspace, folder, faults), workspace, folder
        )
        faults += table_faults
        records[year] = complete, source
    entries = []
    for year, (record, source) in sorted(records.items()):
        faults += check_references(
            record, chosen, types.types, source, workspace, folder, types.names
        )
        entry = _branch_year(branch, folder, year, records, chosen, types)
        if f"{year}.import.yaml" in names and f"{year}.draft.yaml" not in names:
            review = unreviewed(workspace, review_path(folder, year))
            entry = replace(entry, unreviewed=review)
        entries.append(entry)
    if not records and not faults:
        place = workspace.display_path(folder)
        hint = f"在 {place} 里添加一个以年份命名的文件，如 2022.yaml"
        span = Span(f"{folder}/branch.yaml", 1)
        faults.append(Diagnostic("no-year", f"支部 `{slug}` 还没有年度记录", span, hints=(hint,)))
    return branch, entries


def _read_branch_file(
    workspace: Workspace,
    slug: str,
    names: Collection[str],
    types: BranchTypes,
    faults: list[Diagnostic],
) -> tuple[Branch | None, tuple[BranchType, ...]]:
    """Read branch.yaml, one of the `names` of its folder, and choose the types that it lists."""
    path = f"{BRANCHES}/{slug}/branch.yaml"
    if "branch.yaml" not in names:
        hint = "每个支部文件夹里要有 branch.yaml，写明支部的名称"
        message = f"支部 `{slug}` 缺少 branch.yaml"
        faults.append(Diagnostic("missing-file", message, Span(path, 1), hints=(hint,)))
        return None, ()
    try:
        source = parse(workspace.read(path), path)
        branch = validate(Branch, source).model_copy(update={"slug": slug})
        faults += source.warnings
        return branch, _chosen_types(branch, types, source, faults)
    except Faults as error:
        faults += error.diagnostics
        return None, ()


def _branch_year(
    branch: Branch,
    folder: str,
    year: int,
    records: Mapping[int, tuple[YearRecord, YamlSource]],
    chosen: tuple[BranchType, ...],
    types: BranchTypes,
) -> BranchYear:
    """Return one year of a branch; `records` are those of all its years."""
    record, source = records[year]
    previous = records.get(year - 1)
    chapters = chapters_of(record, chosen, types.types.values())
    # A later year compares its figures with those of a record that has nothing else.
    is_latest = year == max(records)
    is_for_later = not is_latest and set(source.value) <= _FIGURES_OF_A_YEAR
    return BranchYear(
        branch=branch_of_record(branch, record),
        record=record,
        types=tuple({c.type.id: c.type for c in chapters if c.type}.values()),
        chapters=chapters,
        folder=folder,
        previous=previous[0] if previous else None,
        at=source.span(("year",), key=True),
        only_figures=is_for_later or not branch.documents,
        names=name_periods(branch),
        is_latest=is_latest,
    )


def _load_year(
    workspace: Workspace,
    path: str,
    stem: str,
    records: dict[int, tuple[YearRecord, YamlSource]],
    faults: list[Diagnostic],
) -> None:
    try:
        source = parse(workspace.read(path), path)
        record = validate(YearRecord, source, int(stem) if stem.isdecimal() else None)
        faults += source.warnings
    except Faults as error:
        faults += error.diagnostics
        return
    if stem != str(record.year):
        faults.append(
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
    faults: list[Diagnostic],
) -> YearRecord:
    """Return `record` with the events of its ledger and the figures derived from the log."""
    logged: tuple[Event, ...] = ()
    if record.ledger:
        from reportgen.content.log.ledger import read_ledger  # few branches keep a workbook

        logged, ledger_faults = read_ledger(workspace, folder, record.ledger, record.year)
        faults += ledger_faults
        if any(fault.is_error for fault in ledger_faults):
            # The figures of a log that cannot be read are not reported as missing too.
            return record
    if record.events or logged:
        joined, repeated = merge_events(record.events, logged)
        faults += repeated
        record = record.model_copy(update={"events": joined})
    record, derived_faults = derived.complete(record, branch)
    faults += derived_faults
    return record


def _chosen_types(
    branch: Branch,
    types: BranchTypes,
    source: YamlSource,
    faults: list[Diagnostic],
) -> tuple[BranchType, ...]:
    chosen: list[BranchType] = []
    for index, identity in enumerate(branch.types):
        kind = type_named(types.types.values(), identity)
        if kind:
            if kind not in chosen:
                chosen.append(kind)
                continue
            message, hints = f"支部类型 `{identity}` 列了两次", ("请删去一处",)
            faults.append(
                Diagnostic("duplicate-type", message, source.span(("types", index)), hints=hints)
            )
        elif identity not in types.names:
            span = identity.span if isinstance(identity, Located) else source.span(("types", index))
            faults.append(
                Diagnostic(
                    "unknown-type",
                    f"没有名为 `{identity}` 的支部类型",
                    span,
                    hints=unknown_type_hints(identity, types.types.values()),
                )
            )
    return tuple(chosen)
