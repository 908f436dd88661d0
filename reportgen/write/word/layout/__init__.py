"""The layout puts lowered blocks in order and sets what the pages ask of them.

The layout measures paragraphs and rows, breaks pages as Word does, and sets fields of the elements:
page breaks, what is kept together, room, the pages in the contents. It sees no XML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from reportgen.document import nodes
from reportgen.document.nodes import Contents, Imprint, PageBreak
from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    end_report,
    height_of,
    hold_next,
    is_note,
    measure_block,
    pages_of,
    turn_page,
    with_elements,
    with_last,
)
from reportgen.write.word.layout.columns import Columns, by_sheets, set_in_columns
from reportgen.write.word.layout.continued import divide_tables
from reportgen.write.word.layout.drawings import smaller_flows
from reportgen.write.word.layout.floats import arrange
from reportgen.write.word.layout.last_page import fill_with_lines, has_few_lines, keep_last_line
from reportgen.write.word.layout.measuring import Box
from reportgen.write.word.layout.opening import open_out
from reportgen.write.word.layout.pagination import Pages
from reportgen.write.word.layout.room import even_room, with_room
from reportgen.write.word.layout.row_heights import grow_rows
from reportgen.write.word.layout.signatures import (
    keep_signatures,
    release_notes,
    release_text,
    take_figures,
)
from reportgen.write.word.layout.spread import spread_slides
from reportgen.write.word.model import (
    Bookmark,
    Cell,
    Element,
    Inline,
    Link,
    LoweredBlock,
    PageReference,
    Paragraph,
    Table,
    with_properties,
)

__all__ = ["Columns", "MeasuredBlock", "TypeArea", "block_pages", "laid_pages", "lay_out"]

_CONTENTS_PASSES = 3
"""A page number of two figures may make an entry a line longer, and move what follows."""


def lay_out(blocks: Sequence[LoweredBlock], area: TypeArea, *, floats: bool) -> tuple[Element, ...]:
    """Return the elements of a report; with `floats` figures may yield their place to text."""
    order = _place(blocks, area, floats=floats)
    return tuple(element for block in order for element in block.elements)


def laid_pages(
    blocks: Sequence[LoweredBlock], area: TypeArea, columns: Columns | None, *, floats: bool
) -> tuple[tuple[MeasuredBlock, ...], Pages, Columns | None]:
    """Return the blocks of a report in the order in which they stand, and the pages they fill.

    `columns` are those of its format; they are returned with the place at which they begin, None for a
    report without.
    """
    order = _place(blocks, area, floats=floats)
    pages = pages_of(area, order)
    if columns is not None and area.columns > 1:
        return tuple(order), by_sheets(pages), columns
    marks = [at for at, block in enumerate(order) if isinstance(block.node, nodes.Columns)]
    if columns is None or not marks:
        return tuple(order), pages, None
    columns = replace(columns, first=marks[0] + 1)
    return (*set_in_columns(area, order, columns), columns)


def block_pages(
    blocks: Sequence[LoweredBlock], area: TypeArea, *, floats: bool
) -> Mapping[int, int]:
    """Return the page, from 1, on which each block of a report begins; -1 stands for the opening."""
    order = _place(blocks, area, floats=floats)
    final_pages = pages_of(area, order)
    starts = iter(final_pages.starts)
    pages: dict[int, int] = {}
    for block in order:
        own = [final_pages.sheet(page) for page, _ in islice(starts, len(block.boxes))]
        if own:
            pages.setdefault(block.index, own[0])
    return pages


def _place(blocks: Sequence[LoweredBlock], area: TypeArea, *, floats: bool) -> list[MeasuredBlock]:
    """Return the blocks of a report measured, in the order in which they stand in the file."""
    lowered_blocks, pairs = keep_signatures(blocks)
    flow = _flow(area, lowered_blocks)
    order = _in_order(area, flow, pairs, floats=floats)
    if floats and has_few_lines(area, order):
        pages = pages_of(area, order)
        for smaller in smaller_flows(area, flow, pages.y):
            attempt = _in_order(area, smaller, pairs, floats=floats)
            if pages_of(area, attempt).page < pages.page:
                order = attempt
                break
    order = open_out(area, grow_rows(area, fill_with_lines(area, order)))
    if not isinstance(order[-1].node, Imprint):
        order[-1] = end_report(area, order[-1])
    return _with_contents(area, order)


def _in_order(
    area: TypeArea,
    flow: Sequence[MeasuredBlock],
    pairs: Sequence[tuple[int, int]],
    *,
    floats: bool,
) -> list[MeasuredBlock]:
    """Return the blocks of a flow in the order in which they stand in the file, set for its pages."""
    order = arrange(area, flow) if floats else list(flow)
    order = release_text(area, take_figures(area, order), pairs)
    order = even_room(area, order)
    while parts := divide_tables(area, order):
        order = even_room(area, parts)
    order = spread_slides(area, release_notes(area, order))
    return _with_imprint(area, keep_last_line(area, order))


def _flow(area: TypeArea, blocks: Sequence[LoweredBlock]) -> list[MeasuredBlock]:
    """Return the blocks measured, page breaks made a field of what follows them."""
    flow: list[MeasuredBlock] = []
    turns = False
    for lowered in blocks:
        if isinstance(lowered.node, PageBreak):
            turns = True
            continue
        block = measure_block(area, lowered)
        if block.is_float and height_of(block.boxes) > _room_of(area, flow):
            block = _divisible(area, block)
        block = with_room(area, _with_rows_released(area, block))
        if turns and block.elements:
            block = turn_page(area, block)
            turns = False
        if is_note(block) and flow[-1].is_float:
            flow[-1] = hold_next(area, flow[-1])
        flow.append(block)
    return flow


def _room_of(area: TypeArea, flow: Sequence[MeasuredBlock]) -> int:
    """Return the height that a page has for a table: less below the title of an annex."""
    if flow and isinstance(flow[-1].node, nodes.AttachmentPage):
        return area.height - height_of(flow[-1].boxes)
    return area.height


def _divisible(area: TypeArea, block: MeasuredBlock) -> MeasuredBlock:
    """Return a block with a table that pages may divide between its rows."""
    elements = (replace(e, whole=False) if isinstance(e, Table) else e for e in block.elements)
    return with_elements(area, block, *elements)


def _with_rows_released(area: TypeArea, block: MeasuredBlock) -> MeasuredBlock:
    """Return a block whose rows part where those that stay together are higher than a page."""
    if height_of(block.boxes) <= area.height:
        return block
    elements = [_release_rows(area, e) if isinstance(e, Table) else e for e in block.elements]
    if all(new is old for new, old in zip(elements, block.elements, strict=True)):
        return block
    return with_elements(area, block, *elements)


def _release_rows(area: TypeArea, table: Table) -> Table:
    """Return a table whose rows stay with the next only where one page holds all that stay together."""
    if table.whole or table.page_x is not None:
        return table
    heights = [box.height for box in area.ruler.rows(table)]
    head = sum(1 for row in table.rows if row.header)
    room = area.height - sum(heights[:head])
    rows = list(table.rows)
    first = head
    while first < len(rows):
        last = first
        while last < len(rows) - 1 and rows[last].keep_next:
            last += 1
        if sum(heights[first : last + 1]) > room:
            # The first rows below the head, and the last two, stay together all the same.
            inner = set(range(first, last + 1)) - {head, len(rows) - 2, len(rows) - 1}
            for place in inner:
                rows[place] = rows[place]._replace(keep_next=False)
            for place in range(first, last + 1):
                cells = rows[place].cells
                # In the middle of several pages nobody would find the text of a joined cell.
                rows[place] = rows[place]._replace(cells=tuple(map(_at_top, cells)))
        first = last + 1
    return replace(table, rows=tuple(rows)) if rows != list(table.rows) else table


def _at_top(cell: Cell) -> Cell:
    return cell._replace(align="top") if cell.merge == "restart" else cell


def _with_imprint(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Give the imprint a page of its own where the last page has no room for it."""
    out = list(blocks)
    for place, block in enumerate(blocks):
        last = block.last
        if not isinstance(block.node, Imprint) or not isinstance(last, Paragraph):
            continue
        pages = pages_of(area, out[:place])
        height = sum(box.before + box.height + box.after for box in _standing(area, block))
        if pages.y + height + area.pitch > pages.height and not block.begins_page:
            # The paragraph holds the table that floats.
            out[place] = with_last(area, block, with_properties(last, page_break_before=True))
    return out


