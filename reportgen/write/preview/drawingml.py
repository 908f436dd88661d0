"""DrawingML in, SVG out: the colours, fills, lines and shapes of any template's masters and layouts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.write.preview.geometry import Point, arrow_head, outline
from reportgen.write.preview.svg import attributes, group, number, of_emu, path
from reportgen.write.theme_colours import BLACK, A, Colour, Element, Scheme, colour_of
from reportgen.write.xml import EMPTY, Value, Xml, element, joined

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_THOUSANDTHS = 100_000
_DEGREE = 60_000
_DASHES = {
    "dash": (4, 3), "sysDash": (3, 1), "dot": (1, 3), "sysDot": (1, 1), "lgDash": (8, 3),
    "dashDot": (4, 3, 1, 3), "lgDashDot": (8, 3, 1, 3), "sysDashDot": (3, 1, 1, 1),
}  # fmt: skip
#: by how many times its line's width an arrow's head is as wide or long (20.1.10.32, ST_LineEndLength)
_HEAD_SIZES = {"sm": 2, "med": 3, "lg": 5}
_LEAST_HEAD_PT = 2.0
"""A finer line has the head of one of this width, in points."""


_NONE: dict[str, Value] = {"fill": "none"}


def paint(name: str, colour: Colour) -> dict[str, Value]:
    """Return the attributes of a fill or a stroke of a colour; `name` says which."""
    opacity = number(colour.opacity) if colour.opacity < 1 else None
    return {name: colour.value, f"{name}-opacity": opacity}


def dashes(named: str, width_pt: float, *, is_round: bool) -> dict[str, Value]:
    """Return the attributes of the dashes of a line, by Office's name for them, and of its ends."""
    drawn: dict[str, Value] = {}
    if pattern := _DASHES.get(named):
        drawn["stroke-dasharray"] = " ".join(number(part * width_pt) for part in pattern)
    if is_round:
        drawn["stroke-linecap"] = "round"
    return drawn


