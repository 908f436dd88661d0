"""The bytes of an .xls, .et or .ods file → a `Workbook`, with python-calamine where it is installed.

calamine gives values, merged cells and hidden sheets; errors, formats and pictures of such files
are not known. Number cells with a date come as dates.
"""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

from reportgen.diagnostics import Diagnostic
from reportgen.spreadsheets.model import Area, Cell, Sheet, Value, Workbook

#: Every compound file opens with these bytes ([MS-CFB] 2.2).
OLD_FORMAT = bytes.fromhex("D0CF11E0A1B11AE1")
#: what an OpenDocument spreadsheet says of itself at its beginning (ODF 1.2 part 3, 3.3)
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
#: how many empty cells may stand among those with a value, for each of these
_ROOM = 10
_AGAIN = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再用"
_EXTRA = "或请装程序的人运行：pip install 'reportgen[old-excel]'"


def is_old(data: bytes) -> bool:
    """Return whether a file is a spreadsheet in a format before .xlsx, or an OpenDocument one."""
    return data.startswith(OLD_FORMAT) or OPEN_DOCUMENT in data[:120]


def read_old(data: bytes, what: str, most_cells: int) -> Workbook | Diagnostic:
    """Return the workbook in the bytes of an old file, or the fault that keeps it from being read."""
    # An encrypted .xlsx lies in a compound file too ([MS-OFFCRYPTO] 1.3.2).
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _fault(f"{what}有打开密码，程序读不了", f"请去掉密码，{_AGAIN.removeprefix('请')}")
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError:
        return _fault(f"{what}是旧格式（.xls、.et、.ods），这里没有装读它的组件", _AGAIN, _EXTRA)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets, count = [], 0
        for meta in book.sheets_metadata:
            source = book.get_sheet_by_name(meta.name)
            count += source.total_height * source.total_width
            if count > most_cells * _ROOM:
                return Diagnostic("too-large", f"{what}过大：单元格太多", hints=(_AGAIN,))
            sheets.append(_sheet(source, meta.name, "Visible" not in str(meta.visible)))
    except PasswordError:
        return _fault(f"{what}有打开密码，程序读不了", f"请去掉密码，{_AGAIN.removeprefix('请')}")
    except (CalamineError, OSError, ValueError):  # calamine passes errors of Python on too
        return _fault(f"{what}打不开，可能已损坏", _AGAIN)
    return Workbook(tuple(sheets), {})


def _fault(message: str, *hints: str) -> Diagnostic:
    return Diagnostic("ledger-format", message, hints=hints)


def _sheet(source: Any, name: str, is_hidden: bool) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    # Rows are counted from the first with a value where the others are skipped.
    for row, line in enumerate(source.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(line, 1):
            if value != "":
                cells[row, column] = Cell(name, row, column, _value(value))
    areas = tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in (source.merged_cell_ranges or ())
    )
    last_row = max((row for row, _ in cells), default=0)
    in_row: dict[int, tuple[Area, ...]] = {}
    for area in areas:
        for row in range(area.top, min(area.bottom, last_row) + 1):
            in_row[row] = (*in_row.get(row, ()), area)
    last_column = max((column for _, column in cells), default=0)
    none: frozenset[int] = frozenset()
    return Sheet(name, is_hidden, cells, areas, in_row, none, none, (), last_row, last_column)


def _value(value: Any) -> Value:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    known = (str, int, float, bool, datetime.date, datetime.time, datetime.timedelta)
    return value if isinstance(value, known) else str(value)
