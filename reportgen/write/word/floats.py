"""Pieces of a report in, the order in which they fill pages out: what does not fit yields to text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from reportgen.document.nodes import (
    AttachmentPage,
    Chart,
    Contents,
    Figure,
    Heading,
    Imprint,
    KeyFigures,
    Matrix,
    PageBreak,
    Paragraph,
    Signature,
    Steps,
    Table,
)
from reportgen.write.word.draft import Draft
from reportgen.write.word.heights import Box
from reportgen.write.word.pagination import Pages, extend
from reportgen.write.word.pieces import Piece
from reportgen.write.word.tables import KEPT_WHOLE

_BARRIERS = (AttachmentPage, Contents, Imprint, PageBreak, Signature)
_YIELDING = (Chart, Figure, KeyFigures, Matrix, Steps)
_SMALL_LINES = 3
"""Lines left empty at the foot of a page that nobody minds."""


def is_float(piece: Piece) -> bool:
    """Whether a block may yield its place to the text that follows: one page holds all of it."""
    block = piece.block
    if isinstance(block, Table):
        return len(block.rows) <= KEPT_WHOLE and not piece.divides
    return isinstance(block, _YIELDING)


def is_note(piece: Piece) -> bool:
    """Whether a block is a note that belongs to the figure or text above it."""
    return isinstance(piece.block, Paragraph) and piece.block.role == "source"


def arranged(draft: Draft, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces so ordered that a figure leaves no empty rest of a page.

    A figure moves behind text of its own section at most, never past a heading of level 1; figures
    keep their order. The paragraph that runs over to the next page comes before it.
    """
    last = max((at for at, piece in enumerate(pieces) if is_float(piece)), default=-1)
    if last < 0:
        return list(pieces)
    pages = Pages(draft.base.reading.text_height)
    small = _SMALL_LINES * draft.base.profile.pitch_twips
    waiting: deque[list[Piece]] = deque()
    out: list[Piece] = []

    def place(unit: Sequence[Piece]) -> None:
        out.extend(unit)
        extend(pages, _boxes(draft, unit))

    done = 0
    for unit in _units(draft, pieces):
        done += len(unit)
        if waiting and any(_stops(piece) for piece in unit):
            while waiting:
                place(waiting.popleft())
        elif waiting and out and not _leads_on(out[-1]):
            full = pages.height - pages.y < draft.base.profile.pitch_twips
            while waiting and (full or _tried(draft, pages, waiting[0]).page == pages.page):
                place(waiting.popleft())
                full = False
        if is_float(unit[0]):
            tried = _tried(draft, pages, unit)
            if waiting or (tried.page > pages.page and pages.height - pages.y > small):
                waiting.append(list(unit))
                continue
            out.extend(unit)
            pages = tried
        else:
            place(unit)
        if done > last and not waiting:
            # Nothing is left that could yield: what follows need not be measured.
            return [*out, *pieces[done:]]
    while waiting:
        place(waiting.popleft())
    return out


def _units(draft: Draft, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces that stay together: what is kept with the next one, a figure and its notes."""
    unit: list[Piece] = []
    for index, piece in enumerate(pieces):
        unit.append(piece)
        held = piece.boxes(draft)
        if held and held[-1].keep_next:
            continue
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if following is not None and is_note(following) and is_float(unit[0]):
            continue
        yield unit
        unit = []
    if unit:
        yield unit


def _boxes(draft: Draft, unit: Sequence[Piece]) -> list[Box]:
    return [box for piece in unit for box in piece.boxes(draft)]


def _tried(draft: Draft, pages: Pages, unit: Sequence[Piece]) -> Pages:
    """Return the pages with a unit placed, to see whether it stands on the last one as filled."""
    tried = pages.copy()
    extend(tried, _boxes(draft, unit))
    return tried


def _stops(piece: Piece) -> bool:
    block = piece.block
    if isinstance(block, Heading):
        return block.level == 1
    if isinstance(block, Paragraph) and block.role in ("attachment", "headline"):
        return True
    return isinstance(block, _BARRIERS) or "<w:pageBreakBefore/>" in piece.xml


def _leads_on(piece: Piece) -> bool:
    """Whether what follows must come right after: a text that ends in a colon announces it."""
    return piece.xml.endswith(("：</w:t></w:r></w:p>", ":</w:t></w:r></w:p>"))
