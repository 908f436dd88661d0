from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from support import decks, ink
from support.themes import deck_settings

from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.write.powerpoint import lower, write_deck

JULI = Path(__file__).resolve().parents[3] / "templates" / "juli"
CHINESE = "Noto Sans CJK SC"
#: REPORTGEN_DECKS and REPORTGEN_SEED ask for more decks, and others, than the suite's
COUNT, SEED = int(os.environ.get("REPORTGEN_DECKS", "1")), os.environ.get("REPORTGEN_SEED", "0")
BATCH = 50

pytestmark = [
    pytest.mark.slow,
    pytest.mark.rendering,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def here() -> DeckTheme:
    """The theme in faces that are on this machine."""
    listed = subprocess.run(
        ["fc-list", ":", "family"], check=True, capture_output=True, text=True
    ).stdout
    if CHINESE not in listed or "Liberation Serif" not in listed:
        pytest.skip("Noto Sans CJK SC or Liberation Serif is not installed")
    out = io.BytesIO()
    with zipfile.ZipFile(JULI / "deck.pptx") as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("ppt/theme/"):
                for face in ("微软雅黑", "方正小标宋简体"):
                    data = data.replace(face.encode(), CHINESE.encode())
            target.writestr(name, data)
    return load_deck_theme(out.getvalue(), deck_settings())


@pytest.mark.timeout(300 + COUNT * 30)
def test_no_ink_leaves_its_frame(here: DeckTheme, tmp_path: Path, jpeg: bytes) -> None:
    strays: list[str] = []
    for start in range(0, COUNT, BATCH):
        paths = [tmp_path / f"{i}.pptx" for i in range(start, min(start + BATCH, COUNT))]
        for path in paths:
            deck = decks.deck(random.Random(f"{SEED} {path.stem}"), here, len(here.families))
            path.write_bytes(write_deck(lower(deck, here), here, lambda _: jpeg).data)
        for path, pdf in zip(paths, ink.to_pdf(paths, tmp_path), strict=True):
            strays += [f"{path.stem}: {stray}" for stray in ink.strays(path.read_bytes(), pdf)]
    assert not strays
