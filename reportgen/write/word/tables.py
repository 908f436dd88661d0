"""A table in, its caption, `w:tbl` and note out, in time linear in its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.document.nodes import Cell, Table
from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_mm
from reportgen.write.word.captions import caption
from reportgen.write.word.cells import Border, cell, row, table
from reportgen.write.word.columns import Extent, Scale, Setting, fits, setting, widths
from reportgen.write.word.draft import TABLE_LABEL, Draft
from reportgen.write.word.furniture import small_table_pt

KEPT_WHOLE = 8
"""A table of at most so many rows is kept on one page."""
_CLOSE_PAD = 40
"""Side margin of a cell in a table of many columns, in twips."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell where it stands in the grid; `cell` is None below a cell that spans rows.

    `rows` is how many rows it covers from here on, and below a spanning cell how many follow.
    """

    column: int
    span: int
    cell: Cell | None
    rows: int = 1


def grid(node: Table) -> Iterator[list[Placed]]:
    """Yield the cells of each row in their columns: covered places filled, gaps made empty cells.

    What reaches past the last column or the last row is cut off.
    """
    count = max(1, len(node.columns))
    # Column where a cell above still reaches down: rows left and its width.
    hanging: dict[int, tuple[int, int]] = {}
    for index, cells in enumerate(node.rows):
        if not hanging and len(cells) == count and all(c.colspan == c.rowspan == 1 for c in cells):
            yield [Placed(at, 1, one) for at, one in enumerate(cells)]
            continue
        below = len(node.rows) - index
        out: list[Placed] = []
        waiting = iter(cells)
        at = 0
        while at < count:
            if at in hanging:
                left, span = hanging[at]
                out.append(Placed(at, span, None, left - 1))
                if left > 1:
                    hanging[at] = (left - 1, span)
                else:
                    del hanging[at]
                at += span
                continue
            given = next(waiting, None)
            room = 1
            while at + room < count and at + room not in hanging:
                room += 1
            span = min(max(1, given.colspan if given else 1), room)
            rows = min(max(1, given.rowspan if given else 1), below)
            out.append(Placed(at, span, given or Cell(()), rows))
            if rows > 1:
                hanging[at] = (rows - 1, span)
            at += span
        yield out


def table_block(draft: Draft, node: Table, *, whole: bool = True) -> str:
    """Return caption, table and note, or the room that stands for a note.

    Without `whole` a page may end between the rows of a small table too.
    """
    if not node.rows:
        return ""
    top = caption(draft, TABLE_LABEL, node.number, node.caption, node.id, keep_next=True)
    top = top or _gap(draft, "<w:keepNext/>")
    note = draft.paragraph("TableNote", draft.runs(node.note)) if node.note else _gap(draft)
    whole = whole and len(node.rows) <= KEPT_WHOLE
    return top + _table(draft, node, noted=bool(node.note), whole=whole) + note


def _gap(draft: Draft, keep: str = "") -> str:
    # Word joins two tables that nothing stands between, and a table has no room below it.
    return draft.paragraph("PanelGap", "", keep)


def _table(draft: Draft, node: Table, *, noted: bool, whole: bool) -> str:
    profile = draft.base.profile
    rows = list(grid(node))
    extents = _extents(draft, node, rows)
    total = draft.base.reading.text_width
    scale, small = _scale(profile, extents, total)
    columns = widths(node.columns, extents, total, scale)
    settings = [
        setting(column, extent, width, scale)
        for column, extent, width in zip(node.columns, extents, columns, strict=True)
    ]
    starts = [0]
    for width in columns:
        starts.append(starts[-1] + width)
    line = Border(round(profile.table.border_pt * 8))
    least = twips_of_mm(profile.table.row_mm)
    out = []
    for index, placed in enumerate(rows):
        header = index < node.header_rows
        last = index == len(rows) - 1
        # A cell that spans rows says what the rows are: it is not left behind on another page.
        spanned = any(one.rows > 1 or (one.cell is None and one.rows) for one in placed)
        # A header with a single row, or a single last row, is not left alone on a page either.
        edge = index == node.header_rows or index == len(rows) - 2
        keep = noted if last else header or whole or spanned or edge
        cells = [
            _cell(
                draft,
                one,
                starts[one.column + one.span] - starts[one.column],
                settings[one.column],
                header=header,
                keep=keep,
                small=small,
            )
            for one in placed
        ]
        out.append(row(cells, least=least, header=header and not last))
    return table(
        columns,
        out,
        style=draft.style("TableGrid"),
        edges=dict.fromkeys(_SIDES, line),
        pad=scale.pad,
        caption=draft.text(node.caption),
    )


def _scale(profile: FormatProfile, extents: Sequence[Extent], total: int) -> tuple[Scale, str]:
    """Return the scale of a table and the ending of its styles: many columns are set closer."""
    size, pad = profile.faces.table.size_pt, twips_of_mm(profile.table.pad_mm)
    close = min(pad, _CLOSE_PAD)
    wanted = ((Scale(size, pad), ""), (Scale(size, close), ""))
    for scale, small in wanted:
        if fits(extents, total, scale):
            return scale, small
    return Scale(small_table_pt(profile), close), "Small"


def _extents(draft: Draft, node: Table, rows: Sequence[Sequence[Placed]]) -> list[Extent]:
    faces = draft.base.profile.faces
    body, head = draft.base.measure("table"), draft.base.measure("table_header")
    scale = faces.table_header.size_pt / faces.table.size_pt
    extents = [Extent() for _ in range(max(1, len(node.columns)))]
    for index, placed in enumerate(rows):
        for one in placed:
            if one.cell is None or one.span > 1:
                continue
            header = index < node.header_rows or one.cell.header
            face, by = (head, scale) if header else (body, 1.0)
            extents[one.column].add(draft.text(one.cell.content), face, by, header=header)
    return extents


def _cell(
    draft: Draft, one: Placed, width: int, column: Setting, *, header: bool, keep: bool, small: str
) -> str:
    properties = "<w:keepNext/>" if keep else ""
    if one.cell is None:
        empty = draft.paragraph(f"TableText{small}", "", properties)
        return cell(width, empty, span=one.span, merge="continue")
    node = one.cell
    heading = header or node.header
    inner = draft.runs(node.content)
    if heading:
        align = node.align or "center"
        jc = "" if align == "center" else f'<w:jc w:val="{align}"/>'
        # A heading cell in a body row must not drag the next row along.
        keep_row = properties or ("" if header else '<w:keepNext w:val="0"/>')
        text = draft.paragraph(f"TableHeader{small}", inner, keep_row + jc)
    else:
        align = node.align or ("center" if one.span > 1 else column.align)
        inset = column.inset if node.align is None and one.span == 1 else 0
        properties += f'<w:ind w:right="{inset}"/>' if inset else ""
        properties += "" if align == "left" else f'<w:jc w:val="{align}"/>'
        text = draft.paragraph(f"TableText{small}", inner, properties)
    return cell(width, text, span=one.span, merge="restart" if one.rows > 1 else "")
