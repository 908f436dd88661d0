"""Workbooks in which common readers get something wrong."""

from __future__ import annotations

import builtins
import datetime
from pathlib import Path
from typing import Any

import pytest

from reportgen.diagnostics import Diagnostic
from reportgen.spreadsheets import ErrorValue, Sheet, Uncalculated, Workbook, part_of, read_workbook

TRAPS = Path(__file__).parent / "traps"
DAY = datetime.date(2025, 1, 10)


def book(name: str) -> Workbook:
    read = read_workbook((TRAPS / name).read_bytes(), f"“{name}”")
    assert isinstance(read, Workbook)
    return read


def first(name: str) -> Sheet:
    return book(name).sheets[0]


def day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime.datetime) else value


@pytest.mark.parametrize("name", ["zhdates.xlsx", "zhdates.et"])
def test_every_chinese_date_format_gives_a_date(name: str) -> None:
    if name.endswith(".et"):
        pytest.importorskip("python_calamine")
    rows = [(r[0].value, day(r[1].value)) for r in first(name).rows()[1:]]
    counts = {'"第"0"次"', '0"名"', '#,##0"元"'}
    # calamine does not know that `aaaa` shows a weekday
    odd = {"[$-804]aaaa;@"} if name.endswith(".et") else set()
    for code, value in rows:
        assert value == (45667 if code in counts | odd else DAY), code
    assert len(rows) >= 31


def test_dates_from_1904_and_in_iso_form_are_dates() -> None:
    assert [r[0].value for r in first("d1904.xlsx").rows()] == [DAY, DAY]
    assert first("isodate.xlsx").cell(1, 1).value == DAY


def test_errors_are_not_typed_texts_and_a_formula_without_a_result_is_known() -> None:
    values = [r[0].value for r in first("errors.xlsx").rows()]
    assert values == [ErrorValue("#N/A"), ErrorValue("#DIV/0!"), "#N/A", 2, True]
    assert [r[0].value for r in first("nocache.xlsx").rows()] == [Uncalculated()] * 3


def test_texts_are_as_they_were_typed() -> None:
    texts = [r[0].value for r in first("strings.xlsx").rows()][:5]
    assert texts == [
        "第一行\n第二行", "周和", "红邻", "\u3000前有全角空格_x0041_ ", "320102197001011234",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["merged_hidden.xlsx", "strict.xlsx", "bigdim.xlsx"])
def test_merged_and_hidden_cells_are_known_in_every_dialect(name: str) -> None:
    hidden, ledger = book(name).sheets
    assert hidden.is_hidden
    assert [ledger.cell(row, 1).value for row in (2, 3, 4)] == ["2025-01-10"] * 3
    assert (ledger.hidden_rows, ledger.hidden_columns) == ({5}, {2})


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    sheet = first("farcell.xlsx")
    assert (sheet.last_row, sheet.last_column) == (1, 1)


@pytest.mark.parametrize("name", ["pics_wps.xlsx", "pics_excel.xlsx"])
def test_pictures_in_cells_and_over_them_are_known_by_their_row(name: str) -> None:
    data = (TRAPS / name).read_bytes()
    pictures = first(name).pictures
    assert pictures[0].row == 2
    for picture in pictures:
        assert part_of(data, picture.part).startswith(b"\x89PNG")


def test_a_password_is_named() -> None:
    fault = read_workbook((TRAPS / "password.xlsx").read_bytes(), "“表”")
    assert isinstance(fault, Diagnostic)
    assert "密码" in fault.message


def test_without_calamine_an_old_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "python_calamine":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    fault = read_workbook((TRAPS / "zhdates.et").read_bytes(), "台账“一.et”")
    assert isinstance(fault, Diagnostic)
    assert "旧格式" in fault.message
    assert "另存为 .xlsx" in fault.hints[0]
