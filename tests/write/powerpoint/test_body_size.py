"""A deck may state a size below which none of its body texts is set."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest

from reportgen.document.nodes import (
    Cell,
    Column,
    Deck,
    Number,
    Properties,
    Prose,
    Slide,
    SlotValue,
    Table,
    Text,
)
from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint import lower, write_deck
from reportgen.write.powerpoint.model import PlacedTable

PROPERTIES = Properties("党课")


def prose(text: str) -> Prose:
    return Prose(((Text(text),),))


def figure(note: str) -> dict[str, SlotValue]:
    number = Prose(((Number("130", "余篇"),),))
    return {"figure": number, "label": prose("发稿"), "note": prose(note)}


def key_figures(note: str) -> Slide:
    return Slide("key-figures", {"title": prose("数字")}, (figure(note),) * 3)


def sizes(deck: Deck, theme: DeckTheme) -> dict[str, float | None]:
    """Return the sizes that the first runs of the first slide state, by placeholder."""
    data = write_deck(lower(deck, theme), theme, lambda _: b"").data
    shapes: Any = pptx.Presentation(io.BytesIO(data)).slides[0].placeholders
    runs = {shape.name: shape.text_frame.paragraphs[0].runs for shape in shapes}
    return {name: own[0].font.size and own[0].font.size.pt for name, own in runs.items() if own}


def test_a_note_beside_a_figure_is_set_larger_than_its_layout_says(theme: DeckTheme) -> None:
    slides = (key_figures("国家、省、市三级媒体"),)
    assert sizes(Deck(PROPERTIES, slides), theme)["note-1"] is None
    talk = sizes(Deck(PROPERTIES, slides, "页脚", least_body_pt=20), theme)
    assert talk["note-1"] == 20
    assert talk["label-1"] is None
    assert talk["footer"] is None


def test_a_text_that_stands_at_no_such_size_goes_on_elsewhere(theme: DeckTheme) -> None:
    slides = (key_figures("国家、省、市三级媒体刊登的文章，一篇一篇都登记在册。" * 4),)
    lowered = lower(Deck(PROPERTIES, slides, least_body_pt=20), theme)
    texts = [p for s in lowered.slides for p in s.placed if hasattr(p, "size_pt")]
    assert len(lowered.slides) > 1
    assert min(p.size_pt for p in texts if p.slot.role == "body") >= 20


@pytest.mark.parametrize(("least", "expected"), [(0, 20), (22, 22)])
def test_the_rows_of_a_table_are_no_smaller(
    least: float, expected: float, theme: DeckTheme
) -> None:
    # So many rows leave their table the size of the style, which only few rows exceed.
    posts = ("岗位", "邻里调解岗", "楼道巡查岗", "绿化养护岗", "老人代办岗", "文明引导岗")
    rows = tuple((Cell((Text(post),)),) for post in posts)
    slide = Slide("table", {"title": prose("岗位卡"), "table": Table((Column(),), rows)})
    (lowered,) = lower(Deck(PROPERTIES, (slide,), least_body_pt=least), theme).slides
    (table,) = [placed for placed in lowered.placed if isinstance(placed, PlacedTable)]
    assert table.page.size_pt == expected
