"""The names of a template about a party lesson, and their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from reportgen.compose.templates.branch_context import Context, RenderSentence
from reportgen.compose.templates.chart_takeaway import chart_takeaway
from reportgen.compose.templates.exhibits import (
    Exhibits,
    captioned,
    chart_node,
    picture_node,
    table_node,
)
from reportgen.content.figures import numbers_of
from reportgen.content.lessons import LessonSubject

#: name → what it gives
LESSON_NAMES: Mapping[str, str] = {
    "lesson": "党课（content/lessons 里的各项，{名称} 已换成数字）",
    "figures": "本课引用的数字：value、label、note",
    "fig": "fig('名称')：取一个数字的 value、label、note",
    "numbers": "numbers(名称的列表)：这些数字里写了数的，各有 value、label、note",
    "picture": "picture('名称')：放一张图片",
    "picture_of": "picture_of('名称')：图片的 caption、credit",
    "chart": "chart('名称')：放一张图表",
    "chart_of": "chart_of('名称')：图表的 title、unit、takeaway、note",
    "takeaway_of": "takeaway_of('名称')：图表的结论；作者没有写的，由数据得出，说不出的为空",
    "table": "table('名称')：放一张表格",
    "table_of": "table_of('名称')：表格的 title、unit、note",
    "seconds_of": "seconds_of('parts', 0)：课件里那一处要讲几秒，连它里面的；路径照内容文件",
}


def lesson_context(
    subject: LessonSubject,
    sentence: RenderSentence,  # noqa: ARG001 - a lesson has no sentences with slots
) -> Context:
    """Return the names of LESSON_NAMES with their values."""
    exhibits = Exhibits()
    lesson = subject.lesson

    def chart(key: str, caption: bool = False) -> Markup:
        node = chart_node(subject.charts[key])
        return exhibits.add("chart", captioned(node) if caption else node)

    def takeaway_of(key: str) -> str:
        data = subject.charts[key]
        return data.takeaway or chart_takeaway(chart_node(data))

    def picture(key: str) -> Markup:
        return exhibits.add("picture", picture_node(*subject.pictures[key]))

    context: dict[str, Any] = {
        "lesson": lesson,
        "fig": lambda name: subject.figures[name],
        "numbers": lambda names: numbers_of(subject.figures, names),
        "figures": tuple(subject.figures.values()),
        "picture": picture,
        "picture_of": lambda key: subject.pictures[key][0],
        "chart": chart,
        "chart_of": lambda key: subject.charts[key],
        "takeaway_of": takeaway_of,
        "table": lambda key: exhibits.add("table", table_node(subject.tables[key])),
        "table_of": lambda key: subject.tables[key],
        "seconds_of": subject.timetable.of,
    }
    return context, exhibits
