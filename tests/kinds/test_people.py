"""Problems, follow-ups, honours, quotations and the debriefing, in each document they reach."""

from __future__ import annotations

import pytest
from support import documents
from support.branch_documents import (
    document,
    library,
    report,
    slides,
    words,
)

from reportgen.content import checks
from reportgen.content.debriefing import debriefing_of
from reportgen.content.facts import facts_of
from reportgen.content.model import Followup, Quotation
from reportgen.document.nodes import Table
from reportgen.document.walk import walk

PROBLEMS = """\
problems:
  - {name: 路没有排水沟, text: 雨季冲坏两处。}
  - {name: 冬天用餐的人少, measure: 由党员送餐, owner: 张三, due: 12月起}
"""
FOLLOWUPS = """\
followups:
  - {name: 公开不及时, status: 基本完成, action: 每月张榜。, result: 全年张榜12次。}
  - {name: 年轻党员少, status: 镇里统一安排}
  - {name: 果园招租}
"""
QUOTED = """\
chapters:
  - title: 修路
    works:
      - title: 修通果园路
        text: 党员先让出自家地边。再去做邻居的工作。
        quotations:
          - {text: 车停在地头了。, speaker: 李四, office: 果农, occasion: 5月在村民小组会上}
          - {text: 让一尺宽一丈。}
      - title: 村民怎么说
        quotations: [{text: 人勤快了，山就值钱。, speaker: 王五}]
"""


def test_a_gist_has_no_quotation_marks_and_no_slide() -> None:
    text = QUOTED.replace("speaker: 李四,", "speaker: 李四, gist: 是,")
    whole = report(text)
    assert "“车停在地头了。”" not in whole
    assert "车停在地头了。" in whole
    assert "5月在村民小组会上（大意）" in whole
    assert "车停在地头了。" not in words(document("annual-deck", text))


def test_a_work_that_shows_its_quotation_keeps_its_slide_where_that_is_a_gist() -> None:
    text = QUOTED.replace("{text: 让一尺宽一丈。}", "{text: 让一尺宽一丈。, gist: 是}").replace(
        "speaker: 李四,", "speaker: 李四, gist: 是,"
    )
    shown = text.replace(
        "        quotations:\n", "        slide: {show: quote}\n        quotations:\n"
    )
    assert "修通果园路" in words(document("annual-deck", shown))


def test_a_quotation_that_is_put_away_stands_nowhere_and_is_no_fact_left_out() -> None:
    text = QUOTED.replace("speaker: 李四,", "speaker: 李四, hidden: 是,")
    assert "车停在地头了" not in report(text)
    assert "车停在地头了" not in words(document("annual-deck", text))
    facts = [fact.text for fact in facts_of(library(text).years["green", 2025])]
    assert "让一尺宽一丈。" in facts
    assert "车停在地头了。" not in facts


def test_a_problem_without_a_measure_is_told_as_it_is() -> None:
    text = report(PROBLEMS)
    assert "冬天用餐的人少。整改措施：由党员送餐。" in text
    assert "责任人：张三；完成时限：12月起。" in text
    deck = words(document("annual-deck", PROBLEMS))
    assert "路没有排水沟雨季冲坏两处。" in deck
    assert "冬天用餐的人少整改措施：由党员送餐\n责任人：张三\u3000时限：12月起" in deck


def test_the_owner_and_the_time_limit_of_a_problem_stand_on_its_slide() -> None:
    measure = "由两个党小组轮流送餐到家，行动不便的老人一天三顿"
    text = f"problems: [{{name: 冬天到食堂用餐的人少, measure: {measure}, owner: 张三, due: 12月起}}]\n"
    (slide,) = slides(text, "problems-owner")
    assert f"{measure}张三12月起" in slide[0]


def test_problems_without_any_measure_make_no_slide_of_measures() -> None:
    bare = "problems: [{name: 路没有排水沟}, {name: 冬天用餐的人少}]\n"
    assert "措施" not in report(bare)
    assert slides(bare, "problems-measures") == []
    deck = document("annual-deck", bare)
    assert "措施" not in words(deck)
    assert "路没有排水沟" in words(deck)


@pytest.mark.parametrize(
    ("status", "state", "printed"),
    [
        ("已完成", "done", "已完成"),
        ("已整改。", "done", "已整改。"),
        ("closed", "done", "已整改"),
        ("基本完成", "mostly-done", "基本完成"),
        ("长期坚持", "continuing", "长期坚持"),
        ("open", "continuing", "仍在整改"),
        ("不再推进", "dropped", "不再推进"),
        ("镇里统一安排", None, "镇里统一安排"),
        ("", None, ""),
    ],
)
def test_a_status_is_printed_as_written_and_known_words_have_a_state(
    status: str, state: str | None, printed: str
) -> None:
    followup = Followup.model_construct(name="公开不及时", status=status)
    assert (followup.state, followup.status_text) == (state, printed)


