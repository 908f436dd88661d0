"""The supplied theme as the writers take it, without a workspace around it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.palettes import Palette, PaletteFile, complete

JULI = Path(__file__).resolve().parents[2] / "templates" / "juli"
PALETTES = tuple(sorted(path.stem for path in (JULI / "palettes").glob("*.yaml")))


@cache
def deck_settings() -> DeckSettings:
    """Return the settings of deck.yaml."""
    return DeckSettings.model_validate(plain("deck.yaml"))


def palette(name: str) -> Palette:
    """Return a supplied palette."""
    return complete(PaletteFile.model_validate(plain(f"palettes/{name}.yaml")))


def plain(name: str) -> Any:
    """Return the values of a YAML file of the theme."""
    return yaml.safe_load((JULI / name).read_text(encoding="utf-8"))
