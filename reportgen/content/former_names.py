"""The names a branch has had: which was in use when, and which a year's documents have."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from reportgen.content.dates import WrittenDate
from reportgen.content.model import Branch, YearRecord


@dataclass(frozen=True, slots=True)
class NamePeriod:
    """A name and the time of its use; None where it was the first or is today's."""

    name: str
    short: str
    #: the end of the name before it
    after: WrittenDate | None
    until: WrittenDate | None

    @property
    def words(self) -> tuple[str, ...]:
        """The name and its short form."""
        return tuple(str(word) for word in (self.name, self.short) if word)

    def is_over(self, day: datetime.date) -> bool:
        """Return whether the name was given up before `day`; a year or month counts by its first day."""
        return self.until is not None and self.until.first is not None and self.until.first < day

    def has_whole(self, year: int) -> bool:
        """Return whether the name was in use from the first day of `year` to the last."""
        began_before = self.after is None or self.after.last is None or self.after.last.year < year
        ended_later = self.until is None or self.until.first is None or self.until.first.year > year
        return began_before and ended_later


def name_periods(branch: Branch) -> tuple[NamePeriod, ...]:
    """Return the names of `branch` from the first to today's."""
    former = sorted(branch.former_names, key=lambda each: each.until.first or datetime.date.min)
    names = [*((each.name, each.short) for each in former), (branch.name, branch.short)]
    ends = [None, *(each.until for each in former), None]
    return tuple(
        NamePeriod(name, short, ends[place], ends[place + 1])
        for place, (name, short) in enumerate(names)
    )


def branch_in_year(branch: Branch, year: int) -> Branch:
    """Return a copy of `branch` whose name and short name are those of 31 December of `year`."""
    if not branch.former_names:
        return branch
    last_day = datetime.date(year, 12, 31)
    then = next(period for period in name_periods(branch) if not period.is_over(last_day))
    return branch.model_copy(update={"name": then.name, "short": then.short})


def branch_of_record(branch: Branch, record: YearRecord) -> Branch:
    """Return `branch` under the name that its record gives it, else that of the record's year."""
    then = branch_in_year(branch, record.year)
    if record.name:
        return then.model_copy(update={"name": record.name, "short": record.short})
    return then.model_copy(update={"short": record.short}) if record.short else then
