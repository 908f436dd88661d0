"""Sentences of many trades: what says something else than an entry is not accused, what contradicts it is."""

from __future__ import annotations

import pytest
from support.checked import findings

FIGURES = """
figures:
  受理诉求: {value: 312件, last_year: 285件}
  办结诉求: {value: 305件}
  媒体发稿: {value: 134篇, last_year: 120篇}
  新增车位: {value: 86个}
  管网漏损率: {value: 8.7%, last_year: 11.4%}
  培训职工: {value: 640人次}
  巡查堤防: {value: 180次}
  种植面积: {value: "3,652亩", last_year: "3,410亩", note: 自2021年起逐年扩大}
  人均收入: {value: 2.36万元}
  上半年接诊: {value: 4180人次}
  排查隐患: {value: 52处}
  整改隐患: {value: 50处}
  植树: {value: 1200株, note: 3月}
"""
BRANCH = """
name: 红旗村党支部
types: [learning]
groups: 3
secretary: 王芳
committee: [{name: 王芳, role: 书记}, {name: 李强, role: 组织委员}]
members: {total: 28名, formal: 26名, probationary: 2名}
"""


def codes(text: str, more: str = "") -> list[tuple[str, str]]:
    record = f"opening: |-\n  {text}\n{more}{FIGURES}"
    return [
        (d.code, d.message)
        for d in findings(record, "fact-disagrees", "fact-unlike", branch=BRANCH)
    ]


INNOCENT = [
    # another year
    "2021年受理诉求285件，2022年受理诉求312件。",
    "2018年受理诉求只有96件。",
    "上年同期媒体发稿120篇。",
    "去年巡查堤防165次。",
    "媒体发稿134篇，上年120篇。",
    "2019年起步时种植面积2,110亩。",
    # from … to …
    "管网漏损率由11.4%降到8.7%。",
    "受理诉求从285件增至312件。",
    "新增车位从最初的30个增到86个。",
    # a change
    "受理诉求比上年增加27件。",
    "媒体发稿同比多14篇。",
    "巡查堤防增加了15次。",
    # a part
    "受理诉求312件，其中物业类诉求98件、邻里类诉求77件。",
    "受理的312件诉求中，一次办结的诉求201件。",
    "培训职工640人次，含安全培训310人次。",
    # a part of the year
    "上半年受理诉求150件。",
    "3月媒体发稿12篇。",
    "一季度巡查堤防41次。",
    "春节前后巡查堤防22次。",
    "暴雨当晚巡查堤防9次。",
    # since
    "近三年媒体发稿366篇。",
    "2021年以来新增车位260个。",
    "开通以来受理诉求1,020件。",
    # plans and standards
    "年初计划媒体发稿150篇。",
    "上级要求巡查堤防不少于120次。",
    "媒体发稿力争达到160篇。",
    "明年受理诉求力争全部当月办结，媒体发稿150篇。",
    # an average
    "人均受理诉求12件。",
    "每月巡查堤防15次。",
    "平均每名职工培训3次。",
    # what is left
    "排查隐患52处，尚有2处没有整改。",
    "剩下的7件诉求还在办。",
    # whose
    "第一党小组媒体发稿51篇。",
    "李强巡查堤防40次。",
    "全镇媒体发稿1,340篇。",
    "东片区受理诉求133件。",
    # names and words of others
    "获评“十佳巡查队”，巡查堤防180次。",
    "居民说：“去年我打过3次电话，今年一次就办了。”",
    # another thing of the same unit
    "采纳建议37件，办结提案11件。",
    "新增座椅68个。",
    "省级媒体发稿20篇、市级媒体发稿60篇。",
    # members
    "10名党员参加防汛。",
    "退休党员12名。",
    "支部现有党员28名，其中正式党员26名、预备党员2名，编为3个党小组。",
    "全镇共有党员1,286名。",
    "由2名党员带4名青年。",
    # the same in other words
    "全年共受理居民诉求312件，办结305件。",
    "排查出的52处隐患整改了50处。",
    "种植面积3652亩。",
    "全年植树1200株。",
    "媒体发稿130余篇。",
    "受理诉求近320件。",
]


