"""The outlines of DrawingML shapes as paths of SVG: drawn ones, and the presets that templates use."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from reportgen.write.preview.svg import number

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
_DEGREE = 60_000
_THOUSANDTHS = 100_000
_LINES = ("line", "straightConnector1")
_ROUND = 0.5523
"""The share of a radius at which the controls of a cubic curve make a quarter of a circle."""


Point = tuple[float, float]


class Outline(NamedTuple):
    """A path, and whether it is filled and drawn around.

    `ends` are the points of an open one in order, on which heads of arrows may stand.
    """

    d: str
    filled: bool = True
    stroked: bool = True
    ends: tuple[Point, ...] = ()


def outline(properties: Element, x: float, y: float, w: float, h: float) -> Iterator[Outline]:
    """Yield the outlines of shape properties in a box; a rectangle for a preset that is not known."""
    drawn = properties.find(f"{_A}custGeom")
    if drawn is not None:
        yield from _custom(drawn, x, y, w, h)
        return
    preset = properties.find(f"{_A}prstGeom")
    name = "rect" if preset is None else preset.get("prst", "rect")
    if name in _LINES:
        ends = ((x, y), (x + w, y + h))
        yield Outline(_polygon(ends, closed=False), filled=False, ends=ends)
        return
    if name.endswith("Connector3"):
        middle = x + w / 2
        corners = [(x, y), (middle, y), (middle, y + h), (x + w, y + h)]
        yield Outline(_polygon(corners, closed=False), filled=False, ends=tuple(corners))
        return
    yield Outline(_PRESETS.get(name, _rectangle)(_Box(x, y, w, h, _adjustments(preset))))


class _Box(NamedTuple):
    """The box of a preset, with its adjustments by name."""

    x: float
    y: float
    w: float
    h: float
    adjustments: Mapping[str, float]

    def share(self, name: str, default: float) -> float:
        """Return an adjustment as a share, 0 to 1."""
        return self.adjustments.get(name, default * _THOUSANDTHS) / _THOUSANDTHS

    def at(self, *points: tuple[float, float]) -> list[tuple[float, float]]:
        """Return points given in shares of the box."""
        return [(self.x + px * self.w, self.y + py * self.h) for px, py in points]


def _adjustments(preset: Element | None) -> Mapping[str, float]:
    values = {}
    for guide in () if preset is None else preset.iterfind(f"{_A}avLst/{_A}gd"):
        kind, _, value = guide.get("fmla", "").partition(" ")
        if kind == "val":
            values[guide.get("name", "")] = _float(value)
    if "adj" in values:
        values.setdefault("adj1", values["adj"])
    return values


def _polygon(points: Sequence[tuple[float, float]], *, closed: bool = True) -> str:
    path = "L".join(f"{number(px)} {number(py)}" for px, py in points)
    return f"M{path}{'Z' if closed else ''}"


def _rectangle(box: _Box) -> str:
    x, y, w, h = map(number, box[:4])
    return f"M{x} {y}h{w}v{h}h-{w}z"


def _ellipse(box: _Box) -> str:
    rx, ry = box.w / 2, box.h / 2
    left, middle = number(box.x), number(box.y + ry)
    arc = f"a{number(rx)} {number(ry)} 0 1 0"
    return f"M{left} {middle}{arc} {number(box.w)} 0{arc} {number(-box.w)} 0z"


def _rounded(box: _Box, corners: tuple[bool, bool, bool, bool] = (True, True, True, True)) -> str:
    """Return a rectangle with round corners: upper left, upper right, lower right, lower left."""
    radius = box.share("adj1", 0.16667) * min(box.w, box.h)
    x, y, right, low = box.x, box.y, box.x + box.w, box.y + box.h
    tl, tr, br, bl = (radius if corner else 0.0 for corner in corners)

    def turn(by: float, ex: float, ey: float) -> str:
        return f"A{number(by)} {number(by)} 0 0 1 {number(ex)} {number(ey)}" if by else ""

    return (
        f"M{number(x + tl)} {number(y)}H{number(right - tr)}{turn(tr, right, y + tr)}"
        f"V{number(low - br)}{turn(br, right - br, low)}H{number(x + bl)}{turn(bl, x, low - bl)}"
        f"V{number(y + tl)}{turn(tl, x + tl, y)}Z"
    )


def _shares(*points: tuple[float, float]) -> Callable[[_Box], str]:
    return lambda box: _polygon(box.at(*points))


def _chevron(box: _Box) -> str:
    point = min(box.share("adj1", 0.5) * min(box.w, box.h) / (box.w or 1), 1)
    return _polygon(box.at((0, 0), (1 - point, 0), (1, 0.5), (1 - point, 1), (0, 1), (point, 0.5)))


def _home_plate(box: _Box) -> str:
    point = min(box.share("adj1", 0.5) * min(box.w, box.h) / (box.w or 1), 1)
    return _polygon(box.at((0, 0), (1 - point, 0), (1, 0.5), (1 - point, 1), (0, 1)))


def _parallelogram(box: _Box) -> str:
    slant = min(box.share("adj1", 0.25) * min(box.w, box.h) / (box.w or 1), 1)
    return _polygon(box.at((slant, 0), (1, 0), (1 - slant, 1), (0, 1)))


def _trapezoid(box: _Box) -> str:
    slant = min(box.share("adj1", 0.25) * min(box.w, box.h) / (box.w or 1), 0.5)
    return _polygon(box.at((slant, 0), (1 - slant, 0), (1, 1), (0, 1)))


def _hexagon(box: _Box) -> str:
    side = min(box.share("adj1", 0.25) * min(box.w, box.h) / (box.w or 1), 0.5)
    return _polygon(box.at((0, 0.5), (side, 0), (1 - side, 0), (1, 0.5), (1 - side, 1), (side, 1)))


def _right_arrow(box: _Box) -> str:
    half = box.share("adj1", 0.5) / 2
    head = min(box.share("adj2", 0.5) * min(box.w, box.h) / (box.w or 1), 1)
    up, low = 0.5 - half, 0.5 + half
    return _polygon(
        box.at(
            (0, up),
            (1 - head, up),
            (1 - head, 0),
            (1, 0.5),
            (1 - head, 1),
            (1 - head, low),
            (0, low),
        )
    )


def _down_arrow(box: _Box) -> str:
    half = box.share("adj1", 0.5) / 2
    head = min(box.share("adj2", 0.5) * min(box.w, box.h) / (box.h or 1), 1)
    left, right = 0.5 - half, 0.5 + half
    return _polygon(
        box.at(
            (left, 0),
            (right, 0),
            (right, 1 - head),
            (1, 1 - head),
            (0.5, 1),
            (0, 1 - head),
            (left, 1 - head),
        )
    )


def _star(box: _Box) -> str:
    """Return a star of five points (ECMA-376, presetShapeDefinitions, star5)."""
    points = []
    for place in range(10):
        angle = math.radians(-90 + 36 * place)
        reach = 0.5 if place % 2 == 0 else 0.191
        points.append(
            (0.5 + 1.0515 * reach * math.cos(angle), 0.5528 + 1.1056 * reach * math.sin(angle))
        )
    return _polygon(box.at(*points))


def _donut(box: _Box) -> str:
    ring = box.share("adj1", 0.25) * min(box.w, box.h)
    hole = _Box(box.x + ring, box.y + ring, box.w - 2 * ring, box.h - 2 * ring, {})
    rx, ry = hole.w / 2, hole.h / 2
    # Drawn the other way round, it stays empty.
    arc = f"a{number(rx)} {number(ry)} 0 1 1"
    inner = (
        f"M{number(hole.x)} {number(hole.y + ry)}{arc} {number(hole.w)} 0{arc} {number(-hole.w)} 0z"
    )
    return _ellipse(box) + inner


def _frame(box: _Box) -> str:
    edge = box.share("adj1", 0.125) * min(box.w, box.h)
    x, y = number(box.x + edge), number(box.y + edge)
    w, h = number(box.w - 2 * edge), number(box.h - 2 * edge)
    return f"{_rectangle(box)}M{x} {y}v{h}h{w}v-{h}z"


def _snipped(box: _Box) -> str:
    cut = box.share("adj1", 0.16667) * min(box.w, box.h)
    x, y, right, low = box.x, box.y, box.x + box.w, box.y + box.h
    return _polygon([(x, y), (right - cut, y), (right, y + cut), (right, low), (x, low)])


_PRESETS: Mapping[str, Callable[[_Box], str]] = {
    "rect": _rectangle,
    "ellipse": _ellipse,
    "roundRect": _rounded,
    "round1Rect": lambda box: _rounded(box, (False, True, False, False)),
    "round2SameRect": lambda box: _rounded(box, (True, True, False, False)),
    "round2DiagRect": lambda box: _rounded(box, (True, False, True, False)),
    "snip1Rect": _snipped,
    "triangle": lambda box: _polygon(box.at((box.share("adj1", 0.5), 0), (1, 1), (0, 1))),
    "rtTriangle": _shares((0, 0), (1, 1), (0, 1)),
    "diamond": _shares((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": _parallelogram,
    "trapezoid": _trapezoid,
    "hexagon": _hexagon,
    "chevron": _chevron,
    "homePlate": _home_plate,
    "rightArrow": _right_arrow,
    "downArrow": _down_arrow,
    "star5": _star,
    "donut": _donut,
    "frame": _frame,
}


def _custom(drawn: Element, x: float, y: float, w: float, h: float) -> Iterator[Outline]:
    """Yield the paths of an `a:custGeom` (ECMA-376 part 1, 20.1.9.8) in a box."""
    extent = drawn.getparent()
    frame = None if extent is None else extent.find(f"{_A}xfrm/{_A}ext")
    emu = (
        (_float(frame.get("cx", "0")), _float(frame.get("cy", "0")))
        if frame is not None
        else (0, 0)
    )
    for path in drawn.iterfind(f"{_A}pathLst/{_A}path"):
        wide, high = (
            _float(path.get("w", "0")) or emu[0] or 1,
            _float(path.get("h", "0")) or emu[1] or 1,
        )
        guides = _guides(drawn, wide, high)
        pen = _Pen(x, y, w / wide, h / high, guides)
        d = "".join(pen.step(command) for command in path)
        stroked = path.get("stroke", "1") not in ("0", "false")
        ends = () if d.endswith("Z") else tuple(pen.points)
        yield Outline(d, path.get("fill", "norm") != "none", stroked, ends)


def arrow_head(tip: Point, behind: Point, kind: str, width: float, length: float) -> str:
    """Return the outline of an arrow's head at the end of a line that comes from a point behind it.

    An open head (`arrow`) is to be drawn around, the others filled; lengths are in points.
    """
    angle = math.atan2(tip[1] - behind[1], tip[0] - behind[0])

    def at(along: float, across: float) -> Point:
        return (
            tip[0] - along * math.cos(angle) + across * math.sin(angle),
            tip[1] - along * math.sin(angle) - across * math.cos(angle),
        )

    half = width / 2
    match kind:
        case "arrow":
            return _polygon([at(length, half), tip, at(length, -half)], closed=False)
        case "stealth":
            return _polygon([tip, at(length, half), at(length * 0.7, 0), at(length, -half)])
        case "diamond":
            return _polygon([at(-half, 0), at(0, half), at(half, 0), at(0, -half)])
        case "oval":
            return _ellipse(_Box(tip[0] - half, tip[1] - half, width, width, {}))
        case _:
            return _polygon([tip, at(length, half), at(length, -half)])


class _Pen:
    """Follows the commands of a path; it remembers where it stands, as arcs count from there."""

    def __init__(
        self, x: float, y: float, wide: float, high: float, guides: Mapping[str, float]
    ) -> None:
        self._x, self._y, self._wide, self._high = x, y, wide, high
        self._guides = guides
        self._at = (0.0, 0.0)
        self.points: list[Point] = []

    def step(self, command: Element) -> str:
        """Return a command as SVG."""
        name = str(command.tag).removeprefix(_A)
        if name == "arcTo":
            return self._arc(command)
        letter = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}
        points = [self._point(point) for point in command]
        if points:
            self._at = points[-1]
        return letter.get(name, "") + " ".join(self._placed(*point) for point in points)

    def _point(self, point: Element) -> tuple[float, float]:
        return self._value(point.get("x", "0")), self._value(point.get("y", "0"))

    def _placed(self, px: float, py: float) -> str:
        at = self._x + px * self._wide, self._y + py * self._high
        if not self.points or at != self.points[-1]:
            self.points.append(at)
        return f"{number(at[0])} {number(at[1])}"

    def _value(self, written: str) -> float:
        return self._guides[written] if written in self._guides else _float(written)

    def _arc(self, command: Element) -> str:
        """Return an arc: it starts at an angle of its ellipse and goes on by another."""
        rx, ry = self._value(command.get("wR", "0")), self._value(command.get("hR", "0"))
        start = math.radians(self._value(command.get("stAng", "0")) / _DEGREE)
        swing = math.radians(self._value(command.get("swAng", "0")) / _DEGREE)
        middle = self._at[0] - rx * math.cos(start), self._at[1] - ry * math.sin(start)
        out = ""
        steps = max(1, math.ceil(abs(swing) / (math.pi / 2)))
        reach = 4 / 3 * math.tan(swing / steps / 4)
        for place in range(steps):
            a, b = start + swing * place / steps, start + swing * (place + 1) / steps
            points = (
                (math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
                (math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
                (math.cos(b), math.sin(b)),
            )
            placed = [(middle[0] + rx * px, middle[1] + ry * py) for px, py in points]
            self._at = placed[-1]
            out += "C" + " ".join(self._placed(*point) for point in placed)
        return out


def _guides(drawn: Element, w: float, h: float) -> dict[str, float]:
    """Return the values by name that a drawn shape computes from its size (20.1.9.11)."""
    known = {
        "l": 0.0, "t": 0.0, "r": w, "b": h, "w": w, "h": h, "hc": w / 2, "vc": h / 2,
        "ss": min(w, h), "ls": max(w, h), "cd2": 180.0 * _DEGREE, "cd4": 90.0 * _DEGREE,
        "3cd4": 270.0 * _DEGREE, "cd8": 45.0 * _DEGREE,
    }  # fmt: skip
    for part in (2, 3, 4, 5, 6, 8, 10):
        known |= {f"wd{part}": w / part, f"hd{part}": h / part, f"ssd{part}": min(w, h) / part}
    for guide in drawn.iterfind(f"{_A}*/{_A}gd"):
        kind, *written = guide.get("fmla", "").split()
        values = [known[one] if one in known else _float(one) for one in written] + [0.0] * 3
        known[guide.get("name", "")] = _computed(kind, *values[:3])
    return known


def _computed(kind: str, x: float, y: float, z: float) -> float:
    """Return the value of a formula (ECMA-376 part 1, 20.1.9.11)."""
    angle = math.radians(y / _DEGREE)
    match kind:
        case "*/":
            return x * y / (z or 1)
        case "+-":
            return x + y - z
        case "+/":
            return (x + y) / (z or 1)
        case "?:":
            return y if x > 0 else z
        case "abs":
            return abs(x)
        case "max" | "min":
            return max(x, y) if kind == "max" else min(x, y)
        case "pin":
            return min(max(x, y), z)
        case "sqrt":
            return math.sqrt(max(x, 0))
        case "mod":
            return math.hypot(x, y, z)
        case "sin":
            return x * math.sin(angle)
        case "cos":
            return x * math.cos(angle)
        case "tan":
            return x * math.tan(angle)
        case "at2":
            return math.degrees(math.atan2(y, x)) * _DEGREE
        case "cat2" | "sat2":
            turned = math.atan2(z, y)
            return x * (math.cos(turned) if kind == "cat2" else math.sin(turned))
    return x


def _float(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0
