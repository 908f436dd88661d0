from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import workspaces

from reportgen.content import checks
from reportgen.content.loading import load
from reportgen.diagnostics import Diagnostic
from reportgen.workspace import MemoryWorkspace

ROOT = Path(__file__).parents[3]
RECORD = "content/branches/red/2022.yaml"
FIGURES = """
  articles: {value: 130余篇, label: 媒体发稿}
  days: {value: 34次, label: 开展活动, note: 主题党日、对标、竞赛、征文}
  files: {value: 7968卷, label: 退休职工档案}
  people: {value: 7960人, label: 涉及退休职工}
  model: {value: 4家, label: 省级示范单位}
  fine: {value: 10家, label: 省级先进单位}
  served: {value: 110余家, label: 服务单位, note: 提供全方位档案服务}
  ports: {value: 48个, label: 新增充电端口}
  hours: {value: 516小时, label: 志愿服务}
"""


def findings(text: str, figures: str = FIGURES, more: str = "") -> list[Diagnostic]:
    body = text.replace("\n", "\n  ")
    record = f"year: 2022\nopening: |-\n  {body}\nfigures:{figures}{more}"
    workspace = workspaces.memory({RECORD: record})
    library = load(workspace)
    assert not library.diagnostics, library.diagnostics
    rules = checks.load_rules(workspace, library)
    results = checks.check_year(library.years["red", 2022], rules)
    return [d for d in results if d.code.startswith("fact-")]


DISAGREE = [
    ("在各级媒体发稿150余篇。", "150余篇"),
    ("媒体发稿129篇。", "129篇"),
    ("开展各类活动43次。", "43次"),
    ("围绕中心组织主题党日、对标学习、竞赛、征文等活动35次。", "35次"),
    ("接收退休职工档案7969卷。", "7969卷"),
    ("接收退休职工档案7968卷，涉及7690位退休职工。", "7690位"),
    ("指导建成省级示范单位5家、省级先进单位10家。", "5家"),
    ("指导建成省级示范单位4家、省级先进单位11家。", "11家"),
    ("为120余家单位提供全方位档案服务。", "120余家"),
    ("新增充电端口45个。", "45个"),
    ("最后45个充电端口落了地。", "45个"),
    ("志愿服务累计615小时。", "615小时"),
    ("志愿服务累计30960分钟。志愿服务累计31000分钟。", "31000分钟"),
]


@pytest.mark.parametrize(("text", "figure"), DISAGREE)
def test_a_figure_that_contradicts_the_record_is_reported_with_both_places(
    text: str, figure: str
) -> None:
    (finding,) = findings(text)
    assert f"“{figure}”" in finding.message
    assert finding.span
    assert (finding.span.line, finding.span.length) == (3, len(figure))
    assert finding.notes[0].span
    assert finding.notes[0].span.line > 3


AGREE = [
    "在国家、省、市媒体发稿130余篇。",
    "媒体发稿135篇。",
    "开展各类活动三十四次。",
    "接收退休职工档案7968卷，涉及7960人。",
    "指导建成省级示范单位4家、省级先进单位10家。",
    "为110余家单位提供全方位档案服务，走访3家单位。",
    "志愿服务累计30960分钟。",
    "媒体发稿130余篇，其中省级媒体发稿20篇、市级媒体发稿60篇。",
    "一季度媒体发稿30篇。",
    "上半年媒体发稿60篇。",
    "3月媒体发稿12篇。",
    "媒体发稿同比增加20篇。",
    "媒体发稿比上年多20篇。",
    "去年媒体发稿100篇。",
    "人均媒体发稿5篇。",
    "每月媒体发稿10篇。",
    "力争媒体发稿200篇。",
    "近三年媒体发稿400篇。",
    "会上交流发言15篇，读书笔记40篇。",
    "新增路灯12个，微心愿36个。",
    "两个端口坏了，四家单位来学。",
    "第35次活动在周五。",
    "2019年媒体发稿以来，“发稿150篇”成了口号。",
]


@pytest.mark.parametrize("text", AGREE)
def test_a_figure_of_another_matter_is_left_alone(text: str) -> None:
    assert [d.message for d in findings(text)] == []


def test_a_plan_may_aim_higher() -> None:
    assert findings("一年来。", more="plan: {text: 明年媒体发稿200篇。}\n") == []


def test_the_surer_the_words_the_heavier_the_fault() -> None:
    (sure,) = findings("媒体发稿150余篇。")
    (unsure,) = findings("最后45个充电端口落了地。")
    assert (sure.code, unsure.code) == ("fact-disagrees", "fact-unlike")


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("这7698卷来之不易。", True),  # two digits swapped
        ("这7978卷来之不易。", True),  # one digit of four
        ("这7868卷来之不易。", True),
        ("这8978卷来之不易。", False),  # two digits apart
        ("这796卷来之不易。", False),
        ("这561小时来之不易。", False),  # three digits, nothing alike
        ("志愿者的这561小时来之不易。", True),
    ],
)
def test_a_slip_of_the_hand_is_seen_in_long_figures(text: str, slips: bool) -> None:
    assert bool(findings(text)) is slips


