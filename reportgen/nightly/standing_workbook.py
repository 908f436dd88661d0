"""How far the branches are, as an .xlsx workbook: a sheet by committee, and one with a row for each branch."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from reportgen.intake.formats import Page
from reportgen.nightly.standing import Group, RecordState, Standing, State

_RED, _GOLD, _GREEN = ("#9E1530", "#FBE9E9"), ("#B45309", "#FFF6DA"), ("#2F7D4F", "#EAF5EE")
_COLOURS: dict[str, tuple[str, str]] = {
    State.OVERDUE: _RED, State.WAITING: _GOLD, State.LATE: _GOLD, State.IN_TIME: _GREEN, State.THERE: _GREEN,
    RecordState.ABSENT: _RED, RecordState.UNCHECKED: _GOLD,
}  # fmt: skip
_FIRST = 5
#: characters of the column 下一步 on one line
_LINE = 22


def standing_workbook(
    year: int, today: datetime.date, groups: Sequence[Group], branches: Sequence[Standing]
) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    created = datetime.datetime.combine(today, datetime.time(9))
    book.set_properties({"title": f"{year}年度各支部进度", "created": created})
    page = Page(book, _COLOURS)
    _write_groups(page, year, today, groups, branches)
    _write_branches(page, year, today, groups, branches)
    book.close()
    return target.getvalue()


def _write_groups(
    page: Page,
    year: int,
    today: datetime.date,
    groups: Sequence[Group],
    branches: Sequence[Standing],
) -> None:
    columns = (
        ("上级党组织", 30), ("期限", 13), ("支部", 8), ("交了", 8), ("按时", 8), ("迟交", 8), ("有记录", 9), ("没有交", 9),
        ("有错", 8), ("待核对", 9), ("文档做好", 11), ("没有做成", 11),
    )  # fmt: skip
    guide = f"截至{_day(today)}　交了＝填报表交回；有记录＝没有交表，记录已经有了；有错、文档看上一次生成"
    sheet = page.begin("汇总", f"{year}年度各支部进度", guide, columns)
    text, number, bold = (
        page.cell(indent=1),
        page.cell(align="center"),
        page.cell(align="center", bold=True),
    )
    rows: list[tuple[Group | None, Sequence[Standing]]] = [
        (group, [b for b in branches if b.committee == group.slug]) for group in groups
    ]
    for row, (group, own) in enumerate([*rows, (None, branches)], _FIRST):
        states = [branch.state(today) for branch in own]
        missing = states.count(State.WAITING) + states.count(State.OVERDUE)
        recorded = states.count(State.RECORD)
        counts = (
            len(own), len(own) - missing - recorded, states.count(State.IN_TIME), states.count(State.LATE), recorded, missing,
            sum(bool(b.errors) for b in own), sum(b.record is RecordState.UNCHECKED for b in own),
            sum(b.written for b in own), sum(b.failed for b in own),
        )  # fmt: skip
        sheet.write_string(row, 1, group.name if group else "合计", text if group else bold)
        deadline = group.deadline if group else None
        sheet.write_string(row, 2, deadline.isoformat() if deadline else "", number)
        for column, count in enumerate(counts, 3):
            style = number if group else bold
            if column == _MISSING and count and group:
                is_over = bool(deadline and today > deadline)
                style = page.coloured(State.OVERDUE if is_over else State.WAITING)
            sheet.write_number(row, column, count, style)
        sheet.set_row(row, 24)
    sheet.autofilter(_FIRST - 1, 1, _FIRST + len(rows) - 1, len(columns))


#: the column of 没有交
_MISSING = 8


def _write_branches(
    page: Page,
    year: int,
    today: datetime.date,
    groups: Sequence[Group],
    branches: Sequence[Standing],
) -> None:
    columns = (
        ("上级党组织", 24), ("支部", 24), ("代号", 20), ("情况", 12), ("天数", 11), ("交回", 12), ("记录", 9),
        ("填报表", 9), ("有错", 8), ("要定", 8), ("文档", 9), ("做于", 12), ("内容有错", 10), ("下一步", 44),
    )  # fmt: skip
    guide = "填报表＝已填／应填；文档＝做好／应做；按上级党组织、情况筛选，发给各自的联系人"
    sheet = page.begin("逐支部", f"{year}年度各支部进度：逐支部", guide, columns)
    names = {group.slug: group.name for group in groups}
    text, number = page.cell(indent=1), page.cell(align="center")
    small = page.cell(indent=1, font_size=9.5)
    for row, branch in enumerate(branches, _FIRST):
        form = branch.forms[-1] if branch.forms else None
        state, step = branch.state(today), branch.next_step(today)
        cells: list[tuple[str | int, Any]] = [
            (names[branch.committee], text), (branch.name, text), (branch.slug, small),
            (state, page.coloured(state)), (branch.days(today), number),
            (branch.returned_on.isoformat() if branch.returned_on else "", number),
            (branch.record, page.coloured(branch.record)),
            (f"{form.filled}/{form.due}" if form else "", number),
            (form.faults if form else "", number), (form.decisions if form else "", number),
            (f"{branch.written}/{branch.planned}" if branch.planned else "", number),
            (branch.written_on.isoformat() if branch.written_on else "", number),
            (branch.errors or "", page.coloured(State.OVERDUE) if branch.errors else number), (step, small),
        ]  # fmt: skip
        for column, (value, style) in enumerate(cells, 1):
            if isinstance(value, int):
                sheet.write_number(row, column, value, style)
            else:
                sheet.write_string(row, column, value, style)
        sheet.set_row(row, 24 if len(step) <= _LINE else 34)
    sheet.autofilter(_FIRST - 1, 1, max(_FIRST, _FIRST + len(branches) - 1), len(columns))


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
