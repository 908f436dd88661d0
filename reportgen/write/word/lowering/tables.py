"""A table becomes its caption, its rows and its note, in time linear in its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.nodes import Cell, Table, Tone
from reportgen.document.walk import plain_text as nodes_text
from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_mm, twips_of_pt
from reportgen.write.word.lowering.columns import (
    ColumnSetting,
    Extent,
    Scale,
    column_setting,
    drawn_widths,
    fits,
    keeps_names,
    widths,
)
from reportgen.write.word.lowering.slides import (
    continuation_label,
    part_title,
    slide_label,
    slide_paragraphs,
)
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.lowering.text import run
from reportgen.write.word.lowering.titles import caption, continuation
from reportgen.write.word.model import (
    NO_BORDER,
    Border,
    Borders,
    Element,
    Inline,
    Merge,
    Paragraph,
    Row,
    Run,
    RunProperties,
    TabStop,
    gap,
    paragraph,
    plain_text,
    with_properties,
)
from reportgen.write.word.model import Cell as LoweredCell
from reportgen.write.word.model import Table as LoweredTable
from reportgen.write.word.typography import PEN, TABLE_LABEL, small_table_pt

_MOST_WHOLE_ROWS = 12
"""A table of at most so many rows is kept on one page."""
_CLOSE_MARGIN = 40
"""Side margin of a cell in a table of many columns, in twips."""
_PEN_LINE, _ABOVE_PEN = 280, 230
"""A line for the pen and the room above it, 9 mm together.

