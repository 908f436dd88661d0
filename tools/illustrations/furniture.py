"""Things that several pictures show: boxes on a shelf, a bookcase, a lotus, trees, flats."""

from __future__ import annotations

import math
from collections.abc import Iterator

from illustrations.sheet import (
    DARK,
    DEEP,
    GOLD,
    GREYS,
    HEIGHT,
    INK,
    IVORY,
    LIGHT,
    MID,
    PAPER,
    RED,
    ROSE,
    WIDTH,
    Colour,
    Point,
    Sheet,
    curve,
    mix,
)


def spines(width: float, start: int) -> Iterator[tuple[float, float, float, Colour]]:
    """Yield offset, width, height (0 to 1) and colour of things standing on a shelf."""
    x, index = 0.0, start
    while x < width:
        w = (58, 74, 46, 66, 82, 52)[index % 6]
        h = (0.94, 0.86, 1.0, 0.9, 0.97, 0.82, 0.92)[index % 7]
        yield x, min(w, width - x), h, GREYS[index * 5 % len(GREYS)]
        x += w + 5
        index += 1


def books(sheet: Sheet, x: float, floor: float, w: float, h: float, start: int) -> None:
    """Stand labelled boxes on a shelf whose board is at `floor`."""
    for number, (offset, width, share, colour) in enumerate(spines(w, start)):
        if width < 26:
            continue
        height = h * share
        top, red = floor - height, (number + start) % 13 == 6
        sheet.box(x + offset, top, width, height, RED if red else colour)
        label = mix(RED, IVORY, 0.82) if red else IVORY
        sheet.box(x + offset + width * 0.2, top + height * 0.16, width * 0.6, height * 0.22, label)
        line = mix(colour, INK, 0.45)
        sheet.box(x + offset + width * 0.3, top + height * 0.23, width * 0.4, 4, line)
        sheet.box(x + offset + width * 0.3, top + height * 0.29, width * 0.28, 4, line)
        sheet.box(x + offset + width * 0.14, floor - 22, width * 0.72, 4, mix(colour, IVORY, 0.5))


def bookcase(sheet: Sheet, x: float, y: float, w: float, rows: int, start: int) -> None:
    """Stand a bookcase of `rows` shelves with its top left corner at x, y."""
    sheet.box(x - 14, y - 14, w + 28, rows * 150 + 28, DEEP)
    for row in range(rows):
        sheet.box(x, y + row * 150, w, 138, mix(MID, DARK, 0.6))
        books(sheet, x + 8, y + row * 150 + 138, w - 16, 116, start + row * 5)


def petal(sheet: Sheet, x: float, y: float, angle: float, size: float, fill: Colour) -> None:
    """Draw one lotus petal with its foot at x, y, leaning `angle` degrees from upright."""
    lean = math.radians(angle)

    def at(across: float, up: float) -> Point:
        return (
            x + size * (across * math.cos(lean) + up * math.sin(lean)),
            y + size * (across * math.sin(lean) - up * math.cos(lean)),
        )

    left = curve(at(0, 0), at(-0.42, 0.3), at(-0.34, 0.75), at(0, 1.1))
    right = curve(at(0, 1.1), at(0.34, 0.75), at(0.42, 0.3), at(0, 0))
    sheet.shape(left + right, fill)


def lotus(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Draw a lotus flower whose foot is at x, y."""
    for angle, share, fill in (
        (-78, 0.8, mix(ROSE, IVORY, 0.62)),
        (78, 0.8, mix(ROSE, IVORY, 0.62)),
        (-46, 0.95, mix(ROSE, IVORY, 0.45)),
        (46, 0.95, mix(ROSE, IVORY, 0.45)),
        (-20, 1.02, mix(ROSE, IVORY, 0.3)),
        (20, 1.02, mix(ROSE, IVORY, 0.3)),
        (0, 1.0, mix(ROSE, IVORY, 0.15)),
    ):
        petal(sheet, x, y, angle, size * share, fill)


def tree(sheet: Sheet, x: float, floor: float, size: float, fill: Colour) -> None:
    """Draw a round tree of height `size` standing at x on `floor`."""
    sheet.box(x - size * 0.03, floor - size * 0.5, size * 0.06, size * 0.5, INK)
    for dx, dy, r in ((-0.17, 0.56, 0.19), (0.17, 0.58, 0.18), (0, 0.74, 0.24)):
        sheet.disc(x + dx * size, floor - dy * size, r * size, fill)


def block(sheet: Sheet, x: float, floor: float, w: float, storeys: int, fill: Colour) -> None:
    """Draw a block of flats `storeys` high with its left edge at x."""
    height = storeys * 92 + 40
    sheet.box(x, floor - height, w, height, fill)
    sheet.box(x - 10, floor - height - 14, w + 20, 18, mix(fill, INK, 0.35))
    columns = int(w // 92)
    gap = (w - columns * 56) / (columns + 1)
    for row in range(storeys):
        for column in range(columns):
            wx, wy = x + gap + column * (56 + gap), floor - height + 34 + row * 92
            lit = (row * 3 + column * 5 + storeys) % 7 == 0
            sheet.box(wx, wy, 56, 52, mix(GOLD, IVORY, 0.55) if lit else mix(fill, IVORY, 0.6))
            sheet.box(wx - 5, wy + 52, 66, 8, mix(fill, INK, 0.3))


def ground(sheet: Sheet, floor: float) -> None:
    """Lay the ground from `floor` down, with a path towards the middle."""
    sheet.gradient((0, floor, WIDTH, HEIGHT), LIGHT, MID)
    sheet.shape([(300, HEIGHT), (1300, HEIGHT), (980, floor), (760, floor)], PAPER)
