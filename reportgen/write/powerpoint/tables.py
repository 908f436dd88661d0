"""A table and its slot in; pages of rows with column widths and row heights out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.document.nodes import Cell, Table
from reportgen.measure import TextStyle, text_height, text_width
from reportgen.theme.deck import SlotBox
from reportgen.units import EMU_PER_PT
from reportgen.write.powerpoint.looks import slide_rules
from reportgen.write.powerpoint.table_style import CellLook, TableStyle, look_size
from reportgen.write.powerpoint.texts import Paragraph, Piece, pieces, plain

_PADDING_PT = 4.0  # above and below the text of a cell
_NARROW_MARGIN_PT = 8.0  # instead of the theme's once there are many columns
_MANY_COLUMNS = 6
_LEAST_EMS = 3.0  # of text in the narrowest column
_ELLIPSIS = "…"
_BODY_LEAST_PT = 18.0  # a table flows to the next page rather than fall below it


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell in its place in the grid; a covered cell is None there."""

    row: int
    column: int
    cell: Cell
    paragraph: Paragraph
    look: CellLook


@dataclass(frozen=True, slots=True)
class TablePage:
    """One page of a table; widths and heights in EMU, `margins` left and right in points."""

    cells: tuple[PlacedCell, ...]
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    header_rows: int
    size_pt: float
    margins: tuple[float, float]
    excess: tuple[tuple[Cell, int], ...] = ()
    """Cells cut short because they alone are taller than a page, with the characters cut."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a table, each placed."""

    cells: tuple[PlacedCell, ...]
    columns: int
    rows: int
    header_rows: int
    joined: frozenset[int]
    """Rows that may not open a page: a cell from above covers a part of them."""


def table_pages(
    table: Table, slot: SlotBox, style: TableStyle, numbers: Mapping[str, str]
) -> list[TablePage]:
    """Return the pages of a table: one if it fits, else evenly filled ones, the header on each."""
    grid = _grid(table, style, numbers)
    width, height = slot.w / EMU_PER_PT, slot.h / EMU_PER_PT
    sizes = _sizes(style)
    for size in sizes:
        margins = _margins(style, grid.columns)
        widths = _widths(table, grid, style, size, width, margins)
        heights = _heights(grid, style, size, widths, margins)
        if sum(heights) <= height:
            return [_page(grid, range(grid.rows), widths, heights, size, style, margins, height)]
    size = next((s for s in sizes if s <= _BODY_LEAST_PT), sizes[-1])
    widths = _widths(table, grid, style, size, width, margins)
    grid, excess = _held(grid, style, size, widths, margins, height)
    heights = _heights(grid, style, size, widths, margins)
    head = sum(heights[: grid.header_rows])
    pages = [
        _page(
            grid, (*range(grid.header_rows), *rows), widths, heights, size, style, margins, height
        )
        for rows in _row_pages(grid, heights, height - head)
    ]
    return [replace(pages[0], excess=excess), *pages[1:]]


