"""The invented community: four pictures of its places."""

from __future__ import annotations

from illustrations.furniture import block, ground, tree
from illustrations.sheet import (
    DARK,
    DEEP,
    GOLD,
    HEIGHT,
    INK,
    IVORY,
    LIGHT,
    MID,
    PALE,
    PAPER,
    RED,
    WIDTH,
    Sheet,
    curve,
    mix,
)


def courtyard() -> Sheet:
    """Return a square between blocks of flats."""
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
    """Return a reception hall with a long counter."""
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
    """Draw a wheel of a cycle."""
    sheet.ring(x, y, 52, INK, 13)
    sheet.disc(x, y, 12, INK)


def charging_shed() -> Sheet:
    """Return a roofed stand where electric cycles are charged."""
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
    """Return a pavilion with a table under trees."""
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
