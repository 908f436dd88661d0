"""Exhibits that a template asks for by key, or makes of numbers."""

from __future__ import annotations

import pytest
from support import composing

from reportgen.compose.templates.exhibits import table_node
from reportgen.content.model import TableData
from reportgen.document.nodes import Chart, Pending, Report, Text

_NAME = "templates/juli/documents/summary.docx.j2"
_TEMPLATE = (
    "{#\nname: 页\npurpose: 一页\noutput: 页\n#}\n<report><title>页</title>{{ chart_of('次数', '次', "
    "{'甲': 5, '乙': 3}, '%s') }}</report>"
)


@pytest.mark.parametrize("kind", ["column", "bar", "line", "pie"])
def test_a_chart_is_made_of_numbers(kind: str) -> None:
    document = composing.document({_NAME: _TEMPLATE % kind})
    assert isinstance(document, Report)
    (chart,) = document.blocks
    assert isinstance(chart, Chart)
    assert (chart.kind, chart.categories, chart.series[0].values) == (kind, ("甲", "乙"), (5, 3))


def test_a_chart_of_an_unknown_kind_is_a_fault_of_the_template() -> None:
    (fault,) = composing.faults({_NAME: _TEMPLATE % "饼图"})
    assert fault.code == "template-error"
    assert "饼图" in fault.message
    assert fault.span
    assert fault.span.line == 6


def aligns(rows: list[list[str]], **more: object) -> list[list[str]]:
    """Return how each cell below the head stands: as it says itself, else as its column does."""
    head = [f"列{n}" for n in range(len(rows[0]))]
    node = table_node(TableData.model_validate({"title": "表", "head": head, "rows": rows, **more}))
    return [
        [cell.align or node.columns[n].align for n, cell in enumerate(row)] for row in node.rows[1:]
    ]


def test_the_first_column_stands_left_figures_right_and_short_words_in_the_middle() -> None:
    rows = [
        ["支部党员大会", "4", "书记"],
        ["党课", "—", "委员"],
        ["主题党日", "12次", ""],
        ["谈心谈话", "多人", "书记"],
        ["合计", "1,180余次", "书记、委员和各党小组组长分头去谈"],
    ]
    assert aligns(rows) == [["left", "right", "center"]] * 4 + [["left", "right", "left"]]


def test_a_column_of_long_texts_stands_left_and_running_numbers_in_the_middle() -> None:
    rows = [["1", "修好村口到水库的路"], ["2", "给独居老人装上感应灯"], ["3", "补种"]]
    assert aligns(rows) == [["center", "left"]] * 3


def test_joined_cells_stand_in_the_middle() -> None:
    rows = [["会议", "甲", "1"], ["^", "乙", "2"], ["合计", "3", "<"]]
    first, _, last = table_node(TableData.model_validate({"title": "表", "rows": rows})).rows
    assert [cell.align for cell in first] == ["center", None, None]
    assert [cell.align for cell in last] == [None, "center"]


@pytest.mark.parametrize("words", [["右", "中", "左"], ["right", "center", "left"]])
def test_the_author_may_say_how_each_column_stands(words: list[str]) -> None:
    rows = [["甲", "1", "一二三四五六七八九十一二三"]]
    assert aligns(rows, align=words) == [["right", "center", "left"]]


def test_cells_that_name_rows_are_heads_and_stand_as_their_column_does() -> None:
    rows = [["安全", "通道", "31"], ["^", "小计", "31"], ["合计", "<", "31"]]
    data = {"title": "表", "rows": rows, "row_heads": 2, "sum_rows": [2, 3]}
    node = table_node(TableData.model_validate(data))
    heads = [[cell.header for cell in row] for row in node.rows]
    assert heads == [[True, True, False], [True, False], [True, False]]
    assert node.rows[0][1].align == node.columns[1].align == "left"
    tones = [[cell.tone for cell in row] for row in node.rows]
    assert tones == [["", "", ""], ["sum", "sum"], ["sum", "sum"]]


def test_a_row_of_marks_alone_leaves_the_rows_of_sums_where_they_are() -> None:
    data = {"title": "表", "rows": [["甲", "1"], ["^", "^"], ["小计", "1"]], "sum_rows": [3]}
    node = table_node(TableData.model_validate(data))
    assert [row[0].tone for row in node.rows] == ["", "sum"]


def test_a_missing_fact_in_a_cell_is_one() -> None:
    data = {"title": "表", "rows": [["党课", "【待补充：次数】"]], "unit": "次"}
    node = table_node(TableData.model_validate(data))
    assert node.rows[0][1].content == (Pending("次数"),)
    assert (node.header_rows, node.unit) == (0, (Text("单位："), Text("次")))
