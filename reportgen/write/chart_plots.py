"""The `c:plotArea` of a chart: series with their values, labels and axes.

Elements stand in the order of the schema (ISO/IEC 29500-1, 21.2); Office repairs what does not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from reportgen.document.nodes import Chart, number_text
from reportgen.write.chart_style import (
    NO_FILL_NO_LINE,
    NO_LINE,
    PAGE,
    TEXT,
    ChartStyle,
    fill,
    line,
    mark_colour,
    text_on_mark,
    text_properties,
    theme_colour,
)
from reportgen.write.range_chart import LOWER, UPPER
from reportgen.write.workbook import (
    categories_formula,
    series_title,
    title_formula,
    values_formula,
)
from reportgen.write.xml import EMPTY, Value, Xml, element, joined, text

# Any two different unsigned numbers do. A third, unreferenced one makes PowerPoint repair the file.
_CATEGORY_AXIS, _VALUE_AXIS = 500000001, 500000002

# Beyond this many marks side by side the large numerals of a slide touch each other.
_ROOMY_MARKS = 8
_HORIZONTAL = ("bar", "range")
# Beyond this many bars their names are set in small type; of more names only some are written.
_ROOMY_BARS, _MOST_BAR_NAMES, _MOST_NAMES = 12, 24, 16
# Labels of slices of less than this share of the whole run into each other.
_TINY_SLICE = 0.03
# The lines of series beyond the colours of the palette are broken, each round of colours otherwise.
_DASHES = ("solid", "sysDash", "lgDash", "sysDot")
# A share of the tallest stack: a 10.5 pt number needs about this much of a 6.5 cm chart.
_THINNEST_LABELLED = 0.08
# Of more points in a series only the ends, the highest and the lowest carry a number.
_MOST_LABELS = 12
_MOST_LABELLED_LINES = 2
# The share of the longest bar that its number needs behind it, in a frame that bars fill.
_LABEL_SHARE = 0.3
_MAX_GAP_WIDTH = 500  # percent of a column's width; ST_GapAmount
_DOUGHNUT_HOLE = 56  # percent of the ring's diameter


def val(name: str, value: Value) -> Xml:
    """Return an element whose one attribute is its value, as most of a chart are."""
    return element(name, {"val": value})


def plot_area(chart: Chart, style: ChartStyle) -> Xml:
    """Return the plot area; a pie or doughnut shows the first series only."""
    if chart.kind == "pie":
        plots = [_pie(chart, style)]
    elif chart.kind == "doughnut":
        plots = [_doughnut(chart, style)]
    else:
        plot = _line_plot(chart, style) if chart.kind == "line" else _bar_plot(chart, style)
        plots = [plot, _category_axis(chart, style), _value_axis(chart, style)]
    return element("c:plotArea", None, _place(style), *plots)


def _place(style: ChartStyle) -> Xml:
    """Return where the plot stands in its frame: the program's choice, or all of the frame."""
    if not style.fills_frame:
        return element("c:layout")
    sides = [val(f"c:{side}", value) for side, value in (("x", 0), ("y", 0), ("w", 1), ("h", 1))]
    modes = [val("c:layoutTarget", "inner"), val("c:xMode", "edge"), val("c:yMode", "edge")]
    return element("c:layout", None, element("c:manualLayout", None, *modes, *sides))


#: of a whole: a shorter bar has no room for its label
_LEAST_INSIDE = 0.4


def _bar_plot(chart: Chart, style: ChartStyle) -> Xml:
    """Return columns, stacked columns or horizontal bars."""
    stacked, horizontal = chart.kind in ("stacked", "range"), chart.kind in _HORIZONTAL
    # Few categories would make slabs: widen the gap so that a column stays a column.
    gap = style.bar_gap_width if horizontal else style.gap_width
    if style.narrow:
        gap = min(gap * max(1, 4 - len(chart.categories)), _MAX_GAP_WIDTH)
    return element(
        "c:barChart",
        None,
        val("c:barDir", "bar" if horizontal else "col"),
        val("c:grouping", "stacked" if stacked else "clustered"),
        val("c:varyColors", 0),
        *(_bar_series(chart, style, index) for index in range(len(chart.series))),
        val("c:gapWidth", gap),
        val("c:overlap", 100 if stacked else 0),
        *_axes_of_plot(),
    )


