"""The rows of slides are distributed over pages that are evenly full.

A slide with its speech moves to the next page whole, which leaves part of a page. No page is much emptier
than the others, and the rows of each page share out a little of what it leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    all_boxes,
    height_of,
    pages_of,
    with_elements,
)
from reportgen.write.word.layout.continued import tables_of
from reportgen.write.word.model import NO_BORDER, Row, Table, plain_text

_SPARE_LINES = 1
"""Lines of running text that a page keeps free: another program may measure a little more."""
_MOST_STRETCH = 0.5
"""The most that a row becomes higher than its slide and its speech, in lines of running text."""
_TALL = 0.65
"""A slide with a speech of more than this share of a page may go on on the next one."""
_DIVIDED = 0.1
"""What a page end inside a speech costs, as the square of the share of a page that is left empty."""

_Level = dict[int, tuple[float, int]]
"""For one number of pages: the row behind the last page → what the pages cost, and the first row of the last one."""


def spread_slides(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the rows of slides distributed over their pages."""
    out = list(blocks)
    for place, block in enumerate(blocks):
        for index, first in tables_of(block.elements):
            table = block.elements[index]
            assert isinstance(table, Table)
            if not table.spread:
                continue
            starts = pages_of(area, out[: place + 1]).starts
            page, y = starts[len(starts) - len(block.boxes) + first]
            below = (*block.boxes[first + len(table.rows) :], *all_boxes(blocks[place + 1 :]))
            rooms = _rooms(area, page, y)
            elements = list(out[place].elements)
            elements[index] = _spread(area, table, rooms, height_of(below))
            out[place] = with_elements(area, out[place], *elements)
    return out


def _rooms(area: TypeArea, page: int, y: int) -> Iterator[int]:
    """Yield the room for a table from a height of a page on, and that of each page after it."""
    spare = _SPARE_LINES * area.pitch
    yield area.height_on(page) - y - spare
    while True:
        page += 1
        yield area.height_on(page) - spare


def _spread(area: TypeArea, table: Table, rooms: Iterator[int], below: int) -> Table:
    """Return a table whose rows fill the rooms of its pages; `below` is the height of what follows it."""
    heights = [box.height for box in area.ruler.rows(table)]
    head = sum(1 for row in table.rows if row.header)
    top = sum(heights[:head])
    if head == len(heights):
        return table
    pages = _pages(table, heights, head, [next(rooms) - top for _ in heights], below)
    rows = list(table.rows)
    for first, end, room in pages:
        slides = [at for at in range(first, end) if _ends(table, at, end)]
        left = room - sum(heights[first:end]) - (below if end == len(rows) else 0)
        stretch = min(left // len(slides), int(_MOST_STRETCH * area.pitch)) if slides else 0
        for at in slides if stretch > 0 else ():
            rows[at] = rows[at]._replace(least_height=heights[at] + stretch)
    return replace(table, rows=tuple(rows))


def _ends(table: Table, at: int, page_end: int) -> bool:
    """Return whether a slide ends with a row, on its page at least; a title above slides is none."""
    is_title = table.rows[at].keep_next and at + 1 < len(table.rows)
    return not is_title and (at + 1 == page_end or _begins(table.rows[at + 1]))


def _begins(row: Row) -> bool:
    """Return whether a row begins a slide: no rule is above one that goes on with the row above it."""
    borders = row.cells[0].borders
    return borders is None or borders.top != NO_BORDER


def _pages(
    table: Table, heights: Sequence[int], head: int, rooms: Sequence[int], below: int
) -> list[tuple[int, int, int]]:
    """Return the first row of each page, the one behind its last, and its room.

    The pages are as few as can be, with what follows the table; of all such divisions it is the one
    with the smallest squares of what the pages leave empty.
    """
    count = len(heights)
    costs = _break_costs(table, heights, head, max(rooms))
    levels: list[_Level] = [{head: (0.0, head)}]
    while count not in levels[-1]:
        level = _next_level(table, heights, costs, levels[-1], rooms[len(levels) - 1], below)
        if not level:
            return _as_they_fill(heights, head, rooms)
        levels.append(level)
    if len(levels) <= len(rooms) and not _fits(levels[-1], heights, rooms[len(levels) - 2], below):
        # What follows takes a page more: the table may use it as well.
        level = _next_level(table, heights, costs, levels[-1], rooms[len(levels) - 1], below)
        if count in level and _fits(level, heights, rooms[len(levels) - 1], below):
            levels.append(level)
    pages: list[tuple[int, int, int]] = []
    end = count
    for number in range(len(levels) - 1, 0, -1):
        first = levels[number][end][1]
        pages.append((first, end, rooms[number - 1]))
        end = first
    return pages[::-1]


def _next_level(
    table: Table,
    heights: Sequence[int],
    costs: Sequence[float | None],
    level: _Level,
    room: int,
    below: int,
) -> _Level:
    """Return the divisions with one page more than those of `level`."""
    count = len(heights)
    further: _Level = {}
    for first, (before, _) in level.items():
        used = 0
        for end in range(first + 1, count + 1):
            used += heights[end - 1]
            if used > room and end > first + 1:
                break
            if costs[end] is None:
                continue
            empty = max(0, room - used) if end < count else (room - used - below) % room
            cost = before + (empty / room) ** 2 + (costs[end] or 0.0)
            if end not in further or cost < further[end][0]:
                further[end] = cost, first
            if end < count and _goes_on(table.rows[end]):
                break
    return further


def _fits(level: _Level, heights: Sequence[int], room: int, below: int) -> bool:
    """Return whether the last page of the whole table has room for what follows it."""
    return sum(heights[level[len(heights)][1] :]) + below <= room


def _as_they_fill(
    heights: Sequence[int], head: int, rooms: Sequence[int]
) -> list[tuple[int, int, int]]:
    """Return the pages of rows of which some are higher than a page, each as full as it gets."""
    pages: list[tuple[int, int, int]] = []
    first, used = head, 0
    for end in range(head, len(heights)):
        if used and used + heights[end] > rooms[len(pages)]:
            pages.append((first, end, rooms[len(pages)]))
            first, used = end, 0
        used += heights[end]
    return [*pages, (first, len(heights), rooms[len(pages)])]


def _break_costs(table: Table, heights: Sequence[int], head: int, room: int) -> list[float | None]:
    """Return what a page end before each row costs, None where there must be none."""
    costs: list[float | None] = [None] * head
    first = head
    for at in range(head, len(heights)):
        if _begins(table.rows[at]):
            is_below_title = at > head and table.rows[at - 1].keep_next
            costs.append(None if is_below_title else 0.0)
            first = at
        else:
            end = at
            while end < len(heights) and not _begins(table.rows[end]):
                end += 1
            is_tall = sum(heights[first:end]) > _TALL * room
            costs.append(_DIVIDED if is_tall or _goes_on(table.rows[at]) else None)
    return [*costs, 0.0]


def _goes_on(row: Row) -> bool:
    """Return whether a row says that it goes on from the page above: a page begins with it."""
    return not _begins(row) and any(plain_text(p.inlines) for p in row.cells[0].paragraphs)
