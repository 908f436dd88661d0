"""What everybody in the hall reads in a lesson's deck is 20 points or larger, in both styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from support import documents, generated_records

from reportgen.compose.composer import Composer
from reportgen.content.loading import load
from reportgen.document.nodes import Deck
from reportgen.theme.loading import Theme, load_theme
from reportgen.workspace import Workspace
from reportgen.write.powerpoint import LoweredDeck, lower
from reportgen.write.powerpoint.model import PlacedTable, PlacedText
from reportgen.write.powerpoint.text_runs import plain_text

KIND, LEAST_PT = "party-lesson", 20
STYLES = ("templates/juli", "templates/editorial")
SEEDS = (3, 9)
#: the slots whose texts may be smaller, and why
MAY_BE_SMALLER = {
    "kicker": "it repeats the name of the part above the title",
    "footer": "it is the same on every slide and says the topic",
    "caption": "it names what a picture, a chart or a table is taken from",
    "chart-title": "it says what a chart counts; the title of the slide says what it shows",
    "table-title": "it says what a table lists; the title of the slide says what it shows",
    "table-unit": "it is the unit of a table",
    "attribution": "it is a source, which the speaker reads out",
    "post": "it is a source, which the speaker reads out",
    "presenter": "it is on the cover, which stands before the lesson begins",
    "unit": "it is on the cover, which stands before the lesson begins",
    "date": "it is on the last slide, which stands after the lesson has ended",
    "num": "it is an ordinal in a mark of the layout",
}


@cache
def style_of(folder: str) -> Theme:
    return load_theme(documents.SUPPLIED, folder)


def lessons_of(workspace: Workspace, style: str) -> Iterator[LoweredDeck]:
    composer, library = Composer(documents.FOLDER, workspace.read), load(workspace)
    kind = documents.kinds()[KIND]
    for subject in library.subjects("lesson"):
        deck = composer.compose(kind, subject, KIND).document
        assert isinstance(deck, Deck)
        yield lower(deck, style_of(style).deck(deck.palette))


def small_texts(lowered: LoweredDeck) -> Iterator[str]:
    """Yield the texts that a hall cannot read, without those of which a warning tells the author."""
    words = "".join(d.message for d in lowered.diagnostics if d.code == "small-type")
    for slide in lowered.slides:
        for placed in slide.placed:
            if isinstance(placed, PlacedTable) and placed.page.size_pt < LEAST_PT:
                yield f"{slide.number} table {placed.page.size_pt:g}"
            if not isinstance(placed, PlacedText) or placed.size_pt >= LEAST_PT:
                continue
            name = re.sub(r"-\d+$", "", placed.slot.name)
            text = "".join(map(plain_text, placed.paragraphs))
            if name not in MAY_BE_SMALLER and text[:6] not in words:
                yield f"{slide.number} {slide.layout.id} {placed.slot.name} {placed.size_pt:g}: {text}"


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_no_body_text_of_a_sample_lesson_is_smaller_and_none_needs_a_warning(style: str) -> None:
    for lowered in lessons_of(documents.SUPPLIED, style):
        assert list(small_texts(lowered)) == []
        assert [d.message for d in lowered.diagnostics if d.code == "small-type"] == []


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_body_text_of_a_generated_lesson_is_smaller(seed: int, style: str) -> None:
    workspace = generated_records.workspace(generated_records.lesson_files(seed))
    for lowered in lessons_of(workspace, style):
        assert list(small_texts(lowered)) == []


@pytest.mark.generated
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("first", range(0, 60, 20))
def test_no_body_text_of_sixty_generated_lessons_is_smaller(first: int, style: str) -> None:
    for seed in range(first, first + 20):
        test_no_body_text_of_a_generated_lesson_is_smaller(seed, style)
