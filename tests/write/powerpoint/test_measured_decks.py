"""Decks of generated records, from starving to overflowing: nothing hollow, nothing over, nothing small.

A run of the suite looks at a sample; `pytest -m generated` looks at three hundred branches in both styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from support import generated_records as generated
from support import measured

from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.loading import load
from reportgen.document.nodes import Deck
from reportgen.theme.loading import Theme, load_theme
from reportgen.write.powerpoint import lower

FOLDER = "templates/juli"
STYLES = (FOLDER, "templates/editorial")
#: seeds of branches that are poor, of middling fullness and rich, and of a lesson
SAMPLE = (3, 16)
MANY = 300


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_generated_branch_makes_sound_slides(seed: int) -> None:
    assert list(faults(generated.branch_files(seed))) == []


def test_a_generated_lesson_makes_sound_slides() -> None:
    assert list(faults(generated.lesson_files(SAMPLE[0]))) == []


@pytest.mark.generated
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("first", range(0, MANY, 20))
def test_three_hundred_generated_branches_make_sound_slides(first: int, style: str) -> None:
    for seed in range(first, first + 20):
        assert list(faults(generated.branch_files(seed), style)) == [], seed


@pytest.mark.generated
@pytest.mark.parametrize("style", STYLES)
def test_sixty_generated_lessons_make_sound_slides(style: str) -> None:
    for seed in range(60):
        assert list(faults(generated.lesson_files(seed), style)) == [], seed


@cache
def style_of(folder: str) -> Theme:
    return load_theme(generated.workspace({}), folder)


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the supplied kinds of decks."""
    result, _ = find_kinds(generated.workspace({}), FOLDER)
    return tuple(kind for kind in result if kind.root == "deck")


def faults(files: Mapping[str, bytes], style: str = FOLDER) -> Iterator[str]:
    """Yield what is wrong with the slides of the decks of a branch or lesson."""
    workspace = generated.workspace(files)
    composer, library = Composer(FOLDER, workspace.read), load(workspace)
    for kind in kinds():
        for subject in library.subjects(kind.header.of):
            if not composer.applies(kind, subject):
                continue
            deck = composer.compose(kind, subject, kind.id).document
            if isinstance(deck, Deck):
                theme = style_of(style).deck(deck.palette)
                slides = lower(deck, theme).slides
                yield from (f"{kind.id} {fault}" for fault in measured.faults_of(slides, theme))
