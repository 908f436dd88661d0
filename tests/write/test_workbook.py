from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from reportgen.document.nodes import Chart, Series
from reportgen.write.workbook import (
    categories_formula,
    chart_workbook,
    column_name,
    number_text,
    title_formula,
    values_formula,
)

CHART = Chart(
    "column",
    "支部活动",
    ("一季度", "二季度 & <开放>", " 三季度 "),
    (Series("2022年", (6, 8.5, None)), Series("", (5, None, 7))),
    unit="次",
)


def test_openpyxl_reads_categories_names_and_values() -> None:
    book = openpyxl.load_workbook(io.BytesIO(chart_workbook(CHART)))
    assert book.sheetnames == ["Sheet1"]
    assert list(book["Sheet1"].values) == [
        ("单位：次", "2022年", "支部活动"),
        ("一季度", 6, 5),
        ("二季度 & <开放>", 8.5, None),
        (" 三季度 ", None, 7),
    ]


def test_formulas_point_at_the_cells_that_hold_the_data() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(chart_workbook(CHART)))["Sheet1"]

    def read(formula: str) -> list[object]:
        cells = sheet[formula.removeprefix("Sheet1!").replace("$", "")]
        return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]

    assert read(categories_formula(CHART)) == list(CHART.categories)
    assert read(title_formula(0)) == ["2022年"]
    assert read(values_formula(CHART, 1)) == [5, None, 7]


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert chart_workbook(CHART) == chart_workbook(CHART)


def test_only_the_sheet_differs_between_workbooks() -> None:
    other = Chart("pie", "构成", ("党员",), (Series("人数", (34,)),))
    with (
        zipfile.ZipFile(io.BytesIO(chart_workbook(CHART))) as one,
        zipfile.ZipFile(io.BytesIO(chart_workbook(other))) as two,
    ):
        assert one.namelist() == two.namelist()
        differing = [name for name in one.namelist() if one.read(name) != two.read(name)]
    assert differing == ["xl/worksheets/sheet1.xml"]


def test_a_chart_without_unit_leaves_the_corner_empty() -> None:
    chart = Chart("pie", "构成", ("党员",), (Series("人数", (34,)),))
    sheet = openpyxl.load_workbook(io.BytesIO(chart_workbook(chart)))["Sheet1"]
    assert sheet["A1"].value is None


@pytest.mark.parametrize(
    ("value", "text"), [(34.0, "34"), (0.1, "0.1"), (-3.0, "-3"), (-0.0, "0"), (12000.0, "12000")]
)
def test_a_whole_number_is_written_without_a_point(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_a_spreadsheet_names_them(index: int, name: str) -> None:
    assert column_name(index) == name


def test_what_was_written_stands_behind_the_numbers() -> None:
    series = (
        Series("今年", (390, 12), ("390余", "12"), ("390余篇", "12篇")),
        Series("去年", (8, 9)),
    )
    chart = Chart("column", "稿件", ("省级", "市级"), series, unit="篇")
    sheet = openpyxl.load_workbook(io.BytesIO(chart_workbook(chart)))["Sheet1"]
    assert list(sheet.values) == [
        ("单位：篇", "今年", "去年", "今年（原文）"),
        ("省级", 390, 8, "390余篇"),
        ("市级", 12, 9, "12篇"),
    ]
