"""Vertical text: its lines are columns, so many characters high as the box, from right to left."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from support.workspaces import ROOT

from reportgen.choose.capacity import capacity
from reportgen.document.nodes import Deck, Properties, Prose, Slide, Text
from reportgen.theme.deck import DeckTheme, SlotBox
from reportgen.theme.loading import load_theme
from reportgen.units import EMU_PER_PT
from reportgen.workspace import DiskWorkspace
from reportgen.write.powerpoint import lower
from reportgen.write.powerpoint.fit_text import fits_at, measure_for, place, placed_lines, sizes_of
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.slide_xml import _text_shape
from reportgen.write.powerpoint.text_runs import LINE_END, TextRun, plain_text
from reportgen.write.powerpoint.text_xml import Emphasis, text_body


@cache
def editorial() -> DeckTheme:
    workspace = DiskWorkspace({name: ROOT / name for name in ("content", "templates")})
    return load_theme(workspace, "templates/editorial").deck()


def slot(layout: str, name: str) -> SlotBox:
    return editorial().layouts[layout].slots[name]


def placed(layout: str, name: str, text: str) -> PlacedText:
    slide = Slide(layout, {name: Prose(((Text(text),),))})
    lowered = lower(Deck(Properties("测试"), (slide,)), editorial())
    return next(p for p in lowered.slides[0].placed if p.slot.name == name)  # type: ignore[return-value]


def test_a_column_is_as_long_as_its_box_is_high() -> None:
    lead = slot("matrix-2", "lead")
    assert lead.vertical
    assert (lead.line_length_pt, lead.depth_pt) == (lead.height_pt, lead.width_pt)
    room = capacity(lead, lead.size_pt)
    assert room.characters == int(lead.height_pt / lead.size_pt)
    assert room.lines == int((lead.width_pt + lead.size_pt / 4) / lead.line_pt)


@pytest.mark.parametrize(("columns", "fitting"), [(1, True), (2, True), (3, False)])
def test_columns_fit_while_the_box_is_wide_enough(columns: int, fitting: bool) -> None:
    lead = slot("matrix-2", "lead")
    text = tuple((TextRun("档案人"),) for _ in range(columns))
    assert fits_at(measure_for(lead, text), lead.size_pt) is fitting


def test_the_box_of_vertical_text_is_as_wide_as_its_columns() -> None:
    for text, columns in (("在档爱党", 1), ("在档爱党，档心向党", 2)):
        one = placed("matrix-2", "lead", text)
        assert abs(one.slot.w - columns * one.line_pt * EMU_PER_PT) <= 1
    whole = slot("matrix-2", "lead")
    assert abs((one.slot.x + one.slot.w / 2) - (whole.x + whole.w / 2)) <= 1
    right = slot("cover", "unit")
    own = placed("cover", "unit", "档案馆").slot
    assert own.w < right.w
    assert own.x + own.w == right.x + right.w


def test_a_slide_takes_the_direction_from_its_layout() -> None:
    text = placed("matrix-2", "lead", "在档爱党")
    xml = _text_shape(text.slot, 2, text_body(text, Emphasis("", bold=True)))
    assert "vert=" not in xml
    assert 'anchor="t"' in xml


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_column_of_a_long_quotation_ends_inside_a_word(count: int) -> None:
    duties = "教育党员、管理党员、监督党员和组织群众、宣传群众、凝聚群众、服务群众"
    text = placed("quote", "quote", "；".join([duties] * count))
    (columns,) = (
        [plain_text(paragraph)[span.start : span.inside] for span in spans]
        for paragraph, spans in zip(text.paragraphs, placed_lines(text), strict=True)
    )
    assert len(columns) > 4
    for word in ("党员", "群众", "教育", "管理", "监督", "组织", "宣传", "凝聚", "服务"):
        for column, following in pairwise(columns):
            assert not (column[-1] == word[0] and following[0] == word[1]), (column, following)


def test_verse_in_columns_ends_each_with_a_clause() -> None:
    verse = f"衙斋卧听萧萧竹，疑是民间疾苦声。{LINE_END}些小吾曹州县吏，一枝一叶总关情。"
    quote = slot("quote-source", "quote")
    text = measure_for(quote, ((TextRun(verse),),))
    columns = place(text, sizes_of({"quote": text})["quote"])
    assert plain_text(columns.paragraphs[0]).split(LINE_END) == [
        "衙斋卧听萧萧竹，",
        "疑是民间疾苦声。",
        "些小吾曹州县吏，",
        "一枝一叶总关情。",
    ]
