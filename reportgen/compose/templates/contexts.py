"""The names a template may use, one row for each kind of subject, and what builds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.compose.templates.committee_context import committee_context
from reportgen.compose.templates.context import Context, SentenceOf, branch_context
from reportgen.compose.templates.lesson_context import lesson_context
from reportgen.compose.templates.meeting_context import meeting_context
from reportgen.content.branch_year import BranchYear
from reportgen.content.lessons import LessonSubject
from reportgen.content.library import Subject
from reportgen.content.log.meetings import MeetingSubject
from reportgen.content.rollup.committees import CommitteeYear

#: the names a file name and a condition may use, of those a subject has
_OUTPUT_NAMES = (
    "branch", "record", "year", "slug", "part", "event", "kinds", "lesson", "committee",
)  # fmt: skip

_BRANCH: Mapping[str, str] = {
    "branch": "支部（branch.yaml 的各项）",
    "record": "年度记录（<年份>.yaml 的各项）",
    "year": "年份，整数",
    "previous": "上一年的记录，没有时为空",
    "types": "各型，按支部所列次序；每型有 id、name、role、power、section、purpose、slides、lead、"
    "works、measures、figures、figures_told、missing、honours、number",
    "figures": "全部数字：key、value、label、note",
    "key_figures": "标为重点的数字",
    "figure": "figure('代号')：照原样写出一个数字；没有时成为【待补充】",
    "fig": "fig('代号')：取一个数字的 value、label、note",
    "has": "has('代号')：有没有这个数字；has('events') 看有没有活动记录",
    "log": "活动记录的统计：total、by_kind、by_month、by_kind_and_month",
    "count": "count('主题党日')：这类活动的次数",
    "attendance": "attendance('党课')：到会率",
    "hours_per_member": "人均学时",
    "participants": "participants('志愿服务')：参加人次",
    "count_by_month": "count_by_month('主题党日')：{月份: 次数}",
    "comparison": "与上年都有的数字：key、label、last、this、change（增长12.5%）、phrase（同比增长12.5%）、"
    "key_figure；没有上年记录时为空",
    "changes": "{名称: 比上年增减的百分数}，用来作图",
    "growth": "growth('代号')：同比增长12.5%、与上年持平；没有上年的数时为空",
    "followups": "上年问题的整改：name、status、result",
    "events": "全部活动",
    "last_event": "last_event('民主评议党员')：这类活动的最后一次，没有时为空",
    "honours_told": "有没有哪项工作已经放了荣誉表",
    "highlights": "标为重点的活动，按日期",
    "projects": "projects('类别', '状态')：项目",
    "known_items": "known_items(工作法)：各条目连成一句，资料未全的加“等”",
    "chart": "chart('代号')：放一张图表",
    "chart_of": "chart_of(标题, 单位, {名称: 数值}, 图形)：由数字作图",
    "picture": "picture('代号')：放一张图片",
    "table": "table('代号')：放一张表",
    "type_name": "type_name('代号')：支部类型的名称",
    "table_title": "table_title('代号')：表题",
}

_MEETING: Mapping[str, str] = {
    **_BRANCH,
    "event": "这一次活动（events 的一条）",
    "kinds": "活动的类别，用统一的名称",
    "chair": "主持人，没有写明时为空",
    "recorder": "记录人，没有写明时为空",
    "place": "地点，没有写明时为空",
}

_LESSON: Mapping[str, str] = {
    "lesson": "党课（content/lessons 里的各项，{代号} 已换成数字）",
    "figures": "本课引用的数字：key、value、label、note",
    "fig": "fig('代号')：取一个数字的 value、label、note",
    "picture": "picture('代号')：放一张图片",
    "picture_of": "picture_of('代号')：图片的 caption、credit",
    "chart": "chart('代号')：放一张图表",
    "chart_of": "chart_of('代号')：图表的 title、unit、takeaway、note",
}

_COMMITTEE: Mapping[str, str] = {
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

#: the name a template has besides when its header says `slides_of`
SLIDES: Mapping[str, str] = {
    "slides": "那份课件的各页：number、title、layout、section、outline、notes、time、seconds"
}


@dataclass(frozen=True, slots=True)
class SubjectContext:
    """What the templates about one kind of subject are given."""

    #: name → what it gives, in Chinese
    names: Mapping[str, str]
    #: makes the values of the names, and the objects behind their references
    build: Callable[[Any, SentenceOf], Context]


#: id of a subject kind (`content.subjects.KINDS`) → what its templates are given
CONTEXTS: dict[str, SubjectContext] = {
    BranchYear.subject_kind: SubjectContext(_BRANCH, branch_context),
    MeetingSubject.subject_kind: SubjectContext(_MEETING, meeting_context),
    LessonSubject.subject_kind: SubjectContext(_LESSON, lesson_context),
    CommitteeYear.subject_kind: SubjectContext(_COMMITTEE, committee_context),
}


def build(subject: Subject, sentence: SentenceOf) -> Context:
    """Return the names a template may use for `subject`, and the objects behind its references."""
    return CONTEXTS[subject.subject_kind].build(subject, sentence)


def names_for_output(subject: Subject) -> dict[str, Any]:
    """Return the few names an output's file name and a kind's condition may use."""
    return {name: getattr(subject, name) for name in _OUTPUT_NAMES if hasattr(subject, name)}
