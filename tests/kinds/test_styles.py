"""Every sample in both styles and all their palettes: nothing runs over, nothing is hollow, nothing is lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import PurePath

import pptx
import pytest
from support import measured, workspaces

from reportgen.cli.workshop import Workshop
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.document.nodes import Deck
from reportgen.theme.deck import DeckTheme
from reportgen.theme.loading import documents_folder
from reportgen.workspace import DiskWorkspace
from reportgen.write.powerpoint import LoweredDeck, lower, write_deck

WORKSPACE = DiskWorkspace({name: workspaces.ROOT / name for name in ("content", "templates")})
STYLES = ("templates/juli", "templates/editorial")
PALETTES = [
    (style, palette.stem)
    for style in STYLES
    for palette in sorted((workspaces.ROOT / style / "palettes").glob("*.yaml"))
]


@cache
def workshop(style: str) -> Workshop:
    kinds, faults = find_kinds(WORKSPACE, documents_folder(WORKSPACE, style))
    assert not faults
    return Workshop(WORKSPACE, style, kinds)


@cache
def library() -> Library:
    return load(WORKSPACE)


@cache
def decks() -> tuple[Deck, ...]:
    shop, result = workshop(STYLES[0]), []
    for of in ("branch", "lesson", "committee"):
        for subject in library().subjects(of):
            for kind in shop.kinds_for(subject):
                if kind.root == "deck":
                    document = shop.compose(kind, subject).document
                    assert isinstance(document, Deck), (kind.id, subject)
                    result.append(document)
    return tuple(result)


def faults_of(lowered: LoweredDeck, theme: DeckTheme) -> Iterator[str]:
    yield from (diagnostic.message for diagnostic in lowered.diagnostics if diagnostic.is_error)
    yield from measured.faults_of(lowered.slides, theme)


def test_a_sample_stands_in_both_styles() -> None:
    subject = library().subjects("lesson")[0]
    for style in STYLES:
        shop = workshop(style)
        kind = next(kind for kind in shop.kinds_for(subject) if kind.root == "deck")
        deck = shop.compose(kind, subject).document
        assert isinstance(deck, Deck)
        theme = shop.theme.deck(deck.palette)
        assert list(faults_of(lower(deck, theme), theme)) == []


@pytest.mark.generated
@pytest.mark.parametrize(("style", "palette"), PALETTES, ids=lambda value: PurePath(value).name)
def test_every_sample_stands_in_every_style_and_palette(style: str, palette: str) -> None:
    theme = workshop(style).theme.deck(palette)
    for deck in decks():
        lowered = lower(deck, theme)
        assert list(faults_of(lowered, theme)) == [], deck.properties.title
        written = write_deck(lowered, theme, WORKSPACE.read)
        slides = pptx.Presentation(io.BytesIO(written.data)).slides
        assert len(slides) == len(lowered.slides)
