"""The way through a deck: its parts on each slide of content, the way back, page numbers."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from support.topics import points, prose, topic

from reportgen.document.nodes import Deck, Properties, Slide
from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint import lower, write_deck

NAMES = ("先学一步", "办好小事", "守住底线")


def deck(names: tuple[str, ...], works: int = 3, kicker: str = "立足点") -> Deck:
    items = tuple({"type": prose(name)} for name in names)
    links = tuple(f"part-{n}" for n in range(len(names)))
    slides: list[Any] = [
        Slide("cover", {"title": prose("年度总结"), "unit": prose("某支部")}, section="开篇"),
        Slide("contents", {"title": prose("目录")}, items, section="开篇", links=links),
    ]
    for name, link in zip(names, links, strict=True):
        head = {"title": prose(name), "numeral": prose("1")}
        slides.append(Slide("section", head, section=name, id=link))
        for n in range(works):
            text = points(*[f"第{n}件事从头到尾有人盯着办，办完了张榜公布"] * 4)
            one = topic(slots={"kicker": prose(kicker)}, point=text)
            slides.append(type(one)(one.slots, one.groups, section=name))
    slides.append(Slide("closing", {"title": prose("谢谢")}, section=names[-1]))
    return Deck(Properties("试"), tuple(slides), "某支部　2025年度")


def written(made: Deck, theme: DeckTheme) -> Any:
    return pptx.Presentation(io.BytesIO(write_deck(lower(made, theme), theme, lambda _: b"").data))


def marks(slide: Any) -> dict[str, Any]:
    return {s.name: s for s in slide.shapes if s.name.startswith(("tracker", "to-contents"))}


def is_bold(shape: Any) -> bool:
    return bool(shape.text_frame.paragraphs[0].runs[0].font.bold)


def test_each_slide_of_content_leads_to_the_first_slide_of_each_part(theme: DeckTheme) -> None:
    result = written(deck(NAMES), theme)
    slides = list(result.slides)
    first = {s.shapes.title.text: n for n, s in enumerate(slides) if s.shapes.title}
    matches = marks(slides[3])
    for number, name in enumerate(NAMES, 1):
        mark = matches[f"tracker-{number}"]
        assert mark.text_frame.text == name
        assert mark.click_action.target_slide == slides[first[name]]
    assert [is_bold(matches[f"tracker-{n}"]) for n in (1, 2, 3)] == [True, False, False]
    assert "tracker-1-bar" in matches
    assert matches["to-contents"].click_action.target_slide == slides[1]


def test_cover_contents_dividers_and_the_end_have_no_marks(theme: DeckTheme) -> None:
    slides = list(written(deck(NAMES), theme).slides)
    assert not any(marks(slides[n]) for n in (0, 1, 2, -1))


def test_the_contents_say_on_which_page_each_part_begins(theme: DeckTheme) -> None:
    contents = written(deck(NAMES), theme).slides[1]
    pages = [s.text_frame.text for s in contents.shapes if s.name.startswith("start-")]
    assert pages == ["3", "7", "11"]


@pytest.mark.parametrize(("names", "works"), [(NAMES[:2], 6), (NAMES[:1], 1)])
def test_a_short_deck_has_no_parts_on_its_slides(
    theme: DeckTheme, names: tuple[str, ...], works: int
) -> None:
    result = deck(names, works)
    slides = list(written(result, theme).slides)
    if len(slides) >= 5:
        assert not any("tracker-1" in marks(slide) for slide in slides)
    else:
        assert not any(marks(slide) for slide in slides)


def test_long_names_are_shown_as_numbers_that_say_their_names(theme: DeckTheme) -> None:
    names = tuple(f"{word}学习在前支部的工作都在前" for word in "甲乙丙丁戊")
    result = marks(written(deck(names), theme).slides[3])
    assert [result[f"tracker-{n}"].text_frame.text for n in range(1, 6)] == [
        "1",
        "2",
        "3",
        "4",
        "5",
    ]
    assert result["tracker-2"]._element.xpath(".//p:cNvPr/@descr") == [names[1]]


@pytest.mark.parametrize("length", [6, 30, 60])
def test_kicker_and_parts_do_not_overlap(theme: DeckTheme, length: int) -> None:
    slide = written(deck(NAMES, kicker="长" * length), theme).slides[3]
    kicker = next(s for s in slide.shapes if s.name == "kicker")
    left = min((m.left for m in marks(slide).values() if m.name == "tracker-1"), default=None)
    assert left is None or kicker.left + kicker.width < left
