from __future__ import annotations

from pathlib import Path

import pytest
from support.checked import findings

from reportgen.content import checks
from reportgen.content.loading import load
from reportgen.workspace import DiskWorkspace

CONTENT = Path(__file__).parents[3] / "content"
COMMITTEE = """
name: 红旗村党支部
types: [learning]
committee: [{name: 王芳, role: 书记}, {name: 李明, role: 组织委员}, {name: 张军, role: 纪检委员}]
groups: 2
members: {total: 20名}
"""


def log(*rows: str) -> str:
    return "events:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def day(month: int, kind: str, more: str = "") -> str:
    return f"date: 2022-{month:02d}-10, kinds: [{kind}], title: {kind}{month}{more}"


def days(kind: str, *months: int) -> list[str]:
    return [day(month, kind) for month in months]


YEARLY = ["date: 2022-12-20, kinds: [组织生活会, 民主评议], title: 年底", day(12, "谈心")]
FULL = [*days("主题党日", *range(1, 13)), *days("支部党员大会", 3, 6, 9, 12), *YEARLY]


@pytest.mark.parametrize(
    ("rows", "missed"),
    [
        (FULL, None),
        (FULL[1:], "1月"),
        ([r for r in FULL if "主题党日12" not in r], "12月"),
        ([r for r in FULL if "大会3" not in r], "第一季度"),
        ([r for r in FULL if "大会12" not in r], "第四季度"),
        ([*FULL, *days("支部党员大会", 1)], None),
        ([r for r in FULL if "主题党日" not in r], "活动记录里没有主题党日（每月，第十六条）"),
        ([r for r in FULL if "大会" not in r], "活动记录里没有支部党员大会（每季度，第十一条）"),
    ],
)
def test_meetings_due_by_month_and_quarter(rows: list[str], missed: str | None) -> None:
    results = findings(f"signed: 2023-01-05\n{log(*rows)}", "too-few")
    assert [d.message for d in results if missed is None or missed not in d.message] == []
    assert len(results) == (0 if missed is None else 1)


@pytest.mark.parametrize(
    ("last", "missed"),
    [
        (3, []),
        (4, ["支部党员大会"]),  # the first quarter is over
        (7, ["支部党员大会"]),
        (12, ["支部党员大会", "民主评议党员", "组织生活会", "谈心谈话"]),
    ],
)
def test_while_the_year_runs_only_months_past_are_due(last: int, missed: list[str]) -> None:
    results = findings(log(*days("主题党日", *range(1, last + 1))), "too-few")
    assert sorted(missed) == sorted(
        kind for kind in ("支部党员大会", "民主评议党员", "组织生活会", "谈心谈话")
        if any(kind in d.message for d in results)
    )  # fmt: skip
    assert len(results) == (1 if missed else 0)


@pytest.mark.parametrize(
    "ending", ["signed: 2023-01-05", "plan: {text: 再出发。}", "closing: {title: 结尾}"]
)
def test_a_year_summed_up_is_over(ending: str) -> None:
    results = findings(f"{ending}\n{log(*days('主题党日', 1, 2))}", "too-few")
    assert any("缺3月、4月" in d.message for d in results)


def test_committee_and_groups_meet_where_there_are_any() -> None:
    rows = [*FULL, *days("支委会", *range(1, 13)), *days("党小组会", *range(1, 12))]
    (finding,) = findings(f"signed: 2023-01-05\n{log(*rows)}", "too-few", branch=COMMITTEE)
    assert "党小组会应每月至少一次，缺12月" in finding.message
    assert "第十三条" in finding.message
    assert findings(f"signed: 2023-01-05\n{log(*FULL)}", "too-few") == []


def test_two_officers_are_no_committee() -> None:
    branch = "name: 红旗村党支部\ntypes: [learning]\n"
    branch += "committee: [{name: 王芳, role: 书记}, {name: 李明, role: 副书记}]\n"
    assert findings(f"signed: 2023-01-05\n{log(*FULL)}", "too-few", branch=branch) == []


@pytest.mark.parametrize(("least", "wrong"), [(2, False), (3, True)])
def test_the_units_own_minimum(least: int, wrong: bool) -> None:
    settings = f"off: [presence]\nminimums: {{党课: {least}次}}\n"
    rows = [*FULL, *days("党课", 3), day(6, "讲党课")]
    results = findings(
        f"signed: 2023-01-05\n{log(*rows)}", "below-local-minimum", settings=settings
    )
    assert bool(results) is wrong
    for fault in results:
        assert fault.message == "党课全年 2 次，本单位要求不少于 3 次"


@pytest.mark.parametrize(
    ("present", "due", "codes"),
    [(10, 20, []), (9, 20, ["no-quorum"]), (20, 20, []), (21, 20, ["present-over-due"])],
)
@pytest.mark.parametrize("kind", ["支部党员大会", "支委会", "志愿服务"])
def test_who_must_be_there(present: int, due: int, codes: list[str], kind: str) -> None:
    row = f"date: 2022-05-25, kinds: [{kind}], title: 这一次, present: {present}, due: {due}"
    results = findings(log(row), "no-quorum", "present-over-due")
    wanted = [] if kind == "志愿服务" and codes == ["no-quorum"] else codes
    assert [d.code for d in results] == wanted
    for fault in results:
        assert fault.span
        assert fault.span.line == 3


@pytest.mark.parametrize(("hours", "wrong"), [("31.9", True), ("32", False)])
def test_hours_of_study(hours: str, wrong: bool) -> None:
    rows = [
        *FULL,
        f"date: 2022-05-25, kinds: [学习], title: 夜校, present: 20, due: 20, hours: {hours}",
    ]
    results = findings(f"signed: 2023-01-05\n{log(*rows)}", "training-hours", branch=COMMITTEE)
    assert bool(results) is wrong


@pytest.mark.parametrize("slug", ["laizhou-archives", "example-community"])
def test_no_check_raises_a_false_alarm_on_a_sample(slug: str) -> None:
    workspace = DiskWorkspace({"content": CONTENT})
    library = load(workspace)
    rules = checks.load_rules(workspace, library)
    assert rules.diagnostics == ()
    for entry in library.select([slug]):
        assert [d.message for d in checks.check_year(entry, rules)] == []
    assert checks.check_types(library, rules) == ()