def test_follow_ups_reach_report_deck_and_notes() -> None:
    text = report(FOLLOWUPS)
    assert "公开不及时（基本完成）。每月张榜。全年张榜12次。" in text
    assert "年轻党员少（镇里统一安排）。果园招租。" in text
    (slide,) = slides(FOLLOWUPS, "table")
    assert all(word in slide[0] for word in ("每月张榜。", "全年张榜12次。", "镇里统一安排"))
    assert "针对“公开不及时”，每月张榜，全年张榜12次。这一项基本完成。" in slide[1]
    assert slide[1].endswith("年轻党员少，镇里统一安排。果园招租。")


def test_a_table_of_follow_ups_has_only_the_columns_it_needs() -> None:
    deck = document("annual-deck", "followups: [{name: 公开不及时, result: 每月张榜}]\n")
    (table,) = (node for node in walk(deck) if isinstance(node, Table))
    assert [words(cell) for cell in table.rows[0]] == ["上年问题", "整改结果"]
    script = report(
        "script: text\nfollowups: [{name: 公开不及时, result: 每月张榜}]\n", "annual-script"
    )
    assert "表格：上年问题整改情况" in script


def test_a_date_of_the_timeline_stands_before_its_event_in_the_script() -> None:
    events = "".join(
        f"  - {{date: {m}月5日, title: 第{m}件办成的实事, highlight: true}}\n" for m in (3, 5, 6, 8)
    )
    script = report(f"script: text\nevents:\n{events}", "annual-script")
    assert "3月：第3件" in script
    assert "8月：第8件" in script


def test_an_honour_says_only_what_was_written() -> None:
    text = "honours: [{name: 文明村}]\n"
    assert "所获荣誉：文明村。" in report(text)
    (slide,) = slides(text, "statement")
    assert slide == ("荣誉 · 所获荣誉文明村", "所获荣誉：文明村。")


def test_a_single_honour_says_who_gave_it_to_whom_and_when() -> None:
    text = (
        "honours: [{name: 文明村, level: 县级, people: [青山村], since: 2019年, note: 届期五年}]\n"
    )
    (slide,) = slides(text, "statement")
    assert "文明村" in slide[0]
    assert "县级青山村2019年，届期五年" in slide[0]
    assert "所获荣誉：文明村，青山村（县级，2019年，届期五年）。" in report(text)
    assert slides(text, "honours-wall") == []


def test_people_and_remarks_stand_with_their_honour() -> None:
    text = """\
honours:
  - {name: 先进基层党组织, level: 镇级}
  - {name: 优秀共产党员, people: [张三, 李四]}
  - {name: 文明村, since: 2019年以来, note: 届期未复评}
"""
    result = document("annual-report", text)
    (table,) = (node for node in walk(result) if isinstance(node, Table))
    heads, *rows = [[words(cell) for cell in row] for row in table.rows]
    assert heads == ["级别", "荣誉名称", "获得者"]
    assert rows[1:] == [["—", "优秀共产党员", "张三、李四"], ["—", "文明村", "—"]]
    assert "文明村，2019年以来，届期未复评" in words(table.note)
    assert slides(text, "honours-wall") == []
    (slide,) = slides(text, "honours-plain")
    assert "先进基层党组织（镇级）" in slide[0]
    assert "优秀共产党员　张三、李四" in slide[0]
    assert "文明村（2019年以来）" in slide[0]
    assert slide[1].endswith("优秀共产党员；文明村。【备查】文明村：届期未复评。")


def test_honours_with_the_same_remark_share_its_words() -> None:
    names = ("先进集体", "文明村", "平安村")
    honours = ", ".join(f"{{name: {name}, level: 县级, note: 县里评选}}" for name in names)
    text = f"honours: [{honours}]\n"
    assert words(document("annual-deck", text)).count("县里评选") == 1
    (slide,) = slides(text, "statement")
    assert slide[1].endswith("【备查】先进集体、文明村、平安村：县里评选。")


def test_a_level_at_the_head_of_a_name_is_not_spoken_twice() -> None:
    text = "honours: [{name: 烟台市业务竞赛, level: 烟台市, grade: 一等奖}]\n"
    (slide,) = slides(text, "statement")
    assert slide[1] == "所获荣誉：烟台市业务竞赛一等奖。"


