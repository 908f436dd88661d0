"""The room above and below figures, tables and panels: the same on both sides, in whole lines in all.

So text below stands on the grid of lines. The room at the top of a page vanishes in Word; there all of
it is below.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    all_boxes,
    is_exhibit,
    is_note,
    with_first,
    with_last,
)
from reportgen.write.word.layout.floats import units
from reportgen.write.word.layout.pagination import Pages, extend
from reportgen.write.word.model import Paragraph, with_properties
from reportgen.write.word.typography import GAP_LINE, GAP_STYLE

ROOM = 240
"""Room above and below an exhibit in twips: 12 points."""


def with_room(area: TypeArea, block: MeasuredBlock) -> MeasuredBlock:
    """Return an exhibit with the least room above and below it, any other block as it is."""
    if not is_exhibit(block):
        return block
    return _below(area, _above(area, block, ROOM), ROOM)


def even_room(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the room beside exhibits made up to whole lines."""
    if not any(map(is_exhibit, blocks)):
        return list(blocks)
    pages = Pages(area.heights, columns=area.columns)
    out: list[MeasuredBlock] = []
    for unit in units(blocks):
        parts = list(unit)
        for place, block in enumerate(unit):
            if is_exhibit(block):
                _make_even(area, pages, parts, place)
        extend(pages, all_boxes(parts))
        out += parts
    return out


def _make_even(area: TypeArea, pages: Pages, unit: list[MeasuredBlock], place: int) -> None:
    """Give the exhibit at a place in a unit even room, its notes included."""
    last = place
    while last + 1 < len(unit) and is_note(unit[last + 1]):
        last += 1
    boxes = all_boxes(unit[:place])
    after = pages.copy()
    extend(after, [*boxes, *all_boxes(unit[place : last + 1])])
    if _is_gap(unit[last]) and after.starts[-1][0] > after.starts[-2][0]:
        # Room at the end of a page needs no paragraph of its own on the next one.
        unit[last] = _below(area, unit[last], GAP_LINE)
        return
    begins, above = after.starts[len(boxes)]
    rest = -after.y % area.pitch
    if above and begins == after.page:
        half = rest // 2
        unit[place] = _above(area, unit[place], ROOM + half)
        rest -= half
    unit[last] = _below(area, unit[last], ROOM + rest)


def _is_gap(block: MeasuredBlock) -> bool:
    last = block.last
    return isinstance(last, Paragraph) and last.style == GAP_STYLE


def _above(area: TypeArea, block: MeasuredBlock, twips: int) -> MeasuredBlock:
    first = block.elements[0]
    if not isinstance(first, Paragraph):
        return block
    return with_first(area, block, _set_before(first, before=twips))


def _below(area: TypeArea, block: MeasuredBlock, twips: int) -> MeasuredBlock:
    last = block.elements[-1]
    if not isinstance(last, Paragraph):
        return block
    if last.style == GAP_STYLE:
        return with_last(area, block, _set_before(last, before=twips))
    return with_last(area, block, with_properties(last, after=twips))


def _set_before(paragraph: Paragraph, before: int) -> Paragraph:
    """Return a paragraph with room above it; the line of a gap paragraph is part of the room."""
    line = GAP_LINE if paragraph.style == GAP_STYLE else 0
    return with_properties(paragraph, before=before - line)
