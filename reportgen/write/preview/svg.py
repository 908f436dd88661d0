"""Numbers, paths and groups of SVG; lengths are in points, as all drawings of a preview count them."""

from __future__ import annotations

from reportgen.units import EMU_PER_PT, TWIPS_PER_PT
from reportgen.write.xml import EMPTY, Value, Xml, element


def number(value: float) -> str:
    """Return a number with two decimals at most."""
    text = f"{value:.2f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def of_emu(emu: float) -> float:
    """Return EMU in points."""
    return emu / EMU_PER_PT


def of_twips(twips: float) -> float:
    """Return twips in points."""
    return twips / TWIPS_PER_PT


def rectangle(x: float, y: float, w: float, h: float, **more: Value) -> Xml:
    """Return a rectangle; the keywords are further attributes, `_` in their names written as `-`."""
    return element("rect", {**_box(x, y, w, h), **attributes(more)})


def path(d: str, **more: Value) -> Xml:
    """Return a path."""
    return element("path", {"d": d, **attributes(more)})


def group(*children: Xml, **more: Value) -> Xml:
    """Return the children in a group, nothing where there are none."""
    inner = "".join(children)
    return element("g", attributes(more), Xml(inner)) if inner else EMPTY


def attributes(values: dict[str, Value]) -> dict[str, Value]:
    """Return attributes by their names in SVG: `font_size` is `font-size`."""
    return {name.rstrip("_").replace("_", "-"): value for name, value in values.items()}


def _box(x: float, y: float, w: float, h: float) -> dict[str, Value]:
    return {"x": number(x), "y": number(y), "width": number(w), "height": number(h)}
