"""Check the changes that texts claim (同比增长, 比上年多, 由…降到…) against the two figures behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from reportgen.content import quantities, trends
from reportgen.content.checks.claims import (
    ANCHOR,
    CHANGE,
    DOWN,
    UP,
    Claim,
    claim_of,
    share_lead,
)
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.scopes import AIMS, EARLIER, LAST_YEAR
from reportgen.content.checks.sentences import Item, Sentence, alike
from reportgen.content.checks.stated_facts import chart_facts, table_facts
from reportgen.content.figures import names_of
from reportgen.content.quantities import Limits, Quantity, number_of, precision
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import Located, Span, span_of

_LAST = re.compile(f"{LAST_YEAR}|年初|原有|原来")
_OTHER_YEAR = re.compile(rf"(?:20|19)\d\d年|{EARLIER}|{AIMS}")
_OF = ("的", "的近", "的约")
#: a base that is not last year's figure: only a figure written beside it can be meant
_OTHER_BASE = re.compile(
    r"环比|[比较](?:月初|上月|上季|上半年|上[一]?[次期周]|原|最初|计划|目标|预期|定额|标准|全[省市县区国镇乡]|"
    r"平均|周边|同类|一般|普通|[^，。]{0,6}(?:前|以前|时)[^，。]{0,2}$)"
)
_FROM = re.compile(r"[由从自]|原来|最初|过去|起初|→")
_TO = re.compile(
    r"^[^，。；：、]{0,10}?(?:到|至|为|成|→)(?:了|现在的?|今年的?|目前的?|年底的?|\d{4}年的?)*$"
)
#: what may stand between an amount and the one computed from the same figures: 少112次，降34.4%
_GOES_ON = re.compile(
    rf"^[，、；（(]?(?:也就是|也|又|即|就是|相当于|整整|大约|折合|总共|共|一共|年|全年|{ANCHOR})*"
    rf"(?:{UP}|{DOWN})(?:幅度?)?(?:了|约|又|近|达到?|为|是|：)*$"
)
_GOES_ON_WHOLE = re.compile(
    rf"^[，、；（(]?(?:也就是|也|又|即|就是|相当于|整整|足足|几乎|{ANCHOR})*$"
)
#: before a change that nothing is compared with: 餐余每天少67公斤
_BARE = re.compile("(?<![至不最大很许较减多少])[多少](?=了?$)")
_PARTS = frozenset({"%", "百分点", "倍"})
_HUNDRED = Decimal(100)
_TWO_YEARS = "两年的数"


@dataclass(frozen=True, slots=True)
class Operands:
    """The two figures a change is computed from."""

    now: Quantity
    before: Quantity
    #: whether they are surely the figures that the sentence means
    certain: bool
    #: the words of a message for them
    name: str = "前后两个数"
    #: the figure of the sentence that is compared
    subject: Item | None = None


class Verdict(Enum):
    """What the two figures say of a claim."""

    RIGHT = "right"
    WRONG = "wrong"
    #: right where the amount is cut off instead of rounded
    NEAR = "near"
    #: right only where the two figures are rounded themselves
    ROUNDED = "rounded"
    #: 增长1.5倍 where the figure grew to 1.5 times the base
    TIMES = "times"


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each value of last year that is in doubt, and each change that is wrong."""
    yield from _last_years(review)
    for sentence in review.sentences:
        yield from _in_sentence(sentence, review)


