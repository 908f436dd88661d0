"""收表情况.xlsx: who has handed in, what is to be mended in which cell, and the figures side by side."""

from __future__ import annotations

import datetime
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.content import quantities
from reportgen.content.quantities import Quantity
from reportgen.intake import values
from reportgen.intake.formats import Page
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.sheet_state import Reading
from reportgen.intake.values import NONE

ABSENT, INCOMPLETE, UNDECIDED, READY = "没有交", "请补齐", "请定夺", "可以成文"
#: state or weight → colour of the text and of the ground of its cell
_COLOURS = {
    ABSENT: ("#9E1530", "#FBE9E9"), INCOMPLETE: ("#B45309", "#FFF6DA"), UNDECIDED: ("#B45309", "#FFF6DA"),
    READY: ("#2F7D4F", "#EAF5EE"), Weight.FAULT: ("#9E1530", "#FBE9E9"), Weight.MISSING: ("#B45309", "#FFF6DA"),
    Weight.DECISION: ("#B45309", "#FFF6DA"),
}  # fmt: skip
#: figures whose sum says nothing
_AVERAGE = re.compile("人均|平均|[率比]$|比例")
#: the columns 轻重 and 位置 of the list
_CENTRED = (2, 3)
#: remarks that a next step names one by one
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Submission:
    """One file of a branch: its name, when it was saved, and what it says."""

    file: str
    saved: str
    reading: Reading | None
    remarks: tuple[Remark, ...]

    def count(self, weight: Weight) -> int:
        """Return how many remarks have a weight."""
        return sum(remark.weight is weight for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class BranchState:
    """A branch and what it handed in, the last file last."""

    slug: str
    name: str
    submissions: tuple[Submission, ...] = ()
    #: name of a figure → its text; those of the log are in `derived`
    figures: Mapping[str, str] = field(default_factory=dict)
    derived: frozenset[str] = frozenset()

    @property
    def last(self) -> Submission | None:
        """The file that counts."""
        return self.submissions[-1] if self.submissions else None

    @property
    def state(self) -> str:
        """How far the branch is."""
        last = self.last
        if last is None:
            return ABSENT
        if last.reading is None:
            return INCOMPLETE
        if last.count(Weight.DECISION):
            return UNDECIDED
        return INCOMPLETE if last.count(Weight.FAULT) + last.count(Weight.MISSING) else READY

    @property
    def next_step(self) -> str:
        """What is to be done now, in one sentence."""
        last = self.last
        if last is None:
            return ""
        steps = [r.text for r in last.remarks if r.code in ("intake-file", "intake-form")]
        if missing := last.count(Weight.MISSING):
            steps.append(f"缺 {missing} 项")
        faults = [r.place for r in last.remarks if r.weight is Weight.FAULT and r.place]
        if faults:
            more = f"等 {len(faults)} 处" if len(faults) > _NAMED else ""
            steps.append(f"{'、'.join(faults[:_NAMED])}{more}有错")
        if undecided := last.count(Weight.DECISION):
            steps.append(f"{undecided} 处请定")
        where = "，见“逐条清单”" if missing or faults or undecided else ""
        return "；".join(steps) + where


def status_workbook(
    committee: str,
    year: int,
    day: datetime.date,
    branches: Sequence[BranchState],
    figures: Sequence[str] = (),
) -> bytes:
    """Return 收表情况.xlsx for a committee; `figures` are those it adds up, in its order."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": f"{committee}{year}年度填报表·收表情况", "author": committee,
                         "created": datetime.datetime.combine(day, datetime.time(9))})  # fmt: skip
    page = Page(book, _COLOURS)
    _write_states(page, committee, year, day, branches)
    _write_list(page, branches)
    _write_figures(page, branches, figures)
    book.close()
    return target.getvalue()


def _write_states(
    page: Page, committee: str, year: int, day: datetime.date, branches: Sequence[BranchState]
) -> None:
    count = sum(branch.last is not None for branch in branches)
    ready = sum(branch.state == READY for branch in branches)
    columns = (("支部", 22), ("状态", 11), ("交回时间", 18), ("表式", 9), ("应填", 8), ("已填", 8), ("未填", 8),
               ("有错", 8), ("要定的", 8), ("下一步", 46), ("文件", 34))  # fmt: skip
    when = f"{day.year}年{day.month}月{day.day}日"
    guide = f"截至{when}　下辖 {len(branches)} 个支部，交回 {count} 个，可以成文 {ready} 个"
    sheet = page.begin("收表情况", f"{committee}{year}年度填报表·收表情况", guide, columns)
    row = 5
    for branch in branches:
        submissions: tuple[Submission | None, ...] = branch.submissions or (None,)
        for number, submission in enumerate(reversed(submissions)):
            _write_state(page, sheet, row, branch, submission, is_last=number == 0)
            row += 1
    sheet.autofilter(4, 1, max(4, row - 1), len(columns))


def _write_state(
    page: Page,
    sheet: Any,
    row: int,
    branch: BranchState,
    submission: Submission | None,
    *,
    is_last: bool,
) -> None:
    text, number = page.cell(indent=1), page.cell(align="center")
    state = branch.state if is_last else "已有新的"
    sheet.write_string(row, 1, branch.name if is_last else "", text)
    sheet.write_string(row, 2, state, page.coloured(state))
    reading = submission.reading if submission else None
    sheet.write_string(row, 3, submission.saved if submission else "", number)
    sheet.write_string(row, 4, reading.form if reading else "", number)
    counts: list[int | None] = [None] * 5
    if submission and reading:
        faults, undecided = submission.count(Weight.FAULT), submission.count(Weight.DECISION)
        counts = [reading.due, reading.filled, reading.due - reading.filled, faults, undecided]
    marks = (None, None, Weight.MISSING, Weight.FAULT, Weight.DECISION)
    for index, (count, mark) in enumerate(zip(counts, marks, strict=True), 5):
        if count is None:
            sheet.write_blank(row, index, None, number)
        else:
            sheet.write_number(row, index, count, page.coloured(mark) if mark and count else number)
    step = branch.next_step if is_last else ""
    sheet.write_string(row, 10, step, page.cell(indent=1, font_size=9.5))
    sheet.write_string(
        row, 11, submission.file if submission else "", page.cell(indent=1, font_size=9.5)
    )
    sheet.set_row(row, 36 if len(step) > 24 else 24)


def _write_list(page: Page, branches: Sequence[BranchState]) -> None:
    columns = (
        ("支部", 22),
        ("轻重", 9),
        ("位置", 16),
        ("现在写的", 26),
        ("说明", 64),
        ("建议写成", 22),
    )
    guide = "可以把一个支部的几行复制发回去；“建议写成”一列是程序能猜到的写法"
    sheet = page.begin("逐条清单", "逐条清单：哪张表哪一格、怎么改", guide, columns)
    order = list(Weight)
    row = 5
    for branch in branches:
        for label, words in _messages(branch):
            texts = (branch.name, "留言", "填写说明", "", f"{label}：{words}", "")
            for column, text in enumerate(texts, 1):
                style = page.cell(align="center") if column in _CENTRED else page.cell(indent=1)
                sheet.write_string(row, column, text, style)
            sheet.set_row(row, 24 + 14 * min(len(words) // 30, 8))
            row += 1
        remarks = branch.last.remarks if branch.last else ()
        for remark in sorted(remarks, key=lambda r: order.index(r.weight)):
            sheet.write_string(row, 1, branch.name, page.cell(indent=1))
            sheet.write_string(row, 2, remark.weight.value, page.coloured(remark.weight))
            sheet.write_string(row, 3, remark.place, page.cell(align="center"))
            is_empty = remark.weight is Weight.MISSING and not remark.written
            written = "（空）" if is_empty else remark.written
            sheet.write_string(row, 4, written, page.cell(indent=1))
            sheet.write_string(row, 5, remark.text, page.cell(indent=1))
            sheet.write_string(row, 6, remark.advice, page.cell(indent=1))
            lines = max(len(remark.text) // 30, len(written) // 12, len(remark.advice) // 10)
            lines = max(lines, written.count("\n"))
            sheet.set_row(row, 24 + 14 * min(lines, 8))
            row += 1
    sheet.autofilter(4, 1, max(4, row - 1), len(columns))


def _messages(branch: BranchState) -> list[tuple[str, str]]:
    """Return what a branch wrote on the first sheet of its last form: a word to the committee, who filled it in."""
    reading = branch.last.reading if branch.last else None
    texts = [("给上级的话", reading.message), ("填表人", reading.filler)] if reading else []
    return [(label, words) for label, words in texts if words]


def _write_figures(page: Page, branches: Sequence[BranchState], figures: Sequence[str]) -> None:
    columns = [
        ("数字", 24.0),
        ("单位", 9.0),
        *((b.name.removesuffix("党支部"), 14.0) for b in branches),
        ("合计", 12.0),
    ]
    guide = "空白＝没有填；“无”＝没有这一项；斜体＝由活动记录算出；两个以上支部有的才列"
    sheet = page.begin("数字汇总", "数字汇总（单位不同的不相加）", guide, columns)
    row = 5
    for name in _rows(branches, figures):
        texts = [
            next((t for n, t in b.figures.items() if values.plain(n) == values.plain(name)), "")
            for b in branches
        ]
        read = [quantities.parse(text) if text and text != NONE else None for text in texts]
        units = Counter(quantity.unit for quantity in read if quantity)
        unit = units.most_common(1)[0][0] if units else ""
        sheet.write_string(row, 1, name, page.cell(indent=1))
        sheet.write_string(row, 2, unit, page.cell(align="center"))
        for index, (branch, text, quantity) in enumerate(
            zip(branches, texts, read, strict=True), 3
        ):
            style = page.cell(
                align="center",
                italic=any(values.plain(n) == values.plain(name) for n in branch.derived),
            )
            _write_value(sheet, row, index, text, quantity, unit, style)
        total = None if _AVERAGE.search(name) else _total([q for q in read if q])
        _write_value(
            sheet,
            row,
            len(branches) + 3,
            total.text if total else "",
            total,
            unit,
            page.cell(align="center", bold=True),
        )
        sheet.set_row(row, 22)
        row += 1


def _rows(branches: Sequence[BranchState], figures: Sequence[str]) -> list[str]:
    """Return the names of the figures of the table: those of the committee, and those of several branches."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for branch in branches:
        for name in branch.figures:
            counts[values.plain(name)] += 1
            names.setdefault(values.plain(name), name)
    wanted = {values.plain(name): name for name in figures}
    rest = {key: name for key, name in names.items() if counts[key] > 1 and key not in wanted}
    return [*(name for key, name in wanted.items() if counts[key]), *rest.values()]


def _write_value(
    sheet: Any, row: int, index: int, text: str, quantity: Quantity | None, unit: str, style: Any
) -> None:
    if quantity and quantity.unit == unit and quantity.text == f"{quantity.value}{unit}":
        sheet.write_number(row, index, float(quantity.value), style)
    else:
        sheet.write_string(row, index, text, style)


def _total(read: Sequence[Quantity]) -> Quantity | None:
    """Return the sum of figures of one unit; None where units differ."""
    units = {quantities.dimension(quantity.unit)[0] for quantity in read}
    if len(units) != 1 or "%" in units or any(quantity.ordinal for quantity in read):
        return None
    return quantities.total(read)
