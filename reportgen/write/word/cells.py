"""Cell contents in, table XML out: the grid, borders and cells every table of a report is made of.

Widths are in twips, border weights in eighths of a point as `w:sz` counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.write.escaping import escaped


@dataclass(frozen=True, slots=True)
class Border:
    """One edge: its weight in eighths of a point, 0 for none, and its colour."""

    eighths: int
    colour: str = "auto"


NO_BORDER = Border(0)


def border(side: str, edge: Border) -> str:
    """Return one edge element; `side` is top, left, bottom, right, insideH or insideV."""
    if not edge.eighths:
        return f'<w:{side} w:val="nil"/>'
    return f'<w:{side} w:val="single" w:sz="{edge.eighths}" w:space="0" w:color="{edge.colour}"/>'


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def borders(edges: Mapping[str, Border], tag: str) -> str:
    """Return `w:tblBorders` or `w:tcBorders` in schema order."""
    if not edges:
        return ""
    inner = "".join(border(side, edges[side]) for side in _SIDES if side in edges)
    return f"<w:{tag}>{inner}</w:{tag}>"


def cell(
    width: int,
    inner: str,
    *,
    span: int = 1,
    merge: str = "",
    edges: Mapping[str, Border] | None = None,
    fill: str = "",
    place: str = "center",
    pad: int | None = None,
) -> str:
    """Return a cell; `merge` is "restart" or "continue", `pad` overrides its side margins."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    if edges:
        properties += borders(edges, "tcBorders")
    if fill:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    if pad is not None:
        properties += (
            f'<w:tcMar><w:left w:w="{pad}" w:type="dxa"/>'
            f'<w:right w:w="{pad}" w:type="dxa"/></w:tcMar>'
        )
    return (
        f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="{place}"/></w:tcPr>{inner or "<w:p/>"}</w:tc>'
    )


def row(cells: Iterable[str], *, least: int = 0, header: bool = False) -> str:
    """Return a row no page break divides, at least `least` twips high."""
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    repeat = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def table(
    widths: Sequence[int],
    rows: Iterable[str],
    *,
    style: str,
    edges: Mapping[str, Border] | None = None,
    pad: int = 0,
    upright: int = 0,
    caption: str = "",
) -> str:
    """Return a table of fixed column widths, centred; `pad`, `upright` are cell margins."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = f'<w:tblCaption w:val="{escaped(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{borders(edges or {}, "tblBorders")}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{upright}" w:type="dxa"/><w:left w:w="{pad}" w:type="dxa"/>'
        f'<w:bottom w:w="{upright}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def shared(total: int, parts: Sequence[float]) -> list[int]:
    """Return whole widths in the ratio of `parts` that add up to `total` twips."""
    whole = sum(parts)
    out, done, used = [], 0.0, 0
    for part in parts:
        done += part
        edge = round(total * done / whole)
        out.append(edge - used)
        used = edge
    return out
