"""DrawingML of one page of a table; fills and rules come from the theme's table style."""

from __future__ import annotations

from reportgen.document.nodes import Cell
from reportgen.units import emu_of_pt
from reportgen.write.powerpoint.model import PlacedCell, TablePage
from reportgen.write.powerpoint.table_style import TableStyle
from reportgen.write.powerpoint.tables import PADDING_PT
from reportgen.write.powerpoint.text_runs import plain_text
from reportgen.write.powerpoint.text_xml import LANGUAGE, line_runs
from reportgen.write.xml import EMPTY, Value, Xml, element, text

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_HEAD_RULE_PT = 0.75
"""Between the cells of a head of several rows."""
_LIST_STYLE = element("a:lstStyle")
_EMPTY_TEXT = element("a:txBody", None, element("a:bodyPr"), _LIST_STYLE, element("a:p"))


def table_xml(page: TablePage, style: TableStyle, aligns: tuple[str, ...]) -> Xml:
    """Return the `a:tbl`; `aligns` has the alignment of each column."""
    named = element("a:tableStyleId", None, text(style.style_id)) if style.style_id else EMPTY
    first_row = {"firstRow": True} if page.header_rows else {}
    # Bands would cut through cells that are joined over rows.
    joined = any(p.cell.rowspan > 1 and p.row >= page.header_rows for p in page.cells)
    rows = [
        element("a:tr", {"h": height}, *cells)
        for cells, height in zip(_rows(page, style, aligns), page.heights, strict=True)
    ]
    return element(
        "a:tbl",
        None,
        element("a:tblPr", {**first_row, "bandRow": not joined}, named),
        element("a:tblGrid", None, *(element("a:gridCol", {"w": width}) for width in page.widths)),
        *rows,
    )


def _rows(page: TablePage, style: TableStyle, aligns: tuple[str, ...]) -> list[list[Xml]]:
    """Return the cells of each row; a place that a cell of another place covers has one too."""
    rows, columns = len(page.heights), len(page.widths)
    grid = [[EMPTY] * columns for _ in range(rows)]
    for placed in page.cells:
        for i in range(min(placed.cell.rowspan, rows - placed.row)):
            for j in range(min(placed.cell.colspan, columns - placed.column)):
                look = _head_look(page, style, placed) if placed.row < page.header_rows else ()
                covered = _covered_cell(placed.cell, i, j, look)
                grid[placed.row + i][placed.column + j] = covered
        align = aligns[placed.column] if placed.column < len(aligns) else "left"
        grid[placed.row][placed.column] = _cell(placed, page, style, align)
    nothing = _covered_cell(Cell(()), 0, 0)
    return [[cell or nothing for cell in row] for row in grid]


def _covered_cell(cell: Cell, row: int, column: int, look: tuple[Xml, ...] = ()) -> Xml:
    """Return what stands `row` rows below and `column` columns right of the cell that covers the place.

    As PowerPoint writes it, the first row repeats how many rows are covered and the first column how
    many columns; LibreOffice loses its place without them.
    """
    merged: dict[str, Value] = {
        "rowSpan": cell.rowspan if cell.rowspan > 1 and row == 0 else None,
        "gridSpan": cell.colspan if cell.colspan > 1 and column == 0 else None,
        "hMerge": True if column else None,
        "vMerge": True if row else None,
    }
    return element("a:tc", merged, _EMPTY_TEXT, element("a:tcPr", None, *look))


def _head_look(page: TablePage, style: TableStyle, placed: PlacedCell) -> tuple[Xml, ...]:
    """Return lines and fill of a cell in a head of several rows; a head of one row has its style's."""
    if page.header_rows < 2:
        return ()
    last_column = placed.column + placed.cell.colspan == len(page.widths)
    last_row = placed.row + placed.cell.rowspan >= page.header_rows
    return (
        EMPTY if last_column else _rule("a:lnR", style),
        EMPTY if last_row else _rule("a:lnB", style),
        _solid(style.header_fill),
    )


def _rule(edge: str, style: TableStyle) -> Xml:
    return element(edge, {"w": emu_of_pt(_HEAD_RULE_PT)}, _solid(style.header.colour))


def _solid(colour: str) -> Xml:
    return element("a:solidFill", None, element("a:schemeClr", {"val": colour}))


def _cell(placed: PlacedCell, page: TablePage, style: TableStyle, align: str) -> Xml:
    """Return the `a:tc` of a cell; its column is set as `align` has it."""
    cell, own, is_head = placed.cell, placed.style, placed.row < page.header_rows
    size_pt = own.size_at(style, page.size_pt)
    face = "mj" if own.major else "mn"
    properties = element(
        "a:rPr",
        {**LANGUAGE, "sz": round(size_pt * 100), "b": False},
        _solid(own.colour),
        element("a:latin", {"typeface": f"+{face}-lt"}),
        element("a:ea", {"typeface": f"+{face}-ea"}),
    )
    runs = line_runs(plain_text(placed.paragraph), properties)
    line = element("a:spcPts", {"val": round(size_pt * style.line_ratio * 100)})
    paragraph = element(
        "a:p",
        None,
        element(
            "a:pPr",
            {"algn": _ALIGN.get(cell.align or align, "l")},
            element("a:lnSpc", None, line),
        ),
        runs or element("a:endParaRPr", {**LANGUAGE, "sz": round(size_pt * 100)}),
    )
    left, right = page.margins
    spans: dict[str, Value] = {
        "rowSpan": cell.rowspan if cell.rowspan > 1 else None,
        "gridSpan": cell.colspan if cell.colspan > 1 else None,
    }
    margins: dict[str, Value] = {
        "marL": emu_of_pt(left),
        "marR": emu_of_pt(right),
        "marT": emu_of_pt(PADDING_PT),
        "marB": emu_of_pt(PADDING_PT),
        "anchor": "ctr",
    }
    return element(
        "a:tc",
        spans,
        element("a:txBody", None, element("a:bodyPr"), _LIST_STYLE, paragraph),
        element("a:tcPr", margins, *(_head_look(page, style, placed) if is_head else ())),
    )
