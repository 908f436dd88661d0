"""The rows of a register become higher where its pages have room: a pen needs it.

All rows of a table grow alike, by what its fullest page leaves to each row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, pages_of, with_elements
from reportgen.write.word.layout.continued import tables_of
from reportgen.write.word.model import Table


def grow_rows(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the rows of tables that may grow as high as their pages allow."""
    out = list(blocks)
    if not any(_grows(block) for block in blocks):
        return out
    growth = _growth_by_page(area, blocks)
    starts = pages_of(area, blocks).starts
    at = 0
    for place, block in enumerate(blocks):
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