LibreOffice gives a line that holds a tab alone the height of its face, whatever its paragraph says.
"""
_PEN_PT = 8
"""The size of the dots of such a line."""
_PROSE: dict[str, Any] = {"first_line_chars": 200, "first_line": 560, "align": "both"}
"""Prose in a cell is set in by two characters, as running text is."""
_FORM_MARGIN = 57
"""Room above and below the text in a cell of a form: 1 mm."""
_LONG_PROSE = 150
"""A row of a form with a cell of more characters than this, about six lines, may run on to the next page."""
_NOTE_STYLE = "TableNote"
_NUMBER = re.compile("([0-9]{1,2})．")
_UNIT_GAP = 40
"""Between the unit and the table, in twips."""


class GridCell(NamedTuple):
    """A cell where it stands in the grid; `cell` is None below a cell that spans rows.

    `rows` is how many rows it covers from here on, and below a spanning cell how many follow.
    """

    column: int
    span: int
    cell: Cell | None
    rows: int = 1


def grid(node: Table) -> Iterator[list[GridCell]]:
    """Yield the cells of each row in their columns: covered places filled, gaps made empty cells.

    What reaches past the last column or the last row is cut off.
    """
    count = max(1, len(node.columns))
    # By column where a cell above still reaches down: the rows left and its span.
    hanging: dict[int, tuple[int, int]] = {}
    for index, cells in enumerate(node.rows):
        if not hanging and len(cells) == count and all(c.colspan == c.rowspan == 1 for c in cells):
            yield [GridCell(at, 1, one) for at, one in enumerate(cells)]
            continue
        below = len(node.rows) - index
        out: list[GridCell] = []
        waiting = iter(cells)
        at = 0
        while at < count:
            if at in hanging:
                left, span = hanging[at]
                out.append(GridCell(at, span, None, left - 1))
                if left > 1:
                    hanging[at] = (left - 1, span)
                else:
                    del hanging[at]
                at += span
                continue
            cell = next(waiting, None)
            room = 1
            while at + room < count and at + room not in hanging:
                room += 1
            span = min(max(1, cell.colspan if cell else 1), room)
            rows = min(max(1, cell.rowspan if cell else 1), below)
            out.append(GridCell(at, span, cell or Cell(()), rows))
            if rows > 1:
                hanging[at] = (rows - 1, span)
            at += span
        yield out


def table_block(state: WriterState, node: Table) -> tuple[Element, ...]:
    """Return caption, unit, table and note, or the room that stands for a caption or a note."""
    if not node.rows:
        return ()
    top = caption(state, TABLE_LABEL, node, node.caption, keep_next=True)
    note = paragraph(_NOTE_STYLE, *state.runs(node.note), at=node.at) if node.note else gap()
    return (top or gap(keep_next=True), *_unit(state, node), _table(state, node), note)


def _unit(state: WriterState, node: Table) -> tuple[Paragraph, ...]:
    """Return the line above a table at its right (单位：万元)."""
    if not node.unit:
        return ()
    runs = state.runs(node.unit)
    line = paragraph(
        _NOTE_STYLE, *runs, at=node.at, keep_next=True, align="right", before=0, after=_UNIT_GAP
    )
    return (line,)


def _table(state: WriterState, node: Table) -> LoweredTable:
    profile, total = state.profile, state.text_width
    rows = list(grid(node))
    texts = [[state.runs(one.cell.content) if one.cell else () for one in row] for row in rows]
    extents = _extents(state, node, rows, texts)
    scale, small = _scale(profile, extents, total)
    if small and not fits(extents, total, scale):
        state.diagnostics.append(_too_wide(node, scale))
    # Tables of a form without a head stand below one another with their edges in line.
    # The slides of a script are all as wide as it has them.
    shows_slides = any(cell.slides for row in node.rows for cell in row)
    keeps_widths = (
        node.form
        and (shows_slides or not node.header_rows)
        and all(column.width for column in node.columns)
    )
    columns = (drawn_widths if keeps_widths else widths)(node.columns, extents, total, scale)
    settings = [
        column_setting(column, extent, width, scale, form=node.form)
        for column, extent, width in zip(node.columns, extents, columns, strict=True)
    ]
    starts = [0]
    for width in columns:
        starts.append(starts[-1] + width)
    least = twips_of_mm(profile.table.row_mm)
    # A table in colour has rules between its rows alone; a form is filled in within its grid.
    coloured = profile.ink == "palette" and not node.form
    is_open = node.open or coloured
    out: list[Row] = []
    for index, (row_cells, inlines) in enumerate(zip(rows, texts, strict=True)):
        header = index < node.header_rows
        last = index == len(rows) - 1
        # A cell that spans rows says what the rows are: it is not left behind on another page.
        spans_rows = any(one.rows > 1 or (one.cell is None and one.rows) for one in row_cells)
        # A header with a single row, or a single last row, is not left alone on a page either.
        edge = index == node.header_rows or index == len(rows) - 2
        is_title_row = (
            len(row_cells) == 1 and row_cells[0].cell is not None and row_cells[0].cell.header
        )
        cells = []
        beside: Paragraph | None = None
        for one, content in zip(row_cells, inlines, strict=True):
            width = starts[one.column + one.span] - starts[one.column]
            tone = one.cell.tone if one.cell else ""
            on_accent = one.cell is not None and (
                one.cell.marked or tone == "lacking" or (is_open and header)
            )
            cell_inlines = (
                _in_colour(content, state.colours.paper)
                if on_accent
                else _in_tone(state, content, tone)
            )
            text = _text(one, cell_inlines, settings[one.column], header=header, small=small)
            if node.form and one.cell is not None and one.cell.header:
                text = with_properties(
                    text, line=twips_of_pt(profile.faces.table_header.size_pt * 1.5)
                )
            below = () if one.cell is None else _below(state, one.cell, width, scale, text)
            merge: Merge = "continue" if one.cell is None else "restart" if one.rows > 1 else ""
            fill = state.colours.accent if on_accent else _fill(state, tone, header=header)
            stands: Literal["top", "center"] = "top" if node.open and not header else "center"
            paragraphs = below if below and not content else (text, *below)
            if node.form and not (one.cell and one.cell.prose):
                paragraphs = tuple(_with_hanging_number(each, scale) for each in paragraphs)
            if one.cell is not None and one.cell.notes:
                paragraphs = _with_notes(paragraphs, one.cell.notes)
            if node.open and content and one.cell is not None and one.cell.blank_lines:
                # The words above lines for the pen look like those above a slide.
                paragraphs = (slide_label(state, paragraphs[0]), *paragraphs[1:])
            if shows_slides and is_title_row:
                paragraphs = tuple(part_title(state, each) for each in paragraphs)
                fill = state.colours.tint
                stands = "center"
            if one.cell is not None and one.cell.slides:
                drawings = slide_paragraphs(state, one.cell.slides, width - 2 * scale.side_margin)
                labels = tuple(slide_label(state, label) for label in paragraphs)
                above = one.cell.above
                paragraphs = (*labels[:above], *drawings, *labels[above:])
                beside = continuation_label(state, labels[above:])
            cells.append(LoweredCell(width, paragraphs, one.span, merge, fill=fill, align=stands))
        shows_slide = any(one.cell is not None and one.cell.slides for one in row_cells)
        splits = (
            node.form
            and not shows_slide
            and any(_characters(one) > _LONG_PROSE for one in row_cells)
        )
        edge = edge and not shows_slide
        keep = (
            bool(node.note)
            if last
            else (header or spans_rows or edge or is_title_row) and not splits
        )
        height = twips_of_mm(node.heights[index]) if node.heights else 0
        row = Row(
            tuple(cells),
            height or least,
            header=header and not last,
            keep_next=keep,
            splits=splits,
            pen=_pen_cell(row_cells) if node.form and not node.open else -1,
        )
        if shows_slide:
            row = row._replace(continuation=beside)
        out.append(row)
    line = Border(round(profile.table.border_pt * 8))
    lines = Borders(line, line, line, line, line, line)
    if is_open:
        colour = state.colours.hair if node.open else state.colours.gold
        line = Border(line.eighths, colour)
        lines = Borders(NO_BORDER, NO_BORDER, line, NO_BORDER, line, NO_BORDER)
    return LoweredTable(
        "TableGrid",
        tuple(columns),
        tuple(out),
        lines,
        side_margin=scale.side_margin,
        upright_margin=_FORM_MARGIN if node.form else 0,
        caption=state.text(node.caption),
        whole=len(rows) <= _MOST_WHOLE_ROWS and not node.form,
        spread=shows_slides,
        most_row=0 if shows_slides else twips_of_mm(profile.table.most_row_mm),
        continuation=continuation(state, node),
        at=node.at,
    )


def _pen_cell(row_cells: Sequence[GridCell]) -> int:
    """Return the place of the cell with lines for the pen, -1 where there is none."""
    places = (at for at, one in enumerate(row_cells) if one.cell and one.cell.blank_lines)
    return next(places, -1)


def _characters(one: GridCell) -> int:
    """Return how many characters of prose a cell holds."""
    if one.cell is None or not one.cell.prose:
        return 0
    return sum(len(nodes_text(content)) for content in one.cell.paragraphs)


def _too_wide(node: Table, scale: Scale) -> Diagnostic:
    message = (
        f"报告里的表格太宽：{len(node.columns)} 列，字号用到下限 {round(scale.size_pt, 1):g} 磅，"
        "仍有数字或词要拆成两行"
    )
    hints = ("分成两张表，或把几列合成一列",)
    return Diagnostic("table-too-wide", message, node.at, Severity.WARNING, hints)


def _scale(profile: FormatProfile, extents: Sequence[Extent], total: int) -> tuple[Scale, str]:
    """Return the scale of a table and the ending of its styles: many columns are set closer."""
    size, margin = profile.faces.table.size_pt, twips_of_mm(profile.table.pad_mm)
    close = min(margin, _CLOSE_MARGIN)
    small = Scale(small_table_pt(profile), close)
    scales = [s for s in (Scale(size, margin), Scale(size, close)) if fits(extents, total, s)]
    best = next((s for s in (*scales, small) if keeps_names(extents, total, s)), None)
    scale = best or next(iter(scales), small)
    return scale, "Small" if scale is small else ""


def _extents(
    state: WriterState,
    node: Table,
    rows: Sequence[Sequence[GridCell]],
    texts: Sequence[Sequence[tuple[Inline, ...]]],
) -> list[Extent]:
    """Return what each column holds, cells that span columns aside; `texts` are those of the cells."""
    faces = state.profile.faces
    body, head = state.face("table"), state.face("table_header")
    scale = faces.table_header.size_pt / faces.table.size_pt
    extents = [Extent() for _ in range(max(1, len(node.columns)))]
    for index, (row_cells, inlines) in enumerate(zip(rows, texts, strict=True)):
        for one, content in zip(row_cells, inlines, strict=True):
            if one.cell is None or one.span > 1:
                continue
            header = index < node.header_rows or one.cell.header
            face, by = (head, scale) if header else (body, 1.0)
            extents[one.column].add(plain_text(content), face, by, header=header)
            for further in one.cell.further:
                extents[one.column].add(nodes_text(further), face, by, header=header)
    return extents


def _text(
    one: GridCell, inlines: Sequence[Inline], column: ColumnSetting, *, header: bool, small: str
) -> Paragraph:
    """Return the paragraph of a cell; `header` is that of a header row."""
    node = one.cell
    if node is None:
        return paragraph(f"TableText{small}")
    if header or node.header:
        # A heading cell in a body row must not drag the next row along.
        keep_next = None if header else False
        return paragraph(
            f"TableHeader{small}",
            *inlines,
            keep_next=keep_next,
            align=None if node.align == "center" else node.align,
        )
    if node.prose:
        return paragraph(f"TableText{small}", *inlines, **_PROSE)
    align = node.align or ("center" if one.span > 1 else column.align)
    inset = column.inset if node.align is None and one.span == 1 else 0
    return paragraph(
        f"TableText{small}",
        *inlines,
        right=inset or None,
        align=align if align != "left" else None,
    )


def _below(
    state: WriterState, node: Cell, width: int, scale: Scale, first: Paragraph
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cell below the first, and its lines for the pen."""
    further = [first._replace(inlines=state.runs(content)) for content in node.further]
    if not node.blank_lines:
        return tuple(further)
    end = (TabStop(width - 2 * scale.side_margin, "right", "dot"),)
    dots = run("\t", RunProperties(colour=PEN, size_pt=_PEN_PT))
    line = paragraph(first.style, dots, tabs=end, line=_PEN_LINE, before=_ABOVE_PEN, after=0)
    return (*further, *[line] * node.blank_lines)


