"""A report's blocks in, the content of `w:body` out, one block after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Chart,
    Contents,
    Figure,
    Heading,
    Imprint,
    KeyFigures,
    ListBlock,
    Matrix,
    PageBreak,
    Paragraph,
    Report,
    Signature,
    Steps,
    Table,
)
from reportgen.write.word.contents import contents
from reportgen.write.word.draft import Draft
from reportgen.write.word.figures import chart, figure
from reportgen.write.word.floats import arranged, is_float, is_note
from reportgen.write.word.furniture import GAP_LINE_TWIPS, GAP_TWIPS
from reportgen.write.word.heights import Box
from reportgen.write.word.issued import attachment_page, imprint, imprint_height, red_head
from reportgen.write.word.opening import title_block
from reportgen.write.word.pagination import Pages, extend, paginate
from reportgen.write.word.panels import key_figures, matrix, steps
from reportgen.write.word.paragraphs import KEEP_NEXT, heading, list_block, paragraph
from reportgen.write.word.pieces import Piece
from reportgen.write.word.signature import signature
from reportgen.write.word.tables import table_block

_LONG_XML = 400
"""Characters of XML from which a paragraph may be long enough to divide."""
_LINE = 28
_CONTENTS_PASSES = 3
"""A page number of two figures may make an entry a line longer, and move what follows."""
_SAFETY = 2
"""Lines by which an estimate may be out before a signature could come to stand alone."""


def body(draft: Draft, report: Report) -> str:
    """Return the title block and every block of the report."""
    head = red_head(draft, report.head) if report.head else ""
    pieces = [Piece(None, head + title_block(draft, report))]
    blocks = report.blocks
    kept, held = _kept(draft, blocks)
    written: dict[int, Piece] = {}
    turn = False
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            turn = True
            continue
        before = blocks[index - 1] if index else None
        piece = Piece(block, _block(draft, report, block, before, keep_next=index in kept))
        if isinstance(block, Table) and is_float(piece):
            _divide(draft, piece, block)
        if turn and piece.xml:
            piece.turn_page(draft)
            turn = False
        if is_note(piece) and is_float(pieces[-1]):
            pieces[-1].hold_next()
        written[index] = piece
        pieces.append(piece)
    _on_grid(draft, pieces)
    if draft.base.profile.floats:
        pieces = arranged(draft, pieces)
    _accompany(draft, pieces)
    if pieces[-1].xml.endswith("</w:tbl>"):
        pieces.append(Piece(None, draft.paragraph("PanelGap", "")))  # Word wants one after a table
    for paragraph_, signature_ in held:
        _release(draft, pieces, written[paragraph_], written[signature_])
    _settle_imprint(draft, pieces)
    if not isinstance(pieces[-1].block, Imprint):
        pieces[-1].end(draft)
    _fill_contents(draft, report, pieces)
    return "".join(piece.xml for piece in pieces)


def _fill_contents(draft: Draft, report: Report, pieces: Sequence[Piece]) -> None:
    """Write the page of each heading into the contents."""
    listed = [piece for piece in pieces if isinstance(piece.block, Contents)]
    known: Mapping[str, int] = {}
    for _ in range(_CONTENTS_PASSES if listed else 0):
        pages = _paginated(draft, pieces).bookmarks
        if pages == known:
            return
        known = pages
        for piece in listed:
            assert isinstance(piece.block, Contents)
            breaks = "<w:pageBreakBefore/>" in piece.xml
            piece.rewrite(contents(draft, report, piece.block, pages))
            if breaks:
                piece.turn_page(draft)


def _divide(draft: Draft, piece: Piece, node: Table) -> None:
    """Let go the rows of a small table that is higher than a page."""
    piece.divides = _height(piece.boxes(draft)) > draft.base.reading.text_height
    if piece.divides:
        piece.rewrite(table_block(draft, node, whole=False))


def _on_grid(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Fill figures and panels up to whole lines: the text below them stays on the grid of lines."""
    pitch = draft.base.profile.pitch_twips
    for index, piece in enumerate(pieces):
        if not is_float(piece) or not piece.xml:
            continue
        last = index
        while last + 1 < len(pieces) and is_note(pieces[last + 1]):
            last += 1
        unit = [box for one in pieces[index : last + 1] for box in one.boxes(draft)]
        if not unit:
            continue
        gap = -_height(unit) % pitch
        # A gap paragraph at the end is room already.
        room = gap if unit[-1].line > GAP_LINE_TWIPS else gap + GAP_TWIPS
        pieces[last].leave_room(draft, gap if room >= GAP_TWIPS else gap + pitch)


def _height(unit: Sequence[Box]) -> int:
    """Return the height of boxes in twips without the room below the last one."""
    used, after = 0, 0
    for box in unit:
        used += after + max(box.before - after, 0) + box.height
        after = box.after
    return used


