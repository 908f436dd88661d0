"""Bars from the highest to the lowest, unless their names have an order of their own."""

from __future__ import annotations

import pytest

from reportgen.compose.templates.chart_order import arranged, has_order
from reportgen.document.nodes import Chart, Series


def bars(*names: str, values: tuple[float, ...]) -> Chart:
    return Chart("bar", "次数", names, (Series("次", values),))


def test_bars_stand_from_the_highest_to_the_lowest_and_the_highest_stands_out() -> None:
    one = arranged(bars("邻里", "物业", "家庭", values=(13, 18, 10)))
    assert one.categories == ("物业", "邻里", "家庭")
    assert one.highlight == 0


def test_equal_bars_keep_their_order_and_none_stands_out() -> None:
    one = arranged(bars("邻里", "物业", values=(13, 13)))
    assert one.categories == ("邻里", "物业")
    assert one.highlight is None


def test_others_come_last() -> None:
    assert arranged(bars("其他", "邻里", values=(30, 13))).categories == ("邻里", "其他")


def test_an_order_of_the_author_stays() -> None:
    one = arranged(bars("受理", "办结", values=(3, 9)), in_order=True)
    assert one.categories == ("受理", "办结")


@pytest.mark.parametrize(
    "names",
    [
        ("2024年", "2025年"),
        ("1月", "12月"),
        ("一季度", "二季度"),
        ("上半年", "下半年"),
        ("一等奖", "二等奖"),
        ("优秀", "合格", "不合格"),
        ("35岁以下", "36至45岁", "46岁以上"),
    ],
)
def test_times_ranks_and_ranges_have_an_order(names: tuple[str, ...]) -> None:
    assert has_order(names)


@pytest.mark.parametrize("names", [("邻里", "物业"), ("主题党日", "党课")])
def test_kinds_have_no_order(names: tuple[str, ...]) -> None:
    assert not has_order(names)


def test_a_level_line_of_a_few_periods_becomes_columns_in_their_order() -> None:
    names = ("一季度", "二季度", "三季度", "四季度")
    level, steep = ((17.0, 16.0, 18.0, 17.0), (4.0, 9.0, 12.0, 18.0))
    kinds = {}
    for values in (level, steep):
        chart = arranged(Chart("line", (), names, (Series("次数", values),)))
        assert chart.categories == names
        kinds[values] = chart.kind
    assert kinds == {level: "column", steep: "line"}
