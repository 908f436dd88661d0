"""Reading a Word report into a branch's year: plain values in, plain values out.

result = read_report(workspace, "总结.docx", data, "shanghe", 2024)
store(workspace, result)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.compose.templates.kinds import find_kinds
from reportgen.content import quantities
from reportgen.content.branches import branch_names, load_branch_types
from reportgen.content.chapters import type_named
from reportgen.content.folders import BRANCHES, LESSONS
from reportgen.content.imported import lesson_review_path, review_path
from reportgen.content.lessons import Lesson
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.importing.assembling import PENDING, Draft
from reportgen.importing.draft import draft_of
from reportgen.importing.lessons import lesson_of
from reportgen.importing.outline import Outline, outline_of
from reportgen.importing.remarks import document_remarks, report_remarks, rest_remarks
from reportgen.importing.review import (
    Review,
    review_of,
    review_text,
)
from reportgen.importing.word.model import WordFile
from reportgen.importing.word.reading import read_document
from reportgen.importing.yaml_text import yaml_text
from reportgen.suggestions import did_you_mean
from reportgen.theme.loading import documents_folder
from reportgen.workspace import Workspace

#: a code of content, as the files of lessons are called
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What becomes of a document: the files to write, and what there is to say."""

    name: str
    slug: str
    year: int
    #: workspace path → bytes of the draft, the review and the pictures
    files: Mapping[str, bytes] = field(default_factory=dict)
    record_path: str = ""
    review: Review | None = None
    draft: Draft | None = None
    remarks: tuple[Diagnostic, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether the document was read; `remarks` say why not."""
        return self.review is not None


def read_report(
    workspace: Workspace,
    name: str,
    data: bytes,
    slug: str,
    year: int = 0,
    chosen: Mapping[str, str] | None = None,
    mark: str = "",
    *,
    creates: bool = False,
    theme: str = "",
) -> ImportResult:
    """Return the draft of a branch's year that a .docx file gives; nothing is written.

    With `creates`, a branch that does not exist yet gets the name that the document says.
    `theme` is the folder of the theme, such as templates/juli: its kind of yearly report gets the title.
    Without `year`, the title says it. `chosen` names the type of chapters by their number or title:
    {"一": "fortress"}. `mark` is the first line of the file, such as the one that names its schema.
    """

    def refused(*faults: Diagnostic) -> ImportResult:
        return ImportResult(name, slug, year, remarks=faults)

    what = f"Word 文档“{name}”"
    file = _read(name, data, what)
    if isinstance(file, Diagnostic):
        return refused(file)
    known = branch_names(workspace)
    outline = outline_of(file)
    own: dict[str, bytes] = {}
    if slug not in known:
        if not creates or not outline.unit or not _SLUG.fullmatch(slug):
            return refused(_unknown_branch(slug, known, outline.unit, creates=creates))
        own[f"{BRANCHES}/{slug}/branch.yaml"] = yaml_text(_new_branch(outline)).encode()
    try:
        branch, types = _branch(workspace, slug, own)
        wanted = year or outline.year or 0
        if not wanted:
            hint = "加 --year 写明是哪一年的，如 --year 2024"
            return refused(
                Diagnostic("word-year", f"{what}的标题里没有年份，看不出是哪一年的", hints=(hint,))
            )
        mapped, faults = _types_of_map(chosen or {}, load_branch_types(workspace).types)
        if faults:
            return refused(*faults)
        kind = _yearly_report(workspace, theme) if theme else ""
        draft = draft_of(file, outline, wanted, types, mapped, kind)
        review = review_of(
            draft,
            name,
            hashlib.sha256(data).hexdigest(),
            workspace.today().isoformat(),
            outline.title_text,
            outline.unit,
        )
        folder = f"{BRANCHES}/{slug}"
        record_path = f"{folder}/{wanted}.yaml"
        if workspace.exists(record_path):
            record_path = f"{folder}/{wanted}.draft.yaml"
        head = f"# {wanted} 年度记录的草稿，由 reportgen import 从“{name}”读来，还没有核对。\n\n"
        text = (f"{mark}\n" if mark else "") + head + yaml_text(draft.record)
        validate(YearRecord, parse(text.encode(), record_path), wanted)
    except Faults as error:
        return refused(*error.diagnostics)
    files = {
        **own,
        record_path: text.encode(),
        review_path(folder, wanted): review_text(review).encode(),
    }
    files |= {f"{folder}/{picture.file}": picture.data for picture in draft.pictures}
    remarks = report_remarks(file, outline, draft, review, branch, wanted)
    return ImportResult(name, slug, wanted, files, record_path, review, draft, tuple(remarks))


def read_lesson(
    workspace: Workspace, name: str, data: bytes, slug: str, minutes: int = 0, mark: str = ""
) -> ImportResult:
    """Return the draft of a lesson that the outline in a .docx file gives; nothing is written.

    `minutes` are those of the whole lesson, where the outline does not say them.
    """
    what = f"Word 文档“{name}”"
    path = f"{LESSONS}/{slug}.yaml"

    def refused(*faults: Diagnostic) -> ImportResult:
        return ImportResult(name, slug, 0, remarks=faults)

    file = _read(name, data, what)
    if isinstance(file, Diagnostic):
        return refused(file)
    if not _SLUG.fullmatch(slug):
        hint = "只用小写英文字母、数字和连字符，如 fire-safety"
        return refused(Diagnostic("word-lesson", f"`{slug}` 不能作党课的代号", hints=(hint,)))
    if workspace.exists(path):
        hint = "换一个代号再读"
        return refused(Diagnostic("word-lesson", f"已有代号为 `{slug}` 的党课", hints=(hint,)))
    outline = outline_of(file)
    draft = lesson_of(file, outline, slug, minutes)
    if "minutes" not in draft.record:
        hint = "加 --minutes 写明讲几分钟，如 --minutes 40"
        return refused(Diagnostic("word-lesson", f"{what}里看不出讲多少分钟", hints=(hint,)))
    digest, day = hashlib.sha256(data).hexdigest(), workspace.today().isoformat()
    review = review_of(draft, name, digest, day, outline.title_text, outline.unit)
    head = f"# 党课的草稿，由 reportgen import 从“{name}”读来，还没有核对。\n\n"
    text = (f"{mark}\n" if mark else "") + head + yaml_text(draft.record)
    try:
        validate(Lesson, parse(text.encode(), path))
    except Faults as error:
        return refused(*error.diagnostics)
    files = {path: text.encode(), lesson_review_path(slug): review_text(review).encode()}
    files |= {f"{LESSONS}/{picture.file}": picture.data for picture in draft.pictures}
    remarks = [*document_remarks(file, outline, draft), *rest_remarks(review)]
    missing = text.count(PENDING)
    if missing:
        message = f"提纲里没有写的 {missing} 处留了{PENDING}"
        remarks.append(
            Diagnostic(
                "word-lesson", message, severity=Severity.WARNING, hints=("如各部分的目的、讲稿",)
            )
        )
    return ImportResult(name, slug, 0, files, path, review, draft, tuple(remarks))


def _read(name: str, data: bytes, what: str) -> WordFile | Diagnostic:
    if not name.lower().endswith((".docx", ".docm", ".dotx")):
        hint = "请在 Word 或 WPS 里打开，另存为 .docx 后再读"
        return Diagnostic("word-file", f"{what}不是 .docx 文件", hints=(hint,))
    return read_document(data, what)


def store(workspace: Workspace, imported: ImportResult) -> None:
    """Write the files of an import, the draft last: an interrupted import leaves no draft."""
    order = sorted(imported.files, key=lambda path: path == imported.record_path)
    for path in order:
        workspace.write(path, imported.files[path])


#: what a row of facts is headed by → the key of branch.yaml
_FACTS: dict[str, tuple[str, ...]] = {
    "书记": ("secretary",), "支部书记": ("secretary",), "书记姓名": ("secretary",), "所在单位": ("unit",),
    "单位名称": ("unit",), "上级党组织": ("upper",), "党员总数": ("members", "total"), "党员人数": ("members", "total"),
    "党员数": ("members", "total"), "正式党员": ("members", "formal"), "预备党员": ("members", "probationary"),
}  # fmt: skip


def _new_branch(outline: Outline) -> dict[str, Any]:
    """Return what a document says of a branch that does not exist yet."""
    branch: dict[str, Any] = {"name": outline.unit}
    for label, text in outline.facts.items():
        keys = _FACTS.get(label, ())
        if not text or not keys or (keys[0] == "members" and quantities.parse(text) is None):
            continue
        if len(keys) == 1:
            branch.setdefault(keys[0], text)
        else:
            branch.setdefault(keys[0], {}).setdefault(keys[1], text)
    order = ("name", "unit", "upper", "secretary", "members")
    return {key: branch[key] for key in order if key in branch}


def _unknown_branch(slug: str, known: Collection[str], unit: str, *, creates: bool) -> Diagnostic:
    """Return why the report of an unknown branch is not read, or why the branch is not made."""
    if creates and not _SLUG.fullmatch(slug):
        hint = "只用小写英文字母、数字和连字符，如 shanghe"
        return Diagnostic("unknown-branch", f"`{slug}` 不能作支部的代号", hints=(hint,))
    if creates:
        hint = f"先建支部，再读：reportgen new branch {slug} --name 支部全称"
        return Diagnostic("unknown-branch", "文件里看不出支部的名称", hints=(hint,))
    new = f"新支部加 --new，名称照文件里的{f'“{unit}”' if unit else ''}"
    hints = (*did_you_mean(slug, known, listing="已有的支部"), new)
    return Diagnostic("unknown-branch", f"没有名为 `{slug}` 的支部", hints=hints)


def _branch(
    workspace: Workspace, slug: str, own: Mapping[str, bytes]
) -> tuple[Branch, tuple[BranchType, ...]]:
    """Return a branch and its types; `own` may hold the file it will have. Raise Faults."""
    path = f"{BRANCHES}/{slug}/branch.yaml"
    data = own[path] if path in own else workspace.read(path)
    branch = validate(Branch, parse(data, path))
    types = load_branch_types(workspace).types.values()
    chosen = (type_named(types, name) for name in branch.types)
    return branch, tuple(kind for kind in chosen if kind)


def _yearly_report(workspace: Workspace, theme: str) -> str:
    """Return the name of the Word document that is made of each year of a branch; "" if there is none."""
    kinds, _ = find_kinds(workspace, documents_folder(workspace, theme))
    always = (
        k
        for k in kinds
        if k.format == "docx" and k.header.of == "branch" and not k.header.when and not k.is_script
    )
    return next((str(k.header.name) for k in always if not k.is_form), "")


def _types_of_map(
    chosen: Mapping[str, str], types: Mapping[str, BranchType]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return chapter → name of a type; a fault for each type that the branch does not have."""
    mapped, faults = {}, []
    for chapter, name in chosen.items():
        kind = type_named(types.values(), name)
        if kind is None:
            hints = tuple(did_you_mean(name, [str(t.name) for t in types.values()], listing="有"))
            message = f"没有名为 `{name}` 的支部类型"
            faults.append(Diagnostic("unknown-type", message, hints=hints))
        else:
            mapped[chapter] = str(kind.name)
    return mapped, faults
