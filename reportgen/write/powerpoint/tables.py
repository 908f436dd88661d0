"""The pages of a table: column widths, row heights, and where a long table goes on.

Widths and heights are in points until a page is made, which has them in EMU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from reportgen.document.nodes import Cell, Prose, Table
from reportgen.measure import (
    USED_SHARE,
    Box,
    BoxLayout,
    LineSpan,
    TextStyle,
    balanced_lines,
    breaks_cleanly,
    lay_out,
    measure,
    opens_with_number,
    parts_words,
    text_width,
)
from reportgen.theme.deck import SlotBox
from reportgen.units import EMU_PER_PT
from reportgen.write.column_widths import CellText, ColumnTexts, at_least, mended
from reportgen.write.powerpoint.fit_text import slide_rules
from reportgen.write.powerpoint.model import PlacedCell, TablePage
from reportgen.write.powerpoint.table_style import TableStyle
from reportgen.write.powerpoint.text_runs import (
    LINE_END,
    TextRun,
    broken_at,
    paragraph_of,
    place_of,
    plain_text,
)

#: few rows are as much as so many times as high, until they fill this share of the slot
_ROOMIEST, _FULL_SHARE = 1.9, 0.9
#: so few rows are set so much larger, in points, where they still leave a share of the slot free
_LARGER_PT = {1: 4, 2: 4, 3: 2}
_LARGER_SHARE = 0.8
#: above and below the text of a row that is full of it, where the slot has room left
_AIR_PT = 6.0
#: rows are of one height where the fullest needs at most so many times what the emptiest does
_ALIKE = 1.6
#: in a table beside a chart or of counts so long a text is a name or a number, which no line end divides
_LONGEST_NAME = 12
#: in thousandths of its size, as a program may round a line that just fits
_SLACK = 250
_NARROW_MARGIN_PT = 8.0  # instead of the theme's once there are many columns
_MANY_COLUMNS = 5
_LEAST_EMS = 3.0  # of text in the narrowest column
_LEAST_CHARACTERS = 2  # on a line of a column of Chinese
_FEW_LINES = 5  # a cell of fewer line ends is broken by sense
_STEP_PT = 4.0  # by which widths of columns are tried
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
    broken_word: str = ""
    """The text of a column too narrow for it: a number or a word of it runs over two lines."""


def table_pages(
    table: Table, slot: SlotBox, style: TableStyle, numbers: Mapping[str, str]
) -> list[TablePage]:
    """Return the pages of a table: one if it fits, else evenly filled ones, the header on each.

    `numbers` gives the label (图1) of each block that a reference may name.
    """
    return list(_laid_out(table, slot.w, slot.h, style, tuple(sorted(numbers.items()))))


@lru_cache(maxsize=64)
def _laid_out(
    table: Table, width: int, height: int, style: TableStyle, numbers: tuple[tuple[str, str], ...]
) -> tuple[TablePage, ...]:
    """Return the pages of a table in a box in EMU, worked out once: a slide is laid several times."""
    grid = _grid(table, style, dict(numbers))
    room = height / EMU_PER_PT
    sizes = _sizes(style)
    flowing: _Setting | None = None
    if larger := _larger(grid, style, width / EMU_PER_PT, room, table):
        heights = _row_heights(grid.cells, grid.rows, larger)
        return (_page(larger, range(grid.rows), heights, room),)
    for size in sizes:
        setting = _set_at(size, table, grid, style, width / EMU_PER_PT)
        if setting.broken_word and size != sizes[-1]:
            continue
        heights = _row_heights(grid.cells, grid.rows, setting)
        if sum(heights) <= room:
            return (_page(setting, range(grid.rows), heights, room),)
        if flowing is None and (size <= _BODY_LEAST_PT or size == sizes[-1]):
            flowing = setting
    setting = flowing or _set_at(sizes[-1], table, grid, style, width / EMU_PER_PT)
    setting, cut_cells = _with_cells_cut(setting, room)
    heights = _row_heights(setting.grid.cells, grid.rows, setting)
    header = range(grid.header_rows)
    below_header = room - sum(heights[: grid.header_rows])
    pages = [
        _page(setting, (*header, *rows), heights, room)
        for rows in _rows_by_page(setting, heights, below_header)
    ]
    return (replace(pages[0], cut_cells=cut_cells), *pages[1:])


def _grid(table: Table, style: TableStyle, numbers: Mapping[str, str]) -> _Grid:
    """Return the cells of a table in their rows and columns."""
    occupied: set[tuple[int, int]] = set()
    placed: list[PlacedCell] = []
    covered_rows: set[int] = set()
    header_rows = min(table.header_rows, len(table.rows))
    columns = len(table.columns)
    for r, row in enumerate(table.rows):
        c = 0
        for cell in row:
            while (r, c) in occupied:
                c += 1
            header = cell.header or r < header_rows
            names_row = c == 0 or cell.header
            cell_style = (
                style.header if r < header_rows else style.first if names_row else style.body
            )
            if not header and any(getattr(inline, "bold", False) for inline in cell.joined):
                cell_style = style.strong
            cell_style = style.toned(cell_style, cell.tone)
            at = place_of(Prose((cell.joined,), table.at))
            paragraph = paragraph_of(cell.joined, numbers, units=style.rules is not None)
            placed.append(PlacedCell(r, c, cell, paragraph, cell_style, at))
            rows = range(r, min(r + cell.rowspan, len(table.rows)))
            occupied |= {(i, j) for i in rows for j in range(c, c + cell.colspan)}
            covered_rows |= set(rows[1:])
            c += cell.colspan
            columns = max(columns, c)
    return _Grid(
        tuple(placed), max(columns, 1), len(table.rows), header_rows, frozenset(covered_rows)
    )


def _sizes(style: TableStyle) -> list[float]:
    """Return the sizes of the body to try, in points, from the theme's, or the least if that is larger, down to the least."""
    least = int(style.least_pt)
    design = max(int(style.body.size_pt), least)
    return [float(size) for size in range(design, least - 1, -1)]


