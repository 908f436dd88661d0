from __future__ import annotations

import pytest
from support.checked import findings

from reportgen.diagnostics import Note
from reportgen.spans import Span

LOG = """
events:
  - {date: 2022-01-10, kinds: [主题党日], title: 一月}
  - {date: 2022-02-10, kinds: [主题党日, 党课], title: 二月}
  - {date: 2022-02-20, kinds: [支部委员会会议], title: 二月会}
"""
BRANCH = """
name: 红旗村党支部
types: [learning]
groups: 2
members: {total: 28名, formal: 27名, probationary: 1名}
"""
PLACE = "content/branches/red/2022.yaml"


def messages(text: str, more: str = LOG, branch: str = BRANCH) -> list[str]:
    results = findings(f"opening: {text}\n{more}", "fact-disagrees", branch=branch)
    return [d.message.removeprefix("开头写的是") for d in results]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("全年开展主题党日3次。", "主题党日“3次”，活动记录里有 2 次"),
        ("主题党日3次，夜校2次。", "主题党日“3次”，活动记录里有 2 次"),
        ("开展主题党日活动3次。", "主题党日“3次”，活动记录里有 2 次"),
        ("一年来，我支部讲授党课2场。", "党课“2场”，活动记录里有 1 次"),
        ("我支部全年共讲授党课2次。", "党课“2次”，活动记录里有 1 次"),
        ("全年3次党课以讲授为主。", "党课“3次”，活动记录里有 1 次"),
        ("全年召开支委会会议2次。", "支委会“2次”，活动记录里有 1 次"),
        ("召开支部委员会会议2次。", "支委会“2次”，活动记录里有 1 次"),
        ("全年开展各类活动4次。", "活动“4次”，活动记录里共有 3 次"),
        ("支部全年活动4次。", "活动“4次”，活动记录里共有 3 次"),
    ],
)
def test_a_count_that_differs_from_the_log_is_reported(text: str, message: str) -> None:
    assert messages(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "全年开展主题党日2次。",
        "全年开展主题党日两次、党课1次。",
        "全年开展各类活动3次。",
        "上半年开展主题党日1次。",
        "每月开展主题党日1次。",
        "开展专题党课3次。",
        "5次党课以讲授为主。",
        "全年5次走进党课讲堂。",
        "主题党日上交流发言9次。",
        "主题党日28人参加。",
        "党课听众100人次。",
        "志愿者活动9次。",
        "全年读书活动9次。",
    ],
)
def test_a_count_that_agrees_or_counts_something_else_is_left_alone(text: str) -> None:
    assert messages(text) == []


def test_a_total_that_is_a_figure_of_its_own_is_left_alone() -> None:
    figures = "figures:\n  a: {value: 9次, label: 便民活动}\n"
    assert messages("全年开展各类活动9次。", figures + LOG) == []
    assert messages("全年开展各类活动4次。", figures + LOG)


def test_a_log_of_some_events_only_gives_a_doubt() -> None:
    (doubt,) = findings(f"opening: 全年开展主题党日12次。\n{LOG}", "fact-disagrees", "fact-unlike")
    assert doubt.code == "fact-unlike"
    assert "不必理会" in doubt.hints[0]


def test_without_a_log_no_count_is_checked_against_it() -> None:
    assert messages("全年开展主题党日3次。", "") == []


def test_the_log_is_shown_from_the_first_event_of_the_kind() -> None:
    (kind,) = findings(f"opening: 全年讲授党课2次。\n{LOG}", "fact-disagrees")
    assert kind.span == Span(PLACE, 2, 16, 2)
    assert kind.notes == (Note("活动记录里的党课从这里起", Span(PLACE, 6, 50, 2)),)
    assert kind.hints == ("改正文，或补记活动",)
    (total,) = findings(f"opening: 全年开展活动5次。\n{LOG}", "fact-disagrees")
    assert total.span == Span(PLACE, 2, 16, 2)
    assert total.notes == (Note("活动记录从这里起", Span(PLACE, 5, 46, 2)),)
    assert total.hints == ("改正文，或补记活动",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("现有党员29名。", "“29名”，与 branch.yaml 的党员队伍“28名”不一致"),
        ("现有29名党员。", "“29名”，与 branch.yaml 的党员队伍“28名”不一致"),
        ("党员总数为29人。", "“29人”，与 branch.yaml 的党员队伍“28名”不一致"),
        ("共有中共党员29位。", "“29位”，与 branch.yaml 的党员队伍“28名”不一致"),
        ("编为3个党小组。", "“3个”，与 branch.yaml 的党小组数“2个”不一致"),
    ],
)
def test_members_and_groups_are_those_of_the_branch(text: str, message: str) -> None:
    assert messages(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "现有党员28人，正式党员27名，预备党员1名。",
        "正式党员26名、积极分子2名参加。",
        "两个党小组、2个党小组长。",
        "10名党员参加，退休党员12名。",
        "党员29次上门。",
        "3个党支部来学。",
    ],
)
def test_other_people_and_groups_are_left_alone(text: str) -> None:
    assert messages(text) == []


def test_a_branch_that_gives_no_numbers_is_checked_against_none() -> None:
    bare = "name: 红旗村党支部\ntypes: [learning]\n"
    assert messages("现有党员29名，编为3个党小组。", branch=bare) == []


def test_the_branch_file_is_the_other_place() -> None:
    (people,) = findings("opening: 现有党员29名。\n", "fact-disagrees", branch=BRANCH)
    assert people.notes[0].span == Span("content/branches/red/branch.yaml", 5, 18, 3)
    (groups,) = findings("opening: 编为3个党小组。\n", "fact-disagrees", branch=BRANCH)
    assert groups.notes == (Note("另一处在这里", Span("content/branches/red/branch.yaml", 4, 9)),)


def test_a_kind_of_the_unit_s_own_is_reported_by_its_own_name_alone() -> None:
    log = (
        "\nevents:\n  - {date: 2022-01-10, kinds: [专题研讨], title: 一月}\n"
        "  - {date: 2022-02-10, kinds: ['读书(班'], title: 二月}\n"
    )
    assert messages("全年开展3次。", log) == []
    assert messages("全年开展读书(班3次。", log) == ["读书(班“3次”，活动记录里有 1 次"]
