"""A page of a table in, its `a:tbl` out."""

from __future__ import annotations

from reportgen.units import emu_of_pt
from reportgen.write.powerpoint.markup import LANGUAGE, lines, run_of
from reportgen.write.powerpoint.table_style import TableStyle, look_size
from reportgen.write.powerpoint.tables import PlacedCell, TablePage
from reportgen.write.powerpoint.texts import plain

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_PADDING_EMU = 50800  # 4 pt above and below
_EMPTY = "<a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody>"


def table_xml(page: TablePage, style: TableStyle, aligns: tuple[str, ...]) -> str:
    """Return the `a:tbl`: fills and rules come from the theme's table style, faces are named."""
    rows, columns = len(page.heights), len(page.widths)
    grid: list[list[PlacedCell | str]] = [[""] * columns for _ in range(rows)]
    for placed in page.cells:
        down = min(placed.cell.rowspan, rows - placed.row)
        across = min(placed.cell.colspan, columns - placed.column)
        for i in range(down):
            for j in range(across):
                covered = (' hMerge="1"' if j else "") + (' vMerge="1"' if i else "")
                grid[placed.row + i][placed.column + j] = covered
        grid[placed.row][placed.column] = placed
    header = ' firstRow="1"' if page.header_rows else ""
    named = f"<a:tableStyleId>{style.style_id}</a:tableStyleId>" if style.style_id else ""
    widths = "".join(f'<a:gridCol w="{width}"/>' for width in page.widths)
    body = "".join(
        f'<a:tr h="{height}">'
        + "".join(
            _cell(entry, page, style, aligns)
            if isinstance(entry, PlacedCell)
            else f"<a:tc{entry}>{_EMPTY}<a:tcPr/></a:tc>"
            for entry in row
        )
        + "</a:tr>"
        for row, height in zip(grid, page.heights, strict=True)
    )
    return (
        f'<a:tbl><a:tblPr{header} bandRow="1">{named}</a:tblPr>'
        f"<a:tblGrid>{widths}</a:tblGrid>{body}</a:tbl>"
    )


def _cell(placed: PlacedCell, page: TablePage, style: TableStyle, aligns: tuple[str, ...]) -> str:
    cell, look = placed.cell, placed.look
    size = look_size(style, look, page.size_pt)
    face = "mj" if look.major else "mn"
    properties = (
        f'<a:rPr {LANGUAGE} sz="{round(size * 100)}" b="0">'
        f'<a:solidFill><a:schemeClr val="{look.colour}"/></a:solidFill>'
        f'<a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/></a:rPr>'
    )
    column = aligns[placed.column] if placed.column < len(aligns) else "left"
    align = _ALIGN.get(cell.align or column, "l")
    runs = b"".join(lines(plain(placed.paragraph), run_of(properties))).decode()
    end = "" if runs else f'<a:endParaRPr {LANGUAGE} sz="{round(size * 100)}"/>'
    spans = f' gridSpan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans = (f' rowSpan="{cell.rowspan}"' if cell.rowspan > 1 else "") + spans
    left, right = (emu_of_pt(margin) for margin in page.margins)
    return (
        f"<a:tc{spans}><a:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:pPr algn="{align}"><a:lnSpc><a:spcPts val="{round(size * style.line_ratio * 100)}"/>'
        f"</a:lnSpc></a:pPr>{runs}{end}</a:p></a:txBody>"
        f'<a:tcPr marL="{left}" marR="{right}" marT="{_PADDING_EMU}" marB="{_PADDING_EMU}"'
        ' anchor="ctr"/></a:tc>'
    )