@dataclass(eq=False, slots=True)
class Canvas:
    """What drawing one master or layout needs: its colours, its pictures, and the gradients it made.

    `picture` returns the address of the picture of a relationship, "" where there is none. `name` begins
    the ids of its gradients, which no other drawing of a preview has.
    """

    scheme: Scheme
    name: str
    picture: Callable[[str], str]
    text: Callable[[Element, tuple[float, float, float, float]], Xml] | None = None
    """Draws the text of a shape in its box; None leaves texts out."""
    definitions: list[Xml] = field(default_factory=list)

    def fill(self, properties: Element | None, own: Colour = BLACK) -> dict[str, Value] | None:
        """Return the attributes of the fill among shape properties; None where they name none."""
        for child in () if properties is None else properties:
            match _local(child):
                case "noFill":
                    return _NONE
                case "solidFill":
                    return paint("fill", colour_of(child, self.scheme, own) or BLACK)
                case "gradFill":
                    return {"fill": f"url(#{self._gradient(child, own)})"}
                case "pattFill":
                    ground = colour_of(child.find(f"{A}bgClr"), self.scheme, own)
                    return paint("fill", ground or BLACK)
                case "blipFill":
                    return _NONE  # the picture is drawn by itself
        return None

    def line(self, properties: Element | None, own: Colour = BLACK) -> dict[str, Value]:
        """Return the attributes of the line of an `a:ln`; nothing where it draws none."""
        if properties is None or properties.find(f"{A}noFill") is not None:
            return {}
        solid = properties.find(f"{A}solidFill")
        if solid is None:
            solid = next(properties.iter(f"{A}gs"), None)
        colour = colour_of(solid, self.scheme, own)
        if colour is None:
            return {}
        width = of_emu(_integer(properties, "w", 9525))
        drawn = paint("stroke", colour) | {"stroke-width": number(width)}
        dash = properties.find(f"{A}prstDash")
        named = "" if dash is None else dash.get("val", "")
        return drawn | dashes(named, width, is_round=properties.get("cap") == "rnd")

    def _gradient(self, gradient: Element, own: Colour) -> str:
        """Define a gradient and return its id."""
        name = f"{self.name}-{len(self.definitions) + 1}"
        stops = sorted(
            gradient.iterfind(f"{A}gsLst/{A}gs"), key=lambda stop: _integer(stop, "pos", 0)
        )
        drawn = [self._stop(stop, own) for stop in stops]
        round_one = gradient.find(f"{A}path")
        if round_one is not None:
            self.definitions.append(element("radialGradient", {"id": name}, *drawn))
            return name
        straight = gradient.find(f"{A}lin")
        angle = (
            math.radians(_integer(straight, "ang", 0) / _DEGREE) if straight is not None else 0.0
        )
        x, y = math.cos(angle) / 2, math.sin(angle) / 2
        # The line of a gradient crosses the whole box, so a slanted one is longer.
        reach = max(abs(x), abs(y)) * 2 or 1
        x, y = x / reach, y / reach
        ends = {"x1": 0.5 - x, "y1": 0.5 - y, "x2": 0.5 + x, "y2": 0.5 + y}
        places = {key: number(value) for key, value in ends.items()}
        self.definitions.append(element("linearGradient", {"id": name, **places}, *drawn))
        return name

    def _stop(self, stop: Element, own: Colour) -> Xml:
        colour = colour_of(stop, self.scheme, own) or BLACK
        place = number(_integer(stop, "pos", 0) / 1000)
        opacity = number(colour.opacity) if colour.opacity < 1 else None
        return element(
            "stop",
            {"offset": f"{place}%", "stop-color": colour.value, "stop-opacity": opacity},
        )

    def shapes(self, tree: Element) -> Iterator[Xml]:
        """Yield the shapes of a `p:spTree` or a group, placeholders left out."""
        for child in tree:
            match str(child.tag).removeprefix(P):
                case "sp" | "cxnSp":
                    if child.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is None:
                        yield self.shape(child)
                case "pic":
                    if child.find(f"{P}nvPicPr/{P}nvPr/{P}ph") is None:
                        yield self._picture(child)
                case "grpSp":
                    yield self._group(child)

    def _group(self, element: Element) -> Xml:
        """Return a group, whose shapes count from a place and in a size of its own."""
        frame = element.find(f"{P}grpSpPr/{A}xfrm")
        inner = list(self.shapes(element))
        if frame is None:
            return group(*inner)
        x, y, w, h = box_of(frame)
        from_x, from_y = _pair(frame.find(f"{A}chOff"), "x", "y")
        of_w, of_h = _pair(frame.find(f"{A}chExt"), "cx", "cy")
        wide, high = (w / of_w if of_w else 1), (h / of_h if of_h else 1)
        move = f"translate({number(x)} {number(y)}) scale({wide:.5g} {high:.5g})"
        back = f"translate({number(-from_x)} {number(-from_y)})"
        whole = " ".join(filter(None, (turned(frame, x, y, w, h), move, back)))
        return group(*inner, transform=whole)

    def shape(self, element: Element) -> Xml:
        """Return a shape or a connector: its fill and its line."""
        properties = element.find(f"{P}spPr")
        frame = None if properties is None else properties.find(f"{A}xfrm")
        if properties is None or frame is None:
            return EMPTY
        box = box_of(frame)
        drawn = self.outlined(properties, element.find(f"{P}style"), box)
        if self.text is not None:
            drawn = joined([drawn, self.text(element, box)])
        move = turned(frame, *box)
        return group(drawn, transform=move) if move and drawn else drawn

    def outlined(
        self,
        properties: Element,
        style: Element | None,
        box: tuple[float, float, float, float],
    ) -> Xml:
        """Return the outline that shape properties draw in a box, with its fill and line."""
        fill, line = self._looks(properties, style)
        x, y, w, h = box
        pieces = []
        if (blip := properties.find(f"{A}blipFill/{A}blip")) is not None:
            pieces.append(self.image(blip, box, "xMidYMid slice"))
        for piece in outline(properties, x, y, w, h):
            filled = fill if piece.filled else _NONE
            drawn = line if piece.stroked else {}
            if filled == _NONE and not drawn:
                continue
            pieces.append(path(piece.d, **{**filled, **drawn}))
            if drawn and len(piece.ends) > 1:
                pieces += self._heads(properties.find(f"{A}ln"), piece.ends, drawn)
        return joined(pieces)

    def _heads(
        self, line: Element | None, points: Sequence[Point], drawn: Mapping[str, Value]
    ) -> Iterator[Xml]:
        """Yield the heads of arrows at the ends of a line (ECMA-376 part 1, 20.1.8.37 and 20.1.8.57)."""
        thick = float(drawn.get("stroke-width") or 1)
        for name, tip, behind in (
            ("headEnd", points[0], points[1]),
            ("tailEnd", points[-1], points[-2]),
        ):
            head = None if line is None else line.find(f"{A}{name}")
            kind = "none" if head is None else head.get("type", "none")
            if head is None or kind == "none":
                continue
            size = max(thick, _LEAST_HEAD_PT)
            width, length = (
                _HEAD_SIZES.get(head.get(key, "med"), 3) * size for key in ("w", "len")
            )
            d = arrow_head(tip, behind, kind, width, length)
            if kind == "arrow":
                yield path(d, **{**drawn, "fill": "none"})
            else:
                opacity = drawn.get("stroke-opacity")
                yield path(d, fill=drawn["stroke"], fill_opacity=opacity)

    def _looks(
        self, properties: Element, style: Element | None
    ) -> tuple[dict[str, Value], dict[str, Value]]:
        """Return the fill and the line of a shape: its own, or those of the style it refers to."""
        fill, line = self.fill(properties), properties.find(f"{A}ln")
        drawn = self.line(line)
        if style is not None:
            fill = fill or self._styled_fill(style.find(f"{A}fillRef"))
            if line is None or (not drawn and line.find(f"{A}noFill") is None):
                drawn = self._styled_line(style.find(f"{A}lnRef"), line)
        return fill or _NONE, drawn

    def _styled_fill(self, reference: Element | None) -> dict[str, Value] | None:
        wanted = _reference(reference, self.scheme.fills)
        if wanted is None:
            return None
        holder = etree.Element("holder")
        holder.append(etree.fromstring(etree.tostring(wanted)))
        return self.fill(holder, colour_of(reference, self.scheme) or BLACK)

    def _styled_line(self, reference: Element | None, own: Element | None) -> dict[str, Value]:
        wanted = _reference(reference, self.scheme.lines)
        if wanted is None:
            return {}
        drawn = self.line(wanted, colour_of(reference, self.scheme) or BLACK)
        if own is not None and drawn and own.get("w"):
            drawn["stroke-width"] = number(of_emu(_integer(own, "w", 9525)))
        return drawn

    def _picture(self, element: Element) -> Xml:
        properties = element.find(f"{P}spPr")
        frame = None if properties is None else properties.find(f"{A}xfrm")
        blip = element.find(f"{P}blipFill/{A}blip")
        if frame is None or blip is None:
            return EMPTY
        crop = element.find(f"{P}blipFill/{A}srcRect")
        box = box_of(frame)
        if crop is not None and crop.attrib:
            sides = [_integer(crop, side, 0) / _THOUSANDTHS for side in ("l", "t", "r", "b")]
            drawn = cropped(self.picture(blip.get(f"{R}embed", "")), box, sides)
        else:
            drawn = self.image(blip, box, "none")
        return group(drawn, transform=turned(frame, *box))

    def image(self, blip: Element, box: tuple[float, float, float, float], fit: str) -> Xml:
        """Return the picture of an `a:blip` in a box."""
        address = self.picture(blip.get(f"{R}embed", ""))
        if not address:
            return EMPTY
        opacity = next((colour for colour in blip.iter(f"{A}alphaModFix")), None)
        share = _integer(opacity, "amt", _THOUSANDTHS) / _THOUSANDTHS if opacity is not None else 1
        own = {"opacity": number(share) if share < 1 else None}
        return image(address, box, fit, **own)

    def background(self, root: Element, width: float, height: float) -> Xml | None:
        """Return the background of a master or a layout; None where it has none of its own."""
        ground = root.find(f"{P}cSld/{P}bg")
        if ground is None:
            return None
        box = (0.0, 0.0, width, height)
        own = ground.find(f"{P}bgPr")
        fill: dict[str, Value] | None
        if own is not None:
            blip = own.find(f"{A}blipFill/{A}blip")
            if blip is not None:
                return self.image(blip, box, "xMidYMid slice")
            fill = self.fill(own)
        else:
            reference = ground.find(f"{P}bgRef")
            colour = colour_of(reference, self.scheme) or BLACK
            fill = paint("fill", colour)
            if reference is not None and _integer(reference, "idx", 0) > 1000:
                wanted = _reference(reference, self.scheme.backgrounds, 1000)
                if wanted is not None and _local(wanted) == "gradFill":
                    fill = {"fill": f"url(#{self._gradient(wanted, colour)})"}
        x, y, w, h = map(number, box)
        place: dict[str, Value] = {"x": x, "y": y, "width": w, "height": h}
        return element("rect", {**place, **(fill or _NONE)})


