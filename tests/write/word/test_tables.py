from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.nodes import (
    Cell,
    Column,
    Content,
    KeyFigure,
    KeyFigures,
    Matrix,
    MatrixItem,
    Number,
    Step,
    Steps,
    Table,
    Text,
)
from reportgen.theme.word import WordTheme
from reportgen.write.word.lowering.columns import Extent, Scale, widths
from reportgen.write.word.lowering.tables import grid
from reportgen.write.word.model import Element
from reportgen.write.word.model import Table as LoweredTable
from reportgen.write.word.reference import template_of
from reportgen.write.written import Written

Words = Callable[[str], Content]
Opened = Callable[..., Document]


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),)) for text in texts)


def meetings() -> Table:
    rows = (
        cells("项目", "次数", "主要内容"),
        cells("支部党员大会", "4", "学习贯彻党的二十大精神，审议年度工作计划和半年工作小结"),
        cells("支部委员会会议", "12", "研究“三会一课”计划、发展党员和重点任务推进情况"),
    )
    return Table((Column(), Column(), Column()), rows, caption=(Text("开展情况"),), number=1)


def test_header_rows_repeat_and_no_row_is_divided(opened: Opened) -> None:
    rows = opened(meetings()).tables[0]._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_columns_are_fixed_fill_the_line_and_fit_what_they_hold(opened: Opened) -> None:
    table = opened(meetings()).tables[0]
    assert not table.autofit
    given_ = [int(col.get(qn("w:w"))) for col in table._tbl.tblGrid.gridCol_lst]
    assert sum(given_) == 8844
    assert given_[1] < given_[0] < given_[2]
    # 支部委员会会议 in 12 points and its margins stay on one line.
    assert given_[0] >= 7 * 240 + 2 * 85


def test_figures_end_under_one_another_in_the_middle_of_the_column(opened: Opened) -> None:
    table = opened(meetings()).tables[0]
    for row in table.rows[1:]:
        form = row.cells[1].paragraphs[0].paragraph_format
        assert form.alignment is not None
        assert form.alignment.name == "RIGHT"
        assert form.right_indent is not None
        assert form.right_indent > 0


def test_merged_cells_cover_rows_and_columns(opened: Opened, text: Words) -> None:
    rows = (
        (Cell(text("类别"), rowspan=2), Cell(text("荣誉"), colspan=2)),
        (Cell(text("省级")), Cell(text("市级"))),
        (Cell(text("合计")), Cell(text("14"), colspan=2)),
    )
    table = opened(Table((Column(), Column(), Column()), rows, header_rows=2)).tables[0]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert [cell.text for cell in table.rows[2].cells] == ["合计", "14", "14"]


@settings(deadline=None)
@given(
    st.integers(1, 5),
    st.lists(
        st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=6),
        min_size=1,
        max_size=6,
    ),
)
def test_any_spans_make_a_whole_grid(count: int, spans: list[list[tuple[int, int]]]) -> None:
    rows = tuple(tuple(Cell((), colspan=c, rowspan=r) for c, r in row) for row in spans)
    node = Table(tuple(Column() for _ in range(count)), rows)
    placed = list(grid(node))
    assert len(placed) == len(rows)
    for row in placed:
        assert sum(one.span for one in row) == count
        assert [one.column for one in row] == [
            sum(one.span for one in row[:i]) for i in range(len(row))
        ]


@given(
    st.lists(st.tuples(st.floats(0, 40000), st.floats(0, 8000)), min_size=1, max_size=9),
    st.integers(4000, 9000),
)
def test_column_widths_add_up_to_the_line(extents: list[tuple[float, float]], total: int) -> None:
    columns = tuple(Column() for _ in extents)
    known = [Extent(longest=max(a, b), word=b) for a, b in extents]
    result = widths(columns, known, total, Scale(12, 85))
    assert sum(result) == total
    assert all(width > 0 for width in result)


def test_a_table_of_the_months_keeps_each_month_on_one_line(opened: Opened) -> None:
    months = cells("类别", *(f"{n}月" for n in range(1, 13)), "合计")
    counts = cells("支部党员大会", *("1" for _ in range(12)), "12")
    wished = (Column(width=4), *(Column(width=1) for _ in range(13)))
    table = opened(Table(wished, (months, counts))).tables[0]
    result = [int(col.get(qn("w:w"))) for col in table._tbl.tblGrid.gridCol_lst]
    style = table.rows[0].cells[12].paragraphs[0].style
    assert style is not None
    assert style.font.size is not None
    # 12月: two characters and the quarter Word puts between a digit and a Chinese character.
    assert result[12] >= 2.25 * style.font.size.pt * 20 + 80


