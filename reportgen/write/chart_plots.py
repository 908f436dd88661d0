"""A chart and its style in, the `c:plotArea` out: series with cached values, labels and axes.

Elements stand in the order of the schema (ISO/IEC 29500-1, 21.2); Office repairs what does not.
"""

from __future__ import annotations

from reportgen.document.nodes import Chart
from reportgen.write.chart_style import (
    NO_LINE,
    ChartStyle,
    fill,
    line,
    mark_colour,
    mark_text,
    scheme,
    text_properties,
)
from reportgen.write.escaping import escaped, quoted
from reportgen.write.workbook import (
    categories_formula,
    number_text,
    series_title,
    title_formula,
    values_formula,
)

# Any two different unsigned numbers do. A third, unreferenced one makes PowerPoint repair the file.
_CATEGORY_AXIS, _VALUE_AXIS = 500000001, 500000002
_AXES_OF_PLOT = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'

# Beyond this many marks side by side the large numerals of a slide touch each other.
_ROOMY_MARKS = 8
# A share of the tallest stack: a 10.5 pt number needs about this much of a 6.5 cm chart.
_THINNEST_LABELLED = 0.08
_MAX_GAP_WIDTH = 500  # percent of a column's width; ST_GapAmount


def plot_area(chart: Chart, style: ChartStyle) -> str:
    """Return the plot area; a pie or doughnut shows the first series only."""
    if chart.kind in ("pie", "doughnut"):
        return f"<c:plotArea><c:layout/>{_round_plot(chart, style)}</c:plotArea>"
    plot = _line_plot(chart, style) if chart.kind == "line" else _bar_plot(chart, style)
    return f"<c:plotArea><c:layout/>{plot}{_axes(chart, style)}</c:plotArea>"


def _bar_plot(chart: Chart, style: ChartStyle) -> str:
    stacked = chart.kind == "stacked"
    categories = _categories(chart)
    size = style.axis_pt if stacked else _label_size(chart, style)
    parts = []
    for i in range(len(chart.series)):
        text = text_properties(
            style, size, numeral=True, colour=mark_text(style, i) if stacked else ""
        )
        point = ""
        if i == 0 and chart.highlight is not None:
            point = (
                f'<c:dPt><c:idx val="{chart.highlight}"/><c:invertIfNegative val="0"/>'
                f'<c:bubble3D val="0"/><c:spPr>{fill(scheme(style.highlight))}</c:spPr></c:dPt>'
            )
        labels = (
            _labels(_value_format(chart), text, "ctr", own=_thin_layers(chart, i))
            if stacked
            else _labels(_value_format(chart), text, "outEnd")
        )
        parts.append(
            f"<c:ser>{_series_head(chart, i)}<c:spPr>{fill(mark_colour(style, i))}</c:spPr>"
            f'<c:invertIfNegative val="0"/>{point}{labels}{categories}{_values(chart, i)}</c:ser>'
        )
    horizontal = chart.kind == "bar"
    # Few categories would make slabs: widen the gap so that a column stays a column.
    gap = style.bar_gap_width if horizontal else style.gap_width
    gap = min(gap * max(1, 4 - len(chart.categories)), _MAX_GAP_WIDTH)
    overlap = 100 if stacked else 0
    return (
        f'<c:barChart><c:barDir val="{"bar" if horizontal else "col"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
        f'{"".join(parts)}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>'
        f"{_AXES_OF_PLOT}</c:barChart>"
    )


