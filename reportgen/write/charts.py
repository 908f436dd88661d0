"""A chart of the document in, its `c:chartSpace` part and its alternative text out.

The part is the same for Word and PowerPoint; `workbook.chart_workbook` makes the data behind it.
"""

from __future__ import annotations

from reportgen.document.nodes import Chart, Series
from reportgen.write.chart_plots import plot_area
from reportgen.write.chart_style import NO_LINE, ChartStyle, text_properties, title_text
from reportgen.write.escaping import escaped, quoted
from reportgen.write.package import XML_HEAD
from reportgen.write.workbook import number_text, series_title

__all__ = [
    "CHART_CONTENT_TYPE",
    "CHART_NAMESPACE",
    "CHART_RELATIONSHIP",
    "WORKBOOK_CONTENT_TYPE",
    "WORKBOOK_RELATIONSHIP",
    "ChartStyle",
    "chart_alt",
    "chart_xml",
]

CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
WORKBOOK_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_RELATIONSHIP = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
)

_SPACE = (
    f'{XML_HEAD}<c:chartSpace xmlns:c="{CHART_NAMESPACE}"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:style val="2"/>'
)
_KINDS = {
    "column": "柱形图",
    "bar": "条形图",
    "stacked": "堆积柱形图",
    "line": "折线图",
    "pie": "饼图",
    "doughnut": "圆环图",
}


def chart_xml(chart: Chart, style: ChartStyle, workbook_rid: str | None) -> bytes:
    """Return the chart part; `workbook_rid` is its relationship to the workbook, if it has one."""
    title = '<c:autoTitleDeleted val="1"/>'
    if style.title_pt and chart.title:
        text = title_text(style, escaped(chart.title))
        title = f'<c:title>{text}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
    data = ""
    if workbook_rid:
        data = (
            f'<c:externalData r:id={quoted(workbook_rid)}><c:autoUpdate val="0"/></c:externalData>'
        )
    return (
        f"{_SPACE}<c:chart>{title}{plot_area(chart, style)}{_legend(chart, style)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>"
        f"{text_properties(style, style.axis_pt)}{data}</c:chartSpace>"
    ).encode()


def chart_alt(chart: Chart) -> str:
    """Return the alternative text: the author's, or one sentence that tells every value."""
    if chart.alt:
        return chart.alt
    round_kind = chart.kind in ("pie", "doughnut")
    shown = chart.series[:1] if round_kind else chart.series
    if len(shown) == 1:
        told = _told(chart, shown[0])
    else:
        told = "；".join(
            f"{series_title(chart, i)}：{_told(chart, series)}" for i, series in enumerate(shown)
        )
    between = "，" if len(shown) == 1 else "。"
    opening = f"{_KINDS[chart.kind]}：{chart.title}"
    return f"{opening}{between}{told}。" if told else f"{opening}。"


def _told(chart: Chart, series: Series) -> str:
    return "、".join(
        f"{category}{number_text(value)}{chart.unit}"
        for category, value in zip(chart.categories, series.values, strict=True)
        if value is not None
    )


def _legend(chart: Chart, style: ChartStyle) -> str:
    # The slices of a pie carry their names; a doughnut's ring has no room for them.
    if chart.kind == "doughnut":
        place = "r"
    elif chart.kind != "pie" and len(chart.series) > 1:
        place = "b"
    else:
        return ""
    return (
        f'<c:legend><c:legendPos val="{place}"/><c:overlay val="0"/>'
        f"{text_properties(style, style.legend_pt)}</c:legend>"
    )
