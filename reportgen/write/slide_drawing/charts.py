"""The marks of a chart in, the same marks as plain shapes of a small picture of a slide out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.document.nodes import Chart
from reportgen.units import EMU_PER_PT
from reportgen.write.chart_marks import (
    LINE_EM,
    Bar,
    Disc,
    Edge,
    Line,
    Mark,
    Slice,
    Words,
    chart_marks,
)
from reportgen.write.chart_style import ChartStyle
from reportgen.write.charts import chart_xml
from reportgen.write.slide_drawing.layouts import LayoutLook
from reportgen.write.slide_drawing.shapes import (
    NO_FILL,
    NO_LINE,
    Box,
    Piece,
    SetLine,
    Setting,
    custom,
    emu,
    preset,
    rectangle,
    text_box,
)
from reportgen.write.theme_colours import Colour, Scheme
from reportgen.write.xml import Xml, element

#: a turn in the 60,000ths of a degree of DrawingML, and its top, counted clockwise from the right
_TURN, _TOP = 21_600_000, 16_200_000
#: the inner radius of a block arc is a share of its side (ECMA-376, presetShapeDefinitions)
_WHOLE = 100_000
#: room beside words, in ems: a program that sets them a little wider does not break them
_SPARE_EM = 2.0
#: a shape that waits for its number
Numbered = Callable[[int], Xml]


@dataclass(frozen=True, slots=True)
class ChartSetting:
    """Where and how a chart is drawn: its frame on the slide in EMU, the drawing `scale` times as large."""

    frame: Box
    style: ChartStyle
    look: LayoutLook
    scale: float


def chart_shapes(chart: Chart, setting: ChartSetting, number: int) -> Iterator[Xml]:
    """Yield the shapes of a chart, numbered from `number` on."""
    scheme = Scheme(setting.look.colours)
    x, y, w, h = (length / EMU_PER_PT for length in setting.frame)
    part = chart_xml(chart, setting.style, None)
    shapes = (_drawn(mark, setting.scale) for mark in chart_marks(part, scheme, (x, y, w, h)))
    for place, draw in enumerate(shapes, number):
        yield draw(place)


def _drawn(mark: Mark, scale: float) -> Numbered:
    match mark:
        case Bar(x, y, w, h, fill):
            box = _box(scale, x, y, w, h)
            return lambda number: rectangle(number, box, _fill(fill))
        case Line(points, edge):
            left, top = (min(values) for values in zip(*points, strict=True))
            right, below = (max(values) for values in zip(*points, strict=True))
            box = _box(scale, left, top, right - left, below - top)
            places = [(emu((x - left) * scale), emu((y - top) * scale)) for x, y in points]
            return lambda number: custom(number, box, places, _edge(edge, scale))
        case Disc(x, y, radius, fill, edge):
            box = _box(scale, x - radius, y - radius, 2 * radius, 2 * radius)
            return lambda number: preset(
                number, box, "ellipse", (), _fill(fill), _edge(edge, scale)
            )
        case Slice():
            return _slice(mark, scale)
        case Words():
            return _words(mark, scale)


def _box(scale: float, *lengths: float) -> Box:
    """Return a box in EMU of the drawing from lengths in points of the slide."""
    return Box(*(emu(length * scale) for length in lengths))


def _fill(colour: Colour | None) -> Xml:
    if colour is None:
        return NO_FILL
    alpha = (
        ()
        if colour.opacity >= 1
        else (element("a:alpha", {"val": round(colour.opacity * _WHOLE)}),)
    )
    value = colour.value.removeprefix("#").upper()
    return element("a:solidFill", None, element("a:srgbClr", {"val": value}, *alpha))


def _edge(edge: Edge | None, scale: float) -> Xml:
    if edge is None:
        return NO_LINE
    dash = (element("a:prstDash", {"val": edge.dash}),) if edge.dash else ()
    width = max(emu(edge.width_pt * scale), 1)
    return element("a:ln", {"w": width}, _fill(edge.colour), *dash)


def _slice(mark: Slice, scale: float) -> Numbered:
    begin, end = (round(_TOP + _TURN * share) % _TURN for share in (mark.start, mark.end))
    x, y, radius = mark.x, mark.y, mark.radius
    disc = _box(scale, x - radius, y - radius, 2 * radius, 2 * radius)
    fill, edge = _fill(mark.fill), _edge(mark.edge, scale)
    if not mark.hole:
        if mark.end - mark.start >= 1:
            return lambda number: preset(number, disc, "ellipse", (), fill, edge)
        pie = (("adj1", begin), ("adj2", end))
        return lambda number: preset(number, disc, "pie", pie, fill, edge)
    # A block arc runs from its first to its second angle clockwise; its third guide is its thickness.
    thick = round((radius - mark.hole) / (2 * radius) * _WHOLE)
    if mark.end - mark.start >= 1:
        ring = (("adj", thick),)
        return lambda number: preset(number, disc, "donut", ring, fill, edge)
    arc = (("adj1", begin), ("adj2", end), ("adj3", thick))
    return lambda number: preset(number, disc, "blockArc", arc, fill, edge)


def _words(mark: Words, scale: float) -> Numbered:
    """Return words in a box so wide that none of their lines is broken."""
    look = mark.look
    longest = max(map(len, mark.lines), default=0)
    width = (longest + _SPARE_EM) * look.size_pt
    height = (len(mark.lines) + 1) * look.size_pt * LINE_EM
    left = {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
    box = _box(scale, mark.x - left, mark.y - height / 2, width, height)
    size, colour = look.size_pt * scale, look.colour.removeprefix("#").upper()
    lines = [
        SetLine((Piece(line, size, colour, look.latin, look.east_asian),)) for line in mark.lines
    ]
    align = {"start": "l", "middle": "ctr", "end": "r"}[mark.anchor]
    setting = Setting(math.ceil(size * LINE_EM * 2) / 2, align, "ctr")
    return lambda number: text_box(number, box, lines, setting)
