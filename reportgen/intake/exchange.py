"""Sending the form out and reading it back: plain values in, plain values out.

workbooks = send(workspace, "hefeng", 2025)
result = read_one(workspace, ReturnedFile("和风村.xlsx", data), 2025)
store(workspace, result)
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.content.branches import BranchTypes, branch_names, load_branch, load_branch_types
from reportgen.content.edit import YamlFile
from reportgen.content.edit.layout import path_text
from reportgen.content.folders import BRANCHES
from reportgen.content.model import Branch, YearRecord
from reportgen.content.model.validation import validate
from reportgen.content.rollup.loading import branches_below, read_committee
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.intake.answers import FILLED_BY, Answer, add_lines, answers_in, digest_of
from reportgen.intake.changes import Change, applied
from reportgen.intake.content import BranchContent, WithFiles, open_content
from reportgen.intake.cover_sheet import Issue
from reportgen.intake.form import SHEETS
from reportgen.intake.items import items_of
from reportgen.intake.pictures import pictures_of
from reportgen.intake.reading import read_returned, too_new
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedWorkbook, returned_workbook
from reportgen.intake.sending import workbook_for
from reportgen.intake.sheet_state import Reading
from reportgen.intake.status import BranchState, Submission, status_workbook
from reportgen.spreadsheets import part_of, read_workbook
from reportgen.suggestions import nearest
from reportgen.workspace import Workspace

#: how often the files of a branch are read anew to find the changes that cannot be made
_MOST_TRIALS = 200
#: when a file was saved (ECMA-376 part 2, 11.1)
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]{4,40})<")


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
class ReturnedFile:
    """A file that came back: its name, its bytes, and the files that lie beside it by name."""

    name: str
    data: bytes
    beside: Mapping[str, Path] = field(default_factory=dict)
    #: the branch that somebody said it is of, "" for what the file says itself
    branch: str = ""
    #: why its bytes could not be read, in a sentence
    fault: str = ""

    @property
    def saved(self) -> str:
        """When it was saved, as the file itself says it: 2026-01-05T09:02:00Z, or nothing."""
        match = _MODIFIED.search(part_of(self.data, "docProps/core.xml"))
        return match[1].decode() if match else ""


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
    saved: str = ""
    #: what was decided about its cells, by place
    answers: Mapping[str, Answer] = field(default_factory=dict)
    #: the bytes that came back
    data: bytes = b""
    #: the traceback of an error of the program
    crash: str = ""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All there is to say about it."""
        own = (self.fault,) if self.fault else ()
        return (*own, *(self.reading.remarks if self.reading else ()))


def read_one(
    workspace: Workspace,
    file: ReturnedFile,
    year: int = 0,
    prefer: str = "",
    types: BranchTypes | None = None,
) -> ReadFile:
    """Return what a returned workbook changes; nothing is written.

    The branch is that which somebody said, else it is known from the hidden sheet, else by its full
    name on the first one; the year is known from the hidden sheet, else it is `year`.
    """
    types = types or load_branch_types(workspace)
    result = ReadFile(file.name, saved=file.saved, data=file.data)
    if file.fault:
        result.fault = Remark("intake-file", Weight.FAULT, "", file.fault)
        return result
    book = read_workbook(file.data, f"填报表“{file.name}”")
    if isinstance(book, Diagnostic):
        hints = "，".join(book.hints)
        result.fault = Remark(
            "intake-file", Weight.FAULT, "", f"{book.message}{'：' if hints else ''}{hints}"
        )
        return result
    return changes_of(workspace, file, returned_workbook(book), year, prefer, types)


def changes_of(
    workspace: Workspace,
    file: ReturnedFile,
    returned: ReturnedWorkbook,
    year: int,
    prefer: str,
    types: BranchTypes,
) -> ReadFile:
    """Return what the rows of a returned workbook change; nothing is written."""
    result = ReadFile(file.name, saved=file.saved, data=file.data)
    slug = file.branch or _slug(workspace, returned.base.branch, returned.branch_name)
    wanted = returned.base.year or year
    if not returned.sheets:
        result.fault = Remark(
            "intake-file", Weight.FAULT, "", "这不像是填报表：没有一张认得的工作表"
        )
    elif not slug:
        result.fault = _no_branch(workspace, returned)
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
        tuple(file.beside),
        lambda name: file.beside[name].read_bytes(),
        lambda part: part_of(file.data, part),
    )
    answers = answers_in(workspace, content.folder, wanted, digest_of(file.data))
    result.reading = read_returned(returned, content, pictures, prefer=prefer, answers=answers)
    result.folder, result.answers = content.folder, answers
    trial = _Trial(workspace, content, result.reading, types)
    result.reading.changes = trial.sound((), result.reading.changes)
    result.files = trial.files_with(result.reading.changes)
    return result


