"""A measured block knows the boxes it takes on the page; these functions change it and measure anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import is_

from reportgen.document import nodes
from reportgen.write.word.layout.line_fit import fit_lines
from reportgen.write.word.layout.measuring import Box, Ruler
from reportgen.write.word.layout.pagination import ByPage, Pages, paginate
from reportgen.write.word.model import (
    Cell,
    Element,
    LoweredBlock,
    Paragraph,
    Row,
    Table,
    gap,
    plain_text,
    with_properties,
)
from reportgen.write.word.typography import GAP_STYLE

_YIELDING = (nodes.Chart, nodes.Figure, nodes.KeyFigures, nodes.Matrix, nodes.Steps, nodes.Summary)
LINE_CHARACTERS = 28
"""A line of running text holds so many (GB/T 9704-2012, 5.2.4)."""


@dataclass(frozen=True, slots=True)
class TypeArea:
    """Where text stands on a page, and the ruler that measures it; lengths in twips.

    `pitch` is the distance of the lines of running text. Where text stands in `columns`, the area is
    that of one of them. `heights` are those of pages with each sort of header and footer. The characters
    of a paragraph may stand `most_tracking` closer or wider than those of its style, and on a single page
    `most_opening` more may stand above and below the title.
    """

    ruler: Ruler
    width: int
    heights: ByPage
    pitch: int
    columns: int = 1
    most_tracking: int = 0
    most_opening: int = 0

    @property
    def height(self) -> int:
        """The height that every page but the first has at least."""
        return min(self.heights.odd, self.heights.even)

    def height_on(self, page: int) -> int:
        """Return the height of a page, which is a column where there are several."""
        return self.heights.on((page - 1) // self.columns + 1)


@dataclass(frozen=True, slots=True)
class MeasuredBlock:
    """A block whose heights are known; `index` is its place in the report, -1 for the opening."""

    index: int
    node: nodes.Block | None
    elements: tuple[Element, ...]
    boxes: tuple[Box, ...]

    @property
    def last(self) -> Element | None:
        """The last element, None where there is none."""
        return self.elements[-1] if self.elements else None

    @property
    def is_float(self) -> bool:
        """Whether it may yield its place to the text that follows: one page holds all of it."""
        if isinstance(self.node, nodes.Table):
            return any(isinstance(e, Table) and e.whole for e in self.elements)
        return isinstance(self.node, _YIELDING)

    @property
    def begins_page(self) -> bool:
        """Whether a paragraph of it begins a page."""
        paragraphs = (e for e in self.elements if isinstance(e, Paragraph))
        return any(paragraph.properties.page_break_before for paragraph in paragraphs)


def measure_block(area: TypeArea, block: LoweredBlock) -> MeasuredBlock:
    """Return the block with its boxes, the lines of running text ended as well as they can be."""
    if area.most_tracking and area.columns == 1 and len(block.elements) == 1:
        (element,) = block.elements
        if isinstance(element, Paragraph) and isinstance(block.node, nodes.Paragraph):
            element, lines = fit_lines(area.ruler, element, area.width, area.most_tracking)
            box = area.ruler.box_of_lines(element, lines)
            return MeasuredBlock(block.index, block.node, (element,), (box,))
    elements = block.elements
    if area.most_tracking:
        elements = tuple(_fitted(area, e) if isinstance(e, Table) else e for e in elements)
    boxes = area.ruler.boxes(elements, area.width)
    return MeasuredBlock(block.index, block.node, elements, boxes)


def _fitted(area: TypeArea, table: Table) -> Table:
    """Return a table with the lines of the prose in its cells ended as well as they can be."""
    rows = tuple(_fitted_row(area, table, row) for row in table.rows)
    return table if all(map(is_, rows, table.rows)) else replace(table, rows=rows)


def _fitted_row(area: TypeArea, table: Table, row: Row) -> Row:
    cells: list[Cell] = []
    column = 0
    for cell in row.cells:
        side = table.side_margin if cell.side_margin is None else cell.side_margin
        width = sum(table.widths[column : column + cell.span]) - 2 * side
        column += cell.span
        paragraphs = tuple(
            fit_lines(area.ruler, one, width, area.most_tracking)[0] for one in cell.paragraphs
        )
        same = all(map(is_, paragraphs, cell.paragraphs))
        cells.append(cell if same else cell._replace(paragraphs=paragraphs))
    return row if all(map(is_, cells, row.cells)) else row._replace(cells=tuple(cells))


def with_elements(area: TypeArea, block: MeasuredBlock, *elements: Element) -> MeasuredBlock:
    """Return the block with other elements, measured."""
    return replace(block, elements=elements, boxes=area.ruler.boxes(elements, area.width))


def with_first(area: TypeArea, block: MeasuredBlock, first: Paragraph) -> MeasuredBlock:
    """Return the block with another first paragraph, which alone is measured."""
    return replace(
        block,
        elements=(first, *block.elements[1:]),
        boxes=(area.ruler.box(first, area.width), *block.boxes[1:]),
    )


def with_last(area: TypeArea, block: MeasuredBlock, last: Paragraph) -> MeasuredBlock:
    """Return the block with another last paragraph, which alone is measured."""
    return replace(
        block,
        elements=(*block.elements[:-1], last),
        boxes=(*block.boxes[:-1], area.ruler.box(last, area.width)),
    )


def turn_page(area: TypeArea, block: MeasuredBlock) -> MeasuredBlock:
    """Return the block on a new page."""
    if block.begins_page:
        return block
    first, *rest = block.elements
    # A paragraph that only breaks the page leaves a blank one when it falls on a page's end.
    if not isinstance(first, Paragraph):
        first, rest = gap(), list(block.elements)
    return with_elements(area, block, with_properties(first, page_break_before=True), *rest)


def hold_next(area: TypeArea, block: MeasuredBlock) -> MeasuredBlock:
    """Return the block with its last paragraph kept on the page of what follows."""
    last = block.last
    if not isinstance(last, Paragraph) or last.properties.keep_next is not None:
        return block
    return with_last(area, block, with_properties(last, keep_next=True))


def end_report(area: TypeArea, block: MeasuredBlock) -> MeasuredBlock:
    """Return the block without the room of a gap at its end, which might fall on a blank page."""
    last = block.last
    if not isinstance(last, Paragraph) or last.style != GAP_STYLE:
        return block
    return with_last(area, block, with_properties(last, before=0, after=None))


def is_exhibit(block: MeasuredBlock) -> bool:
    """Whether a block is a figure, a table or a panel, with room above and below it."""
    if not isinstance(block.node, (*_YIELDING, nodes.Table)) or not block.elements:
        return False
    return not (isinstance(block.node, nodes.Table) and block.node.form)


def is_note(block: LoweredBlock | MeasuredBlock) -> bool:
    """Whether a block is a note that belongs to the figure or the text above it."""
    return isinstance(block.node, nodes.Paragraph) and block.node.role == "source"


def is_attachment(block: LoweredBlock | MeasuredBlock) -> bool:
    """Whether a block is a line of the list of attachments."""
    return isinstance(block.node, nodes.Paragraph) and block.node.role == "attachment"


def characters(block: LoweredBlock | MeasuredBlock) -> int:
    """Return how many characters the paragraphs of a block show."""
    return sum(len(plain_text(e.inlines)) for e in block.elements if isinstance(e, Paragraph))


def height_of(boxes: Sequence[Box]) -> int:
    """Return the height of boxes in twips without the room below the last one."""
    total, after = 0, 0
    for box in boxes:
        total += after + max(box.before - after, 0) + box.height
        after = box.after
    return total


def all_boxes(blocks: Sequence[MeasuredBlock]) -> list[Box]:
    """Return the boxes of blocks from top to bottom."""
    return [box for block in blocks for box in block.boxes]


def pages_of(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> Pages:
    """Return the pages that blocks fill."""
    return paginate(all_boxes(blocks), area.heights, area.columns)