def _last_years(review: Review) -> Iterator[Diagnostic]:
    record, previous = review.entry.record, review.entry.previous
    for figure in trends.figures_to_compare(record):
        if record.year - 1 not in trends.values_by_year(figure, record, previous):
            yield finding(
                "no-last-year",
                f"compare 里的“{figure.label}”没有 {record.year - 1} 年的数，没有比",
                span_of(figure.value.text) or span_of(figure.label),
                "在这项数字里写 last_year，或从 compare 里去掉",
            )
    if previous is None:
        return
    for figure in record.figures.values():
        other = trends.of_last_year(figure, record, previous)
        stated, recorded = number_of(figure.last_year), number_of(other.value) if other else None
        if stated and recorded and not quantities.agrees(stated, recorded):
            yield finding(
                "last-year-disagrees",
                f"“{figure.label}”的 last_year 是“{stated}”，{previous.year} 年的记录里是“{recorded}”",
                span_of(stated.text),
                "两处改成一个数；口径不同的，在 note 里说明",
                notes=(Note(f"{previous.year} 年的数在这里", span_of(recorded.text)),),
            )


# --- the claims of a sentence ---------------------------------------------------------------------


def _in_sentence(sentence: Sentence, review: Review) -> Iterator[Diagnostic]:
    items = sentence.items
    operands: Operands | None = None
    plain: list[Item] = []
    for place, item in enumerate(items):
        claim = claim_of(item, review.entry.year)
        if claim is None:
            share = share_lead(item)
            if share and not share["rate"]:
                if item.lead in _OF and plain and plain[-1] is items[place - 1]:
                    plain.pop()  # 为计划16万吨的105%: 16万吨 is no figure of this year
                continue
            earlier = items[place - 1] if place else None
            operands = _from_to(earlier, item) if earlier in plain else None
            if named := _by_label(item, review):
                claim, operands = named
                yield from _judge(claim, operands, plain, review)
            plain.append(item)
            continue
        beside = _beside(claim, items[:place], plain)
        if beside:
            operands = beside
        elif not (operands and _goes_on(item) and _fits(claim, operands)):
            operands = _ahead(claim, items[place + 1 : place + 3])
            if operands is None and not _OTHER_BASE.search(item.clause):
                operands = _by_year(claim, plain, review) or _by_name(
                    claim, sentence, plain, review
                )
        if operands is None:
            yield from _unproven(claim, review)
            operands = _implied(claim, items[place - 1] if place else None, plain)
        else:
            yield from _judge(claim, operands, plain, review)


def _fits(claim: Claim, operands: Operands) -> bool:
    """Return whether the amount can be a change of these figures: a share, or one of their unit."""
    quantity = claim.item.quantity
    if quantity is not None and _unit(quantity) == "百分点":
        return _unit(operands.now) == "%"
    return quantity is None or _unit(quantity) in _PARTS or alike(quantity, operands.now)


def _unit(quantity: Quantity) -> str:
    return quantities.units.dimension(quantity.unit)[0]


def _implied(claim: Claim, now: Item | None, plain: list[Item]) -> Operands | None:
    """Return the figures of 停车34小时，少78小时，降69.6%: the base is their sum."""
    amount = claim.item.quantity
    if not now or now not in plain or not now.quantity or not amount or not claim.sign:
        return None
    if not now.counts(amount) or not re.match("[，、（(]", claim.item.lead):
        return None
    try:
        added = quantities.total([now.quantity, replace(amount, value=-claim.sign * amount.value)])
    except ValueError:
        return None
    return Operands(now.quantity, added, certain=False, subject=now) if added.value > 0 else None


def _goes_on(item: Item) -> bool:
    """Return whether an amount is of the same two figures as the one before it."""
    whole = item.rate is not None and item.rate.of_base
    return bool((_GOES_ON_WHOLE if whole else _GOES_ON).match(item.lead))


# --- the figures behind a claim -------------------------------------------------------------------


def _from_to(earlier: Item | None, item: Item) -> Operands | None:
    """Return the figures of 由34次增至56次 and 34件→56件."""
    if earlier is None or not earlier.quantity or not item.quantity:
        return None
    if not _TO.match(item.lead) or not alike(earlier.quantity, item.quantity):
        return None
    if not (_FROM.search(earlier.clause) or "→" in item.lead):
        return None
    return Operands(item.quantity, _with_place(earlier), certain=True, subject=item)


