"""What follows from a year's record: figures by key, counts and rates from the year's log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content.model import Event, Figure, Method, YearRecord


@dataclass(frozen=True, slots=True)
class LogSummary:
    """The year's log in numbers; an event of two kinds counts once in `total`."""

    total: int
    by_kind: dict[str, int]
    by_month: dict[int, int]
    by_kind_and_month: dict[tuple[str, int], int]

    def count(self, kind: str) -> int:
        """Return how many events are of `kind`."""
        return self.by_kind.get(kind, 0)


def summarise(events: Iterable[Event]) -> LogSummary:
    """Count `events` by kind and month."""
    kinds: Counter[str] = Counter()
    months: Counter[int] = Counter()
    both: Counter[tuple[str, int]] = Counter()
    total = 0
    for event in events:
        total += 1
        months[event.date.month] += 1
        for kind in dict.fromkeys(event.kinds):
            kinds[kind] += 1
            both[kind, event.date.month] += 1
    return LogSummary(
        total,
        dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        dict(sorted(months.items())),
        dict(sorted(both.items())),
    )


def attendance(events: Iterable[Event], kind: str = "") -> Decimal | None:
    """Return present over due in percent, to one decimal; None where nothing was recorded."""
    present = due = 0
    for event in events:
        if (not kind or kind in event.kinds) and event.present is not None and event.due:
            present += event.present
            due += event.due
    if not due:
        return None
    return (Decimal(100 * present) / due).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def hours_per_member(events: Iterable[Event], members: Decimal) -> Decimal | None:
    """Return hours of study per member: each event's hours times those present, over `members`."""
    total = Decimal(0)
    for event in events:
        if event.hours and event.present is not None:
            total += Decimal(str(event.hours)) * event.present
    if not total or not members:
        return None
    return (total / members).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def figures_of(record: YearRecord, type_id: str) -> dict[str, Figure]:
    """Return the figures that belong to a branch type, in the order written."""
    return {key: figure for key, figure in record.figures.items() if figure.type == type_id}


def known_items(method: Method) -> str:
    """Return the names of a method's items as one list, with 等 where some are not given."""
    names = "、".join(item.name for item in method.items)
    return names if method.complete or not names else f"{names}等"
