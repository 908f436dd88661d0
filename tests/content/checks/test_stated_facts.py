from __future__ import annotations

import pytest
from support.checked import findings

from reportgen.content.checks.figure_mentions import mentions_in
from reportgen.content.checks.stated_facts import bigrams
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.model import YearRecord


def mentions(text: str) -> list[tuple[str, str, str, str]]:
    record = YearRecord.model_validate({"year": 2022})
    results = mentions_in(record, [TextBlock(text, Role.PROSE, "正文")])
    return [(m.quantity.text, m.before, m.after, m.qualifier) for m in results]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年发稿30篇。", [("30篇", "全年发稿", "", "")]),
        ("一年来，全年发稿30篇，其他照旧。", [("30篇", "全年发稿", "", "")]),
        ("接收96家企业档案7968卷", [("96家", "接收", "企业档案", ""), ("7968卷", "企业档案", "", "")]),
        ("示范4家、先进10家", [("4家", "示范", "", ""), ("10家", "先进", "", "")]),
        ("为110余家单位提供服务，办事方便", [("110余家", "为", "单位提供服务", "")]),
        ("发稿30篇，其中省级20篇、市级10篇，获奖5项",
         [("30篇", "发稿", "", ""), ("20篇", "其中省级", "", "其中"), ("10篇", "市级", "", "其中"),
          ("5项", "获奖", "", "")]),
        ("86处隐患中，通道31处", [("86处", "", "隐患中", ""), ("31处", "通道", "", "中，")]),
        ("上年发稿20篇", [("20篇", "上年发稿", "", "上年")]),
        ("前一句20篇。后一句30篇", [("20篇", "前一句", "", ""), ("30篇", "后一句", "", "")]),
        ("这两项工作带动发稿30篇", [("两项", "这", "工作带动发稿", ""), ("30篇", "这两项工作带动发稿", "", "")]),
        ("第3次会议", []),
    ],
)  # fmt: skip
def test_the_words_beside_a_figure_are_its_own(
    text: str, wanted: list[tuple[str, str, str, str]]
) -> None:
    assert mentions(text) == wanted


def test_pairs_do_not_cross_punctuation() -> None:
    assert bigrams("媒体、发稿") == {"媒体", "发稿"}
    assert bigrams("媒体发") == {"媒体", "体发"}


def project(*rows: str, value: str = "2个", label: str = "建成专题数据库") -> str:
    listed = "".join(f"  - {{{row}}}\n" for row in rows)
    return f"figures:\n  f: {{value: {value}, label: {label}}}\nprojects:\n{listed}"


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (project("name: 甲, kind: 专题数据库", "name: 乙, kind: 专题数据库"), False),
        (project("name: 甲, kind: 专题数据库"), True),
        (
            project("name: 甲, kind: 专题数据库", "name: 乙, kind: 专题数据库, status: planned"),
            True,
        ),
        (project("name: 甲, kind: 专题数据库, status: under-way", label="在建专题数据库"), True),
        (project("name: 甲, kind: 专题数据库, status: planned", label="专题数据库拟建"), True),
        (project("name: 甲, kind: 阵地"), False),
        (project("name: 甲, kind: 专题数据库, status: planned"), False),
    ],
)
def test_projects_are_counted(record: str, wrong: bool) -> None:
    assert bool(findings(record, "fact-disagrees")) is wrong


def honour(count: str, label: str = "业务竞赛一等奖") -> str:
    return (
        f"figures:\n  f: {{value: 4项, label: {label}}}\n  g: {{value: 9项, label: 省级学术奖励}}\n"
        f"honours:\n  - {{name: 业务竞赛, level: 市级, grade: 一等奖, count: {count}}}\n"
    )


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (honour("4项"), False),
        (honour("5项"), True),
        (honour("5人"), False),
        (honour("5项", "文艺汇演奖项"), False),
    ],
)
def test_honours_are_compared_with_the_figure_of_their_name(record: str, wrong: bool) -> None:
    assert bool(findings(record, "fact-disagrees")) is wrong


def chart(data: str, more: str = "unit: 项") -> str:
    return (
        "figures:\n  f: {value: 4项, label: 竞赛一等奖}\n  g: {value: 1项, label: 竞赛二等奖}\n"
        f"charts:\n  c: {{title: 获奖, {more}, data: {{{data}}}}}\n"
    )


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (chart("竞赛一等奖: 4, 竞赛二等奖: 1"), 0),
        (chart("竞赛一等奖: 5, 竞赛二等奖: 1"), 1),
        (chart("竞赛一等奖: 5项, 竞赛二等奖: 2项"), 2),
        (chart("书画一等奖: 5, 歌咏二等奖: 2"), 0),
        (chart("一等奖: 5"), 0),
    ],
)
def test_points_of_charts_are_compared_with_the_figure_of_their_name(
    record: str, wrong: int
) -> None:
    assert len(findings(record, "fact-disagrees")) == wrong
