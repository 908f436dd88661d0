"""A lesson: budgets of time that do not add up, words too many or too few for it, and what nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.content.checks import speech_counts
from reportgen.content.checks.registry import finding
from reportgen.content.lessons import LessonSubject
from reportgen.content.lessons.timetable import Overrun
from reportgen.content.library import Subject
from reportgen.content.speech_time import FASTEST, SLOWEST, duration, spoken_length
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span, span_of


def check_all(subjects: Iterable[Subject]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the times of a lesson or with the speech that goes with its slides."""
    for subject in subjects:
        if isinstance(subject, LessonSubject):
            yield from check(subject)
            yield from speech_counts.check_lesson(subject)


def check(subject: LessonSubject) -> Iterator[Diagnostic]:
    """Yield the findings in the times of a lesson, and what of it nobody has looked at."""
    waiting = subject.unreviewed
    if waiting:
        yield finding(
            "word-review",
            f"这堂课有 {waiting.total} 处是从 Word 读来、还没有核对的（{waiting.listed}）",
            subject.at,
            f"逐处对照“{waiting.file}”，核对好的用 reportgen import accept 划去",
        )
    timetable = subject.timetable
    rate, free_words, free_seconds = subject.lesson.rate, 0, 0
    yield from map(_overrun, timetable.overruns)
    for piece, seconds in zip(timetable.pieces, timetable.seconds, strict=True):
        length = spoken_length(piece.words)
        if piece.stated:
            yield from _speech(piece.name, length, seconds, rate, piece.at, fills=not piece.is_open)
        elif not piece.is_open:
            free_words, free_seconds = free_words + length, free_seconds + seconds
    if free_seconds and not timetable.overruns:
        at = span_of(subject.lesson.minutes)
        yield from _speech("按讲稿分时间的各页", free_words, free_seconds, rate, at)


def _overrun(overrun: Overrun) -> Diagnostic:
    """Return the finding of a budget that does not add up, with its sum and what is summed."""
    many = "多出" if overrun.over > 0 else "还差"
    stated = "、".join(f"{piece.name}{duration(piece.stated)}" for piece in overrun.pieces)
    rest = f"没有写的至少要{duration(overrun.least)}，" if overrun.least else ""
    message = (
        f"{overrun.name}是{duration(overrun.budget)}，写明的加起来是{duration(overrun.seconds)}，"
        f"{rest}{many}{duration(abs(overrun.over))}"
    )
    hint = f"写明的有：{stated}" if stated else "没有一处写明分钟数，讲的页数太多"
    return finding("time-budget", message, overrun.at, hint)


def _speech(
    name: str, length: int, seconds: int, rate: int, at: Span | None, *, fills: bool = True
) -> Iterator[Diagnostic]:
    """Yield a finding if so many characters do not suit their time; only `fills` may be too short."""
    spoken = 60 * length / seconds
    if spoken > rate * FASTEST:
        fault = "太长"
    elif fills and spoken < rate * SLOWEST:
        fault = "太短"
    else:
        return
    message = f"{name}讲稿{fault}：{length}字讲{duration(seconds)}，每分钟{spoken:.0f}字"
    suitable = round(rate * seconds / 60)
    hint = f"照每分钟{rate}字，{duration(seconds)}讲{suitable}字；改讲稿，或者改分钟数"
    yield finding("speech-length", message, at, hint)
