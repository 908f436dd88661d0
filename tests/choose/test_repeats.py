"""What a chart or a figure shows is not said a second time beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.topics import figures, points, prose, topic

from reportgen.choose.repeats import without_repeats, without_said_points
from reportgen.document.nodes import Chart, Number, Prose, Series, Topic

CHART = Chart("bar", "诉求", ("邻里", "物业"), (Series("", (12.0, 4.0)),))


def labels(slide: object) -> list[str]:
    assert isinstance(slide, Topic)
    return [str(part["label"]) for part in slide.groups["figure"]]


def test_figures_leave_that_the_chart_of_the_next_slide_shows() -> None:
    result = topic(chart=({"chart": CHART},))
    known = topic(figure=figures("邻里", "家庭", "楼道"))
    beside, _ = without_repeats([known, result])
    assert labels(beside) == [str(prose("家庭")), str(prose("楼道"))]
    other = replace(result, section="另一章")
    assert without_repeats([known, other])[0] is known


def test_a_figure_of_another_value_and_a_slide_of_two_stay() -> None:
    result = topic(chart=({"chart": CHART},))
    other = {"figure": Prose(((Number("5", "件"),),)), "label": prose("邻里")}
    known = topic(figure=(other, *figures("家庭", "楼道")))
    assert without_repeats([known, result])[0] is known
    pair = topic(figure=figures("邻里", "家庭"))
    assert without_repeats([pair, result])[0] is pair


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("办结12件", 1),
        ("登记12件，办结12件", 1),
        ("全年办结12件", 1),
        ("登记112件", 2),
        ("推动12件隐患销号", 2),
        ("件件有回音", 2),
    ],
)
def test_a_point_that_only_says_figures_of_its_slide_is_left_out(words: str, left: int) -> None:
    both = topic(figure=figures("登记", "办结"), point=points(words, "回访满意"))
    assert len(without_said_points(both).groups["point"]) == left


def test_a_point_taken_from_the_text_gives_way_to_the_figure_it_names() -> None:
    both = topic(figure=figures("登记", "办结"), point=points("推动12件隐患销号"))
    assert "point" in without_said_points(both).groups
    assert "point" not in without_said_points(replace(both, spare=frozenset({"point"}))).groups
