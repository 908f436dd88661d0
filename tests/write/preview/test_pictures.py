"""Previews look like LibreOffice's pictures of the files: each layout of both styles, page after page.

LibreOffice sets a gap between Chinese and Latin on slides that PowerPoint does not set, and leaves a picture
behind a slide uncropped, so no two pictures are the same.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from support import documents, pages, workspaces
from support.likeness import likeness

from reportgen.document.nodes import Deck
from reportgen.theme.deck import DeckTheme
from reportgen.theme.loading import load_theme
from reportgen.theme.typefaces import TYPEFACES
from reportgen.write.powerpoint import lower, write_deck
from reportgen.write.preview.fragments import Preview
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.places import Faults
from reportgen.write.preview.slides import preview_deck

CHROMIUM = "/usr/bin/chromium"
PICTURE = "content/branches/laizhou-archives/images/shelves.png"
LEAST = 0.85
#: LibreOffice shows the picture behind a slide whole, whatever is cropped of it
UNCROPPED = "photo-full"
PIXELS = 960


def installed() -> bool:
    return all(shutil.which(name) for name in ("soffice", "fc-match", CHROMIUM))


pytestmark = [
    pytest.mark.rendering,
    pytest.mark.browser,
    pytest.mark.generated,
    pytest.mark.skipif(not installed(), reason="LibreOffice or Chromium is not installed"),
]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("style", ["juli", "editorial"])
def test_each_layout_looks_as_libreoffice_draws_it(style: str, tmp_path: Path) -> None:
    theme = load_theme(documents.SUPPLIED, f"templates/{style}").deck()
    deck = one_of_each_family(theme)
    lowered = lower(deck, theme)
    read = documents.SUPPLIED.read
    path = tmp_path / "layouts.pptx"
    path.write_bytes(write_deck(lowered, theme, read).data)
    (pdf,) = pages.to_pdf([path], tmp_path)
    preview = preview_deck(lowered, theme, read, PreviewPictures(inline=True), Faults.of(()))
    scores: dict[str, float] = {}
    result = zip(lowered.slides, in_chromium(preview), drawn(pdf), strict=True)
    for slide, one, other in result:
        score = likeness(one, other)
        scores[slide.layout.id] = min(score, scores.get(slide.layout.id, 1.0))
    low = {name: round(score, 3) for name, score in scores.items() if score < LEAST}
    low = {name: score for name, score in low.items() if not name.startswith(UNCROPPED)}
    assert low == {}
    assert sum(scores.values()) / len(scores) > 0.9


def one_of_each_family(theme: DeckTheme) -> Deck:
    """Return a specimen of each family of layouts, that of the most items."""
    sys.path.insert(0, str(workspaces.ROOT / "tools"))
    from specimens import specimens

    families = {layout.family: layout.id for layout in theme.layouts.values()}
    deck = specimens(theme, PICTURE)
    slides = tuple(slide for slide in deck.slides if slide.layout in families.values())
    return replace(deck, slides=slides)


def in_chromium(preview: Preview) -> Sequence[Image.Image]:
    """Return the slides as Chromium draws them in the faces that LibreOffice takes."""
    from playwright.sync_api import sync_playwright

    html = preview.shared + "".join(fragment.html for fragment in preview.fragments)
    rules = f"{substitutes()}{preview.stylesheet}body{{margin:0}}section{{width:{PIXELS}px}}"
    pictures = []
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": PIXELS, "height": PIXELS})
        page.set_content(f"<!doctype html><meta charset=utf-8><style>{rules}</style>{html}")
        page.wait_for_timeout(500)
        for section in page.query_selector_all("section"):
            pictures.append(Image.open(io.BytesIO(section.screenshot())))
        browser.close()
    return pictures


def drawn(pdf: Path) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as pictures."""
    for page in pypdfium2.PdfDocument(pdf):
        yield page.render(scale=PIXELS / page.get_width()).to_pil()


@cache
def substitutes() -> str:
    """Return the rules by which Chromium takes the same face in place of each as LibreOffice does."""
    rules = []
    for name in (name for face in TYPEFACES for name in face.names):
        for weight, style in ((400, ""), (700, ":bold")):
            command = ["fc-match", f"{name}{style}", "--format", "%{fullname}"]
            full = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            rules.append(
                f'@font-face{{font-family:"{name}";font-weight:{weight};src:local("{full}")}}'
            )
    return "".join(rules)