def _bar_series(chart: Chart, style: ChartStyle, index: int) -> Xml:
    colour = _colour_index(chart, index)
    if chart.kind == "range":
        labels = _range_labels(chart, style, index)
    elif chart.kind == "stacked":
        characters = text_properties(
            style, style.axis_pt, numeral=True, colour=text_on_mark(style, colour)
        )
        labels = _labels(chart, index, characters, "ctr", left_out=_thin_layers(chart, index))
    else:
        characters = text_properties(style, _label_size(chart, style), numeral=True)
        inside = _just_short(chart, style, index)
        light = text_properties(style, style.label_pt, numeral=True, colour=PAGE)
        labels = _labels(
            chart,
            index,
            characters,
            "outEnd",
            positions=dict.fromkeys(inside, "inEnd"),
            characters_at=dict.fromkeys(inside, light),
            left_out=_unlabelled(chart, index),
        )
    return element(
        "c:ser",
        None,
        _series_head(chart, index),
        element("c:spPr", None, fill(mark_colour(style, colour))),
        val("c:invertIfNegative", 0),
        *_toned_points(chart, style, index),
        labels,
        _categories(chart),
        _values(chart, index),
    )


def _just_short(chart: Chart, style: ChartStyle, index: int) -> frozenset[int]:
    """Return the bars that end before a line across them, so that their labels stand inside."""
    whole, series = style.grid_every, chart.series[index]
    return frozenset(
        i
        for i, (value, tone) in enumerate(zip(series.values, series.tones, strict=False))
        if tone == "lacking" and value is not None and whole * _LEAST_INSIDE < value < whole
    )


def _range_labels(chart: Chart, style: ChartStyle, index: int) -> Xml:
    """Return the labels of a series of a range: the values at its ends, nothing on the change."""
    if index not in (LOWER, UPPER):
        return EMPTY
    last = text_properties(style, style.label_pt, numeral=True, lighter=True)
    this = text_properties(style, style.label_pt + 2, numeral=True, colour=style.palette[0])
    inner = chart.series[1 if index == LOWER else UPPER - 1]
    at = {i: this if tone == "this" else last for i, tone in enumerate(inner.tones)}
    return _labels(chart, index, last, "inEnd" if index == LOWER else "inBase", characters_at=at)


def _toned_points(chart: Chart, style: ChartStyle, index: int) -> Iterator[Xml]:
    """Yield the bars of a series that have a colour of their own."""
    tones = dict(enumerate(chart.series[index].tones))
    if _colour_index(chart, index) == 0 and chart.highlight is not None:
        tones[chart.highlight] = "highlight"
    for point, tone in sorted(tones.items()):
        if colour := style.point_colour(tone):
            yield element(
                "c:dPt",
                None,
                val("c:idx", point),
                val("c:invertIfNegative", 0),
                val("c:bubble3D", 0),
                element("c:spPr", None, colour),
            )


def _line_plot(chart: Chart, style: ChartStyle) -> Xml:
    return element(
        "c:lineChart",
        None,
        val("c:grouping", "standard"),
        val("c:varyColors", 0),
        *(_line_series(chart, style, index) for index in range(len(chart.series))),
        val("c:marker", 1),
        *_axes_of_plot(),
    )


def _line_series(chart: Chart, style: ChartStyle, index: int) -> Xml:
    place = _colour_index(chart, index)
    rounds, place_in_palette = divmod(place, len(style.palette))
    colour = mark_colour(style, place_in_palette)
    stroke = element("c:spPr", None, line(colour, style.line_pt, _DASHES[rounds % len(_DASHES)]))
    highlight = EMPTY
    if place == 0 and chart.highlight is not None:
        # The line of a point is the segment that leads to it: it stays as the series is.
        # LibreOffice paints the marker with that line too; Office keeps the accent.
        highlight = element(
            "c:dPt",
            None,
            val("c:idx", chart.highlight),
            _marker(style, theme_colour(style.highlight), style.marker_pt + 2),
            val("c:bubble3D", 0),
            stroke,
        )
    return element(
        "c:ser",
        None,
        _series_head(chart, index),
        stroke,
        _marker(style, colour, style.marker_pt),
        highlight,
        _line_labels(chart, style, index),
        _categories(chart),
        _values(chart, index),
        val("c:smooth", 0),
    )


def _pie(chart: Chart, style: ChartStyle) -> Xml:
    # Beside the slice a label is legible on any colour, and names the slice: no legend.
    characters = text_properties(style, style.axis_pt)
    # Office moves labels apart that would stand on each other, with lines to their slices.
    labels = _labels(chart, 0, characters, "bestFit" if _has_tiny(chart) else "outEnd", named=True)
    return element(
        "c:pieChart",
        None,
        val("c:varyColors", 1),
        _round_series(chart, style, labels),
        val("c:firstSliceAng", 0),
    )


