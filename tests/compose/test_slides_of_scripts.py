"""The slides of a deck as the template of its script sees them."""

from __future__ import annotations

from reportgen.compose.templates.slides import views
from reportgen.document.nodes import Prose, Text
from reportgen.document.pages import CONTINUED_NOTES, DeckPage


def page(number: int, *notes: str, seconds: int = 0) -> DeckPage:
    title = Prose(((Text(f"第{number}张"),),))
    return DeckPage(
        number, "bullets", {"title": title}, "title", tuple((Text(n),) for n in notes), "", seconds
    )


def test_a_slide_without_words_of_its_own_joins_the_one_before() -> None:
    shown = views([page(1, "先讲。"), page(2, CONTINUED_NOTES), page(3, "再讲。"), page(4)])
    assert [slide.numbers for slide in shown] == [(1, 2), (2,), (3,), (4,)]
    assert [slide.joins for slide in shown] == [False, True, False, False]
    assert [[str(note) for note in slide.notes] for slide in shown] == [
        ["先讲。"],
        [],
        ["再讲。"],
        [],
    ]


def test_the_time_of_joined_slides_is_that_of_their_speech() -> None:
    first, second = views(
        [page(1, "本页2分钟", "先讲。", seconds=90), page(2, CONTINUED_NOTES, seconds=30)]
    )
    assert (first.seconds, first.time, second.seconds) == (120, "2分钟", 0)


def test_the_first_slide_joins_none() -> None:
    assert [slide.joins for slide in views([page(1, CONTINUED_NOTES)])] == [False]
