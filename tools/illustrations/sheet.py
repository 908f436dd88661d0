"""A sheet to draw on in pixels of the page; it is saved as a small, smooth PNG file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
OVERSAMPLING = 3
COLOURS = 128

Colour = tuple[int, int, int]
Point = tuple[float, float]

IVORY: Colour = (247, 241, 232)
PAPER: Colour = (233, 226, 216)
PALE: Colour = (220, 212, 202)
LIGHT: Colour = (206, 197, 186)
MID: Colour = (189, 179, 167)
DARK: Colour = (166, 156, 144)
DEEP: Colour = (140, 131, 120)
INK: Colour = (110, 101, 92)
RED: Colour = (158, 21, 48)
ROSE: Colour = (186, 92, 100)
GOLD: Colour = (208, 170, 96)

GREYS = (MID, LIGHT, DARK, PALE, MID, DARK, LIGHT, MID, PALE, DARK, LIGHT)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour between `first` (share 0) and `second` (share 1)."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Sheet:
    """A drawing in pixels of the page; inside it is OVERSAMPLING times as large, for smooth edges."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        size = (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING)
        self.image = Image.new("RGB", size)
        self.draw = ImageDraw.Draw(self.image)
        self.gradient((0, 0, WIDTH, HEIGHT), top, bottom)

    def gradient(self, box: tuple[float, float, float, float], top: Colour, bottom: Colour) -> None:
        """Fill `box` (left, top, right, bottom) from one colour to another."""
        left, upper, right, lower = box
        steps = max(1, round(lower - upper))
        for step in range(steps):
            y = upper + step
            self.box(left, y, right - left, 1.5, mix(top, bottom, step / steps))

    def box(self, x: float, y: float, w: float, h: float, fill: Colour, radius: float = 0) -> None:
        """Fill a rectangle, its corners rounded by `radius`."""
        k = OVERSAMPLING
        area = (x * k, y * k, (x + w) * k - 1, (y + h) * k - 1)
        self.draw.rounded_rectangle(area, radius * k, fill=fill)

    def frame(self, x: float, y: float, w: float, h: float, edge: Colour, inner: Colour) -> None:
        """Draw a framed picture filled with `inner`."""
        self.box(x, y, w, h, edge)
        self.box(x + 10, y + 10, w - 20, h - 20, IVORY)
        self.box(x + 26, y + 26, w - 52, h - 52, inner)

    def disc(self, x: float, y: float, r: float, fill: Colour, ry: float | None = None) -> None:
        """Fill a circle, or an ellipse of height `ry`."""
        k, ry = OVERSAMPLING, r if ry is None else ry
        self.draw.ellipse(((x - r) * k, (y - ry) * k, (x + r) * k, (y + ry) * k), fill=fill)

    def ring(self, x: float, y: float, r: float, edge: Colour, width: float) -> None:
        """Draw a circle as a line."""
        k = OVERSAMPLING
        area = ((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k)
        self.draw.ellipse(area, outline=edge, width=round(width * k))

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=fill)

    def stroke(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line through `points`."""
        k = OVERSAMPLING
        path = [(x * k, y * k) for x, y in points]
        self.draw.line(path, fill=colour, width=round(width * k), joint="curve")

    def save(self, path: Path) -> None:
        """Write the drawing to `path` at the size of the page, with COLOURS colours."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        few = small.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        path.parent.mkdir(parents=True, exist_ok=True)
        few.save(path, optimize=True)


def curve(a: Point, b: Point, c: Point, d: Point, steps: int = 40) -> list[Point]:
    """Return points on the cubic Bézier curve a, b, c, d."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x = sum(weight * p[0] for weight, p in zip(weights, (a, b, c, d), strict=True))
        y = sum(weight * p[1] for weight, p in zip(weights, (a, b, c, d), strict=True))
        points.append((x, y))
    return points
