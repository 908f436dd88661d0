"""Values derived from a year's record: figures, counts and rates of the log, data of charts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import dates, quantities
from reportgen.content.dates import WrittenDate
from reportgen.content.figures import figure_named
from reportgen.content.log.events import (
    by_date,
    events_of_kind,
    has_to_have_hours,
    kind_name,
    kinds_of,
    place_of_count,
    study_of,
)
from reportgen.content.model import (
    UNSTATED,
    Branch,
    ChartData,
    Event,
    Figure,
    FromLog,
    Method,
    YearRecord,
)
from reportgen.content.quantities import Quantity, Wording, number_of
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Located, LocatedInteger, Span, joined, span_of

#: the unit of a figure derived from the log, where it names none
UNITS: Mapping[str, str] = {
    "count": "次",
    "participants": "人次",
    "attendance": "%",
    "hours": "学时",
    "hours-per-member": "学时",
}


_QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True, slots=True)
class LogSummary:
    """The counts of a year's log; an event of two kinds counts once in `total`.

    An event counts for the month it begins in; one without a month counts in the totals only.
    """

    total: int
    by_kind: dict[str, int]
    by_month: dict[int, int]
    by_kind_and_month: dict[tuple[str, int], int]
    #: the written dates of the events that count for no month: 上半年, 正月初八
    without_month: tuple[str, ...] = ()
    #: the written dates of the events that go on after the month they count for: 4—7月
    over_months: tuple[str, ...] = ()

    @property
    def has_joint(self) -> bool:
        """Whether an event is of more than one kind, so that the kinds add up to more than `total`."""
        return sum(self.by_kind.values()) > self.total

    def count(self, kind: str) -> int:
        """Return the number of events of `kind`, given by any of its names."""
        return self.by_kind.get(kind_name(kind), 0)


def summarise(events: Iterable[Event]) -> LogSummary:
    """Count `events` by kind and month."""
    kinds: Counter[str] = Counter()
    months: Counter[int] = Counter()
    both: Counter[tuple[str, int]] = Counter()
    without_month: list[str] = []
    over_months: list[str] = []
    total = 0
    for event in events:
        total += 1
        date = event.calendar_date
        month = date.month
        if month is None:
            without_month.append(event.date.short)
        else:
            months[month] += 1
            if date.last and date.last.month != month:
                over_months.append(event.date.short)
        for kind in kinds_of(event):
            kinds[kind] += 1
            if month is not None:
                both[kind, month] += 1
    return LogSummary(
        total,
        dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        dict(sorted(months.items())),
        dict(sorted(both.items())),
        tuple(without_month),
        tuple(over_months),
    )


def quarter_of(date: WrittenDate) -> int | None:
    """Return the quarter a date counts for, 1 to 4: 1 for 2月 and for 一季度; None if not known."""
    if date.month:
        return (date.month + 2) // 3
    if date.first and date.last and date.first.year == date.last.year:
        first, last = (date.first.month + 2) // 3, (date.last.month + 2) // 3
        return first if first == last else None
    return None


def uncovered(dates_of_kind: Iterable[WrittenDate], year: int, length: int) -> list[int]:
    """Return the first months of the periods of `length` months of `year` that no date covers."""
    covered = {month for date in dates_of_kind for month in dates.months_of(date, year)}
    firsts = range(1, 14 - length, length)
    return [first for first in firsts if not covered.intersection(range(first, first + length))]


def with_places(summary: LogSummary, events: Iterable[Event]) -> LogSummary:
    """Return `summary` with the places of the first events of its counts."""
    first: dict[object, Span | None] = {}
    for event in events:
        span, month = place_of_count(event), event.calendar_date.month
        for key in ("", month, *((k, m) for k in kinds_of(event) for m in (0, month))):
            first.setdefault(key, span)
    return LogSummary(
        LocatedInteger.at(summary.total, first.get("")),
        {k: LocatedInteger.at(n, first.get((k, 0))) for k, n in summary.by_kind.items()},
        {m: LocatedInteger.at(n, first.get(m)) for m, n in summary.by_month.items()},
        {key: LocatedInteger.at(n, first.get(key)) for key, n in summary.by_kind_and_month.items()},
        summary.without_month,
        summary.over_months,
    )


def attendance(events: Iterable[Event], kind: str = "") -> Decimal | None:
    """Return the share of members due who were present, in percent to one decimal; None if unknown."""
    present = due = 0
    for event in events_of_kind(events, kind):
        if event.present is not None and event.due:
            present += event.present
            due += event.due
    if not due:
        return None
    return _rounded(Decimal(100 * present) / due)


def participants(events: Iterable[Event], kind: str = "") -> int | None:
    """Return the participants, one at two events counted twice; None if no event was counted."""
    present = [e.present for e in events_of_kind(events, kind) if e.present is not None]
    return sum(present) if present else None


def hours(events: Iterable[Event], kind: str = "") -> Decimal:
    """Return the sum of the events' hours: of `kind`, else of all study."""
    chosen = events_of_kind(events, kind) if kind else study_of(events)
    return sum((Decimal(str(event.hours)) for event in chosen if event.hours), Decimal(0))


