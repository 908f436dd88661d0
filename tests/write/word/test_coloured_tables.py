"""Tables and the summary in a format whose text has the colours of the palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reportgen.document.nodes import (
    Cell,
    Column,
    Content,
    KeyFigure,
    Number,
    Summary,
    Table,
    Text,
    Tone,
)
from reportgen.theme.word import WordTheme
from reportgen.write.word.layout.measuring import text_runs
from reportgen.write.word.model import NO_BORDER, Element
from reportgen.write.word.model import Cell as LoweredCell
from reportgen.write.word.model import Table as LoweredTable

Elements = Callable[..., tuple[Element, ...]]


def comparison(tone: Tone = "") -> Table:
    head = tuple(Cell((Text(name),)) for name in ("项目", "变化"))
    row = (Cell((Text("整改隐患"),)), Cell((Text("增长45.6%"),), tone=tone))
    return Table((Column(), Column()), (head, row))


def lowered(elements: Elements, node: Table | Summary, use: WordTheme) -> LoweredTable:
    (table,) = (e for e in elements(node, use=use) if isinstance(e, LoweredTable))
    return table


def changes(table: LoweredTable) -> LoweredCell:
    return table.rows[1].cells[1]


def colours(cell: LoweredCell) -> set[str]:
    return {run.properties.colour for one in cell.paragraphs for run in text_runs(one.inlines)}


@pytest.mark.parametrize("name", ["report", "gbt9704"])
def test_a_row_of_sums_stands_in_bold_on_a_ground_of_its_own(
    elements: Elements, theme_of: Callable[[str], WordTheme], name: str
) -> None:
    cell = changes(lowered(elements, comparison("sum"), theme_of(name)))
    assert cell.fill
    assert all(run.properties.bold for one in cell.paragraphs for run in text_runs(one.inlines))
    assert not changes(lowered(elements, comparison(), theme_of(name))).fill


def test_a_report_in_colour_has_rules_between_rows_alone(
    elements: Elements, theme_of: Callable[[str], WordTheme]
) -> None:
    table = lowered(elements, comparison(), theme_of("report"))
    assert table.borders.inside_v == table.borders.left == NO_BORDER
    assert colours(table.rows[0].cells[0]) == {"FFFFFF"}


def test_an_official_document_has_a_black_grid(
    elements: Elements, theme_of: Callable[[str], WordTheme]
) -> None:
    table = lowered(elements, comparison(), theme_of("gbt9704"))
    assert {edge.colour for edge in table.borders if edge} == {"auto"}
    assert all(edge and edge.eighths for edge in table.borders)


@pytest.mark.parametrize("name", ["report", "gbt9704"])
def test_the_largest_rise_a_fall_and_a_missed_target_are_marked(
    elements: Elements, theme_of: Callable[[str], WordTheme], name: str
) -> None:
    theme = theme_of(name)
    tones: tuple[Tone, ...] = ("highlight", "decline", "lacking", "")
    cells = [changes(lowered(elements, comparison(tone), theme)) for tone in tones]
    assert len({cell.fill for cell in cells}) == len(tones)
    assert cells[-1].fill == ""
    assert colours(cells[2]) == {"FFFFFF"}


def overview() -> Summary:
    def row(*texts: str) -> tuple[Content, ...]:
        return tuple((Text(text),) for text in texts)

    figures = tuple(KeyFigure(Number("104", "次"), (Text("平安巡查"),)) for _ in range(3))
    rows = (
        row("堡垒型", "组织力", "学习教育走在前，规矩立在细处", "党员认领岗位27个"),
        row("平安型", "守护力", "四步闭环抓日常，隐患早知早办", "排查隐患86处"),
    )
    lines = (((Text("问题"),), (Text("3项：隐患整改还有尾巴"),)),)
    return Summary((Text("一图读懂"),), figures, rows, lines)


def widths(table: LoweredTable) -> Iterator[list[int]]:
    for row in table.rows:
        yield [cell.width for cell in row.cells]


def test_the_cells_of_a_summary_fill_its_grid(
    elements: Elements, theme_of: Callable[[str], WordTheme]
) -> None:
    table = lowered(elements, overview(), theme_of("report"))
    for row in table.rows:
        assert sum(cell.span for cell in row.cells) == len(table.widths)
        at = 0
        for cell in row.cells:
            assert cell.width == sum(table.widths[at : at + cell.span])
            at += cell.span


def test_what_was_done_has_the_most_room_of_a_row(
    elements: Elements, theme_of: Callable[[str], WordTheme]
) -> None:
    table = lowered(elements, overview(), theme_of("report"))
    parts = [own for own in widths(table) if len(own) == 4]
    assert len(parts) == 2
    assert all(own == parts[0] and max(own) == own[2] for own in parts)
