from __future__ import annotations

import pytest
from support.checked import findings

from reportgen.content.checks.figure_mentions import mentions_in
from reportgen.content.checks.likeness import Closeness, closeness, likeness, words_in
from reportgen.content.checks.scopes import Setting
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.quantities import parse


def mentions(text: str) -> list[tuple[str, str, str]]:
    results = mentions_in([TextBlock(text, Role.PROSE, "正文")], Setting(2022))
    return [(m.quantity.text, m.before, m.after) for m in results]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年发稿30篇。", [("30篇", "全年发稿", "")]),
        ("一年来，全年发稿30篇，其他照旧。", [("30篇", "全年发稿", "")]),
        ("接收96家企业档案7968卷", [("96家", "接收", "企业档案"), ("7968卷", "企业档案", "")]),
        ("示范4家、先进10家", [("4家", "示范", ""), ("10家", "先进", "")]),
        ("为110余家单位提供服务，办事方便", [("110余家", "为", "单位提供服务")]),
        ("前一句20篇。后一句30篇", [("20篇", "前一句", ""), ("30篇", "后一句", "")]),
        ("第3次会议", []),
    ],
)  # fmt: skip
def test_the_words_beside_a_figure_are_its_own(
    text: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert mentions(text) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全年共受理居民诉求", ("受理居民诉求",)),
        ("一年来，我支部先后开展各类活动", ("活动",)),
        ("比上年的", ()),
        ("降到", ()),
        ("圆梦“微心愿”", ("圆梦", "微心愿")),
    ],
)
def test_words_that_name_nothing_are_left_out(text: str, words: tuple[str, ...]) -> None:
    assert words_in(text).parts == words


def test_namings_are_alike_as_far_as_each_has_the_words_of_the_other() -> None:
    def rate(a: str, b: str, wide: str = "") -> float:
        return round(likeness(words_in(a), words_in(wide), words_in(b), words_in("")), 2)

    assert rate("受理居民诉求", "受理居民诉求") == 1.0
    assert rate("省级媒体发稿", "媒体发稿") == 0.8
    assert rate("办结", "办结居民诉求", "受理居民诉求") == 0.8
    assert rate("办结", "受理居民诉求", "受理居民诉求") == 0.0


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("4次", "5次", Closeness.SMALL),
        ("48个", "49个", Closeness.NEAR),
        ("48个", "84个", Closeness.NEAR),
        ("48个", "24个", Closeness.FAR),
        ("312件", "313件", Closeness.SLIP),
        ("7968卷", "7986卷", Closeness.LONG_SLIP),
        ("7968卷", "768卷", Closeness.SLIP),
        ("7968卷", "4211卷", Closeness.FAR),
        ("-12件", "12件", Closeness.SLIP),
    ],
)
def test_a_slip_of_the_hand_is_told_from_another_figure(
    first: str, second: str, wanted: Closeness
) -> None:
    one, other = parse(first), parse(second)
    assert one
    assert other
    assert closeness(one, other) is wanted


def project(*rows: str, value: str = "2个", label: str = "建成专题数据库") -> str:
    listed = "".join(f"  - {{{row}}}\n" for row in rows)
    return f"figures:\n  f: {{value: {value}, label: {label}}}\nprojects:\n{listed}"


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (
            project(
                "name: 甲, kind: 专题数据库, status: done",
                "name: 乙, kind: 专题数据库, status: done",
            ),
            False,
        ),
        (project("name: 甲, kind: 专题数据库, status: done"), True),
        (
            project(
                "name: 甲, kind: 专题数据库, status: done",
                "name: 乙, kind: 专题数据库, status: planned",
            ),
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