def _kept(draft: Draft, blocks: Sequence[Block]) -> tuple[set[int], list[tuple[int, int]]]:
    """Return which blocks stay with the next one, and each signature with the text it goes with.

    A signature takes along the list of attachments and more than a line of text: GB/T 9704-2012,
    7.3.5.5 allows no page without text.
    """
    kept: set[int] = set()
    held: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Signature):
            continue
        # Notes below a signature, on sources say, stay with it.
        below = index + 1
        while below < len(blocks) and _note(blocks[below]):
            kept.add(below - 1)
            below += 1
        characters = 0
        at = index - 1
        while at >= 0 and characters <= _LINE:
            node = blocks[at]
            if not isinstance(node, Paragraph | ListBlock):
                break
            kept.add(at)
            if isinstance(node, ListBlock):
                break
            if node.role != "attachment":
                characters += len(draft.text((*node.lead, *node.content)))
                if characters > _LINE:
                    held.append((at, index))
            at -= 1
    return kept, held


def _accompany(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Take a figure along to the page of the signature where only the figure stands between text.

    Programs differ in whether a table holds on to a paragraph: the figure begins the page instead.
    """
    for index, piece in enumerate(pieces):
        if not isinstance(piece.block, Signature):
            continue
        at = index - 1
        while at > 0 and _is_short(draft, pieces[at]):
            at -= 1
        if not is_float(pieces[at]):
            continue
        if not _certain(draft, pieces[:at], pieces[at : index + 1]):
            pieces[at].turn_page(draft)


def _certain(draft: Draft, above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether `below` is on one page even where the text above is a few lines longer or shorter."""
    height, pitch = draft.base.reading.text_height, draft.base.profile.pitch_twips
    boxes = [box for piece in below for box in piece.boxes(draft)]
    used = _paginated(draft, above).y
    for lines in range(-_SAFETY, _SAFETY + 1):
        pages = Pages(height, y=(used + lines * pitch) % height)
        extend(pages, boxes)
        if pages.starts[0][0] != pages.page:
            return False
    return True


def _is_short(draft: Draft, piece: Piece) -> bool:
    """Whether a block is less text than a signature may stand with."""
    node = piece.block
    if not isinstance(node, Paragraph):
        return False
    return node.role == "attachment" or len(draft.text((*node.lead, *node.content))) <= _LINE


def _note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "source"


def _release(draft: Draft, pieces: Sequence[Piece], held: Piece, signed: Piece) -> None:
    """Free the last paragraph of text where the signature shares its page anyway.

    Word divides a paragraph that is kept with the next; LibreOffice moves all of it over.
    """
    if len(held.xml) < _LONG_XML:
        return
    kept = held.xml
    held.rewrite(kept.replace(KEEP_NEXT, "", 1))
    upto = list(pieces[: pieces.index(signed) + 1])
    pages = _paginated(draft, upto)
    below = sum(len(piece.boxes(draft)) for piece in upto[upto.index(held) + 1 :])
    page, above = pages.starts[-below]
    pitch = draft.base.profile.pitch_twips
    together = page == pages.page and above >= 2 * pitch
    if not together or pages.y + _SAFETY * pitch > pages.height:
        held.rewrite(kept)


def _settle_imprint(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Give the imprint a page of its own where the last page has no room for it."""
    for index, piece in enumerate(pieces):
        if isinstance(piece.block, Imprint) and piece.xml:
            pages = _paginated(draft, pieces[:index])
            pitch = draft.base.profile.pitch_twips
            if pages.y + imprint_height(draft, piece.xml) + pitch > pages.height:
                piece.rewrite(imprint(draft, piece.block, turn=True))


def _paginated(draft: Draft, pieces: Sequence[Piece]) -> Pages:
    return paginate(
        (b for piece in pieces for b in piece.boxes(draft)), draft.base.reading.text_height
    )


def _block(
    draft: Draft, report: Report, block: Block, before: Block | None, *, keep_next: bool
) -> str:
    match block:
        case Heading():
            return heading(draft, block)
        case Paragraph():
            first = not (isinstance(before, Paragraph) and before.role == "attachment")
            return paragraph(draft, block, keep_next=keep_next, first=first)
        case ListBlock():
            return list_block(draft, block, keep_next=keep_next)
        case Table():
            return table_block(draft, block)
        case Figure():
            return figure(draft, block)
        case Chart():
            return chart(draft, block)
        case KeyFigures():
            return key_figures(draft, block)
        case Steps():
            return steps(draft, block)
        case Matrix():
            return matrix(draft, block)
        case Signature():
            return signature(draft, block, keep_next=keep_next)
        case Contents():
            return contents(draft, report, block, {})
        case PageBreak():
            return ""
        case AttachmentPage():
            return attachment_page(draft, block, report.properties.author)
        case Imprint():
            return imprint(draft, block)
    assert_never(block)
