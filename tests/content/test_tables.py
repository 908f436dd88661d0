"""Tables of a record: joined cells, their faults, and tables taken from a workbook."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from support import joined_tables, workspaces, xlsx_files

from reportgen.content.loading import load
from reportgen.content.model import TableData
from reportgen.content.tables.figures import figures_of
from reportgen.content.tables.grid import Grid, grid_of
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span, span_of
from reportgen.workspace import MemoryWorkspace

FOLDER = "content/branches/red"
RECORD = f"{FOLDER}/2022.yaml"
BOOK = f"{FOLDER}/表.xlsx"
TWO_HEADS = "head: [[类别, 人数, <], [^, 应到, 实到]]"


def workspace(table: str, book: bytes | None = None, path: str = BOOK) -> MemoryWorkspace:
    """Return the base workspace with one table in its record, and perhaps a workbook."""
    record = f"year: 2022\ntables:\n  到会情况: {table}\nsigned: 2023-01-05\n"
    return workspaces.memory({RECORD: record} | ({path: book} if book else {}))  # type: ignore[dict-item]


def faults(table: str, book: bytes | None = None) -> list[Diagnostic]:
    """Return the faults of one table."""
    return list(load(workspace(table, book)).diagnostics)


def table(text: str, book: bytes | None = None) -> TableData:
    """Return one table of the record, read without faults."""
    library = load(workspace(text, book))
    assert not library.diagnostics, library.diagnostics
    return library.years["red", 2022].record.tables["到会情况"]


def workbook(sheet: str = "收支", **cells: Any) -> bytes:
    """Return a workbook with one sheet of these cells; `merged` lists areas, `hidden` columns."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for area in cells.pop("merged", ()):
        page.merge_cells(area)
    for column in cells.pop("hidden", ()):
        page.column_dimensions[column].hidden = True
    for place, value in cells.items():
        page[place] = value
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_cells_are_joined_with_the_one_to_the_left_and_the_one_above() -> None:
    grid = grid_of(table(f"{{{TWO_HEADS}, rows: [[党员, 28, 27], [合计, <, 27]]}}"))
    sizes = [[(c.text, c.height, c.width) for c in row] for row in grid.rows]
    assert sizes == [
        [("类别", 2, 1), ("人数", 1, 2)],
        [("应到", 1, 1), ("实到", 1, 1)],
        [("党员", 1, 1), ("28", 1, 1), ("27", 1, 1)],
        [("合计", 1, 2), ("27", 1, 1)],
    ]
    assert (grid.head_rows, grid.column_name(2)) == (2, "人数实到")


@given(joined_tables.tables())
def test_any_joined_cells_are_read_as_they_are_written(
    table_rows: tuple[joined_tables.Rows, joined_tables.Rows],
) -> None:
    head, body = table_rows
    data = TableData.model_validate({"title": "表", "head": head, "rows": body})
    grid = grid_of(data)
    expected = joined_tables.visible_texts(head, body)
    assert [[grid.text(*place) for place in row] for row in places(grid)] == expected
    assert sum(c.height * c.width for row in grid.rows for c in row) == sum(map(len, expected))


def places(grid: Grid) -> list[list[tuple[int, int]]]:
    return [[(r, c) for c in range(len(grid.columns))] for r in range(len(grid.rows))]


def test_a_row_or_column_in_which_no_cell_begins_is_left_out() -> None:
    grid = grid_of(table("{head: [[甲, 乙], [^, ^]], rows: [[一, 二], [^, ^]]}"))
    assert [[c.text for c in row] for row in grid.rows] == [["甲", "乙"], ["一", "二"]]
    assert grid.head_rows == 1
    grid = grid_of(table("{head: [甲, <, 乙], rows: [[一, <, 二], [合计, <, <]]}"))
    assert (grid.columns, [c.width for c in grid.rows[0]]) == ((0, 2), [1, 1])


def test_the_name_of_a_table_is_its_title_and_a_plain_list_is_its_head() -> None:
    read = table("{head: [项目, 次数], rows: [[党课, 4], [主题党日, ]]}".replace(", ]]", ', ""]]'))
    assert read.title == "到会情况"
    assert span_of(read.title) == Span(RECORD, 3, 3, 4)
    assert read.head == (("项目", "次数"),)
    assert read.rows == (("党课", "4"), ("主题党日", ""))


def test_numbers_and_dates_are_taken_as_written_and_an_empty_cell_is_empty() -> None:
    text = "\n    head: [甲, 乙, 丙]\n    rows:\n      - [0012, 2025-01-07, 3.50]\n      -\n        - 1\n        -\n        - no"
    assert table(text).rows == (("0012", "2025-01-07", "3.50"), ("1", "", "no"))


