"""What a year's record says need not be asked: exceptions, and parts of which there are none."""

from __future__ import annotations

from reportgen.content import dates
from reportgen.content.log.events import EVENT_KINDS, events_of_kind, kind_name
from reportgen.content.model import BranchType, Exemption, YearRecord

_WHOLE_YEAR = frozenset(range(1, 13))
#: what `none` may name besides kinds of meetings, types and indicators
PARTS = (
    "开头", "荣誉", "问题", "上年问题", "原因", "整改措施", "履职情况", "计划", "成文日期", "到会率", "学时",
    "地点", "主持人", "记录人", "主讲人", "应到人数", "实到人数", "会议内容", "议定事项",
)  # fmt: skip


def asks_for(record: YearRecord, word: str) -> bool:
    """Return whether the program asks for a part: not if the record says that there is none."""
    return kind_name(word) not in {kind_name(str(known)) for known in record.none}


def words_of_none(types: tuple[BranchType, ...]) -> tuple[str, ...]:
    """Return every word that `none` may hold for a branch of `types`."""
    of_types = (
        name for kind in types for name in (kind.name, *(i.figure for i in kind.indicators))
    )
    others = (other for names in EVENT_KINDS.values() for other in names)
    return tuple(map(str, (*PARTS, *EVENT_KINDS, *of_types, *others)))


def excused_months(record: YearRecord, kind: str) -> frozenset[int]:
    """Return the months in which a meeting of `kind` is not missed."""
    if not asks_for(record, kind):
        return _WHOLE_YEAR
    excused: frozenset[int] = frozenset()
    for exemption in record.exceptions:
        if _is_of_time(exemption) and kind_name(str(exemption.kind) or kind) == kind_name(kind):
            excused |= _months(exemption, record.year)
    return excused


def reasons(record: YearRecord) -> tuple[Exemption, ...]:
    """Return the exceptions that name month, kind and reason of a meeting that was indeed not held."""
    return tuple(
        exemption
        for exemption in record.exceptions
        if exemption.month
        and exemption.kind
        and exemption.reason
        and _was_not_held(exemption, record)
    )


def _was_not_held(exemption: Exemption, record: YearRecord) -> bool:
    covered = {
        month
        for event in events_of_kind(record.organisation_life, str(exemption.kind))
        for month in dates.months_of(event.calendar_date, record.year)
    }
    return not covered & _months(exemption, record.year)


def unused_facts(record: YearRecord) -> frozenset[str]:
    """Return the words of facts that are not to be used this year, as an account quotes them."""
    return frozenset(" ".join(str(e.fact).split()) for e in record.exceptions if e.fact)


def _is_of_time(exemption: Exemption) -> bool:
    return bool(exemption.month or exemption.kind)


def _months(exemption: Exemption, year: int) -> frozenset[int]:
    return dates.months_of(exemption.month, year) if exemption.month else _WHOLE_YEAR