@dataclass(slots=True)
class _Trial:
    """Tries changes out on the files of a branch: one that cannot be made stops none of the others."""

    workspace: Workspace
    content: BranchContent
    reading: Reading
    types: BranchTypes
    #: how often the files have been read anew
    count: int = 0

    def sound(self, before: Sequence[Change], changes: Sequence[Change]) -> list[Change]:
        """Return `before` and the changes that can be made after them; remark on each of the others."""
        whole = [*before, *changes]
        self.count += 1
        try:
            self.files_with(whole)
        except Faults as faults:
            if not changes:
                raise
            if len(changes) == 1 or self.count > _MOST_TRIALS:
                many = f"这一处和后面的 {len(changes) - 1} 处都没有写" if len(changes) > 1 else ""
                why = f"写不进记录：{faults.diagnostics[0].message}{'；' if many else ''}{many}"
                remark = Remark("intake-value", Weight.FAULT, changes[0].place, why)
                self.reading.remarks.append(remark)
                return [*before]
            middle = len(changes) // 2
            return self.sound(self.sound(before, changes[:middle]), changes[middle:])
        return whole

    def files_with(self, changes: Sequence[Change]) -> dict[str, YamlFile]:
        """Return the files that change; raise Faults where they cannot be edited, or would be at fault."""
        content = self.content
        files = applied(content.files, changes)
        changed = {n: file for n, file in files.items() if file.data != content.files[n].data}
        for name, file in changed.items():
            source = parse(file.data, file.name)
            if name == "branch":
                validate(Branch, source)
            else:
                validate(YearRecord, source, content.year)
        if changed:
            self.check_references(changed)
        return changed

    def check_references(self, changed: Mapping[str, YamlFile]) -> None:
        """Raise Faults where a changed record would name what it no longer has."""
        files = {file.name: file.data for file in changed.values()}
        pictures = self.reading.pictures
        files |= {f"{self.content.folder}/{p.path}": p.data for p in pictures}
        library = load_branch(WithFiles(self.workspace, files), self.content.slug, self.types)
        errors = [fault for fault in library.diagnostics if fault.is_error]
        if errors:
            raise Faults(errors)


def _slug(workspace: Workspace, slug: str, name: str) -> str:
    """Return the branch's folder, by the hidden sheet or by the full name; "" if there is none such."""
    names = branch_names(workspace)
    if slug in names:
        return slug
    return _full_names(workspace).get(name.strip(), "") if name.strip() else ""


def _full_names(workspace: Workspace) -> dict[str, str]:
    """Return full name → folder of all branches whose file can be read; of two with one name, the first."""
    slugs: dict[str, str] = {}
    for slug in branch_names(workspace):
        try:
            path = f"{BRANCHES}/{slug}/branch.yaml"
            value = parse(workspace.read(path), path).value
        except (Faults, FileNotFoundError):
            continue
        if isinstance(value, dict):
            slugs.setdefault(str(value.get("name", "")).strip(), slug)
    return slugs


def _no_branch(workspace: Workspace, returned: ReturnedWorkbook) -> Remark:
    """Return the question whose form it is, with the name that comes nearest."""
    name = returned.branch_name.strip()
    known = _full_names(workspace)
    near = nearest(name, known) if name else None
    question = (
        f"是不是“{near}”？是就加 --branch {known[near]}"
        if near
        else "知道是哪个支部的，加 --branch 代号；新支部先运行 reportgen new branch 代号"
    )
    sent = f"，底稿里写的是 `{returned.base.branch}`" if returned.base.branch else ""
    named = f"“{name}”" if name else "（“支部全称”空着）"
    why = f"看不出是哪个支部的表{named}{sent}：{question}"
    return Remark("intake-file", Weight.FAULT, "", why, name, near or "")


