"""The slides of a deck as the template of its script sees them."""

from __future__ import annotations

from reportgen.compose.templates.slides import views
from reportgen.document import speech
from reportgen.document.nodes import Prose, Text
from reportgen.document.pages import DeckPage
from reportgen.document.walk import plain_text

CONTINUED_NOTES = plain_text(speech.CONTINUED_NOTES)


def page(number: int, *notes: str, seconds: int = 0) -> DeckPage:
    title = Prose(((Text(f"第{number}张"),),))
    return DeckPage(
        number, "bullets", {"title": title}, "title", tuple((Text(n),) for n in notes), "", seconds
    )


def test_a_slide_without_words_of_its_own_joins_the_one_before() -> None:
    result = views([page(1, "先讲。"), page(2, CONTINUED_NOTES), page(3, "再讲。"), page(4)])
    assert [slide.numbers for slide in result] == [(1, 2), (2,), (3,), (4,)]
    assert [slide.joins for slide in result] == [False, True, False, False]
    assert [[str(note) for note in slide.notes] for slide in result] == [
        ["先讲。"],
        [],
        ["再讲。"],
        [],
    ]


def test_the_time_of_joined_slides_is_that_of_their_speech() -> None:
    first, second = views(
        [
            page(1, "本页2分钟", "先讲。", seconds=90),
            page(2, "本页30秒", CONTINUED_NOTES, seconds=30),
        ]
    )
    assert (first.seconds, first.time, second.seconds) == (120, "2分钟", 0)


def test_the_first_slide_joins_none() -> None:
    assert [slide.joins for slide in views([page(1, CONTINUED_NOTES)])] == [False]


def test_what_is_only_looked_at_stands_behind_the_speech_of_joined_slides() -> None:
    first, _ = views(
        [page(1, "【备查】名单。", "先讲。"), page(2, CONTINUED_NOTES, "【备查】数字。")]
    )
    assert [str(note) for note in first.notes] == ["先讲。", "【备查】名单。", "【备查】数字。"]


def test_slides_of_a_talk_without_a_length_take_the_time_of_their_speech_or_to_read_them() -> None:
    result = views([page(1, "先讲。"), page(2, "话" * 300, "【备查】" + "字" * 900)])
    assert [slide.seconds for slide in result] == [10, 90]


def test_facts_to_look_up_stand_in_one_paragraph() -> None:
    (slide,) = views([page(1, "【备查】居务公开24期。", "先讲。", "【备查】廉政谈话15人次。")])
    assert [str(note) for note in slide.notes] == [
        "先讲。",
        "【备查】居务公开24期。廉政谈话15人次。",
    ]
