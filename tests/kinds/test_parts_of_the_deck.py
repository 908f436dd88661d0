"""The parts of the annual deck behind those of the types: their names, and which slides belong to them."""

from __future__ import annotations

from support import documents
from support.branch_documents import document, words

from reportgen.document.nodes import Deck, Slide, Topic

CHAPTERS = """\
chapters:
  - {title: 修路, works: [{title: 修通果园路, text: 路修到家门口。}]}
  - {title: 护林, works: [{title: 看住山林, text: 山上没有火。}, {title: 合起来看, text: 一表看清。, tables: [all]}]}
tables:
  all: {title: 一览, head: [部分, 成效], rows: [[修路, 通了], [护林, 没有火]]}
"""
PROBLEMS = "problems: [{name: 路窄}]\n"
PLAN = "plan: {items: [{task: 接着修路}, {task: 接着护林}]}\n"
HONOURS = "honours: [{name: 先进支部}]\n"


def deck(more: str) -> Deck:
    result = document("annual-deck", CHAPTERS + more)
    assert isinstance(result, Deck)
    return result


def parts(more: str) -> list[str]:
    """Return the names in the contents."""
    (contents,) = (
        slide
        for slide in deck(more).slides
        if isinstance(slide, Slide) and slide.layout == "contents"
    )
    return [words(item["type"]) for item in contents.items]


def test_the_parts_behind_the_chapters_are_named_from_what_is_there() -> None:
    overview = "各型一览"
    assert parts("") == ["修路", "护林", overview]
    assert parts(PROBLEMS) == ["修路", "护林", f"{overview}和问题"]
    assert parts(PROBLEMS + PLAN) == ["修路", "护林", overview, "问题和计划"]
    assert parts(HONOURS + PLAN) == ["修路", "护林", "全年总览", "2026年计划"]


def test_a_table_of_all_chapters_does_not_stand_in_the_last() -> None:
    sections = {
        words(slide.slots["title"]): slide.section
        for slide in deck(HONOURS).slides
        if isinstance(slide, Topic) and "title" in slide.slots
    }
    assert sections["看住山林"] == "护林"
    assert sections["合起来看"] == "全年总览"


def test_a_part_of_three_and_more_has_a_divider() -> None:
    def dividers(more: str) -> list[str]:
        return [
            words(slide.slots["title"])
            for slide in deck(more).slides
            if isinstance(slide, Slide) and slide.layout == "section"
        ]

    assert dividers(HONOURS + PLAN) == ["修路", "护林"]
    figures = "figures: {巡查: {value: 3次, last_year: 2次}, 走访: {value: 5次, last_year: 2次}}\n"
    assert dividers(HONOURS + PLAN + figures) == ["修路", "护林", "全年总览"]


def test_meetings_that_are_only_counted_have_a_slide() -> None:
    figures = "figures: {支委会: {value: 12次}, 主题党日: {value: 11次, note: 农忙停一次}}\n"
    (slide,) = (
        slide
        for slide in documents.slides_of(deck(figures))
        if words(slide.slots.get("title")) == "支委会12次，主题党日11次"
    )
    assert "农忙停一次" in words((*slide.slots.values(), *slide.items))


def test_a_chapter_without_a_lead_opens_with_the_names_of_its_works() -> None:
    chapters = """\
chapters:
  - {title: 修路, works: [{title: 修通果园路, text: 路修到家门口。}, {title: 架桥, text: 桥通了。}]}
  - {title: 护林, lead: 山林人人看。, works: [{title: 看住山林, text: 没有火。}, {title: 补种, text: 种了。}]}
  - {title: 治水, works: [{title: 清渠, text: 水通了。}]}
"""
    result = document("annual-deck", chapters)
    assert isinstance(result, Deck)
    openings = [
        (words(slide.slots.get("support")), words(slide.notes))
        for slide in result.slides
        if isinstance(slide, Slide) and slide.layout == "section"
    ]
    assert openings == [
        ("修通果园路；架桥", "第一部分是修路，有两项工作：修通果园路；架桥。"),
        ("山林人人看。", "山林人人看。"),
        ("", "治水。"),
    ]
