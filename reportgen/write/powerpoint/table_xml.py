"""DrawingML of one page of a table; fills and rules come from the theme's table style."""

from __future__ import annotations

from reportgen.units import emu_of_pt
from reportgen.write.powerpoint.model import PlacedCell, TablePage
from reportgen.write.powerpoint.table_style import TableStyle
from reportgen.write.powerpoint.tables import PADDING_PT
from reportgen.write.powerpoint.text_runs import plain_text
from reportgen.write.powerpoint.text_xml import LANGUAGE, line_runs
from reportgen.write.xml import EMPTY, Value, Xml, element, text

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_LIST_STYLE = element("a:lstStyle")
_EMPTY_TEXT = element("a:txBody", None, element("a:bodyPr"), _LIST_STYLE, element("a:p"))


def table_xml(page: TablePage, style: TableStyle, aligns: tuple[str, ...]) -> Xml:
    """Return the `a:tbl`; `aligns` has the alignment of each column."""
    named = element("a:tableStyleId", None, text(style.style_id)) if style.style_id else EMPTY
    first_row = {"firstRow": True} if page.header_rows else {}
    rows = [
        element("a:tr", {"h": height}, *cells)
        for cells, height in zip(_rows(page, style, aligns), page.heights, strict=True)
    ]
    return element(
        "a:tbl",
        None,
        element("a:tblPr", {**first_row, "bandRow": True}, named),
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
                covered = _covered_cell(from_left=j > 0, from_above=i > 0)
                grid[placed.row + i][placed.column + j] = covered
        align = aligns[placed.column] if placed.column < len(aligns) else "left"
        grid[placed.row][placed.column] = _cell(placed, page, style, align)
    nothing = _covered_cell(from_left=False, from_above=False)
    return [[cell or nothing for cell in row] for row in grid]


def _covered_cell(*, from_left: bool, from_above: bool) -> Xml:
    merged: dict[str, Value] = {
        "hMerge": True if from_left else None,
        "vMerge": True if from_above else None,
    }
    return element("a:tc", merged, _EMPTY_TEXT, element("a:tcPr"))


def _cell(placed: PlacedCell, page: TablePage, style: TableStyle, align: str) -> Xml:
    """Return the `a:tc` of a cell; its column is set as `align` has it."""
    cell, own = placed.cell, placed.style
    size_pt = own.size_at(style, page.size_pt)
    face = "mj" if own.major else "mn"
    properties = element(
        "a:rPr",
        {**LANGUAGE, "sz": round(size_pt * 100), "b": False},
        element("a:solidFill", None, element("a:schemeClr", {"val": own.colour})),
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
        element("a:tcPr", margins),
    )
