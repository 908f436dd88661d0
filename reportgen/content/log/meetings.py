"""A branch's year → its meetings: each event of the log as the subject of a record of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reportgen.content.branch_year import BranchYear
from reportgen.content.log.events import kinds_of
from reportgen.content.model import Branch, Event, Habit, YearRecord
from reportgen.spans import Span, span_of


@dataclass(frozen=True, slots=True)
class MeetingSubject:
    """One event of a branch's log, with who usually leads and writes down its kind."""

    subject_kind: ClassVar[str] = "event"

    entry: BranchYear
    event: Event
    part: str

    @property
    def branch(self) -> Branch:
        """The branch that met."""
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
    def author(self) -> str:
        """The branch."""
        return self.entry.author

    @property
    def at(self) -> Span | None:
        """Where the event is written, or its year where it stands in a ledger."""
        return span_of(self.event.title) or self.entry.at

    @property
    def settings(self) -> Branch:
        """The branch."""
        return self.branch

    @property
    def kinds(self) -> tuple[str, ...]:
        """The event's kinds under their own names."""
        return kinds_of(self.event)

    @property
    def habit(self) -> Habit:
        """What is usual for meetings of the event's first kind that has a habit."""
        habits = self.record.meetings
        written = (*self.event.kinds, *self.kinds)
        return next((habits[kind] for kind in written if kind in habits), Habit())

    @property
    def chair(self) -> str:
        """Who led the meeting; empty if nobody wrote it down."""
        return self.event.chair or self.habit.chair

    @property
    def recorder(self) -> str:
        """Who wrote the record; empty if nobody wrote it down."""
        return self.event.recorder or self.habit.recorder

    @property
    def place(self) -> str:
        """Where it met; empty if nobody wrote it down."""
        return self.event.place or self.habit.place


def meetings_of(entry: BranchYear) -> Iterator[MeetingSubject]:
    """Yield the events of a year's log; `part` is the day (0305), with -2 for a day's second."""
    counts: dict[str, int] = {}
    for event in entry.record.events:
        day = f"{event.date:%m%d}"
        counts[day] = counts.get(day, 0) + 1
        yield MeetingSubject(entry, event, day if counts[day] == 1 else f"{day}-{counts[day]}")
