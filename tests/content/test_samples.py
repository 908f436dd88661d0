from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from reportgen.content import derived
from reportgen.content.figures import figure_named
from reportgen.content.loading import load
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.workspace import DiskWorkspace

CONTENT = Path(__file__).parents[2] / "content"
LAIZHOU = CONTENT / "branches/laizhou-archives/2022.yaml"
COMMUNITY = CONTENT / "branches/example-community/2025.yaml"
YEARS = (LAIZHOU, COMMUNITY)
FILES = sorted((*CONTENT.glob("types/*.yaml"), *CONTENT.glob("branches/*/*.yaml")))


def plain(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)


def model_of(path: Path) -> type[BranchType | Branch | YearRecord]:
    if path.parent.name == "types":
        return BranchType
    return Branch if path.stem == "branch" else YearRecord


@cache
def record(path: Path) -> YearRecord:
    """The record as documents see it: its ledger read, its charts of the log drawn."""
    library = load(DiskWorkspace({"content": CONTENT}), [path.parent.name])
    return library.years[path.parent.name, int(path.stem)].record


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def prose(year: YearRecord) -> str:
    """What stands in the report as running text."""
    parts = [year.opening]
    for chapter in year.chapters:
        parts += [chapter.lead, *(work.title + work.text for work in chapter.works)]
    for problem in year.problems:
        parts += [problem.name, problem.text, problem.cause, problem.measure]
    assert year.plan
    assert year.closing
    return "\n".join((*parts, year.plan.text, year.closing.text))


def han(text: str) -> int:
    return len(re.findall("[\u4e00-\u9fff]", text))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_sample_file_fits_the_model(path: Path) -> None:
    year = int(path.stem) if path.stem.isdigit() else None
    model_of(path).model_validate(plain(path), context={"year": year})


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_file_opens_with_a_word_to_whoever_fills_it_in(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert han(first) >= 5


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_chinese_text_keeps_chinese_punctuation_and_paired_quotes(path: Path) -> None:
    for text in strings(plain(path)):
        if text.startswith("统计!"):  # a range of a workbook, as Excel writes it
            continue
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}\n?", "", text)
        assert not re.search("[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]", bare), text
        assert not re.search("[\u4e00-\u9fff，。] +[\u4e00-\u9fff“]", bare), text
        assert "'" not in bare, text
        assert '"' not in bare, text
        assert text.count("“") == text.count("”"), text
        assert text.count("《") == text.count("》"), text


@pytest.mark.parametrize("path", YEARS, ids=lambda p: p.parent.name)
def test_titles_bear_no_closing_punctuation(path: Path) -> None:
    year = record(path)
    titles = [work.title for chapter in year.chapters for work in chapter.works]
    titles += [plain(kind)["chapter"] for kind in FILES if kind.parent.name == "types"]
    assert year.closing
    for title in (*titles, year.closing.title, year.headline):
        assert title[-1] not in "，。；：、！", title


@pytest.mark.parametrize("path", YEARS, ids=lambda p: p.parent.name)
def test_titles_of_a_chapter_are_built_alike(path: Path) -> None:
    for chapter in record(path).chapters:
        shapes = {tuple(map(han, work.title.split("，"))) for work in chapter.works}
        assert len(shapes) == 1, (chapter.type, shapes)


@pytest.mark.parametrize("path", YEARS, ids=lambda p: p.parent.name)
def test_slide_texts_are_short_and_each_slide_has_something_to_say(path: Path) -> None:
    year = record(path)
    for work in (work for chapter in year.chapters for work in chapter.works):
        slide = work.slide
        assert all(len(line) <= 20 for line in slide.panel.splitlines()), slide.panel
        assert len(slide.points) <= 6, work.title
        for point in slide.points:
            assert len(point.name) <= 6, point.name
            assert len(point.text) <= 22, point.text
        assert not slide.notes or 80 <= len(slide.notes) <= 160, work.title
        assert not slide.notes or slide.notes not in work.text
    for method in year.methods.values():
        for item in method.items:
            assert len(item.text) <= 22, item.text


