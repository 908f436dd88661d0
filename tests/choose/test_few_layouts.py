"""A style with few layouts still shows all: rows without a layout are passed over, the rest is running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from support import documents

from reportgen.choose.points import with_even_points
from reportgen.choose.repeats import without_shown_slides
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.document.nodes import Chart, Deck, Number, Picture, Table, Text, Topic
from reportgen.document.walk import walk
from reportgen.theme.deck import DeckTheme
from reportgen.theme.loading import load_theme
from reportgen.write.powerpoint import lower
from reportgen.write.powerpoint.model import (
    LoweredDeck,
    PlacedChart,
    PlacedPicture,
    PlacedTable,
    PlacedText,
)
from reportgen.write.powerpoint.text_runs import content_text, plain_text

#: the layouts that a style cannot do without: templates name them, or other slides end in them
BASIC = (
    "cover", "contents-8", "section-plain", "statement", "quote", "text", "chart", "table", "pictures-1", "closing",
    "table-note", "convergence-5", "convergence-4",
)  # fmt: skip


@cache
def few() -> DeckTheme:
    theme = load_theme(documents.SUPPLIED, documents.FOLDER).deck()
    layouts = {name: theme.layouts[name] for name in BASIC}
    families: dict[str, dict[int, str]] = {}
    for layout in layouts.values():
        families.setdefault(layout.family, {})[layout.count] = layout.id
    return replace(theme, layouts=layouts, families=families)


@cache
def library() -> Library:
    return load(documents.SUPPLIED, ["laizhou-archives", "example-community"])


def shown(lowered: LoweredDeck) -> str:
    texts = [
        plain_text(paragraph)
        for slide in lowered.slides
        for placed in slide.placed
        if isinstance(placed, PlacedText)
        for paragraph in placed.paragraphs
    ]
    cells = [
        plain_text(cell.paragraph)
        for slide in lowered.slides
        for placed in slide.placed
        if isinstance(placed, PlacedTable)
        for cell in placed.page.cells
    ]
    drawn = [
        category
        for slide in lowered.slides
        for placed in slide.placed
        if isinstance(placed, PlacedChart)
        for category in placed.chart.categories
    ]
    notes = [content_text(note) for slide in lowered.slides for note in slide.notes]
    return "".join("".join([*texts, *cells, *drawn, *notes]).split())


def said(deck: Deck) -> Iterator[str]:
    even = [with_even_points(one) if isinstance(one, Topic) else one for one in deck.slides]
    for slide in without_shown_slides(even):
        if isinstance(slide, Topic):
            # The full text of a work is spoken, not shown.
            texts = {name: value for name, value in slide.slots.items() if name != "text"}
            # The key of a drawing that the style does not have has nothing to explain.
            groups = {
                group: tuple(
                    {name: value for name, value in part.items() if not name.startswith("key-")}
                    for part in parts
                )
                for group, parts in slide.groups.items()
            }
            for node in walk(replace(slide, slots=texts, groups=groups, notes=())):
                if isinstance(node, Text):
                    yield node.text
                elif isinstance(node, Number):
                    yield node.number


@pytest.mark.parametrize("slug", ["laizhou-archives", "example-community"])
def test_a_style_with_few_layouts_shows_all_that_a_deck_says(slug: str) -> None:
    entry = library().select([slug], [])[-1]
    deck = documents.composed("annual-deck", entry).document
    assert isinstance(deck, Deck)
    lowered = lower(deck, few())
    assert [d.message for d in lowered.diagnostics if d.is_error] == []
    everything = shown(lowered)
    # A sentence that becomes a title has no full stop there.
    unseen = [text for text in said(deck) if "".join(text.split()).rstrip("。") not in everything]
    assert unseen == []
    for node, placed in ((Picture, PlacedPicture), (Chart, PlacedChart), (Table, PlacedTable)):
        wanted = {id(one) for one in walk(deck) if isinstance(one, node)}
        there = sum(isinstance(one, placed) for slide in lowered.slides for one in slide.placed)
        assert there >= min(len(wanted), 1)