def _has_tiny(chart: Chart) -> bool:
    """Return whether a pie has several slices too thin for their labels."""
    values = [value or 0 for value in chart.series[0].values]
    return sum(0 < value < sum(values) * _TINY_SLICE for value in values) > 1


def _doughnut(chart: Chart, style: ChartStyle) -> Xml:
    # A doughnut must not say where its labels stand: Office takes `dLblPos` there for damage.
    on_slices = {}
    for index in range(len(chart.categories)):
        highlighted = index == chart.highlight
        colour = style.text if highlighted else text_on_mark(style, _palette_index(chart, index))
        on_slices[index] = text_properties(style, style.axis_pt, numeral=True, colour=colour)
    characters = text_properties(style, style.axis_pt, numeral=True)
    labels = _labels(chart, 0, characters, "", characters_at=on_slices)
    return element(
        "c:doughnutChart",
        None,
        val("c:varyColors", 1),
        _round_series(chart, style, labels),
        val("c:firstSliceAng", 0),
        val("c:holeSize", _DOUGHNUT_HOLE),
    )


def _round_series(chart: Chart, style: ChartStyle, labels: Xml) -> Xml:
    """Return the series of a pie or doughnut, each slice in a colour of its own."""
    border = line(theme_colour(style.page), 1.5)
    slices = []
    for index in range(len(chart.categories)):
        colour = mark_colour(style, _palette_index(chart, index))
        if index == chart.highlight:
            colour = theme_colour(style.highlight)
        slices.append(
            element(
                "c:dPt",
                None,
                val("c:idx", index),
                val("c:bubble3D", 0),
                element("c:spPr", None, fill(colour), border),
            )
        )
    return element(
        "c:ser",
        None,
        _series_head(chart, 0),
        *slices,
        labels,
        _categories(chart),
        _values(chart, 0),
    )


def _palette_index(chart: Chart, index: int) -> int:
    """Return the place in the palette of a slice; the highlighted slice takes none of its colours."""
    return index - (chart.highlight is not None and index > chart.highlight)


def _axes_of_plot() -> Sequence[Xml]:
    return (val("c:axId", _CATEGORY_AXIS), val("c:axId", _VALUE_AXIS))


def _category_axis(chart: Chart, style: ChartStyle) -> Xml:
    horizontal = chart.kind in _HORIZONTAL
    count = len(chart.categories)
    crowded = count > (_ROOMY_BARS if horizontal else _ROOMY_MARKS)
    skip = math.ceil(count / (_MOST_BAR_NAMES if horizontal else _MOST_NAMES)) or 1
    return element(
        "c:catAx",
        None,
        val("c:axId", _CATEGORY_AXIS),
        # The first category of horizontal bars stands on top, as it is read.
        element("c:scaling", None, val("c:orientation", "maxMin" if horizontal else "minMax")),
        val("c:delete", 0),
        val("c:axPos", "l" if horizontal else "b"),
        _number_format("General"),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "low" if style.names else "none"),
        element("c:spPr", None, line(theme_colour(style.axis_line), 1)),
        # LibreOffice leaves names out only where it may turn them.
        text_properties(style, style.crowded_pt if crowded else style.axis_pt, level=skip == 1),
        val("c:crossAx", _VALUE_AXIS),
        val("c:crosses", "autoZero"),
        val("c:auto", 0),
        val("c:lblAlgn", "ctr"),
        val("c:lblOffset", 100),
        val("c:tickLblSkip", skip),
        val("c:noMultiLvlLbl", 1),
    )


