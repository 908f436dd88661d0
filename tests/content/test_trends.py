from __future__ import annotations

import pytest

from reportgen.content import quantities, trends
from reportgen.content.model import YearRecord


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("104次", "88次", "同比增长18.2%"),
        ("41件", "46件", "同比下降10.9%"),
        ("24期", "24期", "与上年持平"),
        ("130余篇", "110余篇", "同比增长约18%"),
        ("130余篇", "134篇", "与上年基本持平"),
        ("95.6%", "93%", "比上年提高2.6个百分点"),
        ("93%", "95.6%", "比上年下降2.6个百分点"),
        ("90次", "30次", "增至上年的3倍"),
        ("60次", "21次", "同比增长185.7%"),
        ("5次", "0次", "比上年增加5次"),
        ("1.2万卷", "8000卷", "同比增长50%"),
    ],
)
def test_a_change_is_reported_in_words(now: str, before: str, words: str) -> None:
    first, second = quantities.parse(now), quantities.parse(before)
    assert first
    assert second
    assert trends.phrase(first, second) == words


def record(year: int, **figures: str) -> YearRecord:
    values = {key: {"value": value, "label": key} for key, value in figures.items()}
    return YearRecord.model_validate({"year": year, "figures": values})


def test_only_figures_of_both_years_in_one_unit_are_compared() -> None:
    now = record(2022, a="12次", b="3家", c="5篇", d="第3次")
    before = record(2021, a="10次", b="3人", d="第2次", e="1次")
    assert [(row.label, row.change) for row in trends.comparison(now, before)] == [("a", "增长20%")]


def test_without_last_year_nothing_is_compared() -> None:
    assert trends.comparison(record(2022, a="12次"), None) == ()


def test_a_share_has_no_rate_of_growth() -> None:
    rows = trends.comparison(
        record(2022, a="95%", b="0次", c="3次"), record(2021, a="90%", b="0次", c="4次")
    )
    assert [row.rate for row in rows] == [None, None, -25]
