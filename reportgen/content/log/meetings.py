"""The meetings of a branch's year: each event of a kind is a subject of documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reportgen.content import dates
from reportgen.content.branch_year import BranchYear
from reportgen.content.log.events import kinds_of
from reportgen.content.model import Branch, Event, Habit, YearRecord
from reportgen.content.roster import holder_of
from reportgen.spans import Span, span_of


@dataclass(frozen=True, slots=True)
class MeetingSubject:
    """One event of a branch's log; what it does not say comes from the habit of its kind."""

    subject_kind: ClassVar[str] = "event"

    entry: BranchYear
    event: Event
    part: str
    #: its place among the meetings of the year, from 1: that of its row in the register
    number: int = 0

    @property
    def branch(self) -> Branch:
        """The branch that held the meeting."""
        return self.entry.branch

    @property
    def record(self) -> YearRecord:
        """The year the meeting belongs to."""
        return self.entry.record

    @property
    def slug(self) -> str:
        """The branch's folder name."""
        return self.entry.slug

    @property
    def year(self) -> int:
        """The year of the record."""
        return self.entry.year

    @property
    def final(self) -> bool:
        """Whether the record of its year is final."""
        return self.entry.final

    @property
    def author(self) -> str:
        """The branch."""
        return self.entry.author

    @property
    def at(self) -> Span | None:
        """The place of the event, else that of its year."""
        return span_of(self.event.title) or self.entry.at

    @property
    def settings(self) -> Branch:
        """The branch."""
        return self.branch

    @property
    def kinds(self) -> tuple[str, ...]:
        """The event's kinds under their standard names."""
        return kinds_of(self.event)

    @property
    def habit(self) -> Habit:
        """The habit of the event's first kind that has one."""
        habits = self.record.meetings
        written = (*self.event.kinds, *self.kinds)
        return next((habits[kind] for kind in written if kind in habits), Habit())

    @property
    def chair(self) -> str:
        """Who chaired the meeting; "" if unknown."""
        return self._person(self.event.chair or self.habit.chair)

    @property
    def recorder(self) -> str:
        """Who took the minutes; "" if unknown."""
        return self._person(self.event.recorder or self.habit.recorder)

    def _person(self, written: str) -> str:
        """Return who has an office, such as 党小组组长, in the party group of the meeting; a name as it is."""
        if not self.entry.is_latest:
            return written
        return holder_of(self.branch, written, f"{self.event.title}{self.place}") or written

    @property
    def place(self) -> str:
        """Where the meeting was; "" if unknown."""
        return self.event.place or self.habit.place


def meetings_of(entry: BranchYear) -> Iterator[MeetingSubject]:
    """Yield the meetings of a year; `part` is the day (0305), then 0305-2 for its second meeting.

    A meeting of which only the month is known has the part 03, one without a month its written date.
    """
    counts: dict[str, int] = {}
    for number, event in enumerate(entry.record.organisation_life, 1):
        day = dates.code(event.calendar_date)
        counts[day] = counts.get(day, 0) + 1
        part = day if counts[day] == 1 else f"{day}-{counts[day]}"
        yield MeetingSubject(entry, event, part, number)
