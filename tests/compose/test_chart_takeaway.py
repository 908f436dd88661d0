"""The sentence of a chart follows from its numbers; where they say nothing certain there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.compose.templates.chart_takeaway import chart_takeaway
from reportgen.document.nodes import Chart, ChartKind, Series

KINDS = ("邻里", "物业", "家庭")


def chart(
    *values: float, names: tuple[str, ...] = KINDS, unit: str = "件", kind: ChartKind = "bar"
) -> Chart:
    return Chart(kind, "化解矛盾", names, (Series("", values),), unit)


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (chart(18, 12, 11), "邻里最多，18件。"),
        (chart(20, 15, 5, kind="pie"), "邻里最多，20件，占50%。"),
        (chart(98, 95.5, 91, unit="%"), "邻里最高，98%。"),
        (chart(18, 18, 11), ""),
        (chart(18, 12, names=("邻里", "物业")), ""),
        (chart(18, 12, 11, names=("其他", "物业", "家庭")), ""),
        (
            chart(88, 96, 126, names=("2023年", "2024年", "2025年")),
            "2023年88件，2025年126件，增长43.2%。",
        ),
        (chart(8, 15, 12, names=("3月", "4月", "5月"), unit="次"), "4月最多，15次。"),
    ],
)
def test_a_sentence_names_the_largest_or_the_ends(shown: Chart, sentence: str) -> None:
    assert chart_takeaway(shown) == sentence


def test_two_years_are_counted() -> None:
    last, this = Series("2024年", (57.0, 88.0, 46.0)), Series("2025年", (83.0, 104.0, 41.0))
    two = Chart("column", "两年", KINDS, (last, this), "件", newest_last=True)
    assert chart_takeaway(two) == "3项中2项增长、1项下降；邻里由57件到83件，增幅最大。"


def test_a_number_that_is_not_exact_is_not_compared() -> None:
    about = Series("", (18.0, 12.0, 11.0), ("18余件", "12件", "11件"), ("18余件", "12件", "11件"))
    assert chart_takeaway(replace(chart(18, 12, 11), series=(about,))) == ""
