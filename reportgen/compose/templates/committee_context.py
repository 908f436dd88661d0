"""What a template sees of an upper committee's year: sums, rows, misses and groups."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from reportgen.compose.templates.context import Context, Handles, SentenceOf
from reportgen.compose.templates.exhibits import drawn
from reportgen.content.rollup import minimums, totals
from reportgen.content.rollup.committees import CommitteeYear


def committee_context(
    subject: CommitteeYear,
    sentence: SentenceOf,  # noqa: ARG001 - a committee has no sentences with slots
) -> Context:
    """Return the names for a committee's year."""
    handles = Handles()
    committee = subject.committee
    figures = totals.figures(subject)
    by_type = totals.by_type(subject)

    def chart_of(title: str, unit: str, data: dict[str, Any], kind: str = "column") -> Markup:
        return handles.give("chart", drawn(title, unit, data, kind))

    context: dict[str, Any] = {
        "committee": committee,
        "year": subject.year,
        "rows": totals.rows(subject),
        "members": totals.members(subject),
        "figures": figures,
        "activities": totals.activities(subject),
        "by_type": by_type,
        "branches_by_type": {kind.name: kind.branches for kind in by_type},
        "requirements": minimums.requirements(subject),
        "misses": minimums.misses(subject),
        "absent": subject.absent,
        "problem_groups": totals.problem_groups(subject),
        "rankings": totals.rankings(subject),
        "chart_of": chart_of,
    }
    return context, handles
