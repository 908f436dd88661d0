"""PresentationML of the marks that lead through a deck: text boxes that a click leaves for a slide."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reportgen.units import EMU_PER_PT
from reportgen.write.powerpoint.model import Mark
from reportgen.write.powerpoint.text_xml import LANGUAGE
from reportgen.write.xml import Value, Xml, element
from reportgen.write.xml import text as xml_text

_ALIGN = {"left": "l", "right": "r", "center": "ctr"}
_NO_INSETS: Mapping[str, Value] = {
    "wrap": "none",
    "lIns": 0,
    "tIns": 0,
    "rIns": 0,
    "bIns": 0,
    "anchor": "ctr",
}
_BODY = element("a:bodyPr", _NO_INSETS, element("a:noAutofit"))
_FACES = (
    element("a:latin", {"typeface": "+mn-lt"}),
    element("a:ea", {"typeface": "+mn-ea"}),
)
_RECTANGLE = element("a:prstGeom", {"prst": "rect"}, element("a:avLst"))
_NO_LINE = element("a:ln", None, element("a:noFill"))
_PLACELESS = element("p:nvPr")


@lru_cache(maxsize=4096)
def mark_shapes(mark: Mark, number: int, link: str) -> tuple[Xml, ...]:
    """Return the shapes of a mark from the shape id `number` on; `link` is its relationship.

    The click sits on the shape: on the text it would underline and recolour it.
    """
    click = element("a:hlinkClick", {"r:id": link, "action": "ppaction://hlinksldjump"})
    named: Mapping[str, Value] = {"id": number, "name": mark.name, "descr": mark.meaning or None}
    frame = element(
        "p:nvSpPr",
        None,
        element("p:cNvPr", named, click),
        element("p:cNvSpPr", {"txBox": True}),
        _PLACELESS,
    )
    properties = element(
        "p:spPr", None, _box(mark.x, mark.y, mark.w, mark.h), _RECTANGLE, _fill(mark.fill)
    )
    style: Mapping[str, Value] = {
        **LANGUAGE,
        "sz": round(mark.size_pt * 100),
        "b": mark.bold or None,
    }
    run = element(
        "a:r",
        None,
        element("a:rPr", style, _fill(mark.colour), *_FACES),
        element("a:t", None, xml_text(mark.text)),
    )
    paragraph = element("a:p", None, element("a:pPr", {"algn": _ALIGN[mark.align]}), run)
    body = element("p:txBody", None, _BODY, element("a:lstStyle"), paragraph)
    shapes = [element("p:sp", None, frame, properties, body)]
    if mark.bar:
        shapes.append(_bar(mark, number + 1))
    return tuple(shapes)


def _bar(mark: Mark, number: int) -> Xml:
    """Return the bar below a mark."""
    frame = element(
        "p:nvSpPr",
        None,
        element("p:cNvPr", {"id": number, "name": f"{mark.name}-bar"}),
        element("p:cNvSpPr"),
        _PLACELESS,
    )
    box = _box(mark.x, mark.y + mark.h, mark.w, mark.bar_pt)
    return element(
        "p:sp", None, frame, element("p:spPr", None, box, _RECTANGLE, _fill(mark.bar), _NO_LINE)
    )


def _box(x: float, y: float, w: float, h: float) -> Xml:
    """Return a box in points as EMU."""
    left, top, width, height = (round(length * EMU_PER_PT) for length in (x, y, w, h))
    return element(
        "a:xfrm",
        None,
        element("a:off", {"x": left, "y": top}),
        element("a:ext", {"cx": width, "cy": height}),
    )


def _fill(colour: str) -> Xml:
    if not colour:
        return element("a:noFill")
    return element("a:solidFill", None, element("a:schemeClr", {"val": colour}))
