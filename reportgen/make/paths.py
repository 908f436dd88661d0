"""Path text and bundles of strands in; lists of path segments in px come out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PAGE_BOTTOM = 720.0
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Path2D:
    """Segments M, L, C, Z with their points in px."""

    segments: tuple[tuple[str, tuple[Point, ...]], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of all points, control points included."""
        points = [point for _, group in self.segments for point in group]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)


def parse_path(text: str) -> Path2D:
    """Return the path written with the SVG commands M, L, C and Z."""
    segments = []
    for command, rest in re.findall(r"([MLCZ])([^MLCZ]*)", text):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", rest)]
        segments.append((command, tuple(zip(numbers[::2], numbers[1::2], strict=True))))
    return Path2D(tuple(segments))


def strands(
    x: float, starts: Sequence[float], bend: float, into: Point, end: Point
) -> tuple[list[Path2D], list[Path2D]]:
    """Return the curves from (x, each start) gathering at `end`, and the ribbons between them.

    A curve that starts below the page begins where it crosses the page's edge.
    """
    curves = [_clip(((x, y), (bend, y), into, end)) for y in starts]
    lines = [Path2D((("M", (c[0],)), ("C", c[1:]))) for c in curves]
    ribbons = []
    for upper, lower in pairwise(curves):
        corner = [("L", ((x, PAGE_BOTTOM),))] if lower[0][0] != x else []
        back = (lower[2], lower[1], lower[0])
        ribbons.append(
            Path2D((("M", (upper[0],)), ("C", upper[1:]), ("C", back), *corner, ("Z", ())))
        )
    return lines, ribbons


def _clip(curve: tuple[Point, ...]) -> tuple[Point, ...]:
    if curve[0][1] <= PAGE_BOTTOM:
        return curve
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if _after(curve, middle)[0][1] > PAGE_BOTTOM:
            low = middle
        else:
            high = middle
    return tuple((round(x, 2), round(y, 2)) for x, y in _after(curve, high))


def _after(curve: tuple[Point, ...], t: float) -> tuple[Point, ...]:
    """Return the part of a cubic curve after `t`, by de Casteljau's construction."""
    ends = [curve[-1]]
    points = list(curve)
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
        ends.append(points[-1])
    return tuple(reversed(ends))