@pytest.mark.parametrize("path", YEARS, ids=lambda p: p.parent.name)
def test_a_figure_named_by_a_work_is_reported_in_its_chapter_as_written(path: Path) -> None:
    year = record(path)
    for chapter in year.chapters:
        text = chapter.lead + "".join(work.text for work in chapter.works)
        for work in chapter.works:
            for name in work.figures:
                figure = figure_named(year.figures, name)
                assert figure
                assert figure.value.text in text, (work.title, name)


@pytest.mark.parametrize("path", YEARS, ids=lambda p: p.parent.name)
def test_pictures_are_small_png_files_of_the_stated_size(path: Path) -> None:
    for picture in record(path).pictures.values():
        file = path.parent / picture.file
        assert file.stat().st_size < 150_000
        with Image.open(file) as image:
            assert (image.format, image.size) == ("PNG", (1600, 1000))
        assert picture.caption.endswith("（示意图）")
        assert picture.alt.startswith("示意插图")


@pytest.mark.parametrize("path", YEARS, ids=lambda p: p.parent.name)
def test_every_picture_chart_and_table_has_its_place(path: Path) -> None:
    year = record(path)
    works = [work for chapter in year.chapters for work in chapter.works]
    placed = {k for work in works for k in work.charts}
    assert placed <= set(year.charts)
    # A chart of the log of activities stands with the organisation life, which no work is about.
    assert all(year.charts[k].log for k in set(year.charts) - placed)
    assert {k for work in works for k in work.tables} == set(year.tables)
    texts = {k for work in works for k in work.pictures}
    texts |= {str(event.picture) for event in year.events if event.picture}
    assert texts == set(year.pictures)


# --- the archives branch: the facts of the published report, and none besides ---------------------

FIGURES = {
    "开展活动": "34次", "媒体发稿": "130余篇", "省级示范单位": "4家",
    "省级先进单位": "10家", "竞赛一等奖": "4项", "竞赛二等奖": "1项",
    "竞赛三等奖": "2项",
    "省级学术奖励": "9项", "烟台市级学术奖励": "5项", "服务单位": "110余家",
    "国企退休职工档案": "7968卷", "移交企业": "96家", "涉及退休职工": "7960人",
    "省级创新案例": "1项", "山东镁矿档案": "1.2万卷", "婚姻档案": "26万卷",
    "建成专题数据库": "4个", "在建专题数据库": "2个", "服务机制": "6项",
}  # fmt: skip

TYPES = {
    "learning": ("学习型", "出发点", "政治力", "以学习型党支部为出发点，增强党员队伍政治力"),
    "innovation": ("创新型", "支撑点", "引领力", "以创新型支部为支撑点，发挥品牌建设引领力"),
    "business": ("业务型", "切入点", "执行力", "以业务型支部为切入点，提升中心工作执行力"),
    "service": ("服务型", "落脚点", "生命力", "以服务型支部为落脚点，永葆为民担当生命力"),
    "integrity": ("清廉型", "聚力点", "保障力", "以清廉型支部为聚力点，增强从严治党保障力"),
}

TOLD = """
三会一课 领导领学 小组研学 党课辅导 大培训、大练兵、大比武、大竞赛 省第十二次党代会 集中答疑
电脑端、手机端 党的二十大专题 山东档案培训网络 岗前培训 继续教育 微课、微视频 《逐梦兰台》
市融媒体中心 文件整理、档案接收、疫情防控和文明城市创建 盘点、修复 烟台市档案数字化业务竞赛一等奖
修裱技术竞赛一等奖 莱州市十佳学习标兵 莱州市十佳服务窗口 朱桥状元笔基地 爱国主义教育
在档爱党、档心向党 创新创造、敢为能为 真诚服务、真情奉献 清廉本色、兰台风清 六责工作法
《档案馆制度汇编》 模范机关建设 为民服务、担当作为 百日提升 支部领航、书记领办、党员领跑
档案·莱州记忆 党员活动室 廉政教育室 莱州印象 主题党日、对标学习、竞赛、征文、合唱
党建引领聚合力、基础工作抓提升、重点工作求突破、特色工作创一流 双推双促 市、镇、村三级
土地确权、产权制度改革 全国示范数字档案馆 青蓝工程 青蓝讲堂 90后
国家档案局和山东省、烟台市档案系统 两类档案 一站式 省级创新案例
脱贫攻坚、疫情防控、国企退休职工、革命历史红色档案 党史学习教育、经略海洋 山东镁矿 首接承诺制
线上与线下、馆内与馆外、本地与异地、科室与中心
一张笑脸相迎、一把椅子请坐、一杯热茶暖心、一腔热情待人、一身正气办事、一番好话送人
廉政建设六步工作法 严、真、细、实、快 专题组织生活会 廉政谈话 家风教育、警示教育
风险提示、提醒谈话、诫勉谈话 理想信念一流、组织建设一流、纪律作风一流、群众满意一流 更高标准
更严要求 更佳作风
""".split()  # noqa: SIM905 - a hundred phrases read better as text


