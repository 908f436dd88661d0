"""The names of a template about the log of a branch's year: its events, and the numbers they come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from reportgen.compose.places import located_markup
from reportgen.compose.templates.lazy import Lazy
from reportgen.compose.templates.year_facts import YearFacts, has_number, pending
from reportgen.content import derived, exceptions
from reportgen.content.log.events import events_of_kind, kind_name, place_of_count
from reportgen.content.log.meetings import meetings_of
from reportgen.content.model import Event
from reportgen.spans import Located


def log_names(facts: YearFacts) -> dict[str, Any]:
    """Return the names about the log, with their values."""
    record, functions = facts.record, _Functions(facts)
    return {
        "log": Lazy(lambda: facts.log),
        "organisation_life": Lazy(lambda: facts.events),
        "chronicle": Lazy(lambda: record.chronicle),
        "highlights": Lazy(lambda: derived.highlights(record.chronicle)),
        "meetings": Lazy(lambda: tuple(meetings_of(facts.entry))),
        "last_event": functions.last_event,
        "has": functions.has,
        "count": Lazy(lambda: facts.log.count),
        "counts": functions.counts,
        "times_of": functions.times_of,
        "count_by_month": functions.count_by_month,
        "covers_year": functions.covers_year,
        "attendance": functions.attendance,
        "participants": functions.participants,
        "hours_per_member": functions.hours_per_member,
        "asks_for": lambda word: exceptions.asks_for(record, word),
        "not_held": Lazy(lambda: exceptions.reasons(record)),
    }


@dataclass(frozen=True, slots=True)
class _Functions:
    """The functions that a template calls for the log; BRANCH_NAMES says what each returns."""

    facts: YearFacts

    def last_event(self, kind: str) -> Event | None:
        return next(iter(events_of_kind(self.facts.events, kind)[-1:]), None)

    def has(self, name: str, kind: str = "") -> bool:
        facts = self.facts
        if name == "到会率":
            return derived.attendance(facts.events, kind) is not None
        if name == "人均学时":
            return facts.study_hours is not None and derived.study_is_recorded(facts.events)
        return has_number(name, facts.record)

    def counts(self, *kinds: str) -> Markup:
        log = self.facts.log
        return Markup("、").join(
            Markup("{}{}次").format(kind, located_markup(log.count(kind)))
            for kind in kinds
            if log.count(kind)
        )

    def times_of(self, kind: str) -> Any:
        count = self.facts.log.count(kind)
        return Markup("{}次").format(located_markup(count)) if count else ""

    def count_by_month(self, kind: str = "") -> dict[int, int]:
        log = self.facts.log
        if not kind:
            return log.by_month
        name = kind_name(kind)
        return {m: n for (k, m), n in log.by_kind_and_month.items() if k == name}

    def covers_year(self, kind: str, months: int) -> bool:
        dates = [event.calendar_date for event in events_of_kind(self.facts.events, kind)]
        return not derived.uncovered(dates, self.facts.record.year, months)

    def attendance(self, kind: str = "") -> Any:
        rate = derived.attendance(self.facts.events, kind)
        return pending("到会率") if rate is None else self._located(f"{rate.normalize():f}%", kind)

    def participants(self, kind: str = "") -> Any:
        number = derived.participants(self.facts.events, kind)
        return pending("参加人次") if number is None else self._located(str(number), kind)

    def hours_per_member(self) -> Any:
        hours = self.facts.study_hours
        return pending("人均学时") if hours is None else self._located(f"{hours.normalize():f}", "")

    def _located(self, text: str, kind: str) -> str:
        """Return a number of the log with the place of the first event of its kind."""
        span = place_of_count(events_of_kind(self.facts.events, kind)[0])
        return Located.at(text, span) if span else text
