"""The account of facts: a text says by its place which fact it shows."""

from __future__ import annotations

import pytest
from support import composing, workspaces

from reportgen.compose.balance import balance
from reportgen.compose.placement import FactIndex, placement_of, texts_of
from reportgen.content.account import Loss
from reportgen.content.facts import facts_of
from reportgen.content.loading import load

RECORD = """\
year: 2025
opening: 巡查楼栋，逐户记下。三件事当场办完；两件报给街道。
figures:
  办结诉求: {value: 12件, last_year: 9件}
honours:
  - {name: 平安社区, level: 示例市, people: [周和, 吴平], since: 2021年以来, note: 示例}
events:
  - {date: 5月12日, kinds: 党课, title: 第12次讲述身边小事, present: '11', due: '12', hours: '2.0', place: 活动室}
projects:
  - {name: 充电棚, kind: 民生项目, status: under-way}
followups:
  - {name: 飞线, status: done}
charts:
  类别: {unit: 件, data: {邻里: 3件, 物业: 4件}}
signed: 2025-12-30
"""
BRANCH = "name: 示例支部"


def lost(body: str, record: str = RECORD) -> dict[str, tuple[Loss, str]]:
    """Return what a report with `body` lacks of the record, by the Chinese path of each fact."""
    header = "{#\nname: 样文\npurpose: 样文\noutput: 样文\n#}\n"
    overlay = {
        "content/branches/red/2022.yaml": None,
        "templates/juli/documents/summary.docx.j2": None,
        "content/branches/red/branch.yaml": BRANCH,
        "content/branches/red/2025.yaml": record,
        "templates/juli/documents/letter.docx.j2": f"{header}<report><title>{{{{ branch.name }}}}</title>{body}</report>",
    }
    (entry,) = load(workspaces.memory(overlay)).select(["red"])
    index = FactIndex(facts_of(entry))
    document = composing.document(overlay)
    account = balance(entry, index, [placement_of(texts_of(document), index)])
    return {e.path: (e.loss, e.words) for e in account.entries}


@pytest.fixture(scope="module")
def everything() -> dict[str, tuple[Loss, str]]:
    return lost("<p>没有引用</p>")


def test_what_is_not_to_be_used_this_year_is_not_asked_about() -> None:
    words = "巡查楼栋，逐户记下。三件事当场办完；两件报给街道。"
    record = f"{RECORD}exceptions:\n  - {{fact: {words}}}\n"
    assert "开头" not in lost("<p>没有引用</p>", record)
    assert "荣誉《平安社区》 › 名称" in lost("<p>没有引用</p>", record)