def _grid(table: Table, style: TableStyle, numbers: Mapping[str, str]) -> _Grid:
    taken: set[tuple[int, int]] = set()
    placed: list[PlacedCell] = []
    joined: set[int] = set()
    header_rows = min(table.header_rows, len(table.rows))
    columns = len(table.columns)
    for r, row in enumerate(table.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            header = cell.header or r < header_rows
            look = style.header if r < header_rows else style.first if c == 0 else style.body
            strong = any(getattr(inline, "bold", False) for inline in cell.content)
            if not header and strong:
                look = style.strong
            placed.append(PlacedCell(r, c, cell, pieces(cell.content, numbers), look))
            rows = range(r, min(r + cell.rowspan, len(table.rows)))
            taken |= {(i, j) for i in rows for j in range(c, c + cell.colspan)}
            joined |= set(rows[1:])
            c += cell.colspan
            columns = max(columns, c)
    return _Grid(tuple(placed), max(columns, 1), len(table.rows), header_rows, frozenset(joined))


def _held(
    grid: _Grid,
    style: TableStyle,
    size: float,
    widths: Sequence[float],
    margins: tuple[float, float],
    height: float,
) -> tuple[_Grid, tuple[tuple[Cell, int], ...]]:
    """Cut the cells that alone are taller than a page; a header may take a third of it."""
    header = height / 3
    held: list[PlacedCell] = []
    excess: list[tuple[Cell, int]] = []
    for placed in grid.cells:
        in_header = placed.row < grid.header_rows
        room = header / max(grid.header_rows, 1) if in_header else height - header
        room -= 2 * _PADDING_PT
        if _text_height(placed, style, size, widths, margins) <= room:
            held.append(placed)
            continue
        text = plain(placed.paragraph)
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            shorter = replace(placed, paragraph=(Piece(text[:middle] + _ELLIPSIS),))
            fits = _text_height(shorter, style, size, widths, margins) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        held.append(replace(placed, paragraph=(Piece(text[:low] + _ELLIPSIS),)))
        excess.append((placed.cell, len(text) - low))
    return replace(grid, cells=tuple(held)), tuple(excess)


def _text_height(
    placed: PlacedCell,
    style: TableStyle,
    size: float,
    widths: Sequence[float],
    margins: tuple[float, float],
) -> float:
    span = widths[placed.column : placed.column + placed.cell.colspan]
    chosen = look_size(style, placed.look, size)
    used = style.face(placed.look)
    line = chosen * style.line_ratio
    text = TextStyle(used, chosen, line_pt=line, rules=slide_rules(used))
    # A quarter em less: programs leave gaps beside Latin that the measure rounds.
    width = max(sum(span) - sum(margins) - chosen / 4, chosen)
    return text_height([plain(placed.paragraph)], width, text)


def _sizes(style: TableStyle) -> list[float]:
    design, least = int(style.body.size_pt), int(min(style.least_pt, style.body.size_pt))
    return [float(size) for size in range(design, least - 1, -1)]


def _margins(style: TableStyle, columns: int) -> tuple[float, float]:
    left = style.margin_pt if columns < _MANY_COLUMNS else min(style.margin_pt, _NARROW_MARGIN_PT)
    return left, min(left, _NARROW_MARGIN_PT)


def _widths(
    table: Table,
    grid: _Grid,
    style: TableStyle,
    size: float,
    width: float,
    margins: tuple[float, float],
) -> list[float]:
    """Return column widths in points: the weights given, else what the content asks for."""
    weights = [column.width for column in table.columns]
    if len(weights) == grid.columns and all(weight > 0 for weight in weights):
        return [width * weight / sum(weights) for weight in weights]
    wanted = [0.0] * grid.columns
    for placed in grid.cells:
        if placed.cell.colspan == 1:
            chosen = look_size(style, placed.look, size)
            # One half em more: a program may round a line that just fits.
            used = style.face(placed.look)
            text = text_width(plain(placed.paragraph), used, chosen, rules=slide_rules(used))
            wanted[placed.column] = max(wanted[placed.column], text + chosen / 2)
    room = sum(margins)
    least = _LEAST_EMS * size
    wanted = [max(w, least) + room for w in wanted]
    total = sum(wanted)
    if total <= width:
        # What is left over goes to columns as they are wide, so that gaps look even.
        return [w + (width - total) * w / total for w in wanted]
    return _squeezed(wanted, width)


def _squeezed(wanted: Sequence[float], width: float) -> list[float]:
    """Give narrow columns what they ask for and share the rest among the wide ones."""
    found = list(wanted)
    wide = set(range(len(wanted)))
    while wide:
        rest = width - sum(found[i] for i in range(len(found)) if i not in wide)
        share = rest / len(wide)
        content = [i for i in wide if wanted[i] <= share]
        if not content:
            weight = sum(wanted[i] ** 0.5 for i in wide)
            for i in wide:
                found[i] = rest * wanted[i] ** 0.5 / weight
            break
        wide -= set(content)
    scale = width / sum(found)
    return [w * scale for w in found]


def _heights(
    grid: _Grid,
    style: TableStyle,
    size: float,
    widths: Sequence[float],
    margins: tuple[float, float],
) -> list[float]:
    """Return the least height of each row in points."""
    heights = [
        min(style.header_pt, style.least_row_pt) if r < grid.header_rows else style.least_row_pt
        for r in range(grid.rows)
    ]
    for placed in sorted(grid.cells, key=lambda p: p.cell.rowspan):
        last = min(placed.row + placed.cell.rowspan, grid.rows)
        need = _text_height(placed, style, size, widths, margins)
        lacking = need + 2 * _PADDING_PT - sum(heights[placed.row : last])
        if lacking > 0:
            heights[last - 1] += lacking
    return heights


def _row_pages(grid: _Grid, heights: Sequence[float], room: float) -> list[tuple[int, ...]]:
    """Divide the rows below the header over pages; a row covered from above opens none."""
    groups: list[list[int]] = []
    for r in range(grid.header_rows, grid.rows):
        if groups and r in grid.joined:
            groups[-1].append(r)
        else:
            groups.append([r])
    sizes = [sum(heights[r] for r in group) for group in groups]
    count = len(_packed(sizes, room))
    # The lowest limit that still makes as many pages makes them even.
    low, high = max(sizes, default=0.0), room
    for _ in range(12):
        middle = (low + high) / 2
        if len(_packed(sizes, middle)) <= count:
            high = middle
        else:
            low = middle
    return [tuple(r for g in page for r in groups[g]) for page in _packed(sizes, max(high, low))]


def _packed(sizes: Sequence[float], room: float) -> list[list[int]]:
    pages: list[list[int]] = []
    used = 0.0
    for i, size in enumerate(sizes):
        if pages and used + size <= room + 0.01:
            pages[-1].append(i)
            used += size
        else:
            pages.append([i])
            used = size
    return pages


def _page(
    grid: _Grid,
    rows: Sequence[int],
    widths: Sequence[float],
    heights: Sequence[float],
    size: float,
    style: TableStyle,
    margins: tuple[float, float],
    room: float,
) -> TablePage:
    place = {row: i for i, row in enumerate(rows)}
    wanted = [style.header_pt if r < grid.header_rows else style.row_pt for r in rows]
    needed = [heights[r] for r in rows]
    spare = max(room - sum(needed), 0.0)
    lacking = [max(w - n, 0.0) for w, n in zip(wanted, needed, strict=True)]
    share = min(spare / sum(lacking), 1.0) if sum(lacking) else 0.0
    tall = [n + extra * share for n, extra in zip(needed, lacking, strict=True)]
    return TablePage(
        tuple(
            PlacedCell(place[p.row], p.column, p.cell, p.paragraph, p.look)
            for p in grid.cells
            if p.row in place
        ),
        tuple(round(w * EMU_PER_PT) for w in widths),
        tuple(int(h * EMU_PER_PT) for h in tall),
        grid.header_rows,
        size,
        margins,
    )