def _larger(
    grid: _Grid, style: TableStyle, width: float, room: float, table: Table
) -> _Setting | None:
    """Return a table of few rows set larger than the theme's, None where it has more to say."""
    extra = _LARGER_PT.get(grid.rows - grid.header_rows, 0)
    if style.rules is not None or grid.header_rows > 1 or not extra:
        return None
    setting = _set_at(style.body.size_pt + extra, table, grid, style, width)
    heights = _row_heights(grid.cells, grid.rows, setting)
    usual = _set_at(style.body.size_pt, table, grid, style, width)
    fits = sum(heights) <= _LARGER_SHARE * room and not setting.broken_word
    return setting if fits and _lines(setting) <= _lines(usual) else None


def _lines(setting: _Setting) -> int:
    """Return how many lines all cells of a setting have."""
    return sum(
        round(
            _text_height(placed, setting)
            / (placed.style.size_at(setting.style, setting.size_pt) * setting.style.line_ratio)
        )
        for placed in setting.grid.cells
    )


def _set_at(size_pt: float, table: Table, grid: _Grid, style: TableStyle, width: float) -> _Setting:
    """Return a grid set at a size in a slot of a width."""
    left = style.margin_pt
    if grid.columns >= _MANY_COLUMNS:
        left = min(left, _NARROW_MARGIN_PT)
    margins = left, min(left, _NARROW_MARGIN_PT)
    pieces = _pieces(grid, style, size_pt)
    least = [piece + sum(margins) for piece, _ in pieces]
    widths = _column_widths(table, grid, style, size_pt, width, sum(margins))
    widths = mended(
        _texts(grid, style, size_pt, least, sum(margins)), at_least(widths, least, width), _STEP_PT
    )
    broken_word = next(
        (text for (_, text), low, w in zip(pieces, least, widths, strict=True) if w + 1 < low), ""
    )
    return _Setting(grid, style, size_pt, widths, margins, broken_word)