def test_the_archives_branch_takes_its_five_types_in_order_with_role_power_and_title() -> None:
    branch = Branch.model_validate(plain(LAIZHOU.with_name("branch.yaml")))
    assert branch.types == tuple(TYPES)
    assert branch.unit == "山东省莱州市档案馆"
    for key, (name, role, power, section) in TYPES.items():
        kind = BranchType.model_validate(plain(CONTENT / f"types/{key}.yaml"))
        assert (kind.name, kind.role, kind.power, kind.chapter) == (name, role, power, section)


def test_the_archives_figures_are_those_of_the_source_as_written() -> None:
    year = record(LAIZHOU)
    assert {key: figure.value.text for key, figure in year.figures.items()} == FIGURES
    for value in FIGURES.values():
        number, unit = re.fullmatch(r"([\d.]+)(.+)", value).groups()  # type: ignore[union-attr]
        assert f"{number}{unit}" in prose(year)


@pytest.mark.parametrize("fact", TOLD)
def test_the_archives_report_tells_each_fact_of_the_source(fact: str) -> None:
    assert fact in prose(record(LAIZHOU))


def test_the_archives_record_holds_no_number_the_source_does_not_give() -> None:
    known = {re.match(r"[\d.]+", value)[0] for value in FIGURES.values()}  # type: ignore[index]
    known |= {"2022", "2021", "2023", "90"}
    data = plain(LAIZHOU)
    for key in ("year", "source", "pictures", "methods", "signed"):
        data.pop(key, None)
    data.get("story", {}).pop("source", None)  # names the newspaper's day and issue
    for text in strings(data):
        for number in re.findall(r"\d+(?:\.\d+)?", text):
            assert number in known or re.fullmatch(r"images/.*", text), text


def test_the_archives_report_is_a_finished_text_of_the_usual_length() -> None:
    assert 2_900 <= han(prose(record(LAIZHOU))) <= 3_500


def test_the_named_methods_carry_the_items_the_source_gives_and_no_others() -> None:
    methods = {m.name: m for m in record(LAIZHOU).methods.values()}
    six = [item.name for item in methods["六责工作法"].items]
    assert six == ["制度定责", "清单明责", "专项督责", "述职评责", "档案管责", "综合考责"]
    assert len(methods["六个一"].items) == 6
    steps = methods["廉政建设六步工作法"]
    assert (steps.count, steps.items, steps.complete) == (6, (), False)
    mechanisms = methods["6项服务机制"]
    assert (mechanisms.count, len(mechanisms.items)) == (6, 1)
    pairs = [item.name for item in methods["四个结合"].items]
    assert pairs == ["线上＋线下", "馆内＋馆外", "本地＋异地", "科室＋中心"]
    assert all(m.count in (None, len(m.items)) or not m.complete for m in methods.values())


