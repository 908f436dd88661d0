"""The bytes of an .xlsx or .csv file → its rows as they are numbered in the spreadsheet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import check_office_file
from reportgen.spans import Span
from reportgen.suggestions import did_you_mean

#: Limits that no branch's ledger reaches; they stop zip bombs and sheets filled to the last row.
MAX_BYTES = 10_000_000
MAX_UNPACKED = 80_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CELL = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file, from 1, and its cells as text, number or date."""

    number: int
    cells: tuple[Any, ...]


def rows_of(data: bytes, path: str, sheet: str, named: Span | None) -> tuple[Row, ...]:
    """Return the rows with something in them; raise Faults. `named` is where the file is named."""
    name = path.rpartition("/")[2]
    if len(data) > MAX_BYTES:
        raise _fault("too-large", f"台账“{name}”超过 {MAX_BYTES // 1_000_000} MB", named)
    if not data.strip():
        raise _fault("empty-ledger", f"台账“{name}”是空的", named)
    if data.startswith(b"PK"):
        return _limited(_workbook(data, path, name, sheet, named), name, named)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "请用 Excel 或 WPS 打开后另存为 .xlsx；加了打开密码的请先去掉密码"
        raise _fault("ledger-format", f"台账“{name}”是旧格式（.xls）或加了密码", named, hint)
    if path.lower().endswith((".xlsx", ".xlsm", ".xls", ".et")):
        hint = "请用 Excel 或 WPS 打开后另存为 .xlsx"
        raise _fault("ledger-format", f"台账“{name}”不是 Excel 文件，或已损坏", named, hint)
    return _limited(_separated(_text(data, path)), name, named)


def _fault(code: str, message: str, span: Span | None, *hints: str) -> Faults:
    return Faults([Diagnostic(code, message, span, hints=hints)])


def _limited(rows: Iterable[Row], name: str, named: Span | None) -> tuple[Row, ...]:
    kept = []
    for row in rows:
        if any(cell not in (None, "") for cell in row.cells):
            kept.append(row)
        if len(kept) > MAX_ROWS:
            raise _fault("too-large", f"台账“{name}”超过 {MAX_ROWS} 行", named)
    return tuple(kept)


def _text(data: bytes, path: str) -> str:
    """Return the text of a CSV file: UTF-8, or the GBK that Excel writes on Chinese Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Excel's “Unicode text”.
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
            # A quoted cell may hold line ends: the row is where it begins.
            yield Row(line, tuple(cell[:MAX_CELL] for cell in cells[:MAX_COLUMNS]))
            line = reader.line_num + 1
    except csv.Error:
        return


def _workbook(data: bytes, path: str, name: str, sheet: str, named: Span | None) -> Iterable[Row]:
    damaged = _fault(
        "ledger-format",
        f"台账“{name}”打不开，可能已损坏",
        named,
        "请用 Excel 或 WPS 打开后另存为 .xlsx",
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise damaged from None
    if unpacked > MAX_UNPACKED:
        raise _fault("too-large", f"台账“{name}”展开后过大", named)
    try:
        check_office_file(data, "xlsx", f"台账“{name}”")
    except Faults as faults:
        raise Faults(replace(told, span=named) for told in faults.diagnostics) from None
    from openpyxl import load_workbook  # a fifth of a second, only where there is a ledger

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - openpyxl fails on a damaged file in a dozen ways
        raise damaged from None
    try:
        names = [s.title for s in book.worksheets]
        if sheet and sheet not in names:
            hints = did_you_mean(sheet, names, listing="台账里的工作表有")
            raise Faults(
                [Diagnostic("ledger-sheet", f"台账里没有工作表“{sheet}”", named, hints=hints)]
            )
        if not names:
            raise damaged
        chosen = book[sheet] if sheet else book.worksheets[0]
        # A sheet may claim a million rows for the sake of one format; it is read to a limit.
        chosen.reset_dimensions()
        rows = []
        for number, cells in enumerate(chosen.iter_rows(values_only=True), 1):
            if number > MAX_ROWS * 4:
                break
            rows.append(Row(number, tuple(_cell(c, path, number) for c in cells[:MAX_COLUMNS])))
    except Faults:
        raise
    except Exception:  # noqa: BLE001 - the parts of the file are parsed as they are read
        raise damaged from None
    finally:
        book.close()
    return rows


def _cell(value: Any, path: str, row: int) -> Any:
    if isinstance(value, str):
        if value.startswith("#") and value.endswith(("!", "?", "/A")):
            name = path.rpartition("/")[2]
            raise _fault("ledger-cell", f"{name} 第{row}行：公式出错（{value}）", Span(path, row))
        return value[:MAX_CELL]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
