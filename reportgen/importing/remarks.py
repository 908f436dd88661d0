"""What a reader of an imported report must know: what does not fit, what stays out, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.content.edit.layout import Path
from reportgen.content.imported import part_of
from reportgen.content.model import Branch
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.importing.assembling import Draft
from reportgen.importing.outline import Outline
from reportgen.importing.review import Review
from reportgen.importing.stretches import MARKS
from reportgen.importing.word.model import WordFile

_MOST_EXAMPLES = 3
_EXAMPLE_CHARS = 16
#: reasons that have a diagnostic code of their own
_OWN_CODES = {"修订里删去的": "word-deleted", "隐藏文字": "word-hidden"}


def report_remarks(
    file: WordFile, outline: Outline, draft: Draft, review: Review, branch: Branch, year: int
) -> list[Diagnostic]:
    """Return what there is to say of a report that was read: what does not fit, what stays out, what is open."""
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
    remarks += document_remarks(file, outline, draft)
    for title, works in draft.untyped:
        many = f"，{works} 项工作照原来的章放着" if works else ""
        number = title.partition("、")[0] if "、" in title[:4] else title
        say(
            "word-unplaced",
            f"“{title}”不知道归哪一型{many}",
            f"加 --map {number}=类型，或在记录里给这一章写 type",
        )
    remarks += rest_remarks(review)
    counts = Counter(_word(path) for path in review.open)
    total = len(review.open) + len(review.figures)
    listed = "、".join(f"{name} {count}" for name, count in counts.items())
    say(
        "word-review",
        f"{year}.yaml 有 {total} 处是从 Word 读来、还没有核对的（数字 {len(review.figures)}、{listed}）",
        "逐处核对后 reportgen import accept",
    )
    return remarks


def document_remarks(file: WordFile, outline: Outline, draft: Draft) -> list[Diagnostic]:
    """Return remarks on the document itself: its form, its pictures and tables, what is not read."""
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


def rest_remarks(review: Review) -> list[Diagnostic]:
    """Return remarks on the text that stays out of the record."""
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