def test_all_grades_of_a_name_stand_on_its_plaque() -> None:
    text = """\
honours:
  - {name: 业务竞赛, level: 市级, grade: 一等奖, count: 4项}
  - {name: 业务竞赛, level: 市级, grade: 二等奖, count: 多项}
"""
    (slide,) = slides(text, "statement")
    assert "业务竞赛\n一等奖4项\n二等奖" in slide[0]
    assert "多项" in report(text)


def test_quotations_are_marked_and_signed_only_by_who_spoke() -> None:
    text = report(QUOTED)
    assert "“车停在地头了。”——果农　李四，5月在村民小组会上“让一尺宽一丈。”" in text
    assert "青山村党支部" not in text.split("修通果园路")[1].split("下一步")[0]
    signed = slides(QUOTED, "quote-source") + slides(QUOTED, "quote")
    assert [slide[0] for slide in signed] == [
        "车停在地头了。李四果农 · 5月在村民小组会上",
        "人勤快了，山就值钱。王五",
    ]
    assert "果农　李四，5月在村民小组会上：“车停在地头了。”" in signed[0][1]
    (bare,) = (slide for slide in slides(QUOTED, "statement") if "让一尺" in slide[0])
    assert "“让一尺宽一丈。”" in bare[0]


@pytest.mark.parametrize(
    ("parts", "signature"),
    [
        ({}, ""),
        ({"speaker": "李四"}, "李四"),
        ({"office": "果农", "speaker": "李四"}, "果农　李四"),
        ({"source": "《县报》"}, "《县报》"),
        ({"speaker": "李四", "occasion": "会上", "source": "《县报》"}, "李四，会上，《县报》"),
    ],
)
def test_a_signature_has_what_is_known(parts: dict[str, str], signature: str) -> None:
    assert Quotation.model_validate({"text": "车停在地头了。", **parts}).signature == signature


def test_words_of_other_people_are_not_judged_as_the_branch_s() -> None:
    figures = "figures: {修路: 3.4公里}\n"
    claim = QUOTED.replace("车停在地头了。", "修路修了5公里。")
    result = library(figures + claim)
    rules = checks.load_rules(documents.SUPPLIED, result)
    codes = {d.code for d in checks.check_year(result.years["green", 2025], rules)}
    assert "figure-disagrees" not in codes
    assert "wording-error" not in codes


def test_a_debriefing_takes_from_the_record_what_it_does_not_write() -> None:
    text = (
        QUOTED
        + PROBLEMS
        + FOLLOWUPS
        + "plan: {text: 来年补路。}\nsigned: 2025-12-28\ndebriefing: {speaker: 张三}\n"
    )
    result = report(text, "debriefing-report")
    for part in (
        "一年来，我支部做了两件事。",
        "上年问题整改情况",
        "公开不及时（基本完成）。每月张榜。全年张榜12次。",
        "党员先让出自家地边。再去做邻居的工作。",
        "路没有排水沟。雨季冲坏两处。",
        "来年补路。",
        "2025年12月28日",
    ):
        assert part in result
    assert "点评" not in result
    deck = words(document("debriefing-deck", text))
    assert all(part in deck for part in ("公开不及时", "修通果园路", "路没有排水沟", "来年补路"))
    assert not any(part in deck for part in ("条条有交代", "见述职报告", "有期限"))


def test_what_a_debriefing_writes_itself_takes_the_place_of_the_record_s() -> None:
    text = PROBLEMS + "debriefing: {problems: [{name: 我下村少}], opening: 我是书记。}\n"
    year = library(text).years["green", 2025]
    debriefing = debriefing_of(year.record, year.chapters)
    assert debriefing
    assert [problem.name for problem in debriefing.problems] == ["我下村少"]
    assert debriefing.opening == "我是书记。"


@pytest.mark.parametrize(
    ("comments", "title"),
    [
        ("[{name: 公开少, action: 每月张榜}, {name: 学得少}]", "上年度点评意见整改情况"),
        ("[{name: 公开少}, {name: 学得少}]", "上年度点评意见清单"),
    ],
)
def test_comments_are_called_answered_only_where_an_answer_is_written(
    comments: str, title: str
) -> None:
    text = f"debriefing: {{comments: {comments}}}\n"
    assert title in words(document("debriefing-deck", text))
    assert title.removesuffix("清单") in report(text, "debriefing-report")
    assert ("整改情况" in words(document("debriefing-deck", text))) is title.endswith("情况")


def test_a_point_of_a_slide_may_be_a_sentence_alone() -> None:
    text = QUOTED.replace(
        "        quotations:\n          - {text: 车",
        "        slide: {points: [先让地边, {name: 再劝邻居, text: 上门三次}]}\n"
        "        quotations:\n          - {text: 车",
    )
    slide = next(slide for slide in slides(text, "statement") if "先让地边" in slide[0])
    assert "再劝邻居　上门三次" in slide[0]