def test_the_archives_honours_projects_and_source_are_complete() -> None:
    year = record(LAIZHOU)
    honours = Counter((h.level, h.grade, h.count.text if h.count else "") for h in year.honours)
    assert honours["烟台市", "一等奖", ""] == 1
    assert honours["莱州市", "", ""] == 2
    assert {("国家、省、市", "一等奖", "4项"), ("国家、省、市", "二等奖", "1项"),
            ("国家、省、市", "三等奖", "2项"), ("省级", "", "9项"),
            ("烟台市级", "", "5项")} <= set(honours)  # fmt: skip
    databases = Counter(p.status for p in year.projects if p.kind == "专题数据库")
    assert databases == {"done": 4, "under-way": 2}
    assert len(year.venues) == 4
    source = year.source
    assert source
    assert (source.paper, source.issue, source.page) == ("《中国档案报》", "总第3944期", "第3版")
    assert (source.date.text, source.online.text) == ("2023-02-13", "2023-02-15")
    assert (source.author, source.editor) == ("郝雅静", "张雪")
    assert year.pictures["zhuqiao"].credit == "作者"
    assert not year.problems
    assert not year.events
    assert year.closing
    assert year.closing.title == "聚力党旗下，奋斗谱新篇"


def test_the_award_charts_show_the_figures() -> None:
    year = record(LAIZHOU)
    names = {figure.label: figure.value for figure in year.figures.values()}
    for chart, name in (("contest_awards", "竞赛{}"), ("research_awards", "{}学术奖励")):
        for place, value in year.charts[chart].data.items():
            assert names[name.format(place)] == value


def test_types_say_nothing_in_the_archives_report_that_no_fact_backs() -> None:
    year = record(LAIZHOU)
    for key in TYPES:
        kind = BranchType.model_validate(plain(CONTENT / f"types/{key}.yaml"))
        for measure in kind.measures:
            assert measure.needs
            assert not all(figure_named(year.figures, name) for name in measure.needs)


# --- the invented community: its log and its texts ------------------------------------------------


def test_the_community_is_marked_as_invented() -> None:
    branch = Branch.model_validate(plain(COMMUNITY.with_name("branch.yaml")))
    year = record(COMMUNITY)
    assert branch.sample
    assert year.source
    assert "虚构" in year.source.note
    assert "safety" in branch.types


def test_the_community_log_meets_the_frequencies_of_party_life() -> None:
    # 《中国共产党支部工作条例（试行）》 articles 11 to 19: quarterly, monthly, once a year
    year = record(COMMUNITY)
    log = derived.summarise(year.events)
    groups = int(plain(COMMUNITY.with_name("branch.yaml"))["groups"])
    assert log.total >= 44
    assert set(log.by_month) == set(range(1, 13))
    least = {"支部党员大会": 4, "支委会": 12, "党小组会": 12 * groups, "党课": 4, "主题党日": 12,
             "组织生活会": 1, "民主评议党员": 1, "谈心谈话": 1, "志愿服务": 1}  # fmt: skip
    for kind, count in least.items():
        assert log.count(kind) >= count, kind
    for kind in ("支委会", "主题党日", "党小组会"):
        assert all(log.by_kind_and_month[kind, month] for month in range(1, 13))
    assert any(len(event.kinds) > 1 for event in year.events)
    assert sum(log.by_kind.values()) > log.total


def test_the_community_log_stands_in_order_and_within_the_year() -> None:
    events = record(COMMUNITY).events
    days = [e.date.day for e in events]
    assert days == sorted(days)
    assert {day.year for day in days} == {2025}
    assert all(e.present <= e.due for e in events if e.present is not None and e.due is not None)
    months = [e.date.month for e in events if e.highlight]
    assert months == list(range(1, 13))
    assert all(len(e.title) <= 14 for e in events if e.highlight)


def test_what_the_community_tells_of_its_log_agrees_with_the_log() -> None:
    year = record(COMMUNITY)
    log = derived.summarise(year.events)
    chart = year.charts["activities"]
    quarters: Counter[int] = Counter()
    for month, count in log.by_month.items():
        quarters[(month - 1) // 3] += count
    assert [int(q.value) for q in chart.data.values()] == [quarters[i] for i in range(4)]
    assert f"全年{log.count('党课')}次党课" in prose(year)


def test_the_community_charts_add_up_to_its_figures() -> None:
    year = record(COMMUNITY)
    for chart, figure in (("hazards", "排查隐患"), ("disputes", "化解矛盾纠纷")):
        total = sum(q.value for q in year.charts[chart].data.values())
        assert total == year.figures[figure].value.value
    assert han(prose(year)) >= 2_000
    assert len(year.problems) == 3