def test_a_table_too_wide_for_the_page_is_told(write: Callable[..., Written]) -> None:
    def codes(columns: int) -> list[str]:
        row = cells(*(f"{n}23456.78" for n in range(columns)))
        return [d.code for d in write(Table((Column(),) * columns, (row,) * 3)).diagnostics]

    assert codes(6) == []
    assert codes(24) == ["table-too-wide"]


def test_widths_given_by_the_author_are_ratios(opened: Opened) -> None:
    node = Table((Column(width=1), Column(width=3)), (cells("甲", "乙"),))
    result = [int(c.get(qn("w:w"))) for c in opened(node).tables[0]._tbl.tblGrid.gridCol_lst]
    assert result[1] == pytest.approx(3 * result[0], abs=3)


def test_a_large_table_takes_time_in_proportion_to_its_rows(write: Callable[..., Written]) -> None:
    def seconds(count: int) -> float:
        row = cells("支部党员大会", "12", "学习贯彻党的二十大精神，审议年度工作计划")
        node = Table((Column(), Column(), Column()), (row,) * count)
        best = 60.0
        for _ in range(5):
            start = time.process_time()
            write(node)
            best = min(best, time.process_time() - start)
        return best

    # Four times the rows; a square would take sixteen times as long.
    assert seconds(800) < 10 * seconds(200)


def test_panels_keep_their_words(opened: Opened, text: Words) -> None:
    document = opened(
        KeyFigures((KeyFigure(Number("130", "余篇"), text("媒体发稿"), text("省市级")),) * 7),
        Steps(tuple(Step(text(f"第{i}步")) for i in range(6)), text("六步法")),
        Steps((Step(text("承诺"), text("首接负责。")), Step(text("办结")))),
        Matrix(text("党建"), text("档心向党"), (MatrixItem(text("业务"), text("敢为能为")),) * 3),
    )
    texts = [
        "".join(cell.text for row in table.rows for cell in row.cells) for table in document.tables
    ]
    assert texts[0].count("130余篇") == 7
    assert all(f"第{i}步" in texts[1] for i in range(6))
    assert "首接负责。" in texts[2]
    assert texts[3].count("敢为能为") == 3


def test_two_tables_never_touch(opened: Opened, text: Words) -> None:
    node = Table((Column(),), (cells("甲"),))
    panel = Steps((Step(text("甲")),))
    body = opened(node, node, panel, panel, node).element.body
    tags = [child.tag for child in body]
    assert tags.count(qn("w:tbl")) == 5
    assert all((a, b) != (qn("w:tbl"),) * 2 for a, b in pairwise(tags))
    assert tags[-2] == qn("w:p")


def test_a_table_that_ends_the_report_needs_no_room_below_it(opened: Opened) -> None:
    last = opened(meetings()).paragraphs[-1]
    assert last.style is not None
    assert last.style.name == "栏目间距"
    assert last.paragraph_format.space_before == 0


def test_the_rows_of_a_small_table_stay_together_unless_they_are_higher_than_a_page(
    opened: Opened,
) -> None:
    def held(text: str) -> list[bool]:
        rows = (cells("项目", "内容"), *[cells("党课", text)] * 5)
        table = opened(Table((Column(), Column()), rows)).tables[0]
        return [
            bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows
        ]

    assert held("讲党课") == [True] * 5 + [False]
    # The header with a first row, and the last two rows, stay together all the same.
    assert held("党员群众一起学、一起干。" * 20) == [True, True, False, False, True, False]


