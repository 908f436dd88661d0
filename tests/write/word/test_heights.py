from __future__ import annotations

import pytest

from reportgen.theme.word import WordTheme
from reportgen.write.word.base import base_of
from reportgen.write.word.heights import Box


def box(theme: WordTheme, style: str, text: str, width: int, properties: str = "") -> Box:
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    xml = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{run}</w:p>'
    (found,) = base_of(theme).ruler.boxes(xml, width)
    return found


@pytest.mark.parametrize(
    ("style", "lines"), [("TableText", 2), ("PictureCaption", 2), ("PanelText", 2), ("Caption", 1)]
)
def test_a_stop_hangs_past_the_margin_of_the_page_but_not_out_of_a_cell(
    theme: WordTheme, style: str, lines: int
) -> None:
    size = base_of(theme).profile.faces.panel.size_pt if style == "PanelText" else 12
    assert box(theme, style, "党员干部群众，", round(6.2 * size * 20)).lines == lines


def test_a_border_takes_the_room_of_its_weight_and_its_distance(theme: WordTheme) -> None:
    edges = '<w:pBdr><w:top w:val="nil"/><w:bottom w:val="single" w:sz="12" w:space="1"/></w:pBdr>'
    plain, ruled = box(theme, "FlushText", "", 4000), box(theme, "FlushText", "", 4000, edges)
    assert (plain.line, plain.after) == (579, 0)
    assert (ruled.line, ruled.after) == (579, 50)


def test_a_gap_on_top_of_a_full_page_takes_none_of_its_22_lines(theme: WordTheme) -> None:
    gap = box(theme, "PanelGap", "", 4000)
    assert gap.line + 22 * 579 <= base_of(theme).reading.text_height


def test_a_short_text_of_emoji_takes_the_lines_its_wide_characters_need(theme: WordTheme) -> None:
    size = base_of(theme).profile.faces.table.size_pt
    assert box(theme, "TableText", "😀" * 10, round(13 * size * 20)).lines == 2
    assert box(theme, "TableText", "😀" * 10, round(14.5 * size * 20)).lines == 1


def row_height(theme: WordTheme, inner: str) -> int:
    """Return the height of a row of one cell that holds `inner`."""
    table = (
        "<w:tbl><w:tblPr></w:tblPr>"
        '<w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{inner}</w:tc></w:tr></w:tbl>'
    )
    (row,) = base_of(theme).ruler.boxes(table, 4000)
    return row.height


def test_an_empty_cell_makes_a_row_as_high_as_an_empty_paragraph_does(theme: WordTheme) -> None:
    assert row_height(theme, "<w:p/>") == row_height(theme, "<w:p></w:p>") > 0


def test_a_cell_is_as_high_as_all_its_paragraphs_with_properties_or_without(
    theme: WordTheme,
) -> None:
    text = "<w:r><w:t>党员</w:t></w:r></w:p>"
    styled = f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{text}'
    bare = f"<w:p>{text}"
    one, other = row_height(theme, styled), row_height(theme, bare)
    assert row_height(theme, styled * 2) == 2 * one
    assert row_height(theme, bare + styled) == row_height(theme, styled + bare) == other + one
