"""Check the averages that texts claim (人均, 月均, 平均每场) against a total and a number."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content import quantities
from reportgen.content.checks.claims import average_lead, is_plain, share_lead
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.sentences import Item, Sentence, alike
from reportgen.content.quantities import Limits, Quantity, number_of, precision, units
from reportgen.diagnostics import Diagnostic, Note, Severity

#: what is counted by an average: 人均 divides by 人 or 名
_COUNTED = {
    "船": "艘",
    "车": "辆",
    "点": "个",
    "村": "个",
    "校": "所",
    "店": "家",
    "厂": "家",
    "班": "个",
}
_COUNTED |= {"组": "个", "个人": "人", "个村": "个", "日": "天"}
_DAYS, _MONTHS, _WEEKS = ("日", "天"), ("月", "个月"), ("周",)
_WORKING_DAYS = (Decimal(246), Decimal(253))
_WEEKS_OF_YEAR = Decimal(52)
_YEAR = re.compile("全年|一年|年内|今年|本年|共|累计")


@dataclass(frozen=True, slots=True)
class _Count:
    """What a total may be divided by, and the words for it."""

    limits: Limits
    name: str
    item: Item | None = None


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each average that its total and number contradict."""
    days = [i for s in review.sentences for i in s.items if i.quantity and i.quantity.unit == "天"]
    for sentences in _blocks(review.sentences):
        everything = [item for sentence in sentences for item in sentence.items]
        everything += days
        for sentence in sentences:
            for item in sentence.items:
                match = average_lead(item)
                if match and not share_lead(item):
                    yield from _judge(item, match, sentence, everything, review)


def _blocks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield the sentences of each block."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and group[0].block is not sentence.block:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _judge(
    item: Item,
    match: re.Match[str],
    sentence: Sentence,
    everything: Sequence[Item],
    review: Review,
) -> Iterator[Diagnostic]:
    assert item.quantity is not None
    each = match["each"] or match["per"] or match["mean"] or match["every"]
    year = review.entry.year
    plain = [i for i in everything if i is not item and is_plain(i, year)]
    totals = [i for i in plain if _is_total(i, item)]
    totals = [t for t in totals if t in sentence.items] or totals
    counts = [*_counts(each, plain, review)]
    if not totals or not counts:
        return
    recorded = [
        value
        for figure in review.entry.record.figures.values()
        if (value := number_of(figure.value)) and alike(value, item.quantity)
    ]
    stated = precision.written_limits(item.quantity, rounded=True)
    results = [
        result
        for total in (*(t.quantity for t in totals), *recorded)
        if total
        for count in counts
        if (result := precision.quotient(precision.written_limits(total), count.limits))
    ]
    if not results or any(quantities.meet(stated, result) for result in results):
        return
    own_totals = _nearest([t for t in totals if t in sentence.items], item)
    own_counts = [c for c in counts if c.item is None or c.item in sentence.items]
    before = [c for c in own_counts if c.item and c.item.end <= item.start]
    alone = own_counts[0] if len(own_counts) == 1 or each in (*_DAYS, *_MONTHS, *_WEEKS) else None
    count = before[-1] if before else alone
    if not own_totals and count:
        own_totals = _totals_of_name(totals, item, match["words"] or "", count)
    if not own_totals or count is None:
        return
    total = own_totals[0]
    scope = total.mention.scope if total.mention else None
    if count.item is None:
        whole_year = _YEAR.search(sentence.text) or not (scope and scope.part_of_year)
        members = count.name.startswith("党员") and "党员" not in item.clause
        if not whole_year or members or total.start > item.start:
            return
    if match["every"] and (
        count.item is None or units.dimension(item.quantity.unit)[0] != "元" or match["words"]
    ):
        return
    only = len(own_totals) == 1 and len(own_counts) == 1
    sure = only and count.item is not None and not match["words"] and not match["every"]
    # An average that is cut off, not rounded, is near enough not to be called wrong.
    wide = precision.widened(stated, precision.half_step(item.quantity, rounded=True))
    sure = sure and not any(quantities.meet(wide, result) for result in results)
    yield _wrong(item, match[0], total, count, sure=sure)


