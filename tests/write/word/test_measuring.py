from __future__ import annotations

import pytest

from reportgen.theme.word import WordTheme
from reportgen.write.word.layout.measuring import Box
from reportgen.write.word.model import (
    Border,
    Borders,
    Cell,
    Field,
    Link,
    PageReference,
    Paragraph,
    ParagraphProperties,
    Row,
    Run,
    Table,
    paragraph,
)
from reportgen.write.word.reference import template_of


def box(theme: WordTheme, paragraph: Paragraph, width: int = 4000) -> Box:
    return template_of(theme).area.ruler.box(paragraph, width)


def lines(theme: WordTheme, style: str, text: str, width: int) -> int:
    return box(theme, paragraph(style, Run(text)), width).lines


@pytest.mark.parametrize(
    ("style", "count"), [("TableText", 2), ("PictureCaption", 2), ("PanelText", 2), ("Caption", 1)]
)
def test_a_stop_hangs_past_the_margin_of_the_page_but_not_out_of_a_cell(
    theme: WordTheme, style: str, count: int
) -> None:
    size = template_of(theme).profile.faces.panel.size_pt if style == "PanelText" else 12
    assert lines(theme, style, "党员干部群众，", round(6.2 * size * 20)) == count


def test_a_border_takes_the_room_of_its_weight(theme: WordTheme) -> None:
    plain = box(theme, paragraph("FlushText"))
    ruled = box(theme, paragraph("FlushText", border_below=Border(12)))
    assert (plain.line, plain.after) == (579, 0)
    assert (ruled.line, ruled.after) == (579, 30)


def test_what_a_paragraph_sets_itself_comes_before_its_style(theme: WordTheme) -> None:
    own = ParagraphProperties(
        keep_next=True, page_break_before=True, before=100, after=200, line=300
    )
    own_box = box(theme, Paragraph("BodyText", (Run("党员"),), own))
    assert (own_box.line, own_box.before, own_box.after) == (300, 100, 200)
    assert (own_box.keep_next, own_box.break_before) == (True, True)


def test_indents_take_their_room_from_the_lines(theme: WordTheme) -> None:
    text = Run("党" * 12)
    assert box(theme, paragraph("FlushText", text)).lines == 1
    assert box(theme, paragraph("FlushText", text, left=400, right=400)).lines == 2
    assert box(theme, paragraph("FlushText", text, left=400, hanging=400)).lines == 1


def test_text_of_fields_and_links_takes_its_room_as_well(theme: WordTheme) -> None:
    parts = (Run("党" * 4), Field("REF", Run("党" * 4)), Link("x", (Run("党" * 4),)))
    assert box(theme, paragraph("FlushText", *parts), 4000).lines == 1
    assert box(theme, paragraph("FlushText", *parts), 3700).lines == 2
    number = PageReference("x", 12)
    assert box(theme, paragraph("FlushText", Run("党" * 12), number), 3780).lines == 2


def test_a_gap_on_top_of_a_full_page_takes_none_of_its_22_lines(theme: WordTheme) -> None:
    gap = box(theme, paragraph("PanelGap"))
    assert gap.line + 22 * 579 <= template_of(theme).area.height


def test_a_short_text_of_emoji_takes_the_lines_its_wide_characters_need(theme: WordTheme) -> None:
    size = template_of(theme).profile.faces.table.size_pt
    assert lines(theme, "TableText", "😀" * 10, round(13 * size * 20)) == 2
    assert lines(theme, "TableText", "😀" * 10, round(14.5 * size * 20)) == 1


PLAIN_EDGES = Borders()


def rows(theme: WordTheme, *rows: Row, borders: Borders = PLAIN_EDGES, **more: int) -> list[Box]:
    table = Table("TableNormal", (4000,), rows, borders, **more)  # type: ignore[arg-type]  # margins
    return list(template_of(theme).area.ruler.rows(table))


def row(*paragraphs: Paragraph, **more: int) -> Row:
    return Row((Cell(4000, paragraphs),), **more)  # type: ignore[arg-type]  # heights


def test_a_cell_is_as_high_as_all_its_paragraphs(theme: WordTheme) -> None:
    one, other = paragraph("TableText", Run("党员")), paragraph("PanelText", Run("党员"))
    (first, second, both) = rows(theme, row(one), row(other), row(one, other))
    assert both.height == first.height + second.height
    assert rows(theme, row(paragraph("TableText")))[0].height == first.height


def test_a_row_has_its_least_height_its_margins_and_its_borders(theme: WordTheme) -> None:
    text = paragraph("TableText", Run("党员"))
    (plain,) = rows(theme, row(text))
    assert rows(theme, row(text, least_height=2000))[0].height == 2000
    assert rows(theme, row(text), upright_margin=50)[0].height == plain.height + 100
    edge = Border(8)
    drawn = rows(theme, row(text), row(text), borders=Borders(top=edge, bottom=edge, inside_h=edge))
    assert [one.height - plain.height for one in drawn] == [20, 40]


def test_a_header_row_has_its_height_on_each_page(theme: WordTheme) -> None:
    text = paragraph("TableText", Run("党员"))
    head, body = rows(theme, row(text, header=True), row(text))
    assert (head.header, body.header) == (0, head.height)


def test_a_whole_table_keeps_every_row_with_the_next_one(theme: WordTheme) -> None:
    text = paragraph("TableText", Run("党员"))
    assert [r.keep_next for r in rows(theme, row(text), row(text), whole=True)] == [True, False]
    assert [r.keep_next for r in rows(theme, row(text), row(text, keep_next=True))] == [False, True]
