"""The roll-up deck: one table instead of charts alike, shares that the data prove, problems in full."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from support import workspaces

from reportgen.choose.scales import with_one_scale
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.branches import load_branch_types
from reportgen.content.rollup import totals
from reportgen.content.rollup.committees import CommitteeYear
from reportgen.content.rollup.loading import load_committee
from reportgen.content.rollup.shares import Share, shares
from reportgen.document.nodes import Chart, Deck, Series, SlotValue, Table, Text, Topic
from reportgen.document.walk import walk
from reportgen.workspace import MemoryWorkspace

ROOT = Path(__file__).resolve().parents[2]
JULI = "templates/juli"
PAIR = ("受理诉求", "办结诉求")


def county(
    branches: Mapping[str, Mapping[str, str]], figures: tuple[str, ...] = PAIR, more: str = ""
) -> MemoryWorkspace:
    """Return a workspace of branches, each with its figures; `more` are lines of the committee."""
    files: dict[str, bytes | str | None] = {
        "content/committees/county.yaml": f"name: 示例县工委\nyears: [2022]\nbranches: [b-*]\n"
        f"figures: [{', '.join(figures)}]\nsigned: 2023-01-05\n{more}"
    }
    for number, (name, values) in enumerate(branches.items()):
        folder = f"content/branches/b-{number:02d}"
        lines = "".join(f"  {label}: {{value: {value}}}\n" for label, value in values.items())
        files[f"{folder}/branch.yaml"] = (
            f"name: {name}\ntypes: [learning]\nmembers: {{total: 9名}}\n"
        )
        files[f"{folder}/2022.yaml"] = (
            f"year: 2022\nopening: 一年。\nfigures:\n{lines}"
            f"problems:\n  - {{name: 学习不够{name}, measure: 改}}\n  - {{name: 走访少, measure: 改}}\n"
        )
    for path in (ROOT / JULI).rglob("*.j2"):
        files[path.relative_to(ROOT).as_posix()] = path.read_bytes().decode()
    return workspaces.memory(files)


def subject(workspace: MemoryWorkspace) -> CommitteeYear:
    library = load_committee(workspace, "county", load_branch_types(workspace))
    (year,) = library.subjects("committee")
    assert isinstance(year, CommitteeYear)
    return year


def shares_of(*values: tuple[str, str], figures: tuple[str, ...] = PAIR) -> tuple[Share, ...]:
    branches = {
        f"第{n}支部": dict(zip(figures, pair, strict=True)) for n, pair in enumerate(values)
    }
    sums = totals.figures(totals.roll_up(subject(county(branches, figures))))
    return shares(sums, sums)


def topics(workspace: MemoryWorkspace) -> list[Topic]:
    kinds = {kind.id: kind for kind in find_kinds(workspace, JULI)[0]}
    composed = Composer(JULI, workspace.read).compose(
        kinds["roll-up-deck"], subject(workspace), "汇总"
    )
    assert isinstance(composed.document, Deck), composed.diagnostics
    return [slide for slide in composed.document.slides if isinstance(slide, Topic)]


def text_of(node: object) -> str:
    return "".join(part.text for part in walk(node) if isinstance(part, Text))


def title(topic: Topic) -> str:
    return text_of(topic.slots["title"])


def test_a_share_is_that_of_the_sums_and_names_who_is_lowest() -> None:
    (share,) = shares_of(("100件", "90件"), ("50件", "50件"))
    assert (share.name, str(share.total)) == ("办结率", "93.3%")
    assert (share.lowest, str(share.least)) == (("第0支部",), "90%")


def test_nobody_is_lowest_where_all_are_equal() -> None:
    (share,) = shares_of(("100件", "90件"), ("50件", "45件"))
    assert share.lowest == ()


def test_there_is_no_share_where_the_figures_do_not_prove_it() -> None:
    assert shares_of(("10件", "12件")) == ()
    assert shares_of(("约10件", "9件")) == ()
    assert shares_of(("10件", "9户")) == ()
    assert shares_of(("10件", "没统计"), ("20件", "18件")) == ()
    assert shares_of(("10件", "9件"), figures=("受理诉求", "办结信访")) == ()
    assert shares_of(("10件", "9件"), figures=("志愿服务", "走访")) == ()


def test_what_is_not_settled_is_drawn_beside_what_was_received_the_most_first() -> None:
    branches = {
        f"{name}支部": {"受理诉求": f"{20 + n}件", "办结诉求": "20件"}
        for n, name in enumerate("甲乙丙")
    }
    slides = topics(county(branches))
    (slide,) = [slide for slide in slides if "bars" in slide.groups]
    assert title(slide) == "3件诉求尚未办结，丙支部2件"
    assert text_of(slide.slots["takeaway"]) == "办结率95.2%，丙支部最低，90.9%。"
    (table,) = [node for node in walk(slide) if isinstance(node, Table)]
    assert [text_of(row[0]) for row in table.rows[1:]] == ["丙支部", "乙支部", "甲支部"]
    # No requirement says how high the rate must be: none is marked as short of it.
    assert not any(cell.tone for row in table.rows for cell in row)
    (drawn,) = [node for node in walk(slide) if isinstance(node, Chart)]
    assert drawn.categories == ("丙支部", "乙支部", "甲支部")


def test_hours_are_compared_for_each_member() -> None:
    branches = {f"{name}支部": {"志愿服务": f"{9 * n}小时"} for n, name in enumerate("甲乙丙", 1)}
    (slide,) = [s for s in topics(county(branches, ("志愿服务",))) if "bars" in s.groups]
    assert title(slide) == "丙支部人均志愿服务最多，3小时"
    assert text_of(slide.slots["takeaway"]) == "人均志愿服务2小时，甲支部最少，1小时。"


def test_an_average_stands_beside_the_members_by_which_it_was_divided() -> None:
    branches = {f"{name}支部": {"志愿服务": f"{9 * n}小时"} for n, name in enumerate("甲乙丙", 1)}
    branches["丁支部"] = {}
    (slide,) = [s for s in topics(county(branches, ("志愿服务",))) if "bars" in s.groups]
    (table,) = [node for node in walk(slide) if isinstance(node, Table)]
    assert text_of(table.rows[0][1]) == "计入党员"
    assert [text_of(row[1]) for row in table.rows[1:]] == ["9名"] * 3


def test_nothing_is_drawn_where_all_are_alike() -> None:
    branches = {f"{name}支部": {"志愿服务": "9小时"} for name in "甲乙丙"}
    assert not [s for s in topics(county(branches, ("志愿服务",))) if "bars" in s.groups]


def test_the_first_figure_is_the_share_that_the_figures_prove() -> None:
    branches = {f"{name}支部": {"受理诉求": "20件", "办结诉求": "19件"} for name in "甲乙丙"}
    figures = topics(county(branches))[0].groups["figure"]
    assert text_of(figures[0]["label"]) == "诉求办结率"
    assert text_of(figures[0]["note"]) == "受理60件，办结57件"


def test_one_figure_has_its_chart() -> None:
    branches = {f"第{n}支部": {"走访": f"{20 + n}户"} for n in range(5)}
    nodes = [node for slide in topics(county(branches, ("走访",))) for node in walk(slide)]
    assert [node.title for node in nodes if isinstance(node, Chart)] == ["走访"]


def test_too_many_branches_for_a_table_leave_the_charts_of_the_figures_that_few_report() -> None:
    branches = {
        f"第{n:02d}支部": {"受理诉求": "20件", **({"走访": f"{n}户"} if n < 4 else {})}
        for n in range(1, 15)
    }
    nodes = [n for slide in topics(county(branches, ("受理诉求", "走访"))) for n in walk(slide)]
    assert [node.title for node in nodes if isinstance(node, Chart)] == ["走访"]


def test_a_figure_that_some_branches_reported_says_so_instead_of_an_average() -> None:
    branches = {f"第{n}支部": {"走访": "30户", "宣讲": "2场"} for n in range(4)}
    branches["第3支部"] = {"走访": "没统计", "宣讲": "没统计"}
    branches["第2支部"] = {"走访": "30户", "宣讲": "没统计"}
    branches["第1支部"] = {"走访": "30户", "宣讲": "没统计"}
    slides = topics(county(branches, ("走访", "宣讲")))
    overview = next(slide for slide in slides if "figure" in slide.groups)
    notes = [text_of(part["note"]) for part in overview.groups["figure"] if "note" in part]
    assert notes[-2:] == ["3个支部平均30户", "1个支部报送，3个未报"]


def test_two_branches_have_their_shares_and_requirements_in_one_table() -> None:
    branches = {
        "甲支部": {"受理诉求": "10件", "办结诉求": "9件", "党课": "4次"},
        "乙支部": {"受理诉求": "20件", "办结诉求": "20件", "党课": "3次"},
    }
    slides = topics(county(branches, more="minimums: [{figure: 党课, at_least: 4次}]\n"))
    (slide,) = [slide for slide in slides for node in walk(slide) if isinstance(node, Table)]
    assert title(slide) == "乙支部1项没有达到要求"
    for words in ("3次", "90%", "“1/2”指适用的2个支部里有1个达到"):
        assert words in text_of(slide)


def test_a_few_problems_are_all_named_with_their_branches() -> None:
    branches = {f"第{n}支部": {"走访": "3户"} for n in range(5)}
    groups = "problem_groups:\n  - {name: 学习, words: [学习]}\n  - {name: 服务, words: [走访]}\n"
    (slide,) = [s for s in topics(county(branches, ("走访",), groups)) if "条问题" in title(s)]
    text = text_of(slide)
    assert "学习不够第4支部（第4支部）" in text
    assert "走访少（第0支部、第1支部、第2支部、第3支部、第4支部）" in text
    assert "等" not in text


def test_the_requests_have_who_answers_for_them_and_when() -> None:
    branches = {f"第{n}支部": {"党课": f"{n}次"} for n in range(5)}
    demand = "{task: 补开党课, owner: 各支部, due: 3月底前}"
    slide = topics(county(branches, ("党课",), f"advice: [{demand}, {demand}]\n"))[-1]
    assert title(slide) == "两项要求，3月底前全部完成"
    assert text_of(slide.slots["head-owner"]) == "责任单位"
    assert text_of(slide.groups["task"][0]["owner"]) == "各支部"
    plain = topics(county(branches, ("党课",), "advice: [补开党课, 按季上报]\n"))[-1]
    assert title(plain) == "下一步的两项要求"


def test_the_title_names_the_one_branch_that_misses_most_and_never_one_that_did_not_report() -> (
    None
):
    full = {"党课": "4次", "党日": "12次", "大会": "4次"}
    branches: dict[str, Mapping[str, str]] = {f"第{n}支部": full for n in range(4)}
    branches["第1支部"] = {**full, "党课": "3次", "党日": "11次"}
    branches["第2支部"] = {"党课": "4次"}
    more = (
        "minimums: [{figure: 党课, at_least: 4次}, {figure: 党日, at_least: 12次}, "
        "{figure: 大会, at_least: 4次}]\nadvice: [补开党课, 按季上报]\n"
    )
    slides = topics(county(branches, ("党课",), more))
    (heat,) = [slide for slide in slides if "branches" in slide.groups]
    assert title(heat) == "第1支部2项没有达到要求"


def chart(value: float, unit: str = "件") -> Mapping[str, SlotValue]:
    return {"chart": Chart("bar", "诉求", ("甲", "乙"), (Series("诉求", (value, 1.0)),), unit)}


def reaches(*parts: Mapping[str, SlotValue]) -> list[float | None]:
    charts = [part["chart"] for part in with_one_scale(parts)]
    return [each.reach for each in charts if isinstance(each, Chart)]


def test_charts_side_by_side_have_one_scale_where_they_have_one_unit() -> None:
    assert reaches(chart(58), chart(57)) == [58, 58]
    assert reaches(chart(58), chart(57, "户")) == [None, None]
    assert reaches(chart(58)) == [None]


def test_a_few_branches_have_their_works_and_types_in_one_table_and_no_chart_of_types() -> None:
    workspace = county(
        {f"第{n}支部": {"走访": "3户", "宣讲": "2场"} for n in range(4)}, ("走访", "宣讲")
    )
    for number in range(4):
        path = f"content/branches/b-{number:02d}/2022.yaml"
        record = workspace.read(path).decode()
        chapter = (
            "chapters:\n  - title: 服务\n    works: [{title: 敲门走访到户, text: 全年走访3户。}]\n"
        )
        honour = "honours: [{name: 示例县先进党支部, level: 县级}]\n" if number == 0 else ""
        workspace.write(path, f"{record}{chapter}{honour}".encode())
    (slide,) = [slide for slide in topics(workspace) if "主要工作" in title(slide)]
    assert title(slide) == "4个支部的主要工作"
    assert text_of(slide.groups["table"][0]["table"]).count("敲门走访到户") == 4
