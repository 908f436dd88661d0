"""The figures of a table, column by column, with the units that heads, a column or the table give."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportgen.content import quantities
from reportgen.content.model import TableData
from reportgen.content.quantities import Quantity
from reportgen.content.tables.grid import Grid, grid_of

#: the unit in a head: 金额（万元）, 产量/吨
_IN_HEAD = re.compile(r"[（(/]\s*(?:单位[:：])?([^（()）\d]{1,6})[)）]?$")
_IN_NOTE = re.compile(r"单位[:：]\s*([^\s，。；）)]{1,6})")
_SHARES = re.compile(r"率$|占比|比重|比例|同比|增幅|增长率|[%％]")
#: a cell that names a time: it labels its row and counts nothing
_TIME = re.compile(
    r"第?[一二三四1-4]季度|[上下]半年|(?:\d{4}年)?\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?|(?:19|20)\d\d年度?"
)
#: a cell in which nothing is counted
BLANKS = frozenset({"", "—", "－", "-", "–", "/", "——", "无"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heads from the top, each once, and its cells below the head.

    A cell is its figure, None where it has none; `texts` are the cells as printed.
    """

    heads: tuple[str, ...]
    figures: tuple[Quantity | None, ...]
    texts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The heads in one."""
        return "".join(self.heads)

    @property
    def is_numeric(self) -> bool:
        """Whether most of its cells that say something are figures."""
        filled = [text for text in self.texts if text.strip() not in BLANKS]
        return bool(filled) and 2 * sum(f is not None for f in self.figures) > len(filled)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The columns of a table and the label of each of its rows.

    `sums` are the rows that the record marks as sums. `groups` gives for each row the one in which
    its cell of the first column begins.
    """

    columns: tuple[Column, ...]
    labels: tuple[str, ...]
    sums: frozenset[int] = frozenset()
    groups: tuple[int, ...] = ()


def figures_of(table: TableData) -> FigureTable:
    """Return the columns of a table and the labels of its rows; a label joins the texts before the figures."""
    grid = grid_of(table)
    body = range(grid.head_rows, len(grid.rows))
    columns = tuple(_column(grid, number, body, table) for number in range(len(grid.columns)))
    labels: list[str] = []
    for row in range(len(body)):
        words = [
            c.texts[row].strip()
            for number, c in enumerate(columns)
            if not c.is_numeric and (number == 0 or c.figures[row] is None)
        ]
        labels.append("".join(dict.fromkeys(word for word in words if word not in BLANKS)))
    return FigureTable(
        columns,
        tuple(labels),
        frozenset(row - grid.head_rows for row in grid.sum_rows),
        tuple(grid.owners[row][0][0] - grid.head_rows for row in body),
    )


def unit_of(grid: Grid, row: int, column: int, table: TableData) -> str:
    """Return the unit that the head of a column, a column 单位 or the table gives a bare figure, "" if none."""
    head = grid.column_name(column)
    if named := _IN_HEAD.search(head):
        return named[1]
    for other in range(len(grid.columns)):
        if grid.column_name(other) == "单位":
            return grid.text(row, other).strip()
    if _SHARES.search(head):
        return ""
    noted = _IN_NOTE.search(table.note)
    return str(table.unit) or (noted[1] if noted else "")


def _column(grid: Grid, number: int, body: range, table: TableData) -> Column:
    heads = tuple(dict.fromkeys(grid.text(row, number) for row in range(grid.head_rows)))
    figures: list[Quantity | None] = []
    texts: list[str] = []
    for row in body:
        text = grid.text(row, number)
        top, left = grid.owners[row][number]
        figure = quantities.parse(text.strip()) if (top, left) == (row, number) else None
        if figure and (figure.ordinal or _TIME.fullmatch(text.strip())):
            figure = None
        figure = replace(figure, text=text) if figure else None
        if figure and not figure.unit and (unit := unit_of(grid, row, number, table)):
            figure = _with_unit(figure, unit)
        figures.append(figure)
        texts.append(text)
    return Column(heads, tuple(figures), tuple(texts))


def _with_unit(figure: Quantity, unit: str) -> Quantity:
    """Return a bare figure with a unit: 31.2 under 金额（万元） is 312000 元, with its place in the file."""
    known = quantities.parse(f"{figure.text.strip()}{unit}")
    if known is None:
        return figure
    return replace(known, text=figure.text)
