"""A signature stands with text on its page: GB/T 9704-2012, 7.3.5.5 allows no page without text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.nodes import ListBlock, Paragraph, Signature
from reportgen.write.word.layout.blocks import (
    LINE_CHARACTERS,
    MeasuredBlock,
    TypeArea,
    all_boxes,
    characters,
    is_attachment,
    is_note,
    pages_of,
    turn_page,
    with_last,
)
from reportgen.write.word.layout.pagination import extend
from reportgen.write.word.model import LoweredBlock, with_properties
from reportgen.write.word.model import Paragraph as LoweredParagraph

_LONG_LINES = 8
"""Lines from which a paragraph may be divided so that it goes along with the signature."""
_SAFETY = 2
"""Lines by which an estimate may be out before a signature could come to stand alone."""


def keep_signatures(
    blocks: Sequence[LoweredBlock],
) -> tuple[list[LoweredBlock], list[tuple[int, int]]]:
    """Return the blocks with the text before and the notes below a signature kept with it.

    A signature takes along the list of attachments and more than a line of text. The pairs are the
    places in the report of the paragraph that is the first to stay and of its signature.
    """
    together: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for place, block in enumerate(blocks):
        if not isinstance(block.node, Signature):
            continue
        below = place + 1
        while below < len(blocks) and is_note(blocks[below]):
            together.add(below - 1)
            below += 1
        before, count = place - 1, 0
        while before >= 0 and count <= LINE_CHARACTERS:
            node = blocks[before].node
            if not isinstance(node, Paragraph | ListBlock):
                break
            together.add(before)
            if isinstance(node, ListBlock):
                break
            if not is_attachment(blocks[before]):
                count += characters(blocks[before])
                if count > LINE_CHARACTERS:
                    pairs.append((blocks[before].index, block.index))
            before -= 1
    return [_with_next(b) if place in together else b for place, b in enumerate(blocks)], pairs


def _with_next(block: LoweredBlock) -> LoweredBlock:
    """Return a block whose last paragraph is kept on the page of what follows."""
    last = block.elements[-1] if block.elements else None
    if not isinstance(last, LoweredParagraph):
        return block
    return replace(block, elements=(*block.elements[:-1], with_properties(last, keep_next=True)))


def take_figures(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Take a figure along to the page of the signature where only the figure stands between text.

    Programs differ in whether a table holds on to a paragraph: the figure begins the page instead. It
    stays where it would leave a third of its page empty: a line of text goes along in any case.
    """
    out = list(blocks)
    for place, block in enumerate(blocks):
        if not isinstance(block.node, Signature):
            continue
        at = place - 1
        while at > 0 and _is_short(out[at]):
            at -= 1
        if not out[at].is_float or _on_one_page(area, out[:at], out[at : place + 1]):
            continue
        above = pages_of(area, out[:at])
        has_text = at < place - 1
        if not (has_text and above.height - above.y > above.height // 3):
            out[at] = turn_page(area, out[at])
    return out


def _on_one_page(
    area: TypeArea, above: Sequence[MeasuredBlock], below: Sequence[MeasuredBlock]
) -> bool:
    """Whether `below` is on one page even where the text above is a few lines longer or shorter."""
    boxes = all_boxes(below)
    pages_above = pages_of(area, above)
    for lines in range(-_SAFETY, _SAFETY + 1):
        pages = pages_above.copy()
        pages.y = (pages_above.y + lines * area.pitch) % pages_above.height
        extend(pages, boxes)
        if pages.starts[0][0] != pages.page:
            return False
    return True


def _is_short(block: MeasuredBlock) -> bool:
    """Whether a block is less text than a signature may stand with."""
    if not isinstance(block.node, Paragraph):
        return False
    return is_attachment(block) or characters(block) <= LINE_CHARACTERS


def release_notes(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Let the notes below a signature go on alone where keeping them leaves a third of a page empty.

    The notes stay together, and the signature with its text.
    """
    out = list(blocks)
    for place, block in enumerate(blocks):
        last = block.last
        if not isinstance(block.node, Signature) or not isinstance(last, LoweredParagraph):
            continue
        if not last.properties.keep_next or not _hollow(area, out, place):
            continue
        out[place] = with_last(area, block, with_properties(last, keep_next=None))
        # The signature must not come to stand alone for it.
        if not _has_text_above(area, out, place):
            out[place] = block
    return out


def _hollow(area: TypeArea, blocks: Sequence[MeasuredBlock], place: int) -> bool:
    """Return whether a third of the page before that of the block at `place` is empty."""
    starts = pages_of(area, blocks).starts
    at = sum(len(block.boxes) for block in blocks[:place])
    first = next(i for i, (page, _) in enumerate(starts) if page == starts[at][0])
    if not 0 < first < at:
        return False
    above = all_boxes(blocks)[first - 1]
    page, y = starts[first - 1]
    return area.height_on(page) - y - above.height > area.height // 3


def _has_text_above(area: TypeArea, blocks: Sequence[MeasuredBlock], place: int) -> bool:
    """Return whether two lines of text or more stand above the block at `place` on its page."""
    starts = pages_of(area, blocks).starts
    return starts[sum(len(block.boxes) for block in blocks[:place])][1] >= 2 * area.pitch


def release_text(
    area: TypeArea, blocks: Sequence[MeasuredBlock], pairs: Sequence[tuple[int, int]]
) -> list[MeasuredBlock]:
    """Free a long last paragraph of text where the signature shares its page anyway.

    Word divides a paragraph that is kept with the next; LibreOffice moves all of it over.
    """
    out = list(blocks)
    for text, signature in pairs:
        places = {block.index: place for place, block in enumerate(out)}
        at, end = places[text], places[signature] + 1
        text_block = out[at]
        last = text_block.last
        if text_block.boxes[-1].lines < _LONG_LINES or not isinstance(last, LoweredParagraph):
            continue
        out[at] = with_last(area, text_block, with_properties(last, keep_next=None))
        pages = pages_of(area, out[:end])
        below = len(all_boxes(out[at + 1 : end]))
        page, above = pages.starts[-below]
        on_page = page == pages.page and above >= 2 * area.pitch
        if not on_page or pages.y + _SAFETY * area.pitch > pages.height:
            out[at] = text_block
    return out
