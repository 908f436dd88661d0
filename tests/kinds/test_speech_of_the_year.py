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


def said_at_the_contents(opening: str) -> str:
    """Return the notes at the contents of a year with two chapters."""
    files = {
        "content/branches/green/branch.yaml": "name: 青山村党支部\n".encode(),
        "content/branches/green/2025.yaml": f"year: 2025\nopening: {opening}\n{CHAPTERS}".encode(),
    }
    year = load(MemoryWorkspace(files)).years["green", 2025]
    deck = documents.composed("annual-deck", year).document
    assert isinstance(deck, Deck)
    (notes,) = (slide.notes for slide in documents.slides_of(deck) if slide.layout == "contents")
    return words(notes)


def test_a_short_opening_is_said_before_the_parts() -> None:
    assert said_at_the_contents("一年来办了两件事。") == f"一年来办了两件事。{PARTS}"


def test_a_long_opening_is_at_hand_behind_the_parts() -> None:
    long = "一年来，大家一起干。" * 20
    assert said_at_the_contents(long) == f"{PARTS}【备查】前言：{long}"


def test_a_problem_is_said_with_its_measure_and_its_text_is_at_hand() -> None:
    problems = """\
problems:
  - {name: 路窄, text: 两车不能会。, measure: 拓宽, owner: 张三, due: 2023年6月}
  - {name: 桥老, text: 桥面有裂缝。, measure: 加固}
"""
    ((_, spoken),) = slides(problems, "points-large-named")
    assert spoken == (
        "第一，路窄。整改措施：拓宽。责任人是张三，完成时限是2023年6月。"
        "第二，桥老。整改措施：加固。"
        "【备查】路窄：两车不能会。桥老：桥面有裂缝。"
    )


def test_of_many_events_the_first_and_the_last_are_said() -> None:
    events = "".join(
        f"  - {{date: 2025-0{month}-05, title: 第{month}件, highlight: true}}\n"
        for month in range(1, 6)
    )
    spoken = "".join(notes for _, notes in slides(f"events:\n{events}", "statement-side"))
    assert spoken.startswith(
        "2025年记下了五件事。第一件是1月的“第1件”，最后一件是5月的“第5件”。【备查】"
    )
    assert "3月，第3件" in spoken


def test_tasks_are_at_hand_where_the_plan_has_a_text() -> None:
    task = "items: [{task: 拓宽村道, owner: 张三}]"
    read, alone = (said(f"plan: {{{text}{task}}}\n") for text in ("text: 接着修路。, ", ""))
    assert "接着修路。【备查】拓宽村道。责任人是张三。" in read
    assert "拓宽村道。责任人是张三。" in alone
    assert "【备查】" not in alone