def image(
    address: str, box: tuple[float, float, float, float], fit: str = "none", **more: Value
) -> Xml:
    """Return a picture in a box; `fit` is how its own shape agrees with the box's."""
    x, y, w, h = map(number, box)
    place: dict[str, Value] = {"x": x, "y": y, "width": w, "height": h, "href": address}
    return element("image", {**place, "preserveAspectRatio": fit, **attributes(more)})


def cropped(
    address: str, box: tuple[float, float, float, float], sides: list[float], **more: Value
) -> Xml:
    """Return a picture in a box, shares of its left, upper, right and lower side left out."""
    if not address:
        return EMPTY
    x, y, w, h = box
    left, up, right, down = sides
    wide, high = max(1 - left - right, 0.01), max(1 - up - down, 0.01)
    whole = (-left * w / wide, -up * h / high, w / wide, h / high)
    x_, y_, w_, h_ = map(number, (x, y, w, h))
    place: dict[str, Value] = {"x": x_, "y": y_, "width": w_, "height": h_}
    return element("svg", {**place, **attributes(more)}, image(address, whole))


def box_of(frame: Element) -> tuple[float, float, float, float]:
    """Return x, y, width and height of an `a:xfrm` in points."""
    return (*_pair(frame.find(f"{A}off"), "x", "y"), *_pair(frame.find(f"{A}ext"), "cx", "cy"))


