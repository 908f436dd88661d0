"""Boxes fill pages here as Word breaks them: widows, what is kept together, repeated header rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportgen.write.word.layout.measuring import Box


class LinesOnPage(NamedTuple):
    """Some lines of a box on a page: how many, from which on, and where they begin; twips.

    `box` counts the boxes from 0 as they were set, `page` from 1, `column` from 0 at the left.
    """

    box: int
    page: int
    y: int
    first: int
    lines: int
    column: int = 0


class ByPage(NamedTuple):
    """A length of the first page, of further odd ones and of even ones, which have headers of their own; twips."""

    first: int
    odd: int
    even: int

    @classmethod
    def alike(cls, length: int) -> ByPage:
        """Return a length that all pages have."""
        return cls(length, length, length)

    def less(self, length: int) -> ByPage:
        """Return the lengths, each shorter by one."""
        return ByPage(*(own - length for own in self))

    def on(self, sheet: int) -> int:
        """Return the length on a sheet; sheets count from 1."""
        if sheet == 1:
            return self.first
        return self.odd if sheet % 2 else self.even


@dataclass(eq=False, slots=True)
class Pages:
    """Pages of these `heights` as they fill: they count from 1, `y` is what the last one has used; twips.

    Where text stands in columns, each column counts as a page, `columns` of them on a sheet.
    `bookmarks` are the pages of bookmarks, `starts` the page of each box and the height on it at
    which the box begins, `lines` where its lines stand, `after` is the room that the last box asks for
    below it.
    """

    heights: ByPage
    page: int = 1
    y: int = 0
    bookmarks: dict[str, int] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)
    lines: list[LinesOnPage] = field(default_factory=list)
    after: int = 0
    columns: int = 1

    @property
    def height(self) -> int:
        """The height of the last page."""
        return self.heights.on(self.sheet(self.page))

    @property
    def most(self) -> int:
        """The height of the highest page to come."""
        return max(self.height, self.heights.odd, self.heights.even)

    def copy(self) -> Pages:
        """Return the present state without bookmarks and starts, to try a placement on."""
        return Pages(self.heights, self.page, self.y, after=self.after, columns=self.columns)

    def turn(self) -> None:
        """Begin a new page, or the next column."""
        self.page += 1
        self.y = 0

    def turn_sheet(self) -> None:
        """Begin a new sheet: a page break leaves the columns that remain empty."""
        self.page += self.columns - (self.page - 1) % self.columns
        self.y = 0

    def sheet(self, page: int) -> int:
        """Return the sheet, from 1, on which a page stands: the number that a reader sees."""
        return (page - 1) // self.columns + 1


def paginate(boxes: Iterable[Box], heights: ByPage, columns: int = 1) -> Pages:
    """Return the pages of `boxes` on pages of these heights, `columns` of them on a sheet."""
    pages = Pages(heights, columns=columns)
    extend(pages, list(boxes))
    return pages


def extend(pages: Pages, boxes: Sequence[Box]) -> None:
    """Set `boxes` below what is there; the last one must not be kept with one to come."""
    # Up to here what is kept together is higher than a page: it begins one, and is divided there.
    end_of_group = 0
    # Up to here what is kept together is on this page.
    sure = 0
    height = pages.height
    for index, box in enumerate(boxes):
        if box.break_before and (pages.y or pages.page > 1 or index):
            pages.turn_sheet()
            pages.after = 0
            height = pages.height
        # Word and LibreOffice set the larger of two distances that meet.
        before = max(box.before - pages.after, 0)
        alone = index < sure or not box.keep_next
        fits = alone and 0 < pages.y <= height - before - box.height
        if not fits:
            need, end = _head(box), 0
            if box.keep_next and index >= end_of_group:
                need, end = _need(boxes, index)
                if need > pages.most:
                    end_of_group = end
            if pages.y and pages.y + before + need > height:
                pages.turn()
                height = pages.height
            if not pages.y and pages.page > 1:
                before = 0
                pages.y += box.header
            if pages.y + before + need <= height:
                sure = end
        pages.starts.append((pages.page, pages.y))
        for name in box.bookmarks:
            pages.bookmarks.setdefault(name, pages.page)
        pages.y += before
        if fits:
            here = LinesOnPage(len(pages.starts) - 1, pages.page, pages.y, 0, box.lines)
            pages.lines.append(here)
            pages.y += box.height
        else:
            _place(pages, box)
            height = pages.height
        pages.y += box.after
        pages.after = box.after


def _place(pages: Pages, box: Box) -> None:
    """Set the lines of a box on this page and on as many further ones as they need."""
    rest = box.lines

    def set_lines(count: int) -> None:
        place, first = len(pages.starts) - 1, box.lines - rest
        pages.lines.append(LinesOnPage(place, pages.page, pages.y, first, count))
        pages.y += count * box.line

    while True:
        room = max(0, pages.height - pages.y) // max(1, box.line)
        if rest <= room or (box.lines == rest and box.keep_lines and not pages.y):
            set_lines(rest)
            return
        if room == 0 and not pages.y:
            room = 1  # the line is higher than a page
        if box.widow and rest - room == 1 and room > 1:
            room -= 1
        if room:
            set_lines(room)
        rest -= room
        if not rest:
            return
        pages.turn()


def _need(boxes: Sequence[Box], index: int) -> tuple[int, int]:
    """Return the height that stays on one page with `boxes[index]`, and where what stays ends."""
    total, after = 0, 0
    for place in range(index, len(boxes)):
        box = boxes[place]
        before = max(box.before - after, 0) if place > index else 0
        if place > index and box.break_before:
            return total, place
        if not box.keep_next:
            return total + before + _head(box), place
        total += before + box.height + box.after
        after = box.after
    return total, len(boxes)


def _head(box: Box) -> int:
    """Return the height of the lines at the beginning of a box that no page break divides."""
    if box.keep_lines or box.lines == 1:
        return box.height
    if not box.widow:
        return box.line
    # Two lines stay at the foot and two at the top: three lines are never divided.
    return box.height if box.lines < 4 else 2 * box.line
