"""A table that runs over to the next page goes on there under a caption of its own: 续表1.

Word has no field that says whether a page begins inside a table, so the table is divided where the
page ends: each part is a table of its own with the head of the whole. The caption of a further part
stays with its first rows. Less than these would fit on the page above, so no program sets the caption
there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import is_

from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, pages_of, with_elements
from reportgen.write.word.layout.measuring import Box
from reportgen.write.word.model import Cell, Element, Paragraph, Row, Table, gap


def divide_tables(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock] | None:
    """Return the blocks with the first captioned table that a page end divides divided there.

    Return None where no page end divides one.
    """
    if not any(map(_continues, blocks)):
        return None
    at = 0
    starts = pages_of(area, blocks).starts
    for place, block in enumerate(blocks):
        own = starts[at : at + len(block.boxes)]
        at += len(block.boxes)
        if (
            _continues(block)
            and own[0][0] < own[-1][0]
            and (new := _divide_block(area, block, own))
        ):
            return [*blocks[:place], new, *blocks[place + 1 :]]
    return None


def _continues(block: MeasuredBlock) -> bool:
    """Return whether the tables of a block are to be divided: those with a caption or a note."""
    tables = (e for e in block.elements if isinstance(e, Table))
    return any(e.continuation is not None or e.rows[-1].keep_next for e in tables)


def _divide_block(
    area: TypeArea, block: MeasuredBlock, starts: Sequence[tuple[int, int]]
) -> MeasuredBlock | None:
    """Return a block with its first table that a page end divides in two; `starts` are its boxes'."""
    for index, first in tables_of(block.elements):
        table = block.elements[index]
        if not isinstance(table, Table):
            continue
        end = first + len(table.rows)
        heights = [box.height for box in block.boxes[first:end]]
        row = 0
        if table.continuation is not None:
            row = _first_over(area, table, starts[first:end], heights)
        elif table.rows[-1].keep_next:
            row = _first_with_note(
                area, table, starts[first : end + 1], block.boxes[first : end + 1]
            )
        if row:
            return with_elements(area, block, *_parts(block.elements, index, row))
    return None


def tables_of(elements: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Yield the place of each table among the elements, and that of its first box."""
    box = 0
    for index, element in enumerate(elements):
        if isinstance(element, Table):
            yield index, box
            box += len(element.rows)
        else:
            box += 1


def _first_over(
    area: TypeArea, table: Table, starts: Sequence[tuple[int, int]], heights: Sequence[int]
) -> int:
    """Return the row with which a further part begins, 0 where one page holds the table."""
    first = _head(table) + 1
    over = [row for row in range(first, len(starts)) if starts[row][0] > starts[row - 1][0]]
    if not over:
        return 0
    row = over[0]
    page, y = starts[row - 1]
    room = area.height_on(page) - y - heights[row - 1]
    if room < area.pitch and row - 1 > first:
        # A line more above the table must not push its last row over the page end alone.
        row -= 1
    while row > first and table.rows[row - 1].keep_next:
        row -= 1
    return row if row > first else over[0]


def _first_with_note(
    area: TypeArea, table: Table, starts: Sequence[tuple[int, int]], boxes: Sequence[Box]
) -> int:
    """Return the first of the last rows that go along to the page of the note, 0 where none do.

    LibreOffice holds no row back for a paragraph, and would leave the note a page alone. `starts` and
    `boxes` are those of the rows and of the note.
    """
    last = len(table.rows) - 1
    row = last
    while row > _head(table) + 1 and table.rows[row].keep_next:
        if starts[row][0] > starts[row - 1][0]:
            return row
        row -= 1
    # A line more above a note that just fits must not push it over the page end alone.
    row, note = last - 1, boxes[last + 1]
    page, y = starts[last + 1]
    height, end = area.height_on(page), y + note.before + note.height
    again = sum(box.height for box in (*boxes[: _head(table)], *boxes[row:])) + note.before
    near = end + area.pitch > height and starts[row][1] + again > height
    return row if near and row > _head(table) and starts[0][0] < starts[-1][0] else 0


def _head(table: Table) -> int:
    return sum(1 for row in table.rows if row.header)


def _parts(elements: Sequence[Element], index: int, row: int) -> list[Element]:
    """Return the elements of a block with the table at `index` divided before a row."""
    table = elements[index]
    assert isinstance(table, Table)
    head = _head(table)
    rest = [_open_row(table, row), *table.rows[row + 1 :]]
    if len(rest) > 1:
        rest[0] = rest[0]._replace(keep_next=True)
    above = [*table.rows[: row - 1], table.rows[row - 1]._replace(keep_next=False)]
    unit = [e for e in elements[1:index] if isinstance(e, Paragraph)][-1:] if index > 1 else []
    return [
        *elements[:index],
        replace(table, rows=tuple(_close_rows(above)), whole=False),
        table.continuation or gap(keep_next=True),
        *(one for one in unit if one.properties.align == "right"),
        replace(table, rows=(*table.rows[:head], *_close_rows(rest)), whole=False),
        *elements[index + 1 :],
    ]


def _open_row(table: Table, row: int) -> Row:
    """Return a row whose joined cells begin there, with the text of those above."""
    cells = []
    column = 0
    for cell in table.rows[row].cells:
        origin = _origin(table, row, column) if cell.merge == "continue" else None
        cells.append(
            cell._replace(paragraphs=origin.paragraphs, merge="restart") if origin else cell
        )
        column += cell.span
    return table.rows[row]._replace(cells=tuple(cells))


def _origin(table: Table, row: int, column: int) -> Cell | None:
    """Return the cell that begins what is joined at a row and a column."""
    for above in reversed(table.rows[:row]):
        at = 0
        for cell in above.cells:
            if at == column and cell.merge != "continue":
                return cell
            at += cell.span
    return None


def _close_rows(rows: Sequence[Row]) -> list[Row]:
    """Return rows in which no cell is joined with a row that is not there any more."""
    out = []
    for place, row in enumerate(rows):
        following: dict[int, str] = {}
        at = 0
        for cell in rows[place + 1].cells if place + 1 < len(rows) else ():
            following[at] = cell.merge
            at += cell.span
        cells = []
        at = 0
        for cell in row.cells:
            alone = cell.merge == "restart" and following.get(at) != "continue"
            cells.append(cell._replace(merge="") if alone else cell)
            at += cell.span
        out.append(row if all(map(is_, cells, row.cells)) else row._replace(cells=tuple(cells)))
    return out
