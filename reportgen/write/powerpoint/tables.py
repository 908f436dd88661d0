"""The pages of a table: column widths, row heights, and where a long table goes on.

Widths and heights are in points until a page is made, which has them in EMU.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.document.nodes import Cell, Prose, Table
from reportgen.measure import TextStyle, text_height, text_width
from reportgen.theme.deck import SlotBox
from reportgen.units import EMU_PER_PT
from reportgen.write.powerpoint.fit_text import slide_rules
from reportgen.write.powerpoint.model import PlacedCell, TablePage
from reportgen.write.powerpoint.table_style import TableStyle
from reportgen.write.powerpoint.text_runs import (
    TextRun,
    paragraph_of,
    place_of,
    plain_text,
)

PADDING_PT = 4.0
"""Above and below the text of a cell."""
_NARROW_MARGIN_PT = 8.0  # instead of the theme's once there are many columns
_MANY_COLUMNS = 6
_LEAST_EMS = 3.0  # of text in the narrowest column
_ELLIPSIS = "…"
_BODY_LEAST_PT = 18.0  # a table flows to the next page rather than fall below it
_HEADER_SHARE = 1 / 3  # of a page, at most
_ROUNDING_PT = 0.01
_HALVINGS = 12  # of a page's height, until its rows are divided evenly enough


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a table, each placed."""

    cells: tuple[PlacedCell, ...]
    columns: int
    rows: int
    header_rows: int
    covered_rows: frozenset[int]
    """Rows that may not open a page: a cell from above covers a part of them."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """A grid set at one size: its column widths and the margins left and right in a cell."""

    grid: _Grid
    style: TableStyle
    size_pt: float
    widths: Sequence[float]
    margins: tuple[float, float]


def table_pages(
    table: Table, slot: SlotBox, style: TableStyle, numbers: Mapping[str, str]
) -> list[TablePage]:
    """Return the pages of a table: one if it fits, else evenly filled ones, the header on each.

    `numbers` gives the label (图1) of each block that a reference may name.
    """
    grid = _grid(table, style, numbers)
    room = slot.h / EMU_PER_PT
    sizes = _sizes(style)
    for size in sizes:
        setting = _set_at(size, table, grid, style, slot.w / EMU_PER_PT)
        heights = _row_heights(setting)
        if sum(heights) <= room:
            return [_page(setting, range(grid.rows), heights, room)]
    size = next((s for s in sizes if s <= _BODY_LEAST_PT), sizes[-1])
    setting = _set_at(size, table, grid, style, slot.w / EMU_PER_PT)
    setting, cut_cells = _with_cells_cut(setting, room)
    heights = _row_heights(setting)
    header = range(grid.header_rows)
    below_header = room - sum(heights[: grid.header_rows])
    pages = [
        _page(setting, (*header, *rows), heights, room)
        for rows in _rows_by_page(setting.grid, heights, below_header)
    ]
    return [replace(pages[0], cut_cells=cut_cells), *pages[1:]]


def _grid(table: Table, style: TableStyle, numbers: Mapping[str, str]) -> _Grid:
    """Return the cells of a table in their rows and columns."""
    taken: set[tuple[int, int]] = set()
    placed: list[PlacedCell] = []
    covered_rows: set[int] = set()
    header_rows = min(table.header_rows, len(table.rows))
    columns = len(table.columns)
    for r, row in enumerate(table.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            header = cell.header or r < header_rows
            cell_style = style.header if r < header_rows else style.first if c == 0 else style.body
            if not header and any(getattr(inline, "bold", False) for inline in cell.content):
                cell_style = style.strong
            at = place_of(Prose((cell.content,), table.at))
            paragraph = paragraph_of(cell.content, numbers)
            placed.append(PlacedCell(r, c, cell, paragraph, cell_style, at))
            rows = range(r, min(r + cell.rowspan, len(table.rows)))
            taken |= {(i, j) for i in rows for j in range(c, c + cell.colspan)}
            covered_rows |= set(rows[1:])
            c += cell.colspan
            columns = max(columns, c)
    return _Grid(
        tuple(placed), max(columns, 1), len(table.rows), header_rows, frozenset(covered_rows)
    )


def _sizes(style: TableStyle) -> list[float]:
    """Return the sizes of the body to try, in points, from the theme's down to the least."""
    design, least = int(style.body.size_pt), int(min(style.least_pt, style.body.size_pt))
    return [float(size) for size in range(design, least - 1, -1)]


def _set_at(size_pt: float, table: Table, grid: _Grid, style: TableStyle, width: float) -> _Setting:
    """Return a grid set at a size in a slot of a width."""
    left = style.margin_pt
    if grid.columns >= _MANY_COLUMNS:
        left = min(left, _NARROW_MARGIN_PT)
    margins = left, min(left, _NARROW_MARGIN_PT)
    widths = _column_widths(table, grid, style, size_pt, width, sum(margins))
    return _Setting(grid, style, size_pt, widths, margins)


def _column_widths(
    table: Table,
    grid: _Grid,
    style: TableStyle,
    size_pt: float,
    width: float,
    margins: float,
) -> list[float]:
    """Return column widths: by the weights of the table, else what the content asks for."""
    weights = [column.width for column in table.columns]
    if len(weights) == grid.columns and all(weight > 0 for weight in weights):
        return [width * weight / sum(weights) for weight in weights]
    wanted = [0.0] * grid.columns
    for placed in grid.cells:
        if placed.cell.colspan == 1:
            size = placed.style.size_at(style, size_pt)
            face = style.face(placed.style)
            text = text_width(plain_text(placed.paragraph), face, size, rules=slide_rules(face))
            # One half em more: a program may round a line that just fits.
            wanted[placed.column] = max(wanted[placed.column], text + size / 2)
    wanted = [max(w, _LEAST_EMS * size_pt) + margins for w in wanted]
    total = sum(wanted)
    if total <= width:
        # What is left over goes to columns as they are wide, so that gaps look even.
        return [w + (width - total) * w / total for w in wanted]
    return _squeezed(wanted, width)