def _with_hanging_number(one: Paragraph, scale: Scale) -> Paragraph:
    """Return a paragraph that begins with its number (1．) with the further lines beside it."""
    match = _NUMBER.match(plain_text(one.inlines))
    if match is None:
        return one
    room = twips_of_pt((len(match[1]) / 2 + 1) * scale.size_pt)
    return with_properties(one, left=room, hanging=room)


def _with_notes(paragraphs: Sequence[Paragraph], places: Sequence[int]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cell, those at some places as notes."""
    return tuple(
        paragraph(_NOTE_STYLE, *one.inlines, align="both") if place in places else one
        for place, one in enumerate(paragraphs)
    )


def _fill(state: WriterState, tone: Tone, *, header: bool) -> str:
    """Return the ground of a cell that is not on the main colour, "" for none."""
    if header or tone == "highlight":
        return state.colours.head
    return state.colours.tint if tone in ("decline", "sum") else ""


def _in_tone(state: WriterState, inlines: Sequence[Inline], tone: Tone) -> tuple[Inline, ...]:
    """Return the text of a cell whose value stands out in bold, in colour where the text has any."""
    if tone not in ("highlight", "decline", "sum"):
        return tuple(inlines)
    colour = state.colours.ink if tone == "highlight" else ""
    return tuple(
        one._replace(properties=one.properties._replace(bold=True, colour=colour))
        if isinstance(one, Run)
        else one
        for one in inlines
    )


def _in_colour(inlines: Sequence[Inline], colour: str) -> tuple[Inline, ...]:
    """Return the text of a cell in a colour."""
    return tuple(
        one._replace(properties=one.properties._replace(colour=colour))
        if isinstance(one, Run)
        else one
        for one in inlines
    )