def test_a_mark_itself_is_written_with_a_stroke_before_it() -> None:
    grid = grid_of(table("{head: [甲, 乙], rows: [[\\<, \\^], [a < b, ^]]}"))
    assert [[c.text for c in row] for row in grid.rows] == [["甲", "乙"], ["<", "^"], ["a < b"]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{head: [甲, 乙], rows: [[一]]}", "这一行有 1 格，表头有 2 列"),
        ("{head: [甲, 乙], rows: [[一, 共1, 180余万元]]}", "这一行有 3 格，表头有 2 列"),
        ("{head: [[甲, 乙], [丙]], rows: [[一, 二]]}", "这一行有 1 格，表头有 2 列"),
        ("{head: 甲 乙, rows: [[一, 二], [三, 四]]}", "表头有 1 格，下面各行都是 2 格"),
        ("{rows: [[甲, 乙], [丙]]}", "这一行有 1 格，第一行有 2 格"),
        ("{head: [<, 乙], rows: [[一, 二]]}", "第一列的 < 左边没有格可以合并"),
        ("{head: [甲, ^], rows: [[一, 二]]}", "第一行的 ^ 上边没有格可以合并"),
        ("{head: [甲, 乙], rows: [[^, 二]]}", "表身第一行的 ^ 与表头合并了"),
        ("{rows: [[甲, <], [^, 乙]]}", "“甲”合并的各格不成长方形，“乙”在当中"),
        ("{head: [甲, 乙], rows: [[一, 二]], align: [左]}", "`align` 写了 1 个，表格有 2 列"),
        ("{rows: [[一, 二]], sum_rows: [2]}", "`sum_rows` 写了第 2 行，表身有 1 行"),
        ("{head: [甲, 乙]}", "表格 `到会情况` 没有写各行"),
        ("{title: 表}", "表格 `到会情况` 没有写各行"),
        (
            "{from: {file: 表.xlsx}, rows: [[甲]]}",
            "表格 `到会情况` 写了 from，又写了 head 或 rows",
        ),
    ],
)
def test_a_table_of_the_wrong_shape_is_a_fault_with_its_place(text: str, message: str) -> None:
    (fault,) = faults(text, workbook(A1="甲", A2="乙"))
    assert (fault.code, fault.message) == ("table-shape", message)
    assert fault.hints
    assert fault.span
    assert fault.span.line == 3


def test_a_comma_in_a_cell_is_said_to_need_quotes() -> None:
    (fault,) = faults("{head: [甲, 乙], rows: [[一, 共1, 180余万元]]}")
    assert "要加引号" in fault.hints[0]


def test_a_word_for_another_alignment_is_a_fault() -> None:
    (fault,) = faults("{head: [甲], rows: [[一]], align: [居中]}")
    assert fault.code == "wrong-value"
    assert "左" in fault.message


def fees() -> bytes:
    """Return a workbook with a title, a head of two rows with joined cells, and two quarters."""
    return workbook(
        A1="党费收支", A3="月份", B3="收入", B4="党费", C4="其他", A5="一季度", B5=960, C5=0.5,
        A6="合计", B6=960.5, merged=["A1:C1", "A3:A4", "B3:C3", "B6:C6"],
    )  # fmt: skip


def test_a_table_is_taken_from_a_range_with_its_joined_cells() -> None:
    read = table("{from: {file: 表.xlsx, range: 收支!A3:C6, head_rows: 2}, unit: 元}", fees())
    assert read.head == (("月份", "收入", "<"), ("^", "党费", "其他"))
    assert read.rows == (("一季度", "960", "0.5"), ("合计", "960.5", "<"))
    assert span_of(read.rows[0][1]) == Span(BOOK, 5, 2)


@settings(deadline=None, max_examples=40)
@given(joined_tables.tables())
def test_joined_cells_of_a_workbook_are_those_of_the_table(
    table_rows: tuple[joined_tables.Rows, joined_tables.Rows],
) -> None:
    head, body = table_rows
    size = f"A1:{get_column_letter(len(body[0]))}{len(head) + len(body)}"
    wanted = f"{{from: {{file: 表.xlsx, range: {size}, head_rows: {len(head)}}}}}"
    grid = grid_of(table(wanted, merged_workbook([*head, *body])))
    expected = joined_tables.visible_texts(head, body)
    assert [[grid.text(*place) for place in row] for row in places(grid)] == expected


def merged_workbook(rows: joined_tables.Rows) -> bytes:
    """Return a workbook with the joined cells of some rows."""
    areas: dict[str, tuple[int, int, int, int]] = {}
    texts: joined_tables.Rows = []
    for i, row in enumerate(rows, 1):
        texts.append([])
        for j, text in enumerate(row, 1):
            own = texts[-1][-1] if text == "<" else texts[-2][j - 1] if text == "^" else text
            top, left, _, _ = areas.get(own, (i, j, i, j))
            texts[-1].append(own)
            areas[own] = top, left, i, j
    merged = [
        f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        for top, left, bottom, right in areas.values()
        if (top, left) != (bottom, right)
    ]
    cells = {f"{get_column_letter(left)}{top}": t for t, (top, left, _, _) in areas.items()}
    return workbook(merged=merged, **cells)


