from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from reportgen.theme.deck import DeckTheme, load_deck_theme

JULI = Path(__file__).resolve().parents[3] / "templates" / "juli"


@cache
def settings() -> dict[str, Any]:
    found = yaml.safe_load((JULI / "deck.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@cache
def juli() -> DeckTheme:
    return load_deck_theme((JULI / "deck.pptx").read_bytes(), settings())


@pytest.fixture(scope="session")
def theme() -> DeckTheme:
    return juli()


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 90), "#8d8074").save(out, "JPEG")
    return out.getvalue()
