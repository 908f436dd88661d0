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
        ("130余篇", "134篇", ""),
        ("130余篇", "130余篇", "与上年持平"),
        ("约90%", "70%", "比上年提高约20个百分点"),
        ("30篇以上", "20篇", "比上年增加"),
        ("0起", "3起", "比上年减少3起"),
        ("100001元", "100000元", "比上年增加1元"),
        ("-5℃", "3℃", "比上年减少8℃"),
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


def record(year: int, *compare: str, **figures: str | dict[str, object]) -> YearRecord:
    return YearRecord.model_validate({"year": year, "compare": compare, "figures": figures})


def test_only_the_numbers_of_one_unit_have_a_change() -> None:
    now = record(2022, "a", "b", "c", "d", "e", a="12次", b="3家", c="5篇", d="第3次", e="多人")
    before = record(2021, a="10次", b="3人", d="第2次", e="没统计", f="1次")
    rows = trends.comparison(now, before)
    assert [(row.label, row.change) for row in rows] == [
        ("a", "增长20%"), ("b", ""), ("d", ""), ("e", ""),
    ]  # fmt: skip
    assert [row.phrase for row in rows][-1] == "上年没统计"


def test_without_compare_the_figures_with_a_value_of_last_year_are_compared() -> None:
    now = record(2022, a="12次", b={"value": "6次", "last_year": "5次"})
    (row,) = trends.comparison(now, record(2021, a="10次", b="4次"))
    assert (row.label, row.change) == ("b", "增加1次")


def test_compare_gives_the_figures_and_their_order() -> None:
    now = record(2022, "b", "a", a="12次", b="6次", c={"value": "9次", "last_year": "8次"})
    rows = trends.comparison(now, record(2021, a="10次", b="5次"))
    assert [row.label for row in rows] == ["b", "a"]


def test_last_year_may_have_called_a_figure_otherwise() -> None:
    now = record(2022, "走访", 走访={"value": "12次", "aliases": ["入户走访"]})
    (row,) = trends.comparison(now, record(2021, 入户走访="10次"))
    assert row.change == "增长20%"


def test_without_last_year_nothing_is_compared() -> None:
    assert trends.comparison(record(2022, "a", a="12次"), None) == ()


def test_a_share_has_no_rate_of_growth() -> None:
    rows = trends.comparison(
        record(2022, "a", "b", "c", a="95%", b="0次", c="30次"),
        record(2021, a="90%", b="0次", c="40次"),
    )
    assert [row.rate and row.rate.value for row in rows] == [None, None, -25]


@pytest.mark.parametrize(
    ("last", "phrase"),
    [("没统计", "上年没统计"), ("去年差不多", "去年差不多"), ("比今年多", "比今年多")],
)
def test_words_for_last_year_stand_as_they_were_written(last: str, phrase: str) -> None:
    (row,) = trends.comparison(record(2022, "a", a={"value": "12次", "last_year": last}), None)
    assert (row.change, row.phrase) == ("", phrase)


def test_without_compare_what_did_not_change_and_what_is_counted_over_years_is_left_out() -> None:
    figures = {
        "走访": {"value": "12户", "last_year": "12户"},
        "宣讲": {"value": "9场", "last_year": "6场"},
        "累计服务": {"value": "90人", "last_year": "60人"},
        "接访": {"value": "多人", "last_year": "5人"},
        "稿件": {"value": "130余篇", "last_year": "134篇"},
    }
    rows = trends.comparison(record(2022, **figures), None)
    assert [row.label for row in rows] == ["宣讲"]


@pytest.mark.parametrize(
    ("text", "note", "change", "phrase", "rate"),
    [
        ("党员走访群众126户，比上年多了16户。", "", "多了16户", "比上年多了16户", None),
        ("走访126户，约增两成半，户户有记录。", "", "约增两成半", "约增两成半", None),
        ("走访126户，翻一番还多。", "", "翻一番还多", "翻一番还多", None),
        ("走访群众126户，同比增长12%。", "", "增长12%", "同比增长12%", "12%"),
        ("走访126户。", "比上年下降约3.4%", "下降约3.4%", "比上年下降约3.4%", "约-3.4%"),
        ("走访群众比上年多16户，达到126户。", "", "多16户", "比上年多16户", None),
        ("走访126户，比上年的110户多16户。", "", "多16户", "比上年的110户多16户", None),
        ("走访126户， 约增两成。", "", "约增两成", "约增两成", None),
        ("走访126户，是上年的两倍。", "", "是上年的两倍", "是上年的两倍", None),
        ("走访126户，接待来访96人次，比上年多12人次。", "", "增长14.5%", "同比增长14.5%", "14.5%"),
        ("修路126户，比上年多三成。", "", "增长14.5%", "同比增长14.5%", "14.5%"),
        ("走访126户，增加了5个岗位。", "", "增长14.5%", "同比增长14.5%", "14.5%"),
    ],
)
def test_a_change_that_the_record_words_itself_keeps_its_words(
    text: str, note: str, change: str, phrase: str, rate: str | None
) -> None:
    figure = {"label": "走访群众", "value": "126户", "last_year": "110户", "note": note}
    year = YearRecord.model_validate(
        {
            "year": 2022,
            "figures": {"走访群众": figure},
            "chapters": [{"title": "服务", "works": [{"title": "上门", "text": text}]}],
        }
    )
    (row,) = trends.comparison(year, None)
    assert (row.change, row.phrase, row.rate and str(row.rate)) == (change, phrase, rate)


def test_a_figure_has_its_values_of_every_year_the_older_record_s_too() -> None:
    before = record(2021, a={"value": "10次", "last_year": "8次", "earlier": {"2018": "没统计"}})
    now = record(2022, a={"value": "12次", "earlier": {"2020": "9次"}})
    values = trends.values_by_year(now.figures["a"], now, before)
    assert {year: str(value) for year, value in values.items()} == {
        2018: "没统计", 2020: "9次", 2021: "10次", 2022: "12次",
    }  # fmt: skip
