"""What was to be reached and what was: the words follow from the two numbers alone."""

from __future__ import annotations

import pytest

from reportgen.compose.templates.targets import Targets, target_chart, targets_of
from reportgen.content.model import Figure
from reportgen.content.quantities import Value, read_value


def value(text: str) -> Value:
    result = read_value(text)
    assert result is not None
    return result


def figure(label: str, actual: str, target: str, better: str = "") -> Figure:
    return Figure.model_construct(
        label=label, value=value(actual), target=value(target), better=better
    )


def targets(*figures: Figure) -> Targets:
    result = targets_of(figures)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("actual", "target", "better", "verdict"),
    [
        ("12次", "12次", "", "达到"),
        ("15次", "12次", "", "超3次"),
        ("10次", "12次", "", "差2次"),
        ("130余次", "120次", "", "达到"),
        ("近100次", "120次", "", "没有达到"),
        ("约120次", "120次", "", "—"),
        ("98%", "95%", "", "超3个百分点"),
        ("3件", "5件", "less", "达到"),
        ("7件", "5件", "less", "超2件"),
        ("多人", "100人", "", "—"),
        ("12次", "30人", "", "—"),
    ],
)
def test_a_verdict_is_said_where_the_wording_is_sure(
    actual: str, target: str, better: str, verdict: str
) -> None:
    (row,) = targets(figure("议事会", actual, target, better)).rows
    assert row.verdict == verdict


REACHED, MISSED = figure("巡查", "104次", "100次"), figure("走访", "168人次", "180人次")
LIMIT = figure("重复来信", "7件", "5件", "less")


def test_the_title_counts_and_the_sentence_names_what_was_missed() -> None:
    assert targets(REACHED, REACHED).title == "2项目标全部达到"
    assert targets(REACHED, REACHED).takeaway == ""
    known = targets(REACHED, MISSED, LIMIT)
    assert known.title == "3项目标达到1项"
    assert known.takeaway == "走访168人次，目标180人次，差12人次；重复来信7件，不超过5件，超2件。"


def test_three_to_six_figures_make_a_chart_of_their_shares() -> None:
    known = targets(REACHED, MISSED, LIMIT)
    assert known.in_chart
    (series,) = target_chart(known.rows, "目标").series
    assert series.values == (104.0, 93.0, 140.0)
    assert series.tones == ("met", "lacking", "lacking")
    assert not targets(REACHED, MISSED).in_chart
    assert not targets(REACHED, MISSED, figure("看望", "多人", "9人")).in_chart


def test_a_figure_without_a_target_has_none() -> None:
    bare = Figure.model_construct(label="来信", value=value("12件"))
    assert targets_of([bare]) is None
