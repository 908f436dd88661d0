"""`& < > "` in names, ids, faces, colours and texts of a deck: they stay what they are."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pptx
import pytest
from lxml import etree

from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Deck,
    Picture,
    Properties,
    Prose,
    Series,
    Slide,
    Table,
    Text,
)
from reportgen.theme.deck import DeckTheme
from reportgen.write.pictures import PictureInfo, inspect
from reportgen.write.powerpoint import LoweredSlide, lower, write_deck
from reportgen.write.powerpoint.model import Mark, PlacedChart, PlacedPicture
from reportgen.write.powerpoint.slide_xml import notes_xml, slide_xml
from reportgen.write.powerpoint.table_style import table_styles
from reportgen.write.powerpoint.text_xml import Emphasis

HOSTILE = 'a&b<c>"d'
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


class Parts:
    """Relationships of a slide without a package around it."""

    def __init__(self, info: PictureInfo) -> None:
        self._info = info

    def link(self, target: str) -> str:
        return target

    def chart(self, placed: PlacedChart) -> str:
        return placed.slot.name

    def picture(self, placed: PlacedPicture) -> tuple[str, PictureInfo]:
        return placed.slot.name, self._info


def prose(characters: str, *, bold: bool = False) -> Prose:
    return Prose(((Text(characters, bold),),))


CHART = Chart("column", HOSTILE, (HOSTILE,), (Series(HOSTILE, (1,)),), HOSTILE)
TABLE = Table((Column(),), (((Cell((Text(HOSTILE),))),),), caption=(Text(HOSTILE),))
DECK = Deck(
    Properties(HOSTILE, author=HOSTILE),
    (
        Slide(
            "contents",
            {"title": prose(HOSTILE)},
            ({"type": prose(HOSTILE)},),
            notes=((Text(HOSTILE),),),
            section=HOSTILE,
            id=HOSTILE,
            links=(HOSTILE,),
        ),
        Slide("bullets-plain", {"title": prose(HOSTILE), "body": prose(HOSTILE, bold=True)}),
        Slide("chart", {"title": prose("图"), "chart": CHART}),
        Slide("table", {"title": prose("表"), "table": TABLE}),
        Slide(
            "pictures",
            {"title": prose("景")},
            ({"picture": Picture("a.jpg", HOSTILE, credit=HOSTILE)},),
        ),
    ),
    footer=HOSTILE,
)


def renamed(slide: LoweredSlide) -> LoweredSlide:
    """The slide without its links, with a hostile name in every slot, as a designer may give it."""
    placed = tuple(
        replace(p, slot=replace(p.slot, name=HOSTILE))
        for p in slide.placed
        if not isinstance(p, Mark)
    )
    return replace(slide, placed=placed)


@pytest.fixture(scope="module")
def slides(theme: DeckTheme, jpeg: bytes) -> list[Any]:
    """Each slide of the deck, its style and the names of its slots hostile."""
    faces = theme.faces
    plain = table_styles(theme.settings, faces)[""]
    tables = replace(plain, style_id=HOSTILE, body=replace(plain.body, colour=HOSTILE))
    parts, emphasis = Parts(inspect(jpeg)), Emphasis(HOSTILE, bold=True)
    lowered = lower(DECK, theme).slides
    return [etree.fromstring(slide_xml(renamed(s), parts, {"": tables}, emphasis)) for s in lowered]


def test_every_text_reads_as_it_was_written(theme: DeckTheme, jpeg: bytes) -> None:
    file = write_deck(lower(DECK, theme), theme, lambda _: jpeg).data
    deck = pptx.Presentation(io.BytesIO(file))
    first, strong, _, table, _ = deck.slides
    assert HOSTILE in [shape.text_frame.text for shape in first.shapes if shape.has_text_frame]
    assert HOSTILE in [shape.text_frame.text for shape in strong.shapes if shape.has_text_frame]
    [grid] = [shape.table for shape in table.shapes if shape.has_table]
    assert grid.cell(0, 0).text == HOSTILE
    assert first.notes_slide.notes_text_frame.text == HOSTILE
    assert deck.core_properties.title == HOSTILE


def test_every_part_is_well_formed(theme: DeckTheme, jpeg: bytes) -> None:
    file = write_deck(lower(DECK, theme), theme, lambda _: jpeg).data
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_the_name_of_a_slot_is_the_name_of_its_shape(slides: list[Any]) -> None:
    for slide in slides:
        names = [shape.get("name") for shape in slide.iter(f"{P}cNvPr")]
        assert set(names[1:]) == {HOSTILE}  # behind the group of all shapes


def test_the_alternative_text_stays_as_it_was_written(slides: list[Any]) -> None:
    for slide in slides[2:]:
        assert any(HOSTILE in shape.get("descr", "") for shape in slide.iter(f"{P}cNvPr"))


def test_the_style_of_a_table_and_its_colours_stay(slides: list[Any]) -> None:
    [table] = slides[3].iter(f"{A}tbl")
    assert table.findtext(f"{A}tblPr/{A}tableStyleId") == HOSTILE


def test_the_colour_of_strong_words_stays(slides: list[Any]) -> None:
    colours = [colour.get("val") for colour in slides[1].iter(f"{A}schemeClr")]
    assert HOSTILE in colours


def test_the_notes_stay(theme: DeckTheme) -> None:
    slide = lower(DECK, theme).slides[0]
    assert etree.fromstring(notes_xml(slide)).findtext(f".//{A}t") == HOSTILE