def test_rows_under_one_cell_stay_together_where_a_page_holds_them(opened: Opened) -> None:
    def held(count: int) -> list[bool]:
        first = (Cell((Text("第一组"),), rowspan=count), *cells("甲"))
        rows = (cells("组", "姓名"), first, *[cells("乙")] * (count - 1))
        table = opened(Table((Column(), Column()), rows)).tables[0]
        return [
            bool(row.cells[1].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows
        ]

    assert held(12) == [True] * 12 + [False]
    # Seventy rows begin below their heading and go on over the pages.
    assert held(70) == [True, True, *[False] * 67, True, False]


def test_the_cell_of_rows_that_no_page_holds_shows_its_text_at_the_top(opened: Opened) -> None:
    first = (Cell((Text("第一组"),), rowspan=70), *cells("甲"))
    rows = (cells("组", "姓名"), first, *[cells("乙")] * 69)
    table = opened(Table((Column(), Column()), rows)).tables[0]
    assert table.cell(1, 0).vertical_alignment == WD_CELL_VERTICAL_ALIGNMENT.TOP


def test_the_unit_stands_above_a_table_at_its_right_and_the_note_below(opened: Opened) -> None:
    node = replace(meetings(), unit=(Text("单位：次"),), note=(Text("注：示例。"),))
    unit, note = [p for p in opened(node).paragraphs if p.text[:1] in ("单", "注")]
    assert (unit.text, note.text) == ("单位：次", "注：示例。")
    assert unit.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert unit.paragraph_format.keep_with_next
    for paragraph in (unit, note):
        assert paragraph.style
        assert not paragraph.style.paragraph_format.right_indent


def test_a_heading_of_four_characters_and_a_mark_stays_on_one_line(opened: Opened) -> None:
    long = "支部组织党员学习条例，走访群众，办结诉求，群众满意。" * 9
    head = cells("日期", "类别", "主题", "实到/应到", "到会率")
    row = cells("1月7日", "支部委员会会议", long, "5/5", "100%")
    table = opened(Table(tuple(Column() for _ in head), (head, row))).tables[0]
    column = table.columns[3].width
    assert column is not None
    # Margins of 1.5 mm on either side.
    assert column.mm >= 4.5 * 12 / 72 * 25.4 + 3


def test_lines_for_the_pen_fill_the_page_of_a_form(
    elements: Callable[..., tuple[Element, ...]], theme_of: Callable[[str], WordTheme]
) -> None:
    form = theme_of("form")
    area = template_of(form).area
    rows = (
        (Cell((Text("时间"),), header=True), Cell(())),
        (Cell((Text("发言"),), header=True), Cell((), blank_lines=3)),
        (Cell((Text("签字"),), header=True), Cell(())),
    )
    table = Table((Column("center", 24), Column("left", 136)), rows, 0, form=True)
    boxes = area.ruler.boxes(elements(table, use=form), area.width)
    used = sum(box.before + box.height + box.after for box in boxes)
    assert 0.9 * area.height < used <= area.height


def test_a_form_with_few_lines_for_the_pen_has_its_rows_closer(
    elements: Callable[..., tuple[Element, ...]], theme_of: Callable[[str], WordTheme]
) -> None:
    form = theme_of("form")
    area = template_of(form).area
    pen = (Cell((Text("发言"),), header=True), Cell((), blank_lines=3))

    def laid(count: int) -> tuple[int, int, int]:
        """Return the lines for the pen, the least height of other rows, and what the page leaves."""
        row = (Cell((Text("时间"),), header=True), Cell(()))
        node = Table(
            (Column("center", 24), Column("left", 136)), (*[row] * count, pen), 0, form=True
        )
        result = elements(node, use=form)
        (table,) = (e for e in result if isinstance(e, LoweredTable))
        used = sum(b.before + b.height + b.after for b in area.ruler.boxes(result, area.width))
        lines = len(table.rows[-1].cells[1].paragraphs)
        return lines, table.rows[0].least_height, area.height - used

    lines = {count: laid(count) for count in range(10, 22)}
    usual = lines[10][1]
    assert all(left > 0 for _, _, left in lines.values())
    assert any(least < usual for _, least, _ in lines.values())
    assert all(number >= 6 for number, least, _ in lines.values() if usual > least > usual * 0.81)
    assert all(number < 12 for number, least, _ in lines.values() if least < usual)


def test_a_numbered_line_of_a_form_goes_on_beside_its_number(
    elements: Callable[..., tuple[Element, ...]],
) -> None:
    cell = Cell((Text("1．先学。"),), further=((Text("写在旁边"),),))
    *_, table, _ = elements(Table((Column("left", 10),), ((cell,),), 0, form=True))
    assert isinstance(table, LoweredTable)
    first, second = table.rows[0].cells[0].paragraphs
    assert first.properties.hanging
    assert first.properties.hanging == first.properties.left
    assert second.properties.hanging is None


def test_what_is_not_read_aloud_is_set_as_a_note(
    elements: Callable[..., tuple[Element, ...]],
) -> None:
    cell = Cell((Text("请看。"),), further=((Text("【备查】数字"),),), prose=True, notes=(1,))
    *_, table, _ = elements(Table((Column("left", 10),), ((cell,),), 0, form=True))
    assert isinstance(table, LoweredTable)
    styles = [paragraph.style for paragraph in table.rows[0].cells[0].paragraphs]
    assert styles == ["TableText", "TableNote"]
