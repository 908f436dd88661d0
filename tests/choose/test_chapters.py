"""The parts of a deck: to which slide a link leads, and in which manner thin chapters open."""

from __future__ import annotations

from dataclasses import replace

from support.topics import points, prose, topic

from reportgen.choose.chapters import with_ids_of_sections, without_thin_dividers
from reportgen.document.nodes import Slide, Text, Topic


def divider(section: str) -> Slide:
    return Slide("section", {"numeral": prose("1"), "title": prose(section)}, section=section)


def content(section: str) -> Topic:
    return replace(topic(point=points("件件有回音", "户户有人管")), section=section)


def layouts(slides: list[Slide | Topic]) -> list[str]:
    return [slide.layout if isinstance(slide, Slide) else "topic" for slide in slides]


def test_a_link_that_names_a_section_leads_to_its_first_slide() -> None:
    contents = Slide("contents", {}, section="开篇", links=("chapter-1", "全年总览"))
    chapter = replace(divider("一章"), id="chapter-1")
    slides = with_ids_of_sections(
        [contents, chapter, content("一章"), content("全年总览"), content("全年总览")]
    )
    assert [slide.id for slide in slides] == [None, "chapter-1", None, "全年总览", None]


def test_thin_chapters_open_in_one_manner() -> None:
    slides = [divider("一"), content("一"), divider("二"), content("二"), content("二")]
    joined = without_thin_dividers(slides, lambda _: "section-points")
    assert layouts(joined) == ["topic"] * 3
    assert "numeral" in joined[0].slots
    looks = iter(("section-points", ""))
    some = without_thin_dividers(slides, lambda _: next(looks))
    assert layouts(some) == ["section", "topic", "section", "topic", "topic"]


def test_no_divider_stands_before_a_single_slide_in_a_deck_of_such_chapters() -> None:
    first = replace(divider("一"), notes=((Text("先说一。"),),), id="chapter-1", seconds=5)
    slides = [first, content("一"), divider("二"), content("二")]
    without = without_thin_dividers(slides, lambda _: "")
    assert layouts(without) == ["topic"] * 2
    assert (without[0].id, without[0].seconds, without[0].notes) == ("chapter-1", 5, first.notes)
    assert "numeral" not in without[0].slots


def test_the_form_of_an_author_may_open_a_chapter() -> None:
    slides = [divider("一"), replace(content("一"), form="figures"), *[content("一")]]
    assert (
        layouts(without_thin_dividers(slides, lambda _: "section-figures-plain")) == ["topic"] * 2
    )
    assert layouts(without_thin_dividers(slides, lambda _: "section-points")) == layouts(slides)


def test_a_chapter_of_three_slides_keeps_its_divider() -> None:
    slides = [divider("一"), *[content("一")] * 3, divider("二"), content("二")]
    merged = without_thin_dividers(slides, lambda _: "section-points")
    assert layouts(merged) == ["section", *["topic"] * 4]
