"""Text in columns: each fills to the foot of its page, those of the last page are of one height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, all_boxes, pages_of
from reportgen.write.word.layout.measuring import Box
from reportgen.write.word.layout.pagination import Pages, extend


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a report: their number, their width, the room between two; twips.

    `first` is the place of the block with which they begin.
    """

    first: int
    count: int
    width: int
    gap: int


@dataclass(eq=False, slots=True)
class _ColumnPages(Pages):
    """Columns as pages, which count on from those of a page before: room above text vanishes in each.

    Those of the first page, which is the sheet `begins`, are lower by `top`, those of the page `last` end
    at `foot`.
    """

    count: int = 1
    top: int = 0
    begins: int = 1
    last: int = -1
    foot: int = 0

    def turn(self) -> None:
        """Begin a new column."""
        self.page += 1
        self.begin()

    def begin(self) -> None:
        """Stand at the top of the column."""
        self.y = 0

    @property
    def height(self) -> int:
        """The height of the last column."""
        number, _ = self.place(self.page)
        whole = self.foot if number == self.last else self.heights.on(self.begins + number)
        return whole - self.above(number)

    @property
    def most(self) -> int:
        """The height of the last column: no other is known to be higher."""
        return self.height

    def place(self, column: int) -> tuple[int, int]:
        """Return the page of a column, from 0, and which of its columns it is."""
        number, side = divmod(column - 1, self.count)
        return number - 1, side

    def above(self, number: int) -> int:
        """Return where the columns of a page begin."""
        return self.top if number == 0 else 0


def set_in_columns(
    area: TypeArea, blocks: Sequence[MeasuredBlock], columns: Columns
) -> tuple[tuple[MeasuredBlock, ...], Pages]:
    """Return blocks of which those from `columns.first` on stand in columns, and the pages of all."""
    above = blocks[: columns.first]
    below = [
        replace(block, boxes=area.ruler.boxes(block.elements, columns.width))
        for block in blocks[columns.first :]
    ]
    pages, boxes = pages_of(area, above), all_boxes(below)
    division = _fill(boxes, columns, pages, -1, 0)
    last, _ = division.place(division.page)
    low, high = division.above(last), area.height_on(pages.page + last)
    while high - low > area.pitch // 2:
        middle = (low + high) // 2
        attempt = _fill(boxes, columns, pages, last, middle)
        if attempt.place(attempt.page)[0] > last:
            low = middle
        else:
            high, division = middle, attempt
    behind, before = len(pages.starts), pages.page
    for some in division.lines:
        number, side = division.place(some.page)
        y = some.y + division.above(number)
        pages.lines.append(
            some._replace(box=some.box + behind, page=before + number, y=y, column=side)
        )
    for column, y in division.starts:
        number, _ = division.place(column)
        pages.starts.append((before + number, y + division.above(number)))
    pages.page = before + last
    return (*above, *below), pages


def _fill(
    boxes: Sequence[Box], columns: Columns, head: Pages, last: int, foot: int
) -> _ColumnPages:
    """Return the columns that boxes fill below the head of a page."""
    pages = _ColumnPages(
        head.heights,
        page=columns.count + 1,
        count=columns.count,
        top=head.y,
        begins=head.sheet(head.page),
        last=last,
        foot=foot,
    )
    pages.begin()
    extend(pages, boxes)
    return pages


def by_sheets(pages: Pages) -> Pages:
    """Return pages that count columns as pages that count sheets."""
    sheets = Pages(pages.heights, pages.sheet(pages.page), pages.y, columns=pages.columns)
    sheets.starts = [(pages.sheet(page), y) for page, y in pages.starts]
    sheets.lines = [
        some._replace(page=pages.sheet(some.page), column=(some.page - 1) % pages.columns)
        for some in pages.lines
    ]
    return sheets
