"""The rows of slides fill their pages to the foot.

A slide moves to the next page whole, which leaves part of a page; a long speech may go on there. The rows
of each page share out what it leaves, so that the next slide has no room on it in any program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    all_boxes,
    height_of,
    pages_of,
    with_elements,
)
from reportgen.write.word.layout.continued import tables_of
from reportgen.write.word.layout.speeches import cuts, part
from reportgen.write.word.model import Row, Table

_SPARE_LINES, _SPARE_AT_END = 1, 0.4
"""Lines of running text that a page, and the last one, keeps free: another program may measure a little more."""
_MOST_STRETCH = 1.5
"""The most that a row becomes higher than its slide and its speech, in lines of running text."""
_DIVIDED = 0.06
"""What a page end inside a speech costs, as the square of the share of a page that is left empty."""
_LEAST_FILL = 0.55
"""A last page that is filled to a smaller share than this looks like a remainder."""


class _Place(NamedTuple):
    """A place where a page may end: before a row, or in it after so many characters of its speech."""

    row: int
    at: int = 0


_Level = dict[int, tuple[float, int]]
"""For one number of pages: the place of the last page end → what the pages cost, and the place before it."""


def spread_slides(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the rows of slides distributed over their pages."""
    out = list(blocks)
    for place, block in enumerate(blocks):
        for index, first in tables_of(block.elements):
            table = block.elements[index]
            assert isinstance(table, Table)
            if not table.spread or all(row.header for row in table.rows):
                continue
            starts = pages_of(area, out[: place + 1]).starts
            page, y = starts[len(starts) - len(block.boxes) + first]
            below = (*block.boxes[first + len(table.rows) :], *all_boxes(blocks[place + 1 :]))
            elements = list(out[place].elements)
            elements[index] = _spread(area, table, (page, y), height_of(below))
            out[place] = with_elements(area, out[place], *elements)
    return out


