from __future__ import annotations

import time
from pathlib import Path

import pytest
from support import workspaces

from reportgen.build.plan import plan
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.branches import load_branch_types
from reportgen.content.loading import load
from reportgen.content.rollup import totals
from reportgen.content.rollup.committees import CommitteeYear
from reportgen.content.rollup.loading import load_committee
from reportgen.content.rollup.problems import problem_groups
from reportgen.content.rollup.rankings import ranking
from reportgen.content.rollup.totals import RollUp, roll_up
from reportgen.diagnostics import Faults
from reportgen.document.nodes import Deck, Paragraph, Report, Table, Text
from reportgen.document.walk import walk
from reportgen.theme.loading import load_theme
from reportgen.workspace import MemoryWorkspace
from reportgen.write.word import write_report

ROOT = Path(__file__).resolve().parents[2]
THEME = "templates/juli"
COUNT = 200

COMMITTEE = """\
name: 示例县机关工委
years: [2022]
branches: [b-*]
figures: [hours, visits]
minimums:
  - {kind: 主题党日, figure: days, at_least: 12次}
  - {kind: 支委会, figure: committee, at_least: 12次, committee_only: true}
  - {kind: 党小组会, figure: groups, at_least: 12次, per_group: true}
problem_groups:
  - {name: 学习, words: [学习]}
advice: [补齐短板]
signed: 2023-01-05
"""


def branch(number: int) -> dict[str, str]:
    folder = f"content/branches/b-{number:03d}"
    groups = "groups: 2\n" if number % 4 == 0 else ""
    committee = "" if number % 5 == 0 else "committee: [{name: 王芳, role: 书记}]\n"
    return {
        f"{folder}/branch.yaml": f"name: 第{number}支部\ntypes: [learning]\n{groups}{committee}"
        f"members: {{total: {10 + number % 7}名}}\n",
        f"{folder}/2022.yaml": f"year: 2022\nopening: 第{number}支部的一年。\nfigures:\n"
        f"  hours: {{value: {number}小时, label: 志愿服务}}\n"
        f"  visits: {{value: {number * 2}人次, label: 走访}}\n"
        f"  days: {{value: {12 - number % 3}次, label: 主题党日}}\n"
        f"  committee: {{value: 12次, label: 支委会}}\n"
        f"  groups: {{value: 20次, label: 党小组会}}\n"
        f"problems:\n  - {{name: {'学习不够' if number % 2 else '来往不多'}, measure: 改}}\n",
    }


def county(committee: str = COMMITTEE, count: int = COUNT, first: str = "") -> MemoryWorkspace:
    """Return a workspace of so many branches; `first` goes into the record of the first."""
    files: dict[str, bytes | str | None] = {"content/committees/county.yaml": committee}
    for number in range(1, count + 1):
        files |= branch(number)
    files["content/branches/b-001/2022.yaml"] = (
        f"{branch(1)['content/branches/b-001/2022.yaml']}{first}"
    )
    for path in (ROOT / THEME).rglob("*.j2"):
        files[path.relative_to(ROOT).as_posix()] = path.read_bytes().decode()
    return workspaces.memory(files)


def subject(workspace: MemoryWorkspace, slug: str = "county") -> CommitteeYear:
    library = load_committee(workspace, slug, load_branch_types(workspace))
    assert library.diagnostics == ()
    (year,) = library.subjects("committee")
    assert isinstance(year, CommitteeYear)
    return year


def rolled_up(committee: str = COMMITTEE, count: int = 12) -> RollUp:
    return roll_up(subject(county(committee, count)))


def test_a_county_of_200_branches_builds_its_report_and_deck_quickly() -> None:
    workspace = county()
    started = time.perf_counter()
    library = load_committee(workspace, "county", load_branch_types(workspace))
    kinds = {kind.id: kind for kind in find_kinds(workspace, THEME)[0]}
    composer = Composer(THEME, workspace.read)
    county_year = library.subjects("committee")[0]
    report = composer.compose(kinds["roll-up"], county_year, "汇总")
    deck = composer.compose(kinds["roll-up-deck"], county_year, "汇总")
    assert isinstance(report.document, Report), report.diagnostics
    assert isinstance(deck.document, Deck), deck.diagnostics
    written = write_report(
        report.document, load_theme(workspace, THEME).word(report.document.format), workspace.read
    )
    assert time.perf_counter() - started < 20
    assert len(written.data) > 10_000
    appendix = [block for block in report.document.blocks if isinstance(block, Table)][-2]
    assert len(appendix.rows) == COUNT + 2
    text = str(report.document)
    assert f"{sum(range(1, COUNT + 1))}小时" in text
    assert "100.5小时" in text