def _value_axis(chart: Chart, style: ChartStyle) -> Xml:
    # Lengths are compared from zero; left to itself Office may cut an axis that nobody sees.
    values = [value or 0 for series in chart.series for value in series.values]
    lowest, highest = min(values, default=0), max(values, default=0)
    if chart.reach is not None:
        highest = max(highest, chart.reach)
    # The number of a bar below zero stands at its end; without room there it covers the names.
    room = max(-lowest * 0.3, (max(highest, 0) - lowest) * 0.15)
    minimum = f"{lowest - room:.6g}" if lowest < 0 else "0"
    # Where every mark carries its number the axis would say it again.
    visible = chart.kind == "line" and len(chart.series) > _MOST_LABELLED_LINES
    ends = [val("c:min", minimum)]
    if chart.kind == "range":
        whole = sum(series.values[0] or 0 for series in chart.series if series.values)
        ends = [val("c:max", f"{whole:.6g}"), val("c:min", 0)]
    elif style.fills_frame or chart.reach is not None:
        # The numbers stand inside the frame, so the longest bar must not reach its edge.
        span = max(highest, 0) - min(lowest, 0)
        low = lowest - span * _LABEL_SHARE if lowest < 0 else 0
        ends = [
            val("c:max", f"{max(highest, 0) + span * _LABEL_SHARE:.6g}"),
            val("c:min", f"{low:.6g}"),
        ]
    elif not style.from_zero and lowest > 0:
        spread = (highest - lowest) or highest * _LABEL_SHARE
        ends = [
            val("c:max", f"{highest + spread / 4:.6g}"),
            val("c:min", f"{max(0, lowest - spread):.6g}"),
        ]
    return element(
        "c:valAx",
        None,
        val("c:axId", _VALUE_AXIS),
        element(
            "c:scaling",
            None,
            val("c:orientation", "minMax"),
            *(ends if not visible else ()),
        ),
        val("c:delete", not visible),
        val("c:axPos", "t" if chart.kind in _HORIZONTAL else "l"),
        _grid(style),
        _number_format(_value_format(chart)),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "nextTo"),
        element("c:spPr", None, NO_LINE),
        text_properties(style, style.axis_pt, numeral=True, lighter=True),
        val("c:crossAx", _CATEGORY_AXIS),
        val("c:crosses", "autoZero"),
        val("c:crossBetween", "between"),
        val("c:majorUnit", style.grid_every) if style.grid_every else EMPTY,
    )


def _grid(style: ChartStyle) -> Xml:
    """Return the lines across the bars of a chart that is read against a whole."""
    if not style.grid_every:
        return EMPTY
    rule = element("c:spPr", None, line(theme_colour(TEXT), 1.5))
    return element("c:majorGridlines", None, rule)


def _series_head(chart: Chart, index: int) -> Xml:
    """Return the number, the place and the name of a series."""
    title = _string_cache([series_title(chart, index)])
    reference = element("c:strRef", None, _formula(title_formula(index)), title)
    return joined((val("c:idx", index), val("c:order", index), element("c:tx", None, reference)))


def _categories(chart: Chart) -> Xml:
    cache = _string_cache(chart.categories)
    reference = element("c:strRef", None, _formula(categories_formula(chart)), cache)
    return element("c:cat", None, reference)


def _values(chart: Chart, index: int) -> Xml:
    points = [
        _point(i, number_text(value))
        for i, value in enumerate(chart.series[index].values)
        if value is not None
    ]
    cache = element(
        "c:numCache",
        None,
        element("c:formatCode", None, text("General")),
        val("c:ptCount", len(chart.categories)),
        *points,
    )
    formula = _formula(values_formula(chart, index))
    return element("c:val", None, element("c:numRef", None, formula, cache))


def _string_cache(texts: Sequence[str]) -> Xml:
    points = [_point(index, characters) for index, characters in enumerate(texts)]
    return element("c:strCache", None, val("c:ptCount", len(texts)), *points)


def _point(index: int, characters: str) -> Xml:
    return element("c:pt", {"idx": index}, element("c:v", None, text(characters)))


def _formula(formula: str) -> Xml:
    return element("c:f", None, text(formula))


def _line_labels(chart: Chart, style: ChartStyle, index: int) -> Xml:
    """Return the labels of a line: above a single line, on the outer sides of two."""
    count, last = len(chart.series), len(chart.categories) - 1
    if not style.from_zero:
        characters = text_properties(style, style.label_pt, numeral=True)
        return _labels(chart, index, characters, "t", positions={0: "l", last: "r"})
    if count > _MOST_LABELLED_LINES:
        return EMPTY  # numbers of three lines run into each other; the value axis is there
    characters = text_properties(style, _label_size(chart, style), numeral=True)
    left_out = _unlabelled(chart, index)
    if count == 1:
        return _labels(chart, index, characters, "t", left_out=left_out)
    usual, other = ("t", "b") if index == 0 else ("b", "t")
    mine, theirs = chart.series[index].values, chart.series[1 - index].values
    # Where the lines have crossed, each number changes to the outer side of its own line.
    crossed = {
        i: other
        for i, (a, b) in enumerate(zip(mine, theirs, strict=True))
        if a is not None and b is not None and (a < b if index == 0 else a > b)
    }
    return _labels(chart, index, characters, usual, positions=crossed, left_out=left_out)


def _unlabelled(chart: Chart, index: int) -> frozenset[int]:
    """Return the points without a number: of many only the ends, the highest and the lowest have one."""
    known = [(value, i) for i, value in enumerate(chart.series[index].values) if value is not None]
    if len(known) <= _MOST_LABELS:
        return frozenset()
    labelled = {known[0][1], known[-1][1], max(known)[1], min(known)[1]}
    return frozenset(i for _, i in known) - labelled


