"""The heads of arrows, as lines of their own: the head of a scaled line does not become smaller with it.

Office sizes a head by the width of its line, and takes a line thinner than two points for one of two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.units import EMU_PER_PT
from reportgen.write.slide_drawing.shapes import Box

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: widths of the line that a head is long and wide (ECMA-376 part 1, 20.1.10.33 and 20.1.10.34)
_WIDTHS = {"sm": 2, "med": 3, "lg": 5}
_LEAST_LINE = 2 * EMU_PER_PT
#: kinds of heads that are drawn as two strokes from the tip
_POINTED = {"arrow", "triangle", "stealth"}
Point = tuple[float, float]


def arrow_heads(
    properties: Element, line: Element, box: Box, scale: float
) -> Iterator[tuple[Point, Point, Point]]:
    """Yield three points of each head of a shape that is a line: a barb, the tip, a barb.

    `properties` are those of the shape and `line` its `a:ln`; `box` is where it stands in the drawing,
    in EMU; `scale` is that of the drawing.
    """
    heads = [
        (head, end)
        for name, end in (("headEnd", 0), ("tailEnd", -1))
        if (head := line.find(f"{_A}{name}")) is not None and head.get("type") in _POINTED
    ]
    points = _points(properties, box) if heads else []
    if len(points) < 2:
        return
    thick = max(int(line.get("w", "9525")), _LEAST_LINE) * scale
    for head, end in heads:
        tip, behind = points[end], points[-2 if end else 1]
        half = _WIDTHS.get(head.get("w", "med"), 3) * thick / 2
        length = _WIDTHS.get(head.get("len", "med"), 3) * thick
        yield _barb(tip, behind, length, half), tip, _barb(tip, behind, length, -half)


def _barb(tip: Point, behind: Point, along: float, across: float) -> Point:
    angle = math.atan2(tip[1] - behind[1], tip[0] - behind[0])
    return (
        tip[0] - along * math.cos(angle) + across * math.sin(angle),
        tip[1] - along * math.sin(angle) - across * math.cos(angle),
    )


def _points(properties: Element, box: Box) -> list[Point]:
    """Return the points of a straight line or of the last path of a freeform, in the drawing."""
    path = properties.find(f"{_A}custGeom/{_A}pathLst/{_A}path[last()]")
    if path is not None:
        wide, high = int(path.get("w", "0")) or box.w, int(path.get("h", "0")) or box.h
        return [
            (
                box.x + int(point.get("x", "0")) * box.w / max(wide, 1),
                box.y + int(point.get("y", "0")) * box.h / max(high, 1),
            )
            for point in path.iter(f"{_A}pt")
        ]
    frame = properties.find(f"{_A}xfrm")
    geometry = properties.find(f"{_A}prstGeom")
    if (
        frame is None
        or geometry is None
        or geometry.get("prst") not in ("line", "straightConnector1")
    ):
        return []
    xs, ys = (box.x, box.x + box.w), (box.y, box.y + box.h)
    start, end = (1, 0) if frame.get("flipH") == "1" else (0, 1)
    top, bottom = (1, 0) if frame.get("flipV") == "1" else (0, 1)
    return [(xs[start], ys[top]), (xs[end], ys[bottom])]
