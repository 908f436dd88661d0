"""When a task of a plan is due, as it is written (6月底前, 每季度, 3月至6月), on the twelve months of the year.

What names no month of that year has no months, and a plan with too few of them is no timetable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportgen.content.model import PlanItem
from reportgen.document.nodes import Tone

#: fewer tasks with months than these make no timetable
FEWEST = 2
MONTHS = 12
_YEAR = r"(?:(?P<year>20\d\d)年)?"
_MONTH = r"(?P<{}>\d{{1,2}})月(?:份)?"
_PERIOD = re.compile(
    rf"{_YEAR}(?P<first>\d{{1,2}})月?(?:份)?[至到\-—–~～]+(?P<last>\d{{1,2}})月(?:份)?(?P<end>[底末]?[前]?)"
)
_BY = re.compile(
    rf"{_YEAR}(?:第)?(?P<month>\d{{1,2}})月(?:份)?(?P<part>[底末中上下旬]*)(?P<before>之?前|以前)?(?:完成)?"
)
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}
_QUARTER = re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度[底末]?(?P<before>前)?(?:完成)?")
_REPEATED = (
    (re.compile(r"每个?月\S{0,3}|月月\S{0,3}"), range(1, MONTHS + 1)),
    (re.compile(r"每个?季度?\S{0,3}|季季\S{0,3}"), range(3, MONTHS + 1, 3)),
    (re.compile(r"每半年\S{0,3}"), range(6, MONTHS + 1, 6)),
)
_WHOLE = re.compile(r"全年|贯穿全年|常年|长期(?:坚持)?|持续(?:推进)?")
_NAMED = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "年中": (1, 6),
    "年底": (1, 12),
    "年底前": (1, 12),
    "年内": (1, 12),
}


@dataclass(frozen=True, slots=True)
class TaskMonths:
    """A task of a plan and the tone of each of the twelve months; all "" where it names none."""

    item: PlanItem
    months: tuple[Tone, ...]

    @property
    def is_dated(self) -> bool:
        """Whether some month has a tone."""
        return any(self.months)


class HasDue(Protocol):
    """A task, a problem or a request, with the time that is set for it."""

    @property
    def due(self) -> object:
        """The time as it is written, empty for none."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When several tasks are due: `ongoing` go on through the year, `ending` end in it.

    `latest` is the last of their ends as it is written, without its year (12月底前).
    """

    ongoing: int
    ending: int
    latest: str


def deadlines(items: Iterable[HasDue], year: int) -> Deadlines | None:
    """Return when tasks are due; None where the time of one names no month of `year`."""
    ends: dict[str, int] = {}
    ongoing = ending = 0
    for item in items:
        months = months_of(str(item.due), year)
        if "due" in months:
            ends.setdefault(str(item.due), months.index("due"))
            ending += 1
        elif any(months):
            ongoing += 1
        else:
            return None
    latest = max(ends, key=lambda due: ends[due], default="")
    return Deadlines(ongoing, ending, latest.removeprefix(f"{year}年"))


def schedule(items: Sequence[PlanItem], year: int) -> tuple[TaskMonths, ...]:
    """Return the tasks with their months in `year`; nothing where too few of them name any."""
    rows = tuple(TaskMonths(item, months_of(str(item.due), year)) for item in items)
    return rows if sum(row.is_dated for row in rows) >= FEWEST else ()


def months_of(due: str, year: int) -> tuple[Tone, ...]:
    """Return the tone of each month for a time that is written so; that of another year has none."""
    text = re.sub(r"\s", "", due)
    for pattern, months in _REPEATED:
        if pattern.fullmatch(text):
            return _marked(dict.fromkeys(months, "repeated"))
    if _WHOLE.fullmatch(text):
        return _marked(dict.fromkeys(range(1, MONTHS + 1), "running"))
    if text in _NAMED:
        return _span(*_NAMED[text])
    match = _PERIOD.fullmatch(text)
    if match and _is_of(match, year):
        return _span(int(match["first"]), int(match["last"]))
    match = _BY.fullmatch(text)
    if match and _is_of(match, year):
        # What is due before October is done in September; before its end (10月底前) it is due in October.
        early = bool(match["before"]) and not match["part"]
        month = int(match["month"]) - early if int(match["month"]) <= MONTHS else 0
        return _span(1, month)
    match = _QUARTER.fullmatch(text)
    if match and _is_of(match, year):
        last = _QUARTERS.get(match["quarter"]) or 3 * int(match["quarter"])
        return _span(1 if match["before"] else last - 2, last)
    return _marked({})


def _is_of(match: re.Match[str], year: int) -> bool:
    return not match["year"] or int(match["year"]) == year


def _span(first: int, last: int) -> tuple[Tone, ...]:
    """Return the months within the time set for a task, and the one in which it is due."""
    if not 1 <= first <= last <= MONTHS:
        return _marked({})
    running: dict[int, Tone] = dict.fromkeys(range(first, last), "running")
    return _marked({**running, last: "due"})


def _marked(tones: dict[int, Tone]) -> tuple[Tone, ...]:
    return tuple(tones.get(month, "") for month in range(1, MONTHS + 1))