def _nearest(items: Sequence[Item], item: Item) -> list[Item]:
    """Return items from the nearest one on."""
    return sorted(items, key=lambda one: abs(one.start - item.start))


def _totals_of_name(totals: Sequence[Item], item: Item, words: str, count: _Count) -> list[Item]:
    """Return the totals of the sentences before that are named as the average is or what is counted.

    清运垃圾9.87万吨……日均清运270吨; 讲解1846场……讲解员19人，人均97场.
    """
    name = words or (count.item.lead if count.item else "")
    pairs = {name[i : i + 2] for i in range(len(name) - 1) if name[i : i + 2].isalpha()}
    before = [t for t in totals if t.block is item.block and t.end <= item.start]
    return [t for t in before if any(pair in f"{t.lead}{t.following}" for pair in pairs)]


def _is_total(one: Item, average: Item) -> bool:
    """Return whether a figure may be the total of an average: 1260人次 of 90人次 or 90人."""
    assert average.quantity is not None
    assert one.quantity is not None
    if not one.quantity.unit:
        return False
    people = {"人", "人次"}
    names = {units.dimension(q.unit)[0] for q in (one.quantity, average.quantity)}
    return names <= people or alike(one.quantity, average.quantity)


def _value(item: Item) -> Decimal:
    return item.quantity.value if item.quantity else Decimal(0)


def _counts(each: str, plain: Sequence[Item], review: Review) -> Iterator[_Count]:
    """Yield what the total of an average per `each` may be divided by."""
    year = review.entry.year
    if each in _MONTHS:
        yield _Count((Decimal(12), Decimal(12)), "12个月")
    elif each in _DAYS:
        days = Decimal(366 if calendar.isleap(year) else 365)
        yield _Count((days, days), f"{days}天")
        yield _Count(_WORKING_DAYS, "250个工作日")
    elif each in _WEEKS:
        yield _Count((_WEEKS_OF_YEAR, _WEEKS_OF_YEAR + 1), "52周")
    counted = _COUNTED.get(each, each)
    for item in plain:
        quantity = item.quantity
        if quantity and units.dimension(quantity.unit)[0] == units.dimension(counted)[0]:
            yield _Count(precision.written_limits(quantity), item.text, item)
    figures = [value for f in review.entry.record.figures.values() if (value := number_of(f.value))]
    counted_ones = [
        value for value in figures if units.dimension(value.unit)[0] == units.dimension(counted)[0]
    ]
    for value in counted_ones:
        yield _Count(precision.written_limits(value), str(value))
    members = review.entry.branch.members
    if counted == "人" and members and (total := number_of(members.total)):
        yield _Count(precision.written_limits(total), f"党员{total}")


def _wrong(item: Item, words: str, total: Item, count: _Count, *, sure: bool) -> Diagnostic:
    assert item.quantity is not None
    assert total.quantity is not None
    result = precision.quotient(precision.written_limits(total.quantity), count.limits)
    assert result is not None
    middle = ((result[0] or Decimal(0)) + (result[1] or Decimal(0))) / 2
    average = _format_like(middle, item.quantity)
    doubt = "" if sure else "，如果说的是同一件事"
    return finding(
        "average-disagrees",
        f"{item.block.where}写的是“{words}{item.text}”，“{total.text}”除以“{count.name}”是“{average}”{doubt}",
        item.span,
        "三个数里有一个不对，请核对",
        severity=None if sure else Severity.WARNING,
        notes=(Note("总数在这里", total.span),),
    )


def _format_like(value: Decimal, like: Quantity) -> str:
    """Return an average in the unit of `like`, with one decimal more where it needs one."""
    factor = units.dimension(like.unit)[1]
    places = len(like.number_text.partition(".")[2]) + 1
    scale = Decimal(10**4) if "万" in like.unit_text else Decimal(1)
    scale = Decimal(10**8) if "亿" in like.unit_text else scale
    number = round(value / factor / scale, places).normalize()
    unit = like.unit_text.strip().lstrip("余多")
    return f"{number:f}{unit}"
