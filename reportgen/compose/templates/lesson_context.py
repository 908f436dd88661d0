"""What a template sees of a party lesson."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from reportgen.compose.templates.context import Context, Handles, SentenceOf, named
from reportgen.compose.templates.exhibits import chart_node, picture_node
from reportgen.content.lessons import LessonSubject
from reportgen.document.nodes import Text


def lesson_context(
    subject: LessonSubject,
    sentence: SentenceOf,  # noqa: ARG001 - a lesson has no sentences with slots
) -> Context:
    """Return the names for a lesson."""
    handles = Handles()
    lesson = subject.lesson

    def chart(key: str, caption: bool = False) -> Markup:
        node = chart_node(subject.charts[key])
        title = (Text(node.title, at=node.at),) if caption else ()
        return handles.give("chart", replace(node, caption=title))

    def picture(key: str) -> Markup:
        return handles.give("picture", picture_node(*subject.pictures[key]))

    context: dict[str, Any] = {
        "lesson": lesson,
        "fig": lambda key: named(key, subject.figures[key]),
        "figures": tuple(named(key, figure) for key, figure in subject.figures.items()),
        "picture": picture,
        "picture_of": lambda key: subject.pictures[key][0],
        "chart": chart,
        "chart_of": lambda key: subject.charts[key],
    }
    return context, handles