@pytest.mark.parametrize("first", range(6))
def test_a_sentence_of_another_scope_is_not_accused(first: int) -> None:
    # Every sixth sentence, so that those of one kind do not explain each other.
    assert codes("\n\n  ".join(INNOCENT[first::6])) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # certain: the name of the entry, its unit, nothing else
        ("全年受理诉求321件。", "fact-disagrees"),
        ("媒体发稿135篇。", "fact-disagrees"),
        ("一年来，我支部巡查堤防108次。", "fact-disagrees"),
        ("支部现有党员29名。", "fact-disagrees"),
        ("编为4个党小组。", "fact-disagrees"),
        # the other years of an entry
        ("去年媒体发稿121篇。", "fact-unlike"),
        ("2021年受理诉求258件。", "fact-unlike"),
        # from … to …
        ("管网漏损率由11.4%降到8.9%。", "fact-unlike"),
        ("管网漏损率由11.5%降到8.7%。", "fact-unlike"),
        # other words for an entry
        ("全年共受理居民诉求321件。", "fact-unlike"),
        ("排查出的53处隐患整改了50处。", "fact-unlike"),
        ("种植梨树，面积3625亩。", "fact-unlike"),
        ("3月植树1209株。", "fact-unlike"),
        ("上半年接诊4810人次。", "fact-unlike"),
        ("人均收入2.63万元。", "fact-unlike"),
        # other words, and the year said in the sentence
        ("受理诉求312件，办结306件。", "fact-unlike"),
        ("今年受理诉求321件，上年是285件。", "fact-disagrees"),
    ],
)
def test_a_contradiction_is_reported_as_surely_as_it_is_one(text: str, code: str) -> None:
    assert [result for result, _ in codes(text)] == [code]


def test_a_plan_is_compared_with_its_items() -> None:
    plan = "plan:\n  text: 新修水渠150米。\n  items: [{task: 新修水渠%s米}]\n"
    assert codes("一年来。", plan % 150) == []
    assert [code for code, _ in codes("一年来。", plan % 160)] == ["fact-unlike"]


def test_a_table_gives_its_columns_a_scope() -> None:
    table = (
        "tables:\n  t:\n    title: 两年对照\n    head: [项目, 2021年, 2022年, 计划]\n"
        "    rows: [[受理诉求, %s, %s, %s]]\n    unit: 件\n"
    )
    assert codes("一年来。", table % (285, 312, 330)) == []
    assert [code for code, _ in codes("一年来。", table % (285, 321, 330))] == ["fact-disagrees"]
    assert [code for code, _ in codes("一年来。", table % (258, 312, 330))] == ["fact-unlike"]


def test_a_chart_gives_its_series_a_scope() -> None:
    chart = "charts:\n  c: {title: 受理诉求, unit: 件, data: {2021年: %s, 2022年: %s}}\n"
    assert codes("一年来。", chart % (285, 312)) == []
    assert [code for code, _ in codes("一年来。", chart % (285, 321))] == ["fact-disagrees"]


def test_the_secretary_s_own_count_is_not_the_branch_s() -> None:
    text = "debriefing:\n  opening: 我巡查堤防%s次。\n"
    assert codes("一年来。", text % 36) == []


WORK = """
chapters:
  - title: 一章
    works:
      - title: %s
        text: 全年受理诉求321件。
        figures: [%s]
"""


@pytest.mark.parametrize(
    ("more", "sure"),
    [
        (WORK % ("把诉求当家事", "受理诉求"), True),
        (WORK % ("把诉求当家事", ""), False),  # the work does not list the figure
        (WORK % ("一车间把诉求当家事", "受理诉求"), False),  # a part of the unit
        ("closing: {text: 全年受理诉求321件。}", True),
        ("closing: {text: 城东片区一马当先。全年受理诉求321件。}", False),
        ("closing: {text: '12345热线转来的，受理诉求321件。'}", False),
        ("closing: {text: 全年植树1209株。}", False),  # the note of the entry may narrow it
        ("closing: {text: 协助媒体发稿143篇。}", False),
        ("story: {headline: 题, lead: 全年受理诉求321件。, parts: [{title: 一, text: 二}], closing: 三}", False),
    ],
)  # fmt: skip
def test_an_error_needs_a_text_that_can_mean_nothing_else(more: str, sure: bool) -> None:
    assert [code for code, _ in codes("一年来。", f"{more}\n")] == [
        "fact-disagrees" if sure else "fact-unlike"
    ]


def test_a_cell_or_an_honour_is_an_error_only_where_no_other_has_its_name() -> None:
    honours = "honours:\n  - {name: 受理诉求, level: 市级, count: %s件}\n"
    assert [code for code, _ in codes("一年来。", honours % 3)] == ["fact-disagrees"]
    two = f"{honours % 3}  - {{name: 受理诉求, level: 县级, count: 309件}}\n"
    assert "fact-disagrees" not in [code for code, _ in codes("一年来。", two)]
    table = "tables:\n  t: {title: %s, head: [项目, 数], rows: [[受理诉求, 321件]]}\n"
    assert [code for code, _ in codes("一年来。", table % "一年的数")] == ["fact-disagrees"]
    assert [code for code, _ in codes("一年来。", table % "城东片区的数")] == ["fact-unlike"]
