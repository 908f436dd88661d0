"""Sending the form out and reading it back: plain values in, plain values out.

issues = send(workspace, "hefeng", 2025)
batch = collect(workspace, [HandedIn("和风村.xlsx", data)], 2025)
faults = store(workspace, batch)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.content.branches import BranchTypes, branch_names, load_branch_types
from reportgen.content.edit import YamlFile
from reportgen.content.folders import BRANCHES
from reportgen.content.model import Branch, YearRecord
from reportgen.content.model.validation import validate
from reportgen.content.rollup.loading import branches_below, read_committee
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.intake.changes import applied
from reportgen.intake.content import BranchContent, open_content
from reportgen.intake.pictures import pictures_of
from reportgen.intake.reading import Reading, read_returned, too_new
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import returned_of
from reportgen.intake.sending import Issue, workbook_for
from reportgen.spreadsheets import part_of, read_workbook
from reportgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SentWorkbook:
    """A workbook for one branch, or what keeps it from being written."""

    slug: str
    name: str
    data: bytes = b""
    faults: tuple[Diagnostic, ...] = ()


def send(
    workspace: Workspace, committee: str, year: int, slugs: Sequence[str] = (), until: str = ""
) -> tuple[SentWorkbook, ...]:
    """Return a workbook for each branch of a committee; raise Faults where the committee is at fault."""
    known = read_committee(workspace, committee)
    issue = Issue(committee, str(known.name), workspace.today(), until)
    types = load_branch_types(workspace)
    below = branches_below(workspace, committee)
    strangers = [slug for slug in slugs if slug not in below]
    if strangers:
        message = f"“{known.name}”下面没有支部 {'、'.join(strangers)}"
        raise Faults(
            [Diagnostic("unknown-branch", message, hints=(f"下辖：{'、'.join(below[:12])}",))]
        )
    sent = []
    for slug in below:
        if slugs and slug not in slugs:
            continue
        content = open_content(workspace, slug, year, types)
        if isinstance(content, BranchContent):
            name = f"{content.entry.branch.short or content.entry.branch.name}{year}年度填报表.xlsx"
            sent.append(SentWorkbook(slug, name, workbook_for(content, issue)))
        else:
            sent.append(SentWorkbook(slug, slug, faults=content))
    return tuple(sent)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that came back: its name, its bytes, and the files that lie beside it by name."""

    name: str
    data: bytes
    beside: Mapping[str, Path] = field(default_factory=dict)
    #: when it was saved, as 2026-01-05 09:02; files are read in this order
    saved: str = ""


@dataclass(slots=True)
class ReadFile:
    """What became of one file."""

    name: str
    reading: Reading | None = None
    #: what was wrong with the file as a whole
    fault: Remark | None = None
    #: `branch` and `record` → the file as it would be; nothing where nothing changes
    files: Mapping[str, YamlFile] = field(default_factory=dict)
    #: the workspace path of the branch's folder
    folder: str = ""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All there is to say about it."""
        own = (self.fault,) if self.fault else ()
        return (*own, *(self.reading.remarks if self.reading else ()))


def read_one(
    workspace: Workspace,
    handed: HandedIn,
    year: int = 0,
    prefer: str = "",
    types: BranchTypes | None = None,
) -> ReadFile:
    """Return what a returned workbook changes; nothing is written.

    The branch is known from the hidden sheet, else by its full name on the first one; the year from
    the hidden sheet, else it is `year`.
    """
    types = types or load_branch_types(workspace)
    result = ReadFile(handed.name)
    book = read_workbook(handed.data, f"填报表“{handed.name}”")
    if isinstance(book, Diagnostic):
        hints = "，".join(book.hints)
        result.fault = Remark(
            "intake-file", Weight.FAULT, "", f"{book.message}{'：' if hints else ''}{hints}"
        )
        return result
    returned = returned_of(book)
    slug = _slug(workspace, returned.base.branch, returned.branch_name)
    wanted = returned.base.year or year
    if not returned.sheets:
        result.fault = Remark(
            "intake-file", Weight.FAULT, "", "这不像是填报表：没有一张认得的工作表"
        )
    elif not slug:
        named = f"“{returned.branch_name}”" if returned.branch_name else "（“支部全称”空着）"
        result.fault = Remark(
            "intake-file",
            Weight.FAULT,
            "",
            f"看不出是哪个支部的表{named}：请核对“1 基本情况”的“支部全称”",
        )
    elif not wanted:
        result.fault = Remark(
            "intake-file", Weight.FAULT, "", "看不出是哪一年的表：请加 --year 写明年份"
        )
    else:
        result.fault = too_new(returned.base.form, wanted)
    if result.fault:
        return result
    content = open_content(workspace, slug, wanted, types)
    if not isinstance(content, BranchContent):
        first = next(iter(content))
        result.fault = Remark(
            "intake-file", Weight.FAULT, "", f"这个支部的内容有错，先改好再读：{first.message}"
        )
        return result
    pictures = pictures_of(
        returned.sheets.get("pictures"),
        content,
        tuple(handed.beside),
        lambda name: handed.beside[name].read_bytes(),
        lambda part: part_of(handed.data, part),
    )
    result.reading = read_returned(returned, content, pictures, prefer=prefer)
    result.folder = content.folder
    try:
        result.files = _with_changes(content, result.reading)
    except Faults as faults:
        first = faults.diagnostics[0]
        result.fault = Remark("intake-file", Weight.FAULT, "", f"没有写进内容：{first.message}")
    return result


def _slug(workspace: Workspace, slug: str, name: str) -> str:
    """Return the branch's folder, by the hidden sheet or by the full name; "" if there is none such."""
    names = branch_names(workspace)
    if slug in names:
        return slug
    for candidate in names:
        try:
            path = f"{BRANCHES}/{candidate}/branch.yaml"
            value = parse(workspace.read(path), path).value
        except (Faults, FileNotFoundError):
            continue
        if isinstance(value, dict) and name and str(value.get("name", "")).strip() == name.strip():
            return candidate
    return ""


def _with_changes(content: BranchContent, reading: Reading) -> dict[str, YamlFile]:
    """Return the files that change; raise Faults where they cannot be edited, or would be at fault."""
    files = applied(content.files, reading.changes)
    changed = {name: file for name, file in files.items() if file.data != content.files[name].data}
    for name, file in changed.items():
        source = parse(file.data, file.name)
        if name == "branch":
            validate(Branch, source)
        else:
            validate(YearRecord, source, content.year)
    return changed


def store(workspace: Workspace, file: ReadFile) -> None:
    """Write the files that a reading changes, and the pictures that came with it."""
    if file.fault or file.reading is None:
        return
    for picture in file.reading.pictures:
        workspace.write(f"{file.folder}/{picture.path}", picture.data)
    for changed in file.files.values():
        workspace.write(changed.name, changed.data)


def read_all(
    workspace: Workspace,
    handed: Iterable[HandedIn],
    year: int = 0,
    prefer: str = "",
    *,
    stores: bool = True,
) -> tuple[ReadFile, ...]:
    """Read files one after the other, each upon what the one before it changed; one broken file harms none."""
    types = load_branch_types(workspace)
    results = []
    for one in sorted(handed, key=lambda h: (h.saved, h.name)):
        result = read_one(workspace, one, year, prefer, types)
        if stores:
            store(workspace, result)
        results.append(result)
    return tuple(results)