def _with_place(item: Item) -> Quantity:
    """Return the figure of an item with its place in the file."""
    assert item.quantity is not None
    place = item.span
    text = Located.at(item.text, place) if place else item.text
    return replace(item.quantity, text=text)


def _beside(claim: Claim, items: tuple[Item, ...], plain: list[Item]) -> Operands | None:
    """Return the figures of 214次，比去年的326次少112次: the base stands right before the verb."""
    if len(items) < 2 or items[-1] not in plain or re.search("[，。；：、（(]", claim.item.lead):
        return None
    base, now = items[-1], items[-2]
    if not base.quantity or not now.quantity or not re.search("[比较]", base.lead):
        return None
    if not alike(now.quantity, base.quantity):
        return None
    operands = Operands(now.quantity, _with_place(base), certain=True, subject=now)
    return operands if _fits(claim, operands) else None


def _ahead(claim: Claim, following: tuple[Item, ...]) -> Operands | None:
    """Return the figures of 增长12%，由34次增至38次."""
    if len(following) < 2 or not re.match("[，（(][由从]", following[0].lead):
        return None
    operands = _from_to(*following)
    return operands if operands and _fits(claim, operands) else None


def _by_year(claim: Claim, plain: list[Item], review: Review) -> Operands | None:
    """Return the figures of 上年40件，今年44件，增长10%: one of each year in the sentence."""
    last = review.entry.year - 1
    of_year = [i for i in plain if i.quantity and re.search(rf"{_LAST.pattern}|{last}年", i.lead)]
    if not of_year or claim.year not in (0, last):
        return None
    before = of_year[-1].quantity
    assert before is not None
    alike_ones = [i for i in plain if i.counts(before)]
    others = [
        i
        for i in alike_ones[-3:]
        if i not in of_year and i.counts(before) and not _OTHER_YEAR.search(i.lead)
    ]
    if not others:
        return _of_base(claim, of_year[-1], review)
    if len(others) != 1 or not others[0].quantity:
        return None
    apart = abs(alike_ones.index(others[0]) - alike_ones.index(of_year[-1]))
    certain = apart == 1 and plain[-1] in (others[0], of_year[-1])
    if not certain and (claim.item.quantity is None or _unit(claim.item.quantity) in _PARTS):
        return None
    operands = Operands(
        others[0].quantity, _with_place(of_year[-1]), certain=certain, subject=others[0]
    )
    return operands if _fits(claim, operands) else None


def _of_base(claim: Claim, base: Item, review: Review) -> Operands | None:
    """Return the figures of 2024年4415吨，今年又增9.4%: this year's is that of the entry with the base."""
    record = review.entry.record
    for figure in record.figures.values():
        known = trends.values_by_year(figure, record, review.entry.previous)
        now, before = number_of(known.get(record.year)), number_of(known.get(record.year - 1))
        if now and before and base.quantity and _same(base.quantity, before):
            operands = Operands(now, _with_place(base), certain=False)
            return operands if _fits(claim, operands) else None
    return None


def _by_name(
    claim: Claim, sentence: Sentence, plain: list[Item], review: Review
) -> Operands | None:
    """Return the figures of two years of the entry that the words before the claim are of."""
    if not claim.year:
        return _without_year(claim, sentence, plain, review)
    text = sentence.block.text[sentence.start : claim.item.start]
    amount = claim.item.quantity
    counted = amount is not None and _unit(amount) not in _PARTS
    nearer: list[Item] = []
    for subject in reversed(plain):
        if counted and amount and not subject.counts(amount):
            continue
        # 上门服务128次，其中老人93次，比上年多43次: what is more may be the whole.
        among = any("其中" in sentence.block.text[subject.end : item.end] for item in nearer)
        if nearer and not among:
            continue
        operands = _of_entry(claim, subject, text, review)
        if operands:
            return operands
        nearer.append(subject)
    return None if nearer else _of_entry(claim, None, text, review)


