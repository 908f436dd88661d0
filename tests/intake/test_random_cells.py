"""Whatever stands in the cells of a form, reading it ends, and one cell costs no other."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.form_manners import COLLEGE, workspace

from reportgen.content.branches import load_branch_types
from reportgen.intake.exchange import ReturnedFile, changes_of, send
from reportgen.intake.form import SHEETS
from reportgen.intake.returned import (
    ReturnedRow,
    ReturnedSheet,
    ReturnedWorkbook,
    returned_workbook,
)
from reportgen.spreadsheets import Cell, ErrorValue, Workbook, read_workbook

CODES = [(sheet.code, column.code) for sheet in SHEETS for column in sheet.columns]
ODD = st.sampled_from(
    ["", "无", "/", "—", "同上", "删除", "是", "１２３", "3-5", "约", "95%", "2月30日", "：：", "，，，", "\x07", "a" * 5000,
     "赞成", "赞成5", "应到五，赞成十", "赞成999999999999999999999", "1、\n2、", "①", "x：", "{{x}}", "# c", "&a", "[a", "~",
     "9999-99-99", "万", "亿亿", "../../x.png", "\ud83d", None, True, -1, 1.5, 1e300, 10**30, float("nan"), float("inf"),
     datetime.date(2025, 3, 5), ErrorValue("#N/A")]
)  # fmt: skip
CELLS = st.dictionaries(st.tuples(st.sampled_from(CODES), st.integers(0, 3)), ODD, max_size=40)


@cache
def form() -> bytes:
    (sent,) = send(workspace(), "county", 2025, [COLLEGE])
    return sent.data


@cache
def returned() -> ReturnedWorkbook:
    book = read_workbook(form())
    assert isinstance(book, Workbook)
    return returned_workbook(book)


def filled(cells: dict[tuple[tuple[str, str], int], Any]) -> ReturnedWorkbook:
    """Return the form with other values in its rows and in some empty rows below them."""
    whole = returned()
    sheets = dict(whole.sheets)
    for code, sheet in sheets.items():
        rows = list(sheet.rows)
        top = max((row.number for row in rows), default=4)
        rows += [_empty(sheet, top + 1 + n) for n in range(3)]
        for ((of_sheet, column), number), value in cells.items():
            if of_sheet == code and number < len(rows) and column in rows[number].cells:
                old = rows[number].cells[column]
                new = Cell(old.sheet, old.row, old.column, value)
                rows[number] = replace(rows[number], cells={**rows[number].cells, column: new})
        sheets[code] = replace(sheet, rows=tuple(rows))
    return replace(whole, sheets=sheets)


def _empty(sheet: ReturnedSheet, number: int) -> ReturnedRow:
    codes = enumerate(sorted(sheet.codes), 2)
    return ReturnedRow(
        sheet.name, number, "", {c: Cell(sheet.name, number, n, None) for n, c in codes}
    )


@pytest.mark.generated
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CELLS, st.sampled_from(["", "workbook"]))
def test_any_cells_are_read(cells: dict[tuple[tuple[str, str], int], Any], prefer: str) -> None:
    files, file = workspace(), ReturnedFile("表.xlsx", form())
    result = changes_of(files, file, filled(cells), 2025, prefer, load_branch_types(files))
    assert result.fault is None
    assert result.reading is not None
    assert [r for r in result.remarks if r.code == "intake-file"] == []
