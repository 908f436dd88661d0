"""Tables of a document → tables of a record, or the honours, problems and tasks that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.content.tables.grid import ABOVE, ESCAPED, LEFT
from reportgen.importing.word.model import Cell, Table

_AS_WRITTEN = {mark: text for text, mark in ESCAPED.items()}
_NUMBER = re.compile(r"[-+]?[0-9０-９][0-9０-９,，.．%％‰万亿]*")
_TOTAL = re.compile(r"(?:合|总|小)\s*计|总数|累计")
#: what the column names of a table of honours, problems or tasks say; the first that fits wins
HONOURS = (
    ("people", "获得者|获奖者|获奖人|姓名|个人|人员|获奖单位|获奖对象"),
    ("level", "级别|层级"),
    ("grade", "等次|等级|奖次|名次"),
    ("body", "授予|颁奖|颁发|表彰单位|授奖|发证|评选单位|表彰机关"),
    ("since", "时间|日期|年月|年份"),
    ("name", "荣誉|名称|称号|奖项|项目|获奖|成果"),
)
PROBLEMS = (
    ("due", "时限|期限|时间|完成日期"),
    ("owner", "责任|负责|牵头"),
    ("cause", "原因"),
    ("measure", "措施|整改|办法|对策|打算"),
    ("name", "问题|表现|不足|短板|差距"),
)
PLAN = (
    ("due", "时限|期限|时间|完成日期|进度"),
    ("owner", "责任|负责|牵头"),
    ("text", "措施|做法|内容|要求"),
    ("task", "任务|工作|项目|计划|事项"),
)
_SERIAL = re.compile(r"序\s*号|编\s*号|No\.?")


@dataclass(frozen=True, slots=True)
class TableShape:
    """How many rows of a table are its head, which are totals, and which cells are joined."""

    head_rows: int
    totals: tuple[int, ...]
    #: top, left, bottom, right of each joined cell, from 0
    spans: tuple[tuple[int, int, int, int], ...]


def shape_of(table: Table) -> TableShape:
    """Return the shape of a table."""
    first_row = [cell for cell in table.cells if cell.row == 0]
    head = max([table.repeated_rows, 1, *(cell.rows for cell in first_row)])
    if head == 1 and table.row_count > 2 and any(c.columns > 1 for c in first_row):
        below = [cell for cell in table.cells if cell.row == 1]
        if below and not any(_NUMBER.fullmatch(cell.text.strip()) for cell in below):
            head = 2
    head = min(head, max(table.row_count - 1, 0))
    totals = {
        cell.row
        for cell in table.cells
        if cell.column == 0 and cell.row >= head and _TOTAL.match(cell.text.strip())
    }
    spans = tuple(
        (c.row, c.column, c.row + c.rows - 1, c.column + c.columns - 1)
        for c in table.cells
        if c.rows > 1 or c.columns > 1
    )
    return TableShape(head, tuple(sorted(totals)), spans)


def rows_of(table: Table) -> list[list[str]]:
    """Return the rows as a record has them, with the marks of joined cells."""
    return [
        [_mark(cell, row, column) for column, cell in enumerate(cells)]
        for row, cells in enumerate(table.grid())
    ]


def _mark(cell: Cell | None, row: int, column: int) -> str:
    if cell is None:
        return ""
    if column > cell.column:
        return LEFT
    if row > cell.row:
        return ABOVE
    text = cell.text.strip()
    return _AS_WRITTEN.get(text, text)


def columns_of(table: Table, words: Sequence[tuple[str, str]], needed: str) -> dict[int, str]:
    """Return column → field for a table whose head says so; nothing where `needed` is missing."""
    head = shape_of(table).head_rows
    if not head:
        return {}
    grid = table.grid()
    fields: dict[int, str] = {}
    for column in range(table.column_count):
        names = dict.fromkeys(c.text.strip() for row in grid[:head] if (c := row[column]))
        name = "".join(names)
        if _SERIAL.fullmatch(name):
            continue
        field = next((f for f, pattern in words if re.search(pattern, name)), "")
        if field and field not in fields.values():
            fields[column] = field
    return fields if needed in fields.values() else {}


def entries_of(table: Table, columns: Mapping[int, str]) -> Iterator[dict[str, Cell]]:
    """Yield field → cell for each row below the head that has anything to say."""
    shape = shape_of(table)
    for number, row in enumerate(table.grid()):
        if number < shape.head_rows or number in shape.totals:
            continue
        entry = {field: cell for at, field in columns.items() if (cell := row[at]) and cell.text}
        if entry:
            yield entry
