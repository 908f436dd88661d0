"""The colours a reader sees: a text of the layouts against the shape that truly lies behind it."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.oxml.ns import qn

from reportgen.theme.palettes import contrast_ratio

pytestmark = pytest.mark.slow

JULI = Path(__file__).resolve().parents[3] / "templates" / "juli"
PRESENTATION = pptx.Presentation(str(JULI / "deck.pptx"))
LARGE_PT, PLAIN_RATIO, LARGE_RATIO = 18.0, 4.5, 3.0  # WCAG 2.2, 1.4.3
OBJECTS = {"pic", "chart", "tbl"}


def scheme(master: Any) -> dict[str, str]:
    """What the names of colours stand for under a master."""
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    named = pptx.oxml.parse_xml(theme.blob).find(".//" + qn("a:clrScheme"))
    values = {c.tag.rpartition("}")[2]: c[0].get("val") or c[0].get("lastClr") for c in named}
    mapped = master._element.find(qn("p:clrMap")).attrib
    return values | {name: values[value] for name, value in mapped.items()}


def colour(element: Any, colours: dict[str, str]) -> str:
    if element.tag == qn("a:srgbClr"):
        return str(element.get("val"))
    rgb = colours[element.get("val")]
    shades = {e.tag.rpartition("}")[2]: int(e.get("val")) / 100_000 for e in element}
    hue, light, deep = colorsys.rgb_to_hls(*(int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    light, deep = light * shades.get("lumMod", 1), min(deep * shades.get("satMod", 1), 1)
    return "".join(f"{round(v * 255):02X}" for v in colorsys.hls_to_rgb(hue, light, deep))


def fills(element: Any, colours: dict[str, str]) -> list[str]:
    """The colours of a fill: one, those of a gradient, or none."""
    if element is None:
        return []
    solid, gradient = element.find(qn("a:solidFill")), element.find(qn("a:gradFill"))
    if solid is not None:
        return [colour(solid[0], colours)]
    if gradient is None:
        return []
    return [colour(stop[0], colours) for stop in gradient.iter(qn("a:gs"))]


def background(layout: Any, colours: dict[str, str]) -> list[str]:
    for sheet in (layout, layout.slide_master):
        own = sheet._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if own is not None:
            properties = own.find(qn("p:bgPr"))
            reference = own.find(qn("p:bgRef"))
            return (
                fills(properties, colours)
                if properties is not None
                else [colour(reference[0], colours)]
            )
    return ["FFFFFF"]


def behind(layout: Any, x: int, y: int, colours: dict[str, str]) -> list[str]:
    """What lies topmost under a point; curves of the ornament are too thin to count, layers are not."""
    topmost = background(layout, colours)
    for shape in (*layout.slide_master.shapes, *layout.shapes):
        curve = shape._element.find(".//" + qn("a:custGeom")) is not None
        if shape.is_placeholder or (curve and not shape.name.startswith("layer")):
            continue
        inside = (
            shape.left <= x <= shape.left + shape.width
            and shape.top <= y <= shape.top + shape.height
        )
        topmost = (inside and fills(shape._element.spPr, colours)) or topmost
    return topmost


def texts(layout: Any, colours: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    """Name, size in points and least contrast of each text placeholder, in all its corners."""
    for shape in layout.placeholders:
        kind = shape._element.find(".//" + qn("p:ph")).get("type")
        run = shape._element.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        if kind in OBJECTS or run is None or not fills(run, colours):
            continue
        inset = min(shape.width, shape.height) // 8
        corners = [
            (x, y)
            for x in (shape.left + inset, shape.left + shape.width - inset)
            for y in (shape.top + inset, shape.top + shape.height - inset)
        ]
        (ink,) = fills(run, colours)
        least = min(
            contrast_ratio(ink, under)
            for x, y in corners
            for under in behind(layout, x, y, colours)
        )
        yield shape.name, int(run.get("sz")) / 100, least


@pytest.mark.parametrize(
    "layout", list(PRESENTATION.slide_layouts), ids=lambda x: x.name.split(" ")[0]
)
def test_a_text_stands_out_from_the_shape_behind_it(layout: Any) -> None:
    colours = scheme(layout.slide_master)
    weak = [
        f"{name}: {ratio:.2f}"
        for name, size, ratio in texts(layout, colours)
        if ratio < (LARGE_RATIO if size >= LARGE_PT else PLAIN_RATIO)
    ]
    assert not weak
