from __future__ import annotations

import pytest
from support.checked import findings

EVENTS = """
events:
  - {date: 2022-01-10, kinds: [主题党日], title: 一月, present: 8, due: 10}
  - {date: 2022-03-31, kinds: [主题党日], title: 三月, present: 8, due: 10}
  - {date: 2022-04-01, kinds: [主题党日, 党课], title: 四月, present: 9, due: 10}
  - {date: 2022-06-30, kinds: [党课], title: 六月}
  - {date: 2022-07-01, kinds: [志愿服务], title: 七月}
  - {date: 2022-12-31, kinds: [志愿服务], title: 十二月}
"""


def chart(title: str, data: str, more: str = "") -> str:
    return f"charts:\n  c: {{title: {title}, data: {{{data}}}{more}}}\n{EVENTS}"


RIGHT = [
    ("活动次数", "一季度: 2次, 二季度: 2次, 三季度: 1次, 四季度: 1次"),
    ("主题党日", "一季度: 2次, 二季度: 1次, 三季度: 0次, 四季度: 0次"),
    ("党课次数", "一季度: 0次, 二季度: 2次, 三季度: 0次, 四季度: 0次"),
    ("活动次数", "上半年: 4次, 下半年: 2次"),
    ("活动次数", "1月: 1次, 3月: 1次, 4月: 1次, 6月: 1次, 7月: 1次, 12月: 1次"),
    ("活动次数", "2月: 0次, 11月: 0次"),
]


@pytest.mark.parametrize(("title", "data"), RIGHT)
def test_a_chart_over_time_that_agrees_with_the_log_is_left_alone(title: str, data: str) -> None:
    assert findings(chart(title, data), "stated-not-derived") == []


@pytest.mark.parametrize(
    ("title", "data", "name", "counted"),
    [
        ("活动次数", "一季度: 2次, 二季度: 2次, 三季度: 1次, 四季度: 2次", "四季度", 1),
        ("活动次数", "一季度: 1次, 二季度: 2次, 三季度: 1次, 四季度: 1次", "一季度", 2),
        ("主题党日", "一季度: 2次, 二季度: 2次, 三季度: 0次, 四季度: 0次", "二季度", 1),
        ("活动次数", "上半年: 4次, 下半年: 3次", "下半年", 2),
        ("活动次数", "上半年: 5次, 下半年: 2次", "上半年", 4),
        ("活动次数", "1月: 1次, 2月: 1次", "2月", 0),
        ("活动次数", "12月: 2次", "12月", 1),
    ],
)
def test_a_chart_over_time_that_differs_from_the_log_is_reported(
    title: str, data: str, name: str, counted: int
) -> None:
    (finding,) = findings(chart(title, data), "stated-not-derived")
    assert f"“{name}”" in finding.message
    assert f"活动记录里有 {counted} 次" in finding.message
    assert finding.span
    assert finding.span.line == 3


@pytest.mark.parametrize(
    ("title", "data"),
    [
        ("发稿", "一季度: 9次, 二季度: 9次"),  # neither a kind nor 活动
        ("文体活动次数", "一季度: 9次, 二季度: 9次"),
        ("活动人数", "一季度: 9人, 二季度: 9人"),
        ("活动次数", "一季度: 9次, 其他: 9次"),
        ("活动次数", "城区: 9次, 乡镇: 9次"),
        ("活动次数", "13月: 9次"),
    ],
)
def test_a_chart_of_something_else_is_not_checked_against_the_log(title: str, data: str) -> None:
    assert findings(chart(title, data), "stated-not-derived") == []


def test_without_a_log_no_chart_is_checked_against_it() -> None:
    record = "charts:\n  c: {title: 活动次数, data: {一季度: 9次, 二季度: 9次}}\n"
    assert findings(record, "stated-not-derived") == []


def figure(text: str, more: str = "") -> str:
    return f"figures:\n  f: {text}\n{more}{EVENTS}"