def _squeezed(wanted: Sequence[float], width: float) -> list[float]:
    """Give narrow columns what they ask for and share the rest among the wide ones."""
    widths = list(wanted)
    wide = set(range(len(wanted)))
    while wide:
        rest = width - sum(widths[i] for i in range(len(widths)) if i not in wide)
        share = rest / len(wide)
        content = [i for i in wide if wanted[i] <= share]
        if not content:
            weight = sum(wanted[i] ** 0.5 for i in wide)
            for i in wide:
                widths[i] = rest * wanted[i] ** 0.5 / weight
            break
        wide -= set(content)
    scale = width / sum(widths)
    return [w * scale for w in widths]


def _text_height(placed: PlacedCell, setting: _Setting) -> float:
    """Return the height of a cell's text."""
    style = setting.style
    size = placed.style.size_at(style, setting.size_pt)
    face = style.face(placed.style)
    text = TextStyle(face, size, line_pt=size * style.line_ratio, rules=slide_rules(face))
    span = setting.widths[placed.column : placed.column + placed.cell.colspan]
    # A quarter em less: programs leave gaps beside Latin that the measure rounds.
    width = max(sum(span) - sum(setting.margins) - size / 4, size)
    return text_height([plain_text(placed.paragraph)], width, text)


def _row_heights(setting: _Setting) -> list[float]:
    """Return the least height of each row."""
    grid, style = setting.grid, setting.style
    heights = [
        min(style.header_pt, style.least_row_pt) if r < grid.header_rows else style.least_row_pt
        for r in range(grid.rows)
    ]
    for placed in sorted(grid.cells, key=lambda p: p.cell.rowspan):
        last = min(placed.row + placed.cell.rowspan, grid.rows)
        needed = _text_height(placed, setting) + 2 * PADDING_PT
        lacking = needed - sum(heights[placed.row : last])
        if lacking > 0:
            heights[last - 1] += lacking
    return heights


def _with_cells_cut(
    setting: _Setting, page_height: float
) -> tuple[_Setting, tuple[tuple[Cell, int], ...]]:
    """Cut the cells that alone are taller than a page, or in the header than a share of it.

    Returns what is left, and each cell that was cut with the number of characters cut.
    """
    grid = setting.grid
    header = page_height * _HEADER_SHARE
    cells: list[PlacedCell] = []
    cut_cells: list[tuple[Cell, int]] = []
    for placed in grid.cells:
        in_header = placed.row < grid.header_rows
        room = header / max(grid.header_rows, 1) if in_header else page_height - header
        room -= 2 * PADDING_PT
        if _text_height(placed, setting) <= room:
            cells.append(placed)
            continue
        text = plain_text(placed.paragraph)
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if _text_height(_beginning(placed, text, middle), setting) <= room:
                low = middle
            else:
                high = middle - 1
        cells.append(_beginning(placed, text, low))
        cut_cells.append((placed.cell, len(text) - low))
    return replace(setting, grid=replace(grid, cells=tuple(cells))), tuple(cut_cells)


def _beginning(placed: PlacedCell, text: str, count: int) -> PlacedCell:
    return replace(placed, paragraph=(TextRun(text[:count] + _ELLIPSIS),))


def _rows_by_page(grid: _Grid, heights: Sequence[float], room: float) -> list[tuple[int, ...]]:
    """Divide the rows below the header over pages; a row covered from above opens none."""
    groups: list[list[int]] = []
    for r in range(grid.header_rows, grid.rows):
        if groups and r in grid.covered_rows:
            groups[-1].append(r)
        else:
            groups.append([r])
    group_heights = [sum(heights[r] for r in group) for group in groups]
    count = len(_packed(group_heights, room))
    # The lowest limit that still makes as many pages makes them even.
    low, high = max(group_heights, default=0.0), room
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if len(_packed(group_heights, middle)) <= count:
            high = middle
        else:
            low = middle
    pages = _packed(group_heights, max(high, low))
    return [tuple(r for group in page for r in groups[group]) for page in pages]


def _packed(heights: Iterable[float], room: float) -> list[list[int]]:
    """Fill pages of a height one after another; returns the indices of what each holds."""
    pages: list[list[int]] = []
    used = 0.0
    for i, height in enumerate(heights):
        if pages and used + height <= room + _ROUNDING_PT:
            pages[-1].append(i)
            used += height
        else:
            pages.append([i])
            used = height
    return pages


def _page(
    setting: _Setting, rows: Sequence[int], heights: Sequence[float], room: float
) -> TablePage:
    """Return a page of some rows, raised towards the theme's row heights as far as there is room."""
    grid, style = setting.grid, setting.style
    place = {row: i for i, row in enumerate(rows)}
    wanted = [style.header_pt if r < grid.header_rows else style.row_pt for r in rows]
    needed = [heights[r] for r in rows]
    spare = max(room - sum(needed), 0.0)
    lacking = [max(w - n, 0.0) for w, n in zip(wanted, needed, strict=True)]
    share = min(spare / sum(lacking), 1.0) if sum(lacking) else 0.0
    raised = [n + extra * share for n, extra in zip(needed, lacking, strict=True)]
    return TablePage(
        tuple(replace(p, row=place[p.row]) for p in grid.cells if p.row in place),
        tuple(round(w * EMU_PER_PT) for w in setting.widths),
        tuple(int(h * EMU_PER_PT) for h in raised),
        grid.header_rows,
        setting.size_pt,
        setting.margins,
    )
