"""What the speaker of an annual deck says, and what he only has at hand."""

from __future__ import annotations

from support import documents
from support.branch_documents import document, slides, words

from reportgen.content.loading import load
from reportgen.document.nodes import Deck
from reportgen.workspace import MemoryWorkspace

CHAPTERS = """\
chapters:
  - {title: 修路, works: [{title: 修通果园路, text: 路修到家门口。}]}
  - {title: 护林, works: [{title: 看住山林, text: 山上没有火。}]}
"""
PARTS = "汇报分两个部分：修路；护林。"


def said(text: str) -> str:
    """Return the notes of all slides of a year."""
    deck = document("annual-deck", text)
    assert isinstance(deck, Deck)
    return "".join(words(slide.notes) for slide in documents.slides_of(deck))


def said_at_the_contents(more: str = "") -> str:
    """Return the notes at the contents of a year with two chapters and what `more` there is."""
    files = {
        "content/branches/green/branch.yaml": "name: 青山村党支部\n".encode(),
        "content/branches/green/2025.yaml": f"year: 2025\nopening: 开头。\n{CHAPTERS}{more}".encode(),
    }
    year = load(MemoryWorkspace(files)).years["green", 2025]
    deck = documents.composed("annual-deck", year).document
    assert isinstance(deck, Deck)
    (notes,) = (slide.notes for slide in documents.slides_of(deck) if slide.layout == "contents")
    return words(notes)


def test_the_parts_are_said_at_the_contents_and_the_opening_of_the_report_is_not() -> None:
    assert said_at_the_contents() == PARTS


def test_the_parts_behind_those_of_the_types_are_said_at_the_contents() -> None:
    more = "problems: [{name: 路窄}]\nplan: {text: 接着修路。}\n"
    assert said_at_the_contents(more) == "汇报分三个部分：修路；护林；问题和计划。"


def test_a_problem_is_said_with_its_text_its_measure_and_who_answers_for_it() -> None:
    problems = """\
problems:
  - {name: 路窄, text: 两车不能会。, measure: 拓宽, owner: 张三, due: 2023年6月}
  - {name: 桥老, text: 桥面有裂缝。, measure: 加固}
"""
    ((_, spoken),) = slides(problems, "points-large-named")
    assert spoken == (
        "第一，路窄。两车不能会。整改措施：拓宽。责任人是张三，完成时限是2023年6月。"
        "第二，桥老。桥面有裂缝。整改措施：加固。"
    )


def test_of_many_events_the_first_and_the_last_are_said() -> None:
    events = "".join(
        f"  - {{date: 2025-0{month}-05, title: 第{month}件, highlight: true}}\n"
        for month in range(1, 8)
    )
    spoken = "".join(notes for _, notes in slides(f"events:\n{events}", "timeline"))
    assert spoken == "2025年的七件事按时间排在画面上，从1月的“第1件”，到7月的“第7件”。"


def test_a_problem_without_a_text_is_said_with_its_measure() -> None:
    problems = "problems: [{name: 路窄, measure: 拓宽}, {name: 桥老, measure: 加固}]\n"
    assert "第一，路窄。整改措施：拓宽。第二，桥老。整改措施：加固。" in said(problems)


def test_a_plan_is_said_in_its_text_or_in_its_tasks_whose_owners_stand_on_the_slide() -> None:
    task = "items: [{task: 拓宽村道, owner: 张三}]"
    read, alone = (said(f"plan: {{{text}{task}}}\n") for text in ("text: 接着修路。, ", ""))
    assert "接着修路。汇报完毕" in read
    assert "拓宽村道。汇报完毕" in alone


def test_few_honours_are_said_by_their_names() -> None:
    honours = "honours: [{name: 先进支部, level: 区级}, {name: 示范村, level: 市级}]\n"
    assert "所获荣誉：区级先进支部；市级示范村。" in said(honours)


def test_many_honours_of_several_levels_are_said_by_their_number() -> None:
    names = ["先进支部", "示范村", "文明村", "卫生村", "平安村"]
    listed = ", ".join(
        f"{{name: {name}, level: {'市级' if name == '示范村' else '区级'}}}" for name in names
    )
    spoken = said(f"honours: [{listed}]\n")
    assert "一年来，获得五项荣誉：" in spoken
    assert "名称请看画面。" in spoken
    assert "先进支部" not in spoken


def test_a_small_committee_is_said_by_its_names() -> None:
    assert "名单和分工请看画面" not in said("")
