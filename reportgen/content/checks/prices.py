"""Check a price against what was counted and what it came to: 5.2万份，一份6.5元，花了33.8万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.content import quantities
from reportgen.content.checks.claims import claim_of, is_plain, share_lead
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.sentences import Item
from reportgen.content.quantities import precision, units
from reportgen.diagnostics import Diagnostic, Note, Severity

_PRICE = re.compile(
    r"[每一](?P<unit>份|单|斤|公斤|吨|件|张|本|亩|户|盒|袋|桶|车|台|套|场|条|人次?)[^，。；\d]{0,8}$"
)
#: how far what is computed may lie from a price of which it is surely meant
_NEAR = Decimal("0.35")


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each price that count and amount contradict."""
    year = review.entry.year
    block: object = None
    before: list[Item] = []
    for sentence in review.sentences:
        if sentence.block is not block:
            block, before = sentence.block, []
        plain = [i for i in sentence.items if is_plain(i, year)]
        for price in sentence.items:
            match = _PRICE.search(price.lead)
            if match and _is_money(price) and not claim_of(price, year) and not share_lead(price):
                amounts = [
                    i for i in plain if i is not price and _is_money(i) and _exceeds(i, price)
                ]
                counts = [i for i in (*before, *plain) if _counts(i, match["unit"])]
                yield from _judge(price, amounts, counts)
        before += plain


def _is_money(item: Item) -> bool:
    return item.quantity is not None and units.dimension(item.quantity.unit)[0] == "元"


def _exceeds(one: Item, other: Item) -> bool:
    return bool(one.quantity and other.quantity and one.quantity.value > other.quantity.value)


def _counts(item: Item, unit: str) -> bool:
    if item.quantity is None or item.quantity.value <= 1:
        return False
    return units.dimension(item.quantity.unit)[0] == units.dimension(unit)[0]


def _judge(price: Item, amounts: Sequence[Item], counts: Sequence[Item]) -> Iterator[Diagnostic]:
    assert price.quantity is not None
    stated = precision.written_limits(price.quantity, rounded=True)
    near: list[tuple[Item, Item, Decimal]] = []
    for amount in amounts:
        for count in counts:
            assert amount.quantity is not None
            assert count.quantity is not None
            result = precision.quotient(
                precision.written_limits(amount.quantity), precision.written_limits(count.quantity)
            )
            if result is None or quantities.meet(stated, result):
                return
            value = amount.quantity.value / count.quantity.value
            if abs(value - price.quantity.value) <= price.quantity.value * _NEAR:
                near.append((amount, count, value))
    if near:
        amount, count, value = near[0]
        yield finding(
            "average-disagrees",
            f"{price.block.where}写的是“{price.text}”，“{amount.text}”除以“{count.text}”是"
            f"“{round(value, 2).normalize():f}元”，如果说的是同一件事",
            price.span,
            "三个数里有一个不对，请核对",
            severity=Severity.WARNING,
            notes=(Note("总数在这里", amount.span), Note("个数在这里", count.span)),
        )
