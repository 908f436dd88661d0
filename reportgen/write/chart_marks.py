"""A chart part in, the marks of its drawing out: rectangles, lines, discs, slices and words.

The part already says what each label reads, where it stands and which colour each mark has, so the chart of a
file, its preview and its small picture in a script follow one set of rules. Only what Office works out itself
is worked out here: the room of labels, the ends of the axis, the places of marks. Lengths are in points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from reportgen.document.nodes import number_text
from reportgen.measure import face, text_width
from reportgen.units import EMU_PER_PT
from reportgen.write.charts import CHART_NAMESPACE
from reportgen.write.theme_colours import BLACK, A, Colour, Element, Scheme, colour_of

_C = f"{{{CHART_NAMESPACE}}}"
_PAD = 4.0
"""Room inside the frame, and beside texts, in points."""
_NAMES_SHARE = 0.42
"""The share of the frame that the names of horizontal bars take at most."""
LINE_EM = 1.25
"""The height of a line of text, as a multiple of the size of its type."""
_FEWEST_STEP_PT = {False: 42.0, True: 84.0}
"""The least distance of two numbers along an upright and along a level axis, as Office chooses them."""
_ROUNDING = 1e-6
_CODE = re.compile(r'"([^"]*)"|(General)|(.)')
Box = tuple[float, float, float, float]


class Edge(NamedTuple):
    """A line: its colour, its width in points, its dashes as Office names them."""

    colour: Colour
    width_pt: float
    dash: str = ""
    is_round: bool = False


class WordsLook(NamedTuple):
    """How words are set."""

    latin: str
    east_asian: str
    size_pt: float
    colour: str = "#000000"


class Bar(NamedTuple):
    """A rectangle; `fill` None draws nothing."""

    x: float
    y: float
    w: float
    h: float
    fill: Colour | None


class Line(NamedTuple):
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    edge: Edge


class Disc(NamedTuple):
    """A disc about a middle."""

    x: float
    y: float
    radius: float
    fill: Colour | None
    edge: Edge | None


class Slice(NamedTuple):
    """A slice between two shares of a turn, clockwise from the top; `hole` is the inner radius."""

    x: float
    y: float
    radius: float
    hole: float
    start: float
    end: float
    fill: Colour | None
    edge: Edge | None


class Words(NamedTuple):
    """Lines of words whose middle is at `y`; `anchor` says which part of them stands at `x`: start, middle or end."""

    x: float
    y: float
    lines: tuple[str, ...]
    look: WordsLook
    anchor: str


Mark = Bar | Line | Disc | Slice | Words


class _Point(NamedTuple):
    """A mark of a series: its value and how it is drawn."""

    value: float | None
    fill: Colour | None
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    """How the label of a value is set: its place, its number format, whether it names its category."""

    look: WordsLook
    position: str
    code: str
    named: bool


@dataclass(frozen=True, slots=True)
class _Series:
    """A series: its name, its points, its labels by place, None where a value has none."""

    name: str
    points: tuple[_Point, ...]
    labels: tuple[_Label | None, ...]
    line: Edge | None
    marker_pt: float
    markers: tuple[tuple[Colour | None, Edge | None], ...]


def chart_marks(part: bytes, scheme: Scheme, box: Box) -> Iterator[Mark]:
    """Yield the marks of a chart part in a box in points, in the colours of a scheme, the lowest first."""
    yield from _Chart(etree.fromstring(part), scheme, box).marks()


@dataclass(eq=False, slots=True)
class _Chart:
    """One chart as it is drawn."""

    root: Element
    scheme: Scheme
    box: Box

    def marks(self) -> Iterator[Mark]:
        """Yield the marks of the chart."""
        area = self.root.find(f"{_C}chart/{_C}plotArea")
        if area is None:
            return
        box = self.box
        if area.find(f"{_C}layout/{_C}manualLayout") is None:
            x, y, w, h = box
            box = (x + _PAD, y + _PAD, w - 2 * _PAD, h - 2 * _PAD)
        for plot in area:
            name = _local(plot)
            if not name.endswith("Chart"):
                continue
            series = [self._series(one, plot) for one in plot.findall(f"{_C}ser")]
            categories = _texts(plot.find(f"{_C}ser/{_C}cat"))
            legend, box = self._legend(series, categories, plot, box)
            yield from legend
            if name in ("pieChart", "doughnutChart"):
                yield from self._round(plot, series, categories, box)
            else:
                yield from self._plot(plot, area, series, categories, box)

    def _series(self, own: Element, plot: Element) -> _Series:
        values = _numbers(own.find(f"{_C}val"))
        looks = own.find(f"{_C}spPr")
        fill, line = self._fill(looks), self._edge(looks)
        marker = own.find(f"{_C}marker")
        marked = self._marker(marker)
        points, markers = [], []
        different = {_int(one.find(f"{_C}idx")): one for one in own.findall(f"{_C}dPt")}
        for index, value in enumerate(values):
            point = different.get(index)
            look = point.find(f"{_C}spPr") if point is not None else None
            is_round = plot.tag in (f"{_C}pieChart", f"{_C}doughnutChart")
            own_fill = fill if look is None or not _states_fill(look) else self._fill(look)
            points.append(_Point(value, own_fill, self._edge(look) if is_round else None))
            other = point.find(f"{_C}marker") if point is not None else None
            markers.append(marked if other is None else self._marker(other))
        size = marker.find(f"{_C}size") if marker is not None else None
        name = "".join(_texts(own.find(f"{_C}tx")))
        return _Series(
            name, tuple(points), tuple(self._labels(own, len(values))), line,
            float(_int(size, 5)), tuple(markers),
        )  # fmt: skip

    def _marker(self, marker: Element | None) -> tuple[Colour | None, Edge | None]:
        looks = None if marker is None else marker.find(f"{_C}spPr")
        return self._fill(looks), self._edge(looks)

    def _fill(self, looks: Element | None) -> Colour | None:
        """Return the fill among shape properties, None where they draw none."""
        solid = None if looks is None else looks.find(f"{A}solidFill")
        return None if solid is None else colour_of(solid, self.scheme) or BLACK

    def _edge(self, looks: Element | None) -> Edge | None:
        """Return the line among shape properties, None where they draw none."""
        own = None if looks is None else looks.find(f"{A}ln")
        colour = None if own is None else colour_of(own.find(f"{A}solidFill"), self.scheme)
        if own is None or colour is None:
            return None
        dash = own.find(f"{A}prstDash")
        width_pt = int(own.get("w", "9525")) / EMU_PER_PT
        return Edge(
            colour, width_pt, "" if dash is None else dash.get("val", ""), own.get("cap") == "rnd"
        )

    def _labels(self, own: Element, count: int) -> Iterator[_Label | None]:
        labels = own.find(f"{_C}dLbls")
        if labels is None:
            yield from [None] * count
            return
        usual = self._label(labels)
        single = {_int(one.find(f"{_C}idx")): one for one in labels.findall(f"{_C}dLbl")}
        for index in range(count):
            one = single.get(index)
            if one is None:
                yield usual
            else:
                yield None if one.find(f"{_C}delete") is not None else self._label(one)

    def _label(self, own: Element) -> _Label:
        place, code = own.find(f"{_C}dLblPos"), own.find(f"{_C}numFmt")
        named = own.find(f"{_C}showCatName")
        return _Label(
            self._look(own.find(f"{_C}txPr")),
            "ctr" if place is None else place.get("val", "ctr"),
            "General" if code is None else code.get("formatCode", "General"),
            named is not None and named.get("val") in ("1", "true"),
        )

    def _look(self, properties: Element | None) -> WordsLook:
        """Return how text is set, from a `c:txPr`."""
        run = None if properties is None else properties.find(f".//{A}defRPr")
        if run is None:
            return WordsLook("", "", 10)
        names = [
            "" if (one := run.find(f"{A}{tag}")) is None else one.get("typeface", "")
            for tag in ("latin", "ea")
        ]
        colour = colour_of(run.find(f"{A}solidFill"), self.scheme)
        return WordsLook(
            names[0],
            names[1] or names[0],
            int(run.get("sz", "1000")) / 100,
            colour.value if colour else "#000000",
        )

    def _legend(
        self, series: Sequence[_Series], categories: Sequence[str], plot: Element, box: Box
    ) -> tuple[list[Mark], Box]:
        """Return the legend and what it leaves of the box."""
        legend = self.root.find(f"{_C}chart/{_C}legend")
        if legend is None:
            return [], box
        look = self._look(legend.find(f"{_C}txPr"))
        place = legend.find(f"{_C}legendPos")
        side = "b" if place is None else place.get("val", "b")
        entries: list[tuple[str, Colour | None]]
        if plot.tag == f"{_C}doughnutChart":
            entries = [(n, p.fill) for n, p in zip(categories, series[0].points, strict=False)]
        else:
            entries = [(one.name, _key(one)) for one in series]
        x, y, w, h = box
        size, key = look.size_pt, look.size_pt * 0.7
        widths = [key + _PAD + _width(name, look) for name, _ in entries]
        drawn: list[Mark] = []
        if side in ("t", "b"):
            gap = size
            left = x + (w - sum(widths) - gap * (len(widths) - 1)) / 2
            middle = y + size * 0.8 if side == "t" else y + h - size * 0.8
            for (name, fill), width in zip(entries, widths, strict=True):
                drawn.append(Bar(left, middle - key / 2, key, key, fill))
                drawn.append(_words(left + key + _PAD, middle, name, look, "start"))
                left += width + gap
            room = size * 1.6 + _PAD
            return drawn, (x, y + (room if side == "t" else 0), w, h - room)
        widest = max(widths, default=0)
        left, middle = x + w - widest, y + h / 2 - size * 1.5 * (len(entries) - 1) / 2
        for name, fill in entries:
            drawn.append(Bar(left, middle - key / 2, key, key, fill))
            drawn.append(_words(left + key + _PAD, middle, name, look, "start"))
            middle += size * 1.5
        return drawn, (x, y, w - widest - 2 * _PAD, h)

    def _plot(
        self,
        plot: Element,
        area: Element,
        series: Sequence[_Series],
        categories: Sequence[str],
        box: Box,
    ) -> Iterator[Mark]:
        """Yield columns, bars or lines with their axes."""
        names, values = area.find(f"{_C}catAx"), area.find(f"{_C}valAx")
        assert names is not None
        assert values is not None
        direction = plot.find(f"{_C}barDir")
        flat = direction is not None and direction.get("val") == "bar"
        grouping = plot.find(f"{_C}grouping")
        stacked = grouping is not None and grouping.get("val") == "stacked"
        full = area.find(f"{_C}layout/{_C}manualLayout") is not None
        has_names = _value(names, "tickLblPos") != "none"
        name_look, number_look = (self._look(axis.find(f"{_C}txPr")) for axis in (names, values))
        visible = _value(values, "delete") in ("0", "false")
        x, y, w, h = box
        room = h if not flat else w
        low, high, step = _scale(series, values, room, flat=flat, stacked=stacked)
        wrapped = list(categories)
        if has_names and not full:
            if flat:
                most = w * _NAMES_SHARE
                wrapped = [_wrapped(name, name_look, most) for name in categories]
                wide = max(
                    (_width(n, name_look) for t in wrapped for n in t.split("\n")), default=0
                )
                x, w = x + wide + 2 * _PAD, w - wide - 2 * _PAD
            else:
                each = w / max(len(categories), 1)
                wrapped = [_wrapped(name, name_look, each - 1) for name in categories]
                lines = max((text.count("\n") + 1 for text in wrapped), default=1)
                h -= lines * name_look.size_pt * LINE_EM + _PAD
        if not full:
            x, y, w, h = self._with_label_room(series, (x, y, w, h), flat=flat, stacked=stacked)
        if visible:
            wide = max(_width(number_text(round(low + step * n, 6)), number_look)
                       for n in range(round((high - low) / step) + 1))  # fmt: skip
            x, w = x + wide + 2 * _PAD, w - wide - 2 * _PAD
        frame = _Frame(x, y, w, h, low, high, flat, max(len(categories), 1))
        grid = self._edge(values.find(f"{_C}majorGridlines/{_C}spPr"))
        every = float(_value(values, "majorUnit") or step)
        for place in range(1, int((high - low) / every + _ROUNDING) + 1):
            if grid is None:
                break
            along = frame.along(low + every * place)
            yield Line(((along, y), (along, y + h)) if flat else ((x, along), (x + w, along)), grid)
        if visible:
            for place in range(round((high - low) / step) + 1):
                value = round(low + step * place, 6)
                yield _words(x - _PAD, frame.along(value), number_text(value), number_look, "end")
        if plot.tag == f"{_C}lineChart":
            yield from self._lines(series, frame)
        else:
            yield from self._bars(plot, series, frame, stacked=stacked)
        line = self._edge(names.find(f"{_C}spPr"))
        if line:
            zero = frame.along(min(max(0.0, low), high))
            yield Line(((zero, y), (zero, y + h)) if flat else ((x, zero), (x + w, zero)), line)
        if has_names:
            for index, name in enumerate(wrapped):
                middle = frame.middle(index)
                if flat:
                    yield _words(x - _PAD * 1.5, middle, name, name_look, "end")
                else:
                    lines = name.count("\n") + 1
                    below = y + h + _PAD + lines * name_look.size_pt * LINE_EM / 2
                    yield _words(middle, below, name, name_look)

    def _with_label_room(
        self, series: Sequence[_Series], box: Box, *, flat: bool, stacked: bool
    ) -> Box:
        """Return what the labels outside of the marks leave of the box."""
        x, y, w, h = box
        if stacked:
            return box
        outer = [
            (label, point)
            for one in series
            for label, point in zip(one.labels, one.points, strict=True)
            if label is not None and label.position in ("outEnd", "t", "b", "l", "r")
        ]
        if not outer:
            return box
        size = max(label.look.size_pt for label, _ in outer)
        if flat:
            return (
                x,
                y,
                w
                - max(_width(_written(p.value, label.code), label.look) for label, p in outer) / 2,
                h,
            )
        return (x, y + size * 0.6, w, h - size * 0.6)

    def _bars(
        self, plot: Element, series: Sequence[_Series], frame: _Frame, *, stacked: bool
    ) -> Iterator[Mark]:
        gap = _int(plot.find(f"{_C}gapWidth"), 150) / 100
        side_by_side = 1 if stacked else len(series)
        thick = frame.step / (side_by_side + gap)
        base = [min(max(0.0, frame.low), frame.high)] * frame.count
        ends = [0.0] * frame.count
        labels: list[Mark] = []
        for row, one in enumerate(series):
            for index, point in enumerate(one.points):
                if point.value is None:
                    continue
                start = ends[index] if stacked else base[index]
                end = start + point.value if stacked else point.value
                ends[index] = end
                place = 0 if stacked else row
                across = frame.start(index) + thick * (gap / 2 + place)
                a, b = frame.along(start), frame.along(end)
                if point.fill is not None:
                    if frame.flat:
                        yield Bar(min(a, b), across, abs(b - a), thick, point.fill)
                    else:
                        yield Bar(across, min(a, b), thick, abs(b - a), point.fill)
                label = one.labels[index]
                if label is not None:
                    text = _written(point.value, label.code)
                    middle = across + thick / 2
                    labels += _bar_label(text, label, frame, middle, a, b) if text else []
        yield from labels

    def _lines(self, series: Sequence[_Series], frame: _Frame) -> Iterator[Mark]:
        for one in series:
            stretch: list[tuple[float, float]] = []
            for index, point in enumerate((*one.points, _Point(None, None))):
                if point.value is not None:
                    stretch.append((frame.middle(index), frame.along(point.value)))
                    continue
                if len(stretch) > 1 and one.line is not None:
                    yield Line(tuple(stretch), one.line)
                stretch = []
        for one in series:
            for index, point in enumerate(one.points):
                if point.value is None:
                    continue
                x, y = frame.middle(index), frame.along(point.value)
                fill, edge = one.markers[index]
                if fill or edge:
                    yield Disc(x, y, one.marker_pt / 2, fill, edge)
                label = one.labels[index]
                if label is None:
                    continue
                text, size = _written(point.value, label.code), label.look.size_pt
                away = one.marker_pt / 2 + size * 0.6
                dx, dy, anchor = {
                    "t": (0.0, -away, "middle"), "b": (0.0, away, "middle"),
                    "l": (-one.marker_pt / 2 - _PAD, 0.0, "end"),
                    "r": (one.marker_pt / 2 + _PAD, 0.0, "start"),
                }.get(label.position, (0.0, -away, "middle"))  # fmt: skip
                yield _words(x + dx, y + dy, text, label.look, anchor)

    def _round(
        self, plot: Element, series: Sequence[_Series], categories: Sequence[str], box: Box
    ) -> Iterator[Mark]:
        """Yield the slices of a pie or doughnut, from the top clockwise."""
        only = series[0]
        values = [max(point.value or 0.0, 0.0) for point in only.points]
        whole = sum(values) or 1.0
        x, y, w, h = box
        outside = any(label is not None and label.position == "outEnd" for label in only.labels)
        texts = [
            _label_text(label, value, name)
            for label, value, name in zip(only.labels, values, categories, strict=False)
        ]
        look = next(
            (label.look for label in only.labels if label is not None), WordsLook("", "", 10)
        )
        room = look.size_pt * LINE_EM * 2 if outside else 0.0
        radius = max(min(w / 2 - (look.size_pt * 3 if outside else 0), h / 2 - room), 1.0)
        cx, cy = x + w / 2, y + h / 2
        hole = _int(plot.find(f"{_C}holeSize"), 0) / 100 * radius
        turned = 0.0
        for index, (point, value) in enumerate(zip(only.points, values, strict=True)):
            share = value / whole
            yield Slice(cx, cy, radius, hole, turned, turned + share, point.fill, point.edge)
            label = only.labels[index]
            if label is not None and value:
                angle = 2 * math.pi * (turned + share / 2)
                away = radius + look.size_pt * 0.9 if outside else (radius + hole) / 2
                px, py = cx + away * math.sin(angle), cy - away * math.cos(angle)
                anchor = "middle"
                if outside and abs(math.sin(angle)) > 0.35:
                    anchor = "start" if math.sin(angle) > 0 else "end"
                yield _words(px, py, texts[index], label.look, anchor)
            turned += share


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plot: its box, the ends of its axis of values, and how many categories it has."""

    x: float
    y: float
    w: float
    h: float
    low: float
    high: float
    flat: bool
    count: int

    @property
    def step(self) -> float:
        """The room of a category."""
        return (self.h if self.flat else self.w) / self.count

    def start(self, index: int) -> float:
        """Return where the room of a category begins."""
        return (self.y if self.flat else self.x) + self.step * index

    def middle(self, index: int) -> float:
        """Return the middle of a category."""
        return self.start(index) + self.step / 2

    def along(self, value: float) -> float:
        """Return the place of a value along its axis."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        return self.x + self.w * share if self.flat else self.y + self.h * (1 - share)


def _scale(
    series: Sequence[_Series], axis: Element, room: float, *, flat: bool, stacked: bool
) -> tuple[float, float, float]:
    """Return the ends of an axis and its step: those the part names, else those Office would choose."""
    values = [point.value or 0.0 for one in series for point in one.points]
    if stacked:
        columns = zip(*(one.points for one in series), strict=True)
        values = [sum(point.value or 0.0 for point in column) for column in columns]
    scaling = axis.find(f"{_C}scaling")
    ends = {
        name: None if scaling is None else scaling.find(f"{_C}{name}") for name in ("min", "max")
    }
    low = min([0.0, *values]) if ends["min"] is None else float(ends["min"].get("val", "0"))
    top = max([0.0, *values])
    high = top + (top - low) * 0.05 if ends["max"] is None else float(ends["max"].get("val", "1"))
    high = high if high > low else low + 1
    least = _FEWEST_STEP_PT[flat]
    rough = (high - low) * least / max(room, least)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * part for part in (1, 2, 5, 10) if power * part >= rough * 0.999)
    if ends["max"] is None:
        high = low + step * math.ceil((high - low) / step - 1e-9)
    return low, high, step


def _key(series: _Series) -> Colour | None:
    """Return the fill of the key of a series: a line's is the colour of its line."""
    if series.line is not None:
        return series.line.colour
    return next((point.fill for point in series.points if point.fill is not None), None)


