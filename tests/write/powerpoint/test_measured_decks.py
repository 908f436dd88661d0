"""Decks of generated records, from starving to overflowing: nothing hollow, nothing over, nothing small.

A run of the suite looks at a sample; `pytest -m generated` looks at three hundred branches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from support import generated_records as generated

from reportgen.choose.table import TITLE
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.loading import load
from reportgen.document.nodes import Deck
from reportgen.theme.loading import Theme, load_theme
from reportgen.write.powerpoint import LoweredSlide, lower
from reportgen.write.powerpoint.fit_text import fits_at, measure_for
from reportgen.write.powerpoint.model import PlacedText

FOLDER = "templates/juli"
#: layouts whose emptiness is their design
AIRY = frozenset({"cover", "contents", "section", "section-plain", "quote", "quote-plain",
                  "quote-source", "statement", "closing", "convergence"})  # fmt: skip
#: what an author places one by one: a table is shown as a table, a quotation as a quotation
PLACED_BY_AUTHOR = frozenset({"table", "table-note", "chart", "pictures", "photo-full", "quote",
                              "quote-plain", "quote-source"})  # fmt: skip
SMALLEST_PT = 14
NAMES = frozenset({"title", "card-title", "label"})
#: seeds of branches that are poor, of middling fullness and rich, and of a lesson
SAMPLE = (3, 16)
MANY = 300


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_generated_branch_makes_sound_slides(seed: int) -> None:
    assert list(faults(generated.branch_files(seed))) == []


def test_a_generated_lesson_makes_sound_slides() -> None:
    assert list(faults(generated.lesson_files(SAMPLE[0]))) == []


@pytest.mark.generated
@pytest.mark.parametrize("first", range(0, MANY, 20))
def test_three_hundred_generated_branches_make_sound_slides(first: int) -> None:
    for seed in range(first, first + 20):
        assert list(faults(generated.branch_files(seed))) == [], seed


@pytest.mark.generated
def test_sixty_generated_lessons_make_sound_slides() -> None:
    for seed in range(60):
        assert list(faults(generated.lesson_files(seed))) == [], seed


@cache
def supplied() -> tuple[Theme, tuple[Kind, ...], Composer]:
    """Return the supplied theme and its kinds of decks, opened once."""
    workspace = generated.workspace({})
    kinds = tuple(kind for kind in find_kinds(workspace, FOLDER)[0] if kind.root == "deck")
    return load_theme(workspace, FOLDER), kinds, Composer(FOLDER, workspace.read)


def faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is wrong with the slides of the decks of a branch or lesson."""
    theme, kinds, _ = supplied()
    workspace = generated.workspace(files)
    composer, library = Composer(FOLDER, workspace.read), load(workspace)
    for kind in kinds:
        for subject in library.subjects(kind.header.of):
            if not composer.applies(kind, subject):
                continue
            deck = composer.compose(kind, subject, kind.id).document
            if isinstance(deck, Deck):
                slides = lower(deck, theme.deck(deck.palette)).slides
                yield from (f"{kind.id} {fault}" for fault in faults_of(slides))


def faults_of(slides: tuple[LoweredSlide, ...]) -> Iterator[str]:
    before = ""
    for slide in slides:
        choice = slide.choice
        wanted = choice is not None and (
            choice.reason.startswith("作者指定") or choice.row is TITLE
        )
        is_airy = slide.layout.family in AIRY or (choice is not None and choice.row.airy)
        if not wanted and not is_airy and slide.fill < 0.25:
            yield f"{slide.number} {slide.layout.id} is {slide.fill:.0%} full"
        look = choice.row.look if choice else slide.layout.family
        if look == before and not slide.continued and not wanted and look not in PLACED_BY_AUTHOR:
            yield f"{slide.number} {slide.layout.id} follows its like"
        before = look
        for placed in slide.placed:
            if isinstance(placed, PlacedText):
                if not fits_at(measure_for(placed.slot, placed.paragraphs), placed.size_pt):
                    yield f"{slide.number} {slide.layout.id} {placed.slot.name} runs over"
                # A name is never cut: `small-type` warns of one that no slot has room for.
                if placed.size_pt < SMALLEST_PT and placed.slot.role not in NAMES:
                    yield f"{slide.number} {slide.layout.id} {placed.slot.name} {placed.size_pt} pt"
