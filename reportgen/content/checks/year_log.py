"""Check the year's log: dates of other years, names of kinds, events that have no place or kind."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator

from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.dates import touches_year
from reportgen.content.log.events import EVENT_KINDS, kinds_of, likely_kinds, span_of_event
from reportgen.content.model import Event, YearRecord
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import span_of

#: what a record calls its meetings as a whole; it says of none which kind it was
_ALL_KINDS = "三会一课"
#: how alike two titles are of which one may be a slip of the other, of 1
_ALIKE = 0.8
#: what tells the parts of one thing apart: 第一组, （上）, 2号楼
_PART = re.compile("[0-9一二三四五六七八九十上下左右东南西北前后甲乙丙丁老新男女第]")


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each event and each kind of the log that may be counted wrongly."""
    record = review.entry.record
    yield from _other_years(record)
    yield from _kinds(record)
    yield from _similar(record)
    for event in record.chronicle:
        named = next((kind for kind in EVENT_KINDS if kind in event.title), "")
        if named and not event.kinds:
            yield finding(
                "kind-missing",
                f"“{event.title}”没有写类别（kinds），按发生过的事算，不计入组织生活",
                span_of_event(event),
                f"是组织生活的写上 kinds: [{named}]",
            )
    unplaced = [event for event in record.events if not event.calendar_date.stretches]
    if unplaced:
        yield finding(
            "date-unplaced",
            f"{len(unplaced)} 条活动的日期在日历上找不到："
            f"{'、'.join(dict.fromkeys(event.date.short for event in unplaced))}",
            span_of(unplaced[0].date.text),
            "照写的次序放；要排到某一天的另写 sort，如 sort: 2月5日",
        )


def _other_years(record: YearRecord) -> Iterator[Diagnostic]:
    for event in record.events:
        if not touches_year(event.calendar_date, record.year):
            yield finding(
                "event-other-year",
                f"“{event.title}”的日期是 {event.date.full}，不在 {record.year} 年，"
                "没有计入次数，也不出会议记录",
                span_of_event(event),
                "日期写错的改正；确是别的年份的，移到那一年的记录",
            )


def _similar(record: YearRecord) -> Iterator[Diagnostic]:
    """Yield a finding for an event that seems to be written down twice, under two titles, on its day."""
    days: dict[datetime.date, list[Event]] = {}
    for event in record.organisation_life:
        day = event.calendar_date.day
        if day is None:
            continue
        for other in days.get(day, []):
            shares_kind = set(kinds_of(event)) & set(kinds_of(other))
            if shares_kind and _alike(str(event.title), str(other.title)):
                yield finding(
                    "event-similar",
                    f"{event.date.short}的“{event.title}”与“{other.title}”像是同一次活动，两条都计了数",
                    span_of_event(event),
                    "是同一次的删去一条",
                    notes=(Note("另一条在这里", span_of_event(other)),),
                )
        days.setdefault(day, []).append(event)


def _alike(first: str, second: str) -> bool:
    """Return whether two titles differ in a few characters that are no number of a part."""
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return False
    rest = "".join(
        first[a:b] + second[c:d] for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    )
    return not _PART.search(rest)


def _kinds(record: YearRecord) -> Iterator[Diagnostic]:
    """Yield one finding for each name of a kind that seems to mean another."""
    counts: dict[str, int] = {}
    first: dict[str, str] = {}
    for event in record.organisation_life:
        for kind in event.kinds:
            counts[str(kind)] = counts.get(str(kind), 0) + 1
            first.setdefault(str(kind), kind)
    for written, count in counts.items():
        place = span_of(first[written])
        if _ALL_KINDS in written:
            yield finding(
                "kind-variant",
                f"类别“{written}”（{count} 次）没有说是哪一种会",
                place,
                "写明是支部党员大会、支委会、党小组会还是党课",
            )
        elif likely := likely_kinds(written, [kind for kind in counts if kind != written]):
            several = len(likely) > 1
            yield finding(
                "kind-variant",
                f"类别“{written}”（{count} 次）单独算了一类，"
                f"是不是{'几类：' if several else ''}{'、'.join(likely)}？",
                place,
                f"是的写成 kinds: [{', '.join(likely)}]，"
                + ("各计一次" if several else f"并入{likely[0]}一起计"),
            )
