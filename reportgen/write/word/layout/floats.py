"""A figure that does not fit on the rest of a page yields its place to the text that follows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from reportgen.document.nodes import (
    AttachmentPage,
    Contents,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    Signature,
)
from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, all_boxes, is_note
from reportgen.write.word.layout.pagination import Pages, extend
from reportgen.write.word.model import Paragraph as LoweredParagraph
from reportgen.write.word.model import Run

_BARRIERS = (AttachmentPage, Contents, Imprint, PageBreak, Signature)
_SMALL_LINES = 3
"""Lines left empty at the foot of a page that nobody minds."""


def arrange(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks so ordered that a figure leaves no empty rest of a page.

    A figure moves behind text of its own section at most, never past a heading of level 1; figures
    keep their order. The paragraph that runs over to the next page comes before it.
    """
    last = max((at for at, block in enumerate(blocks) if block.is_float), default=-1)
    if last < 0:
        return list(blocks)
    pages = Pages(area.height, columns=area.columns)
    waiting: deque[list[MeasuredBlock]] = deque()
    out: list[MeasuredBlock] = []

    def place(unit: Sequence[MeasuredBlock]) -> None:
        out.extend(unit)
        extend(pages, all_boxes(unit))

    done = 0
    for unit in units(blocks):
        done += len(unit)
        if waiting and any(map(_stops, unit)):
            while waiting:
                place(waiting.popleft())
        elif waiting and out and not _leads_on(out[-1]):
            full = pages.height - pages.y < area.pitch
            while waiting and (full or _placed(pages, waiting[0]).page == pages.page):
                place(waiting.popleft())
                full = False
        if unit[0].is_float:
            after = _placed(pages, unit)
            empty = pages.height - pages.y
            if waiting or (after.page > pages.page and empty > _SMALL_LINES * area.pitch):
                waiting.append(unit)
                continue
            out.extend(unit)
            pages = after
        else:
            place(unit)
        if done > last and not waiting:
            return [*out, *blocks[done:]]  # nothing is left that could yield
    while waiting:
        place(waiting.popleft())
    return out


def units(blocks: Sequence[MeasuredBlock]) -> Iterator[list[MeasuredBlock]]:
    """Yield blocks that stay together: what is kept with the next one, a figure and its notes."""
    unit: list[MeasuredBlock] = []
    for index, block in enumerate(blocks):
        unit.append(block)
        if block.boxes and block.boxes[-1].keep_next:
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is not None and is_note(following) and unit[0].is_float:
            continue
        yield unit
        unit = []
    if unit:
        yield unit


def _placed(pages: Pages, unit: Sequence[MeasuredBlock]) -> Pages:
    """Return the pages as they are with a unit placed on them."""
    after = pages.copy()
    extend(after, all_boxes(unit))
    return after


def _stops(block: MeasuredBlock) -> bool:
    """Whether no figure may move past a block."""
    node = block.node
    if isinstance(node, Heading):
        return node.level == 1
    if isinstance(node, Paragraph) and node.role in ("attachment", "headline"):
        return True
    return isinstance(node, _BARRIERS) or block.begins_page


def _leads_on(block: MeasuredBlock) -> bool:
    """Whether what follows must come right after: a text that ends in a colon announces it."""
    last = block.last
    if not isinstance(last, LoweredParagraph) or not last.inlines:
        return False
    end = last.inlines[-1]
    return isinstance(end, Run) and end.text.endswith(("：", ":"))
