"""What a speaker points at is on the slide: so many figures or points, and the page of that number.

Only words that point at the slide itself are judged (看这三个数), and only where the slide has such things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.content.branch_year import BranchYear
from reportgen.content.checks.registry import finding
from reportgen.content.figures import numbers_of, with_numbers
from reportgen.diagnostics import Diagnostic
from reportgen.spans import place_inside

if TYPE_CHECKING:
    from reportgen.content.lessons import LessonSubject
    from reportgen.content.lessons.model import Lesson, Page

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_NUMBER = rf"[{''.join(_DIGITS)}]|\d{{1,2}}"
#: what is counted → what of the slide it is
_KINDS = {
    "个数": "figures", "个数字": "figures", "条": "points", "点": "points", "句话": "points",
    "件事": "points", "步": "points",
}  # fmt: skip
_POINTED_AT = re.compile(
    rf"(?:看|屏幕上|画面上|图上)的?这(?P<number>{_NUMBER})(?P<kind>个数字|个数|条|点|句话|件事|步)"
)
_PAGE = re.compile(rf"第(?P<number>{_NUMBER})页的?[“《](?P<title>[^”》]{{2,20}})[”》]")


@dataclass(frozen=True, slots=True)
class _SlideCounts:
    """How many figures and points the slide of some words has."""

    where: str
    words: str
    figures: int
    points: int


def check_year(entry: BranchYear) -> Iterator[Diagnostic]:
    """Yield a finding for each count in the notes of a work that its slide does not have."""
    for chapter in entry.record.chapters:
        for work in chapter.works:
            figures = numbers_of(entry.record.figures, work.figures)
            slide = work.slide
            slide_counts = _SlideCounts(
                f"“{work.title}”", slide.notes, len(figures), len(slide.points)
            )
            yield from _counts(slide_counts)


def check_lesson(subject: LessonSubject) -> Iterator[Diagnostic]:
    """Yield a finding for each count and each page number in a lesson that its slides do not have."""
    for page in subject.lesson.pages:
        figures = with_numbers(subject.figures[name] for name in page.figures)
        yield from _counts(
            _SlideCounts(f"“{page.title}”", page.notes, len(figures), len(page.points))
        )
    least = _least_numbers(subject.lesson)
    for text in _texts(subject.lesson):
        yield from _page_numbers(text, least)


def _counts(slide_counts: _SlideCounts) -> Iterator[Diagnostic]:
    for match in _POINTED_AT.finditer(slide_counts.words):
        spoken = _value(match["number"])
        of_points = _KINDS[match["kind"]] == "points"
        there = slide_counts.points if of_points else slide_counts.figures
        if spoken > 1 and there and there != spoken:
            message = f"{slide_counts.where}的讲稿说“{match[0]}”，画面上是{there}{'条' if of_points else '个'}"
            span = place_inside(slide_counts.words, match.start(), match.end())
            hint = "照画面上的个数说，或者不说个数"
            yield finding("speech-contradicts", message, span, hint)


def _page_numbers(text: str, least: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Yield a finding where the speech names slide 3 and the page meant cannot come before slide 5."""
    for match in _PAGE.finditer(text):
        numbers = [number for title, number in least.items() if match["title"] in title]
        if len(numbers) == 1 and _value(match["number"]) < numbers[0]:
            message = f"说“{match[0]}”，这一页最早是课件的第{numbers[0]}页"
            span = place_inside(text, match.start(), match.end())
            yield finding("speech-contradicts", message, span, "照讲稿里的页码写，或者只说标题")


def _least_numbers(lesson: Lesson) -> dict[str, int]:
    """Return for each page by its title the least number its slide can have: pages may join in pairs."""
    fixed, pages = 1, 0  # the cover
    least: dict[str, int] = {}

    def add(part: tuple[Page, ...]) -> None:
        nonlocal pages
        for page in part:
            pages += 1
            least[page.title] = fixed + (pages + 1) // 2

    add(lesson.opening.pages)
    fixed += lesson.has_dividers  # the contents
    for part in lesson.parts:
        fixed += lesson.has_dividers
        add(part.pages)
    return least


def _texts(lesson: Lesson) -> Iterator[str]:
    """Yield what is said in a lesson beside the slides."""
    for talk in (lesson.opening, lesson.outline, lesson.discussion, lesson.summary, lesson.closing):
        if talk:
            yield talk.notes
    for part in lesson.parts:
        yield part.notes
    questions = [page.question for page in lesson.pages if page.question]
    for question in (*questions, *((lesson.discussion,) if lesson.discussion else ())):
        yield question.how
        yield from question.answers
    for page in lesson.pages:
        yield page.notes


def _value(number: str) -> int:
    return _DIGITS.get(number) or int(number)
