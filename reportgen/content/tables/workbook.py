"""The rows of a table that stand in a range of an .xlsx file, as if they were written in the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.content.model import TableSource
from reportgen.content.references import content_file
from reportgen.content.tables.grid import ABOVE, ESCAPED, LEFT
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.spans import Located, Span, span_of
from reportgen.spreadsheets import (
    Cell,
    ErrorValue,
    Range,
    Uncalculated,
    range_of,
    read_workbook,
)
from reportgen.spreadsheets.model import column_letters
from reportgen.workspace import Workspace

#: rows and columns of a table that a report can print
MAX_ROWS, MAX_COLUMNS = 500, 60
_AS_WRITTEN = {text: escaped for escaped, text in ESCAPED.items()}


def rows_of(
    source: TableSource, workspace: Workspace, folder: str, faults: list[Diagnostic]
) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a range with the marks of joined cells; raise Faults, add warnings."""
    path, data = content_file(workspace, folder, source.file, "表格文件", "missing-workbook")
    name = path.rpartition("/")[2]
    place = span_of(source.range) or span_of(source.file)
    book = read_workbook(data, f"表格文件“{name}”")
    if isinstance(book, Diagnostic):
        code = "workbook-format" if book.code == "ledger-format" else book.code
        raise Faults([replace(book, code=code, span=span_of(source.file))])
    chosen = range_of(book, source.range)
    if isinstance(chosen, Diagnostic):
        raise Faults([replace(chosen, span=place)])
    area = chosen.area
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    if height > MAX_ROWS or width > MAX_COLUMNS:
        message = f"“{name}”的“{chosen.sheet.name}”有 {height} 行 {width} 列，做成一张表太大"
        hints = (f"用 range 写明要哪一块，如 {chosen.sheet.name}!A1:F30",)
        raise Faults([Diagnostic("workbook-range", message, place, hints=hints)])
    if height <= source.head_rows:
        message = f"区域只有 {height} 行，head_rows 写的是 {source.head_rows}，没有表身"
        raise Faults([Diagnostic("workbook-range", message, place)])
    wrong = [*_hidden(chosen, path), *_cell_faults(chosen, path)]
    if any(fault.is_error for fault in wrong):
        raise Faults(wrong)
    faults += wrong
    return tuple(
        tuple(_text(chosen, row, column, path) for column in range(area.left, area.right + 1))
        for row in range(area.top, area.bottom + 1)
    )


def _text(chosen: Range, row: int, column: int, path: str) -> str:
    """Return what the record would say at a place of the range: a text, or the mark of a joined cell."""
    area, sheet = chosen.area, chosen.sheet
    joined = sheet.merged_area(row, column)
    span = Span(path, row, column)
    if joined and column > max(joined.left, area.left):
        return Located.at(LEFT, span)
    if joined and row > max(joined.top, area.top):
        return Located.at(ABOVE, span)
    text = sheet.cell(row, column).text.strip()
    return Located.at(_AS_WRITTEN.get(text, text), span)


def _hidden(chosen: Range, path: str) -> Iterator[Diagnostic]:
    """Yield a fault where rows or columns of the range are hidden: nobody sees what would be printed."""
    area, sheet = chosen.area, chosen.sheet
    columns = [c for c in range(area.left, area.right + 1) if c in sheet.hidden_columns]
    rows = [r for r in range(area.top, area.bottom + 1) if r in sheet.hidden_rows]
    for what, names, row, column in (
        ("列", [column_letters(c) for c in columns], area.top, min(columns, default=1)),
        ("行", [str(r) for r in rows], min(rows, default=1), area.left),
    ):
        if names:
            listed = "、".join(names)
            message = f"{sheet.name}!{listed} {what}是隐藏的，不知道要不要印"
            hints = (f"要印的在 Excel 里取消隐藏后保存，不印的删去这{what}，或改 range",)
            yield Diagnostic("workbook-cell", message, Span(path, row, column), hints=hints)


def _cell_faults(chosen: Range, path: str) -> Iterator[Diagnostic]:
    """Yield a fault for each cell that shows no value, and a warning for each that holds a picture."""
    area, sheet = chosen.area, chosen.sheet
    for place, cell in sorted(sheet.cells.items()):
        if place in area and (wrong := _wrong_value(cell)):
            message, hint = wrong
            span = Span(path, cell.row, cell.column)
            yield Diagnostic("workbook-cell", f"{cell.place} {message}", span, hints=(hint,))
    for picture in sheet.pictures:
        if (picture.row, picture.column) in area:
            cell = Cell(sheet.name, picture.row, picture.column)
            message = f"{cell.place} 里的图片没有写进表格"
            hints = ("图片写进 pictures，在工作里引用",)
            span = Span(path, picture.row, picture.column)
            yield Diagnostic("workbook-cell", message, span, Severity.WARNING, hints=hints)


def _wrong_value(cell: Cell) -> tuple[str, str] | None:
    match cell.value:
        case ErrorValue(code):
            return f"是错误值 {code}", "请在 Excel 里改正这一格的公式，保存后再用"
        case Uncalculated():
            return "的公式还没有算出结果", "请在 Excel 或 WPS 里打开，按 F9 后保存，或直接写上内容"
        case _:
            return None
