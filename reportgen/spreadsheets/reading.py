"""The bytes of an .xlsx file → a `Workbook`.

Element names are those of ECMA-376 part 1, 18; strict files use other namespaces for the same
names, so names are compared without them. Nothing is calculated and no link is followed.
"""

from __future__ import annotations

import datetime
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import check_office_file
from reportgen.office_package import DAMAGED_PACKAGE, OfficePackage, local_name
from reportgen.spreadsheets import number_formats
from reportgen.spreadsheets.model import (
    MAX_COLUMN,
    MAX_ROW,
    Area,
    Cell,
    ErrorValue,
    Picture,
    Range,
    Sheet,
    Uncalculated,
    Value,
    Workbook,
    area_of,
    column_number,
    sheet_and_cells,
)
from reportgen.spreadsheets.old_formats import is_old, read_old

#: Limits that no workbook filled in by people reaches.
MAX_CELLS = 500_000
MAX_MERGED_ROWS = 500_000
MAX_SHEETS = 400
#: cells of a range that is referred to
MAX_RANGE = 100_000
#: elements of a sheet beside its rows: columns, merged areas, rules of formats
MAX_OTHER_TAGS = 400_000
#: characters a cell can hold (Excel's specifications and limits)
MAX_TEXT = 32_767

_DAMAGED = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再用"
_PARSER_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}
#: `_x000D_` is a character XML cannot hold, or one that was escaped (ECMA-376 part 1, 22.9.2.19)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")
_ROWS_OF_SHEET = b"sheetData"


def read_workbook(data: bytes, what: str = "表格") -> Workbook | Diagnostic:
    """Return the workbook in the bytes of an .xlsx file, or the fault that keeps it from being read.

    Files of older formats are read where python-calamine is installed. `what` is how messages call
    the file, such as `台账“2025.xlsx”`.
    """
    if is_old(data):
        return read_old(data, what, MAX_CELLS)
    try:
        check_office_file(data, "xlsx", what)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _Reader(OfficePackage(archive), what).workbook()
    except Faults as faults:
        return faults.diagnostics[0]
    except DAMAGED_PACKAGE:
        return _fault(f"{what}打不开，可能已损坏", _DAMAGED)


def part_of(data: bytes, part: str) -> bytes:
    """Return the bytes of a part of a workbook that was read, such as a picture; b"" where it has none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            package = OfficePackage(archive)
            return package.data(part) if package.has(part) else b""
    except DAMAGED_PACKAGE:
        return b""


def cells_of(workbook: Workbook, reference: str) -> tuple[tuple[Cell, ...], ...] | Diagnostic:
    """Return the cells of a range; `reference` is that of `range_of`."""
    chosen = range_of(workbook, reference)
    return chosen if isinstance(chosen, Diagnostic) else chosen.sheet.rows(chosen.area)


def range_of(workbook: Workbook, reference: str) -> Range | Diagnostic:
    """Return the cells that `reference` means, or a fault if there are none such.

    It may be a range (`Sheet1!B3:F12`), a whole sheet (`Sheet1!`), or a name defined in the workbook.

    A sheet's name alone stands for the sheet. Without a sheet, the first that is not hidden is meant.
    A whole sheet begins at its first row and column with a value.
    """
    named = workbook.names.get(reference.strip(), reference)
    sheet_name, cells = sheet_and_cells(named)
    if not sheet_name and workbook.sheet(cells):
        sheet_name, cells = cells, ""
    sheet = workbook.sheet(sheet_name) if sheet_name else first_visible(workbook)
    if sheet is None:
        listed = "、".join(sheet.name for sheet in workbook.sheets[:12])
        message = f"表格里没有工作表“{sheet_name}”" if sheet_name else "表格的工作表都隐藏了"
        return Diagnostic("workbook-range", message, hints=(f"工作表有：{listed}",))
    area = area_of(cells) if cells else None
    if cells and area is None:
        hint = "写成 Sheet1!B3:F12 的样子，工作表名、叹号、左上角、冒号、右下角"
        return Diagnostic("workbook-range", f"看不懂区域“{reference}”", hints=(hint,))
    area = area or _used(sheet)
    bottom, right = min(area.bottom, sheet.last_row), min(area.right, sheet.last_column)
    height, width = bottom - area.top + 1, right - area.left + 1
    if height > 0 and width > 0 and height * width > MAX_RANGE:
        message = f"区域“{reference}”超过 {MAX_RANGE} 格"
        return Diagnostic("workbook-range", message, hints=("写明左上角和右下角",))
    rows = sheet.rows(area)
    if all(cell.value is None for row in rows for cell in row):
        what = f"区域“{reference}”" if reference else f"工作表“{sheet.name}”"
        return Diagnostic("workbook-range", f"{what}里没有内容")
    return Range(sheet, Area(area.top, area.left, bottom, right))


def _used(sheet: Sheet) -> Area:
    top = min((row for row, _ in sheet.cells), default=1)
    left = min((column for _, column in sheet.cells), default=1)
    return Area(top, left, sheet.last_row, sheet.last_column)


def first_visible(workbook: Workbook) -> Sheet | None:
    """Return the first sheet people see."""
    return next((sheet for sheet in workbook.sheets if not sheet.is_hidden), None)


def _fault(message: str, *hints: str, code: str = "ledger-format") -> Diagnostic:
    return Diagnostic(code, message, hints=hints)


def _relation(element: etree._Element) -> str:
    """Return the id of the relationship an element names: `r:id`, of either namespace."""
    for name, value in element.attrib.items():
        if str(name).endswith(("/relationships}id", "/relationships}embed")):
            return str(value)
    return ""


def _is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all sheets of a workbook use."""

    strings: tuple[str, ...]
    #: the format code of each cell style
    formats: tuple[str, ...]
    #: whether dates count from 1904
    from_1904: bool
    #: id of a picture that WPS puts in cells → its part
    wps_pictures: Mapping[str, str]
    #: number of a cell's value metadata → the part of its picture
    excel_pictures: tuple[str, ...]