def _thin_layers(chart: Chart, index: int) -> frozenset[int]:
    """Return the categories whose layer is thinner than a number is high."""
    columns = zip(*(series.values for series in chart.series), strict=True)
    tallest = max((sum(abs(v or 0) for v in column) for column in columns), default=0)
    return frozenset(
        i
        for i, value in enumerate(chart.series[index].values)
        if value is not None and abs(value) < tallest * _THINNEST_LABELLED
    )


def _labels(
    chart: Chart,
    index: int,
    characters: Xml,
    position: str,
    *,
    positions: Mapping[int, str] = MappingProxyType({}),
    characters_at: Mapping[int, Xml] = MappingProxyType({}),
    left_out: frozenset[int] = frozenset(),
    named: bool = False,
) -> Xml:
    """Return the labels of a series: each value as it was written.

    `positions` and `characters_at` are those of single values that differ, `left_out` the values
    without a label. A `named` label has the name of its category too.
    """
    usual = _value_format(chart)
    own = []
    for i, value in enumerate(chart.series[index].values):
        if value is None:
            continue
        code = _written_format(chart, index, i) or usual
        if i in left_out:
            own.append(_own_label(i, val("c:delete", 1)))
        elif code != usual or i in positions or i in characters_at:
            there, text_there = positions.get(i, position), characters_at.get(i, characters)
            own.append(_own_label(i, *_label(code, text_there, there, named=named)))
    return element("c:dLbls", None, *own, *_label(usual, characters, position, named=named))


def _own_label(index: int, *properties: Xml) -> Xml:
    return element("c:dLbl", None, val("c:idx", index), *properties)


def _label(code: str, characters: Xml, position: str, *, named: bool = False) -> Iterator[Xml]:
    """Yield what a label has: the value, and the name of its category if it is `named`."""
    yield _number_format(code)
    yield NO_FILL_NO_LINE
    yield characters
    if position:
        yield val("c:dLblPos", position)
    yield val("c:showLegendKey", 0)
    yield val("c:showVal", 1)
    yield val("c:showCatName", named)
    yield val("c:showSerName", 0)
    yield val("c:showPercent", 0)
    yield val("c:showBubbleSize", 0)
    if named:
        yield element("c:separator", None, text("\n"))


def _number_format(code: str) -> Xml:
    return element("c:numFmt", {"formatCode": code, "sourceLinked": False})


def _marker(style: ChartStyle, colour: Xml, size_pt: int) -> Xml:
    return element(
        "c:marker",
        None,
        val("c:symbol", "circle"),
        val("c:size", size_pt),
        element("c:spPr", None, fill(colour), line(theme_colour(style.page), 1.5)),
    )


def _label_size(chart: Chart, style: ChartStyle) -> float:
    marks = len(chart.categories) * len(chart.series)
    return style.label_pt if marks <= _ROOMY_MARKS else min(style.label_pt, style.axis_pt)


def _value_format(chart: Chart) -> str:
    """Return the number format of labels: a percentage is written as 95, not as 0.95."""
    code = f"General{_quoted(chart.unit)}" if chart.unit and _labels_have_unit(chart) else "General"
    if chart.kind == "stacked":
        code = f"{code};-{code};"  # a layer of nothing shows no 0
    return code


def _labels_have_unit(chart: Chart) -> bool:
    return chart.kind == "pie" or chart.unit == "%"


def _written_format(chart: Chart, index: int, category: int) -> str:
    """Return the number format that shows a value as it was written (390余, 1.2亿); "" for a number.

    Digits that stand in the text are shown by the format, so that the label follows an edited value.
    """
    series = chart.series[index]
    value = series.values[category]
    if value is None or not series.labels:
        return ""
    plain = number_text(value)
    if series.labels[category] == plain:
        return ""
    label = (series.texts if _labels_have_unit(chart) else series.labels)[category]
    if value < 0:
        return f"{_quoted(label)};{_quoted(label)}"  # else Office sets another minus before it
    if re.search(rf"(?<![\d.,]){re.escape(plain)}(?![\d.,])", label):
        before, _, behind = label.partition(plain)
        return f"{_quoted(before)}General{_quoted(behind)}"
    return _quoted(label)


def _quoted(characters: str) -> str:
    """Return characters as a number format shows them; a format has no way to write a quote."""
    plain = characters.replace('"', "")
    return f'"{plain}"' if plain else ""


def _colour_index(chart: Chart, index: int) -> int:
    """Return the place in the palette of a series; the newest of several years has the first."""
    return len(chart.series) - 1 - index if chart.newest_last else index