def hours_per_member(events: Iterable[Event], members: Decimal, kind: str = "") -> Decimal | None:
    """Return the hours per member: hours times those present, over `members`; None if unknown.

    They are those of `kind`, else those of all study: duty and volunteering take hours as well.
    """
    total = Decimal(0)
    for event in events_of_kind(events, kind) if kind else study_of(events):
        if event.hours and event.present is not None:
            total += Decimal(str(event.hours)) * event.present
    if not total or not members:
        return None
    return _rounded(total / members)


def without_hours(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events of study of which the log says no hours or not how many were there."""
    return tuple(
        event
        for event in study_of(events)
        if (not event.hours or event.present is None) and has_to_have_hours(event)
    )


def study_is_recorded(events: Iterable[Event]) -> bool:
    """Return whether the log has hours of study, and leaves none of them out."""
    known = tuple(events)
    return bool(hours(known)) and not without_hours(known)


def members_of(branch: Branch) -> Decimal | None:
    """Return the number of members of the branch, None if it is not given."""
    total = number_of(branch.members.total) if branch.members else None
    return total.value if total else None


def from_log(
    spec: FromLog, events: Iterable[Event], members: Decimal | None, span: Span | None = None
) -> Quantity | None:
    """Return the figure `spec` defines, with the place `span`; None if the log lacks its data."""
    chosen = events_of_kind(events, spec.kind)
    value: Decimal | int | None
    match spec.of:
        case "count":
            value = len(chosen)
        case "participants":
            value = participants(chosen)
        case "attendance":
            value = attendance(chosen)
        case "hours":
            value = hours(chosen, spec.kind) or None
        case "hours-per-member":
            value = hours_per_member(chosen, members, spec.kind) if members else None
    if value is None or not chosen:
        return None
    text = f"{Decimal(value).normalize():f}{spec.unit or UNITS[spec.of]}"
    return quantities.parse(Located.at(text, span) if span else text)


#: the hint where a log has fewer than a figure states, and entries that may stand for more
COUNTED_ONCE = "跨月的、每月的一条只算一次；要算几次的，一次写一条"


def may_be_more(stated: Quantity, counted: Quantity, events: Iterable[Event]) -> bool:
    """Return whether a stated figure above `counted` can be that of `events` all the same.

    An entry of several months (每月5日, 4—7月) counts once and may stand for more.
    """
    rate = stated.unit == "%"
    more = quantities.same_unit(stated, counted) and stated.value > counted.value and not rate
    return more and any(dates.may_repeat(event.calendar_date) for event in events)


def complete(record: YearRecord, branch: Branch) -> tuple[YearRecord, tuple[Diagnostic, ...]]:
    """Return `record` with its derived figures and charts, and the faults of those that fail."""
    faults: list[Diagnostic] = []
    members = members_of(branch)
    figures = dict(record.figures)
    for key, figure in record.figures.items():
        if figure.value is UNSTATED and figure.log:
            value = from_log(figure.log, record.organisation_life, members, span_of(key))
            if value is None:
                faults.append(_not_in_log(figure.label, span_of(key), figure.log))
            else:
                figures[key] = figure.model_copy(update={"value": value})
    for key, figure in figures.items():
        if figure.value is UNSTATED and figure.parts:
            value = _sum(figure.parts, figures, span_of(key))
            if value:
                figures[key] = figure.model_copy(update={"value": value})
            else:
                faults.append(_not_added(figure, figures, span_of(key)))
        elif figure.value is UNSTATED and not figure.log:
            faults.append(
                Diagnostic(
                    "missing-key",
                    f"`{figure.label}` 缺少必填的 `value`（数值）",
                    span_of(key),
                    hints=("按平常写法，如 130余篇；由活动记录算出的写 log",),
                )
            )
    charts = {key: _chart(chart, record.organisation_life) for key, chart in record.charts.items()}
    if figures == record.figures and charts == record.charts:
        return record, tuple(faults)
    return record.model_copy(update={"figures": figures, "charts": charts}), tuple(faults)


def _chart(chart: ChartData, events: tuple[Event, ...]) -> ChartData:
    """Return `chart` with the counts of the log as its data, and its words in its note."""
    if chart.log is None or chart.data or chart.series or not events:
        return _with_words(chart)
    chosen = events_of_kind(events, chart.log.kind)
    groups: dict[str, list[Event]] = {}
    if chart.log.by == "month":
        groups = {f"{month}月": [] for month in range(1, 13)}
    elif chart.log.by == "quarter":
        groups = {name: [] for name in _QUARTERS}
    left_out = 0
    for event in chosen:
        date = event.calendar_date
        match chart.log.by:
            case "month" if date.month:
                groups[f"{date.month}月"].append(event)
            case "quarter" if quarter := quarter_of(date):
                groups[_QUARTERS[quarter - 1]].append(event)
            case "month" | "quarter":
                left_out += 1
            case "kind":
                for kind in kinds_of(event):
                    groups.setdefault(kind, []).append(event)
    unit = chart.unit or "次"
    data = {}
    for name, counted in groups.items():
        text = f"{len(counted)}{unit}"
        span = place_of_count(counted[0]) if counted else None
        value = quantities.parse(Located.at(text, span) if span else text)
        if value:
            data[name] = value
    note = chart.note
    if left_out:
        period = "月" if chart.log.by == "month" else "季度"
        note = joined((*((note, "；") if note else ()), f"另有{left_out}次日期没有写到{period}"))
    return chart.model_copy(update={"data": data, "unit": unit, "note": note})


def _with_words(chart: ChartData) -> ChartData:
    """Return `chart` with the values that are words in its note: they leave a gap in the drawing."""
    words = [
        (f"{group}{name}{value}", span_of(value.text))
        for group, values in (chart.series or {"": chart.data}).items()
        for name, value in values.items()
        if isinstance(value, Wording) and re.search(r"\w", value.text)
    ]
    if not words:
        return chart
    note = f"{chart.note}{'；' if chart.note else ''}{'，'.join(text for text, _ in words)}"
    place = span_of(chart.note) or words[0][1]
    return chart.model_copy(update={"note": Located.at(note, place) if place else note})


def _sum(parts: Iterable[str], figures: Mapping[str, Figure], span: Span | None) -> Quantity | None:
    values = [number_of(part.value) for name in parts if (part := figure_named(figures, name))]
    numbers = [value for value in values if value]
    if not numbers or len(numbers) < len(values):
        return None
    try:
        text = quantities.total(numbers).text
    except ValueError:
        return None
    return quantities.parse(Located.at(text, span) if span else text)


def _not_added(figure: Figure, figures: Mapping[str, Figure], span: Span | None) -> Diagnostic:
    named = (figure_named(figures, name) for name in figure.parts)
    lacking = [part.label for part in named if part and not number_of(part.value)]
    if lacking:
        why = f"“{'、'.join(lacking)}”没有数，“{figure.label}”不能由分项相加"
        hints = (f"补上分项的数；没有数的，写明“{figure.label}”的 value",)
        return Diagnostic("parts-not-added", why, span, hints=hints)
    return Diagnostic("parts-not-added", f"`{figure.label}` 的分项单位不同，不能相加", span)


def _not_in_log(label: str, span: Span | None, spec: FromLog) -> Diagnostic:
    what = f"“{spec.kind}”" if spec.kind else "活动"
    needs = {
        "count": "",
        "participants": "实到人数",
        "attendance": "应到、实到人数",
        "hours": "学时",
        "hours-per-member": "学时、实到人数，branch.yaml 里还要有党员总数",
    }[spec.of]
    hints = (f"要算出这项数字，活动记录里要有{needs}",) if needs else ("检查类别的写法",)
    return Diagnostic(
        "not-in-log", f"活动记录里没有{what}的数据，算不出 `{label}`", span, hints=hints
    )


def highlights(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the highlights by date: the marked events, else the longest described of each month."""
    known = tuple(events)
    marked = [event for event in known if event.highlight]
    if not marked:
        longest: dict[int | None, Event] = {}
        for event in known:
            month = event.calendar_date.month
            best = longest.get(month)
            if event.text and (best is None or len(event.text) > len(best.text)):
                longest[month] = event
        chosen = {id(event) for event in longest.values()}
        marked = [event for event in known if id(event) in chosen]
    return by_date(marked)


def known_items(method: Method) -> str:
    """Return the names of a method's items joined by 、, with 等 where items are missing."""
    names = "、".join(item.name for item in method.items)
    return names if method.complete or not names else f"{names}等"


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
