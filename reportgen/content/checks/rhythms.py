"""Check how often a thing is done against how often it was done in the year: 24次，每月2次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reportgen.content import quantities
from reportgen.content.checks.claims import is_plain
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.sentences import Item, alike
from reportgen.content.quantities import Limits, precision
from reportgen.diagnostics import Diagnostic, Note, Severity

#: how often each comes in a year: all weeks, or those that are worked; all days, or the working days
_IN_A_YEAR: dict[str, tuple[tuple[int, int], ...]] = {
    "月": ((12, 12),),
    "周": ((50, 53),),
    "季度": ((4, 4),),
    "季": ((4, 4),),
    "学期": ((2, 2),),
    "半年": ((2, 2),),
    "天": ((365, 366), (243, 255)),
    "日": ((365, 366), (243, 255)),
}
_EACH = "月|周|季度|季|学期|半年|天|日"
#: between how often in the year and how often each time
_BEHIND = re.compile(rf"^[，（(](?:平均)?(?:每(?:个)?(?P<each>{_EACH})|(?P<twice>早晚各))$")
#: before how often each time, where how often in the year follows
_BEFORE = re.compile(rf"(?:每|一)个?(?P<each>{_EACH})[^，。；]{{0,3}}$")
_IN_ALL = re.compile("^，(?:全年|一年|年)[^，。；]{0,4}$")


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each number of times in the year that how often does not make."""
    for sentence in review.sentences:
        for first, second in pairwise(sentence.items):
            if not first.quantity or not second.quantity:
                continue
            if not alike(first.quantity, second.quantity):
                continue
            if match := _BEHIND.match(second.lead):
                times = _times(match["each"] or "天", 2 if match["twice"] else 1)
                yield from _judge(first, second, times, review.entry.year)
            elif (match := _BEFORE.search(first.lead)) and _IN_ALL.match(second.lead):
                yield from _judge(second, first, _times(match["each"]), review.entry.year)


def _times(each: str, factor: int = 1) -> list[Limits]:
    return [(Decimal(low * factor), Decimal(high * factor)) for low, high in _IN_A_YEAR[each]]


def _judge(total: Item, often: Item, times: list[Limits], year: int) -> Iterator[Diagnostic]:
    scope = total.mention.scope if total.mention else None
    if not is_plain(total, year) or scope is None or scope.part_of_year or scope.since:
        return
    assert total.quantity is not None
    assert often.quantity is not None
    ratio = precision.quotient(
        precision.written_limits(total.quantity), precision.written_limits(often.quantity)
    )
    if ratio is None or any(quantities.meet(ratio, one) for one in times):
        return
    low, high = times[0]
    count = f"{low}" if low == high else f"{low}至{high}"
    yield finding(
        "average-disagrees",
        f"{total.block.where}写的是“{total.text}”，又写着{often.lead.strip('，（(')}“{often.text}”，"
        f"一年{count}回，对不上，如果说的是同一件事",
        total.span,
        "两个数里有一个不对，请核对；不是每回都有的，写明“约”“至少”",
        severity=Severity.WARNING,
        notes=(Note("每回的数在这里", often.span),),
    )