def _without_year(
    claim: Claim, sentence: Sentence, plain: list[Item], review: Review
) -> Operands | None:
    """Return the figures of 卸港渔获12460吨，增长9.5%, which in a yearly report is since last year."""
    amount = claim.item.quantity
    if not amount or not plain or not re.match("[，、]", claim.item.lead):
        return None
    text = sentence.block.text[sentence.start : claim.item.start]
    yearly = replace(claim, year=review.entry.year - 1)
    operands = _of_entry(yearly, plain[-1], text, review)
    if operands is None or not (operands.certain or _is_long(plain[-1])):
        return None
    return replace(operands, certain=False)


def _is_long(item: Item) -> bool:
    """Return whether a figure has so many digits that another thing hardly has it by chance."""
    return item.quantity is not None and sum(map(str.isdigit, item.quantity.number_text)) > 2


def _by_label(item: Item, review: Review) -> tuple[Claim, Operands] | None:
    """Return the change and the figures of 餐余每天少67公斤, where only the name says what it is of."""
    match = _BARE.search(item.lead)
    if not match or not item.quantity or not item.quantity.unit:
        return None
    claim = Claim(item, 1 if match[0] == "多" else -1, review.entry.year - 1)
    operands = _of_entry(claim, None, item.clause, review)
    return (claim, replace(operands, certain=False)) if operands else None


def _of_entry(claim: Claim, subject: Item | None, text: str, review: Review) -> Operands | None:
    """Return the two years of the entry that has the figure `subject`, or is named in `text`."""
    rated: list[tuple[float, Operands]] = []
    labels = {str(figure.label) for figure in review.entry.record.figures.values()}
    for names, now, before in _two_years(claim, subject, review):
        if subject and not (subject.quantity and _same(subject.quantity, now)):
            continue
        nearness = max(_name_certainty(name, text, subject) for name in names)
        # A balance at the beginning of the year is mostly, but not always, that of the end of the last.
        sure = nearness >= 1 and "年初" not in claim.item.clause and names[0] in labels
        operands = Operands(now, before, sure, _TWO_YEARS, subject)
        if (nearness or subject) and _fits(claim, operands):
            rated.append((nearness, operands))
    if not rated:
        return None
    best, operands = max(rated, key=lambda one: one[0])
    if best < _PERHAPS and len({(o.now.value, o.before.value) for _, o in rated}) > 1:
        return None
    return operands


def _two_years(
    claim: Claim, subject: Item | None, review: Review
) -> Iterator[tuple[list[str], Quantity, Quantity]]:
    """Yield the names of each entry with its figures of this year and of the claim's year.

    A row of a table or a category of a chart is one where the text states its figure of this year.
    """
    record = review.entry.record
    for entry, figure in record.figures.items():
        known = trends.values_by_year(figure, record, review.entry.previous)
        now, before = number_of(known.get(record.year)), number_of(known.get(claim.year))
        if now and before:
            yield list(names_of(str(entry), figure)), now, before
    for labels, by_year in _rows(review) if subject else ():
        if 0 in by_year and claim.year - record.year in by_year:
            yield list(labels), by_year[0], by_year[claim.year - record.year]


@lru_cache(maxsize=1)
def _rows(review: Review) -> list[tuple[tuple[str, ...], dict[int, Quantity]]]:
    """Return the names of rows of tables and of categories of charts, and their figures by years."""
    record, setting = review.entry.record, review.setting
    rows: dict[tuple[str, tuple[str, ...]], dict[int, Quantity]] = {}
    for fact in (*chart_facts(record, setting), *table_facts(record, setting)):
        if fact.scope.year is not None and not fact.scope.change and len(fact.labels[0]) > 1:
            known = rows.setdefault((fact.group, fact.labels), {})
            place = fact.span
            text = Located.at(fact.quantity.text, place) if place else fact.quantity.text
            known.setdefault(fact.scope.year, replace(fact.quantity, text=text))
    return [(labels, by_year) for (_, labels), by_year in rows.items() if len(by_year) > 1]