def store(workspace: Workspace, file: ReadFile) -> None:
    """Write the files that a reading changes, and the pictures that came with it."""
    if file.fault or file.reading is None:
        return
    for picture in file.reading.pictures:
        workspace.write(f"{file.folder}/{picture.path}", picture.data)
    for changed in file.files.values():
        workspace.write(changed.name, changed.data)
    if file.reading.changes:
        _note_origins(workspace, file)


def _note_origins(workspace: Workspace, file: ReadFile) -> None:
    """Add to `<year>.intake.yaml` from which cells values of the record came, and when."""
    reading = file.reading
    assert reading is not None
    filled = {place for place, answer in file.answers.items() if answer.way == "text"}
    lines = [
        f"- file: {json.dumps(file.name, ensure_ascii=False)}",
        f"  read: {workspace.today().isoformat()}",
        "  values:",
        *(
            f"    - {{cell: {json.dumps(change.place, ensure_ascii=False)}, "
            f"to: {json.dumps(path_text(change.path), ensure_ascii=False)}"
            f"{f', by: {FILLED_BY}' if change.place in filled else ''}}}"
            for change in reading.changes
        ),
    ]
    add_lines(workspace, file.folder, reading.year, lines)


def read_all(
    workspace: Workspace,
    files: Iterable[ReturnedFile],
    year: int = 0,
    prefer: str = "",
    *,
    stores: bool = True,
) -> tuple[ReadFile, ...]:
    """Read files one after the other, each upon what the one before it changed; one broken file harms none."""
    types = load_branch_types(workspace)
    results = []
    for one in sorted(files, key=lambda h: (h.saved, h.name)):
        try:
            result = read_one(workspace, one, year, prefer, types)
            if stores:
                store(workspace, result)
        except Faults as faults:
            result = ReadFile(one.name, saved=one.saved, data=one.data)
            why = f"没有写进内容：{faults.diagnostics[0].message}"
            result.fault = Remark("intake-file", Weight.FAULT, "", why)
        except OSError:
            raise
        except Exception:  # noqa: BLE001 - a bug of ours costs one file, not those behind it
            result = ReadFile(one.name, saved=one.saved, data=one.data)
            result.fault = Remark("intake-file", Weight.FAULT, "", "程序出错，没有读完")
            result.crash = traceback.format_exc()
        results.append(result)
    return tuple(results)


def status(
    workspace: Workspace, committee: str, year: int, files: Sequence[ReadFile]
) -> tuple[bytes, tuple[BranchState, ...]]:
    """Return 收表情况.xlsx of a committee, and the states of its branches; raise Faults.

    `files` are those that came back, the last of a branch last; files of other committees are left out.
    """
    known = read_committee(workspace, committee)
    types = load_branch_types(workspace)
    states = []
    for slug in branches_below(workspace, committee):
        own = [f for f in files if f.reading and f.reading.slug == slug and f.reading.year == year]
        submissions = tuple(
            Submission(f.name, f.saved[:16].replace("T", " "), f.reading, f.remarks) for f in own
        )
        content = open_content(workspace, slug, year, types)
        if not isinstance(content, BranchContent):
            states.append(BranchState(slug, slug, submissions))
            continue
        figures, derived = _figures_of(content, submissions)
        branch = content.entry.branch
        states.append(
            BranchState(slug, str(branch.short or branch.name), submissions, figures, derived)
        )
    names = [str(name) for name in known.figures]
    short = str(known.short or known.name)
    return status_workbook(short, year, workspace.today(), states, names), tuple(states)


def _figures_of(
    content: BranchContent, submissions: Sequence[Submission]
) -> tuple[dict[str, str], frozenset[str]]:
    """Return the figures of a branch by every name they have, as its last file says them or its record."""
    figures: dict[str, str] = {}
    derived = set()
    if not submissions:
        return {}, frozenset()
    reading = submissions[-1].reading
    sheet = next(sheet for sheet in SHEETS if sheet.code == "figures")
    for item in items_of(sheet, content):
        text = item.texts.get("value", "")
        if reading and reading.figures.get(item.label):
            text = reading.figures[item.label]
        if not text:
            continue
        figures[item.label] = text
        if item.locked:
            derived.add(item.label)
    for figure in content.entry.record.figures.values():
        for alias in figure.aliases:
            if figures.get(str(figure.label)):
                figures.setdefault(str(alias), figures[str(figure.label)])
    if reading:
        figures |= {name: text for name, text in reading.figures.items() if text}
    return figures, frozenset(derived)