def _pair(element: Element | None, first: str, second: str) -> tuple[float, float]:
    if element is None:
        return 0.0, 0.0
    return of_emu(_integer(element, first, 0)), of_emu(_integer(element, second, 0))


def turned(frame: Element, x: float, y: float, w: float, h: float) -> str:
    """Return the transformation of a shape that is turned or mirrored, "" for none."""
    middle = f"{number(x + w / 2)} {number(y + h / 2)}"
    steps = []
    if angle := _integer(frame, "rot", 0):
        steps.append(f"rotate({number(angle / _DEGREE)} {middle})")
    for flip, move in (("flipH", f"translate({number(2 * x + w)} 0) scale(-1 1)"),
                       ("flipV", f"translate(0 {number(2 * y + h)}) scale(1 -1)")):  # fmt: skip
        if frame.get(flip) in ("1", "true"):
            steps.append(move)
    return " ".join(steps)


def _reference(
    reference: Element | None, styles: tuple[Element, ...], first: int = 0
) -> Element | None:
    """Return the style that a reference names by its number from 1; 0 is none."""
    if reference is None:
        return None
    place = _integer(reference, "idx", 0) - first
    return styles[place - 1] if 0 < place <= len(styles) else None


def _integer(element: Element, name: str, default: int) -> int:
    try:
        return int(element.get(name, default))
    except ValueError:
        return default


def _local(element: Element) -> str:
    return str(element.tag).removeprefix(A)