def _pieces(grid: _Grid, style: TableStyle, size_pt: float) -> list[tuple[float, str]]:
    """Return for each column the width of its widest piece that no line end divides, and its cell.

    A column has room for two characters of Chinese at least.
    """
    widest: list[tuple[float, str]] = [(0.0, "")] * grid.columns
    for placed in grid.cells:
        if placed.cell.colspan > 1:
            continue
        size, face = placed.style.size_at(style, size_pt), style.face(placed.style)
        text = plain_text(placed.paragraph)
        for line in text.split(LINE_END):
            measured = measure(line, face, rules=slide_rules(face))
            piece = max(measured.longest_piece, min(measured.width, _LEAST_CHARACTERS * 1000))
            if style.rules and len(line) <= _LONGEST_NAME:
                piece = max(piece, measured.width + _SLACK)
            needed = piece * size / 1000, text
            widest[placed.column] = max(widest[placed.column], needed)
    return widest


def _texts(
    grid: _Grid, style: TableStyle, size_pt: float, least: Sequence[float], margins: float
) -> list[ColumnTexts]:
    """Return what each column says, in points, cells that span columns aside."""
    texts: list[list[CellText]] = [[] for _ in range(grid.columns)]
    for placed in grid.cells:
        if placed.cell.colspan == 1:
            size, face = placed.style.size_at(style, size_pt), style.face(placed.style)
            for line in plain_text(placed.paragraph).split(LINE_END):
                measured = measure(line, face, rules=slide_rules(face))
                texts[placed.column].append(CellText(measured, size))
    return [ColumnTexts(some, margins, low) for some, low in zip(texts, least, strict=True)]


def _column_widths(
    table: Table,
    grid: _Grid,
    style: TableStyle,
    size_pt: float,
    width: float,
    margins: float,
) -> Sequence[float]:
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
    width = _text_width(placed, setting)
    return _cell_layout(placed, setting.style, setting.size_pt, width).height_pt


def _text_width(placed: PlacedCell, setting: _Setting) -> float:
    """Return the width that a cell has for its text."""
    span = setting.widths[placed.column : placed.column + placed.cell.colspan]
    return sum(span) - sum(setting.margins) - _reserve(placed, setting)


def _reserve(placed: PlacedCell, setting: _Setting) -> float:
    """Return a quarter em: programs leave gaps beside Latin that the measure rounds."""
    return placed.style.size_at(setting.style, setting.size_pt) / 4


def _cell_layout(
    placed: PlacedCell, style: TableStyle, size_pt: float, width_pt: float
) -> BoxLayout:
    """Return how the text of a cell stands in a width, the body of its table set at a size."""
    size = placed.style.size_at(style, size_pt)
    face = style.face(placed.style)
    text = TextStyle(face, size, line_pt=size * style.line_ratio, rules=slide_rules(face))
    measured = measure(plain_text(placed.paragraph), face, rules=text.rules)
    return lay_out([measured], Box(max(width_pt, size), 0.0), text, size)


def _by_sense(placed: PlacedCell, setting: _Setting) -> PlacedCell:
    """Return a cell whose few lines would part a word or a number with line ends of its own."""
    text = plain_text(placed.paragraph)
    width = _text_width(placed, setting)
    lines, widest = (
        _cell_layout(placed, setting.style, setting.size_pt, w).spans[0]
        for w in (width, width + _reserve(placed, setting))
    )
    *ends, last = [line.end for line in lines]
    if not 0 < len(ends) < _FEW_LINES or len(widest) < len(lines) or LINE_END in text:
        return placed
    face = setting.style.face(placed.style)
    if not (
        parts_words(text, ends)
        or opens_with_number(text, ends)
        or last - ends[-1] <= _LEAST_CHARACTERS
        or not breaks_cleanly(text, ends, face)
    ):
        return placed
    size = placed.style.size_at(setting.style, setting.size_pt)
    balanced = balanced_lines(
        text,
        face,
        size,
        max(width, size) * USED_SHARE,
        most_lines=len(lines),
        rules=slide_rules(face),
    )
    better = [line.end for line in balanced[:-1]]
    if len(balanced) > len(lines) or parts_words(text, better):
        better = [end for end in ends if opens_with_number(text, [end])]
    return replace(placed, paragraph=broken_at(placed.paragraph, better)) if better else placed


