"""The rows of a table with its marks `<` and `^` → cells that know which rows and columns they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.content.model import TableData
from reportgen.content.yaml.reader import Path, YamlSource
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Located, Span, span_of

#: a cell that is joined with the one to its left, and one that is joined with the one above it
LEFT, ABOVE = "<", "^"
#: what is written for a cell that shows such a mark itself
ESCAPED = {"\\<": "<", "\\^": "^"}
_QUOTED_CHARS = 12

Rows = Sequence[Sequence[str]]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at a row and a column, counted from 0, and how many rows and columns it covers."""

    row: int
    column: int
    height: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row, those that others cover left out."""

    rows: tuple[tuple[GridCell, ...], ...]
    head_rows: int
    #: the columns of the record, by number, that are columns of the grid
    columns: tuple[int, ...]
    #: for each place the row and column of the cell that covers it
    owners: tuple[tuple[Place, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    #: how many columns of the grid, from the left, name the rows
    row_heads: int = 0
    #: the rows that the record marks as sums
    sum_rows: frozenset[int] = frozenset()

    def text(self, row: int, column: int) -> str:
        """Return the text of the cell that covers a place."""
        top, left = self.owners[row][column]
        return self.texts[top][left]

    def column_name(self, column: int) -> str:
        """Return the head of a column: the texts of its head rows from the top, each once."""
        names = [self.text(row, column) for row in range(self.head_rows)]
        return "".join(dict.fromkeys(names))


def grid_of(table: TableData) -> Grid:
    """Return the grid of a table without faults.

    A row or a column in which no cell begins is left out: it shows nothing, and LibreOffice loses
    cells of a slide's table with one.
    """
    head, body = _with_own_cells(table.head), _with_own_cells(table.rows)
    whole = (*head, *body)
    columns = tuple(i for i, column in enumerate(zip(*whole, strict=True)) if _has_own_cell(column))
    rows = [[row[i] for i in columns] for row in whole]
    owners = tuple(map(tuple, _owners(rows)))
    texts = tuple(tuple(map(_plain, row)) for row in rows)
    ends: dict[Place, Place] = {}
    for row, places in enumerate(owners):
        for column, owner in enumerate(places):
            bottom, right = ends.get(owner, owner)
            ends[owner] = max(bottom, row), max(right, column)
    cells: list[list[GridCell]] = [[] for _ in rows]
    for (top, left), (bottom, right) in ends.items():
        size = bottom - top + 1, right - left + 1
        cells[top].append(GridCell(top, left, *size, texts[top][left]))
    kept = [number for number, row in enumerate(table.rows, 1) if _has_own_cell(row)]
    return Grid(
        tuple(map(tuple, cells)),
        len(head),
        columns,
        owners,
        texts,
        sum(column < table.row_heads for column in columns),
        frozenset(len(head) + at for at, number in enumerate(kept) if number in table.sum_rows),
    )


def _with_own_cells(rows: Rows) -> list[Sequence[str]]:
    return [row for row in rows if _has_own_cell(row)]


def _has_own_cell(line: Sequence[str]) -> bool:
    """Return whether a cell begins in a row or a column."""
    return not all(map(mark_of, line))


def _plain(text: str) -> str:
    """Return the text of a cell as it is printed."""
    plain = ESCAPED.get(text.strip())
    span = span_of(text)
    if plain is None:
        return text
    return Located.at(plain, span) if span else plain


def mark_of(text: str) -> str:
    """Return the mark that joins a cell with its neighbour, "" for a cell of its own."""
    return mark if (mark := text.strip()) in (LEFT, ABOVE) else ""


def _owners(rows: Rows) -> list[list[Place]]:
    """Return for each place which cell covers it; a mark that leads nowhere is a cell of its own."""
    owners: list[list[Place]] = []
    for row, cells in enumerate(rows):
        places: list[Place] = []
        for column, text in enumerate(cells):
            mark = mark_of(text)
            if mark == LEFT and column:
                places.append(places[column - 1])
            elif mark == ABOVE and row and column < len(owners[row - 1]):
                places.append(owners[row - 1][column])
            else:
                places.append((row, column))
        owners.append(places)
    return owners


def shape_faults(table: TableData, path: Path, source: YamlSource) -> Iterator[Diagnostic]:
    """Yield the faults of a table's shape; `path` leads to it in the record.

    Its rows must have as many cells as there are columns, joined cells must form a rectangle on one
    side of the line below the head, `align` must say something of every column or of none, and
    `sum_rows` must be rows of the table.
    """
    rows = [(("head", i), row) for i, row in enumerate(table.head)]
    rows += [(("rows", i), row) for i, row in enumerate(table.rows)]
    if not rows:
        return
    width = len(rows[0][1])
    uneven = [(place, row) for place, row in rows if len(row) != width]
    body_widths = {len(row) for row in table.rows}
    if table.head and len(body_widths) == 1 and len(table.rows) > 1 and width not in body_widths:
        message = f"表头有 {width} 格，下面各行都是 {body_widths.pop()} 格"
        hints = ("表头写成列表，如 [项目, 次数]；与左边一格合并的写成 <",)
        yield Diagnostic(
            "table-shape", message, source.span((*path, "head"), key=True), hints=hints
        )
        return
    for place, row in uneven:
        span = source.span((*path, *place))
        yield _uneven_row(len(row), width, is_headed=bool(table.head), span=span)
    if table.align and len(table.align) != width:
        message = f"`align` 写了 {len(table.align)} 个，表格有 {width} 列"
        hints = ("每列写一个：左、中、右；整行不写则按内容对齐",)
        span = source.span((*path, "align"), key=True)
        yield Diagnostic("table-shape", message, span, hints=hints)
    for number in table.sum_rows:
        if not 1 <= number <= len(table.rows):
            message = f"`sum_rows` 写了第 {number} 行，表身有 {len(table.rows)} 行"
            hints = ("从表身第一行数起，表头不算",)
            span = source.span((*path, "sum_rows"), key=True)
            yield Diagnostic("table-shape", message, span, hints=hints)
    if not uneven:
        for number, part in enumerate((table.head, table.rows)):
            yield from _join_faults(part, is_body=bool(number and table.head), table=table)


def _uneven_row(cells: int, width: int, *, is_headed: bool, span: Span | None) -> Diagnostic:
    columns = f"表头有 {width} 列" if is_headed else f"第一行有 {width} 格"
    hint = '没有内容的格写成 ""，与左边一格合并的写成 <'
    if cells > width:
        hint = "格里有英文逗号的（如 1,180余万元）要加引号；多余的格请删去"
    return Diagnostic("table-shape", f"这一行有 {cells} 格，{columns}", span, hints=(hint,))


def _join_faults(rows: Rows, *, is_body: bool, table: TableData) -> Iterator[Diagnostic]:
    """Yield the faults of the marks in the head or the body of a table."""
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            mark = mark_of(text)
            if mark == LEFT and not column:
                message, hint = "第一列的 < 左边没有格可以合并", _OWN_MARK
            elif mark == ABOVE and not row and is_body:
                message, hint = "表身第一行的 ^ 与表头合并了", _across_line(table)
            elif mark == ABOVE and not row:
                message, hint = "第一行的 ^ 上边没有格可以合并", _OWN_MARK
            else:
                continue
            yield Diagnostic("table-shape", message, span_of(text), hints=(hint,))
            return
    owners = _owners(rows)
    members: dict[Place, set[Place]] = {}
    for row, places in enumerate(owners):
        for column, owner in enumerate(places):
            members.setdefault(owner, set()).add((row, column))
    for (top, left), covered in members.items():
        bottom, right = (max(one[axis] for one in covered) for axis in (0, 1))
        for place in _places(top, left, bottom, right):
            if place not in covered:
                yield _not_a_rectangle(rows, (top, left), place)
                break


def _places(top: int, left: int, bottom: int, right: int) -> Iterator[Place]:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column


def _not_a_rectangle(rows: Rows, owner: Place, other: Place) -> Diagnostic:
    text, inside = rows[owner[0]][owner[1]], rows[other[0]][other[1]]
    message = f"“{_short(text)}”合并的各格不成长方形，“{_short(inside)}”在当中"
    hint = "合并的一块里，除左上角外每格都写 < 或 ^"
    return Diagnostic("table-shape", message, span_of(text) or span_of(inside), hints=(hint,))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED_CHARS else f"{flat[:_QUOTED_CHARS]}…"


_OWN_MARK = "要印出 < 或 ^ 本身，写成 \\< 或 \\^"


def _across_line(table: TableData) -> str:
    if table.source:
        return "表头每页重复，不能与表身合并：改 head_rows，或在 Excel 里取消这处合并"
    return "表头每页重复，不能与表身合并：把这一行也写进 head，或删去 ^"
