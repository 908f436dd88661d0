"""The colours of DrawingML: those of a theme by their names, and what shapes make of them."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Element = etree._Element  # noqa: SLF001 - lxml has no public name for it

_THOUSANDTHS = 100_000
#: ECMA-376 part 1, 20.1.10.48 (ST_PresetColorVal): the few that templates use
_PRESETS = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "gray": "808080"}


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as #rrggbb and how much of it covers what lies below, 0 to 1."""

    value: str
    opacity: float = 1.0


BLACK = Colour("#000000")


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of a theme by their names, and those by which masters and layouts call them.

    `fills`, `lines` and `backgrounds` are the styles that shapes refer to by number.
    """

    colours: Mapping[str, str]
    mapped: Mapping[str, str] = field(default_factory=dict)
    fills: tuple[Element, ...] = ()
    lines: tuple[Element, ...] = ()
    backgrounds: tuple[Element, ...] = ()

    def named(self, name: str) -> Colour:
        """Return the colour that the theme has under `name`, or black where it has none."""
        value = self.colours.get(self.mapped.get(name, name), "000000")
        return Colour(f"#{value.lower()}")

    def with_map(self, element: Element | None) -> Scheme:
        """Return the scheme under the names of a `p:clrMap` or `a:overrideClrMapping`."""
        if element is None:
            return self
        names = {str(key): str(value) for key, value in element.attrib.items()}
        return Scheme(self.colours, names, self.fills, self.lines, self.backgrounds)


def read_scheme(theme: bytes) -> Scheme:
    """Return the colours and the styles of a theme part."""
    root = etree.fromstring(theme)
    colours = {}
    for slot in root.iterfind(f".//{A}clrScheme/*"):
        for own in slot:
            value = own.get("lastClr") or own.get("val") or "000000"
            colours[slot.tag.removeprefix(A)] = value if len(value) == 6 else "000000"
    lists = [
        root.find(f".//{A}{name}") for name in ("fillStyleLst", "lnStyleLst", "bgFillStyleLst")
    ]
    fills, lines, backgrounds = (tuple(x) if x is not None else () for x in lists)
    return Scheme(colours, {}, fills, lines, backgrounds)


def colour_of(parent: Element | None, scheme: Scheme, own: Colour = BLACK) -> Colour | None:
    """Return the colour that is the child of an element, None where there is none.

    `own` is what a style means by the colour of the shape that uses it (`phClr`).
    """
    for child in () if parent is None else parent:
        name, value = str(child.tag).removeprefix(A), child.get("val", "")
        if name == "srgbClr":
            base = Colour(f"#{value.lower()}")
        elif name == "schemeClr":
            base = own if value == "phClr" else scheme.named(value)
        elif name == "sysClr":
            base = Colour(f"#{child.get('lastClr', '000000').lower()}")
        elif name == "prstClr":
            base = Colour(f"#{_PRESETS.get(value, '808080').lower()}")
        else:
            continue
        return _modified(base, child)
    return None


def _modified(base: Colour, element: Element) -> Colour:
    """Return a colour with the changes that its element asks for (ECMA-376 part 1, 20.1.2.3)."""
    rgb = [int(base.value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    opacity = base.opacity
    for change in element:
        try:
            share = int(change.get("val", "0")) / _THOUSANDTHS
        except ValueError:
            continue
        hue, light, rich = colorsys.rgb_to_hls(*rgb)
        match str(change.tag).removeprefix(A):
            case "lumMod":
                rgb = [*colorsys.hls_to_rgb(hue, min(light * share, 1), rich)]
            case "lumOff":
                rgb = [*colorsys.hls_to_rgb(hue, min(max(light + share, 0), 1), rich)]
            case "satMod":
                rgb = [*colorsys.hls_to_rgb(hue, light, min(rich * share, 1))]
            case "tint":
                rgb = [_encoded(1 - (1 - _linear(part)) * share) for part in rgb]
            case "shade":
                rgb = [_encoded(_linear(part) * share) for part in rgb]
            case "alpha":
                opacity = share
    value = "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in rgb)
    return Colour(f"#{value}", opacity)


def _linear(part: float) -> float:
    """Return a part of a colour as light, in which Office tints and shades (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    """Return light as a part of a colour."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
