"""Check that stated figures equal derived ones, parts add up to totals, and dates fit the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.content import derived, quantities
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.dates import may_repeat
from reportgen.content.figures import figure_named
from reportgen.content.log.events import events_of_kind, span_of_event
from reportgen.content.model import ChartData, FromLog
from reportgen.content.quantities import Quantity, number_of
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import Span, span_of

_QUARTERS = {"一季度": 1, "二季度": 2, "三季度": 3, "四季度": 4}
_HALVES = {"上半年": 1, "下半年": 2}
#: words of the title of a chart that do not say which events it counts
_NOT_A_KIND = re.compile(
    "[（(].*?[)）]|(?:按|分)(?:季度|月份?|半年)|各?季度|各?月份?|次数|统计|情况|我?支部|全年|各类|开展|召开"
)


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each total, derived figure and date that is wrong."""
    yield from _against_log(review)
    yield from _parts(review)
    yield from _members(review)
    for key, chart in review.entry.record.charts.items():
        yield from _chart(key, chart, review)
    yield from _dates(review)


def _against_log(review: Review) -> Iterator[Diagnostic]:
    record = review.entry.record
    members = derived.members_of(review.entry.branch)
    for key, figure in record.figures.items():
        value = number_of(figure.value)
        spec = figure.log or (_evident(figure.label, value, review) if value else None)
        if not spec or not value:
            continue
        counted = derived.from_log(spec, record.organisation_life, members)
        chosen = events_of_kind(record.organisation_life, spec.kind)
        if counted is None or quantities.agrees(value, counted):
            continue
        selection = not figure.log and is_selection(value, counted)
        more = selection or derived.may_be_more(value, counted, chosen)
        yield finding(
            "stated-not-derived",
            f"“{figure.label}”写的是“{value}”，活动记录算出来是“{counted}”",
            span_of(value.text) or span_of(key),
            "活动没有逐次记的不必理会；有漏记的请补上"
            if selection
            else derived.COUNTED_ONCE
            if more
            else "改正这个数，或补记活动；删去 value 就由程序算出",
            severity=Severity.WARNING if more else None,
            notes=(Note(f"活动记录里的{spec.kind or '活动'}从这里起", span_of_event(chosen[0])),),
        )


def is_selection(stated: Quantity, counted: Quantity) -> bool:
    """Return whether so much less is in the log than is stated that it seems to hold only some events."""
    return stated.value >= 2 * counted.value and stated.value - counted.value >= 3


def _evident(name: str, value: Quantity, review: Review) -> FromLog | None:
    """Return the count that the figure `name` stands for, where it is named as a kind of event."""
    label = re.sub(r"^(?:开展|召开|举办|讲授|组织)|(?:活动)?(?:次数)?$", "", name)
    if value.unit not in ("次", "场") or label not in review.log.by_kind:
        return None
    return FromLog(of="count", kind=label, unit=value.unit)


def _parts(review: Review) -> Iterator[Diagnostic]:
    figures = review.entry.record.figures
    for key, figure in figures.items():
        parts = [part for name in figure.parts if (part := figure_named(figures, name))]
        value = number_of(figure.value)
        values = [number for part in parts if (number := number_of(part.value))]
        if not value or not parts or len(values) < len(parts):
            continue
        yield from _not_total(
            f"“{figure.label}”",
            value,
            values,
            span_of(value.text) or span_of(key),
            "、".join(f"{part.label}{part.value}" for part in parts),
            span_of(values[0].text),
        )


def _members(review: Review) -> Iterator[Diagnostic]:
    members = review.entry.branch.members
    if not members:
        return
    total, formal = number_of(members.total), number_of(members.formal)
    probationary = number_of(members.probationary)
    if total and formal and probationary:
        yield from _not_total(
            "党员总数",
            total,
            [formal, probationary],
            span_of(total.text),
            f"正式党员{formal}、预备党员{probationary}",
            span_of(formal.text),
        )


