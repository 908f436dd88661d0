"""How long each piece of a lesson takes: what states its minutes takes them, what is left is shared out.

A piece is what stands on one slide: the opening, a page, the words that lead into a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen.content.lessons.model import Lesson, LessonPart, Page
from reportgen.content.speech_time import shared_out, spoken_length, step_of
from reportgen.spans import Span, span_of

#: the way to a piece in the file: ("opening", "notes"), ("parts", 1, "pages", 0)
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What takes time: where it stands in the file, its name and words, the seconds it states.

    These are 0 where it states none. In an `is_open` one others speak too, so that its words need not
    fill its time.
    """

    path: Path
    name: str
    words: str
    stated: int
    at: Span | None
    is_open: bool = False

    @property
    def part(self) -> int | None:
        """The number of the part that it belongs to, None outside the parts."""
        return int(self.path[1]) if self.path[0] == "parts" else None


@dataclass(frozen=True, slots=True)
class Overrun:
    """A budget that does not add up: `seconds` are what its pieces state, `pieces` those that state any.

    `least` is what the others need at the least, `over` how many seconds all need above the budget,
    negative where they leave some of it.
    """

    name: str
    budget: int
    seconds: int
    least: int
    over: int
    pieces: tuple[Piece, ...]
    at: Span | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The seconds of each piece of a lesson, in order, and the budgets that do not add up."""

    pieces: tuple[Piece, ...]
    seconds: tuple[int, ...]
    overruns: tuple[Overrun, ...] = ()

    @property
    def total(self) -> int:
        """The seconds of all pieces."""
        return sum(self.seconds)

    def of(self, *path: str | int) -> int:
        """Return the seconds of what stands at `path` in the file, with all that belongs to it."""
        pairs = zip(self.pieces, self.seconds, strict=True)
        return sum(seconds for piece, seconds in pairs if piece.path[: len(path)] == path)


def timetable_of(lesson: Lesson) -> Timetable:
    """Return the timetable of a lesson; where its budgets add up, the pieces take its minutes exactly.

    A budget that does not add up is an `Overrun`: then what states its minutes takes them, and what
    states none takes one step.
    """
    pieces = tuple(pieces_of(lesson))
    budget = _seconds(lesson.minutes)
    step = step_of(budget)
    seconds = [piece.stated for piece in pieces]
    overruns: list[Overrun] = []
    # A part that states its minutes shares them out among its own pieces first.
    for number, part in enumerate(lesson.parts):
        own = [i for i, piece in enumerate(pieces) if piece.part == number]
        if part.minutes:
            name, at = f"第{number + 1}部分“{part.title}”", span_of(part.minutes)
            _fill(seconds, own, pieces, (name, _seconds(part.minutes), at), step, overruns)
    whole = ("全课", budget, span_of(lesson.minutes))
    _fill(seconds, range(len(pieces)), pieces, whole, step, overruns)
    return Timetable(pieces, tuple(seconds), tuple(overruns))


def pieces_of(lesson: Lesson) -> Iterator[Piece]:
    """Yield the pieces of a lesson in the order of its slides; spare pages take no time."""
    yield _piece(("opening", "notes"), "开场白", lesson.opening)
    for place, page in enumerate(lesson.opening.pages):
        yield _page(("opening", "pages", place), page)
    if lesson.has_dividers:
        path: Path = ("outline", "notes")
        outline = lesson.outline
        yield _piece(path, "提纲", outline) if outline else Piece(path, "提纲", "", 0, None)
    for number, part in enumerate(lesson.parts):
        yield from _pieces_of_part(part, number, divided=lesson.has_dividers)
    if talk := lesson.discussion:
        yield Piece(
            ("discussion", "notes"), "讨论", talk.notes, _seconds(talk.minutes), _at(talk), True
        )
    yield _piece(("summary", "notes"), "小结", lesson.summary)
    yield _piece(("closing", "notes"), "结束语", lesson.closing)


def _pieces_of_part(part: LessonPart, number: int, *, divided: bool) -> Iterator[Piece]:
    """Yield the words that lead into a part and its pages; without a divider the first page has both."""
    if divided:
        name = f"第{number + 1}部分的过渡"
        yield Piece(("parts", number, "notes"), name, part.notes, 0, span_of(part.notes))
    for place, page in enumerate(part.pages):
        piece = _page(("parts", number, "pages", place), page)
        if not divided and place == 0:
            piece = replace(piece, words=part.notes + piece.words)
        yield piece


def _page(path: Path, page: Page) -> Piece:
    is_open = page.question is not None
    return Piece(path, f"“{page.title}”", page.notes, _seconds(page.minutes), _at(page), is_open)


def _piece(path: Path, name: str, talk: Any) -> Piece:
    """Return the piece of an opening, a talk, a summary or a closing."""
    return Piece(path, name, talk.notes, _seconds(talk.minutes), _at(talk))


def _at(talk: Any) -> Span | None:
    """Return the place of the minutes of a talk, else that of its words."""
    return span_of(talk.minutes) or span_of(talk.notes)


def _seconds(minutes: float | None) -> int:
    return round(minutes * 60) if minutes else 0


def _fill(
    seconds: list[int],
    own: Sequence[int],
    pieces: Sequence[Piece],
    budget: tuple[str, int, Span | None],
    step: int,
    overruns: list[Overrun],
) -> None:
    """Share a budget (name, seconds, place) out among the pieces `own` that have no seconds yet."""
    name, most, at = budget
    free = [i for i in own if not seconds[i]]
    stated = sum(seconds[i] for i in own)
    shares = shared_out(most - stated, [spoken_length(pieces[i].words) for i in free], step)
    if shares is None or (not free and stated != most):
        least = step * len(free)
        stating = tuple(pieces[i] for i in own if pieces[i].stated)
        over = stated + least - most
        overruns.append(Overrun(name, most, stated, least, over, stating, at))
        shares = [step] * len(free)
    for i, share in zip(free, shares, strict=True):
        seconds[i] = share
