"""Writes the sample community's ledger, a workbook such as branches keep, from sample_ledger.csv."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

ROOT = Path(__file__).resolve().parents[1]
ROWS = Path(__file__).with_name("sample_ledger.csv")
LEDGER = ROOT / "content/branches/example-community/2025台账.xlsx"
_DAY = datetime.datetime(2026, 1, 4, 9)  # noqa: DTZ001 - workbooks hold local time
_WIDTHS = (6, 12, 16, 34, 16, 7, 7, 7, 9, 30, 40, 46, 14, 6, 24, 16, 46, 20, 8, 8, 7, 7, 7, 12)
#: columns of whole numbers
_COUNTS = ("应到", "实到", "应到会有表决权", "实到会有表决权", "赞成", "反对", "弃权")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def ledger(rows: list[list[str]]) -> bytes:
    """Return the workbook: a heading, the column titles, a row for each event."""
    book = Workbook()
    sheet = book.active
    sheet.title = "组织生活"
    titles, *events = rows
    sheet.append(["和风社区党支部2025年组织生活台账（示例，全部虚构）"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(titles) + 1)
    sheet.append(["序号", *titles])
    for number, row in enumerate(events, 1):
        sheet.append(
            [number, *(_cell(title, text) for title, text in zip(titles, row, strict=True))]
        )
    _dress(sheet, len(titles) + 1)
    book.properties.creator = "和风社区党支部（示例）"
    book.properties.created = book.properties.modified = _DAY
    return _settled(book)


def _cell(title: str, text: str) -> object:
    if not text:
        return None
    if title == "日期":
        return datetime.datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
    if title in _COUNTS:
        return int(text)
    return float(text) if title == "学时" else text


def _dress(sheet, columns: int) -> None:  # noqa: ANN001 - openpyxl ships no types
    thin = Side(style="thin", color="BFBFBF")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for index, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[sheet.cell(2, index).column_letter].width = width
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 30
    for row in sheet.iter_rows(min_row=2, max_col=columns):
        for cell in row:
            cell.border = border
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if cell.row == 2:
                cell.font = Font(name="黑体", size=11)
                cell.fill = PatternFill("solid", fgColor="F2E9DC")
                cell.alignment = Alignment(horizontal="center", vertical="center")
    for cell in sheet["B"][2:]:
        cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "C3"


def _settled(book: Workbook) -> bytes:
    """Return the bytes of `book` without the moment of writing, so that each run gives the same."""
    first, settled = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _without_moment(data)
            new.writestr(zipfile.ZipInfo(part.filename, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return settled.getvalue()


def _without_moment(core: bytes) -> bytes:
    # openpyxl stamps the moment of saving over `modified`.
    head, mark, rest = core.partition(b"<dcterms:modified")
    opening, _, tail = rest.partition(b">")
    _, close, end = tail.partition(b"</dcterms:modified>")
    return head + mark + opening + b">" + _DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + close + end


def main() -> None:
    """Write the ledger beside the sample record."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        LEDGER.write_bytes(ledger(list(csv.reader(file))))


if __name__ == "__main__":
    main()