_PERHAPS = 0.4


def _same(one: Quantity, other: Quantity) -> bool:
    return alike(one, other) and quantities.agrees(one, other)


def _name_certainty(name: str, text: str, subject: Item | None) -> float:
    """Return how surely the words `text` name a figure: 1 where its whole name stands there."""
    if name in text:
        near = subject is None or name in f"{subject.lead}{subject.following}"
        return 1.0 if near else 0.9
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return 0.8 * sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


# --- the judgement --------------------------------------------------------------------------------


def _unproven(claim: Claim, review: Review) -> Iterator[Diagnostic]:
    quantity = claim.item.quantity
    if claim.year != review.entry.year - 1 or not quantity or _unit(quantity) not in _PARTS:
        return
    text, span = _words(claim)
    yield finding(
        "growth-unproven",
        f"{claim.item.block.where}写了“{text}”，对不上两年都有的数字",
        span,
        f"在 figures 里给这项数字写上 {claim.year} 年的 last_year，就能核对",
    )


def _judge(
    claim: Claim, operands: Operands, plain: list[Item], review: Review
) -> Iterator[Diagnostic]:
    verdict = _verdict(claim, operands)
    if verdict in (None, Verdict.RIGHT):
        return
    if not operands.certain and _right_of_another(claim, plain, review):
        return
    certain = operands.certain and verdict is Verdict.WRONG
    severity = None if certain else Severity.WARNING
    points = claim.item.quantity is not None and _unit(claim.item.quantity) == "百分点"
    if verdict is Verdict.ROUNDED and not points:
        severity = Severity.ADVICE
    text, span = _words(claim)
    by_years = operands.name == _TWO_YEARS
    doubt = "" if operands.certain else "，如果说的是同一件事"
    right = f"按{operands.name}应是{_right(claim, operands)}"
    if verdict is Verdict.ROUNDED:
        doubt = "，用没有四舍五入的数算的不必改"
    if verdict is Verdict.TIMES:
        right = "增长几倍不含原来的一倍，这里是增至几倍"
    year = claim.year or review.entry.year - 1
    notes = (
        Note(
            f"{year} 年的数在这里" if by_years else "相比的数在这里", span_of(operands.before.text)
        ),
        Note("现在的数在这里", operands.subject.span if operands.subject else None),
    )
    yield finding(
        "growth-disagrees",
        f"{claim.item.block.where}写的是“{text}”，{right}（{operands.before} → {operands.now}）{doubt}",
        span,
        "改正比例，或核对两年的数" if by_years else "三个数里有一个不对，请核对",
        severity=severity,
        notes=tuple(note for note in notes if note.span),
    )


def _words(claim: Claim) -> tuple[str, Span | None]:
    """Return a claim as it is written, such as 增长12%, and its place."""
    item = claim.item
    lead = item.clause
    matches = list(re.finditer(ANCHOR, lead)) or list(CHANGE.finditer(lead))
    begin = item.start - (len(lead) - matches[-1].start()) if matches else item.start
    return item.block.text[begin : item.end], item.block.inside(begin, item.end)


def _right_of_another(claim: Claim, plain: list[Item], review: Review) -> bool:
    """Return whether the claim is true of another figure of the sentence that has a value of last year."""
    record = review.entry.record
    for figure in record.figures.values():
        known = trends.values_by_year(figure, record, review.entry.previous)
        now, before = number_of(known.get(record.year)), number_of(known.get(record.year - 1))
        if not now or not before:
            continue
        if any(i.quantity and _same(i.quantity, now) for i in plain):
            other = Operands(now, before, certain=True)
            if _fits(claim, other) and _verdict(claim, other) is Verdict.RIGHT:
                return True
    return False


