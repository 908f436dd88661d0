"""What the deck, its notes and the script of the sample lessons say: sources and times."""

from __future__ import annotations

import re

import pytest
from support import documents
from support.branch_documents import words

from reportgen.content.lessons import LessonSubject
from reportgen.content.loading import load
from reportgen.document.nodes import Report
from reportgen.document.walk import plain_text
from reportgen.write.powerpoint import LoweredDeck
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.text_runs import plain_text as placed_text

_TIMES = re.compile(r"【约(.+?)，(\d\d):(\d\d)—(\d\d):(\d\d)】")


@pytest.fixture(scope="module")
def lessons() -> tuple[LessonSubject, ...]:
    library = load(documents.SUPPLIED, ["five-types", "small-things"])
    assert not library.diagnostics
    return tuple(s for s in library.subjects("lesson") if isinstance(s, LessonSubject))


def deck_of(subject: LessonSubject) -> LoweredDeck:
    deck = documents.lowered("party-lesson", subject)
    assert deck
    return deck


def shown(deck: LoweredDeck) -> str:
    """Return all that stands on the slides."""
    texts = (p for slide in deck.slides for p in slide.placed if isinstance(p, PlacedText))
    return bare("".join(placed_text(line) for text in texts for line in text.paragraphs))


def spoken(deck: LoweredDeck) -> str:
    """Return all that stands in the notes."""
    return bare("".join(plain_text(line) for slide in deck.slides for line in slide.notes))


def bare(text: str) -> str:
    return re.sub(r"[\s　\u2028]", "", text)


def test_every_quotation_stands_with_its_source_on_the_slide_in_the_notes_and_in_the_script(
    lessons: tuple[LessonSubject, ...],
) -> None:
    quoted = 0
    for subject in lessons:
        deck = deck_of(subject)
        script = documents.composed("party-lesson-script", subject).document
        assert isinstance(script, Report)
        for place in (shown(deck), spoken(deck), bare(words(script))):
            for quotation in subject.lesson.quotations.values():
                quoted += 1
                assert bare(quotation.words) in place
                assert bare(quotation.origin) in place
                assert bare(quotation.author) in place
    assert quoted >= 3 * 4


def test_that_a_source_was_not_looked_up_is_told_to_the_speaker_and_not_to_the_hall(
    lessons: tuple[LessonSubject, ...],
) -> None:
    for subject in lessons:
        deck = deck_of(subject)
        script = documents.composed("party-lesson-script", subject).document
        assert isinstance(script, Report)
        assert "二手" not in shown(deck)
        marks = [quotation.mark for quotation in subject.lesson.quotations.values()]
        assert any(marks)
        assert all(mark in place for mark in marks for place in (spoken(deck), bare(words(script))))


def test_the_clock_runs_without_a_gap_to_the_last_minute(
    lessons: tuple[LessonSubject, ...],
) -> None:
    for subject in lessons:
        now = 0
        for slide in deck_of(subject).slides:
            if slide.playback.hidden:
                assert not slide.seconds
                continue
            match = _TIMES.match(plain_text(slide.notes[0]))
            assert match
            begin, end = (60 * int(match[n]) + int(match[n + 1]) for n in (2, 4))
            assert (begin, end - begin) == (now, slide.seconds)
            now = end
        assert now == 60 * subject.lesson.minutes


def test_a_part_takes_the_minutes_it_states(lessons: tuple[LessonSubject, ...]) -> None:
    stated = 0
    for subject in lessons:
        for number, part in enumerate(subject.lesson.parts):
            if part.minutes:
                stated += 1
                assert subject.timetable.of("parts", number) == 60 * part.minutes
    assert stated
