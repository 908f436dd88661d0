"""Decks of every layout whose texts run from one character to ten times what fits."""

from __future__ import annotations

import io
import math
import os
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pptx
import pytest
from support import decks

from reportgen.document.nodes import Deck, SlotValue
from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint import LoweredDeck, lower, write_deck
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.text_runs import LINE_END, Paragraph, plain_text

#: REPORTGEN_DECKS and REPORTGEN_SEED ask for more decks, and others, than the suite's
COUNT, SEED = int(os.environ.get("REPORTGEN_DECKS", "8")), os.environ.get("REPORTGEN_SEED", "0")
FAMILIES = 5
EMU_PER_PT = 12700
WIDE, LATIN, KEPT_FREE = 1.0, 0.52, 0.5  # ems, as a face that stands in for ours may have them
BETWEEN_PROGRAMS = 1.05

Made = tuple[Deck, LoweredDeck, Any]


@cache
def made(number: int, theme: DeckTheme, jpeg: bytes) -> Made:
    deck = decks.deck(random.Random(f"{SEED} {number}"), theme, FAMILIES)
    lowered = lower(deck, theme)
    data = write_deck(lowered, theme, lambda _: jpeg).data
    return deck, lowered, pptx.Presentation(io.BytesIO(data))


@pytest.fixture(params=range(COUNT))
def generated(request: pytest.FixtureRequest, theme: DeckTheme, jpeg: bytes) -> Made:
    return made(request.param, theme, jpeg)


def shapes(generated: Made) -> Iterator[Any]:
    """Yield the shapes of all slides, without the marks that lead through the deck."""
    for slide in generated[2].slides:
        yield from (s for s in slide.shapes if not s.name.startswith(("tracker-", "to-contents")))


def test_every_shape_is_a_placeholder_on_the_slide_with_something_in_it(generated: Made) -> None:
    width, height = generated[2].slide_width, generated[2].slide_height
    for shape in shapes(generated):
        assert shape.is_placeholder
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= width
        assert shape.top + shape.height <= height
        assert not shape.has_text_frame or shape.text_frame.text.strip()


def test_every_picture_and_chart_says_what_it_shows_and_a_chart_has_its_numbers(
    generated: Made,
) -> None:
    for shape in shapes(generated):
        if not shape.has_text_frame:
            assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
        if getattr(shape, "has_chart", False):
            assert shape.chart.part.chart_workbook.xlsx_part is not None


def test_no_text_is_lost(generated: Made) -> None:
    paragraphs = list(paragraphs_of(generated[2]))
    values = [v for s in generated[0].slides for v in (*s.slots.values(), *of_items(s.items))]
    for value in values:
        for text in decks.texts(value):
            assert is_among(bare(text), paragraphs), text


def of_items(items: Any) -> Iterator[SlotValue]:
    for item in items:
        yield from item.values()


def paragraphs_of(presentation: Any) -> Iterator[str]:
    """Yield each paragraph of the slides, of their tables and of their notes."""
    for slide in presentation.slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if getattr(shape, "has_table", False):
                frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
        frames.append(slide.notes_slide.notes_text_frame)
        for frame in frames:
            yield from (bare(paragraph.text) for paragraph in frame.paragraphs)


def is_among(text: str, paragraphs: list[str]) -> bool:
    """Tell whether a text stands in one paragraph, or runs on from the end of one through others."""
    if not text or any(text in paragraph for paragraph in paragraphs):
        return True
    return any(
        runs_on(text[size:], paragraphs)
        for paragraph in set(paragraphs)
        for size in range(1, min(len(paragraph), len(text)))
        if paragraph.endswith(text[:size])
    ) or runs_on(text, paragraphs)


def runs_on(text: str, paragraphs: list[str]) -> bool:
    """Tell whether a text runs through several paragraphs from their start."""
    if not text or any(paragraph.startswith(text) for paragraph in paragraphs):
        return True
    return any(
        paragraph and text.startswith(paragraph) and runs_on(text[len(paragraph) :], paragraphs)
        for paragraph in set(paragraphs)
    )


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_face_that_sets_latin_wider_keeps_every_text_in_its_frame(generated: Made) -> None:
    over = []
    for slide in generated[1].slides:
        for placed in slide.placed:
            # A numeral and its unit are of two sizes, in a face that every machine has.
            if isinstance(placed, PlacedText) and not has_unit(placed):
                lines = sum(coarse_lines(placed, p) for p in placed.paragraphs)
                height = lines * placed.line_pt + (len(placed.paragraphs) - 1) * placed.gap_pt
                if height > placed.slot.height_pt * BETWEEN_PROGRAMS:
                    over.append(f"{slide.number} {slide.layout.id} {placed.slot.name} {height:.0f}")
    assert not over


def has_unit(placed: PlacedText) -> bool:
    return any(run.unit for paragraph in placed.paragraphs for run in paragraph)


def coarse_lines(placed: PlacedText, paragraph: Paragraph) -> int:
    size, parts = placed.size_pt, plain_text(paragraph).split(LINE_END)
    # A line that was ended by hand needs no room for the word that does not fit behind it.
    room = placed.slot.width_pt - (0 if len(parts) > 1 else KEPT_FREE * size)
    ems = (sum(WIDE if ord(char) > 0x2000 else LATIN for char in part) for part in parts)
    return sum(max(math.ceil(em * size / room - 1e-9), 1) for em in ems)


def test_running_text_is_never_cut(generated: Made) -> None:
    cut = [d for d in generated[1].diagnostics if d.code == "text-too-long"]
    assert not [d for d in cut if any("`body`" in hint for hint in d.hints)]
