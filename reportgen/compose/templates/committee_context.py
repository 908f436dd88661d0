"""The names of a template about the year of an upper committee, and their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from reportgen.compose.templates.branch_context import Context, RenderSentence
from reportgen.compose.templates.chart_takeaway import chart_takeaway
from reportgen.compose.templates.exhibits import Exhibits, captioned, chart_of_numbers
from reportgen.compose.templates.schedule import deadlines
from reportgen.content.rollup import totals
from reportgen.content.rollup.committees import CommitteeYear
from reportgen.content.rollup.minimums import other_minimums
from reportgen.content.rollup.per_member import per_member
from reportgen.content.rollup.problems import problem_groups, problem_list
from reportgen.content.rollup.rankings import ranking
from reportgen.content.rollup.shares import shares

#: name → what it gives
COMMITTEE_NAMES: Mapping[str, str] = {
    "committee": "上级党组织（content/committees 里的各项）",
    "year": "年份，整数",
    "rows": "各支部一行：name、slug、types、members、total、attendance、problems、figures、words 没有写出数目的数字的原话、counts、standings 各项最低要求的实有数、works 各章第一项有文字的工作、honours",
    "total": "全部支部的合计，一个支部只计一次：name、names、rows、members、unreported 没有报党员数的支部数、"
    "total、problems、figures、requirements、absent 没有记录的支部数",
    "units": "各下级党组织、各直属支部的小计，各项同 total，is_committee 是党组织的为真；没有下级党组织时为空",
    "all_units": "同 units，各级党组织都在内",
    "repeated": "同属几个下级党组织的支部，合计时只计一次",
    "annex": "附件列什么：branches 或 committees",
    "groups": "支部按所属党组织分组：name、rows、first 组里第一个的序号",
    "figures": "各项数字的合计：label、unit、total、average、reported、unreported、values 各支部的值（有下级党组织的，各下级党组织的小计）；百分数没有 total",
    "shares": "数字证明得了的比例（同样的支部都报了受理、办结的同一件事）：name 如 办结率、thing 是什么事、stage 如 办结、part、whole 两项数字的名称、total、"
    "values 各支部或各下级党组织的比例、least 最低的比例、lowest 比例最低的，各处相同的为空；"
    "open_total、open 没有办结的，多的在前，most_open 最多的",
    "per_member": "按小时计的数字的人均数：name 如 人均志愿服务、label、total、values 各支部或各下级党组织的，多的在前，members 计入的党员，highest、lowest 最多、最少的",
    "other_requirements": "下级党组织另外提出、这里没有对照的最低要求的名称",
    "activities": "各类活动：kind、total、average、branches",
    "by_type": "各型支部的小计，各项同 total",
    "branches_by_type": "{类型: 支部数}，供作图",
    "requirements": "各项最低要求：what、needs、basis、applies 适用的支部数、reached 达到的支部数",
    "misses": "没有达到最低要求的：branch、what、has、needs、basis",
    "missing": "没有本年记录的支部，按下级党组织：name、branches；直属支部的 name 为空",
    "faulty": "记录有错误、没有计入的支部",
    "faulty_committees": "文件有错误、没有计入的下级党组织",
    "problem_groups": "问题归类：name、items、by_unit；每条有 branch、name、measure，by_unit 是各下级党组织的条数",
    "problem_list": "全部问题，一个支部一个支部排：branch、name、measure、owner、due",
    "deadlines": "deadlines(几项)：它们的时限：ongoing 几项贯穿全年、ending 几项有完成的月份、latest 最晚的时限（12月底前）；有一项看不出下一年的月份的为空",
    "ranking": "所要的排名，不排名的为空：criteria 依次比什么、labels 其中的数字、by_minimums 比不比最低要求、"
    "columns 各项的 {支部: 数}、sums 各项的合计、rows、unranked 没有报送而不排的支部；每行有 place、branch、members、missed 没有达到的项数、standings、values",
    "takeaway_of_numbers": "takeaway_of_numbers(标题, 单位, {名称: 数值}, 图形)：这张图的结论，由数据得出，说不出的为空",
    "chart_of": "chart_of(标题, 单位, {名称: 数值}, 图形)：由数字作图；单位写 '' 就用数值的单位，"
    "加 caption=true 的有图号图题，加 id='名' 的可以用 <ref to> 引用",
}


def committee_context(
    subject: CommitteeYear,
    sentence: RenderSentence,  # noqa: ARG001 - a committee has no sentences with slots
) -> Context:
    """Return the names of COMMITTEE_NAMES with their values."""
    exhibits = Exhibits()
    rollup = totals.roll_up(subject)
    total = totals.total(rollup)
    by_type = totals.by_type(rollup)
    figures = totals.figures(rollup)
    has_committees = bool(subject.committees)
    units = totals.units(rollup) if has_committees else ()

    def chart_of(
        title: str,
        unit: str,
        data: dict[str, Any],
        kind: str = "column",
        caption: bool = False,
        id: str = "",  # noqa: A002 - the attribute of a chart has this name
    ) -> Markup:
        node = chart_of_numbers(title, unit, data, kind)
        return exhibits.add("chart", captioned(node) if caption else node, id)

    def takeaway_of_numbers(
        title: str, unit: str, data: dict[str, Any], kind: str = "column"
    ) -> str:
        return chart_takeaway(chart_of_numbers(title, unit, data, kind))

    context: dict[str, Any] = {
        "committee": subject.committee,
        "year": subject.year,
        "rows": tuple(rollup.rows.values()),
        "total": total,
        "units": units,
        "all_units": totals.all_units(rollup) if has_committees else (),
        "repeated": totals.repeated_branches(rollup),
        "annex": rollup.annex,
        "groups": totals.groups(rollup),
        "figures": figures,
        "shares": shares(total.figures, figures),
        "per_member": per_member(rollup, units),
        "other_requirements": other_minimums(subject),
        "activities": totals.activities(rollup),
        "by_type": by_type,
        "branches_by_type": {kind.name: len(kind.rows) for kind in by_type},
        "requirements": total.requirements,
        "misses": totals.misses(rollup),
        "missing": totals.missing(subject),
        "faulty": tuple(subject.faulty.values()),
        "faulty_committees": tuple(subject.faulty_committees.values()),
        "problem_groups": problem_groups(rollup),
        "problem_list": problem_list(rollup),
        "deadlines": lambda items: deadlines(items, subject.year + 1),
        "ranking": ranking(rollup),
        "chart_of": chart_of,
        "takeaway_of_numbers": takeaway_of_numbers,
    }
    return context, exhibits
