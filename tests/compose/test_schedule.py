"""The months of a plan, from the times as they are written."""

from __future__ import annotations

import pytest

from reportgen.compose.templates.schedule import Deadlines, deadlines, months_of, schedule
from reportgen.content.model import PlanItem


def marked(due: str) -> dict[int, str]:
    return {month: tone for month, tone in enumerate(months_of(due, 2026), 1) if tone}


@pytest.mark.parametrize(
    "due", ["3月底前", "4月前", "4月以前完成", "3月中旬前", "2026年3月底前完成"]
)
def test_work_goes_on_until_the_month_in_which_it_is_due(due: str) -> None:
    assert marked(due) == {1: "running", 2: "running", 3: "due"}


@pytest.mark.parametrize(
    ("due", "months"),
    [
        ("6月", {**dict.fromkeys(range(1, 6), "running"), 6: "due"}),
        ("4月至6月", {4: "running", 5: "running", 6: "due"}),
        ("二季度", {4: "running", 5: "running", 6: "due"}),
        ("每季度", dict.fromkeys((3, 6, 9, 12), "repeated")),
        ("每月", dict.fromkeys(range(1, 13), "repeated")),
        ("全年", dict.fromkeys(range(1, 13), "running")),
        ("年底", {**dict.fromkeys(range(1, 12), "running"), 12: "due"}),
    ],
)
def test_times_of_other_kinds(due: str, months: dict[int, str]) -> None:
    assert marked(due) == months


@pytest.mark.parametrize(
    "due", ["", "待定", "1月前", "2027年3月底前", "13月", "13月前", "条件成熟时"]
)
def test_what_names_no_month_of_the_year_has_none(due: str) -> None:
    assert marked(due) == {}


def due(*times: str) -> Deadlines | None:
    return deadlines([PlanItem(task="讲党课", due=time) for time in times], 2026)


def test_deadlines_say_how_many_tasks_end_in_the_year_and_when_the_last_does() -> None:
    assert due("6月底前", "2026年12月底前", "3月") == Deadlines(0, 3, "12月底前")
    assert due("全年", "每季度", "上半年") == Deadlines(2, 1, "上半年")
    assert due("全年", "每月") == Deadlines(2, 0, "")


def test_a_time_that_names_no_month_of_the_year_leaves_the_deadlines_unsaid() -> None:
    assert due("6月底前", "条件成熟时") is None
    assert due("6月底前", "2027年3月") is None


def test_a_single_task_with_a_month_makes_no_timetable() -> None:
    dated, undated = (PlanItem(task="讲党课", due=due) for due in ("6月底前", "待定"))
    assert schedule([dated, undated], 2026) == ()
    assert len(schedule([dated, dated, undated], 2026)) == 3