def test_totals_and_averages_are_those_of_the_records() -> None:
    total = totals.total(rolled_up())
    hours, visits = total.figures
    assert (str(hours.total), hours.average, hours.reported) == ("78小时", "6.5小时", 12)
    assert (str(visits.total), visits.average) == ("156人次", "13人次")
    assert str(total.members) == f"{sum(10 + n % 7 for n in range(1, 13))}名"


def test_branches_below_a_minimum_are_told_and_small_ones_are_spared() -> None:
    misses = {
        (miss.branch, miss.what): (miss.has, miss.needs) for miss in totals.misses(rolled_up())
    }
    assert misses["第1支部", "主题党日"] == ("11次", "12次")
    assert ("第3支部", "主题党日") not in misses
    # Two groups owe twice the number; a branch without groups owes nothing.
    assert misses["第4支部", "党小组会"] == ("20次", "24次")
    assert ("第1支部", "党小组会") not in misses
    required = {r.what: (r.applies, r.reached) for r in totals.total(rolled_up()).requirements}
    assert required == {"主题党日": (12, 4), "支委会": (10, 10), "党小组会": (3, 0)}


def test_problems_stand_in_their_groups_and_the_rest_last() -> None:
    groups = problem_groups(rolled_up())
    assert [(group.name, len(group.items)) for group in groups] == [("学习", 6), ("其他", 6)]


def test_rankings_are_made_only_when_asked_for() -> None:
    assert ranking(rolled_up()) is None
    result = ranking(rolled_up(COMMITTEE + "ranking: [days]\n", 4))
    assert result
    assert [(row.place, row.branch) for row in result.rows] == [
        (1, "第3支部"), (2, "第1支部"), (2, "第4支部"), (4, "第2支部"),
    ]  # fmt: skip


def test_a_ranking_compares_the_minimums_that_are_missed_and_then_a_figure() -> None:
    result = ranking(rolled_up(COMMITTEE + "ranking: [最低要求, hours]\n", 4))
    assert result
    assert result.by_minimums
    assert [row.missed for row in result.rows] == sorted(row.missed for row in result.rows)
    hours = [row.values[0].value for row in result.rows if row.missed == result.rows[0].missed]
    assert hours == sorted(hours, reverse=True)


def test_a_ranking_by_an_average_over_members_is_fair_to_a_small_branch() -> None:
    result = ranking(rolled_up(COMMITTEE + "ranking: [人均志愿服务]\n", 8))
    assert result is not None
    assert result.labels == ("人均志愿服务",)
    # 7 hours of 10 members and 8 hours of 11 are the same for each as they are written.
    assert [(row.place, row.branch) for row in result.rows[:2]] == [(1, "第7支部"), (1, "第8支部")]
    assert str(result.rows[0].values[0]) == "0.7小时"
    # 36 hours of 102 members
    assert str(result.sums["人均志愿服务"]) == "0.4小时"


def test_a_ranking_by_what_the_figures_do_not_give_is_a_fault() -> None:
    for name in ("办结率", "人均走访", "人均没有的"):
        with pytest.raises(Faults) as raised:
            ranking(rolled_up(f"{COMMITTEE}ranking: [{name}]\n", 4))
        (fault,) = raised.value.diagnostics
        assert fault.code == "unknown-figure"
        assert fault.span


def test_a_request_may_name_who_answers_for_it_and_when() -> None:
    demand = "[{task: 补齐短板, owner: 组织科, due: 3月底前}, 上报进度]"
    text = plain(written(COMMITTEE.replace("[补齐短板]", demand)))
    assert "（一）补齐短板。责任单位：组织科，时限：3月底前。（二）上报进度。" in text


def test_figures_of_different_units_are_not_added() -> None:
    workspace = county(count=2)
    path = "content/branches/b-002/2022.yaml"
    workspace.files[path] = workspace.files[path].replace("2小时".encode(), "2元".encode())
    with pytest.raises(Faults) as raised:
        roll_up(subject(workspace))
    (fault,) = raised.value.diagnostics
    assert fault.code == "parts-not-added"
    assert "第1支部 1小时、第2支部 2元" in fault.message
    assert fault.span
    assert fault.span.path == path


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[b-*]", "[c-*]", "unknown-branch"),
        ("branches: [b-*]", "committees: [town]", "unknown-committee"),
        ("branches: [b-*]", "palette: juli-red", "missing-key"),
        ("years: [2022]", "years: [2021]", "no-year"),
        ("{kind: 主题党日, figure: days, at_least: 12次}", "{at_least: 12次}", "missing-key"),
        ("at_least: 12次}", "at_least: 很多}", "wrong-value"),
    ],
)
def test_what_a_committee_gets_wrong_is_told(old: str, new: str, code: str) -> None:
    library = load(county(COMMITTEE.replace(old, new, 1), 2))
    assert code in [d.code for d in library.diagnostics]