class _Reader:
    """Reads a workbook part by part."""

    def __init__(self, package: OfficePackage, what: str) -> None:
        self.package = package
        self.what = what
        self.main = next(iter(package.linked("", "officeDocument")), "xl/workbook.xml")
        self.cells = 0

    def part(self, kind: str) -> str:
        """Return the part of a kind that the workbook refers to, "" where there is none."""
        return next(iter(self.package.linked(self.main, kind)), "")

    def workbook(self) -> Workbook:
        main = self.package.xml(self.main)
        links = self.package.links(self.main)
        shared = _Shared(
            self.strings(),
            self.formats(),
            any(_is_true(e.get("date1904")) for e in main if local_name(e) == "workbookPr"),
            self.wps_pictures(),
            self.excel_pictures(),
        )
        sheets: list[Sheet] = []
        for element in main.iterfind("{*}sheets/{*}sheet"):
            link = links.get(_relation(element))
            if link is None or link.kind != "worksheet" or not self.package.has(link.part):
                continue
            if len(sheets) >= MAX_SHEETS:
                raise Faults([self.too_large(f"超过 {MAX_SHEETS} 张工作表")])
            is_hidden = element.get("state", "visible") != "visible"
            sheets.append(self.sheet(link.part, element.get("name", ""), is_hidden, shared))
        if not sheets:
            raise Faults([_fault(f"{self.what}里没有工作表", _DAMAGED)])
        names = {
            e.get("name", ""): (e.text or "").strip().removeprefix("=")
            for e in main.iterfind("{*}definedNames/{*}definedName")
            if e.get("localSheetId") is None
        }
        return Workbook(tuple(sheets), names)

    def too_large(self, why: str) -> Diagnostic:
        return _fault(f"{self.what}过大：{why}", "删去多余的内容，或分成几个文件", code="too-large")

    # ── Strings and formats ──

    def strings(self) -> tuple[str, ...]:
        part = self.part("sharedStrings")
        if not part:
            return ()
        texts = []
        for item in _elements(self.package.data(part), ("si",)):
            texts.append(_rich_text(item))
            _forget(item)
        return tuple(texts)

    def formats(self) -> tuple[str, ...]:
        part = self.part("styles")
        if not part:
            return ()
        styles = self.package.xml(part)
        codes = dict(number_formats.BUILT_IN)
        for element in styles.iterfind("{*}numFmts/{*}numFmt"):
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        return tuple(
            codes.get(int(element.get("numFmtId", "0")), number_formats.GENERAL)
            for element in styles.iterfind("{*}cellXfs/{*}xf")
        )

    # ── Sheets ──

    def sheet(self, part: str, name: str, is_hidden: bool, shared: _Shared) -> Sheet:
        data = self.package.data(part)
        rows = data[data.find(_ROWS_OF_SHEET) : data.rfind(_ROWS_OF_SHEET)]
        if data.count(b"<") - rows.count(b"<") > MAX_OTHER_TAGS:
            raise Faults([self.too_large(f"工作表“{name}”里的格式太多")])
        draft = _SheetDraft(name, shared)
        for element in _elements(data, ("row", "col", "mergeCell", "drawing")):
            match local_name(element):
                case "row":
                    draft.add_row(element)
                    if self.cells + len(draft.cells) > MAX_CELLS:
                        raise Faults([self.too_large(f"超过 {MAX_CELLS} 个有内容的单元格")])
                case "col":
                    draft.add_columns(element)
                case "mergeCell":
                    draft.add_merged(element)
                case "drawing":
                    drawing = self.package.links(part).get(_relation(element))
                    if drawing and self.package.has(drawing.part):
                        draft.pictures += self.floating_pictures(drawing.part)
            _forget(element)
        self.cells += len(draft.cells)
        merged = (max(0, min(a.bottom, draft.last_row) - a.top + 1) for a in draft.merged)
        if sum(merged) > MAX_MERGED_ROWS:
            raise Faults([self.too_large(f"工作表“{name}”里合并的单元格太多")])
        return draft.sheet(is_hidden)

    # ── Pictures ──

    def floating_pictures(self, drawing: str) -> list[Picture]:
        links = self.package.links(drawing)
        pictures = []
        for anchor in self.package.xml(drawing):
            corner, image = anchor.find("{*}from"), next(anchor.iter("{*}blip"), None)
            if corner is None or image is None:
                continue
            link = links.get(_relation(image))
            row, column = (int(corner.findtext(f"{{*}}{key}") or 0) + 1 for key in ("row", "col"))
            pictures.append(Picture(row, column, link.part if link else ""))
        return pictures

    def wps_pictures(self) -> Mapping[str, str]:
        """Return the pictures WPS keeps beside the sheets, by the id that `DISPIMG` names."""
        part = self.part("cellImage")
        if not part:
            return {}
        links = self.package.links(part)
        pictures = {}
        for picture in self.package.xml(part).iter("{*}pic"):
            name, image = next(picture.iter("{*}cNvPr"), None), next(picture.iter("{*}blip"), None)
            if name is not None and image is not None:
                link = links.get(_relation(image))
                pictures[name.get("name", "")] = link.part if link else ""
        return pictures

    def excel_pictures(self) -> tuple[str, ...]:
        """Return the parts of pictures Excel puts in cells, by number of value metadata.

        A cell's `vm` names a value of metadata.xml, that a rich value, and its first field a
        relationship of richValueRel.xml ([MS-XLSX] 2.3.5).
        """
        metadata = self.part("sheetMetadata")
        values = self.part("rdRichValue")
        relations = self.part("richValueRel")
        if not (metadata and values and relations):
            return ()
        links = self.package.links(relations)
        ids = [_relation(e) for e in self.package.xml(relations) if local_name(e) == "rel"]
        fields = [
            [v.text or "" for v in value if local_name(v) == "v"]
            for value in self.package.xml(values)
            if local_name(value) == "rv"
        ]
        root = self.package.xml(metadata)
        rich = [int(e.get("i", "0")) for e in root.iterfind("{*}futureMetadata/{*}bk//{*}rvb")]
        pictures = []
        for element in root.iterfind("{*}valueMetadata/{*}bk/{*}rc"):
            try:
                link = links.get(ids[int(fields[rich[int(element.get("v", "0"))]][0])])
            except (IndexError, ValueError):
                link = None
            pictures.append(link.part if link else "")
        return tuple(pictures)


