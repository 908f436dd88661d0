"""A deck and the PDF LibreOffice printed of it in, the texts whose ink leaves their frames out."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
import pptx

EMU_PER_PT = 12700
TOLERANCE_PT = 1.5
# Ink above and below the baseline in ems: a Chinese character (its cell less a twentieth all
# round, as Source Han Sans is drawn), a Latin one with and without a tail.
WIDE_INK, TAILED_INK, NARROW_INK = (0.83, 0.07), (0.76, 0.22), (0.76, 0.02)
TAILED = "gjpqyQ,;()[]{}/|@$"
STOPS = "，。、；：？！）》”’…,.;:!?)"


@dataclass(frozen=True)
class Frame:
    """A text on a slide and the frame it should keep to, points from the top left."""

    name: str
    paragraphs: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float


def frames(slide: Any) -> Iterator[Frame]:
    """Yield the frames of a slide in drawing order, a table's cells one by one."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            texts = tuple(squeezed(p.text) for p in shape.text_frame.paragraphs)
            yield Frame(shape.name, texts, *box(shape))
        elif getattr(shape, "has_table", False):
            left, top, _, _ = box(shape)
            yield from cells(shape, left, top)


def box(shape: Any) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a shape."""
    x, y, w, h = (v / EMU_PER_PT for v in (shape.left, shape.top, shape.width, shape.height))
    return x, y, x + w, y + h


def in_any(char: Any, boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    """Tell whether the middle of a character lies in one of some boxes: what a chart says."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(left < x < right and top < y < bottom for left, top, right, bottom in boxes)


def cells(shape: Any, left: float, top: float) -> Iterator[Frame]:
    widths = [column.width / EMU_PER_PT for column in shape.table.columns]
    heights = [row.height / EMU_PER_PT for row in shape.table.rows]
    for r, row in enumerate(shape.table.rows):
        for c, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            down, across = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
            x, y = left + sum(widths[:c]), top + sum(heights[:r])
            texts = tuple(squeezed(p.text) for p in cell.text_frame.paragraphs)
            right, bottom = x + sum(widths[c : c + across]), y + sum(heights[r : r + down])
            yield Frame(f"{shape.name} {r + 1}.{c + 1}", texts, x, y, right, bottom)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]", "", text)


def strays(deck: bytes, pdf: Path) -> list[str]:
    """Tell each text whose ink leaves its frame in the PDF, and each that is not found there."""
    result = []
    with pdfplumber.open(pdf) as document:
        slides = pptx.Presentation(io.BytesIO(deck)).slides
        assert len(document.pages) == len(slides)
        for number, (page, slide) in enumerate(zip(document.pages, slides, strict=True), 1):
            charts = [box(shape) for shape in slide.shapes if getattr(shape, "has_chart", False)]
            chars = [c for c in page.chars if squeezed(c["text"]) and not in_any(c, charts)]
            for stray in off_frame(chars, list(frames(slide)), page.height):
                result.append(f"{number} {slide.slide_layout.name} {stray}")
    return result


def off_frame(chars: Sequence[Any], drawn: Sequence[Frame], height: float) -> Iterator[str]:
    # Characters come in drawing order, so each text is looked for after the one before.
    text = "".join(c["text"] for c in chars)
    owner = [i for i, c in enumerate(chars) for _ in c["text"]]
    at = 0
    for frame in drawn:
        for paragraph in filter(None, frame.paragraphs):
            start = text.find(paragraph, at)
            if start < 0:
                yield f"{frame.name}: not found: {paragraph[:20]}"
                continue
            at = start + len(paragraph)
            for side, points in leaving(chars[owner[start] : owner[at - 1] + 1], frame, height):
                yield f"{frame.name}: {points:.1f} pt {side}: {paragraph[:40]}"


def leaving(chars: Sequence[Any], frame: Frame, height: float) -> Iterator[tuple[str, float]]:
    """Yield the sides on which the ink of some characters leaves the frame, and how far."""
    far: dict[str, float] = {}
    for char in chars:
        wide = unicodedata.east_asian_width(char["text"][0]) in "WFA"
        tailed = char["text"][0] in TAILED
        above, below = WIDE_INK if wide else TAILED_INK if tailed else NARROW_INK
        size, baseline = char["size"], height - char["matrix"][5]
        # A full-width stop has its ink in the left half of its cell.
        right = min(char["x0"] + size / 2, char["x1"]) if char["text"] in STOPS else char["x1"]
        for side, points in (
            ("left", frame.left - char["x0"]),
            ("right", right - frame.right),
            ("above", frame.top - (baseline - above * size)),
            ("below", baseline + below * size - frame.bottom),
        ):
            far[side] = max(points, far.get(side, 0.0))
    for side, points in far.items():
        if points > TOLERANCE_PT:
            yield side, points


def to_pdf(decks: Sequence[Path], folder: Path) -> list[Path]:
    """Have LibreOffice print decks, all in one go."""
    profile = folder / "profile"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to",
         "pdf", "--outdir", str(folder), *map(str, decks)],
        check=True, capture_output=True,
    )  # fmt: skip
    return [folder / f"{deck.stem}.pdf" for deck in decks]
