"""The marks of a chart in, its drawing as SVG out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.write.chart_marks import (
    LINE_EM,
    Bar,
    Box,
    Disc,
    Edge,
    Line,
    Mark,
    Slice,
    Words,
    chart_marks,
)
from reportgen.write.preview.drawingml import dashes, paint
from reportgen.write.preview.faces import FacePair
from reportgen.write.preview.svg import group, number, path, rectangle
from reportgen.write.preview.text import Look, Stretch, look_attributes, text_line
from reportgen.write.theme_colours import Colour, Scheme
from reportgen.write.xml import Value, Xml, element

_RISE = 0.36
"""How far below the middle of a line its base line stands, in its size."""


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """A chart as SVG, and the faces of its texts."""

    svg: Xml
    faces: frozenset[FacePair]


def chart_svg(part: bytes, scheme: Scheme, box: Box) -> ChartDrawing:
    """Return the drawing of a chart part in a box, in the colours of a scheme."""
    marks = tuple(chart_marks(part, scheme, box))
    faces = frozenset(_look(mark).faces for mark in marks if isinstance(mark, Words))
    return ChartDrawing(group(*(piece for mark in marks for piece in _drawn(mark))), faces)


def _drawn(mark: Mark) -> Iterator[Xml]:
    match mark:
        case Bar(x, y, w, h, fill):
            yield rectangle(x, y, w, h, **_filled(fill))
        case Line(points, edge):
            d = "".join(
                f"{'L' if index else 'M'}{number(x)} {number(y)}"
                for index, (x, y) in enumerate(points)
            )
            yield path(d, fill="none", **_edged(edge))
        case Disc(x, y, radius, fill, edge):
            place: dict[str, Value] = {"cx": number(x), "cy": number(y), "r": number(radius)}
            yield element("circle", {**place, **_filled(fill), **_edged(edge)})
        case Slice():
            yield path(_outline(mark), **_filled(mark.fill), **_edged(mark.edge))
        case Words():
            yield _words(mark)


def _filled(fill: Colour | None) -> dict[str, Value]:
    return {"fill": "none"} if fill is None else paint("fill", fill)


def _edged(edge: Edge | None) -> dict[str, Value]:
    if edge is None:
        return {}
    drawn = paint("stroke", edge.colour) | {"stroke-width": number(edge.width_pt)}
    return drawn | dashes(edge.dash, edge.width_pt, is_round=edge.is_round)


def _look(words: Words) -> Look:
    own = words.look
    return Look(FacePair(own.latin, own.east_asian), own.size_pt, own.colour)


def _words(words: Words) -> Xml:
    """Return words of one or more lines whose middle is at their `y`."""
    look, anchor = _look(words), "" if words.anchor == "start" else words.anchor
    pitch = look.size_pt * LINE_EM
    top = words.y - (len(words.lines) - 1) * pitch / 2 + look.size_pt * _RISE
    return group(
        *(
            text_line(words.x, top + index * pitch, [Stretch(line, look)], look, anchor=anchor)
            for index, line in enumerate(words.lines)
        ),
        **look_attributes(look),
    )


def _outline(mark: Slice) -> str:
    """Return the outline of a slice."""

    def at(reach: float, share: float) -> str:
        angle = 2 * math.pi * share
        return (
            f"{number(mark.x + reach * math.sin(angle))} {number(mark.y - reach * math.cos(angle))}"
        )

    start, end = mark.start, min(mark.end, mark.start + 0.99999)
    radius, hole = mark.radius, mark.hole
    large = 1 if end - start > 0.5 else 0
    outer = f"A{number(radius)} {number(radius)} 0 {large} 1 {at(radius, end)}"
    if not hole:
        return f"M{number(mark.x)} {number(mark.y)}L{at(radius, start)}{outer}Z"
    inner = f"A{number(hole)} {number(hole)} 0 {large} 0 {at(hole, start)}"
    return f"M{at(radius, start)}{outer}L{at(hole, end)}{inner}Z"
