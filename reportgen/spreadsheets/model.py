"""A workbook as plain values: sheets, cells with value and text, merged areas, pictures."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.spreadsheets import number_formats

#: The largest column and row of a sheet (Excel's specifications and limits).
MAX_COLUMN = 16_384
MAX_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error as a value of a formula: `#N/A`, `#DIV/0!` …"""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula whose result the program that wrote the file did not store."""

    def __str__(self) -> str:
        return ""


Value = (
    str
    | int
    | float
    | bool
    | datetime.date
    | datetime.datetime
    | datetime.time
    | datetime.timedelta
    | ErrorValue
    | Uncalculated
    | None
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it holds, what it shows, and where it stands."""

    sheet: str
    row: int
    column: int
    value: Value = None
    #: the code of the number format
    format: str = number_formats.GENERAL
    #: whether the value is a formula's result
    is_formula: bool = False

    @property
    def text(self) -> str:
        """What Excel shows for the value; nothing for a formula without a result."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, str):
            return number_formats.text_of_text(value, self.format)
        if isinstance(value, (int, float)):
            return number_formats.text_of_number(value, self.format)
        if isinstance(value, (ErrorValue, Uncalculated)):
            return str(value)
        return number_formats.text_of_moment(value, self.format)

    @property
    def place(self) -> str:
        """Where the cell stands, for people: `3 数字!F9`."""
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1 and the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a cell, or floating with its top-left corner in it."""

    row: int
    column: int
    #: the part of the package with its bytes; empty where the file does not say
    part: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet. Cells without a value are not stored."""

    name: str
    is_hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    #: areas of merged cells; the value stands in the top-left cell
    merged: tuple[Area, ...]
    #: the merged areas that touch a row, for rows up to the last with a value
    merged_in_row: Mapping[int, tuple[Area, ...]]
    #: among the rows with a value
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    pictures: tuple[Picture, ...]
    last_row: int
    last_column: int

    @property
    def filled_rows(self) -> tuple[int, ...]:
        """The rows with a value of their own, from the top."""
        return tuple(sorted({row for row, _ in self.cells}))

    def merged_area(self, row: int, column: int) -> Area | None:
        """Return the merged area a place belongs to."""
        areas = self.merged_in_row.get(row, ())
        return next((area for area in areas if (row, column) in area), None)

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place; inside a merged area, the cell that holds its value."""
        area = self.merged_area(row, column)
        place = (area.top, area.left) if area else (row, column)
        return self.cells.get(place) or Cell(self.name, *place)

    def rows(self, area: Area | None = None) -> tuple[tuple[Cell, ...], ...]:
        """Return the cells of an area row by row, as far as the sheet has values; all without one."""
        area = area or Area(1, 1, self.last_row, self.last_column)
        columns = range(area.left, min(area.right, self.last_column) + 1)
        return tuple(
            tuple(self.cell(row, column) for column in columns)
            for row in range(area.top, min(area.bottom, self.last_row) + 1)
        )


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of the cells of a sheet, as far as the sheet has values."""

    sheet: Sheet
    area: Area


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets of a file in their order, and the names it gives to ranges."""

    sheets: tuple[Sheet, ...]
    #: name → reference, such as `项目` → `'_选项'!$A$1:$A$9`
    names: Mapping[str, str]

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of a name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letters(column: int) -> str:
    """Return the letters of a column: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@functools.cache
def column_number(letters: str) -> int:
    """Return the number of a column: A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


_CELL = r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})"
_RANGE = re.compile(rf"{_CELL}(?::{_CELL})?\Z")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})\Z")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})\Z")


def area_of(reference: str) -> Area | None:
    """Return the area of `B3`, `B3:F12`, `B:F` or `3:12`; None for anything else."""
    if match := _RANGE.match(reference):
        left, top = column_number(match[1]), int(match[2])
        right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
    elif match := _COLUMNS.match(reference):
        left, right, top, bottom = column_number(match[1]), column_number(match[2]), 1, MAX_ROW
    elif match := _ROWS.match(reference):
        left, right, top, bottom = 1, MAX_COLUMN, int(match[1]), int(match[2])
    else:
        return None
    top, bottom, left, right = (
        min(top, bottom),
        max(top, bottom),
        min(left, right),
        max(left, right),
    )
    if bottom > MAX_ROW or right > MAX_COLUMN:
        return None
    return Area(top, left, bottom, right)


def sheet_and_cells(reference: str) -> tuple[str, str]:
    """Return the sheet and the cells of `Sheet1!B3:F12`; the sheet is empty where none is named."""
    sheet, mark, cells = reference.strip().rpartition("!")
    if mark and len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, cells
