"""A workbook that came back → rows of its sheets, each cell with its place; nothing is judged here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.intake import values
from reportgen.intake.base import Base, base_of
from reportgen.intake.form import BASE, CHOICES, COVER, SHEETS, Kind, Sheet
from reportgen.intake.remarks import Remark, Weight
from reportgen.spreadsheets import Cell, Workbook
from reportgen.spreadsheets import Sheet as Worksheet

#: rows below a table that are no items
_FOOTER = re.compile(
    r"(合\s*计|总\s*计|小\s*计|注[：:]|备注[：:]|填表人|制表人?|审核|审批|负责人|单位[（(]?盖章|填报(人|单位|日期))"
)
_LONE_DATE = re.compile(r"(19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?")
_YEAR = re.compile(r"(20\d\d)年?")
#: an id as the form writes it: figure/签约户数, branch.name
_ID = re.compile(r"[a-z]+[/.].+")
_CODES_WITHIN = 12
#: so many rows a remark lists
_LISTED_ROWS = 6
#: so many rows of a sheet are read; a remark names the rest
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a sheet: its number, the id in its hidden cell, and its cells by code of column."""

    sheet: str
    number: int
    id: str
    cells: Mapping[str, Cell]
    is_hidden: bool = False

    def text(self, code: str) -> str:
        """Return the text of a cell, "" where the form has no such column."""
        cell = self.cells.get(code)
        return values.cell_text(cell) if cell else ""

    def place(self, code: str) -> str:
        """Return where a cell stands: `3 数字!F9`."""
        cell = self.cells.get(code)
        if cell is None:
            return f"{self.sheet}!第{self.number}行"
        column = cell.place.rpartition("!")[2].rstrip("0123456789")
        return f"{self.sheet}!{column}{self.number}"


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet of the form as it came back."""

    sheet: Sheet
    name: str
    rows: tuple[ReturnedRow, ...]
    #: the codes of the columns that are there
    codes: frozenset[str]
    #: the rows among the items in which nothing is written, with their numbers
    emptied: tuple[int, ...] = ()
    #: number of a row → the part of the picture in it
    pictures: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """A workbook that came back."""

    base: Base
    sheets: Mapping[str, ReturnedSheet]
    #: the full name of the branch as its first sheet says
    branch_name: str
    #: 给上级的话, and who filled it in
    message: str
    filler: str
    remarks: tuple[Remark, ...]


def returned_workbook(book: Workbook) -> ReturnedWorkbook:
    """Return the rows of a workbook that came back."""
    remarks: list[Remark] = []
    sheets: dict[str, ReturnedSheet] = {}
    strangers = []
    for worksheet in book.sheets:
        if worksheet.name in (CHOICES, BASE, COVER):
            continue
        sheet = _sheet_named(worksheet)
        if sheet is None or sheet.code in sheets:
            if worksheet.cells and not worksheet.is_hidden:
                strangers.append(worksheet.name)
            continue
        there = _read(sheet, worksheet, remarks)
        if there is None:
            strangers.append(worksheet.name)
        else:
            sheets[sheet.code] = there
    if strangers:
        names = "、".join(f"“{name}”" for name in strangers)
        remarks.append(Remark("intake-left", Weight.REMINDER, "", f"没有读：工作表{names}"))
    basics = sheets.get("basics")
    of_branch = {row.id: row.text("value") for row in basics.rows} if basics else {}
    name = of_branch.get("branch.name", "")
    if not name and basics:
        name = next((r.text("value") for r in basics.rows if r.text("item") == "支部全称"), "")
    cover = book.sheet(COVER)
    return ReturnedWorkbook(
        base_of(book),
        sheets,
        name,
        _beside(cover, ("给街道的话", "给上级的话")),
        _beside(cover, ("填表人、电话", "填表人")),
        tuple(remarks),
    )


def _beside(sheet: Worksheet | None, labels: tuple[str, ...]) -> str:
    """Return what stands to the right of a label."""
    if sheet is None:
        return ""
    for (row, column), cell in sheet.cells.items():
        if cell.text.strip() in labels:
            return values.cell_text(sheet.cell(row, column + 1))
    return ""


def _sheet_named(worksheet: Worksheet) -> Sheet | None:
    """Return the sheet of the form that a worksheet is: by its code, else by its name without number."""
    bare = re.sub(r"[\d\s.、]|[（(][^()（）]*[)）]", "", worksheet.name)
    for sheet in SHEETS:
        if any(_code(worksheet, row) == sheet.code for row in range(1, 5)):
            return sheet
    return next((s for s in SHEETS if s.name == bare), None)


def _code(worksheet: Worksheet, row: int) -> str:
    text = values.cell_text(worksheet.cell(row, 1))
    return text.removeprefix("#") if text.startswith("#") else ""


def _read(sheet: Sheet, worksheet: Worksheet, remarks: list[Remark]) -> ReturnedSheet | None:
    header = _header(sheet, worksheet)
    if header is None:
        return None
    first, columns, unknown = header
    if unknown:
        names = "、".join(f"“{name}”" for name in unknown)
        remarks.append(
            Remark("intake-left", Weight.REMINDER, worksheet.name, f"没有读：表里多出来的列{names}")
        )
    pictures = {p.row: p.part for p in worksheet.pictures if p.row >= first}
    rows, footers, empty = [], [], []
    numbers = list(_numbers(worksheet, first, columns, pictures))
    if len(numbers) > MOST_ROWS:
        why = f"超过 {MOST_ROWS} 行，第{numbers[MOST_ROWS]}行起没有读"
        remarks.append(Remark("intake-left", Weight.DECISION, worksheet.name, why))
    for number in numbers[:MOST_ROWS]:
        cells = {code: worksheet.cell(number, column) for code, column in columns.items()}
        row = ReturnedRow(
            worksheet.name,
            number,
            _id(worksheet, number, columns),
            cells,
            number in worksheet.hidden_rows,
        )
        words = _own_words(worksheet, number, 2 if row.id else 1)
        if words and _is_footer(sheet, row, words):
            footers.append(f"第{number}行“{words[0][:16]}”")
        elif _is_empty(sheet, row) and number not in pictures:
            if row.id or number < max((r for r, _ in worksheet.cells), default=0):
                empty.append((number, row))
        else:
            rows.append(row)
    if footers:
        remarks.append(
            Remark("intake-left", Weight.REMINDER, worksheet.name, f"没有读：{'、'.join(footers)}")
        )
    if hidden := [str(row.number) for row in rows if row.is_hidden]:
        listed = "、".join(hidden[:_LISTED_ROWS]) + ("等" if len(hidden) > _LISTED_ROWS else "")
        why = f"第{listed}行被隐藏了，照样读了"
        remarks.append(Remark("intake-hidden", Weight.REMINDER, worksheet.name, why))
    last = max((row.number for row in rows), default=0)
    with_id = [row for _, row in empty if row.id]
    return ReturnedSheet(
        sheet,
        worksheet.name,
        tuple(sorted((*rows, *with_id), key=lambda r: r.number)),
        frozenset(columns),
        tuple(number for number, row in empty if not row.id and number < last),
        pictures,
    )


def _numbers(
    worksheet: Worksheet, first: int, columns: Mapping[str, int], pictures: Mapping[int, str]
) -> Iterator[int]:
    """Yield the rows of items: those with a value, or covered by a merged cell of a column that is read."""
    filled = {row for row in worksheet.filled_rows if row >= first} | set(pictures)
    wanted = set(columns.values())
    for area in worksheet.merged:
        if area.top >= first and wanted & set(range(area.left, area.right + 1)):
            filled |= set(range(area.top, min(area.bottom, worksheet.last_row) + 1))
    yield from sorted(filled)


def _id(worksheet: Worksheet, number: int, columns: Mapping[str, int]) -> str:
    """Return the id in the first cell of a row; "" where the first column is another, such as 序号."""
    text = values.cell_text(worksheet.cell(number, 1)) if 1 not in columns.values() else ""
    return text if _ID.fullmatch(text) else ""


def _header(
    sheet: Sheet, worksheet: Worksheet
) -> tuple[int, dict[str, int], tuple[str, ...]] | None:
    """Return the first row of items, the column of each code, and headings nobody knows."""
    known = {column.code for column in sheet.columns}
    for row in range(1, _CODES_WITHIN):
        codes = {
            values.cell_text(worksheet.cell(row, column)): column
            for column in range(2, min(worksheet.last_column, 60) + 1)
        }
        if len(known & set(codes)) >= min(2, len(known)):
            unknown = tuple(
                values.cell_text(worksheet.cell(row + 1, column)) or code
                for code, column in codes.items()
                if code and code not in known
            )
            return row + 2, {c: n for c, n in codes.items() if c in known}, unknown
    best: tuple[int, dict[str, int], tuple[str, ...]] | None = None
    for row in range(1, _CODES_WITHIN):
        columns, unknown_names = _by_headings(sheet, worksheet, row)
        if len(columns) >= 2 and (best is None or len(columns) > len(best[1])):
            best = (row + 1, columns, unknown_names)
    return best


def _by_headings(
    sheet: Sheet, worksheet: Worksheet, row: int
) -> tuple[dict[str, int], tuple[str, ...]]:
    columns: dict[str, int] = {}
    years: dict[int, int] = {}
    unknown = []
    for number in range(1, min(worksheet.last_column, 60) + 1):
        heading = values.cell_text(worksheet.cell(row, number))
        if not heading or heading in ("编号", "序号"):
            continue
        if sheet.code == "figures" and (match := _YEAR.fullmatch(heading)):
            years[int(match[1])] = number
            continue
        code = _code_of_heading(sheet, heading)
        if code and code not in columns:
            columns[code] = number
        else:
            unknown.append(heading)
    # Of two columns that are headed by a year, the later one is that of the form.
    for code, year in zip(("value", "last"), sorted(years, reverse=True), strict=False):
        columns.setdefault(code, years[year])
    return columns, tuple(unknown)


def _code_of_heading(sheet: Sheet, heading: str) -> str:
    bare = values.plain(re.sub(r"[（(][^()（）]*[)）]", "", heading))
    for column in sheet.columns:
        names = (column.heading, *column.synonyms)
        if any(values.plain(re.sub(r"[（(][^()（）]*[)）]", "", name)) == bare for name in names):
            return column.code
    return ""


def _own_words(worksheet: Worksheet, number: int, start: int) -> list[str]:
    """Return the texts of the cells of a row from the column `start` on."""
    cells = (worksheet.cells.get((number, c)) for c in range(start, worksheet.last_column + 1))
    return [text for cell in cells if cell and (text := values.cell_text(cell))]


def _is_footer(sheet: Sheet, row: ReturnedRow, words: list[str]) -> bool:
    if row.id:
        return False
    label = row.text(sheet.label)
    first = words[0]
    if label and label != first and not _FOOTER.match(label):
        return _FOOTER.match(first) is not None and len(words) <= 2
    if _FOOTER.match(label or first):
        return True
    return len(words) == 1 and _LONE_DATE.fullmatch(first) is not None


def _is_empty(sheet: Sheet, row: ReturnedRow) -> bool:
    """Return whether a row has nothing but what the form itself wrote there."""
    prefilled = {Kind.CHAPTER, Kind.ACTION, Kind.NOTICE}
    for column in sheet.columns:
        if column.kind in prefilled or column.locked:
            continue
        cell = row.cells.get(column.code)
        if (
            cell is not None
            and cell.value is not None
            and (cell.is_formula or values.cell_text(cell))
        ):
            return False
    return True
