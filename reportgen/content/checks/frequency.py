"""Check how often meetings were held, by the regulations and by the unit's own minimums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.content import derived, exceptions
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.dates import WrittenDate
from reportgen.content.figures import names_of
from reportgen.content.log.events import (
    events_of_kind,
    kind_name,
    kinds_of,
    likely_kinds,
    span_of_event,
)
from reportgen.content.model import UNSTATED, YearRecord
from reportgen.content.quantities import number_of
from reportgen.diagnostics import Diagnostic, Severity

#: 《中国共产党支部工作条例（试行）》: kind → article, and the months within which one is due
REGULATED = {
    "支部党员大会": ("第十一条", 3),
    "支委会": ("第十二条", 1),
    "党小组会": ("第十三条", 1),
    "主题党日": ("第十六条", 1),
}
#: kind → article of the same regulation; due at least once a year
_YEARLY = {"组织生活会": "第十七条", "民主评议党员": "第十八条", "谈心谈话": "第十九条"}
#: 《中国共产党党员教育管理工作条例》: hours of collective study a member needs each year
_HOURS = 32
#: a branch committee has at least three members (《中国共产党支部工作条例（试行）》)
_COMMITTEE = 3
_NUMERALS = "零一二三四"
#: months within which a meeting is due → in words
EACH = {1: "每月", 3: "每季度"}


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each kind of meeting held too seldom, one for all kinds nothing is known of.

    A branch without a log is skipped, and so is a kind of which the record says how it was.
    """
    record = review.entry.record
    if not record.organisation_life:
        return
    months = _months_covered(review)
    dated = _dates_by_kind(record)
    absent: list[str] = []
    for kind, (article, span) in REGULATED.items():
        if not _due(kind, review) or _has_enough(kind, 12 // span, record):
            continue
        missed = _periods_without(kind, span, months, dated.get(kind, ()), record)
        if missed and kind not in dated and len(missed) * span >= months:
            absent.append(f"{kind}（{EACH[span]}，{article}）")
        elif missed:
            yield _gaps(kind, missed, dated.get(kind, ()), review)
    if months == 12:
        for kind, article in _YEARLY.items():
            if not (kind in dated or _has_enough(kind, 1, record) or _is_exempt(kind, review)):
                absent.append(f"{kind}（每年，{article}）")
    if absent:
        yield finding(
            "too-few",
            f"活动记录里没有{'、'.join(absent)}，支部工作条例规定了最少的次数",
            review.top,
            "开过而没有记的请补上；确实没有的写进 exceptions 或 none，没有统计的在 figures 里写没统计",
        )
    if months == 12:
        yield from _local(review)
        yield from _hours(review)
    yield from _attendance(review)


def _months_covered(review: Review) -> int:
    """Return the months the log covers: 12 once the year is summed up, else those before its last."""
    record = review.entry.record
    if record.final or record.signed or record.closing or record.plan:
        return 12
    last = max((event.calendar_date.month or 1 for event in record.organisation_life), default=1)
    return 12 if last == 12 else last - 1


def _dates_by_kind(record: YearRecord) -> dict[str, list[WrittenDate]]:
    """Return the dates of each kind, those of names that seem to mean it among them."""
    written: dict[str, list[WrittenDate]] = {}
    for event in record.organisation_life:
        for kind in kinds_of(event):
            written.setdefault(kind, []).append(event.calendar_date)
    known: dict[str, list[WrittenDate]] = {}
    for kind, dates in written.items():
        for name in likely_kinds(kind) or (kind,):
            known.setdefault(name, []).extend(dates)
    return known


def _has_enough(kind: str, least: int, record: YearRecord) -> bool:
    """Return whether a figure says that nobody counted the meetings of `kind`, or that they were enough."""
    return any(
        number is None or number.value >= least
        for figure in record.figures.values()
        if figure.value is not UNSTATED and figure.log is None
        if any(_of_kind(name, kind) for name in names_of("", figure))
        for number in (number_of(figure.value),)
    )


def _of_kind(label: str, kind: str) -> bool:
    bare = re.sub(r"^(?:开展|召开|举办|讲授|组织)|(?:活动)?(?:次数)?$", "", label)
    return kind in (kind_name(bare), kind_name(label))


def _is_exempt(kind: str, review: Review) -> bool:
    """Return whether the record says that there was no meeting of `kind` in the whole year."""
    return len(exceptions.excused_months(review.entry.record, kind)) == 12


def _due(kind: str, review: Review) -> bool:
    if kind == "支委会":
        return len(review.entry.branch.committee) >= _COMMITTEE
    return kind != "党小组会" or review.entry.branch.groups > 0


def _periods_without(
    kind: str, span: int, months: int, dates: Sequence[WrittenDate], record: YearRecord
) -> list[int]:
    """Return the first month of each period of `span` months without a meeting that was due."""
    excused = exceptions.excused_months(record, kind)
    missed = [
        first
        for first in derived.uncovered(dates, record.year, span)
        if first + span - 1 <= months and not excused.issuperset(range(first, first + span))
    ]
    # What has no place in the calendar may have been in any of the months.
    without_place = sum(1 for date in dates if not date.stretches)
    return missed if len(missed) > without_place else []


def _gaps(kind: str, missed: list[int], dates: Sequence[WrittenDate], review: Review) -> Diagnostic:
    article, span = REGULATED[kind]
    without_place = sum(1 for date in dates if not date.stretches)
    undated = f"（其中 {without_place} 次没有写到月）" if without_place else ""
    names = (f"第{_NUMERALS[(m + 2) // 3]}季度" if span == 3 else f"{m}月" for m in missed)
    return finding(
        "too-few",
        f"{kind}应{EACH[span]}至少一次，缺{'、'.join(names)}（支部工作条例{article}）",
        review.top,
        f"活动记录里有 {len(dates)} 次{undated}；开过而没有记的请补上",
    )


def _local(review: Review) -> Iterator[Diagnostic]:
    for kind, least in sorted(review.settings.minimums.items()):
        count = review.log.count(kind)
        if count < least and not _is_exempt(kind, review):
            yield finding(
                "below-local-minimum",
                f"{kind_name(kind)}全年 {count} 次，本单位要求不少于 {least} 次",
                review.top,
                "要求写在 content/checks.yaml 的 minimums 里",
            )


def _hours(review: Review) -> Iterator[Diagnostic]:
    record = review.entry.record
    if not exceptions.asks_for(record, "学时"):
        return
    events = record.organisation_life
    members = derived.members_of(review.entry.branch)
    value = derived.hours_per_member(events, members) if members else None
    if value is None or value >= _HOURS:
        return
    lacking = derived.without_hours(events)
    partly = f"，另有 {len(lacking)} 次没有记学时或实到人数" if lacking else ""
    yield finding(
        "training-hours",
        f"按活动记录，人均集中学习 {value.normalize():f} 学时，不足 {_HOURS} 学时{partly}",
        review.top,
        f"没有记的补上再看：{'、'.join(e.title for e in lacking[:3])}{'等' if lacking[3:] else ''}"
        if lacking
        else "只算学习，不算值守、志愿服务；上级调训等学时可以另记一条",
        severity=Severity.ADVICE if lacking else None,
    )


def _attendance(review: Review) -> Iterator[Diagnostic]:
    for event in review.entry.record.organisation_life:
        if event.present is None or not event.due:
            continue
        if event.present > event.due:
            yield finding(
                "present-over-due",
                f"“{event.title}”实到 {event.present} 人，多于应到 {event.due} 人",
                span_of_event(event),
                "列席人员不计入；填反了的请对调",
            )
    for kind in ("支部党员大会", "支委会"):
        for event in events_of_kind(review.entry.record.organisation_life, kind):
            if event.present is not None and event.due and event.present * 2 < event.due:
                yield finding(
                    "no-quorum",
                    f"{kind}“{event.title}”实到 {event.present} 人，不足应到 {event.due} 人的一半",
                    span_of_event(event),
                )
