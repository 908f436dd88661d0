"""A record's chart → python-pptx's chart data, and the look charts have in both documents."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import ColorFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from benchmarks.straightforward.year import parted

KINDS = {"bar": XL_CHART_TYPE.BAR_CLUSTERED, "column": XL_CHART_TYPE.COLUMN_CLUSTERED}


def data_of(chart: dict[str, Any]) -> CategoryChartData:
    """Return the data of a chart of one series."""
    data = CategoryChartData()
    data.categories = list(chart["data"])
    data.add_series(chart["title"], [float(parted(value)[0]) for value in chart["data"].values()])
    return data


def look(chart: Any, data: dict[str, Any], font: str, label_pt: float, axis_pt: float) -> None:
    """Set colours, labels and axes of a chart; sizes in points."""
    chart.has_legend = chart.has_title = False
    chart.font.name, chart.font.size = font, Pt(axis_pt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 96, 0, False
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.font.name, labels.font.size = font, Pt(label_pt)
    series = plot.series[0]
    _fill(series, MSO_THEME_COLOR.ACCENT_1)
    if "highlight" in data:
        _fill(series.points[list(data["data"]).index(data["highlight"])], MSO_THEME_COLOR.ACCENT_3)
    categories, values = chart.category_axis, chart.value_axis
    categories.reverse_order = data["kind"] == "bar"
    categories.major_tick_mark = categories.minor_tick_mark = XL_TICK_MARK.NONE
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.width = Pt(1)
    _theme(categories.format.line.color, MSO_THEME_COLOR.ACCENT_5)
    values.visible = values.has_major_gridlines = False
    values.minimum_scale = 0


def description(chart: dict[str, Any]) -> str:
    """Return the alternative text of a chart."""
    values = "、".join(f"{name}{value}" for name, value in chart["data"].items())
    kind = "条形图" if chart["kind"] == "bar" else "柱形图"
    return f"{kind}：{chart['title']}，{values}。"


def _fill(part: Any, colour: MSO_THEME_COLOR) -> None:
    part.format.fill.solid()
    _theme(part.format.fill.fore_color, colour)


def _theme(place: ColorFormat, colour: MSO_THEME_COLOR) -> None:
    place.theme_color = colour
