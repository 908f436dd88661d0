"""Reading a Word report into a branch's year: plain values in, plain values out.

result = read_report(workspace, "总结.docx", data, "shanghe", 2024)
store(workspace, result)
accepted = accept(workspace, report_place(workspace, "shanghe", 2024), figures={"n3": "主题党日"})
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.compose.templates.kinds import find_kinds
from reportgen.content import edit, quantities
from reportgen.content.branches import branch_names, load_branch_types
from reportgen.content.chapters import type_named
from reportgen.content.edit import YamlFile
from reportgen.content.edit.layout import Path
from reportgen.content.edit.values import find_value
from reportgen.content.folders import BRANCHES, LESSONS
from reportgen.content.imported import PROPOSED, lesson_review_path, part_of, review_path
from reportgen.content.lessons import Lesson
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.content.model.base import fields_by_key
from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.importing.assembling import PENDING, Draft
from reportgen.importing.draft import draft_of
from reportgen.importing.lessons import lesson_of
from reportgen.importing.outline import Outline, outline_of
from reportgen.importing.review import (
    ACCEPTED,
    DROPPED,
    Figure,
    Review,
    read_review,
    review_of,
    review_text,
    without,
)
from reportgen.importing.stretches import MARKS
from reportgen.importing.word.model import WordFile
from reportgen.importing.word.reading import read_document
from reportgen.importing.yaml_text import yaml_text
from reportgen.suggestions import did_you_mean
from reportgen.theme.loading import documents_folder
from reportgen.workspace import Workspace

#: a code of content, as the files of lessons are called
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
_MOST_EXAMPLES = 3
_EXAMPLE_CHARS = 16
#: reasons that have a diagnostic code of their own
_OWN_CODES = {"修订里删去的": "word-deleted", "隐藏文字": "word-hidden"}


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
    remarks = _remarks(file, outline, draft, review, branch, wanted)
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
    remarks = [*_of_document(file, outline, draft), *_left(review)]
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


# ── What there is to say ──


def _remarks(
    file: WordFile, outline: Outline, draft: Draft, review: Review, branch: Branch, year: int
) -> list[Diagnostic]:
    remarks: list[Diagnostic] = []

    def say(code: str, message: str, *hints: str) -> None:
        remarks.append(Diagnostic(code, message, severity=Severity.WARNING, hints=hints))

    if outline.year and outline.year != year:
        say("word-year", f"标题写的是{outline.year}年，读进的是{year}年的记录", "请核对年份")
    names = {str(n) for n in (branch.name, branch.short, branch.unit) if n}
    if outline.unit and not any(n in outline.unit or outline.unit in n for n in names):
        say(
            "word-unit",
            f"文件写的是“{outline.unit}”，支部是“{branch.name}”",
            "请核对是不是这个支部的",
        )
    remarks += _of_document(file, outline, draft)
    for title, works in draft.untyped:
        many = f"，{works} 项工作照原来的章放着" if works else ""
        number = title.partition("、")[0] if "、" in title[:4] else title
        say(
            "word-unplaced",
            f"“{title}”不知道归哪一型{many}",
            f"加 --map {number}=类型，或在记录里给这一章写 type",
        )
    remarks += _left(review)
    counts = Counter(_word(path) for path in review.open)
    total = len(review.open) + len(review.figures)
    listed = "、".join(f"{name} {count}" for name, count in counts.items())
    say(
        "word-review",
        f"{year}.yaml 有 {total} 处是从 Word 读来、还没有核对的（数字 {len(review.figures)}、{listed}）",
        "逐处核对后 reportgen import accept",
    )
    return remarks


def _of_document(file: WordFile, outline: Outline, draft: Draft) -> list[Diagnostic]:
    """Return what is said of the document itself: its form, its pictures and tables, what is not read."""
    remarks: list[Diagnostic] = []

    def say(code: str, message: str, *hints: str) -> None:
        remarks.append(Diagnostic(code, message, severity=Severity.WARNING, hints=hints))

    if outline.forms:
        say("word-table-layout", "整篇写在一张表里：按左边一列的栏目分章")
    if not outline.chapters:
        say("word-no-chapters", "看不出章节（像一封信），全文按次序放在开头，没有硬分")
    used = set(_named(draft.record, "pictures"))
    for picture in draft.pictures:
        if not picture.caption:
            say("word-picture", f"{picture.file} 没有图注", "在 pictures 里写上 caption")
        elif picture.name not in used and picture.name in draft.record.get("pictures", {}):
            say(
                "word-picture",
                f"“{picture.caption}”没有放进哪一项工作",
                "在那项工作的 pictures 里写上它",
            )
        if picture.name not in draft.record.get("pictures", {}):
            say("word-picture", f"{picture.file} 的格式文档里用不了，文件存着", "另存为 PNG 或 JPG")
    for table in draft.tables:
        if not table.title and table.to[0] == "tables":
            say("word-table", f"第 {table.id[1:]} 张表没有表题", "在 tables 里写上 title")
    for unread in Counter((u.what, u.near) for u in file.unread):
        near = f"，在“{unread[1]}”后面" if unread[1] else ""
        say("word-unread", f"{unread[0]}没有读{near}", "要用的，另存成图片放进 images")
    return remarks


def _named(value: Any, key: str) -> Iterator[str]:
    """Yield the names in all lists of that key: the pictures that works refer to."""
    for name, item in value.items() if isinstance(value, Mapping) else ():
        if name == key and isinstance(item, list):
            yield from item
        elif isinstance(item, Mapping | list):
            yield from _named(item, key)
    for item in value if isinstance(value, list) else ():
        yield from _named(item, key)


def _word(path: Path) -> str:
    return part_of(tuple(map(str, path)))


def _left(review: Review) -> list[Diagnostic]:
    """Return what is said of the text that stays out of the record."""
    by_reason: dict[str, list[str]] = {}
    for piece in review.left:
        if piece.left != MARKS:
            by_reason.setdefault(piece.left, []).append(piece.text)
    remarks = []
    for reason, code in _OWN_CODES.items():
        texts = by_reason.pop(reason, [])
        if texts:
            listed = "、".join(f"“{t[:_EXAMPLE_CHARS]}”" for t in texts[:_MOST_EXAMPLES])
            message = f"{reason} {len(texts)} 处没有读入：{listed}"
            remarks.append(Diagnostic(code, message, severity=Severity.WARNING))
    if by_reason:
        listed = "、".join(
            f"{reason} {len(texts)} 处" if len(texts) > 1 else reason
            for reason, texts in by_reason.items()
        )
        message = f"没有放进记录、留在核对清单里：{listed}"
        remarks.append(Diagnostic("word-left", message, severity=Severity.ADVICE))
    return remarks


# ── What somebody has looked at ──


@dataclass(frozen=True, slots=True)
class AcceptResult:
    """What accepting changes: the files to write, or why not."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    #: how many figures went into the record, and how many parts were ticked off
    figures: int = 0
    parts: int = 0
    #: what is still open
    rest: int = 0
    remarks: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where a draft stands that was read from Word: its review, and its record or lesson."""

    review: str
    record: str


def report_place(workspace: Workspace, slug: str, year: int) -> DraftPlace:
    """Return where the draft of a branch's year stands: beside a record that was there before, or as the record."""
    folder = f"{BRANCHES}/{slug}"
    draft = f"{folder}/{year}.draft.yaml"
    record = draft if workspace.exists(draft) else f"{folder}/{year}.yaml"
    return DraftPlace(review_path(folder, year), record)


