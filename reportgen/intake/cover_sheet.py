"""The first sheet of the form: how to fill it in, how far it is filled in, a word to the committee."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.intake.content import BranchContent
from reportgen.intake.form import SHEETS, Sheet, form_id
from reportgen.intake.formats import FAINT, INK, LINE, RED, SOFT, Formats
from reportgen.intake.items import items_of

_GUIDE = (
    ("怎样填", "从“1 基本情况”填到最后一张，一张表一张表填。填一点存一点，填好后把文件（连同照片文件夹）发回即可，文件名可以改。"),
    ("空着、0、无", "空着＝还没填，交回后会提醒；0＝没有发生；“无”＝本支部没有这一项，不再提醒。"),
    ("改已有的", "灰格改不了；有错请在“给上级的话”里写明。白格里已有的内容可以直接改，改过的以您的为准，两边都改过的会列出来请您定。"),
    ("不要了的", "在“处理”一列选“删除”。把格子清空不算删除。"),
    ("添行", "每张表后面都留了空行，够用；不够的在空行上点右键插入。不要改表名、列名，不要删列。"),
    ("粘贴", "从 Word 粘贴：先双击格子，再粘贴。从别的表粘贴：右键→选择性粘贴→数值。"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issue:
    """Who sends the form out, and until when it is wanted back."""

    committee: str
    name: str
    day: datetime.date
    #: the day it is wanted back, as the first sheet says it; nothing where none is set
    until: str = ""


def form_title(content: BranchContent) -> str:
    """Return the title of the form of a branch: 和风村党支部2025年度填报表."""
    return f"{_name(content)}{content.year}年度填报表"


def _name(content: BranchContent) -> str:
    return str(content.entry.branch.short or content.entry.branch.name)


def write_cover(
    worksheet: Any,
    formats: Formats,
    content: BranchContent,
    issue: Issue,
    ranges: Mapping[str, tuple[int, int]],
) -> None:
    """Write the first sheet; `ranges` has the first and the last row of items by code of sheet."""
    worksheet.hide_gridlines(2)
    worksheet.set_tab_color(INK)
    for index, width in enumerate((3, 26, 64, 12, 14, 3)):
        worksheet.set_column(index, index, width)
    _write_head(worksheet, formats, content, issue)
    row = _write_guide(worksheet, formats, 4)
    row = _write_progress(worksheet, formats, content, ranges, row + 1)
    row = _write_boxes(worksheet, formats, row + 1)
    small = formats(font_size=9, font_color=FAINT)
    note = "　（示例：单位、人员、数字均为虚构）" if content.entry.branch.sample else ""
    foot = (
        f"表式 {form_id(content.year)}　支部 {_name(content)}　发表 {issue.day.isoformat()}{note}"
    )
    worksheet.write_string(row + 1, 1, foot, small)
    worksheet.protect("", {"format_rows": True})
    worksheet.set_paper(9)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 1)
    worksheet.center_horizontally()
    worksheet.print_area(0, 0, row + 1, 5)


def _write_head(worksheet: Any, formats: Formats, content: BranchContent, issue: Issue) -> None:
    worksheet.set_row(1, 42)
    large = formats(bold=True, font_size=24, font_color=RED)
    worksheet.merge_range(1, 1, 1, 4, form_title(content), large)
    day = f"{issue.day.year}年{issue.day.month}月{issue.day.day}日"
    line = [issue.name, f"发表：{day}", f"请于{issue.until}前交回" if issue.until else ""]
    soft = formats(font_size=10, font_color=SOFT, bottom=1, bottom_color="#D6A84B")
    worksheet.set_row(2, 22)
    worksheet.merge_range(2, 1, 2, 4, "　".join(part for part in line if part), soft)


def _write_guide(worksheet: Any, formats: Formats, row: int) -> int:
    """Write how the form is filled in, from a row on; return the row below."""
    name = formats(bold=True, font_color=RED)
    text = formats(text_wrap=True)
    for heading, words in (_GUIDE[0], ("颜色", ""), *_GUIDE[1:]):
        worksheet.write_string(row, 1, heading, name)
        if words:
            worksheet.merge_range(row, 2, row, 4, words, text)
            worksheet.set_row(row, 22 if len(words) < 48 else 36)
        else:
            worksheet.merge_range(row, 2, row, 4, "", text)
            gold = formats(bold=True, font_color="#B8862D")
            worksheet.write_rich_string(
                row, 2, gold, "浅黄格", text, "＝请填写　　白格＝有就填　　灰格＝已有、不能改　　", gold, "表头金字", text, "＝这一列应当填", text
            )  # fmt: skip
            worksheet.set_row(row, 22)
        row += 1
    return row


def _write_progress(
    worksheet: Any,
    formats: Formats,
    content: BranchContent,
    ranges: Mapping[str, tuple[int, int]],
    row: int,
) -> int:
    """Write a row for each sheet with how much of it is filled in; return the row below."""
    head = formats(
        bold=True, font_color="#FFFFFF", bg_color=RED, align="center", border=1, border_color=LINE
    )
    for index, heading in enumerate(("表", "填什么", "已填", "应填"), 1):
        worksheet.write_string(row, index, heading, head)
    worksheet.set_row(row, 25)
    row += 1
    first = row
    cell = formats(border=1, border_color=LINE, indent=1)
    link = formats(border=1, border_color=LINE, font_color="#1F4E79", underline=1, indent=1)
    bold = formats(border=1, border_color=LINE, bold=True, align="center")
    grey = formats(border=1, border_color=LINE, align="center", font_color=SOFT)
    for sheet in SHEETS:
        formula, filled, due = _progress(sheet, content, ranges[sheet.code])
        worksheet.write_url(row, 1, f"internal:'{sheet.tab}'!A1", link, sheet.tab)
        worksheet.write_string(row, 2, sheet.contents, cell)
        worksheet.write_formula(row, 3, formula, bold, filled)
        if isinstance(due, int):
            worksheet.write_number(row, 4, due, grey)
        else:
            worksheet.write_string(row, 4, due, grey)
        worksheet.set_row(row, 20)
        row += 1
    zero = formats(font_color="#B45309", bold=True)
    worksheet.conditional_format(
        first, 3, row - 1, 3, {"type": "cell", "criteria": "==", "value": 0, "format": zero}
    )
    return row


def _write_boxes(worksheet: Any, formats: Formats, row: int) -> int:
    """Write the boxes for a word to the committee and for who filled the form in; return the row below."""
    name = formats(bold=True, font_color=RED)
    box = formats(border=1, border_color=LINE, text_wrap=True, locked=False, indent=1)
    for label, height in (("给上级的话", 50), ("填表人、电话", 24)):
        worksheet.write_string(row, 1, label, name)
        worksheet.merge_range(row, 2, row, 4, "", box)
        worksheet.set_row(row, height)
        row += 1
    return row


def _progress(
    sheet: Sheet, content: BranchContent, rows: tuple[int, int]
) -> tuple[str, int, str | int]:
    """Return the formula that counts what is filled in, its result, and how much there is to fill in."""
    items = items_of(sheet, content)
    code = {"followups": "status"}.get(
        sheet.code, "value" if sheet.column_codes & {"value"} else sheet.label
    )
    index = next(i for i, column in enumerate(sheet.columns, 1) if column.code == code)
    letter = chr(ord("A") + index)
    first, last = rows
    requested = [item for item in items if item.expected and not item.locked]
    if sheet.due != "—" or sheet.code in ("committee", "works", "events", "pictures", "quotations"):
        last += sheet.blank
        return f"=COUNTA('{sheet.tab}'!{letter}{first}:{letter}{last})", len(items), sheet.due
    if not requested:
        return f"=COUNTA('{sheet.tab}'!{letter}{first}:{letter}{max(first, last)})", 0, "—"
    numbers = [n for n, item in enumerate(items, first) if item.expected and not item.locked]
    parts = ",".join(f"'{sheet.tab}'!{letter}{a}:{letter}{b}" for a, b in _runs(numbers))
    return (
        f"=COUNTA({parts})",
        sum(bool(item.texts.get(code)) for item in requested),
        len(requested),
    )


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of numbers that follow each other."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
