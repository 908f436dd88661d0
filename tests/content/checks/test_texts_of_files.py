from __future__ import annotations

from pathlib import Path

from reportgen.content.checks.text_blocks import Role, blocks_of_file
from reportgen.content.lessons import Lesson
from reportgen.content.loading import load
from reportgen.content.rollup.loading import read_committee
from reportgen.workspace import DiskWorkspace

SUPPLIED = DiskWorkspace({"content": Path(__file__).parents[3] / "content"})


def lessons() -> list[Lesson]:
    return [subject.lesson for subject in load(SUPPLIED).subjects("lesson")]


def test_every_text_of_a_lesson_is_looked_at() -> None:
    for lesson in lessons():
        roles = {block.text: block.role for block in blocks_of_file(lesson)}
        assert roles[lesson.topic] is Role.TITLE
        assert {lesson.opening.notes, lesson.closing.notes, *lesson.aims, *lesson.sources} <= set(
            roles
        )
        for part in lesson.parts:
            assert roles[part.notes] is Role.SPEECH
            for page in part.pages:
                assert roles[page.notes] is Role.SPEECH
                assert {point.text for point in page.points if point.text} <= set(roles)


def test_quotations_and_keys_are_left_out() -> None:
    sample_lessons = lessons()
    texts = {block.text for lesson in sample_lessons for block in blocks_of_file(lesson)}
    quotes = {quote.text for lesson in sample_lessons for quote in lesson.quotations.values()}
    assert quotes
    assert not texts & {*quotes, "", "cards", "laizhou-archives"}


def test_the_texts_of_a_committee_are_looked_at_with_their_places() -> None:
    blocks = blocks_of_file(read_committee(SUPPLIED, "hefeng"))
    assert {"全称", "开头"} <= {block.where for block in blocks}
    assert all(block.span for block in blocks)
