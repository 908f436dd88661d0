from __future__ import annotations

import pytest
from support.themes import JULI, deck_settings

from reportgen.theme.deck import DeckTheme, load_deck_theme


@pytest.fixture(scope="session")
def theme() -> DeckTheme:
    return load_deck_theme((JULI / "deck.pptx").read_bytes(), deck_settings())
