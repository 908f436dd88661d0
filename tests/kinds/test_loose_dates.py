"""A year whose dates are written as people know them, in the documents of the supplied theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from support import workspaces
from support.reading import document_text

from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.loading import load
from reportgen.workspace import DiskWorkspace

ROOT = Path(__file__).resolve().parents[2]
THEME = "templates/juli"
SUPPLIED = DiskWorkspace({"templates": ROOT / "templates"})
YEAR = """\
year: 2022
signed: 2022年12月下旬
events:
  - {date: 正月初八, sort: 2月8日, kinds: [志愿服务], title: 慰问独居老人, highlight: true}
  - {date: 4—7月, kinds: [主题党日], title: 走访三百户, highlight: true}
  - {date: 七一前后, kinds: [主题党日, 党课], title: 重温入党誓词, highlight: true}
  - {date: 7月21日, title: 强降雨转移群众, highlight: true}
  - {date: 上半年, kinds: [党课], title: 党员轮讲}
  - {date: 近期, kinds: [谈心谈话], title: 书记谈话}
  - {date: 每月5日, kinds: [支委会], title: 碰头会}
exceptions:
  - {month: 8月, kind: 主题党日, reason: 防汛}
  - {month: 9月, kind: 主题党日}
  - {month: 7月, kind: 主题党日, reason: 农忙}
none: [开头, 计划, 到会率, 学时, 问题]
"""
BRANCH = """\
name: 红旗村党支部
types: [learning]
committee: [{name: 王芳, role: 书记}]
members: {total: 20名}
"""


@cache
def texts() -> dict[str, str]:
    """Return the text of the report, the deck and the register of YEAR, by the id of their kind."""
    content = workspaces.memory(
        {
            "content/branches/red/2022.yaml": YEAR,
            "content/branches/red/branch.yaml": BRANCH,
            "content/checks.yaml": None,
        }
    )
    (entry,) = (e for e in load(content).years.values() if e.slug == "red")
    kinds = {kind.id: kind for kind in find_kinds(SUPPLIED, THEME)[0]}
    composer = Composer(THEME, SUPPLIED.read)
    result = {}
    for name in ("annual-report", "annual-deck", "organisation-life"):
        composed = composer.compose(kinds[name], entry, name)
        assert composed.document is not None, composed.diagnostics
        result[name] = document_text(composed.document)
    return result


def test_the_register_prints_dates_as_they_were_written_in_their_order() -> None:
    text = texts()["organisation-life"]
    titles = ["慰问独居老人", "走访三百户", "党员轮讲", "书记谈话", "重温入党誓词", "碰头会"]
    assert sorted(titles, key=text.index) == titles
    for date in ("正月初八", "4—7月", "上半年", "近期", "七一前后", "每月5日"):
        assert date in text


def test_what_happened_is_on_the_timeline_and_in_no_register() -> None:
    assert "强降雨" not in texts()["organisation-life"]
    assert "强降雨转移群众" in texts()["annual-deck"]
    assert "各类活动6次" in texts()["organisation-life"]


def test_the_calendar_says_what_it_cannot_place() -> None:
    for name in ("annual-report", "organisation-life"):
        assert "有3次日期没有写到月（上半年、近期、每月5日），只计入合计" in texts()[name]
        assert "跨月的（4—7月）记在开始的月份" in texts()[name]


def test_a_meeting_of_every_month_lacks_none() -> None:
    assert "月月都有" in texts()["organisation-life"]
    assert "支委会缺" not in texts()["organisation-life"]


def test_a_reason_is_printed_for_what_was_indeed_not_held() -> None:
    text = texts()["organisation-life"]
    assert "没有开的月份和原因：主题党日8月，防汛。" in text
    assert "农忙" not in text


def test_what_there_was_none_of_is_not_asked_for() -> None:
    report = texts()["annual-report"]
    assert "到会率" not in report
    assert "下一年的工作计划" not in report
    assert "2022年12月下旬" in report