@pytest.mark.parametrize(
    ("text", "derived"),
    [
        ("{value: 4次, label: 主题党日}", "3次"),
        ("{value: 4次, label: 开展主题党日活动}", "3次"),
        ("{value: 3次, label: 讲授党课次数}", "2次"),
        ("{value: 3场, label: 党课}", "2场"),
        ("{value: 5次, label: 活动, log: {of: count}}", "6次"),
        ("{value: 20人次, label: 参加, log: {of: participants}}", "25人次"),
        ("{value: 90%, label: 到会率, log: {of: attendance}}", "83.3%"),
    ],
)
def test_a_stated_figure_is_checked_against_the_log(text: str, derived: str) -> None:
    (finding,) = findings(figure(text), "stated-not-derived")
    assert f"“{derived}”" in finding.message
    assert finding.notes[0].span
    assert finding.notes[0].span.line == (8 if "党课" in text else 6)


@pytest.mark.parametrize(
    "text",
    [
        "{value: 3次, label: 主题党日}",
        "{value: 83.3%, label: 到会率, log: {of: attendance}}",
        "{value: 80%以上, label: 到会率, log: {of: attendance}}",
        "{value: 40人, label: 党课}",
        "{value: 9次, label: 专题党课}",
        "{value: 9次, label: 接待观摩}",
        "{value: 9次, label: 谈话, log: {of: count, kind: 谈心谈话}}",
    ],
)
def test_a_figure_that_agrees_or_is_another_is_left_alone(text: str) -> None:
    assert findings(figure(text), "stated-not-derived") == []


def parts(title: str, value: str, data: str, label: str = "排查隐患") -> str:
    return (
        f"figures:\n  f: {{value: {value}, label: {label}}}\n"
        f"charts:\n  c: {{title: {title}, data: {{{data}}}}}\n"
    )


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (parts("排查隐患（按类别）", "86处", "甲: 50处, 乙: 36处"), False),
        (parts("排查隐患（按类别）", "86处", "甲: 50处, 乙: 35处"), True),
        (parts("排查隐患按楼栋", "86处", "甲: 50处, 乙: 35处"), True),
        (parts("排查隐患（分月）", "80余处", "甲: 50处, 乙: 35处"), False),
        (parts("排查隐患", "86处", "甲: 50处, 乙: 35处"), False),
        (parts("整改隐患（按类别）", "86处", "甲: 50处, 乙: 35处"), False),
        (parts("排查隐患（按类别）", "86处", "甲: 50件, 乙: 35件"), False),
        (parts("化解矛盾（按类别）", "41件", "甲: 20件, 乙: 20件", "化解矛盾纠纷"), True),
        (parts("隐患（按类别）", "86处", "甲: 50处, 乙: 35处", "隐患整改"), False),
    ],
)
def test_a_chart_of_parts_adds_up_to_the_figure_it_is_named_after(record: str, wrong: bool) -> None:
    assert bool(findings(record, "parts-not-total")) is wrong


@pytest.mark.parametrize(
    ("kind", "data", "wrong"),
    [
        ("pie", "甲: 60%, 乙: 39.5%", False),
        ("pie", "甲: 60%, 乙: 41%", False),
        ("doughnut", "甲: 60%, 乙: 41.5%", True),
        ("pie", "甲: 60%, 乙: 38%", True),
        ("column", "甲: 60%, 乙: 38%", False),
        ("pie", "甲: 60件, 乙: 38件", False),
    ],
)
def test_shares_make_a_whole(kind: str, data: str, wrong: bool) -> None:
    record = f"charts:\n  c: {{title: 构成, kind: {kind}, data: {{{data}}}}}\n"
    assert bool(findings(record, "shares-not-whole")) is wrong


@pytest.mark.parametrize(
    ("signed", "wrong"),
    [
        ("2022-11-01", False), ("2022-10-31", True), ("2023-04-30", False),
        ("2023-05-01", True), ("2021-12-20", True), ("2024-01-05", True),
    ],
)  # fmt: skip
def test_a_summary_is_signed_at_the_turn_of_the_year(signed: str, wrong: bool) -> None:
    assert bool(findings(f"signed: {signed}\n", "signed-out-of-season")) is wrong


def test_members_are_checked_against_their_parts_only_when_all_are_given() -> None:
    branch = "name: 红旗村党支部\ntypes: [learning]\nmembers: {%s}\n"
    for members, wrong in (
        ("total: 28名, formal: 27名, probationary: 1名", False),
        ("total: 28名, formal: 28名, probationary: 1名", True),
        ("total: 28名, formal: 27名", False),
    ):
        results = findings("", "parts-not-total", branch=branch % members)
        assert bool(results) is wrong, members