def _not_total(
    name: str,
    stated: Quantity,
    parts: list[Quantity],
    span: Span | None,
    listed: str,
    other: Span | None,
) -> Iterator[Diagnostic]:
    try:
        total = quantities.total(parts)
    except ValueError:
        return
    if not quantities.agrees(stated, total):
        yield finding(
            "parts-not-total",
            f"{name}写的是“{stated}”，各分项之和是“{total}”（{listed}）",
            span,
            "改总数，或改分项",
            notes=(Note("分项在这里", other),),
        )


def _chart(key: str, chart: ChartData, review: Review) -> Iterator[Diagnostic]:
    if not chart.data:
        return
    numbers = {n: number for n, value in chart.data.items() if (number := number_of(value))}
    yield from _chart_of_log(key, chart, numbers, review)
    values = list(numbers.values())
    units = {value.unit or str(chart.unit) for value in values}
    # Where a part is unknown, the others need not add up to anything.
    known = len(numbers) == len(chart.data)
    if known and chart.kind in ("pie", "doughnut") and units == {"%"}:
        total = sum((value.value for value in values), Decimal(0))
        if abs(total - 100) > 1:
            yield finding(
                "shares-not-whole",
                f"图表“{chart.title}”各项百分比之和是 {total.normalize():f}%",
                span_of(chart.title),
                "检查各项数据，或补上“其他”",
            )


def _chart_of_log(
    key: str, chart: ChartData, numbers: Mapping[str, Quantity], review: Review
) -> Iterator[Diagnostic]:
    """Check a chart by month, quarter or half-year, which shows the counts of the log."""
    counts = _by_time(chart, numbers, review)
    for name, counted in (counts or {}).items():
        value = numbers[name]
        if value.value != counted:
            yield finding(
                "stated-not-derived",
                f"图表 {key} 的“{name}”写的是“{value}”，活动记录里有 {counted} 次",
                span_of(value.text) or span_of(name),
                "改图表的数，或补记活动",
            )


def _by_time(
    chart: ChartData, numbers: Mapping[str, Quantity], review: Review
) -> dict[str, int] | None:
    events = review.entry.record.organisation_life
    units = {value.unit or str(chart.unit) for value in numbers.values()}
    if not events or units != {"次"}:
        return None
    counted = _NOT_A_KIND.sub("", chart.title)
    kind = next((k for k in review.log.by_kind if k == counted), "")
    if not kind and counted not in ("", "活动", "组织生活"):
        return None  # 文体活动 is not all that the log holds
    dates = [event.calendar_date for event in events_of_kind(events, kind)]
    names = list(numbers)
    if any(may_repeat(date) for date in dates):
        return None
    if all(name in _QUARTERS for name in names):
        return _counts(names, _QUARTERS, [derived.quarter_of(date) for date in dates])
    months = [date.month for date in dates]
    if all(name in _HALVES for name in names):
        return _counts(names, _HALVES, [m and (m + 5) // 6 for m in months])
    if all(re.fullmatch(r"(?:[1-9]|1[0-2])月", name) for name in names):
        return _counts(names, {name: int(name[:-1]) for name in names}, months)
    return None


def _counts(
    names: list[str], numbers: Mapping[str, int], of_events: list[int | None]
) -> dict[str, int] | None:
    """Return how often the number of each name occurs; None if an event counts for none of them."""
    if None in of_events:
        return None
    return {name: of_events.count(numbers[name]) for name in names}


def _dates(review: Review) -> Iterator[Diagnostic]:
    record = review.entry.record
    signed = record.signed
    if (
        signed
        and signed.first
        and not _in_season(signed.first.year, signed.first.month, record.year)
    ):
        yield finding(
            "signed-out-of-season",
            f"成文日期 {signed.full} 离 {record.year} 年度太远",
            span_of(signed.text),
            "改正 signed，一般在当年 11 月到次年 4 月",
        )


def _in_season(year: int, month: int, record_year: int) -> bool:
    """Return whether a summary of `record_year` can be signed then: November to next April."""
    if year == record_year:
        return month >= 11
    return year == record_year + 1 and month <= 4