def _line_plot(chart: Chart, style: ChartStyle) -> str:
    categories = _categories(chart)
    parts = []
    for i in range(len(chart.series)):
        colour = mark_colour(style, i)
        stroke = line(colour, style.line_pt)
        point = ""
        if i == 0 and chart.highlight is not None:
            # The line of a point is the segment that leads to it: it stays as the series is.
            # LibreOffice paints the marker with that line too; Office keeps the accent.
            point = (
                f'<c:dPt><c:idx val="{chart.highlight}"/>'
                f"{_marker(scheme(style.highlight), style, style.marker_pt + 2)}"
                f'<c:bubble3D val="0"/><c:spPr>{stroke}</c:spPr></c:dPt>'
            )
        parts.append(
            f"<c:ser>{_series_head(chart, i)}<c:spPr>{stroke}</c:spPr>"
            f"{_marker(colour, style, style.marker_pt)}{point}{_line_labels(chart, style, i)}"
            f'{categories}{_values(chart, i)}<c:smooth val="0"/></c:ser>'
        )
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{"".join(parts)}<c:marker val="1"/>{_AXES_OF_PLOT}</c:lineChart>'
    )


def _round_plot(chart: Chart, style: ChartStyle) -> str:
    pie = chart.kind == "pie"
    border = line(scheme(style.page), 1.5)
    # The highlighted slice takes no colour of the palette: the main colour goes to the next one.
    ranks = [
        i - (chart.highlight is not None and i > chart.highlight)
        for i in range(len(chart.categories))
    ]
    points = []
    for i, rank in enumerate(ranks):
        colour = scheme(style.highlight) if i == chart.highlight else mark_colour(style, rank)
        points.append(
            f'<c:dPt><c:idx val="{i}"/><c:bubble3D val="0"/>'
            f"<c:spPr>{fill(colour)}{border}</c:spPr></c:dPt>"
        )
    code = _value_format(chart)
    if pie:
        # Beside the slice a label is legible on any colour, and names the slice: no legend.
        labels = _labels(code, text_properties(style, style.axis_pt), "outEnd", named=True)
    else:
        # A doughnut must not say where its labels stand: Office takes `dLblPos` there for damage.
        own = []
        for i, value in enumerate(chart.series[0].values):
            if value is not None:
                ink = style.text if i == chart.highlight else mark_text(style, ranks[i])
                text = text_properties(style, style.axis_pt, numeral=True, colour=ink)
                own.append(f'<c:dLbl><c:idx val="{i}"/>{_label(code, text, "")}</c:dLbl>')
        text = text_properties(style, style.axis_pt, numeral=True)
        labels = _labels(code, text, "", own="".join(own))
    series = (
        f"<c:ser>{_series_head(chart, 0)}{''.join(points)}{labels}"
        f"{_categories(chart)}{_values(chart, 0)}</c:ser>"
    )
    if pie:
        return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'
    return (
        f'<c:doughnutChart><c:varyColors val="1"/>{series}'
        '<c:firstSliceAng val="0"/><c:holeSize val="56"/></c:doughnutChart>'
    )


