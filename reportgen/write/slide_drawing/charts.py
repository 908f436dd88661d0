"""A chart in, its marks, names and values as plain shapes out: what a small picture of it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.document.nodes import Chart, Series, number_text
from reportgen.write.chart_style import ChartStyle
from reportgen.write.slide_drawing.layouts import LayoutLook
from reportgen.write.slide_drawing.shapes import (
    Box,
    Piece,
    SetLine,
    Setting,
    emu,
    preset,
    rectangle,
    solid,
    text_box,
)
from reportgen.write.xml import Xml

#: shares of the frame: names beside bars, room for the number behind the longest one, names below columns
_NAMES, _NUMBERS, _BELOW = 0.24, 0.1, 0.16
#: the share of its row or column that a mark fills, and the side of a point of a line in points
_THICK, _DOT_PT = 0.56, 5.0
_CIRCLE = 21_600_000
_UP = 16_200_000
_HOLE = 25_000
#: lines of names and numbers: their pitch in ems; between a name and its bar, in points
_PITCH, _GAP_PT = 1.25, 8.0
#: a shape that waits for its number
Numbered = Callable[[int], Xml]


@dataclass(frozen=True, slots=True)
class ChartSetting:
    """Where and how a chart is drawn: its frame in EMU, sizes of type scaled by `scale`."""

    box: Box
    style: ChartStyle
    look: LayoutLook
    scale: float


def chart_shapes(chart: Chart, setting: ChartSetting, number: int) -> Iterator[Xml]:
    """Yield the shapes of a chart, numbered from `number` on."""
    series = chart.series[-1:] if chart.kind == "range" else chart.series
    if not series or not chart.categories:
        return
    match chart.kind:
        case "pie" | "doughnut":
            shapes = _slices(chart, series[0], setting)
        case "bar" | "range":
            shapes = _bars(chart, series, setting)
        case _:
            shapes = _columns(chart, series, setting)
    for place, draw in enumerate(shapes, number):
        yield draw(place)


def _colour(chart: Chart, setting: ChartSetting, index: int, point: int) -> str:
    """Return the colour of a point of the series at `index`, as RRGGBB."""
    style = setting.style
    if point == chart.highlight and index == 0:
        return setting.look.colour(style.highlight)
    place = len(chart.series) - 1 - index if chart.newest_last else index
    return setting.look.colour(style.palette[place % len(style.palette)])


def _label(series: Series, point: int) -> str:
    value = series.values[point]
    if series.labels:
        return series.labels[point]
    return "" if value is None else number_text(value)


def _highest(series: Sequence[Series], *, stacked: bool) -> float:
    columns = zip(*(one.values for one in series), strict=True)
    tops = [
        sum(v or 0 for v in column) if stacked else max(v or 0 for v in column)
        for column in columns
    ]
    return max([*tops, 0]) or 1.0


def _words(box: Box, words: str, setting: ChartSetting, align: str, size_pt: float) -> Numbered:
    style, size = setting.style, size_pt * setting.scale
    colour = setting.look.colour("tx1")
    lines = (SetLine((Piece(words, size, colour, style.latin, style.east_asian),)),)
    return lambda number: text_box(number, box, lines, Setting(size * _PITCH, align, "ctr"))


def _mark(box: Box, colour: str) -> Numbered:
    return lambda number: rectangle(number, box, solid(colour))


def _bars(chart: Chart, series: Sequence[Series], setting: ChartSetting) -> Iterator[Numbered]:
    """Yield horizontal bars, the first category on top, with their names and values."""
    x, y, w, h = setting.box
    style = setting.style
    names = round(w * _NAMES) if style.names else 0
    room = w - names - round(w * _NUMBERS)
    row = h / len(chart.categories)
    thick = row * _THICK / len(series)
    highest = _highest(series, stacked=False)
    for at, name in enumerate(chart.categories):
        top = y + row * at
        if style.names:
            gap = emu(_GAP_PT * setting.scale)
            place = Box(x, round(top), names - gap, round(row))
            yield _words(place, name, setting, "r", style.axis_pt)
        for index, one in enumerate(series):
            length = round(room * (one.values[at] or 0) / highest)
            upper = round(top + (row - thick * len(series)) / 2 + thick * index)
            yield _mark(
                Box(x + names, upper, length, round(thick)), _colour(chart, setting, index, at)
            )
            left = x + names + length
            place = Box(left, upper, x + w - left, round(thick))
            yield _words(place, f" {_label(one, at)}", setting, "l", style.label_pt)


def _columns(chart: Chart, series: Sequence[Series], setting: ChartSetting) -> Iterator[Numbered]:
    """Yield columns, beside or on each other, or the points of lines, with their names and values."""
    x, y, w, h = setting.box
    stacked, drawn = chart.kind == "stacked", chart.kind == "line"
    highest = _highest(series, stacked=stacked)
    head = emu(setting.style.label_pt * _PITCH * setting.scale)
    foot = round(h * _BELOW)
    room, step = h - head - foot, w / len(chart.categories)
    wide = step * _THICK / (1 if stacked or drawn else len(series))
    dot = emu(_DOT_PT * setting.scale)
    for at, name in enumerate(chart.categories):
        left = x + step * at
        place = Box(round(left), y + h - foot, round(step), foot)
        yield _words(place, name, setting, "ctr", setting.style.axis_pt)
        base = y + h - foot
        for index, one in enumerate(series):
            colour, value = _colour(chart, setting, index, at), one.values[at]
            if value is None:
                continue
            height = round(room * value / highest)
            start = left + (step - wide * (1 if stacked or drawn else len(series))) / 2
            if not (stacked or drawn):
                start += wide * index
            above = base - height
            if drawn:
                middle = round(left + step / 2)
                yield _dot(Box(middle - dot, above - dot, 2 * dot, 2 * dot), colour)
            else:
                yield _mark(Box(round(start), above, round(wide), height), colour)
            base = above if stacked else base
            size = setting.style.label_pt
            place = Box(round(start - wide), above - head, round(3 * wide), head)
            if not stacked:
                yield _words(place, _label(one, at), setting, "ctr", size)


def _dot(box: Box, colour: str) -> Numbered:
    return lambda number: preset(number, box, "ellipse", (), solid(colour))


def _slices(chart: Chart, series: Series, setting: ChartSetting) -> Iterator[Numbered]:
    """Yield the slices of a pie or a doughnut, clockwise from the top, and a key beside it."""
    x, y, w, h = setting.box
    side = min(h, w // 2)
    disc = Box(x + (w // 2 - side) // 2, y + (h - side) // 2, side, side)
    total = sum(value or 0 for value in series.values) or 1.0
    before = 0.0
    row = h / max(len(chart.categories), 1)
    for at, name in enumerate(chart.categories):
        share = (series.values[at] or 0) / total
        begin, end = (round(_UP + _CIRCLE * part) % _CIRCLE for part in (before, before + share))
        before += share
        colour = _colour(chart, setting, at, at)
        if share > 0:
            yield _slice(disc, begin, end, colour, hollow=chart.kind == "doughnut")
        words = f"{name} {_label(series, at)}"
        place = Box(x + w // 2, round(y + row * at), w // 2, round(row))
        yield _words(place, words, setting, "l", setting.style.axis_pt)


def _slice(disc: Box, begin: int, end: int, colour: str, *, hollow: bool) -> Numbered:
    guides = [("adj1", begin), ("adj2", end)]
    if not hollow:
        return lambda number: preset(number, disc, "pie", guides, solid(colour))
    # A block arc runs from its first to its second angle clockwise (ECMA-376, presetShapeDefinitions).
    ring = [*guides, ("adj3", _HOLE)]
    return lambda number: preset(number, disc, "blockArc", ring, solid(colour))
