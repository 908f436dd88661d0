"""A unit's own deck template: its layouts are found by what they offer, and no object is lost."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from support import own_decks

CASES = Path(__file__).parent / "templates"


@pytest.mark.parametrize(("file", "text"), [
    ("layout-links-slide.pptx", "Title and Content"),
    ("sections-custom-show.pptx", "Title and Content"),
    ("chinese-names.pptx", "标题和内容"),
])  # fmt: skip
def test_every_object_of_a_deck_stands_in_the_template_of_a_unit(file: str, text: str) -> None:
    built = own_decks.build((CASES / file).read_bytes())
    assert not [d for d in built.diagnostics if d.is_error]
    assert own_decks.objects_in(built.data) == own_decks.OBJECTS
    slides = pptx.Presentation(io.BytesIO(built.data)).slides
    assert text in {slide.slide_layout.name for slide in slides}
    assert own_decks.theme_parts(built.data) == own_decks.theme_parts((CASES / file).read_bytes())


def test_a_picture_a_chart_and_a_table_stand_in_content_placeholders() -> None:
    built = own_decks.build((CASES / "chinese-names.pptx").read_bytes())
    slides = pptx.Presentation(io.BytesIO(built.data)).slides
    inside = [s for slide in slides for s in slide.placeholders if own_decks.is_object(s)]
    assert len(inside) >= len(own_decks.OBJECTS)