def test_a_whole_sheet_is_taken_without_its_empty_edges() -> None:
    book = workbook(B3="月份", C3="党费", B4="一月", C4=80)
    for wanted in ("", ", range: 收支", ", range: 收支!"):
        read = table(f"{{from: {{file: 表.xlsx{wanted}}}}}", book)
        assert (read.head, read.rows) == ((("月份", "党费"),), (("一月", "80"),))


def test_a_mark_in_a_workbook_is_its_own_text() -> None:
    grid = grid_of(table("{from: {file: 表.xlsx}}", workbook(A1="甲", B1="乙", A2="<", B2="^")))
    assert [c.text for c in grid.rows[1]] == ["<", "^"]


def test_cells_show_what_excel_shows() -> None:
    sheet = '<row r="1"><c r="A1" t="str"><v>率</v></c></row><row r="2"><c r="A2" s="1"><v>0.956</v></c></row>'
    read = table("{from: {file: 表.xlsx}}", xlsx_files.one_sheet(sheet, formats=["0.0%"]))
    assert read.rows == (("95.6%",),)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"B2": "=1/0"}, "收支!B2 的公式还没有算出结果"),
        ({"B2": "80", "hidden": ["B"]}, "收支!B 列是隐藏的，不知道要不要印"),
    ],
)
def test_a_cell_that_cannot_be_printed_is_a_fault(cells: dict[str, Any], message: str) -> None:
    (fault,) = faults("{from: {file: 表.xlsx}}", workbook(A1="月份", B1="党费", A2="一月", **cells))
    assert (fault.code, fault.message) == ("workbook-cell", message)
    assert fault.hints
    assert fault.span
    assert fault.span.path == BOOK


def test_an_error_value_is_a_fault_at_its_cell() -> None:
    sheet = '<row r="1"><c r="A1" t="str"><v>率</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
    (fault,) = faults("{from: {file: 表.xlsx}}", xlsx_files.one_sheet(sheet))
    assert (fault.code, fault.message) == ("workbook-cell", "表!A2 是错误值 #N/A")
    assert fault.span == Span(BOOK, 2, 1)


@pytest.mark.parametrize(
    ("wanted", "code", "part"),
    [
        ("file: 别的.xlsx", "missing-workbook", "找不到表格文件“别的.xlsx”"),
        ("file: ../../../表.xlsx", "outside-workspace", "在内容文件夹之外"),
        ("file: 2022.yaml", "workbook-format", "表格文件“2022.yaml”"),
        ("file: 表.xlsx, range: 支出!A1:B2", "workbook-range", "没有工作表“支出”"),
        ("file: 表.xlsx, range: A1到B2", "workbook-range", "看不懂区域“A1到B2”"),
        ("file: 表.xlsx, range: X1:Y2", "workbook-range", "里没有内容"),
        ("file: 表.xlsx, range: A3:C4, head_rows: 2", "workbook-range", "没有表身"),
    ],
)
def test_a_file_or_range_that_is_not_there_is_a_fault_of_the_record(
    wanted: str, code: str, part: str
) -> None:
    (fault,) = faults(f"{{from: {{{wanted}}}}}", fees())
    assert fault.code == code
    assert part in fault.message
    assert fault.span
    assert (fault.span.path, fault.span.line) == (RECORD, 3)


def test_cells_joined_across_the_line_below_the_head_are_a_fault_of_the_workbook() -> None:
    (fault,) = faults("{from: {file: 表.xlsx, range: A3:C6}}", fees())
    assert (fault.code, fault.message) == ("table-shape", "表身第一行的 ^ 与表头合并了")
    assert "head_rows" in fault.hints[0]
    assert fault.span == Span(BOOK, 4, 1)


def test_a_sheet_too_large_for_a_table_is_a_fault() -> None:
    cells = {f"A{row}": row for row in range(1, 503)}
    (fault,) = faults("{from: {file: 表.xlsx}}", workbook(**cells))
    assert fault.code == "workbook-range"
    assert "有 502 行 1 列" in fault.message


@pytest.mark.parametrize(
    "time", ["一季度", "第2季度", "上半年", "3月", "十一月", "2025年", "2025年3月"]
)
def test_a_time_labels_its_row_and_is_no_figure(time: str) -> None:
    figures = figures_of(table(f"{{head: [时间, 警情], rows: [[{time}, 139], [另外, 104]]}}"))
    assert figures.labels == (time, "另外")
    assert figures.columns[0].figures == (None, None)


def test_the_first_of_columns_of_words_labels_its_rows_with_numerals_too() -> None:
    rows = "[[河边的城, 21], [一张纸, 8], [灯火, 12]]"
    assert figures_of(table(f"{{head: [展览, 观众], rows: {rows}}}")).labels[1] == "一张纸"
