from __future__ import annotations

import pytest
from support.checked import findings


def works(*titles: str) -> str:
    rows = "".join(f"      - {{title: {title}, text: 正文}}\n" for title in titles)
    return f"chapters:\n  - type: learning\n    works:\n{rows}"


ALIKE = ("学在经常，课堂办到身边", "练在平时，本领比出高下", "干在实处，难题逐个破解")


@pytest.mark.parametrize(
    ("titles", "wrong"),
    [
        (ALIKE, []),
        ((*ALIKE, "走在前列，口碑传出"), []),  # a character or two less
        ((*ALIKE, "走在前列，口碑好"), ["走在前列，口碑好"]),
        ((*ALIKE, "走在前列"), ["走在前列"]),
        (("学在经常：课堂办到身边", *ALIKE[1:]), []),
        ((*ALIKE, "“一餐一留样”制度"), []),  # a name is given as it is
        ((*ALIKE[:2], "走在前列"), []),  # two titles are no pattern
        ((*ALIKE, "练兵", "建言"), []),  # nor are three among five
        (("路和渠", "亩产四千斤", "集体收入怎么来的", "冷库门口不再排队", "练兵场上见高下"), []),
    ],
)
def test_titles_of_one_level_are_built_alike(titles: tuple[str, ...], wrong: list[str]) -> None:
    results = findings(works(*titles), "titles-unlike")
    assert [d.message.split("“")[1].split("”")[0] for d in results] == wrong
    for fault in results:
        assert fault.notes[0].span
        assert fault.span
        assert fault.span.line != fault.notes[0].span.line


def test_the_shapes_of_both_titles_are_reported() -> None:
    (finding,) = findings(works(*ALIKE, "走在前列"), "titles-unlike")
    assert (
        finding.message == "小标题“走在前列”与同级的“学在经常，课堂办到身边”不对仗（4字，4＋6字）"
    )


@pytest.mark.parametrize(
    ("titles", "wrong"),
    [
        (("坚持学习", "坚持服务"), False),  # two titles alike are a pair
        (("坚持学习", "坚持服务", "坚持奉献", "推动发展"), False),  # and three are meant
        (("坚持学习", "推动服务", "坚持奉献"), True),
        (("坚持学习", "推动服务"), False),
        (("以学为基，强本领", "以学促干，强作风"), False),  # 以X为Y is a frame, not a repeated verb
        (("5个到家", "5个一流"), False),
    ],
)
def test_a_verb_is_not_used_twice(titles: tuple[str, ...], wrong: bool) -> None:
    assert bool(findings(works(*titles), "title-verb-repeated")) is wrong


def test_parallel_words_of_a_plan_are_titles_too() -> None:
    plan = "plan:\n  text: 2023年，再出发。\n  parallels: [更高标准, 更严要求, 作风更要过硬才行]\n"
    assert [d.span.line for d in findings(plan, "titles-unlike") if d.span] == [4]


@pytest.mark.parametrize(
    ("method", "wrong"),
    [
        ("{name: 三步工作法, items: [{name: 看}, {name: 议}, {name: 办}]}", ""),
        ("{name: 三步工作法, items: [{name: 看}, {name: 议}]}", "应有 3 条，items 写了 2 条"),
        (
            "{name: 三步工作法, items: [{name: 看}, {name: 议}, {name: 办}, {name: 评}]}",
            "写了 4 条",
        ),
        ("{name: 三步工作法, note: 未列, items: [{name: 看}]}", ""),
        ("{name: 三步工作法, remark: 报道只列了一步, items: [{name: 看}]}", ""),
        (
            "{name: 三步工作法, note: 未列, items: [{name: 看}, {name: 议}, {name: 办}, {name: 评}]}",
            "4 条",
        ),
        ("{name: 三步工作法}", ""),
        ("{name: 三步工作法, count: 4}", "名称里是 3，count 写的是 4"),
        ("{name: 六责工作法, count: 6}", ""),
        ("{name: 五个到家, count: 4}", "名称里是 5"),
        ("{name: 十二项机制, count: 12}", ""),
        ("{name: 青蓝工程, items: [{name: 看}]}", ""),
        ("{name: 青蓝工程, count: 2, items: [{name: 看}]}", "应有 2 条"),
        ("{name: 一张笑脸, count: 4}", ""),
        ("{name: 第三步, count: 4}", ""),
        ("{name: 大培训、二练兵, count: 4}", ""),
    ],
)
def test_a_method_has_as_many_items_as_its_name_says(method: str, wrong: str) -> None:
    results = findings(f"methods:\n  m: {method}\n", "method-count")
    assert bool(results) is bool(wrong)
    assert all(wrong in d.message for d in results)


@pytest.mark.parametrize(("length", "wrong"), [(40, False), (41, True)])
@pytest.mark.parametrize("end", "。！？；")
def test_a_sentence_has_a_limit(length: int, end: str, wrong: bool) -> None:
    text = "字" * (length - 1) + end
    settings = "off: [presence]\nsentence: 40\n"
    results = findings(f"opening: {text}短。{text}\n", "long-sentence", settings=settings)
    assert len(results) == (2 if wrong else 0)
    if wrong:
        assert results[0].message == f"开头有一句 {length} 字，超过 40 字"
        assert results[0].span
        assert results[0].span.length == 12


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("我们坚持学习。\n\n  我们坚持服务。\n\n  我们坚持奉献。", True),
        ("我们坚持学习。\n\n  我们坚持服务。", False),
        ("我们坚持学习。\n\n  大家坚持服务。\n\n  我们坚持奉献。", False),
        ("我们坚持学习。\n\n  我们坚持服务。\n\n  我们坚决奉献。", False),
        ("2022年甲。\n\n  2022年乙。\n\n  2022年丙。", False),
    ],
)
def test_three_paragraphs_do_not_open_alike(text: str, wrong: bool) -> None:
    assert bool(findings(f"opening: |-\n  {text}\n", "same-opening")) is wrong
