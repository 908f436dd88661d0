"""What several names of a template need of a branch's year, each worked out once for a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from reportgen.compose.places import without_places
from reportgen.compose.templates.targets import Targets, targets_of
from reportgen.compose.templates.year_comparison import YearComparison, year_comparison
from reportgen.content import derived, trends
from reportgen.content.branch_year import BranchYear
from reportgen.content.figures import figure_named, numbers_of
from reportgen.content.model import Event, Figure, Point, YearRecord


@dataclass(frozen=True)
class YearFacts:
    """A branch's year, its log, its comparison with earlier years, and its targets."""

    entry: BranchYear

    @property
    def record(self) -> YearRecord:
        """The record of the year."""
        return self.entry.record

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of organisation life."""
        return self.record.organisation_life

    @cached_property
    def log(self) -> derived.LogSummary:
        """How many events of each kind there were, each number with the place it comes from."""
        return derived.with_places(derived.summarise(self.events), self.events)

    @cached_property
    def study_hours(self) -> Decimal | None:
        """The hours of study of a member, None where the number of members is not known."""
        members = derived.members_of(self.entry.branch)
        return derived.hours_per_member(self.events, members) if members else None

    @cached_property
    def comparison(self) -> tuple[trends.Trend, ...]:
        """The figures that earlier years have as well, beside their values then."""
        return trends.comparison(self.record, self.entry.previous)

    @cached_property
    def years(self) -> YearComparison | None:
        """The comparison as rows, None where there is nothing to compare."""
        return year_comparison(self.comparison)

    @cached_property
    def targets(self) -> Targets | None:
        """The figures that have a target, None where there are none."""
        return targets_of(self.record.figures.values())

    def figure(self, name: str) -> Figure | None:
        """Return the figure of a name, None where there is none."""
        return figure_named(self.record.figures, name)

    def trend_of(self, item: Figure | Point) -> trends.Trend | None:
        """Return a figure, or a point that says one and its value, beside last year's."""
        if isinstance(item, Figure):
            return trends.trend(item, self.record, self.entry.previous)
        name = without_places(item.name)
        figure = self.figure(name)
        if figure is None or without_places(item.text) != figure.value.text:
            return None
        trend = trends.trend(figure, self.record, self.entry.previous)
        return replace(trend, label=name) if trend else None

    def trends_of(self, items: Iterable[Figure | Point]) -> list[trends.Trend]:
        """Return those of some figures and points that rose, fell or stayed since last year."""
        all_trends = map(self.trend_of, items)
        return [trend for trend in all_trends if trend and trend.direction is not None]


def pending(text: str) -> Markup:
    """Return the element of a missing fact."""
    return Markup("<pending>{}</pending>").format(text)


def has_number(name: str, record: YearRecord) -> bool:
    """Return whether the record has a number for the figure `name`, or for `events` a log."""
    if name == "events":
        return bool(record.organisation_life)
    return bool(numbers_of(record.figures, [name]))
