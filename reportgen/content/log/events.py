"""The events of a year: the names of their kinds, selection by kind, events of two sources merged.

An event with a kind is organisation life (组织生活): it counts, it has a meeting record. One without
a kind happened, such as a flood or a visit: it has its place on the timeline and counts nowhere.
`YearRecord.events` holds both, `YearRecord.organisation_life` the first.
"""

from __future__ import annotations

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


def span_of_event(event: Event) -> Span | None:
    """Return the place of `event` in its record or ledger."""
    return span_of(event.title)


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