def _states_fill(looks: Element) -> bool:
    return looks.find(f"{A}solidFill") is not None or looks.find(f"{A}noFill") is not None


def _words(x: float, y: float, text: str, look: WordsLook, anchor: str = "middle") -> Words:
    return Words(x, y, tuple(text.split("\n")), look, anchor)


def _bar_label(
    text: str, label: _Label, frame: _Frame, middle: float, start: float, end: float
) -> Iterator[Mark]:
    """Yield the label of a bar from `start` to `end`, whose middle across is `middle`."""
    size = label.look.size_pt
    grows = 1 if (end >= start) == frame.flat else -1
    at, anchor = (start + end) / 2, "middle"
    if frame.flat:
        if label.position == "outEnd":
            at, anchor = end + grows * _PAD, "start" if grows > 0 else "end"
        elif label.position == "inEnd":
            at, anchor = end - grows * _PAD, "end" if grows > 0 else "start"
        elif label.position == "inBase":
            at, anchor = start + grows * _PAD, "start" if grows > 0 else "end"
        yield _words(at, middle, text, label.look, anchor)
        return
    if label.position == "outEnd":
        at = end + (-1 if end <= start else 1) * size * 0.7
    yield _words(middle, at, text, label.look)


def _label_text(label: _Label | None, value: float, name: str) -> str:
    if label is None:
        return ""
    written = _written(value, label.code)
    return f"{name}\n{written}" if label.named else written


