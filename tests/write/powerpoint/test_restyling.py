"""What a designer does to the template in PowerPoint, done with python-pptx: the deck follows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from support.themes import deck_settings

from reportgen.document.nodes import Deck, Properties, Prose, Slide, Text
from reportgen.theme.deck import load_deck_theme
from reportgen.write.powerpoint import lower, write_deck

JULI = Path(__file__).resolve().parents[3] / "templates" / "juli"
SHIFT = 360_000
CARD = ("card-2", "card-bar-2", "card-rule-2", "num-2", "name-2", "text-2")


@pytest.fixture(scope="module")
def restyled() -> Any:
    """The only slide of a deck from a template whose second card was moved and recoloured."""
    template = pptx.Presentation(str(JULI / "deck.pptx"))
    layout = next(x for x in template.slide_layouts if x.name.startswith("cards-3 "))
    for shape in layout.shapes:
        if shape.name in CARD:
            shape.top += SHIFT
        if shape.name == "card-2":
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor(0x12, 0x34, 0x56)
        if shape.name == "text-2":
            run = shape._element.find(".//" + qn("a:lvl1pPr")).find(qn("a:defRPr"))
            run.find(".//" + qn("a:schemeClr")).set("val", "bg1")
            run.set("sz", "2600")
    out = io.BytesIO()
    template.save(out)
    items = tuple(
        {"title": Prose(((Text(f"第{i}项"),),)), "body": Prose(((Text("办实事"),),))}
        for i in (1, 2, 3)
    )
    deck = Deck(Properties("测试"), (Slide("cards", {"title": Prose(((Text("卡片"),),))}, items),))
    changed = load_deck_theme(out.getvalue(), deck_settings())
    data = write_deck(lower(deck, changed), changed, lambda _: b"").data
    return pptx.Presentation(io.BytesIO(data)).slides[0]


def test_what_was_moved_stands_where_it_was_moved(restyled: Any) -> None:
    shapes = {shape.name: shape for shape in restyled.shapes}
    for name in ("num", "name", "text"):
        assert shapes[f"{name}-2"].top == shapes[f"{name}-1"].top + SHIFT
        assert shapes[f"{name}-3"].top == shapes[f"{name}-1"].top
    drawn = {shape.name: shape for shape in restyled.slide_layout.shapes}
    assert drawn["card-2"].top == drawn["card-1"].top + SHIFT


def test_what_was_recoloured_has_its_new_colour(restyled: Any) -> None:
    drawn = {shape.name: shape for shape in restyled.slide_layout.shapes}
    assert drawn["card-2"].fill.fore_color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert drawn["card-1"].fill.fore_color.type != drawn["card-2"].fill.fore_color.type
    style = drawn["text-2"]._element.find(".//" + qn("a:lvl1pPr")).find(qn("a:defRPr"))
    assert style.find(".//" + qn("a:schemeClr")).get("val") == "bg1"


def test_a_slide_says_no_colour_of_its_own(restyled: Any) -> None:
    assert restyled._element.find(".//" + qn("a:solidFill")) is None


def test_a_size_the_designer_chose_is_fitted_from_there(restyled: Any) -> None:
    shapes = {shape.name: shape for shape in restyled.shapes}
    (run,) = shapes["text-2"].text_frame.paragraphs[0].runs
    assert run.font.size is None
