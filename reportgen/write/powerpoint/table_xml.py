"""DrawingML of one page of a table; fills and rules come from the theme's table style."""

from __future__ import annotations

from reportgen.document.nodes import Cell
from reportgen.units import emu_of_pt
from reportgen.write.powerpoint.model import PlacedCell, TablePage
from reportgen.write.powerpoint.table_style import CellStyle, TableRules, TableStyle
from reportgen.write.powerpoint.text_xml import LANGUAGE, line_runs
from reportgen.write.xml import EMPTY, Value, Xml, element, joined, text

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_HEAD_RULE_PT = 0.75
"""Between the cells of a head of several rows."""
_RULE_PT, _STRONG_RULE_PT = 0.75, 1.5
_PAGE = "bg1"
_NO_FILL = element("a:noFill")
_WHOLE = 100
_LIST_STYLE = element("a:lstStyle")
_EMPTY_TEXT = element("a:txBody", None, element("a:bodyPr"), _LIST_STYLE, element("a:p"))


def table_xml(page: TablePage, style: TableStyle, aligns: tuple[str, ...]) -> Xml:
    """Return the `a:tbl`; `aligns` has the alignment of each column."""
    named = element("a:tableStyleId", None, text(style.style_id)) if style.style_id else EMPTY
    first_row = {"firstRow": True} if page.header_rows and style.rules is None else {}
    # Bands would cut through cells that are joined over rows.
    joined = any(p.cell.rowspan > 1 and p.row >= page.header_rows for p in page.cells)
    rows = [
        element("a:tr", {"h": height}, *cells)
        for cells, height in zip(_rows(page, style, aligns), page.heights, strict=True)
    ]
    return element(
        "a:tbl",
        None,
        element("a:tblPr", {**first_row, "bandRow": not joined and style.rules is None}, named),
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
                look = _look(page, style, placed)
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


def _look(page: TablePage, style: TableStyle, placed: PlacedCell) -> tuple[Xml, ...]:
    """Return lines and fill of a cell where the table style of the file does not draw them."""
    if style.rules is not None:
        return _ruled_look(page, style, style.rules, placed)
    if placed.row < page.header_rows:
        return _head_look(page, style, placed)
    return _fill_of(style, placed)


def _ruled_look(
    page: TablePage, style: TableStyle, rules: TableRules, placed: PlacedCell
) -> tuple[Xml, ...]:
    """Return lines and fill of a cell of a look: a rule below each row, gaps beside filled cells."""
    last = placed.row + placed.cell.rowspan >= len(page.heights)
    is_head = placed.row < page.header_rows
    below = rules.header if is_head else rules.bottom if last else rules.row
    fill = _fill_of(style, placed)
    sides = {side: element(f"a:{side}", {"w": 0}, _NO_FILL) for side in ("lnL", "lnR", "lnT")}
    line = _line("lnB", below, _STRONG_RULE_PT if is_head or last else _RULE_PT)
    if fill and rules.gap_pt and not is_head:
        # Half of a wide line would lie on the head.
        under_head = placed.row == page.header_rows
        gaps = [side for side in sides if not rules.joined or (side == "lnT" and not under_head)]
        sides |= {side: _line(side, _PAGE, rules.gap_pt) for side in gaps}
        line = line if last else _line("lnB", _PAGE, rules.gap_pt)
    elif placed.row:
        # A line between two rows belongs to both: where they differ the lower one wins.
        above_is_head = placed.row == page.header_rows and page.header_rows > 0
        colour = rules.header if above_is_head else rules.row
        sides["lnT"] = _line("lnT", colour, _STRONG_RULE_PT if above_is_head else _RULE_PT)
    if is_head and rules.header_fill:
        fill = (_solid(rules.header_fill),)
    return (*sides.values(), line, *(fill or (_NO_FILL,)))


def _line(side: str, colour: str, width_pt: float) -> Xml:
    """Return a line of a cell; none where the colour is ""."""
    if not colour:
        return element(f"a:{side}", {"w": 0}, _NO_FILL)
    return element(f"a:{side}", {"w": emu_of_pt(width_pt)}, _solid(colour))


def _fill_of(style: TableStyle, placed: PlacedCell) -> tuple[Xml, ...]:
    """Return the fill that the tone of a cell asks for, if it does."""
    tone = style.tones.get(placed.cell.tone)
    if tone is None or not tone.fill:
        return ()
    return (_solid(tone.fill, tone.share),)


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


def _solid(colour: str, share: int = _WHOLE) -> Xml:
    """Return the solid fill of a theme colour, `share` per cent of it over what lies below."""
    alpha = EMPTY if share == _WHOLE else element("a:alpha", {"val": share * 1000})
    return element("a:solidFill", None, element("a:schemeClr", {"val": colour}, alpha))


def _faces(style: TableStyle, kind: str) -> Xml:
    """Return the faces of a text: those of titles for the kind `mj`, of running text for `mn`."""
    latin, east_asian = (style.typefaces.get(f"+{kind}-{s}", f"+{kind}-{s}") for s in ("lt", "ea"))
    return joined(
        (element("a:latin", {"typeface": latin}), element("a:ea", {"typeface": east_asian}))
    )


def _unit_properties(style: TableStyle, own: CellStyle) -> Xml:
    """Return the properties of the unit behind a number in a cell."""
    size_pt = min(style.rules.unit_pt, own.size_pt) if style.rules else own.size_pt
    return element(
        "a:rPr",
        {**LANGUAGE, "sz": round(size_pt * 100), "b": False},
        _solid(own.colour),
        _faces(style, "mn"),
    )


def _cell(placed: PlacedCell, page: TablePage, style: TableStyle, align: str) -> Xml:
    """Return the `a:tc` of a cell; its column is set as `align` has it."""
    cell, own = placed.cell, placed.style
    size_pt = own.size_at(style, page.size_pt)
    properties = element(
        "a:rPr",
        {**LANGUAGE, "sz": round(size_pt * 100), "b": style.is_bold(own)},
        _solid(own.colour),
        _faces(style, "mj" if own.major else "mn"),
    )
    unit = _unit_properties(style, own)
    runs = joined(
        [line_runs(run.text, unit if run.unit else properties) for run in placed.paragraph]
    )
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
        "marT": emu_of_pt(style.padding_pt),
        "marB": emu_of_pt(style.padding_pt),
        "anchor": "ctr",
    }
    return element(
        "a:tc",
        spans,
        element("a:txBody", None, element("a:bodyPr"), _LIST_STYLE, paragraph),
        element("a:tcPr", margins, *_look(page, style, placed)),
    )