def lesson_place(slug: str) -> DraftPlace:
    """Return where the draft of a lesson stands."""
    return DraftPlace(lesson_review_path(slug), f"{LESSONS}/{slug}.yaml")


def accept(
    workspace: Workspace,
    place: DraftPlace,
    parts: Collection[Path] | None = None,
    figures: Mapping[str, str] | None = None,
    dropped: Collection[str] = (),
) -> AcceptResult:
    """Return the files in which parts of a draft count as looked at, and figures stand in the record.

    `parts` are paths of `Review.open`, all of them where it is None. `figures` are ids of proposed
    figures with the names they get, "" for the name that is proposed; `dropped` are ids of those that
    nobody wants.
    """
    path, record_path = place.review, place.record
    if not workspace.exists(path):
        message = f"没有从 Word 读来的草稿：{path}"
        return AcceptResult(remarks=(Diagnostic("word-file", message),))
    try:
        review = read_review(workspace.read(path), path)
    except Faults as error:
        return AcceptResult(remarks=error.diagnostics)
    file = edit.read(workspace.read(record_path), record_path)
    if isinstance(file, Diagnostic):
        return AcceptResult(remarks=(file,))
    remarks: list[Diagnostic] = []
    done: dict[str, str] = {}
    chosen: dict[str, Figure] = {}
    labels = set(file.value.get("figures") or ())
    for figure in review.figures:
        if figures is None or figure.id not in figures or figure.status != PROPOSED:
            continue
        label = figures[figure.id] or figure.label
        wrong = _unfit(label, figure, labels | set(chosen))
        if wrong:
            remarks.append(wrong)
        else:
            chosen[label], done[figure.id] = figure, label
    result = _with_figures(file, chosen)
    if isinstance(result, Diagnostic):
        return AcceptResult(remarks=(*remarks, result))
    file = result
    paths = review.open if parts is None else tuple(parts)
    ticked = [p for p in review.open if p in paths]
    review = without(review, ticked)
    review = replace(
        review,
        figures=tuple(
            replace(f, status=ACCEPTED, label=done[f.id])
            if f.id in done
            else replace(f, status=DROPPED)
            if f.id in dropped and f.status == PROPOSED
            else f
            for f in review.figures
        ),
    )
    rest = len(review.open) + sum(f.status == PROPOSED for f in review.figures)
    files = {path: review_text(review).encode()}
    if done:
        files[record_path] = file.data
    return AcceptResult(files, len(done), len(ticked), rest, tuple(remarks))