def test_what_no_template_uses_is_lost(everything: dict[str, tuple[Loss, str]]) -> None:
    assert everything["开头"] == (Loss.WHOLE, "巡查楼栋，逐户记下。三件事当场办完；两件报给街道。")
    assert everything["荣誉《平安社区》 › 获得者 2"] == (Loss.WHOLE, "吴平")
    assert everything["图表《类别》 › 数据《邻里》"] == (Loss.WHOLE, "3件")
    assert "支部 › 支部全称" not in everything


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("{{ record.opening | prose }}", "开头"),
        ("<p>{{ record.opening.split('。') | join('；') }}</p>", "开头"),
        ("<p>{{ figure('办结诉求') }}</p>", "数字《办结诉求》 › 数值"),
        ("<p>{{ fig('办结诉求').value | number }}</p>", "数字《办结诉求》 › 数值"),
        ("<p>{{ record.opening[:8] }}{{ record.opening[8:] }}</p>", "开头"),
        ("<p>{{ fig('办结诉求').last_year | written }}</p>", "数字《办结诉求》 › 上年的数"),
        ("<p>{{ record.honours[0].people | join('、') }}</p>", "荣誉《平安社区》 › 获得者 2"),
        ("<p>{{ record.honours[0].annotation }}</p>", "荣誉《平安社区》 › 起算时间"),
        ("<p>{{ record.honours[0].annotation }}</p>", "荣誉《平安社区》 › 说明"),
        ("<p>{{ '获' ~ record.honours[0].name ~ '称号' }}</p>", "荣誉《平安社区》 › 名称"),
        ("<p>{{ record.honours[0].level + '级' }}</p>", "荣誉《平安社区》 › 级别"),
        ("<p>{{ '%s级' % record.honours[0].level }}</p>", "荣誉《平安社区》 › 级别"),
        ("<p>{{ record.events[0].present }}</p>", "活动记录《第12次讲述身边小事》 › 实到人数"),
        ("<p>{{ '%d人' | format(record.events[0].due) }}</p>", "活动记录《第12次讲述身边小事》 › 应到人数"),
        ("<p>{{ record.events[0].hours }}学时</p>", "活动记录《第12次讲述身边小事》 › 学时"),
        ("<p>{{ record.events[0].date | date }}</p>", "活动记录《第12次讲述身边小事》 › 日期"),
        ("<p>{{ record.events | map(attribute='title') | join('、') }}</p>", "活动记录《第12次讲述身边小事》 › 主题"),
        ("<p>{{ record.projects[0].status }}</p>", "项目《充电棚》 › 状态"),
        ("<p>{{ record.followups[0].status_text }}</p>", "上年问题整改《飞线》 › 状态"),
        ("{{ chart('类别') }}", "图表《类别》 › 数据《邻里》"),
        ("<p>{{ record.signed | date }}</p>", "成文日期"),
    ],
)  # fmt: skip
def test_a_value_keeps_its_place_through(
    body: str, path: str, everything: dict[str, tuple[Loss, str]]
) -> None:
    assert path in everything
    assert path not in lost(body)


def test_a_sentence_of_a_text_lands_as_a_part() -> None:
    assert lost("<p>{{ record.opening | first_sentence }}</p>")["开头"] == (
        Loss.PART,
        "三件事当场办完；两件报给街道",
    )


def test_sentences_in_several_places_make_the_whole_text() -> None:
    body = "{% for part in record.opening.split('。') %}<p>{{ part }}</p>{% endfor %}"
    assert "开头" not in lost(body)


def test_a_label_below_a_text_with_the_same_words_is_no_part_of_the_text() -> None:
    record = "year: 2025\nopening: 办结诉求十二件。走访三十户。\nfigures: {办结诉求: 12件}\n"
    left = lost("<p>{{ fig('办结诉求').label }}</p>", record)
    assert left["开头"][0] is Loss.WHOLE


def test_the_words_for_a_slide_that_is_not_made_are_no_facts() -> None:
    slide = "slide: {show: none, title: 小标题, notes: 怎么讲}"
    record = f"year: 2025\nchapters: [{{title: 治理, works: [{{title: 巡查, {slide}}}]}}]\n"
    assert not {path for path in lost("<p>一页</p>", record) if "幻灯片" in path}
    result = record.replace("show: none", "show: bullets")
    assert {path for path in lost("<p>一页</p>", result) if "幻灯片" in path}


HONOURS = """\
year: 2025
honours:
  - {name: 平安社区, level: 示例市}
  - {name: 文明社区, level: 示例市}
  - {name: 书香社区, level: 示例市}
"""


def test_a_value_that_two_items_have_in_common_stands_once_for_both() -> None:
    body = "<p>{{ record.honours[0].level }}：{{ record.honours[0].name }}、{{ record.honours[1].name }}</p>"
    assert set(lost(body, HONOURS)) == {"荣誉《书香社区》 › 名称", "荣誉《书香社区》 › 级别"}


def test_an_event_that_is_only_counted_has_its_title_nowhere() -> None:
    left = lost(
        "<p>党课{{ count('党课') }}次，共{{ log.total }}次，到会率{{ attendance('党课') }}</p>"
    )
    assert left["活动记录《第12次讲述身边小事》 › 主题"] == (Loss.WHOLE, "第12次讲述身边小事")


def test_equal_words_at_another_place_are_another_fact() -> None:
    record = "year: 2025\nfigures: {办结: 12件, 受理: 12件}\n"
    left = lost("<p>{{ figure('办结') }}</p>", record)
    assert [path for path in left if path.startswith("数字")] == ["数字《受理》 › 数值"]
