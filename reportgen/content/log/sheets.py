"""Read the rows of a workbook or .csv file, with their numbers in the spreadsheet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import BROKEN_ARCHIVE
from reportgen.spans import Span
from reportgen.spreadsheets import OLD_FORMAT, read_workbook
from reportgen.suggestions import did_you_mean

#: limits that no branch's ledger reaches; they stop zip bombs and sheets filled to the last row
MAX_BYTES = 10_000_000
MAX_UNPACKED = 80_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 60
MAX_CELL = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file, from 1, and its cells (text, number or date)."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that are not empty; a .csv file has one sheet without a name."""

    name: str
    rows: tuple[Row, ...]
    #: the numbers of its hidden rows, which are read like the others
    hidden_rows: frozenset[int] = frozenset()


def sheets_of(data: bytes, path: str, sheet: str, named: Span | None) -> tuple[Sheet, ...]:
    """Return the sheets people see, or the one of a name, that have rows.

    Raise Faults at `named`, the place that names the file.
    """
    name = path.rpartition("/")[2]
    if len(data) > MAX_BYTES:
        raise _fault("too-large", f"台账“{name}”超过 {MAX_BYTES // 1_000_000} MB", named)
    if not data.strip():
        raise _fault("empty-ledger", f"台账“{name}”是空的", named)
    if data.startswith((b"PK", OLD_FORMAT)):
        return _within_limits(_workbook(data, name, sheet, named), name, named)
    if path.lower().endswith((".xlsx", ".xlsm", ".xls", ".et", ".ods")):
        hint = "请用 Excel 或 WPS 打开后另存为 .xlsx"
        raise _fault("ledger-format", f"台账“{name}”不是 Excel 文件，或已损坏", named, hint)
    return _within_limits([Sheet("", tuple(_separated(_text(data, path))))], name, named)


def _fault(code: str, message: str, span: Span | None, *hints: str) -> Faults:
    return Faults([Diagnostic(code, message, span, hints=hints)])


def _within_limits(sheets: Iterable[Sheet], name: str, named: Span | None) -> tuple[Sheet, ...]:
    limited, count = [], 0
    for sheet in sheets:
        filled = tuple(r for r in sheet.rows if any(cell not in (None, "") for cell in r.cells))
        count += len(filled)
        if count > MAX_ROWS:
            raise _fault("too-large", f"台账“{name}”超过 {MAX_ROWS} 行", named)
        if filled:
            limited.append(replace(sheet, rows=filled))
    return tuple(limited)


def _text(data: bytes, path: str) -> str:
    """Return the text of a CSV file: UTF-8, or the GBK that Excel writes on Chinese Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Excel writes UTF-16 for “Unicode 文本”.
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            pass
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _fault(
        "ledger-encoding",
        "台账的文字编码认不出来",
        Span(path, 1),
        "请用 Excel 或 WPS 另存为 .xlsx，或“CSV UTF-8”",
    )


def _separated(text: str) -> Iterable[Row]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = text[: text.find("\n", 2000) + 1 or len(text)]
    separator = max(",\t;", key=head.count) if any(c in head for c in ",\t;") else ","
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            # A quoted cell may hold line ends; a row has the number of its first line.
            yield Row(line, tuple(cell[:MAX_CELL] for cell in cells[:MAX_COLUMNS]))
            line = reader.line_num + 1
    except csv.Error:
        return


def _workbook(data: bytes, name: str, sheet_name: str, named: Span | None) -> Iterable[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except BROKEN_ARCHIVE:
        unpacked = 0  # the reader says what is wrong
    if unpacked > MAX_UNPACKED:
        raise _fault("too-large", f"台账“{name}”展开后过大", named)
    book = read_workbook(data, f"台账“{name}”")
    if isinstance(book, Diagnostic):
        raise Faults([replace(book, span=named)])
    visible = [sheet for sheet in book.sheets if not sheet.is_hidden]
    chosen = [sheet for sheet in book.sheets if sheet.name == sheet_name] if sheet_name else visible
    if not chosen:
        names = [sheet.name for sheet in book.sheets]
        hints = did_you_mean(sheet_name, names, listing="台账里的工作表有")
        message = f"台账里没有工作表“{sheet_name}”" if sheet_name else "台账的工作表都隐藏了"
        raise Faults([Diagnostic("ledger-sheet", message, named, hints=hints)])
    for sheet in chosen:
        columns = range(1, min(sheet.last_column, MAX_COLUMNS) + 1)
        rows = []
        for number in sheet.filled_rows:
            values = (sheet.cell(number, column).value for column in columns)
            cells = tuple(v[:MAX_CELL] if isinstance(v, str) else v for v in values)
            rows.append(Row(number, cells))
            if len(rows) > MAX_ROWS:
                raise _fault("too-large", f"台账“{name}”超过 {MAX_ROWS} 行", named)
        yield Sheet(sheet.name, tuple(rows), sheet.hidden_rows)
