"""Check what came and went against what there was and is: 新开3个，由11个增加到14个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.content import quantities
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.sentences import Item, Sentence
from reportgen.content.figures import names_of
from reportgen.content.quantities import Quantity, number_of, precision, units
from reportgen.content.trends import values_by_year
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import span_of

_ADDITION = re.compile("(?:新[增开购建添入栽装设]|新征集|增添|添置)[^，。；、]{0,8}$")
_REMOVAL = re.compile("(?:报废|淘汰|退出|撤并|关停|拆除|退役|注销|剔除)[^，。；、]{0,6}$")
_FROM, _TO = re.compile("由(?:上年的)?$"), re.compile("^(?:增加|增|扩大|扩|发展|扩充)[到至为]$")
#: what comes and goes without being written down
_PEOPLE = frozenset({"人", "人次", "户"})


@dataclass(frozen=True, slots=True)
class _Stock:
    """What there is and was of a thing, and the words for it."""

    names: tuple[str, ...]
    now: Quantity
    before: Quantity


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each thing of which more or less came than there is now."""
    stocks = list(_stocks(review))
    for sentence in review.sentences:
        own = list(_from_to(sentence))
        for item in sentence.items:
            if (
                not _ADDITION.search(item.lead)
                or not item.quantity
                or not _is_counted(item.quantity)
            ):
                continue
            known = [s for s in (*own, *stocks) if item.counts(s.now) and _names(s, item)]
            if not known or any(_is_whole(item, stock) for stock in known):
                continue
            removals = [
                i for i in sentence.items if i.counts(item.quantity) and _REMOVAL.search(i.lead)
            ]
            if not any(_makes(item, removals, stock) for stock in known):
                yield _wrong(item, removals, known[0])


def _is_counted(quantity: Quantity) -> bool:
    name = units.dimension(quantity.unit)[0]
    return bool(name) and name not in _PEOPLE and name not in ("%", "百分点", "倍")


def _stocks(review: Review) -> Iterator[_Stock]:
    record, previous = review.entry.record, review.entry.previous
    for entry, figure in record.figures.items():
        values = values_by_year(figure, record, previous)
        now, before = number_of(values.get(record.year)), number_of(values.get(record.year - 1))
        if now and before:
            yield _Stock(tuple(map(str, names_of(str(entry), figure))), now, before)


def _from_to(sentence: Sentence) -> Iterator[_Stock]:
    """Yield what a sentence itself tells: 馆藏由55.9万册增加到58.3万册."""
    for first, second in pairwise(sentence.items):
        if not _FROM.search(first.lead) or not _TO.match(second.lead):
            continue
        if first.quantity and second.quantity and second.counts(first.quantity):
            yield _Stock(("",), second.quantity, first.quantity)


def _names(stock: _Stock, item: Item) -> bool:
    """Return whether what came is of the stock, by its words; "" stands for the same sentence."""
    words = f"{item.lead[-10:]}{item.following}{item.block.subject}"
    own = item.block.where == f"“{stock.names[0]}”的注释"
    return own or any(name in words or not name or name[-2:] in words for name in stock.names)


def _is_whole(item: Item, stock: _Stock) -> bool:
    """Return whether the figure counts what came in the year, and is no stock."""
    return item.quantity is not None and quantities.compare(item.quantity, stock.now) >= 0


def _makes(item: Item, removals: Sequence[Item], stock: _Stock) -> bool:
    assert item.quantity is not None
    change = precision.written_limits(item.quantity)
    for one in removals:
        assert one.quantity is not None
        change = precision.minus(change, precision.written_limits(one.quantity))
    now, before = map(precision.written_limits, (stock.now, stock.before))
    return quantities.meet(change, precision.minus(now, before))


def _wrong(item: Item, removals: Sequence[Item], stock: _Stock) -> Diagnostic:
    listed = f"新添“{item.text}”" + "".join(f"、减去“{one.text}”" for one in removals)
    name = f"“{stock.names[0]}”" if stock.names[0] else ""
    spans = (span_of(stock.before.text), span_of(stock.now.text), *(one.span for one in removals))
    return finding(
        "parts-not-total",
        f"{item.block.where}写的是{listed}，{name}由“{stock.before}”到“{stock.now}”，"
        "对不上，如果没有别的增减",
        item.span,
        "三个数里有一个不对，请核对",
        severity=Severity.WARNING,
        notes=tuple(Note("算它的数在这里", span) for span in spans if span),
    )
