"""A chart of the document in, its `c:chartSpace` part and its alternative text out.

The part is the same for Word and PowerPoint; `workbook.chart_workbook` makes the data behind it.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.nodes import Chart, Series, number_text
from reportgen.write.chart_plots import plot_area, val
from reportgen.write.chart_style import (
    NO_FILL_NO_LINE,
    ChartStyle,
    deck_chart_styles,
    text_properties,
)
from reportgen.write.package import XML_HEAD
from reportgen.write.range_chart import drawn
from reportgen.write.workbook import series_title
from reportgen.write.xml import EMPTY, Xml, element

__all__ = [
    "CHART_CONTENT_TYPE",
    "CHART_NAMESPACE",
    "CHART_RELATIONSHIP",
    "WORKBOOK_CONTENT_TYPE",
    "WORKBOOK_RELATIONSHIP",
    "ChartStyle",
    "chart_alt",
    "chart_xml",
    "deck_chart_styles",
]

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_RELATIONSHIP = f"{_RELATIONSHIPS}/chart"
WORKBOOK_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_RELATIONSHIP = f"{_RELATIONSHIPS}/package"

_NAMESPACES = {
    "xmlns:c": CHART_NAMESPACE,
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:r": _RELATIONSHIPS,
}
_TWO = 2
_KINDS = {
    "column": "柱形图",
    "bar": "条形图",
    "stacked": "堆积柱形图",
    "line": "折线图",
    "pie": "饼图",
    "doughnut": "圆环图",
    "range": "区间图",
}


def chart_xml(chart: Chart, style: ChartStyle, workbook_rid: str | None) -> bytes:
    """Return the chart part; `workbook_rid` is its relationship to the workbook, if it has one."""
    chart, data = drawn(with_shares(chart)), EMPTY
    if workbook_rid:
        data = element("c:externalData", {"r:id": workbook_rid}, val("c:autoUpdate", 0))
    space = element(
        "c:chartSpace",
        _NAMESPACES,
        val("c:date1904", 0),
        val("c:lang", "zh-CN"),
        val("c:roundedCorners", 0),
        val("c:style", 2),
        element(
            "c:chart",
            None,
            # The caption, or the slot above, is the title.
            val("c:autoTitleDeleted", 1),
            plot_area(chart, style),
            _legend(chart, style),
            val("c:plotVisOnly", 1),
            val("c:dispBlanksAs", "gap"),
        ),
        NO_FILL_NO_LINE,
        text_properties(style, style.axis_pt),
        data,
    )
    return (XML_HEAD + space).encode()


def with_shares(chart: Chart) -> Chart:
    """Return a chart that can be drawn: without shares of a whole a pie or doughnut becomes columns."""
    if chart.kind not in ("pie", "doughnut"):
        return chart
    values = [value for value in chart.series[0].values if value is not None]
    has_shares = any(values) and min(values) >= 0
    return chart if has_shares else replace(chart, kind="column", series=chart.series[:1])


def chart_alt(chart: Chart) -> str:
    """Return the alternative text: the author's, or one sentence that tells every value."""
    if chart.alt:
        return chart.alt
    chart = with_shares(chart)
    round_kind = chart.kind in ("pie", "doughnut")
    shown = chart.series[:1] if round_kind else chart.series
    if len(shown) == 1:
        values = _values_text(chart, shown[0])
    else:
        values = "；".join(
            f"{series_title(chart, i)}：{_values_text(chart, series)}"
            for i, series in enumerate(shown)
        )
    between = "，" if len(shown) == 1 else "。"
    opening = f"{_KINDS[chart.kind]}：{chart.title}"
    return f"{opening}{between}{values}。" if values else f"{opening}。"


def _values_text(chart: Chart, series: Series) -> str:
    texts = series.texts or [
        "" if value is None else f"{number_text(value)}{chart.unit}" for value in series.values
    ]
    named = zip(chart.categories, texts, strict=True)
    return "、".join(f"{category}{written}" for category, written in named if written)


def _legend(chart: Chart, style: ChartStyle) -> Xml:
    """Return the legend, if the chart needs one."""
    # The slices of a pie carry their names; a doughnut's ring has no room for them.
    if chart.kind == "doughnut":
        place = "r"
    elif chart.kind == "pie" or len(chart.series) == 1 or not style.key:
        return EMPTY
    else:
        # The key of two series stands above them, where it is read first; of more below.
        place = "t" if len(chart.series) == _TWO else "b"
    return element(
        "c:legend",
        None,
        val("c:legendPos", place),
        val("c:overlay", 0),
        text_properties(style, style.legend_pt),
    )
