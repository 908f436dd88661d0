"""Draws the sample branches' illustrations: no input, PNG files of 1600 × 1000 px out.

Run `python content/make_illustrations.py` after a change; the pictures are kept beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
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
    """Return the colour `share` (0 to 1) of the way from `first` to `second`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Sheet:
    """A drawing in page pixels, kept larger inside so that edges come out smooth."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        size = (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING)
        self.image = Image.new("RGB", size)
        self.draw = ImageDraw.Draw(self.image)
        self.gradient((0, 0, WIDTH, HEIGHT), top, bottom)

    def gradient(self, box: tuple[float, float, float, float], top: Colour, bottom: Colour) -> None:
        left, upper, right, lower = box
        steps = max(1, round(lower - upper))
        for step in range(steps):
            y = upper + step
            self.box(left, y, right - left, 1.5, mix(top, bottom, step / steps))

    def box(self, x: float, y: float, w: float, h: float, fill: Colour, radius: float = 0) -> None:
        k = OVERSAMPLING
        area = (x * k, y * k, (x + w) * k - 1, (y + h) * k - 1)
        self.draw.rounded_rectangle(area, radius * k, fill=fill)

    def frame(self, x: float, y: float, w: float, h: float, edge: Colour, inner: Colour) -> None:
        self.box(x, y, w, h, edge)
        self.box(x + 10, y + 10, w - 20, h - 20, IVORY)
        self.box(x + 26, y + 26, w - 52, h - 52, inner)

    def disc(self, x: float, y: float, r: float, fill: Colour, ry: float | None = None) -> None:
        k, ry = OVERSAMPLING, r if ry is None else ry
        self.draw.ellipse(((x - r) * k, (y - ry) * k, (x + r) * k, (y + ry) * k), fill=fill)

    def ring(self, x: float, y: float, r: float, edge: Colour, width: float) -> None:
        k = OVERSAMPLING
        area = ((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k)
        self.draw.ellipse(area, outline=edge, width=round(width * k))

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self.draw.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=fill)

    def stroke(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        k = OVERSAMPLING
        path = [(x * k, y * k) for x, y in points]
        self.draw.line(path, fill=colour, width=round(width * k), joint="curve")

    def save(self, path: Path) -> None:
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


def shelves() -> Sheet:
    sheet = Sheet(PALE, LIGHT)
    for row, floor in enumerate((300, 630, 960)):
        sheet.box(0, floor - 278, WIDTH, 278, mix(PALE, LIGHT, 0.3 + 0.2 * row))
        books(sheet, -20, floor, WIDTH + 40, 236, 3 + row * 7)
        sheet.box(0, floor, WIDTH, 26, DEEP)
        sheet.box(0, floor + 26, WIDTH, 10, MID)
    return sheet


def corridor() -> Sheet:
    sheet = Sheet(PALE, LIGHT)
    left, right, top, bottom = 660, 940, 330, 640
    sheet.shape([(0, 0), (WIDTH, 0), (right, top), (left, top)], mix(PAPER, PALE, 0.4))
    sheet.shape([(0, HEIGHT), (WIDTH, HEIGHT), (right, bottom), (left, bottom)], MID)
    sheet.shape([(0, 0), (left, top), (left, bottom), (0, HEIGHT)], LIGHT)
    sheet.shape([(WIDTH, 0), (right, top), (right, bottom), (WIDTH, HEIGHT)], mix(LIGHT, MID, 0.45))
    sheet.box(left, top, right - left, bottom - top, mix(PAPER, IVORY, 0.4))
    sheet.box(left + 66, top + 48, 148, 262, IVORY)
    sheet.shape([(560, HEIGHT), (1040, HEIGHT), (840, bottom), (760, bottom)], mix(MID, RED, 0.62))
    for depth in (0.06, 0.3, 0.5, 0.66, 0.79, 0.89):
        near, far = depth, depth + 0.14 * (1 - depth)
        for side in (0, 1):
            xs = [(t * left if side == 0 else WIDTH - t * (WIDTH - right)) for t in (near, far)]
            for inset, colour in ((0.0, DEEP), (0.05, IVORY), (0.1, MID if side else DARK)):
                a = xs[0] + (xs[1] - xs[0]) * inset
                b = xs[1] - (xs[1] - xs[0]) * inset
                sheet.shape([wall(a, side, 0.24 + inset), wall(b, side, 0.24 + inset),
                             wall(b, side, 0.62 - inset), wall(a, side, 0.62 - inset)], colour)  # fmt: skip
            if side == 0:
                hill = [wall(xs[0] + (xs[1] - xs[0]) * s, side, h) for s, h in
                        ((0.1, 0.47), (0.38, 0.4), (0.58, 0.45), (0.78, 0.38), (0.9, 0.43),
                         (0.9, 0.52), (0.1, 0.52))]  # fmt: skip
                sheet.shape(hill, LIGHT)
        y = depth * top
        half = 110 * (1 - depth) + 8
        sheet.shape([(800 - half, y), (800 + half, y), (800 + half * 0.9, y + 16 * (1 - depth)),
                     (800 - half * 0.9, y + 16 * (1 - depth))], IVORY)  # fmt: skip
    return sheet


def wall(x: float, side: int, share: float) -> Point:
    """Return the point of a side wall of the corridor at `x`, `share` of the way down."""
    t = x / 660 if side == 0 else (WIDTH - x) / 660
    return x, t * 330 + share * (HEIGHT - t * 330 - t * 360)


def exhibition() -> Sheet:
    sheet = Sheet(mix(PAPER, PALE, 0.3), PALE)
    sheet.box(0, 0, WIDTH, 84, MID)
    sheet.box(0, 84, WIDTH, 8, DARK)
    sheet.gradient((0, 740, WIDTH, HEIGHT), LIGHT, MID)
    sheet.box(0, 730, WIDTH, 12, DARK)
    for x in (250, 640, 1010, 1370):
        glow = mix(PAPER, IVORY, 0.5)
        sheet.shape([(x - 26, 120), (x + 26, 120), (x + 190, 660), (x - 190, 660)], glow)
        sheet.box(x - 26, 92, 52, 34, INK, 6)
    sheet.box(110, 190, 280, 450, RED)
    sheet.box(160, 250, 12, 220, GOLD)
    for index, length in enumerate((150, 120, 150, 96)):
        sheet.box(204, 256 + index * 58, length, 20, mix(RED, IVORY, 0.8))
    sheet.frame(480, 190, 320, 250, DEEP, MID)
    sheet.shape(
        [(506, 414), (506, 340), (590, 268), (660, 330), (720, 290), (774, 350), (774, 414)], DARK
    )
    sheet.disc(720, 250, 22, PAPER)
    for index in range(2):
        sheet.frame(480 + index * 170, 470, 150, 170, DEEP, (LIGHT, DARK)[index])
    sheet.frame(880, 190, 260, 450, DEEP, PAPER)
    for index in range(7):
        sheet.box(930, 250 + index * 48, (160, 130, 160, 110, 160, 140, 84)[index], 12, MID)
    for index in range(4):
        column, row = index % 2, index // 2
        sheet.frame(1210 + column * 170, 190 + row * 230, 150, 210, DEEP, GREYS[index + 2])
        for line in range(3):
            sheet.box(
                1250 + column * 170, 256 + row * 230 + line * 34, (70, 52, 70)[line], 12, PAPER
            )
    for x in (150, 660, 1170):
        sheet.box(x, 800, 330, 150, DEEP)
        sheet.box(x - 14, 786, 358, 20, INK)
        sheet.shape(
            [(x, 786), (x + 22, 716), (x + 308, 716), (x + 330, 786)], mix(IVORY, PALE, 0.35)
        )
        sheet.shape([(x + 90, 772), (x + 105, 740), (x + 163, 748), (x + 163, 780)], IVORY)
        sheet.shape([(x + 240, 772), (x + 225, 740), (x + 167, 748), (x + 167, 780)], PAPER)
        sheet.box(x + 24, 836, 282, 6, MID)
    return sheet


def bookcase(sheet: Sheet, x: float, y: float, w: float, rows: int, start: int) -> None:
    """Stand a bookcase of `rows` shelves with its top left corner at x, y."""
    sheet.box(x - 14, y - 14, w + 28, rows * 150 + 28, DEEP)
    for row in range(rows):
        sheet.box(x, y + row * 150, w, 138, mix(MID, DARK, 0.6))
        books(sheet, x + 8, y + row * 150 + 138, w - 16, 116, start + row * 5)


def members_room() -> Sheet:
    sheet = Sheet(mix(PAPER, IVORY, 0.2), PALE)
    sheet.gradient((0, 730, WIDTH, HEIGHT), LIGHT, MID)
    sheet.box(0, 722, WIDTH, 12, DARK)
    bookcase(sheet, 70, 210, 360, 3, 1)
    bookcase(sheet, 1170, 210, 360, 3, 9)
    sheet.box(520, 190, 560, 330, DEEP)
    sheet.box(534, 204, 532, 302, IVORY)
    sheet.box(534, 204, 532, 46, RED)
    for index in range(4):
        sheet.box(580, 296 + index * 46, (440, 380, 440, 260)[index], 12, LIGHT)
    for x in (520, 800, 1080):
        sheet.stroke([(x, 0), (x, 92)], INK, 5)
        sheet.shape([(x - 22, 90), (x + 22, 90), (x + 66, 138), (x - 66, 138)], INK)
        sheet.box(x - 58, 138, 116, 10, GOLD)
    for index in range(5):
        x = 330 + index * 206
        sheet.box(x, 566, 116, 140, INK, 22)
        sheet.box(x + 12, 578, 92, 116, DEEP, 14)
    sheet.shape([(250, 690), (1350, 690), (1470, 800), (130, 800)], mix(PAPER, IVORY, 0.4))
    sheet.box(130, 800, 1340, 30, DARK)
    for x in (210, 1330):
        sheet.box(x, 830, 60, 130, INK)
    for index in range(5):
        x = 300 + index * 222
        sheet.shape(
            [(x, 768), (x + 14, 738), (x + 92, 738), (x + 96, 768)], RED if index == 2 else MID
        )
        sheet.box(x + 118, 728, 26, 34, IVORY, 5)
        sheet.box(x + 118, 758, 26, 6, LIGHT)
    for index in range(4):
        x = 334 + index * 250
        sheet.box(x, 850, 150, 150, DEEP, 24)
        sheet.box(x + 14, 864, 122, 136, DARK, 16)
    return sheet


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
        (-78, 0.8, mix(ROSE, IVORY, 0.62)), (78, 0.8, mix(ROSE, IVORY, 0.62)),
        (-46, 0.95, mix(ROSE, IVORY, 0.45)), (46, 0.95, mix(ROSE, IVORY, 0.45)),
        (-20, 1.02, mix(ROSE, IVORY, 0.3)), (20, 1.02, mix(ROSE, IVORY, 0.3)), (0, 1.0, mix(ROSE, IVORY, 0.15)),
    ):  # fmt: skip
        petal(sheet, x, y, angle, size * share, fill)


def integrity_room() -> Sheet:
    sheet = Sheet(mix(PAPER, IVORY, 0.25), PALE)
    sheet.gradient((0, 800, WIDTH, HEIGHT), LIGHT, MID)
    sheet.box(0, 792, WIDTH, 12, DARK)
    sheet.disc(330, 370, 236, DEEP)
    sheet.disc(330, 370, 220, IVORY)
    for x, lean in ((250, 16), (330, -12), (420, 10)):
        sheet.stroke([(x, 560), (x + lean, 400), (x + lean * 2, 190)], MID, 12)
        for joint in range(4):
            sheet.box(x - 10 + lean * joint * 0.5, 500 - joint * 88, 22, 5, IVORY)
    for x, y, way in (
        (262, 300, -1),
        (300, 250, 1),
        (350, 330, 1),
        (430, 270, -1),
        (440, 390, 1),
        (300, 420, -1),
    ):
        for drop in (20, 48, 74):
            sheet.shape([(x, y), (x + way * 40, y + drop * 0.5), (x + way * 92, y + drop), (x + way * 36, y + drop * 0.8)], DARK)  # fmt: skip
    sheet.box(690, 70, 420, 12, INK)
    sheet.box(700, 82, 400, 560, IVORY)
    sheet.box(726, 108, 348, 508, mix(PAPER, PALE, 0.3))
    sheet.box(690, 642, 420, 14, INK)
    for x, y, r in ((810, 470, 92), (990, 520, 84), (900, 560, 70)):
        sheet.disc(x, y, r, mix(MID, DARK, 0.4), r * 0.42)
        sheet.disc(x, y - 4, r * 0.16, LIGHT, r * 0.07)
    sheet.stroke(curve((900, 560), (890, 480), (918, 420), (908, 350)), DEEP, 7)
    lotus(sheet, 908, 356, 128)
    sheet.stroke(curve((1000, 520), (1010, 450), (1000, 420), (1008, 392)), DEEP, 6)
    petal(sheet, 1008, 396, 8, 62, mix(ROSE, IVORY, 0.3))
    sheet.box(1030, 570, 26, 30, RED)
    sheet.box(560, 730, 760, 30, INK)
    sheet.box(600, 760, 30, 190, INK)
    sheet.box(1250, 760, 30, 190, INK)
    sheet.box(600, 830, 680, 14, DEEP)
    for index, (w, fill) in enumerate(((210, DARK), (190, RED), (200, MID))):
        sheet.box(660 + index * 6, 702 - index * 28, w, 28, fill)
        sheet.box(660 + index * 6 + w - 26, 706 - index * 28, 22, 20, IVORY)
    sheet.shape([(960, 730), (920, 690), (1010, 704), (1010, 730)], IVORY)
    sheet.shape([(1060, 730), (1100, 690), (1010, 704), (1010, 730)], PAPER)
    sheet.box(1190, 640, 60, 90, MID, 20)
    sheet.box(1206, 610, 28, 40, MID, 8)
    for lean in (-60, -20, 30):
        sheet.stroke(
            curve(
                (1220, 612), (1220 + lean * 0.3, 560), (1220 + lean, 520), (1220 + lean * 1.5, 470)
            ),
            DEEP,
            5,
        )
        sheet.disc(1220 + lean * 1.5, 468, 13, mix(ROSE, IVORY, 0.3))
    bookcase(sheet, 1400, 270, 300, 3, 4)
    return sheet


def zhuqiao() -> Sheet:
    sheet = Sheet(mix(PAPER, IVORY, 0.2), PALE)
    sheet.box(90, 60, 560, 560, DEEP)
    sheet.box(108, 78, 524, 524, mix(IVORY, PAPER, 0.3))
    for index in range(1, 5):
        sheet.box(108 + index * 105 - 5, 78, 10, 524, DARK)
        sheet.box(108, 78 + index * 105 - 5, 524, 10, DARK)
    sheet.box(213, 183, 314, 314, DEEP)
    sheet.box(225, 195, 290, 290, mix(IVORY, PAPER, 0.2))
    sheet.shape(
        [(225, 485), (225, 430), (300, 370), (360, 420), (430, 350), (515, 420), (515, 485)], LIGHT
    )
    sheet.gradient((0, 720, WIDTH, HEIGHT), DARK, DEEP)
    sheet.box(0, 706, WIDTH, 18, INK)
    sheet.box(800, 120, 620, 26, INK, 8)
    sheet.box(830, 146, 26, 574, INK)
    sheet.box(1364, 146, 26, 574, INK)
    sheet.box(780, 696, 660, 26, INK, 8)
    for index in range(6):
        x = 910 + index * 84
        length = (270, 330, 300, 250, 310, 280)[index]
        head = (84, 104, 92, 76, 98, 86)[index]
        fill = (MID, RED, DARK, MID, DARK, MID)[index]
        sheet.stroke([(x, 146), (x, 176)], INK, 4)
        sheet.box(x - 13, 176, 26, length, fill, 8)
        sheet.box(x - 16, 176, 32, 18, INK, 6)
        sheet.box(x - 16, 160 + length, 32, 22, GOLD, 3)
        y = 180 + length
        tip = curve((x - 15, y), (x - 30, y + head * 0.45), (x - 16, y + head * 0.7), (x, y + head))
        back = curve(
            (x, y + head), (x + 16, y + head * 0.7), (x + 30, y + head * 0.45), (x + 15, y)
        )
        sheet.shape(tip + back, IVORY)
        sheet.shape(
            [
                (x - 13, y + head * 0.62),
                (x, y + head),
                (x + 13, y + head * 0.62),
                (x, y + head * 0.5),
            ],
            INK,
        )
    sheet.shape([(130, 800), (820, 780), (880, 950), (70, 970)], IVORY)
    sheet.shape([(820, 780), (880, 950), (908, 946), (846, 778)], LIGHT)
    for share in (0.12, 0.24, 0.36, 0.48, 0.6, 0.72, 0.84):
        top, foot = 150 + 650 * share, 110 + 740 * share
        sheet.stroke([(top, 822), (foot, 938)], mix(ROSE, IVORY, 0.55), 4)
    sheet.stroke([(420, 936), (760, 812)], RED, 24)
    sheet.stroke([(736, 821), (768, 809)], GOLD, 26)
    sheet.shape([(764, 796), (846, 772), (774, 824)], mix(INK, DEEP, 0.3))
    sheet.disc(1160, 872, 170, INK, 62)
    sheet.disc(1160, 858, 170, mix(INK, DEEP, 0.35), 60)
    sheet.disc(1160, 862, 126, mix(INK, (30, 28, 26), 0.6), 40)
    sheet.disc(1120, 856, 46, mix(INK, IVORY, 0.25), 9)
    sheet.box(1390, 800, 90, 128, DARK, 10)
    sheet.box(1404, 812, 62, 40, RED)
    return sheet


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
    sheet.gradient((0, floor, WIDTH, HEIGHT), LIGHT, MID)
    sheet.shape([(300, HEIGHT), (1300, HEIGHT), (980, floor), (760, floor)], PAPER)


def courtyard() -> Sheet:
    sheet = Sheet(mix(PAPER, IVORY, 0.5), PALE)
    sheet.disc(1240, 190, 74, mix(GOLD, IVORY, 0.55))
    for x, w, storeys, fill in (
        (60, 300, 5, PALE),
        (1180, 380, 5, PALE),
        (400, 280, 6, LIGHT),
        (860, 300, 6, LIGHT),
    ):
        block(sheet, x, 720, w, storeys, mix(fill, MID, 0.35))
    ground(sheet, 720)
    for x, size in ((120, 300), (1490, 320), (660, 240), (940, 230)):
        tree(sheet, x, 770, size, mix(DARK, DEEP, 0.4))
    for x in (250, 1150):
        sheet.box(x, 830, 220, 22, INK, 6)
        sheet.box(x, 776, 220, 20, INK, 6)
        for leg in (24, 178):
            sheet.box(x + leg, 780, 16, 112, INK)
    sheet.box(716, 600, 16, 250, INK)
    sheet.box(868, 600, 16, 250, INK)
    sheet.box(696, 560, 208, 180, RED)
    for index in range(3):
        sheet.box(736, 600 + index * 40, (128, 104, 128)[index], 14, mix(RED, IVORY, 0.8))
    return sheet


def service_hall() -> Sheet:
    sheet = Sheet(mix(PAPER, IVORY, 0.35), PALE)
    sheet.gradient((0, 790, WIDTH, HEIGHT), LIGHT, MID)
    sheet.box(0, 782, WIDTH, 12, DARK)
    sheet.box(120, 100, 1360, 110, RED)
    for index in range(5):
        sheet.box(440 + index * 150, 138, 116, 34, mix(RED, IVORY, 0.8))
    for index in range(4):
        x = 150 + index * 345
        sheet.box(x, 270, 270, 190, DEEP)
        sheet.box(x + 12, 282, 246, 166, IVORY)
        for row in range(4):
            sheet.box(x + 40, 310 + row * 32, (190, 150, 170, 110)[(row + index) % 4], 10, LIGHT)
        sheet.box(x + 95, 556, 80, 76, INK, 6)
        sheet.box(x + 127, 630, 16, 24, INK)
        sheet.box(x + 196, 616, 34, 38, IVORY, 4)
    sheet.box(80, 650, 1440, 30, INK)
    sheet.box(100, 680, 1400, 190, mix(DARK, DEEP, 0.4))
    for index in range(4):
        sheet.box(150 + index * 345, 720, 270, 110, mix(DARK, MID, 0.5))
        sheet.box(262 + index * 345, 752, 46, 46, GOLD if index == 1 else PAPER, 23)
    for index in range(4):
        x = 205 + index * 345
        sheet.box(x, 884, 150, 24, INK, 10)
        sheet.box(x + 68, 905, 14, 80, INK)
    for x in (48, 1552):
        sheet.box(x - 34, 760, 68, 110, INK, 8)
        for lean in (-70, -28, 24, 66):
            sheet.stroke(
                curve((x, 764), (x + lean * 0.2, 690), (x + lean * 0.8, 640), (x + lean, 560)),
                DEEP,
                16,
            )
    return sheet


def wheel(sheet: Sheet, x: float, y: float) -> None:
    sheet.ring(x, y, 52, INK, 13)
    sheet.disc(x, y, 12, INK)


def charging_shed() -> Sheet:
    sheet = Sheet(mix(PAPER, IVORY, 0.4), PALE)
    block(sheet, 40, 720, 300, 5, mix(PALE, MID, 0.3))
    block(sheet, 1240, 720, 330, 5, mix(PALE, MID, 0.3))
    sheet.gradient((0, 720, WIDTH, HEIGHT), LIGHT, MID)
    sheet.box(240, 360, 1120, 470, mix(PALE, LIGHT, 0.6))
    sheet.shape([(180, 360), (1420, 360), (1340, 290), (260, 290)], RED)
    sheet.box(180, 356, 1240, 22, INK)
    for x in (250, 610, 970, 1330):
        sheet.box(x, 378, 22, 462, INK)
    for x in (340, 700, 1060):
        sheet.box(x, 470, 170, 74, IVORY, 6)
        for socket in range(3):
            sheet.box(x + 22 + socket * 48, 492, 30, 30, DEEP, 6)
        sheet.stroke(curve((x + 90, 544), (x + 96, 620), (x + 150, 600), (x + 130, 690)), INK, 5)
    for x in (330, 690, 1050):
        wheel(sheet, x + 40, 800)
        wheel(sheet, x + 210, 800)
        sheet.shape(
            [
                (x + 70, 770),
                (x + 176, 770),
                (x + 200, 700),
                (x + 156, 700),
                (x + 130, 738),
                (x + 66, 738),
            ],
            DARK,
        )
        sheet.box(x + 40, 700, 90, 26, INK, 12)
        sheet.stroke([(x + 210, 800), (x + 190, 640), (x + 150, 630)], INK, 12)
    sheet.box(1400, 640, 120, 190, RED, 8)
    sheet.box(1416, 656, 88, 100, mix(RED, IVORY, 0.8))
    for x in (1440, 1480):
        sheet.box(x - 13, 690, 26, 62, RED, 10)
    sheet.box(120, 560, 14, 280, INK)
    sheet.box(60, 470, 134, 110, GOLD, 8)
    sheet.box(84, 498, 86, 14, INK)
    sheet.box(84, 530, 60, 14, INK)
    return sheet


def pavilion() -> Sheet:
    sheet = Sheet(mix(PAPER, IVORY, 0.5), PALE)
    block(sheet, 30, 700, 290, 5, mix(PALE, LIGHT, 0.7))
    block(sheet, 1300, 700, 280, 5, mix(PALE, LIGHT, 0.7))
    ground(sheet, 700)
    tree(sheet, 240, 800, 440, mix(DARK, DEEP, 0.3))
    tree(sheet, 1400, 800, 460, mix(DARK, DEEP, 0.3))
    roof = curve((360, 372), (560, 340), (680, 290), (800, 170)) + curve(
        (800, 170), (920, 290), (1040, 340), (1240, 372)
    )
    sheet.shape([*roof, (1200, 400), (400, 400)], RED)
    sheet.disc(800, 168, 20, GOLD)
    sheet.box(440, 400, 720, 34, INK)
    for x in (470, 1100):
        sheet.box(x, 434, 30, 400, INK)
    for x in (640, 930):
        sheet.box(x, 434, 24, 330, DEEP)
    sheet.box(420, 820, 760, 30, DARK)
    sheet.box(390, 850, 820, 30, DEEP)
    sheet.box(500, 640, 600, 14, DEEP)
    sheet.disc(800, 706, 130, PAPER, 30)
    sheet.disc(800, 698, 130, IVORY, 28)
    sheet.box(784, 724, 32, 100, DEEP)
    for x in (610, 990):
        sheet.disc(x, 762, 52, INK, 15)
        sheet.box(x - 34, 764, 68, 58, INK, 8)
    sheet.box(744, 676, 60, 20, RED)
    sheet.box(824, 670, 22, 26, MID, 4)
    return sheet


PICTURES: dict[str, Callable[[], Sheet]] = {
    "laizhou-archives/images/zhuqiao.png": zhuqiao,
    "laizhou-archives/images/exhibition.png": exhibition,
    "laizhou-archives/images/members-room.png": members_room,
    "laizhou-archives/images/integrity-room.png": integrity_room,
    "laizhou-archives/images/corridor.png": corridor,
    "laizhou-archives/images/shelves.png": shelves,
    "example-community/images/courtyard.png": courtyard,
    "example-community/images/service-hall.png": service_hall,
    "example-community/images/charging-shed.png": charging_shed,
    "example-community/images/pavilion.png": pavilion,
}


def main() -> None:
    """Write every picture below `branches/`."""
    branches = Path(__file__).parent / "branches"
    for name, draw in PICTURES.items():
        draw().save(branches / name)


if __name__ == "__main__":
    main()
