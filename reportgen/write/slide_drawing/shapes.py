"""Shapes and texts of WordprocessingML within a group, placed and sized in EMU of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.units import EMU_PER_PT, TWIPS_PER_PT
from reportgen.write.xml import EMPTY, Value, Xml, element, joined
from reportgen.write.xml import text as escaped

_RECTANGLE = element("a:prstGeom", {"prst": "rect"}, element("a:avLst"))
NO_FILL = element("a:noFill")
NO_LINE = element("a:ln", None, NO_FILL)
_NO_TEXT = element("wps:bodyPr")
#: half points, the unit of sizes of type, and the smallest that Word sets
_HALVES, _LEAST_HALVES = 2, 2


class Box(NamedTuple):
    """A box in EMU of the drawing."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that is set alike; the size is in points of the drawing."""

    text: str
    size_pt: float
    colour: str
    latin: str
    east_asian: str
    bold: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of text; `before` is the room above it in points of the drawing."""

    pieces: tuple[Piece, ...]
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How the lines of a box stand in it: lengths in points of the drawing, insets in EMU."""

    line_pt: float
    align: str = "l"
    anchor: str = "t"
    vertical: bool = False
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    indent_pt: float = 0.0


def solid(colour: str) -> Xml:
    """Return the fill of a colour RRGGBB, no fill for ""."""
    if not colour:
        return NO_FILL
    return element("a:solidFill", None, element("a:srgbClr", {"val": colour}))


def line(colour: str, width: int) -> Xml:
    """Return a line of a colour RRGGBB, `width` in EMU."""
    return element("a:ln", {"w": max(width, 1)}, solid(colour))


def transform(box: Box, attributes: dict[str, Value] | None = None) -> Xml:
    """Return the `a:xfrm` of a box."""
    return element(
        "a:xfrm",
        attributes,
        element("a:off", {"x": box.x, "y": box.y}),
        element("a:ext", {"cx": max(box.w, 0), "cy": max(box.h, 0)}),
    )


def shape(number: int, properties: Xml) -> Xml:
    """Return a shape without text; `properties` are its transform, geometry, fill and line."""
    return element(
        "wps:wsp",
        None,
        element("wps:cNvPr", {"id": number, "name": f"形状 {number}"}),
        element("wps:cNvSpPr"),
        element("wps:spPr", None, properties),
        _NO_TEXT,
    )


def rectangle(number: int, box: Box, fill: Xml, edge: Xml = NO_LINE) -> Xml:
    """Return a rectangle."""
    return shape(number, joined([transform(box), _RECTANGLE, fill, edge]))


def preset(
    number: int,
    box: Box,
    name: str,
    guides: Sequence[tuple[str, int]],
    fill: Xml,
    edge: Xml = NO_LINE,
) -> Xml:
    """Return a shape that Office knows by name, with its guides."""
    values = (element("a:gd", {"name": n, "fmla": f"val {value}"}) for n, value in guides)
    geometry = element("a:prstGeom", {"prst": name}, element("a:avLst", None, *values))
    return shape(number, joined([transform(box), geometry, fill, edge]))


def custom(number: int, box: Box, points: Sequence[tuple[int, int]], edge: Xml) -> Xml:
    """Return a line through points in EMU from the upper left corner of a box."""
    moves = [
        element("a:lnTo" if index else "a:moveTo", None, element("a:pt", {"x": x, "y": y}))
        for index, (x, y) in enumerate(points)
    ]
    path = element("a:path", {"w": box.w, "h": box.h, "fill": "none"}, *moves)
    geometry = element(
        "a:custGeom",
        None,
        element("a:avLst"),
        element("a:gdLst"),
        element("a:ahLst"),
        element("a:cxnLst"),
        element("a:rect", {"l": "0", "t": "0", "r": "r", "b": "b"}),
        element("a:pathLst", None, path),
    )
    return shape(number, joined([transform(box), geometry, NO_FILL, edge]))


def polyline(number: int, points: Sequence[tuple[float, float]], edge: Xml) -> Xml:
    """Return a line through points of the drawing, in EMU."""
    xs, ys = zip(*points, strict=True)
    left, top = round(min(xs)), round(min(ys))
    box = Box(left, top, max(round(max(xs)) - left, 1), max(round(max(ys)) - top, 1))
    return custom(number, box, [(round(x) - left, round(y) - top) for x, y in points], edge)


def text_box(number: int, box: Box, lines: Sequence[SetLine], setting: Setting) -> Xml:
    """Return a box with its lines, none of which is broken again."""
    left, top, right, bottom = setting.insets
    body: dict[str, Value] = {
        "rot": 0,
        "vert": "eaVert" if setting.vertical else "horz",
        "wrap": "square",
        "lIns": left, "tIns": top, "rIns": right, "bIns": bottom,
        "anchor": setting.anchor,
    }  # fmt: skip
    content = element("w:txbxContent", None, *(_paragraph(one, setting) for one in lines))
    return element(
        "wps:wsp",
        None,
        element("wps:cNvPr", {"id": number, "name": f"文字 {number}"}),
        element("wps:cNvSpPr", {"txBox": 1}),
        element("wps:spPr", None, transform(box), _RECTANGLE, NO_FILL, NO_LINE),
        element("wps:txbx", None, content),
        element("wps:bodyPr", body, element("a:noAutofit")),
    )


_ALIGN = {"l": "left", "ctr": "center", "r": "right", "just": "left"}
#: what every line of a drawing has alike, in the order of the schema
_LINE_PROPERTIES = joined(
    [
        element(name, {"w:val": 0})
        for name in ("w:widowControl", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid")
    ]
)


def _paragraph(one: SetLine, setting: Setting) -> Xml:
    spacing: dict[str, Value] = {
        "w:before": round(one.before * TWIPS_PER_PT), "w:after": 0,
        "w:line": max(1, round(setting.line_pt * TWIPS_PER_PT)), "w:lineRule": "exact",
    }  # fmt: skip
    indent: dict[str, Value] = {
        "w:left": round(setting.indent_pt * TWIPS_PER_PT),
        "w:right": 0, "w:firstLineChars": 0, "w:firstLine": 0,
    }  # fmt: skip
    properties = element(
        "w:pPr",
        None,
        _LINE_PROPERTIES,
        element("w:spacing", spacing),
        element("w:ind", indent),
        element("w:jc", {"w:val": _ALIGN.get(setting.align, "left")}),
    )
    return element("w:p", None, properties, *map(_run, one.pieces))


def _run(piece: Piece) -> Xml:
    faces: dict[str, Value] = {
        "w:ascii": piece.latin, "w:eastAsia": piece.east_asian, "w:hAnsi": piece.latin,
        "w:hint": "eastAsia",
    }  # fmt: skip
    size = max(_LEAST_HALVES, int(piece.size_pt * _HALVES))
    shade: dict[str, Value] = {"w:val": "clear", "w:color": "auto", "w:fill": piece.fill}
    properties = element(
        "w:rPr",
        None,
        element("w:rFonts", faces),
        element("w:b") if piece.bold else element("w:b", {"w:val": 0}),
        element("w:color", {"w:val": piece.colour}),
        element("w:sz", {"w:val": size}),
        element("w:szCs", {"w:val": size}),
        element("w:shd", shade) if piece.fill else EMPTY,
    )
    words = element("w:t", {"xml:space": "preserve"}, escaped(piece.text))
    return element("w:r", None, properties, words)


def emu(points: float) -> int:
    """Return a length in points as EMU."""
    return round(points * EMU_PER_PT)