def _axes(chart: Chart, style: ChartStyle) -> str:
    horizontal = chart.kind == "bar"
    plain = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    # The first category of horizontal bars stands on top, as it is read.
    order = "maxMin" if horizontal else "minMax"
    category = (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/>'
        f'<c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if horizontal else "b"}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{plain}<c:tickLblPos val="low"/>'
        f"<c:spPr>{line(scheme(style.axis_line), 1)}</c:spPr>"
        f"{text_properties(style, _axis_size(chart, style), level=True)}"
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    # Lengths are compared from zero; left to itself Office may cut the axis.
    values = (value or 0 for series in chart.series for value in series.values)
    low = '<c:min val="0"/>' if chart.kind != "line" and min(values, default=0) >= 0 else ""
    # Where every mark carries its number the axis would say it again.
    shown = chart.kind == "line" and len(chart.series) > 1
    value = (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/>'
        f'<c:scaling><c:orientation val="minMax"/>{low}</c:scaling>'
        f'<c:delete val="{0 if shown else 1}"/><c:axPos val="{"t" if horizontal else "l"}"/>'
        f'<c:numFmt formatCode={_value_format(chart)} sourceLinked="0"/>{plain}'
        f'<c:tickLblPos val="nextTo"/><c:spPr>{NO_LINE}</c:spPr>'
        f"{text_properties(style, style.axis_pt, numeral=True, lighter=True)}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
    return category + value


def _series_head(chart: Chart, index: int) -> str:
    title = escaped(series_title(chart, index))
    return (
        f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef>'
        f"<c:f>{title_formula(index)}</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{title}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )


def _categories(chart: Chart) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{escaped(category)}</c:v></c:pt>'
        for i, category in enumerate(chart.categories)
    )
    return (
        f"<c:cat><c:strRef><c:f>{categories_formula(chart)}</c:f><c:strCache>"
        f'<c:ptCount val="{len(chart.categories)}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def _values(chart: Chart, index: int) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{number_text(value)}</c:v></c:pt>'
        for i, value in enumerate(chart.series[index].values)
        if value is not None
    )
    return (
        f"<c:val><c:numRef><c:f>{values_formula(chart, index)}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(chart.categories)}"/>'
        f"{points}</c:numCache></c:numRef></c:val>"
    )


def _line_labels(chart: Chart, style: ChartStyle, index: int) -> str:
    count = len(chart.series)
    if count > 2:
        return ""  # numbers of three lines run into each other; the value axis is there
    text = text_properties(style, _label_size(chart, style), numeral=True)
    code = _value_format(chart)
    if count == 1:
        return _labels(code, text, "t")
    usual, other = ("t", "b") if index == 0 else ("b", "t")
    mine, theirs = chart.series[index].values, chart.series[1 - index].values
    # Where the lines have crossed, each number changes to the outer side of its own line.
    own = "".join(
        f'<c:dLbl><c:idx val="{i}"/>{_label(code, text, other)}</c:dLbl>'
        for i, (a, b) in enumerate(zip(mine, theirs, strict=True))
        if a is not None and b is not None and (a < b if index == 0 else a > b)
    )
    return _labels(code, text, usual, own=own)


def _thin_layers(chart: Chart, index: int) -> str:
    """Return the labels to leave out because their layer is thinner than the number is high."""
    columns = zip(*(series.values for series in chart.series), strict=True)
    tallest = max((sum(abs(v or 0) for v in column) for column in columns), default=0)
    return "".join(
        f'<c:dLbl><c:idx val="{i}"/><c:delete val="1"/></c:dLbl>'
        for i, value in enumerate(chart.series[index].values)
        if value is not None and abs(value) < tallest * _THINNEST_LABELLED
    )


def _labels(code: str, text: str, position: str, *, own: str = "", named: bool = False) -> str:
    return f"<c:dLbls>{own}{_label(code, text, position, named=named)}</c:dLbls>"


def _label(code: str, text: str, position: str, *, named: bool = False) -> str:
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    separator = "<c:separator>\n</c:separator>" if named else ""
    return (
        f'<c:numFmt formatCode={code} sourceLinked="0"/><c:spPr><a:noFill/>{NO_LINE}</c:spPr>'
        f'{text}{place}<c:showLegendKey val="0"/><c:showVal val="1"/>'
        f'<c:showCatName val="{int(named)}"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        f'<c:showBubbleSize val="0"/>{separator}'
    )


def _marker(colour: str, style: ChartStyle, size_pt: int) -> str:
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size_pt}"/>'
        f"<c:spPr>{fill(colour)}{line(scheme(style.page), 1.5)}</c:spPr></c:marker>"
    )


def _axis_size(chart: Chart, style: ChartStyle) -> float:
    upright = chart.kind != "bar"
    crowded = upright and len(chart.categories) > _ROOMY_MARKS
    return style.crowded_pt if crowded else style.axis_pt


def _label_size(chart: Chart, style: ChartStyle) -> float:
    marks = len(chart.categories) * len(chart.series)
    return style.label_pt if marks <= _ROOMY_MARKS else min(style.label_pt, style.axis_pt)


def _value_format(chart: Chart) -> str:
    """Return the quoted number format of labels: a percentage is written as 95, not as 0.95."""
    unit = chart.unit.replace('"', "") if chart.kind == "pie" or chart.unit == "%" else ""
    code = f'General"{unit}"' if unit else "General"
    if chart.kind == "stacked":
        code = f"{code};-{code};"  # a layer of nothing shows no 0
    return quoted(code)