def _spread(area: TypeArea, table: Table, begin: tuple[int, int], below: int) -> Table:
    """Return a table whose rows fill its pages; it begins on a page at a height.

    `below` is the height of what follows it.
    """
    slides = _Slides(area, table, below)
    rows = list(table.rows[: slides.head])
    page, y = begin
    for first, last in _page_ends(slides, _rooms(slides, page, y)):
        room = _room(slides, page, y)
        page, y = page + 1, 0
        own = slides.rows(first, last)
        heights = [slides.height_of(row) for row in own]
        left = room - sum(heights) - (below if last.row == len(table.rows) else 0)
        stretched = sum(not row.keep_next for row in own)
        stretch = min(left // max(1, stretched), int(_MOST_STRETCH * area.pitch))
        for row, height in zip(own, heights, strict=True):
            if row.keep_next:
                rows.append(row)
            elif height > area.height:
                rows.append(row._replace(splits=True))
            else:
                rows.append(row._replace(least_height=height + max(0, stretch)))
    return replace(table, rows=tuple(rows))


def _rooms(slides: _Slides, page: int, y: int) -> Iterator[int]:
    """Yield the room for rows on the page where a table begins at a height, and on each page after it."""
    while True:
        yield _room(slides, page, y)
        page, y = page + 1, 0


def _room(slides: _Slides, page: int, y: int) -> int:
    area = slides.area
    return area.height_on(page) - y - _SPARE_LINES * area.pitch - slides.head_height


@dataclass(eq=False, slots=True)
class _Slides:
    """The table of slides and the heights of its rows; `below` is the height of what follows it."""

    area: TypeArea
    table: Table
    below: int
    head: int = 0
    head_height: int = 0
    _heights: dict[Row, int] = field(default_factory=dict)
    _parts: dict[tuple[int, int, int | None], Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head = sum(1 for row in self.table.rows if row.header)
        heads = replace(self.table, rows=self.table.rows[: self.head])
        self.head_height = sum(box.height for box in self.area.ruler.rows(heads))

    @property
    def end(self) -> _Place:
        """The place behind the last row."""
        return _Place(len(self.table.rows))

    def places(self) -> list[_Place]:
        """Return the places where a page may end, from the first row to the end of the table."""
        out: list[_Place] = []
        for index in range(self.head, len(self.table.rows)):
            row = self.table.rows[index]
            if index == self.head or not self.table.rows[index - 1].keep_next:
                out.append(_Place(index))
            out += (_Place(index, at) for at in cuts(self.area, self.table, row))
        return [*out, self.end]

    def rows(self, first: _Place, last: _Place) -> list[Row]:
        """Return the rows from one place to another."""
        ends = [*range(first.row, last.row)] + [last.row] * bool(last.at)
        return [
            self._part(
                index,
                first.at if index == first.row else 0,
                last.at if last.at and index == last.row else None,
            )
            for index in ends
        ]

    def height_of(self, row: Row) -> int:
        """Return the height of a row."""
        height = self._heights.get(row)
        if height is None:
            (box,) = self.area.ruler.rows(replace(self.table, rows=(row,)))
            height = self._heights[row] = box.height
        return height

    def _part(self, index: int, start: int, end: int | None) -> Row:
        key = index, start, end
        row = self._parts.get(key)
        if row is None:
            row = self.table.rows[index]
            if start or end is not None:
                row = part(row, start, end)
            self._parts[key] = row
        return row


def _page_ends(slides: _Slides, rooms: Iterator[int]) -> list[tuple[_Place, _Place]]:
    """Return for each page its first place and the place behind its last.

    The pages are as few as can be, with what follows the table; of all such divisions it is the one with
    the smallest squares of what the pages leave empty.
    """
    places = slides.places()
    count = len(places) - 1
    levels: list[_Level] = [{0: (0.0, 0)}]
    room = 0
    while count not in levels[-1] or not _fits(slides, places, levels[-1], room):
        room = next(rooms)
        level = _next_level(slides, places, levels[-1], room)
        if not level:
            break
        levels.append(level)
    while count not in levels[-1]:
        levels.pop()
    ends: list[tuple[_Place, _Place]] = []
    end = count
    for level in reversed(levels[1:]):
        first = level[end][1]
        ends.append((places[first], places[end]))
        end = first
    return ends[::-1]


def _next_level(slides: _Slides, places: Sequence[_Place], level: _Level, room: int) -> _Level:
    """Return the divisions with one page more than those of `level`."""
    count = len(places) - 1
    further: _Level = {}
    for first, (before, _) in level.items():
        for end in range(first + 1, count + 1):
            rows = slides.rows(places[first], places[end])
            used = sum(map(slides.height_of, rows))
            most = room if end < count else _last_room(slides, room)
            if used > most and end > first + 1:
                break
            cost = _cost(slides, places[end], room, rows, used)
            if cost is not None and (end not in further or before + cost < further[end][0]):
                further[end] = before + cost, first
    return further


def _cost(slides: _Slides, end: _Place, room: int, rows: Sequence[Row], used: int) -> float | None:
    """Return what a page with some rows costs that ends at a place, None where it does not end there."""
    if end == slides.end:
        return max(0.0, _LEAST_FILL - (used + slides.below) / room) ** 2
    left = room - used
    pitch = slides.area.pitch
    stretch = sum(not row.keep_next for row in rows) * int(_MOST_STRETCH * pitch)
    if left + _SPARE_LINES * pitch - stretch >= _next_height(slides, end):
        return None
    return (_DIVIDED if end.at else 0.0) + max(0.0, left / room) ** 2


def _next_height(slides: _Slides, place: _Place) -> int:
    """Return the height that stands on one page from a place on."""
    last = place.row
    while slides.table.rows[last].keep_next and last + 1 < slides.end.row:
        last += 1
    return sum(map(slides.height_of, slides.rows(place, _Place(last + 1))))


def _last_room(slides: _Slides, room: int) -> int:
    """Return the room of a last page, of a page with this room."""
    return room + round((_SPARE_LINES - _SPARE_AT_END) * slides.area.pitch)


def _fits(slides: _Slides, places: Sequence[_Place], level: _Level, room: int) -> bool:
    """Return whether the last page of the whole table has room for what follows it."""
    first = level[len(places) - 1][1]
    used = sum(map(slides.height_of, slides.rows(places[first], slides.end)))
    return used + slides.below <= _last_room(slides, room)