def _verdict(claim: Claim, operands: Operands) -> Verdict | None:
    """Return whether the figures bear the claim out, None where nothing can be computed of them."""
    stated, step = _amount_limits(claim)
    results = list(_compute(claim, operands))
    if not results:
        return None
    if any(quantities.meet(stated, result) for result in results):
        return Verdict.RIGHT if _is_exact(claim, operands) else Verdict.ROUNDED
    if claim.sign > 0 and claim.item.quantity and _unit(claim.item.quantity) == "倍":
        became = precision.plus([results[0], (_HUNDRED, _HUNDRED)])
        if quantities.meet(stated, became):
            return Verdict.TIMES
    cut = precision.widened(stated, step)
    near = any(quantities.meet(cut, result) for result in results)
    return Verdict.NEAR if near else Verdict.WRONG


def _is_exact(claim: Claim, operands: Operands) -> bool:
    """Return whether the amount is that of the two figures as they are written.

    93% and 95.6% differ by 2.6个百分点, though 2个百分点 may be right for what they are rounded from.
    """
    stated, _ = _amount_limits(claim)
    results = list(_compute(claim, operands, exact=True))
    return any(quantities.meet(stated, result) for result in results)


def _amount_limits(claim: Claim) -> tuple[Limits, Decimal]:
    """Return what the amount says, negative for a fall, 倍 in percent; and half of its last place."""
    item = claim.item
    if item.rate:
        limits, step = item.rate.limits, Decimal(0)
    else:
        assert item.quantity is not None
        quantity = item.quantity
        if quantity.value < 0:
            quantity = replace(quantity, value=-quantity.value)
        limits, step = precision.written_limits(quantity), precision.half_step(quantity)
        if _unit(quantity) == "倍":
            limits, step = precision.times(limits, 100), step * 100
    if claim.sign < 0:
        low, high = limits
        limits = (None if high is None else -high), (None if low is None else -low)
    return limits, step


def _compute(claim: Claim, operands: Operands, *, exact: bool = False) -> Iterator[Limits]:
    """Yield what the amount may be, by the two figures; with `exact`, by the figures as written."""
    limits = quantities.limits if exact else precision.written_limits
    now, before = limits(operands.now), limits(operands.before)
    unit = _unit(claim.item.quantity) if claim.item.quantity else "%"
    shares = _unit(operands.now) == "%"
    if unit == "百分点" or (unit == "%" and shares and claim.sign):
        if shares:
            yield precision.minus(now, before)
        if unit == "百分点":
            return
    if unit in ("%", "倍"):
        ratio = precision.quotient(now, before)
        if ratio:
            percent = precision.times(ratio, 100)
            yield percent if not claim.sign else precision.minus(percent, (_HUNDRED, _HUNDRED))
        return
    if claim.sign:
        yield precision.minus(now, before)


def _right(claim: Claim, operands: Operands) -> str:
    """Return the change as it should be, as finely as it is written."""
    now, before = operands.now, operands.before
    unit = claim.item.quantity.unit if claim.item.quantity else "%"
    name = _unit(claim.item.quantity) if claim.item.quantity else "%"
    if name == "百分点":
        change = now.value - before.value
    elif name in ("%", "倍"):
        change = quantities.ratio(now, before) - (1 if claim.sign else 0)
        change *= 1 if name == "倍" else 100
        unit = "倍" if name == "倍" else "%"
    else:
        factor = quantities.units.dimension(now.unit)[1] / quantities.units.dimension(unit)[1]
        change = (now.value - before.value) * factor
    places = 1
    if claim.item.quantity:
        places = max(places, len(claim.item.quantity.number_text.partition(".")[2]))
    number = f"{abs(round(change, places)):f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    if not claim.sign:
        return f"原数的{number}{unit}"
    rise, fall = ("增长", "下降") if name in _PARTS else ("增加", "减少")
    return f"{rise if change > 0 else fall}{number}{unit}"