def cell_lines(placed: PlacedCell, page: TablePage, style: TableStyle) -> Sequence[LineSpan]:
    """Return the lines of a cell as a program sets them in the whole width of its column."""
    span = page.widths[placed.column : placed.column + placed.cell.colspan]
    width = sum(span) / EMU_PER_PT - sum(page.margins)
    return _cell_layout(placed, style, page.size_pt, width).spans[0]


def _row_heights(cells: Iterable[PlacedCell], rows: int, setting: _Setting) -> list[float]:
    """Return the least height of each of some rows, with cells placed in them."""
    style, header_rows = setting.style, setting.grid.header_rows
    # Smaller type stands in lower rows.
    least = style.least_row_pt * setting.size_pt / style.body.size_pt
    heights = [min(style.header_pt, least) if r < header_rows else least for r in range(rows)]
    for placed in sorted(cells, key=lambda p: p.cell.rowspan):
        covered = range(placed.row, min(placed.row + placed.cell.rowspan, rows))
        needed = _text_height(placed, setting) + 2 * style.padding_pt
        lacking = needed - sum(heights[r] for r in covered)
        if lacking > 0:
            for r in covered:
                heights[r] += lacking / len(covered)
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
        room -= 2 * setting.style.padding_pt
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


def _rows_by_page(
    setting: _Setting, heights: Sequence[float], room: float
) -> list[tuple[int, ...]]:
    """Divide the rows below the header over pages.

    A row covered from above opens a page only where no page holds all the rows joined with it.
    """
    grid = setting.grid
    groups: list[list[int]] = []
    for r in range(grid.header_rows, grid.rows):
        if groups and r in grid.covered_rows:
            groups[-1].append(r)
        else:
            groups.append([r])
    crossing = _crossing(grid)
    groups = [part for group in groups for part in _even_parts(group, heights, room, crossing)]
    group_heights = [sum(heights[r] for r in group) for group in groups]
    limit = _even_limit(
        max(group_heights, default=0.0), room, lambda height: len(_packed(group_heights, height))
    )
    pages = _packed(group_heights, limit)
    return [tuple(r for group in page for r in groups[group]) for page in pages]


def _even_limit(least: float, room: float, pages_at: Callable[[float], int]) -> float:
    """Return the lowest height of a page with which there are no more pages than with `room`."""
    count = pages_at(room)
    low, high = least, room
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if pages_at(middle) <= count:
            high = middle
        else:
            low = middle
    return max(high, least)


def _crossing(grid: _Grid) -> list[int]:
    """Return for each row how many cells begin above it and reach into it."""
    changes = [0] * (grid.rows + 1)
    for placed in grid.cells:
        if placed.cell.rowspan > 1:
            changes[placed.row + 1] += 1
            changes[min(placed.row + placed.cell.rowspan, grid.rows)] -= 1
    return list(accumulate(changes))


def _even_parts(
    rows: Sequence[int], heights: Sequence[float], room: float, crossing: Sequence[int]
) -> list[list[int]]:
    """Return joined rows whole where they fit a page, else in parts that are about as high."""
    highest = max(heights[r] for r in rows)
    limit = _even_limit(highest, room, lambda h: len(_parts(rows, heights, h, crossing)))
    return _parts(rows, heights, limit, crossing)


