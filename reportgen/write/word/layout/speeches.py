"""A speech beside its slide goes on on the next page from the end of a sentence.

A row that the rest of a page does not hold would leave that rest empty. It is divided into two rows, so
every program breaks the page there, and nobody turns a page in the middle of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from reportgen.chinese import sentence_ends
from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, pages_of, with_elements
from reportgen.write.word.layout.continued import tables_of
from reportgen.write.word.model import (
    NO_BORDER,
    Borders,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
    plain_text,
    with_properties,
)

_LEAST_LINES = 3
"""The fewest lines of a speech on either side of a page end."""


def divide_speeches(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with each row divided that has a continuation and runs over a page end."""
    out = list(blocks)
    for place, block in enumerate(blocks):
        while (parts := _divide_speech(area, out[: place + 1])) is not None and _goes_on(block):
            out[place] = parts
    return out


def _goes_on(block: MeasuredBlock) -> bool:
    return any(
        row.continuation is not None
        for element in block.elements
        if isinstance(element, Table)
        for row in element.rows
    )


def _divide_speech(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> MeasuredBlock | None:
    """Return the last block with the first of its rows divided that runs over, None if none does."""
    block = blocks[-1]
    if not _goes_on(block):
        return None
    pages = pages_of(area, blocks)
    ends: dict[int, tuple[int, int]] = {}
    for line in pages.lines:
        height = line.lines * _line_height(blocks, line.box)
        ends[line.box] = line.page, line.y + height
    begin = len(pages.starts) - len(block.boxes)
    for index, first in tables_of(block.elements):
        table = block.elements[index]
        assert isinstance(table, Table)
        for place, row in enumerate(table.rows):
            if row.continuation is None:
                continue
            box = begin + first + place
            room = _room(area, table, place, box, pages.starts, ends)
            parts = _parts(area, table, row, room)
            if parts is not None:
                rows = (*table.rows[:place], *parts, *table.rows[place + 1 :])
                elements = list(block.elements)
                elements[index] = replace(table, rows=rows)
                return with_elements(area, block, *elements)
    return None


def _line_height(blocks: Sequence[MeasuredBlock], box: int) -> int:
    for block in blocks:
        if box < len(block.boxes):
            return block.boxes[box].line
        box -= len(block.boxes)
    raise IndexError(box)


def _room(
    area: TypeArea,
    table: Table,
    place: int,
    box: int,
    starts: Sequence[tuple[int, int]],
    ends: dict[int, tuple[int, int]],
) -> int:
    """Return the room for a row that runs over: the rest of the page above it, else of its own page.

    Return 0 for a row that does not run over.
    """
    page, y = starts[box]
    if ends[box][0] > page or ends[box][1] > area.height_on(page):
        return area.height_on(page) - y
    head = 0
    above = box - 1
    if place and all(row.header for row in table.rows[:place]):
        # The head moves over with the first row.
        above -= place
        head = sum(ends[box - place + at][1] - starts[box - place + at][1] for at in range(place))
    if above < 0 or ends[above][0] == page:
        return 0
    return area.height_on(ends[above][0]) - ends[above][1] - head


def _parts(area: TypeArea, table: Table, row: Row, room: int) -> tuple[Row, Row] | None:
    """Return a row as two, of which the first fits into `room` twips, with a line to spare."""
    spare = area.pitch
    if room <= spare or row.continuation is None:
        return None
    last = row.cells[-1]
    for above, below in _divisions(last.paragraphs):
        upper = row._replace(cells=(*row.cells[:-1], last._replace(paragraphs=above)))
        if _height(area, table, upper) + spare > room:
            continue
        upper, lower = going_on(upper, row, below, row.continuation)
        width = last.width - 2 * table.side_margin
        if min(_lines(area, above, width), _lines(area, below, width)) < _LEAST_LINES:
            continue
        return upper, lower
    return None


def going_on(
    above: Row, row: Row, speech: tuple[Paragraph, ...], beside: Paragraph | None = None
) -> tuple[Row, Row]:
    """Return `above` and the row below in which the speech of `row` goes on, no rule between the two.

    `beside` stands in the first cell of the row below.
    """
    first = row.cells[0]
    blank = first.paragraphs[-1]._replace(inlines=())
    left_cell = first._replace(paragraphs=(beside or blank,))
    middle = tuple(cell._replace(paragraphs=()) for cell in row.cells[1:-1])
    below = row._replace(cells=(left_cell, *middle, row.cells[-1]._replace(paragraphs=speech)))
    return (
        _with_edge(above, lambda borders: borders._replace(bottom=NO_BORDER)),
        _with_edge(below, lambda borders: borders._replace(top=NO_BORDER)),
    )


def _with_edge(row: Row, change: Callable[[Borders], Borders]) -> Row:
    cells = (cell._replace(borders=change(cell.borders or Borders())) for cell in row.cells)
    return row._replace(cells=tuple(cells))


def _height(area: TypeArea, table: Table, row: Row) -> int:
    (box,) = area.ruler.rows(replace(table, rows=(row,)))
    return box.height


def _lines(area: TypeArea, paragraphs: Sequence[Paragraph], width: int) -> int:
    return sum(area.ruler.box(paragraph, width).lines for paragraph in paragraphs)


def _divisions(
    paragraphs: Sequence[Paragraph],
) -> Iterator[tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]]:
    """Yield paragraphs divided at the ends of their sentences, from the last end to the first."""
    for place in reversed(range(len(paragraphs))):
        one = paragraphs[place]
        above, below = tuple(paragraphs[:place]), tuple(paragraphs[place + 1 :])
        text = plain_text(one.inlines)
        for end in reversed(sentence_ends(text)):
            if end == len(text):
                if below:
                    yield (*above, one), below
            elif halves := _at(one, end):
                yield (*above, halves[0]), (halves[1], *below)


def _at(paragraph: Paragraph, end: int) -> tuple[Paragraph, Paragraph] | None:
    """Return a paragraph divided before a character, None where that stands in a field."""
    above: list[Inline] = []
    for place, inline in enumerate(paragraph.inlines):
        length = len(plain_text((inline,)))
        if end < length:
            if not isinstance(inline, Run):
                return None
            below: list[Inline] = [_from(inline, end), *paragraph.inlines[place + 1 :]]
            above += [_until(inline, end)] if end else []
            goes_on = with_properties(paragraph, first_line=0, first_line_chars=0)
            return paragraph._replace(inlines=tuple(above)), goes_on._replace(inlines=tuple(below))
        above.append(inline)
        end -= length
    return None


def _until(run: Run, end: int) -> Run:
    further = tuple((at, place) for at, place in run.further if at < end)
    return run._replace(text=run.text[:end], further=further)


def _from(run: Run, end: int) -> Run:
    """Return the rest of a run; its place is that of the text in which the division stands."""
    places = ((0, run.at), *run.further)
    own = [place for at, place in places if at <= end][-1]
    further = tuple((at - end, place) for at, place in run.further if at > end)
    return run._replace(text=run.text[end:], at=own, further=further)
