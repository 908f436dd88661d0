"""The rows of a register become higher where its pages have room: a pen needs it.

All rows of a table grow alike, by what its fullest page leaves to each row. Text that leads to a table on
the next page goes along with it: the rows of the page above fill what it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document import nodes
from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    all_boxes,
    hold_next,
    is_note,
    pages_of,
    turn_page,
    with_elements,
    with_first,
)
from reportgen.write.word.layout.continued import tables_of
from reportgen.write.word.model import Paragraph, Table, with_properties


def grow_rows(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the rows of tables that may grow as high as their pages allow."""
    out = _gathered(area, blocks)
    if not any(map(_grows, blocks)):
        return out
    growth = _growth_by_page(area, out)
    starts = pages_of(area, out).starts
    at = 0
    for place, block in enumerate(out):
        elements = list(block.elements)
        for index, first in tables_of(block.elements):
            table = block.elements[index]
            if not isinstance(table, Table) or not table.most_row:
                continue
            begin = at + first
            pages = {page for page, _ in starts[begin : begin + len(table.rows)]}
            heights = [box.height for box in block.boxes[first : first + len(table.rows)]]
            elements[index] = _grown(table, heights, min(growth[page] for page in pages))
        at += len(block.boxes)
        if _grows(block):
            out[place] = with_elements(area, block, *elements)
    return out


def _gathered(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the text between two tables kept with the second where that begins a page.

    It stays where the report would have a page more for it.
    """
    out = list(blocks)
    for place, block in enumerate(blocks):
        first = place
        while first and isinstance(out[first - 1].node, nodes.Paragraph):
            first -= 1
        if first == place or is_note(out[first]) or not _grows(block) or not _grows(out[first - 1]):
            continue
        pages = pages_of(area, out)
        text, table = (pages.starts[len(all_boxes(out[:at]))][0] for at in (first, place))
        held = [*out[:first], *_together(area, out[first : place + 1]), *out[place + 1 :]]
        if text < table and pages_of(area, held).page == pages.page:
            out = held
    return out


def _together(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return text and a table on one page; the text begins it where the table did."""
    *text, table = blocks
    first = table.elements[0]
    if table.begins_page and isinstance(first, Paragraph):
        text[0] = turn_page(area, text[0])
        table = with_first(area, table, with_properties(first, page_break_before=False))
    return [*(hold_next(area, each) for each in text), table]


def _grows(block: MeasuredBlock) -> bool:
    return any(isinstance(element, Table) and element.most_row for element in block.elements)


def _growth_by_page(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> dict[int, int]:
    """Return by how much each row of each page may grow, a line of running text left free."""
    pages = pages_of(area, blocks)
    boxes = [box for block in blocks for box in block.boxes]
    used: dict[int, int] = {}
    for line in pages.lines:
        box = boxes[line.box]
        used[line.page] = max(used.get(line.page, 0), line.y + line.lines * box.line)
    rows: dict[int, int] = dict.fromkeys(used, 0)
    at = 0
    for block in blocks:
        for index, first in tables_of(block.elements):
            table = block.elements[index]
            if isinstance(table, Table) and table.most_row:
                begin = at + first
                for page, _ in pages.starts[begin : begin + len(table.rows)]:
                    rows[page] += 1
        at += len(block.boxes)
    return {
        page: max(0, area.height_on(page) - height - area.pitch) // max(1, rows[page])
        for page, height in used.items()
    }


def _grown(table: Table, heights: Sequence[int], growth: int) -> Table:
    """Return the table with higher rows; the header rows keep their height."""
    rows = tuple(
        row
        if row.header or height >= table.most_row
        else row._replace(least_height=min(height + growth, table.most_row))
        for row, height in zip(table.rows, heights, strict=True)
    )
    return replace(table, rows=rows)