def _standing(area: TypeArea, block: MeasuredBlock) -> list[Box]:
    """Return the boxes of a block with those of its floating table, which takes no room in the text."""
    tables = [e for e in block.elements if isinstance(e, Table)]
    return [box for table in tables for box in area.ruler.rows(table)] + list(block.boxes)


def _with_contents(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Set the page of each heading in the contents."""
    out = list(blocks)
    places = [at for at, block in enumerate(blocks) if isinstance(block.node, Contents)]
    earlier: Mapping[str, int] = {}
    for _ in range(_CONTENTS_PASSES if places else 0):
        final_pages = pages_of(area, out)
        pages = {name: final_pages.sheet(page) for name, page in final_pages.bookmarks.items()}
        if pages == earlier:
            break
        earlier = pages
        for at in places:
            elements = (_with_pages(element, pages) for element in out[at].elements)
            out[at] = with_elements(area, out[at], *elements)
    return out


def _with_pages(element: Element, pages: Mapping[str, int]) -> Element:
    """Return a paragraph of the contents with the pages that its references show."""
    if not isinstance(element, Paragraph):
        return element
    return element._replace(inlines=tuple(_page_numbers_in(i, pages) for i in element.inlines))


def _page_numbers_in(inline: Inline, pages: Mapping[str, int]) -> Inline:
    match inline:
        case PageReference(bookmark):
            return replace(inline, page=pages.get(bookmark, 1))
        case Bookmark() | Link():
            return replace(
                inline, inlines=tuple(_page_numbers_in(i, pages) for i in inline.inlines)
            )
        case _:
            return inline