def _elements(xml: bytes, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the elements of these names as they are read."""
    tags = [f"{{*}}{name}" for name in names]
    parser = etree.iterparse(BytesIO(xml), tag=tags, resolve_entities=False, no_network=True)
    for _, element in parser:
        yield element


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _rich_text(item: etree._Element) -> str:
    """Return the text of a string: its runs joined, phonetic guides (`rPh`) left out."""
    parts = []
    for child in item:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [part.text or "" for part in child if local_name(part) == "t"]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Return a text without `_x000D_` and characters nobody sees; a line ends in one character."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        # Characters beyond U+FFFF are escaped as two.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", text)[:MAX_TEXT]


@dataclass(slots=True)
class _SheetDraft:
    """A sheet while it is read."""

    name: str
    shared: _Shared
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    pictures: list[Picture] = field(default_factory=list)
    row: int = 0
    last_row: int = 0
    last_column: int = 0

    def sheet(self, is_hidden: bool) -> Sheet:
        in_row: dict[int, list[Area]] = defaultdict(list)
        for area in self.merged:
            for row in range(area.top, min(area.bottom, self.last_row) + 1):
                in_row[row].append(area)
        return Sheet(
            self.name,
            is_hidden,
            self.cells,
            tuple(self.merged),
            {row: tuple(areas) for row, areas in in_row.items()},
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            tuple(self.pictures),
            self.last_row,
            self.last_column,
        )

    def add_columns(self, element: etree._Element) -> None:
        if _is_true(element.get("hidden")):
            last = min(int(element.get("max", "0")), MAX_COLUMN)
            self.hidden_columns.update(range(int(element.get("min", "1")), last + 1))

    def add_merged(self, element: etree._Element) -> None:
        area = area_of(element.get("ref", ""))
        if area and (area.top, area.left) != (area.bottom, area.right):
            self.merged.append(area)

    def add_row(self, element: etree._Element) -> None:
        # Row and cells may leave out their number: it is the next one then (18.3.1.73).
        self.row = int(element.get("r") or self.row + 1)
        if self.row > MAX_ROW:
            return
        namespace = element.tag.removesuffix("row")
        tag, column, count = f"{namespace}c", 0, len(self.cells)
        for child in element:
            if child.tag != tag:
                continue
            name = _CELL_NAME.match(child.get("r") or "")
            column = column_number(name[1]) if name else column + 1
            if len(child) == 0 or column > MAX_COLUMN:
                continue
            cell = self.cell(child, column, namespace)
            if cell is not None:
                self.cells[self.row, column] = cell
                self.last_column = max(self.last_column, column)
        if len(self.cells) > count:
            self.last_row = max(self.last_row, self.row)
            if _is_true(element.get("hidden")):
                self.hidden_rows.add(self.row)

    def cell(self, element: etree._Element, column: int, namespace: str) -> Cell | None:
        """Return the cell of a `c` element; None where it holds nothing."""
        stored = formula = inline = None
        for part in element:
            if part.tag == f"{namespace}v":
                stored = part.text or ""
            elif part.tag == f"{namespace}f":
                formula = part.text or ""
            elif part.tag == f"{namespace}is":
                inline = _rich_text(part)
        style = int(element.get("s") or 0)
        formats = self.shared.formats
        code = formats[style] if 0 <= style < len(formats) else number_formats.GENERAL
        value: Value
        if self.is_picture(element, column, formula):
            value = None
        elif inline is not None:
            value = inline or None
        else:
            value = self.value(element.get("t") or "n", stored, code)
            if value is None and formula is not None:
                value = Uncalculated()
            if value is None:
                return None
        return Cell(self.name, self.row, column, value, code, formula is not None)

    def is_picture(self, element: etree._Element, column: int, formula: str | None) -> bool:
        """Return whether a cell shows a picture, and remember which."""
        if formula and (match := re.search(r'DISPIMG\(\s*"([^"]*)"', formula)):
            part = self.shared.wps_pictures.get(match[1], "")
            self.pictures.append(Picture(self.row, column, part))
            return True
        number = int(element.get("vm") or 0)
        pictures = self.shared.excel_pictures
        if 0 < number <= len(pictures) and pictures[number - 1]:
            self.pictures.append(Picture(self.row, column, pictures[number - 1]))
            return True
        return False

    def value(self, kind: str, stored: str | None, code: str) -> Value:
        """Return what a cell holds; `kind` is its `t` (18.18.11)."""
        if stored is None or (not stored and kind != "str"):
            return None
        match kind:
            case "s":
                index = int(stored)
                strings = self.shared.strings
                return (strings[index] if 0 <= index < len(strings) else "") or None
            case "str":
                return unescaped(stored)
            case "b":
                return stored.strip() in ("1", "true")
            case "e":
                return ErrorValue(stored)
            case "d":
                return _iso_moment(stored.strip())
        return self.number(stored, code)

    def number(self, stored: str, code: str) -> Value:
        """Return the number or moment of a cell; one outside the calendar stays a number."""
        value = float(stored)
        if not math.isfinite(value):
            raise ValueError(stored)
        number = int(value) if value.is_integer() and abs(value) < 2**53 else value
        if not number_formats.is_moment(code):
            return number
        moment = number_formats.moment_of(number, code, from_1904=self.shared.from_1904)
        return number if moment is None else moment


def _iso_moment(stored: str) -> number_formats.Moment:
    """Return the moment of a cell that stores it as text, as strict files may."""
    if "T" in stored:
        return datetime.datetime.fromisoformat(stored.removesuffix("Z"))
    if ":" in stored:
        return datetime.time.fromisoformat(stored)
    return datetime.date.fromisoformat(stored)