def _written(value: float | None, code: str) -> str:
    """Return a value in a number format (ECMA-376 part 1, 18.8.31), of which labels use a little."""
    if value is None:
        return ""
    sections = re.findall(r'(?:"[^"]*"|[^;"])+|(?<=;)(?=;|$)', code) or ["General"]
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    out = ""
    for quoted, general, char in _CODE.findall(section):
        out += quoted or (number_text(value) if general else char)
    return out


def _width(text: str, look: WordsLook) -> float:
    return text_width(text, face(look.east_asian, look.latin), look.size_pt)


def _wrapped(text: str, look: WordsLook, width: float) -> str:
    """Return a name in lines of a width, divided evenly."""
    whole = _width(text, look)
    if whole <= width or len(text) < 2 or width <= 0:
        return text
    count = min(math.ceil(whole / width), len(text))
    each = math.ceil(len(text) / count)
    return "\n".join(text[start : start + each] for start in range(0, len(text), each))


def _local(own: Element) -> str:
    return str(own.tag).removeprefix(_C)


def _value(parent: Element, name: str) -> str:
    own = parent.find(f"{_C}{name}")
    return "" if own is None else own.get("val", "")


def _int(own: Element | None, default: int = 0) -> int:
    return default if own is None else int(own.get("val", default))


def _texts(reference: Element | None) -> list[str]:
    """Return the texts of a reference, in the order of their places."""
    if reference is None:
        return []
    points = reference.iter(f"{_C}pt")
    by_place = {int(point.get("idx", "0")): point.findtext(f"{_C}v") or "" for point in points}
    count = _int(next(reference.iter(f"{_C}ptCount"), None), len(by_place))
    return [by_place.get(place, "") for place in range(count)]


def _numbers(reference: Element | None) -> list[float | None]:
    return [float(text) if text else None for text in _texts(reference)]
