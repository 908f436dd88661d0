"""Thin neighbours of one chapter share a slide; hollow layouts give way; heavy sides take turns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.topics import figures, named, points, prose, topic

from reportgen.choose import Choice
from reportgen.document.nodes import Deck, Properties, Slide, Topic
from reportgen.document.walk import plain_text
from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint import LoweredSlide, lower

DIVIDER = Slide("section", {"numeral": prose("1"), "title": prose("把小事办实")}, section="一")
THIN = points("每周巡查一次", "逢下雨天必到", "夜里也有人")


def titled(title: str, **groups: tuple[dict[str, object], ...]) -> Topic:
    one = topic(**groups)  # type: ignore[arg-type]
    return replace(one, section="一", slots={**one.slots, "title": prose(title)})


def slides(theme: DeckTheme, *topics: Slide | Topic) -> tuple[LoweredSlide, ...]:
    return lower(Deck(Properties("试"), topics), theme).slides


def families(theme: DeckTheme, *topics: Slide | Topic) -> list[str]:
    return [slide.layout.family for slide in slides(theme, *topics)]


def choice(slide: LoweredSlide) -> Choice:
    assert slide.choice is not None
    return slide.choice


def test_thin_figures_and_points_share_a_slide_that_shows_both_titles(theme: DeckTheme) -> None:
    counted = titled("全年谈话", figure=figures("谈话", "家访"))
    text = titled(
        "谈心谈话有回音",
        point=points("谈话以后三天内回话，办不了的说明缘由", "谈话记录装订成册，年底逐条对照"),
    )
    (one,) = slides(theme, counted, text)
    assert one.layout.family.startswith("figures-two")
    assert "全年谈话" in choice(one).reason
    assert one.title == "谈心谈话有回音"


def test_thin_points_stand_in_two_columns_under_the_title_of_their_chapter(
    theme: DeckTheme,
) -> None:
    pair = titled("巡查", point=THIN), titled("值班", point=THIN)
    *_, last = slides(theme, DIVIDER, *pair)
    assert (last.layout.family, last.title) == ("duo", "把小事办实")


@pytest.mark.parametrize(
    "change", [{"section": "二"}, {"form": "bullets"}, {"groups": {"step": named("听", "记")}}]
)
def test_other_neighbours_are_not_merged(theme: DeckTheme, change: dict[str, object]) -> None:
    first, second = titled("巡查", point=THIN), titled("值班", point=THIN)
    assert "duo" not in families(theme, DIVIDER, first, replace(second, **change))  # type: ignore[arg-type]


def test_notes_of_merged_slides_are_joined(theme: DeckTheme) -> None:
    pair = [
        replace(titled(title, point=THIN), notes=prose(f"{title}的话").paragraphs)
        for title in ("巡查", "值班")
    ]
    *_, last = slides(theme, DIVIDER, *pair)
    assert [plain_text(line) for line in last.notes] == ["巡查的话", "值班的话"]


def test_a_layout_that_a_text_leaves_hollow_gives_way(theme: DeckTheme) -> None:
    (one,) = slides(theme, topic(point=points("主持商议", "上门协调", "推动销号")))
    faults = {row.layout: fault for row, fault in choice(one).rejections}
    assert faults["points-large"].startswith("太空")
    assert one.fill >= 0.25 or choice(one).row.airy


def test_the_same_side_is_not_heavy_three_times_running(theme: DeckTheme) -> None:
    led = topic(
        slots={"lead": prose("难办的事先办")}, point=points(*["每件事都有人盯着办到底"] * 4)
    )
    masses = [slide.layout.mass for slide in slides(theme, *[led] * 12)]
    assert not any(
        first == second == third != ""
        for first, second, third in zip(masses, masses[1:], masses[2:], strict=False)
    )


def test_lines_gather_once_a_chapter(theme: DeckTheme) -> None:
    led = topic(
        slots={"lead": prose("难办的事先办")}, point=points(*["每件事都有人盯着办到底"] * 3)
    )
    assert families(theme, *[replace(led, section="一")] * 12).count("points-gather") == 1
