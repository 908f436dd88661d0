"""Regenerates the Office files of this theme from its data: python templates/juli/make.py."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def make_all(folder: Path) -> None:
    """Write deck.pptx, deck.yaml and reference.docx into a folder."""
    sys.path.insert(0, str(HERE))
    deck = importlib.import_module("make_deck")
    deck.make_deck(folder / "deck.pptx")
    deck.make_deck_yaml(folder / "deck.yaml")
    if importlib.util.find_spec("make_reference"):
        reference = importlib.import_module("make_reference")
        reference.make_reference(folder / "reference.docx")


if __name__ == "__main__":
    make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
