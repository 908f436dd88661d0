"""A unit that all figures of a column have stands in its head."""

from __future__ import annotations

from reportgen.compose.markup.head_units import units_in_heads
from reportgen.document.nodes import Cell, Column, LineBreak, Table, Text


def _table(*rows: tuple[str, ...], header_rows: int = 1) -> Table:
    cells = tuple(tuple(Cell((Text(text),) if text else ()) for text in row) for row in rows)
    return Table(tuple(Column() for _ in rows[0]), cells, header_rows)


def _texts(table: Table) -> list[list[str]]:
    return [
        [
            "".join(
                "\n" if isinstance(n, LineBreak) else n.text
                for n in c.content
                if isinstance(n, Text | LineBreak)
            )
            for c in row
        ]
        for row in units_in_heads(table).rows
    ]


def test_the_unit_of_a_column_stands_in_its_head_once() -> None:
    table = _table(("支部", "志愿服务"), ("甲", "516小时"), ("乙", "—"), ("合计", "1,495小时"))
    expected = [["支部", "志愿服务\n（小时）"], ["甲", "516"], ["乙", "—"], ["合计", "1,495"]]
    assert _texts(table) == expected


def test_a_column_with_another_unit_or_a_word_keeps_its_cells() -> None:
    for other in ("3天", "未报", "12"):
        rows = (("支部", "培训"), ("甲", "5小时"), ("乙", "8小时"), ("丙", other))
        assert _texts(_table(*rows)) == [list(row) for row in rows]


def test_percentages_and_a_single_figure_keep_their_unit() -> None:
    rows = (("支部", "办结率", "件数"), ("甲", "97.8%", "5件"), ("乙", "95.1%", ""))
    assert _texts(_table(*rows)) == [list(row) for row in rows]


def test_a_head_that_says_what_is_required_has_the_unit_already() -> None:
    table = _table(("党课",), ("≥4次",), ("6次",), ("3次",), ("1/2",), header_rows=2)
    assert _texts(table) == [["党课"], ["≥4次"], ["6"], ["3"], ["1/2"]]


def test_a_single_figure_has_no_unit_below_a_head_that_has_it() -> None:
    table = _table(("支委会",), ("≥12次",), ("12次",), ("—",), ("1/1",), header_rows=2)
    assert _texts(table) == [["支委会"], ["≥12次"], ["12"], ["—"], ["1/1"]]