def test_chinese_numerals_of_little_things_are_not_counted_figures() -> None:
    assert findings("省级示范单位三家来学。") == []
    assert findings("媒体发稿一百四十一篇。")


def test_one_fault_of_one_place_is_reported_once() -> None:
    more = "tables:\n  t: {title: 总表, head: [项目, 数], rows: [[媒体发稿, 103篇]]}\n"
    assert len(findings("一年来。", more=more)) == 1


def test_tables_are_known_by_row_and_column() -> None:
    row = "tables:\n  t: {title: 总表, head: [年度, 媒体发稿], rows: [[合计, %s]]}\n"
    assert findings("一年来。", more=row % "135篇") == []
    assert findings("一年来。", more=row % "103篇")


def test_two_texts_of_the_same_words_are_compared() -> None:
    (finding,) = findings("走访困难群众86户。\n\n回头看，走访困难群众68户。")
    assert "86户" in finding.message
    assert "68户" in finding.message
    assert finding.span
    assert finding.notes[0].span
    assert (finding.span.line, finding.notes[0].span.line) == (5, 3)


def test_two_texts_of_other_words_are_not() -> None:
    assert findings("走访困难群众86户。\n\n走访老党员68户。") == []
    assert findings("走访困难群众86户。\n\n走访困难群众80余户。") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "year", "least"), [("laizhou-archives", 2022, 0.9), ("example-community", 2025, 0.75)]
)
def test_a_fact_of_the_samples_changed_in_one_place_is_noticed(
    slug: str, year: int, least: float
) -> None:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / "content").rglob("*")
        if path.is_file()
    }
    path = f"content/branches/{slug}/{year}.yaml"
    text = files[path].decode()

    def faults(changed: str) -> set[tuple[str, str]]:
        workspace = MemoryWorkspace({**files, path: changed.encode()})
        library = load(workspace, [slug])
        if (slug, year) not in library.years:
            return {(d.code, d.message) for d in library.diagnostics}
        results = checks.check_year(library.years[slug, year], checks.Rules())
        return {(d.code, d.message) for d in results if d.is_error or d.code == "fact-unlike"}

    usual = faults(text)
    assert usual == set()
    begin = text.index("\nopening:")
    end = min(text.find(key, begin) % len(text) for key in ("\nplan:", "\nledger:", "\nstory:"))
    units = "次|篇|家|项|卷|人次|人|个|户|处|件|小时|期|名|位"
    spots = list(re.finditer(rf"(?<![\d.年-])(\d+)(?=(?:万|余)*(?:{units}))", text[begin:end]))
    noticed = 0
    for spot in spots:
        start = begin + spot.start(1)
        step = 10 if text[begin + spot.end()] == "余" else 1
        changed = f"{text[:start]}{int(spot[1]) + step}{text[start + len(spot[1]) :]}"
        noticed += faults(changed) != usual
    assert len(spots) >= 60
    assert noticed >= least * len(spots), f"{noticed} of {len(spots)}"


CHART = "charts:\n  c: {title: 隐患（按类别）, unit: 处, data: {消防通道: 31处, 线路老化: 12处, 其他: 43处}}\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("排查隐患86处，其中消防通道占用31处、用电线路老化12处。", False),
        ("排查隐患86处，其中消防通道占用30处、用电线路老化12处。", True),
        ("排查出的86处隐患中，消防通道占用30处。", True),
        ("排查出的86处隐患中，消防通道占用31处。", False),
        ("排查隐患86处，其中消防通道31处，上年消防通道20处。", False),
    ],
)
def test_a_part_is_checked_against_the_chart_of_parts(text: str, wrong: bool) -> None:
    figures = "\n  found: {value: 86处, label: 排查隐患}\n"
    assert bool(findings(text, figures, CHART)) is wrong


@pytest.mark.parametrize(
    ("value", "wrong"),
    [("49个", True), ("84个", True), ("24个", False), ("96个", False), ("48个", False)],
)
def test_unsure_words_count_only_for_figures_that_are_near(value: str, wrong: bool) -> None:
    figures = "\n  ports: {value: 48个, label: 新增充电端口}\n"
    assert bool(findings(f"最后{value}充电端口落了地。", figures)) is wrong


def test_a_figure_named_in_chinese_stands_without_a_space() -> None:
    (finding,) = findings("消防通道占用30处。", "\n  x: {value: 9人, label: 值守}\n", CHART)
    assert "与图表 c 的“消防通道”“31处”不同" in finding.message
    assert finding.hints == ("如果说的是同一件事，两处改成一个数",)
    (other,) = findings("媒体发稿150余篇。")
    assert "与 figures 的“媒体发稿”“130余篇”不一致" in other.message
    assert other.hints == ("两处改成一个数",)
    assert other.notes[0].message == "另一处在这里"
