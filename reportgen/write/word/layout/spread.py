"""The rows of slides fill their pages to the foot.

A slide moves to the next page whole, which leaves part of a page; only a speech higher than a page goes on
there. The rows of each page share out what it leaves, so that the next slide has no room on it in any
program. Where the last page would hold little, an earlier one ends sooner: the first slides of the page after
it stay together, and have no room on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
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
_DIVIDED, _IN_PART = 0.06, 0.01
"""What a page end inside a speech, and inside a part, costs: the square of a share of a page left empty."""
_LEAST_FILL, _REMAINDER = 0.55, 8
"""A last page filled to a smaller share looks like a remainder: its square counts so many times."""


class _Place(NamedTuple):
    """A place where a page may end: before a row, or in it after so many characters of its speech."""

    row: int
    at: int = 0


class _Division(NamedTuple):
    """The pages up to a place: what they cost, where the last one begins, and to where the next one goes at least.

    The slides from the place to `held` stay together: the last page has no room for them.
    """

    cost: float
    first: int
    held: int


class _Filled(NamedTuple):
    """A page from one place to another; its rows up to `held` stay together."""

    first: _Place
    last: _Place
    held: _Place


_Part = tuple[int, int, int | None]
"""A row, and the part of its speech from one character to another: from 0 on, up to None, all of it."""
_Level = dict[int, _Division]
"""For one number of pages: the place of the last page end → the best division that ends there."""


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
    for first, last, held in _filled_pages(slides, _rooms(slides, page, y)):
        room = _room(slides, page, y)
        page, y = page + 1, 0
        heights = slides.heights(first, last)
        left = room - sum(heights) - (below if last.row == len(table.rows) else 0)
        stretched = slides.stretched(first, last)
        stretch = min(left // max(1, stretched), int(_MOST_STRETCH * area.pitch))
        own = zip(slides.rows(first, last), heights, strict=True)
        for index, (row, height) in enumerate(own, first.row):
            if row.keep_next:
                rows.append(row)
            elif height > area.height:
                rows.append(row._replace(splits=True))
            else:
                stays = index + 1 < held.row
                least = height + max(0, stretch)
                rows.append(row._replace(least_height=least, keep_next=stays))
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
    _heights: dict[_Part, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head = sum(1 for row in self.table.rows if row.header)
        heads = replace(self.table, rows=self.table.rows[: self.head])
        self.head_height = sum(box.height for box in self.area.ruler.rows(heads))

    @property
    def room(self) -> int:
        """The room for rows that every page but the first has at least."""
        return self.area.height - _SPARE_LINES * self.area.pitch - self.head_height

    @property
    def end(self) -> _Place:
        """The place behind the last row."""
        return _Place(len(self.table.rows))

    def places(self) -> list[_Place]:
        """Return the places where a page may end, from the first row to the end of the table."""
        out: list[_Place] = []
        above = 0
        for index in range(self.head, len(self.table.rows)):
            row = self.table.rows[index]
            if not above:
                out.append(_Place(index))
            height = above + self._height_of((index, 0, None))
            if height > self.room:
                out += (_Place(index, at) for at in cuts(self.area, self.table, row))
            above = height if row.keep_next else 0
        return [*out, self.end]

    def begins_part(self, place: _Place) -> bool:
        """Return whether the title of a part stands at a place; the end of the table counts as one."""
        return place == self.end or (not place.at and self.table.rows[place.row].keep_next)

    def rows(self, first: _Place, last: _Place) -> list[Row]:
        """Return the rows from one place to another."""
        return [self._part(*part) for part in self._parts_of(first, last)]

    def heights(self, first: _Place, last: _Place) -> list[int]:
        """Return the heights of the rows from one place to another."""
        return [self._height_of(part) for part in self._parts_of(first, last)]

    def height(self, first: _Place, last: _Place) -> int:
        """Return the height of the rows from one place to another."""
        return sum(map(self._height_of, self._parts_of(first, last)))

    def stretched(self, first: _Place, last: _Place) -> int:
        """Return how many rows from one place to another may become higher: not the titles of parts."""
        return sum(not self.table.rows[part[0]].keep_next for part in self._parts_of(first, last))

    def _parts_of(self, first: _Place, last: _Place) -> list[_Part]:
        ends = [*range(first.row, last.row)] + [last.row] * bool(last.at)
        return [
            (
                index,
                first.at if index == first.row else 0,
                last.at if last.at and index == last.row else None,
            )
            for index in ends
        ]

    def _height_of(self, row_part: _Part) -> int:
        height = self._heights.get(row_part)
        if height is None:
            (box,) = self.area.ruler.rows(replace(self.table, rows=(self._part(*row_part),)))
            height = self._heights[row_part] = box.height
        return height

    def _part(self, index: int, start: int, end: int | None) -> Row:
        row = self.table.rows[index]
        return part(row, start, end) if start or end is not None else row


def _filled_pages(slides: _Slides, rooms: Iterator[int]) -> list[_Filled]:
    """Return the pages of a table.

    They are as few as can be, with what follows the table; of all such divisions it is the one with
    the smallest squares of what the pages leave empty.
    """
    places = slides.places()
    count = len(places) - 1
    levels: list[_Level] = [{0: _Division(0.0, 0, 0)}]
    room = 0
    while count not in levels[-1] or not _fits(slides, places, levels[-1], room):
        room = next(rooms)
        level = _next_level(slides, places, levels[-1], room)
        if not level:
            break
        levels.append(level)
    while count not in levels[-1]:
        levels.pop()
    filled: list[_Filled] = []
    end = count
    for before, level in reversed(list(pairwise(levels))):
        first = level[end].first
        filled.append(_Filled(places[first], places[end], places[before[first].held]))
        end = first
    return filled[::-1]


def _next_level(slides: _Slides, places: Sequence[_Place], level: _Level, room: int) -> _Level:
    """Return the divisions with one page more than those of `level`."""
    count = len(places) - 1
    further: _Level = {}
    for first, before in level.items():
        for end in range(first + 1, count + 1):
            used = slides.height(places[first], places[end])
            most = room if end < count else _last_room(slides, room)
            if used > most and end > first + 1:
                break
            if end < before.held:
                continue
            stretched = slides.stretched(places[first], places[end])
            held = _held(slides, places, end, _left(slides, stretched, room - used))
            if held is None:
                continue
            cost = before.cost + _cost(slides, places[end], room, used)
            if end not in further or cost < further[end].cost:
                further[end] = _Division(cost, first, held)
    return further


def _left(slides: _Slides, stretched: int, empty: int) -> int:
    """Return what a page leaves empty when so many of its rows are as high as they become."""
    pitch = slides.area.pitch
    return empty + _SPARE_LINES * pitch - stretched * int(_MOST_STRETCH * pitch)


def _held(slides: _Slides, places: Sequence[_Place], end: int, left: int) -> int | None:
    """Return the place up to which slides stay together from a page end on: `left` has no room for them.

    Return None where no page holds as many, or where the page end is in a speech and its rest has room.
    """
    if places[end] == slides.end:
        return end
    is_first = True
    for held in range(end + 1, len(places)):
        if places[held].at:
            continue
        height = slides.height(places[end], places[held])
        if height > left:
            return end + 1 if is_first else held if height <= slides.room else None
        if places[end].at:
            return None
        is_first = False
    return None


def _cost(slides: _Slides, end: _Place, room: int, used: int) -> float:
    """Return what a page costs that ends at a place."""
    if end == slides.end:
        return _REMAINDER * max(0.0, _LEAST_FILL - (used + slides.below) / room) ** 2
    at_end = _DIVIDED if end.at else 0.0 if slides.begins_part(end) else _IN_PART
    return at_end + max(0.0, (room - used) / room) ** 2


def _last_room(slides: _Slides, room: int) -> int:
    """Return the room of a last page, of a page with this room."""
    return room + round((_SPARE_LINES - _SPARE_AT_END) * slides.area.pitch)


def _fits(slides: _Slides, places: Sequence[_Place], level: _Level, room: int) -> bool:
    """Return whether the last page of the whole table has room for what follows it."""
    first = level[len(places) - 1].first
    used = slides.height(places[first], slides.end)
    return used + slides.below <= _last_room(slides, room)