def test_a_branch_without_a_record_is_named_not_counted() -> None:
    workspace = county(count=3)
    workspace.files["content/branches/b-003/2021.yaml"] = workspace.files.pop(
        "content/branches/b-003/2022.yaml"
    ).replace(b"year: 2022", b"year: 2021")
    year = subject(workspace)
    assert year.absent == {"b-003": "第3支部"}
    assert len(roll_up(year).rows) == 2


def test_a_faulty_branch_is_told_once_and_left_out() -> None:
    workspace = county(count=3)
    workspace.files["content/branches/b-002/2022.yaml"] += b"unknwon: 1\n"
    library = load(workspace)
    assert [d.code for d in library.diagnostics if d.is_error] == ["unknown-key"]
    kinds, _ = find_kinds(workspace, THEME)
    targets, _ = plan(library, kinds, Composer(THEME, workspace.read))
    assert {t.branch for t in targets if t.subject_kind == "committee"} == {"county"}
    year = library.subjects("committee")[0]
    assert isinstance(year, CommitteeYear)
    assert year.faulty == {"b-002": "第2支部"}


def test_a_roll_up_quotes_the_work_of_its_branches_and_ranks_a_few_in_its_text() -> None:
    first = (
        "chapters: [{type: learning, works: [{title: 夜校, text: 办了九期。来的人多。}, {title: 旧事, text: 不摘。}]}]\n"
        "honours: [{name: 先进支部, level: 县级}]\n"
    )
    workspace = county(f"{COMMITTEE}ranking: [最低要求]\n", 2, first)
    kinds = {kind.id: kind for kind in find_kinds(workspace, THEME)[0]}
    composer = Composer(THEME, workspace.read)
    report = composer.compose(kinds["roll-up"], subject(workspace), "汇总").document
    assert isinstance(report, Report)
    text = plain(report)
    assert "第1支部。夜校：办了九期。所获荣誉：先进支部（县级）。" in text
    assert "不摘" not in text
    assert "各支部的次数和排名见" in text
    assert "附件" not in text
    tables = [block for block in report.blocks if isinstance(block, Table)]
    (table,) = [table for table in tables if "名次" in plain(table)]
    assert [plain(row)[:4] for row in table.rows[2:4]] == ["1第1支", "1第2支"]  # both miss one
    assert [cell.marked for cell in table.rows[2]].count(True) == 1  # 11 of 12


def written(committee: str = COMMITTEE, count: int = 2, first: str = "") -> Report:
    workspace = county(committee, count, first)
    kinds = {kind.id: kind for kind in find_kinds(workspace, THEME)[0]}
    report = Composer(THEME, workspace.read).compose(kinds["roll-up"], subject(workspace), "汇总")
    assert isinstance(report.document, Report)
    return report.document


def test_a_roll_up_leaves_out_no_branch_without_saying_so() -> None:
    works = "chapters: [{type: learning, works: [{title: 夜校, text: 我们办了九期。}]}]\n"
    text = plain(written(count=3, first=works))
    assert "第1支部。夜校。" in text  # the sentence says 我们
    assert "第2支部、第3支部只报了数字，没有写工作。" in text
    assert "只报了数字" not in plain(written(count=1, first=works))
    many = plain(written(count=13, first="honours: [{name: 先进支部, level: 县级}]\n"))
    assert "各支部的荣誉" in many
    assert "各支部的主要工作" not in many


def test_a_roll_up_counts_the_problems_and_names_the_branches_that_share_one() -> None:
    shared, apart = plain(written(count=6)), plain(written())
    assert "各支部报送问题6条，归为两类：学习3条，涉及3个支部；其他3条，涉及3个支部。" in shared
    assert "“学习不够”是第1支部、第3支部、第5支部共有的问题。" in shared
    assert "共有的问题" not in apart


def test_a_few_problems_stand_in_the_text_and_more_in_an_annex() -> None:
    assert "各支部问题清单" in plain(written(count=12))
    assert "附件" not in plain(written(count=12))
    assert "“学习不够”是7个支部共有的问题。“来往不多”是7个支部共有的问题。逐条列在附件2。" in plain(
        written(count=14)
    )


def test_the_demands_of_a_committee_are_numbered_below_their_chapter() -> None:
    several = COMMITTEE.replace("[补齐短板]", "[补齐短板, 上报进度]")
    assert "（一）补齐短板。（二）上报进度。" in plain(written(several))
    assert "（一）补齐短板" not in plain(written())


def test_no_column_counts_branches_without_a_figure_where_there_are_none() -> None:
    text = plain(written(count=14))
    assert "报送支部（个）" in text
    assert "未报支部" not in text


def plain(node: object) -> str:
    """Return the words of a node, a run-in heading before its paragraph."""
    return "".join(
        plain(part.lead) if isinstance(part, Paragraph) else part.text
        for part in walk(node)
        if isinstance(part, Text | Paragraph)
    )