def _parts(
    rows: Sequence[int], heights: Sequence[float], room: float, crossing: Sequence[int]
) -> list[list[int]]:
    """Return joined rows in parts that each fit a page, divided where the fewest cells reach across."""
    parts: list[list[int]] = []
    start = 0
    while start < len(rows):
        end, used = start, 0.0
        while end < len(rows) and (end == start or used + heights[rows[end]] <= room):
            used += heights[rows[end]]
            end += 1
        if end < len(rows):
            # In the second half of the page: a page must not stay nearly empty for it.
            places = range(start + (end - start) // 2 + 1, end + 1)
            end = min(places, key=lambda place: (crossing[rows[place]], -place), default=end)
        parts.append(list(rows[start:end]))
        start = end
    return parts


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
    cells, goes_on = _cells_on(grid, rows)
    if style.rules is None:
        row_pt = _roomy_row(setting, rows, room)
    else:
        row_pt = _even_row(setting, rows, heights, room)
    needed = [heights[r] for r in rows]
    if goes_on:
        needed = _row_heights(cells, len(rows), setting)
    headers = sum(r < grid.header_rows for r in rows)
    if style.rules is None:
        row_pt = _equal_row(needed[headers:], row_pt)
    wanted = [style.header_pt] * headers + [row_pt] * (len(rows) - headers)
    spare = max(room - sum(needed), 0.0)
    lacking = [max(w - n, 0.0) for w, n in zip(wanted, needed, strict=True)]
    if style.rules is None and max(needed[headers:], default=0.0) > row_pt:
        lacking = [*lacking[:headers], *_equal_air(needed[headers:], row_pt)]
    share = min(spare / sum(lacking), 1.0) if sum(lacking) else 0.0
    raised = [n + extra * share for n, extra in zip(needed, lacking, strict=True)]
    return TablePage(
        tuple(_by_sense(cell, setting) for cell in cells),
        tuple(round(w * EMU_PER_PT) for w in setting.widths),
        tuple(int(h * EMU_PER_PT) for h in raised),
        grid.header_rows,
        setting.size_pt,
        setting.margins,
        broken_word=setting.broken_word,
    )


def _equal_row(needed: Sequence[float], row_pt: float) -> float:
    """Return the height of rows of which each has about as much text as the next, with air around it.

    Where one has much more than another, the rows are not of one height, and it is the theme's.
    """
    if not needed or max(needed) > _ALIKE * min(needed):
        return row_pt
    return max(row_pt, max(needed) + 2 * _AIR_PT)


def _equal_air(needed: Sequence[float], row_pt: float) -> list[float]:
    """Return the air that each row gets: as much as the row of least text gets at the theme's height."""
    air = max(row_pt - min(needed, default=row_pt), 2 * _AIR_PT)
    return [air] * len(needed)


def _roomy_row(setting: _Setting, rows: Sequence[int], room: float) -> float:
    """Return the height of the rows below the header: the theme's, or more where few rows stand."""
    header_rows, style = setting.grid.header_rows, setting.style
    body_rows = sum(r >= header_rows for r in rows)
    header = header_rows * style.header_pt
    share = (_FULL_SHARE * room - header) / body_rows if body_rows else 0.0
    return max(style.row_pt, min(share, _ROOMIEST * style.row_pt))


def _even_row(
    setting: _Setting, rows: Sequence[int], heights: Sequence[float], room: float
) -> float:
    """Return the height at which the rows below the header fill the room evenly.

    The bars of a chart beside the table stand on its rows only if these are equally high.
    """
    grid, style = setting.grid, setting.style
    header = sum(max(heights[r], style.header_pt) for r in rows if r < grid.header_rows)
    body = [r for r in rows if r >= grid.header_rows]
    highest = style.rules.highest_row_pt if style.rules else style.row_pt
    return min(highest, (room - header) / len(body)) if body else style.row_pt


def _cells_on(grid: _Grid, rows: Sequence[int]) -> tuple[tuple[PlacedCell, ...], bool]:
    """Return the cells on a page of some rows, and whether one of them goes on on another page.

    A cell that began on an earlier page is repeated, so that its rows are not without it.
    """
    place = {row: i for i, row in enumerate(rows)}
    cells: list[PlacedCell] = []
    goes_on = False
    for placed in grid.cells:
        if placed.cell.rowspan == 1:
            if placed.row in place:
                cells.append(replace(placed, row=place[placed.row]))
            continue
        last = min(placed.row + placed.cell.rowspan, grid.rows)
        here = [place[row] for row in range(placed.row, last) if row in place]
        if here:
            goes_on = goes_on or len(here) < last - placed.row
            cell = replace(placed.cell, rowspan=len(here))
            cells.append(replace(placed, row=here[0], cell=cell))
    return tuple(cells), goes_on
