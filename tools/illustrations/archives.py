"""The archives branch: six pictures of its rooms and its work."""

from __future__ import annotations

from illustrations.furniture import bookcase, books, lotus, petal
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
    PALE,
    PAPER,
    RED,
    ROSE,
    WIDTH,
    Point,
    Sheet,
    curve,
    mix,
)


def zhuqiao() -> Sheet:
    """Return a desk with an inkstone, paper and a stand of brushes."""
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


def exhibition() -> Sheet:
    """Return a hall with panels on the wall and cases before it."""
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


def members_room() -> Sheet:
    """Return a meeting room: a long table between bookcases."""
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


def integrity_room() -> Sheet:
    """Return a quiet room with a lotus scroll and a round window."""
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
            sheet.shape(
                [
                    (x, y),
                    (x + way * 40, y + drop * 0.5),
                    (x + way * 92, y + drop),
                    (x + way * 36, y + drop * 0.8),
                ],
                DARK,
            )
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


def corridor() -> Sheet:
    """Return a corridor with frames on both walls and light at its end."""
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
                sheet.shape(
                    [
                        wall(a, side, 0.24 + inset),
                        wall(b, side, 0.24 + inset),
                        wall(b, side, 0.62 - inset),
                        wall(a, side, 0.62 - inset),
                    ],
                    colour,
                )
            if side == 0:
                hill = [
                    wall(xs[0] + (xs[1] - xs[0]) * s, side, h)
                    for s, h in (
                        (0.1, 0.47),
                        (0.38, 0.4),
                        (0.58, 0.45),
                        (0.78, 0.38),
                        (0.9, 0.43),
                        (0.9, 0.52),
                        (0.1, 0.52),
                    )
                ]
                sheet.shape(hill, LIGHT)
        y = depth * top
        half = 110 * (1 - depth) + 8
        sheet.shape(
            [
                (800 - half, y),
                (800 + half, y),
                (800 + half * 0.9, y + 16 * (1 - depth)),
                (800 - half * 0.9, y + 16 * (1 - depth)),
            ],
            IVORY,
        )
    return sheet


def wall(x: float, side: int, share: float) -> Point:
    """Return the point of a side wall of the corridor at `x`, `share` of the way down."""
    t = x / 660 if side == 0 else (WIDTH - x) / 660
    return x, t * 330 + share * (HEIGHT - t * 330 - t * 360)


def shelves() -> Sheet:
    """Return an archive store: boxes on three shelves."""
    sheet = Sheet(PALE, LIGHT)
    for row, floor in enumerate((300, 630, 960)):
        sheet.box(0, floor - 278, WIDTH, 278, mix(PALE, LIGHT, 0.3 + 0.2 * row))
        books(sheet, -20, floor, WIDTH + 40, 236, 3 + row * 7)
        sheet.box(0, floor, WIDTH, 26, DEEP)
        sheet.box(0, floor + 26, WIDTH, 10, MID)
    return sheet