def _unfit(label: str, figure: Figure, labels: Collection[str]) -> Diagnostic | None:
    """Return why a figure cannot go into the record under a name; None where it can."""
    if not label:
        sentence = next(iter(figure.sentences), "")[:_EXAMPLE_CHARS]
        message = f"{figure.value} 还没有名称（{sentence}…）"
        return Diagnostic("word-figure", message, hints=("写成 编号=名称，如 n3=主题党日",))
    if label in labels:
        message = f"记录里已有名为“{label}”的数字，{figure.value} 没有收"
        return Diagnostic("word-figure", message, hints=("换一个名称再收",))
    return None


def _with_figures(file: YamlFile, chosen: Mapping[str, Figure]) -> YamlFile | Diagnostic:
    """Return the record with figures more, each named in the work whose text says it."""
    if not chosen:
        return file
    values = {label: figure.value for label, figure in chosen.items()}
    edits: list[tuple[Path, edit.Value]] = [(("figures",), values)]
    if file.value.get("figures"):
        edits = [(("figures", label), value) for label, value in values.items()]
    by_work: dict[Path, list[str]] = {}
    for label, figure in chosen.items():
        if figure.path[2:3] == ("works",):
            by_work.setdefault(figure.path[:4], []).append(label)
    for path, labels in by_work.items():
        work = find_value(file.value, path)
        # Somebody may have moved or removed the work since.
        if isinstance(work, Mapping):
            used = work.get("figures")
            at = (*path, "figures")
            if isinstance(used, list):
                edits += [((*at, len(used) + n), label) for n, label in enumerate(labels)]
            elif used is None:
                edits.append((at, labels))
    order = tuple(fields_by_key(YearRecord))
    for path, value in edits:
        result = edit.insert(file, path, value, order if path == ("figures",) else ())
        if isinstance(result, Diagnostic):
            return result
        file = result
    return file
