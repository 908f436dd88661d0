from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Chart, Content, Figure, Picture, Series
from reportgen.spans import Span
from reportgen.write.written import Written

Words = Callable[[str], Content]
Opened = Callable[..., Document]


def four() -> Figure:
    return Figure(tuple(Picture(f"{'p' * i}.jpg", f"说明{i}") for i in range(1, 5)), number=1)


def chart(number: int = 1) -> Chart:
    series = (Series("数量", (8200.0, 9600.0, 12000.0)),)
    return Chart("column", "接收档案", ("2020年", "2021年", "2022年"), series, "卷", number=number)


def test_one_picture_keeps_its_shape_within_120_by_80_millimetres(opened: Opened) -> None:
    shape = opened(Figure((Picture("a.jpg", "合影"),))).inline_shapes[0]
    assert shape.width.mm <= 120
    assert shape.height.mm <= 80
    assert round(shape.width / shape.height, 2) == 1.5


def test_pictures_in_a_row_have_one_height_and_fit_the_type_area(opened: Opened) -> None:
    document = opened(Figure((Picture("a.jpg", "甲"), Picture("bb.jpg", "乙"))))
    first, second = document.inline_shapes
    assert first.height == second.height
    assert first.width.mm + second.width.mm <= 156


def test_four_pictures_make_two_rows_of_two(opened: Opened) -> None:
    document = opened(four())
    table = document.tables[0]
    assert [len(row._tr.tc_lst) for row in table.rows] == [2, 2, 1]
    assert table.rows[2].cells[0].text == "图1"


def test_every_drawing_has_its_own_id_and_its_alternative_text(opened: Opened) -> None:
    document = opened(four(), chart(2), Figure((Picture("a.jpg", "说明“5”&<"),)))
    result = list(document.element.body.iter(qn("wp:docPr")))
    assert len({node.get("id") for node in result}) == len(result) == 6
    assert all(node.get("descr") for node in result)
    assert result[5].get("descr") == "说明“5”&<"


def test_a_picture_shown_twice_is_stored_once(write: Callable[..., Written]) -> None:
    figure = Figure((Picture("a.jpg", "甲"),))
    names = zipfile.ZipFile(io.BytesIO(write(figure, figure).data)).namelist()
    assert sum(name.startswith("word/media/") for name in names) == 1


def test_the_credit_follows_the_caption(opened: Opened, text: Words) -> None:
    picture = Picture("a.jpg", "甲", text("参观学习"), credit="某某")
    document = opened(Figure((picture,), number=3))
    assert document.paragraphs[1].text == "图3　参观学习（图：某某）"


def test_the_credit_joins_the_brackets_that_end_the_caption(opened: Opened, text: Words) -> None:
    picture = Picture("a.jpg", "甲", text("参观学习（示意图）"), credit="某某")
    document = opened(Figure((picture,), number=3))
    assert document.paragraphs[1].text == "图3　参观学习（示意图；图：某某）"


def test_a_broken_picture_is_told_with_its_place(write: Callable[..., Written]) -> None:
    place = Span("content/x.yaml", 3)
    written = write(Figure((Picture("a.jpg", "甲", at=place),)), picture=lambda _: b"GIF")
    assert [(d.code, d.span) for d in written.diagnostics] == [("picture-unusable", place)]
    assert "【待补充：图片 a.jpg】" in docx.Document(io.BytesIO(written.data)).paragraphs[0].text


def test_a_missing_picture_passes_on_the_fault_of_the_workspace(
    write: Callable[..., Written],
) -> None:
    fault = Diagnostic("picture-missing", "没有这张图片")

    def missing(_: str) -> bytes:
        raise Faults([fault])

    assert write(four(), picture=missing).diagnostics == (fault,)


def test_a_chart_is_native_and_carries_its_workbook(write: Callable[..., Written]) -> None:
    package = zipfile.ZipFile(io.BytesIO(write(chart()).data))
    plot = etree.fromstring(package.read("word/charts/chart1.xml"))
    assert plot.tag.endswith("chartSpace")
    book = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/workbook1.xlsx")))
    sheet = book.active
    assert sheet is not None
    assert list(sheet.iter_rows(min_row=2, values_only=True))[2] == ("2022年", 12000)
