"""The events of a year: the names of their kinds, selection by kind, events of two sources merged.

An event with a kind is organisation life (组织生活): it counts, it has a meeting record. One without
a kind happened, such as a flood or a visit: it has its place on the timeline and counts nowhere.
`YearRecord.events` holds both, `YearRecord.organisation_life` the first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from reportgen.content import dates
from reportgen.content.model import Event
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import Span, span_of

#: kind of event (《中国共产党支部工作条例（试行）》) → other names branches write for it
EVENT_KINDS: dict[str, tuple[str, ...]] = {
    "支部党员大会": ("党员大会", "支部大会", "全体党员大会"),
    "支委会": ("支部委员会会议", "支部委员会", "支委会议", "支部委员会议", "支委"),
    "党小组会": ("党小组会议", "小组会", "党小组"),
    "党课": ("上党课", "讲党课", "专题党课", "讲授党课", "微党课", "廉政党课"),
    "主题党日": ("主题党日活动", "党日活动", "党员活动日"),
    "组织生活会": ("专题组织生活会",),
    "民主评议党员": ("民主评议", "党员民主评议"),
    "谈心谈话": ("谈心", "谈话", "谈心谈话活动"),
    "志愿服务": ("志愿服务活动", "党员志愿服务"),
    "集中学习": ("理论学习", "集体学习"),
}
_NAMES = {other: name for name, others in EVENT_KINDS.items() for other in others}
_LOOSE = r"[\s，。、：:；;“”‘’《》（）()—-]"


def kind_name(written: str) -> str:
    """Return the standard name of a kind: 支委会 for 支部委员会会议."""
    return _NAMES.get(written, written)


def kinds_of(event: Event) -> tuple[str, ...]:
    """Return the kinds of `event` under their standard names, each once."""
    return tuple(dict.fromkeys(kind_name(str(kind)) for kind in event.kinds))


def events_of_kind(events: Iterable[Event], kind: str = "") -> tuple[Event, ...]:
    """Return the events of `kind`, or all if it is empty."""
    name = kind_name(kind)
    return tuple(event for event in events if not name or name in kinds_of(event))


#: words in the name of a kind whose events are study or a meeting, whatever their title says
_STUDY = re.compile(r"党课|学习|培训|研讨|讲座|读书|轮训|课堂|会|民主评议")
#: kinds whose hours a log has to have, if it has any
_ALWAYS_STUDY = re.compile(r"党课|学习|培训|轮训|主题党日")
#: work that takes hours as well, in the name of a kind or the title of an event
_DUTY = re.compile(
    r"志愿|值[守班勤]|执勤|巡[查逻堤线]|防汛|抗旱|抢[险修收]|救援|救灾|劳动|走访|慰问|清[扫洁淤]|植树"
    r"|排查|包保|帮扶"
)


def study_of(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events whose hours are hours of study: meetings, 党课, 主题党日 and the like.

    An event that is duty too by one of its kinds is none of them, nor is 主题党日：上堤巡查.
    """
    return tuple(event for event in events if _is_study(event))


def _is_study(event: Event) -> bool:
    kinds = " ".join(kinds_of(event))
    if _DUTY.search(kinds):
        return False
    return bool(_STUDY.search(kinds)) or not _DUTY.search(event.title)


def has_to_have_hours(event: Event) -> bool:
    """Return whether an event of study is one that a log of hours cannot leave out."""
    return any(_ALWAYS_STUDY.search(kind) for kind in kinds_of(event))


_BRACKETS = re.compile(r"[（(][^()（）]*[)）]")
_JOINS = re.compile(r"[\s、，,；;/／+＋&＆和及与]+")
#: how near a misspelt kind is to the one that is meant, of 1
_NEAR_KIND = 0.8


def likely_kinds(written: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the kinds that an unknown name of a kind seems to mean; empty if it is one of its own.

    支委会（扩大） means 支委会, “学习 参观” two kinds. `others` are the other kinds of the same log.
    """
    if kind_name(written) in EVENT_KINDS:
        return ()
    known = {**{name: name for name in (*EVENT_KINDS, *others)}, **_NAMES}
    bare = re.sub(r"扩大|\s|[“”\"'‘’·.。]", "", _BRACKETS.sub("", written)).replace("曰", "日")
    for form in (bare, bare.removesuffix("会议"), bare.removesuffix("会议") + "会"):
        if form != written and form in known:
            return (known[form],)
    parts = [part for part in _JOINS.split(_BRACKETS.sub("", written).strip()) if part]
    apart = bool(re.search(r"\s", written.strip())) or all(part in known for part in parts)
    if len(parts) > 1 and apart:
        return tuple(dict.fromkeys(known.get(part, part) for part in parts))
    for name in EVENT_KINDS:
        if bare.endswith(name):
            return (name,)
    near = difflib.get_close_matches(bare, (*EVENT_KINDS, *_NAMES), n=1, cutoff=_NEAR_KIND)
    return (known[near[0]],) if near else ()


def span_of_event(event: Event) -> Span | None:
    """Return the place of `event` in its record or ledger."""
    return span_of(event.title)


def place_of_count(event: Event) -> Span | None:
    """Return the place of a count whose first event is `event`: that of its kind, which is counted."""
    return span_of(event.kinds[0]) if event.kinds else None


def merge_events(
    first: Iterable[Event], second: Iterable[Event]
) -> tuple[tuple[Event, ...], list[Diagnostic]]:
    """Return the events of two sources by date, each once, and a warning for each repeated one."""
    events: dict[tuple[object, str], Event] = {}
    sources: list[list[tuple[object, str]]] = []
    warnings: list[Diagnostic] = []
    for source in (first, second):
        own: list[tuple[object, str]] = []
        for event in source:
            date = event.calendar_date
            key = (date.stretches or str(date.text), re.sub(_LOOSE, "", event.title))
            if key not in events:
                events[key] = event
                own.append(key)
                continue
            known = events[key]
            warnings.append(_repeated(event, known))
            if set(kinds_of(event)) - set(kinds_of(known)):
                kinds = tuple(dict.fromkeys((*known.kinds, *event.kinds)))
                events[key] = known.model_copy(update={"kinds": kinds})
        sources.append(own)
    return by_date(*([events[key] for key in own] for own in sources)), warnings


def _repeated(event: Event, known: Event) -> Diagnostic:
    return Diagnostic(
        "duplicate-event",
        f"{event.date.short}“{event.title}”记了两次，只计一次",
        span_of_event(event),
        Severity.WARNING,
        hints=("请删去一处；一次活动兼有几类的，把几类写在同一条里",),
        notes=(Note("另一处在这里", span_of_event(known)),),
    )


def by_date(*lists: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events of `lists` by date; one without a place stays behind the one before it."""
    return dates.in_order(lambda event: event.calendar_date, *lists)
