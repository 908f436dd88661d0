"""The numbers a chart draws and the texts beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.content import chart_values, quantities
from reportgen.content.chart_values import named_unit, point_of, unit_of
from reportgen.content.model import ChartData
from reportgen.content.quantities import Wording


def drawn(values: dict[str, str], unit: str = "") -> list[tuple[float, str]]:
    """Return the number and the label of each value of a chart."""
    chart = ChartData.model_validate({"title": "图", "unit": unit, "data": values})
    points = [point_of(value, unit_of(chart)) for value in chart.data.values()]
    return [(float(point.number), point.label) for point in points if point]


def unit_name(*values: str) -> str:
    data = {str(place): value for place, value in enumerate(values)}
    return unit_of(ChartData.model_validate({"title": "图", "data": data})).name


@pytest.mark.parametrize(
    ("unit", "written", "number", "label"),
    [
        ("万元", "31.2万元", 31.2, "31.2"),
        ("万元", "28", 28, "28"),
        ("万元", "3500万", 3500, "3500"),
        ("万元", "8000元", 0.8, "8000元"),
        ("万元", "1.2亿元", 12000, "1.2亿元"),
        ("元", "1.2亿", 120_000_000, "1.2亿"),
        ("元", "3500万元", 35_000_000, "3500万"),
        ("篇", "390余篇", 390, "390余"),
        ("篇", "约40篇", 40, "约40"),
        ("篇", "30篇以上", 30, "30以上"),
        ("次", "3～5次", 3, "3～5"),
        ("%", "95.6%", 95.6, "95.6"),
        ("%", "近三成", 30, "近三成"),
        ("人", "12名", 12, "12"),
        ("小时", "90分钟", 1.5, "90分钟"),
        ("千瓦时", "2万千瓦时", 20000, "2万"),
        ("万人次", "2.1万余人次", 2.1, "2.1余"),
    ],
)
def test_a_value_is_drawn_in_the_unit_of_the_chart_and_labelled_as_it_was_written(
    unit: str, written: str, number: float, label: str
) -> None:
    assert drawn({"甲": written}, unit) == [(number, label)]


def test_the_unit_of_a_chart_that_states_none_is_the_one_its_values_are_written_in() -> None:
    assert unit_name("31.2万元", "28.5万元") == "万元"
    assert unit_name("1.2亿元", "3500万元") == "元"
    assert unit_name("12名", "8人", "5人") == "人"
    assert unit_name("12次", "8场") == ""
    assert unit_name("12", "8") == ""


def test_values_in_other_units_are_named_and_keep_theirs() -> None:
    chart = ChartData.model_validate(
        {"title": "图", "unit": "次", "data": {"甲": "12", "乙": "5人"}}
    )
    others = chart_values.of_other_unit(chart_values.numbers_in(chart), unit_of(chart))
    assert [str(number) for number in others] == ["5人"]
    assert drawn({"甲": "12次", "乙": "5人"}) == [(12, "12次"), (5, "5人")]


def test_words_leave_a_gap() -> None:
    assert point_of(Wording("没统计"), named_unit("次")) is None


@given(st.integers(0, 10**9), st.sampled_from(["", "约", "近"]), st.sampled_from(["次", "万元"]))
def test_a_label_has_the_digits_that_were_written(number: int, about: str, unit: str) -> None:
    written = quantities.parse(f"{about}{number}{unit}")
    assert written
    point = point_of(written, named_unit(unit))
    assert point
    assert (point.label, int(point.number)) == (f"{about}{number}", number)
