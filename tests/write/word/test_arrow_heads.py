"""The heads of arrows in the small slides of a script shrink with the slide."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.write.slide_drawing.arrow_heads import arrow_heads
from reportgen.write.slide_drawing.shapes import Box

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: a line of two points, 100,000 EMU long in the drawing of a quarter of the slide
WIDTH, LENGTH, SCALE = 25400, 100_000, 0.25
LINE = f'<a:ln w="{WIDTH}"><a:tailEnd type="arrow" w="lg" len="lg"/></a:ln>'
FREEFORM = (
    '<a:custGeom><a:pathLst><a:path w="10" h="10"><a:moveTo><a:pt x="0" y="0"/></a:moveTo>'
    '<a:cubicBezTo><a:pt x="5" y="0"/><a:pt x="10" y="5"/><a:pt x="10" y="10"/></a:cubicBezTo>'
    "</a:path></a:pathLst></a:custGeom>"
)
STRAIGHT = '<a:prstGeom prst="line"/>'


def heads(geometry: str, box: Box, line: str = LINE, flip: str = "") -> list[list[tuple[int, int]]]:
    properties = etree.fromstring(
        f'<a:spPr xmlns:a="{_A}"><a:xfrm {flip}/>{geometry}{line}</a:spPr>'
    )
    edge = properties.find(f"{{{_A}}}ln")
    assert edge is not None
    drawn = arrow_heads(properties, edge, box, SCALE)
    return [[(round(x), round(y)) for x, y in head] for head in drawn]


def test_a_head_is_five_widths_of_the_scaled_line_long_and_wide() -> None:
    ((barb, tip, other),) = heads(STRAIGHT, Box(0, 50, LENGTH, 0))
    assert tip == (LENGTH, 50)
    length = round(5 * WIDTH * SCALE)
    assert barb[0] == other[0] == LENGTH - length
    assert abs(barb[1] - other[1]) == length


def test_a_flipped_line_ends_at_the_left() -> None:
    ((_, tip, _),) = heads(STRAIGHT, Box(10, 0, LENGTH, 0), flip='flipH="1"')
    assert tip == (10, 0)


def test_the_head_of_a_curve_follows_its_end() -> None:
    ((barb, tip, other),) = heads(FREEFORM, Box(0, 0, LENGTH, LENGTH))
    assert tip == (LENGTH, LENGTH)
    assert barb[1] == other[1] < LENGTH


@pytest.mark.parametrize("line", ["<a:ln/>", '<a:ln><a:tailEnd type="none"/></a:ln>'])
def test_a_line_without_a_head_has_none(line: str) -> None:
    assert heads(STRAIGHT, Box(0, 0, LENGTH, 0), line) == []
