"""The last page of a report holds more than one line, and more than a few where drawings can make room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.nodes import AttachmentPage
from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    hold_next,
    pages_of,
    with_elements,
)
from reportgen.write.word.layout.drawings import CLOSER, at_share, with_rows_at_share
from reportgen.write.word.model import Row, Table

_MOST_LINES = 8
"""A paragraph of more lines is not moved for one line: LibreOffice moves all of it."""
_FEW_FOR_PEN = 6
"""Fewer lines for the pen are too few for a meeting: the rows of the form are set closer."""
_AT_FOOT = 0.5
"""Lines of running text that a form keeps free: another program may measure a little more."""


def keep_last_line(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the text above a last line kept with it where it has a page alone."""
    out = list(blocks)
    if len(out) < 2 or len(out[-1].boxes) != 1 or not out[-2].boxes:
        return out
    pages = pages_of(area, out)
    above, last = out[-2].boxes[-1], out[-1].boxes[-1]
    alone = pages.starts[-1] == (pages.page, 0) and last.lines == 1 and not last.break_before
    if alone and above.lines <= _MOST_LINES:
        out[-2] = hold_next(area, out[-2])
    return out


def has_few_lines(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> bool:
    """Whether a report, not its attachments, ends on a page with a few lines."""
    pages = pages_of(area, blocks)
    if pages.page == 1 or pages.y > _MOST_LINES * area.pitch:
        return False
    return not any(isinstance(block.node, AttachmentPage) for block in blocks)


def fill_with_lines(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return a form with so many lines for the pen that they fill its last page.

    A form of several pages has them where they stand at its end. One of a single page that would have
    few has its rows closer, and its pictures smaller.
    """
    out = list(blocks)
    if not any(map(_is_for_the_pen, blocks)):
        return out
    filled = _filled(area, out)
    for share in CLOSER:
        if _lines_for_pen(filled) >= _FEW_FOR_PEN or pages_of(area, filled).page > 1:
            break
        closer = [with_rows_at_share(area, at_share(area, block, share), share) for block in blocks]
        filled = _filled(area, closer)
    return filled


def _filled(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return a form with further lines for the pen in what its last page leaves."""
    out = list(blocks)
    pages = pages_of(area, out)
    room = area.height - pages.y - round(_AT_FOOT * area.pitch)
    if room <= 0 or (pages.page > 1 and not _ends_with_pen(out[-1])):
        return out
    for place, block in enumerate(blocks):
        if pages.page > 1 and place < len(blocks) - 1:
            continue
        for index, table in enumerate(block.elements):
            if not isinstance(table, Table):
                continue
            row = next((at for at, row in enumerate(table.rows) if row.pen >= 0), -1)
            if row < 0:
                continue
            fuller = replace(table, rows=_with_lines(area, table, row, room))
            elements = (*block.elements[:index], fuller, *block.elements[index + 1 :])
            out[place] = with_elements(area, block, *elements)
            return out
    return out


def _lines_for_pen(blocks: Sequence[MeasuredBlock]) -> int:
    """Return how many lines the first row for the pen has."""
    tables = (e for block in blocks for e in block.elements if isinstance(e, Table))
    rows = (row for table in tables for row in table.rows if row.pen >= 0)
    return next((len(row.cells[row.pen].paragraphs) for row in rows), 0)


def _ends_with_pen(block: MeasuredBlock) -> bool:
    """Return whether the lines for the pen are the last row of a block."""
    tables = [element for element in block.elements if isinstance(element, Table)]
    return bool(tables) and tables[-1].rows[-1].pen >= 0


def _is_for_the_pen(block: MeasuredBlock) -> bool:
    tables = (element for element in block.elements if isinstance(element, Table))
    return any(row.pen >= 0 for table in tables for row in table.rows)


def _with_lines(area: TypeArea, table: Table, row: int, room: int) -> tuple[Row, ...]:
    """Return the rows of a table, one of them with further lines for the pen in `room` twips."""
    pen = table.rows[row]
    cell = pen.cells[pen.pen]
    line = cell.paragraphs[-1]
    box = area.ruler.box(line, cell.width)
    more = room // (box.before + box.height + box.after)
    cell = cell._replace(paragraphs=(*cell.paragraphs, *[line] * more))
    cells = (*pen.cells[: pen.pen], cell, *pen.cells[pen.pen + 1 :])
    return (*table.rows[:row], pen._replace(cells=cells), *table.rows[row + 1 :])
