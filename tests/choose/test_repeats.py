"""A figure that a chart beside it shows is not shown twice."""

from __future__ import annotations

from dataclasses import replace

from support.topics import figures, prose, topic

from reportgen.choose.repeats import without_repeats
from reportgen.document.nodes import Chart, Number, Prose, Series, Topic

CHART = Chart("bar", "诉求", ("邻里", "物业"), (Series("", (12.0, 4.0)),))


def labels(slide: object) -> list[str]:
    assert isinstance(slide, Topic)
    return [str(part["label"]) for part in slide.groups["figure"]]


def test_figures_leave_that_the_chart_of_the_next_slide_shows() -> None:
    shown = topic(chart=({"chart": CHART},))
    known = topic(figure=figures("邻里", "家庭", "楼道"))
    beside, _ = without_repeats([known, shown])
    assert labels(beside) == [str(prose("家庭")), str(prose("楼道"))]
    other = replace(shown, section="另一章")
    assert without_repeats([known, other])[0] is known


def test_a_figure_of_another_value_and_a_slide_of_two_stay() -> None:
    shown = topic(chart=({"chart": CHART},))
    other = {"figure": Prose(((Number("5", "件"),),)), "label": prose("邻里")}
    known = topic(figure=(other, *figures("家庭", "楼道")))
    assert without_repeats([known, shown])[0] is known
    pair = topic(figure=figures("邻里", "家庭"))
    assert without_repeats([pair, shown])[0] is pair
