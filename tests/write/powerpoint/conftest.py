from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from support.themes import deck_settings

from reportgen.theme.deck import DeckTheme, load_deck_theme

JULI = Path(__file__).resolve().parents[3] / "templates" / "juli"


@cache
def juli() -> DeckTheme:
    return load_deck_theme((JULI / "deck.pptx").read_bytes(), deck_settings())


@pytest.fixture(scope="session")
def theme() -> DeckTheme:
    return juli()


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 90), "#8d8074").save(out, "JPEG")
    return out.getvalue()
