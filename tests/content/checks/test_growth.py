from __future__ import annotations

import pytest
from support.checked import findings as findings_in_record

LAST = """
figures:
  articles: {value: 100篇, label: 媒体发稿}
  visits: {value: 80人次, label: 走访老人}
  rate: {value: 93%, label: 到会率}
  zero: {value: 0件, label: 信访件}
"""
NOW = """
figures:
  articles: {value: 112篇, label: 媒体发稿}
  visits: {value: 72人次, label: 走访老人}
  rate: {value: 95.5%, label: 到会率}
  zero: {value: 3件, label: 信访件}
  fresh: {value: 9场, label: 宣讲}
"""


def findings(text: str, *, last: str = LAST) -> list[tuple[str, str]]:
    codes = ("growth-disagrees", "growth-unproven")
    return [
        (d.code, d.message)
        for d in findings_in_record(f"opening: {text}\n{NOW}", *codes, last=last)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "媒体发稿112篇，同比增长12%。",
        "媒体发稿112篇，同比增长12.0%。",
        "媒体发稿112篇，比上年增加12%。",
        "走访老人72人次，同比下降10%。",
        "走访老人72人次，较去年减少10%。",
        "到会率95.5%，比上年提高2.5个百分点。",
        "媒体发稿同比增长12%。",
        "走访老人72人次，媒体发稿112篇，同比增长12%。",
    ],
)
def test_a_growth_that_both_years_bear_out_is_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("媒体发稿112篇，同比增长21%。", "应是增长12%"),
        ("媒体发稿112篇，同比增长12.4%。", "应是增长12%"),
        ("媒体发稿112篇，同比下降12%。", "应是增长12%"),
        ("走访老人72人次，同比增长10%。", "应是下降10%"),
        ("到会率95.5%，比上年提高3.5个百分点。", "应是增长2.5个百分点"),
        ("媒体发稿同比增长20%。", "应是增长12%"),
        ("走访老人72人次，媒体发稿112篇，同比下降10%。", "应是增长12%"),
    ],
)
def test_a_growth_that_they_do_not_is_reported(text: str, right: str) -> None:
    ((code, message),) = findings(text)
    assert code == "growth-disagrees"
    assert right in message
    assert " → " in message


@pytest.mark.parametrize(
    "text",
    [
        "宣讲9场，同比增长50%。",  # not among last year's figures
        "党员面貌一新，同比增长12%。",
        "信访件3件，同比增长300%。",  # nothing grows from zero
    ],
)
def test_a_growth_of_nothing_known_is_unproven_or_left(text: str) -> None:
    assert "growth-disagrees" not in {code for code, _ in findings(text)}


def test_without_last_year_every_growth_is_unproven() -> None:
    ((code, message),) = findings("媒体发稿112篇，同比增长12%。", last="")
    assert code == "growth-unproven"
    assert "对不上两年都有的数字" in message


def test_the_place_is_the_growth_and_the_note_is_last_years_figure() -> None:
    (fault,) = findings_in_record(
        f"opening: 媒体发稿112篇，同比增长21%。\n{NOW}", "growth-disagrees", last=LAST
    )
    assert fault.span
    assert (fault.span.line, fault.span.column, fault.span.length) == (2, 19, 7)
    assert fault.notes[0].span
    assert fault.notes[0].span.path.endswith("2021.yaml")
    assert fault.notes[0].message == "2021 年的数在这里"


def test_a_plan_may_promise_growth() -> None:
    plan = f"plan: {{text: 媒体发稿112篇，同比增长50%。}}\n{NOW}"
    assert findings_in_record(plan, "growth-disagrees", last=LAST) == []


def test_a_figure_alone_in_its_unit_is_known_without_its_name() -> None:
    ((code, message),) = findings("一年写了112篇，同比增长21%。")
    assert code == "growth-disagrees"
    assert "应是增长12%" in message


def test_the_figure_of_another_sentence_is_not_meant() -> None:
    (fault,) = findings_in_record(
        f"opening: 写了112篇。同比增长21%。\n{NOW}", "growth-unproven", last=LAST
    )
    assert fault.message == "开头写了“同比增长21%”，对不上两年都有的数字"
    assert fault.hints == ("在 figures 里给这项数字写上 2021 年的 last_year，就能核对",)


def test_the_figure_of_another_passage_is_not_meant() -> None:
    record = f"opening: 写了112篇\nheadline: 同比增长21%\n{NOW}"
    assert [d.code for d in findings_in_record(record, "growth-unproven", last=LAST)] == [
        "growth-unproven"
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("媒体发稿337篇，同比增长15%。", "应是增长12.3%"),
        ("媒体发稿337篇，同比增长15.55%。", "应是增长12.33%"),
        ("走访老人100人次，同比增长15%。", "应是下降66.7%"),
    ],
)
def test_the_right_growth_is_reported_as_finely_as_the_wrong_one(text: str, shown: str) -> None:
    now = "figures:\n  a: {value: 337篇, label: 媒体发稿}\n  v: {value: 100人次, label: 走访老人}\n"
    last = (
        "figures:\n  a: {value: 300篇, label: 媒体发稿}\n  v: {value: 300人次, label: 走访老人}\n"
    )
    (fault,) = findings_in_record(f"opening: {text}\n{now}", "growth-disagrees", last=last)
    assert shown in fault.message


def test_no_change_is_no_growth() -> None:
    same = "figures:\n  a: {value: 300篇, label: 媒体发稿}\n"
    (fault,) = findings_in_record(
        f"opening: 媒体发稿300篇，同比增长1%。\n{same}", "growth-disagrees", last=same
    )
    assert "0%" in fault.message
