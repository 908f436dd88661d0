"""The names of a template that put the charts, pictures and tables of a branch's year into a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from reportgen.compose.templates.chart_takeaway import chart_takeaway
from reportgen.compose.templates.exhibits import (
    Exhibits,
    captioned,
    chart_node,
    chart_of_numbers,
    picture_node,
    table_node,
)
from reportgen.compose.templates.targets import target_chart
from reportgen.compose.templates.year_comparison import changes_chart, range_chart, slope_chart
from reportgen.compose.templates.year_facts import YearFacts


def exhibit_names(facts: YearFacts, exhibits: Exhibits) -> dict[str, Any]:
    """Return the names that put something among the `exhibits` of a document, with their values."""
    functions = _Functions(facts, exhibits)
    return {
        "chart": functions.chart,
        "chart_of": functions.chart_of,
        "changes_chart": functions.changes_chart,
        "range_chart": functions.range_chart,
        "slope_chart": functions.slope_chart,
        "target_chart": functions.target_chart,
        "takeaway_of": functions.takeaway_of,
        "takeaway_of_numbers": functions.takeaway_of_numbers,
        "picture": functions.picture,
        "table": functions.table,
        "table_title": lambda key: facts.record.tables[key].title,
    }


@dataclass(frozen=True, slots=True)
class _Functions:
    """The functions that a template calls for exhibits; BRANCH_NAMES says what each returns."""

    facts: YearFacts
    exhibits: Exhibits

    def chart(self, key: str, caption: bool = False) -> Markup:
        node = chart_node(self.facts.record.charts[key])
        return self.exhibits.add("chart", captioned(node) if caption else node)

    def chart_of(
        self,
        title: str,
        unit: str,
        data: dict[str, Any],
        kind: str = "column",
        caption: bool = False,
    ) -> Markup:
        node = chart_of_numbers(title, unit, data, kind)
        return self.exhibits.add("chart", captioned(node) if caption else node)

    def changes_chart(self, title: str) -> Markup:
        years = self.facts.years
        return self.exhibits.add("chart", changes_chart(years.rows if years else (), title))

    def range_chart(self, title: str) -> Markup:
        years, year = self.facts.years, self.facts.record.year
        return self.exhibits.add("chart", range_chart(years.ranges if years else (), title, year))

    def slope_chart(self, title: str) -> Markup:
        years, year = self.facts.years, self.facts.record.year
        return self.exhibits.add("chart", slope_chart(years.rows if years else (), title, year))

    def target_chart(self, title: str) -> Markup:
        targets = self.facts.targets
        return self.exhibits.add("chart", target_chart(targets.rows if targets else (), title))

    def takeaway_of(self, key: str) -> str:
        data = self.facts.record.charts[key]
        return data.takeaway or chart_takeaway(chart_node(data))

    def takeaway_of_numbers(
        self, title: str, unit: str, data: dict[str, Any], kind: str = "column"
    ) -> str:
        return chart_takeaway(chart_of_numbers(title, unit, data, kind))

    def picture(self, key: str) -> Markup:
        record, folder = self.facts.record, self.facts.entry.folder
        return self.exhibits.add("picture", picture_node(record.pictures[key], folder))

    def table(self, key: str) -> Markup:
        return self.exhibits.add("table", table_node(self.facts.record.tables[key]))
