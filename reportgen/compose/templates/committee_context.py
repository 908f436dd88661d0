"""The names of a template about the year of an upper committee, and their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from reportgen.compose.templates.branch_context import Context, RenderSentence
from reportgen.compose.templates.exhibits import Exhibits, chart_of_numbers
from reportgen.content.rollup import minimums, totals
from reportgen.content.rollup.committees import CommitteeYear

#: name → what it gives
COMMITTEE_NAMES: Mapping[str, str] = {
    "committee": "上级党组织（content/committees 里的各项）",
    "year": "年份，整数",
    "rows": "各支部一行：name、slug、types、members、total、attendance、problems、figures、counts、measured",
    "members": "党员总数，一个支部也没有报时为空",
    "figures": "各项数字的合计：key、label、unit、total、average、reported、values",
    "activities": "各类活动：kind、total、average、branches",
    "by_type": "各型支部：name、branches、members、total",
    "branches_by_type": "{类型: 支部数}，供作图",
    "requirements": "各项最低要求：what、needs、basis、applies 适用的支部数、reached 达到的支部数",
    "misses": "没有达到最低要求的：branch、what、has、needs、basis",
    "absent": "没有本年记录的支部",
    "problem_groups": "问题归类：name、items；每条有 branch、name、measure",
    "rankings": "所要的排名：label、rows；每行有 place、branch、value",
    "chart_of": "chart_of(标题, 单位, {名称: 数值}, 图形)：由数字作图",
}


def committee_context(
    subject: CommitteeYear,
    sentence: RenderSentence,  # noqa: ARG001 - a committee has no sentences with slots
) -> Context:
    """Return the names of COMMITTEE_NAMES with their values."""
    exhibits = Exhibits()
    committee = subject.committee
    figures = totals.figures(subject)
    by_type = totals.by_type(subject)

    def chart_of(title: str, unit: str, data: dict[str, Any], kind: str = "column") -> Markup:
        return exhibits.add("chart", chart_of_numbers(title, unit, data, kind))

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
    return context, exhibits
