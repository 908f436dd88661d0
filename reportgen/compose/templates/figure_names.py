"""The names of a template about the figures of a branch's year, and about those of earlier years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportgen.compose.templates.lazy import Lazy
from reportgen.compose.templates.year_comparison import (
    change_tones,
    figures_takeaway,
    year_comparison,
)
from reportgen.compose.templates.year_facts import YearFacts, pending
from reportgen.content import trends
from reportgen.content.figures import numbers_of, with_numbers
from reportgen.content.model import Figure, Point
from reportgen.content.quantities import Value
from reportgen.document.nodes import Tone
from reportgen.spans import joined


def figure_names(facts: YearFacts) -> dict[str, Any]:
    """Return the names about figures, with their values."""
    record, functions = facts.record, _Functions(facts)
    return {
        "figures": tuple(record.figures.values()),
        "key_figures": Lazy(
            lambda: tuple(f for f in with_numbers(record.figures.values()) if f.highlight)
        ),
        "figure": functions.figure,
        "fig": functions.fig,
        "figures_named": lambda names: tuple(f for f in map(facts.figure, names) if f),
        "numbers": lambda names: numbers_of(record.figures, names),
        "comparison": Lazy(lambda: facts.comparison),
        "comparison_years": Lazy(
            lambda: sorted({year for trend in facts.comparison for year in trend.earlier})
        ),
        "changes": Lazy(
            lambda: {t.label: rate for t in facts.comparison if (rate := t.rate) is not None}
        ),
        "year_comparison": Lazy(lambda: facts.years),
        "years_of": functions.years_of,
        "history_of": lambda figure: trends.history(figure, record.year),
        "history_years": lambda figures: sorted(
            {year for figure in figures for year in trends.history(figure, record.year)}
        ),
        "last_year_of": functions.last_year_of,
        "takeaway_of_figures": lambda items: figures_takeaway(facts.trends_of(items)),
        "title_of_figures": functions.title_of_figures,
        "growth": functions.growth,
        "change_tone": lambda row: functions.tones[str(row.label)],
        "targets": Lazy(lambda: facts.targets),
    }


@dataclass(frozen=True)
class _Functions:
    """The functions that a template calls for figures; BRANCH_NAMES says what each returns."""

    facts: YearFacts

    def figure(self, name: str) -> Any:
        figure = self.facts.figure(name)
        return figure.value.text if figure else pending(name)

    def fig(self, name: str) -> Figure:
        figure = self.facts.figure(name)
        if figure is None:
            raise KeyError(name)
        return figure

    def growth(self, name: str) -> str:
        figure = self.facts.figure(name)
        trend = self.facts.trend_of(figure) if figure else None
        return trend.phrase if trend and trend.change else ""

    def last_year_of(self, item: Figure | Point) -> str:
        texts = [trend.last.text for trend in self.facts.trends_of([item])]
        return joined(("上年", *texts)) if texts else ""

    def title_of_figures(self, items: Iterable[Figure | Point]) -> str:
        comparison = year_comparison(self.facts.trends_of(items))
        return comparison.title if comparison and len(comparison.rows) > 1 else ""

    def years_of(self, name: str) -> dict[str, Value]:
        facts = self.facts
        values = trends.values_by_year(self.fig(name), facts.record, facts.entry.previous)
        return {f"{year}年": value for year, value in values.items()}

    @cached_property
    def tones(self) -> dict[str, Tone]:
        """The tone of each row of the comparison, by its label."""
        rows = self.facts.comparison
        return dict(zip((str(row.label) for row in rows), change_tones(rows), strict=True))
