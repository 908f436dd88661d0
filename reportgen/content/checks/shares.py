"""Check the shares that texts claim: 占62.3%, 整改率97.5%, 为计划的105%, 占总数的三成多."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.content import quantities
from reportgen.content.checks.claims import CHANGE, is_plain, share_lead
from reportgen.content.checks.likeness import Closeness, closeness
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.sentences import Item, alike
from reportgen.content.quantities import Limits, Quantity, number_of, precision, units
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import span_of

#: the words before the base of a share that stands right before it: 为计划16万吨的, 占112辆的
_BASE = re.compile(r"(?:占|为|是|达到?|完成|相当于|等于)[^，。；]{0,10}$")
_OF = re.compile(r"^(?:里|中)?的(?:近|约)?$")
_TIGHT = re.compile(
    r"^[，、；（(]?(?:约|仅|只|正好|刚好|恰好|就|都|又|已|大约)*(?:占|不到|正好|刚好)"
)
_RATE_ONLY = re.compile("^[，、（(][\u4e00-\u9fff]{2,3}率(?:为|达|是)?$")
_REST = re.compile("其余|其他|其它|余下|剩下")
_FEW = 8
_HUNDRED = Decimal(100)
_PEOPLE = frozenset({"人", "人次"})
_TIMES = frozenset({"次", "架次", "车次", "场次", "艘次", "台次"})
#: the words between a part named again and its share: 肉蛋奶占44.6%
_NAMED = re.compile(
    "(?:^|[，、；。：])(?P<name>[\u4e00-\u9fff]{2,6}?)(?:约|仅|只|就|又|已|共)*占[^，。；]*$"
)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A figure that a share may be of, and the words for it."""

    quantity: Quantity
    name: str


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each share that its part and whole contradict."""
    year = review.entry.year
    others = tuple(_wholes_of_record(review))
    everywhere = [i for s in review.sentences for i in s.items if is_plain(i, year)]
    block: object = None
    before: list[Item] = []
    for sentence in review.sentences:
        if sentence.block is not block:
            block, before = sentence.block, []
        inside: list[Item] = []
        shares: list[Item] = []
        for place, item in enumerate(sentence.items):
            lead = share_lead(item)
            previous = sentence.items[place - 1] if place else None
            following = sentence.items[place + 1] if place + 1 < len(sentence.items) else None
            rate = _rate_of(item, lead, previous)
            behind = _part_behind(rate, following)
            if lead is None and not (rate and behind):
                if is_plain(item, year):
                    inside.append(item)
                continue
            if behind:
                yield from _behind(item, behind, [*before, *inside], others, rate=rate)
            elif lead is None:
                continue
            elif previous and _OF.match(item.lead) and _BASE.search(previous.lead):
                if previous in inside:
                    inside.remove(previous)
                near = sentence.items[place - 2] if place > 1 else None
                yield from _of_base(item, previous, inside, near)
            elif lead["rate"]:
                yield from _rate(item, lead["rate"], inside, before, others)
                yield from _rest_behind(item, inside, following)
                yield from _of_figures(item, lead["rate"], inside, others)
            elif lead["pair"]:
                yield from _of_two(item, inside)
            elif lead["of"] is not None or _TIGHT.match(item.lead):
                shares.append(item)
                named = _NAMED.search(item.lead)
                if named and not _is_tight(item):
                    yield from _again(item, named["name"], [*before, *inside], others)
                else:
                    findings = list(_share(item, lead["of"] or "", inside, before, others))
                    yield from findings
                    if not findings and not lead["of"]:
                        yield from _of_another(item, inside, [*before, *everywhere], others)
        yield from _check_whole(shares)
        before += inside


def _wholes_of_record(review: Review) -> Iterator[_Whole]:
    """Yield the figures of the record and the number of members."""
    for figure in review.entry.record.figures.values():
        if value := number_of(figure.value):
            yield _Whole(value, f"figures 的“{figure.label}”")
    members = review.entry.branch.members
    if members and (total := number_of(members.total)):
        yield _Whole(total, "党员总数")


def _percent(part: Quantity, whole: Quantity) -> Limits | None:
    ratio = precision.quotient(precision.written_limits(part), precision.written_limits(whole))
    return ratio and precision.times(ratio, 100)


def _share_limits(item: Item) -> Limits:
    """Return the limits of a share in percent, a last place wider for amounts that are cut off."""
    if item.rate:
        return item.rate.limits
    assert item.quantity is not None
    limits = precision.written_limits(item.quantity)
    if units.dimension(item.quantity.unit)[0] == "倍":
        limits = precision.times(limits, 100)
    return limits


def _is_right(item: Item, part: Quantity, whole: Quantity) -> bool:
    result = _percent(part, whole)
    return result is not None and quantities.meet(_share_limits(item), result)


def _is_near(item: Item, part: Quantity, whole: Quantity) -> bool:
    """Return whether a share is cut off instead of rounded."""
    result = _percent(part, whole)
    if result is None or item.quantity is None:
        return False
    step = precision.half_step(item.quantity)
    return quantities.meet(precision.widened(_share_limits(item), step), result)


# --- the shares -----------------------------------------------------------------------------------


def _of_base(
    item: Item, base: Item, inside: Sequence[Item], near: Item | None
) -> Iterator[Diagnostic]:
    """Check 4.6万方，是年初计划5万方的92%: the base stands right before the share."""
    if not base.quantity:
        return
    parts = [i for i in inside if i.quantity and alike(i.quantity, base.quantity)]
    if not parts or any(i.quantity and _is_right(item, i.quantity, base.quantity) for i in parts):
        return
    yield _wrong(item, parts[-1], base.quantity, base.text, sure=parts[-1] is near)


def _share(
    item: Item, of: str, inside: Sequence[Item], before: Sequence[Item], others: Sequence[_Whole]
) -> Iterator[Diagnostic]:
    """Check 其中蒸汽142万元，占44.7%: the part stands right before the share, the whole somewhere before."""
    if not inside or not inside[-1].quantity or not _is_tight(item):
        return
    part = inside[-1]
    wholes = _wholes(part, [*before, *inside[:-1]], others)
    if any(part.quantity and _is_right(item, part.quantity, w.quantity) for w in wholes):
        return
    near = [i for i in inside[:-1] if i.quantity and _kin(i.quantity, part)]
    near = [i for i in near if _is_more(i, part)] or near[-1:]
    among = "其中" in part.lead or "其中" in part.clause
    if not of and near:
        sure = among and len(near) == 1
        yield _wrong(item, part, near[-1].quantity, near[-1].text, sure=sure)
        return
    named = [w for w in wholes if of and _is_named(w, of)]
    earlier = [i for i in before if i.quantity and part.counts(i.quantity) and _is_more(i, part)]
    if named:
        yield _wrong(item, part, named[0].quantity, str(named[0].quantity), sure=False)
    elif earlier and not of:
        yield _wrong(item, part, earlier[-1].quantity, earlier[-1].text, sure=False)


def _of_another(
    item: Item, inside: Sequence[Item], everywhere: Sequence[Item], others: Sequence[_Whole]
) -> Iterator[Diagnostic]:
    """Check a share whose whole stands in another text, such as 60岁以上老人243人，占22.4%.

    Which whole is meant is a guess, so only a number one slip away from the right one is reported.
    """
    if not inside or not item.quantity or not inside[-1].quantity or not _is_tight(item):
        return
    part = inside[-1]
    wholes = [i for i in everywhere if part.counts(i.quantity) and _is_more(i, part)]  # type: ignore[arg-type]  # plain items have quantities
    results = [w.quantity for w in _wholes(part, wholes, others)]
    if any(part.quantity and _is_right(item, part.quantity, whole) for whole in results):
        return
    near = [i for i in wholes if i.quantity and _is_slip(item, part.quantity, i.quantity)]
    if near:
        yield _wrong(item, part, near[0].quantity, near[0].text, sure=False)


def _is_slip(item: Item, part: Quantity | None, whole: Quantity, *, nearly: bool = False) -> bool:
    """Return whether a share is a slip of the hand away from that of two figures.

    With `nearly` it is enough that it is about that share.
    """
    if part is None or item.quantity is None or not _value(whole):
        return False
    places = len(item.quantity.number_text.partition(".")[2])
    computed = quantities.parse(f"{round(_value(part) / _value(whole) * 100, places)}%")
    if computed is None:
        return False
    near = closeness(item.quantity, computed)
    return near >= (Closeness.NEAR if nearly else Closeness.SLIP)


def _of_two(item: Item, inside: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 38人到了29人，只有76.3% and 存款12.86亿元，贷款8.42亿元，存贷比65.5%."""
    if len(inside) < 2:
        return
    first, second = inside[-2:]
    if not first.quantity or not second.quantity or not alike(first.quantity, second.quantity):
        return
    part, whole = (second, first) if _is_more(first, second) else (first, second)
    if not part.quantity or not whole.quantity or not _value(whole.quantity):
        return
    ratios = ((part.quantity, whole.quantity), (whole.quantity, part.quantity))
    if not any(_is_right(item, one, other) for one, other in ratios):
        yield _wrong(item, part, whole.quantity, whole.text, sure=False)


def _is_tight(item: Item) -> bool:
    """Return whether a share stands right behind its part, or a few words behind it."""
    words, mark, rest = item.lead.rpartition("，")
    return bool(_TIGHT.match(item.lead) or (len(words) <= _FEW and _TIGHT.match(mark + rest)))


def _is_more(one: Item, other: Item) -> bool:
    return bool(one.quantity and other.quantity and _value(one.quantity) > _value(other.quantity))


def _value(quantity: Quantity) -> Decimal:
    return quantity.value * units.dimension(quantity.unit)[1]


def _kin(quantity: Quantity, part: Item) -> bool:
    """Return whether a figure may be the whole of a part: 524人次 of 165人, 4000次 of 2960架次."""
    if part.quantity is None or not quantity.unit:
        return False
    names = {units.dimension(one.unit)[0] for one in (quantity, part.quantity)}
    return alike(quantity, part.quantity) or names <= _PEOPLE or names <= _TIMES


def _is_named(whole: _Whole, of: str) -> bool:
    words = re.sub("^(?:全体|全部|所有|总)|的$", "", of).removesuffix("总数").removesuffix("数")
    return len(words) >= 2 and words in whole.name


def _again(
    item: Item, name: str, items: Sequence[Item], others: Sequence[_Whole]
) -> Iterator[Diagnostic]:
    """Check 肉蛋奶172.4万元、蔬菜88.6万元，肉蛋奶占44.6%: the part is named again."""
    named = [i for i in items if name in i.lead]
    if not named or not named[-1].quantity:
        return
    part = named[-1]
    wholes = _wholes(part, items, others)
    if not wholes or any(
        i.quantity and _is_right(item, i.quantity, w.quantity) for i in named for w in wholes
    ):
        return
    larger = [i for i in items if i.quantity and _kin(i.quantity, part) and _is_more(i, part)]
    if larger:
        yield _wrong(item, part, larger[-1].quantity, larger[-1].text, sure=False)


def _rate(
    item: Item, rate: str, inside: Sequence[Item], before: Sequence[Item], others: Sequence[_Whole]
) -> Iterator[Diagnostic]:
    """Check 查出237处，当年整改231处，整改率97.5%: the words of the rate name its part."""
    stem = rate.removesuffix("率")[-2:]
    words, lacking = re.compile(f"(?<![不未没]){stem}"), re.compile(f"[不未没]{stem}")
    named = [i for i in inside if i.quantity and words.search(f"{i.lead}{i.following}")]
    if not named or not named[-1].quantity:
        lacks = [i for i in inside if lacking.search(i.lead)]
        yield from _lacking(item, lacks, inside)
        if lacks or len(inside) < 2 or not _RATE_ONLY.match(item.lead):
            return
        if re.search("[到至为]$", inside[-1].lead):
            return
        named = list(inside[-1:])  # 当年说成16件，成功率94.1%
    if not named[-1].quantity:
        return
    part = named[-1]
    items = [i for i in (*before, *inside) if i is not part]
    wholes = _wholes(part, items, others)
    if any(i.quantity and _is_right(item, i.quantity, w.quantity) for i in named for w in wholes):
        return
    near = [i for i in inside[: inside.index(part)] if i.quantity and _kin(i.quantity, part)]
    near = [i for i in near if _is_more(i, part)] or near[-1:]
    earlier = [i for i in before if i.quantity and part.counts(i.quantity) and _is_more(i, part)]
    if not near and earlier and words.search(part.lead):
        yield _wrong(item, part, earlier[-1].quantity, earlier[-1].text, sure=False)
    elif near:
        sure = len(near) == 1 and inside[-1] is part and bool(words.search(part.lead))
        yield _wrong(item, part, near[-1].quantity, near[-1].text, sure=sure)


#: between a share and its part: 校外用户占15.3%，即1322小时
_THAT_IS = re.compile("^[，（(](?:即|也就是|计|共|有)$")
_TO = re.compile("^[\u4e00-\u9fff]{0,3}[到至为]$")


def _rate_of(item: Item, lead: re.Match[str] | None, previous: Item | None) -> str:
    """Return the name of a rate: 持证率 of 持证率91.0%, and of 持证率由77.6%提高到91.0%."""
    if lead:
        return str(lead["rate"] or "")
    known = (
        previous and previous.quantity and re.search("([\u4e00-\u9fff]{1,4}率)由$", previous.lead)
    )
    if known and item.quantity and item.quantity.unit == "%" and _TO.match(item.lead):
        return known[1]
    return ""


def _part_behind(rate: str, following: Item | None) -> Item | None:
    """Return the part of a share that stands behind it: 即1322小时, 61人持证."""
    if not following or not following.quantity or following.quantity.unit == "%":
        return None
    stem = rate.removesuffix("率")[-2:]
    named = len(stem) > 1 and following.following.startswith(stem) and following.lead == "，"
    return following if named or _THAT_IS.match(following.lead) else None


def _behind(
    item: Item, part: Item, items: Sequence[Item], others: Sequence[_Whole], *, rate: str
) -> Iterator[Diagnostic]:
    """Check a share whose part stands behind it, of the figures before it."""
    wholes = _wholes(part, items, others)
    if any(part.quantity and _is_right(item, part.quantity, w.quantity) for w in wholes):
        return
    before = [i for i in items if i.quantity and _kin(i.quantity, part) and _is_more(i, part)]
    near = [
        i for i in before if i.quantity and _is_slip(item, part.quantity, i.quantity, nearly=True)
    ]
    chosen = near[-1:] or ([] if rate else before[-1:])
    if chosen:
        yield _wrong(item, part, chosen[0].quantity, chosen[0].text, sure=False)


def _rest_behind(
    item: Item, inside: Sequence[Item], following: Item | None
) -> Iterator[Diagnostic]:
    """Check 归档4020卷，一次验收合格率98.2%，退改72卷: what is behind is the part or what is left."""
    if not inside or not following or not following.quantity or not item.quantity:
        return
    whole, rest = inside[-1].quantity, following.quantity
    if not whole or not alike(whole, rest) or not _is_more(inside[-1], following):
        return
    if not re.match("^，[\u4e00-\u9fff]{2,4}$", following.lead) or CHANGE.search(following.lead):
        return
    larger = [i.quantity for i in inside if i.counts(rest) and _is_more(i, following)]
    pairs = [(one, all_of) for all_of in larger if all_of for one in (rest, _less(all_of, rest))]
    if any(_is_right(item, *pair) or _is_near(item, *pair) for pair in pairs):
        return
    if any(_is_slip(item, *pair, nearly=True) for pair in pairs[-2:]):
        yield _wrong(item, following, whole, inside[-1].text, sure=False)


def _less(whole: Quantity, part: Quantity) -> Quantity:
    """Return what is left of a whole without a part."""
    return replace(part, value=(_value(whole) - _value(part)) / units.dimension(part.unit)[1])


def _of_figures(
    item: Item, rate: str, inside: Sequence[Item], others: Sequence[_Whole]
) -> Iterator[Diagnostic]:
    """Check 床位320张，入住率83.8%, whose part is the figure 入住老人 of the record."""
    stem = rate.removesuffix("率")[-2:]
    if not inside or not inside[-1].quantity or len(stem) < 2 or not item.quantity:
        return
    if any(stem in f"{i.lead}{i.following}" for i in inside) or not item.lead.startswith("，"):
        return
    whole = inside[-1].quantity
    parts = [o for o in others if stem in o.name and 0 < _value(o.quantity) <= _value(whole)]
    if not parts or any(_is_right(item, part.quantity, whole) for part in parts):
        return
    if any(_is_right(item, p.quantity, o.quantity) for p in parts for o in others if p is not o):
        return
    near = [p for p in parts if _is_slip(item, p.quantity, whole, nearly=True)]
    if near:
        yield _of_figure(item, near[0], inside[-1])


def _of_figure(item: Item, part: _Whole, whole: Item) -> Diagnostic:
    assert whole.quantity is not None
    share = round(_value(part.quantity) / _value(whole.quantity) * 100, 1).normalize()
    place = span_of(part.quantity.text)
    return finding(
        "share-disagrees",
        f"{item.block.where}写的是“{item.text}”，{part.name}“{part.quantity}”除以“{whole.text}”是"
        f" {share:f}%，如果说的是同一件事",
        item.span,
        "三个数里有一个不对，请核对",
        severity=Severity.WARNING,
        notes=(
            *([Note("分子在这里", place)] if place else []),
            Note("分母在这里", whole.span),
        ),
    )


def _lacking(item: Item, named: Sequence[Item], inside: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 农残检测820批，不合格3批，合格率99.6%: the part is what is left."""
    if len(named) != 1 or not named[0].quantity or not item.quantity:
        return
    lack = named[0].quantity
    results = [
        precision.minus((_HUNDRED, _HUNDRED), result)
        for i in inside
        if i is not named[0] and i.quantity and alike(i.quantity, lack)
        if quantities.compare(i.quantity, lack) > 0 and (result := _percent(lack, i.quantity))
    ]
    wide = precision.widened(_share_limits(item), precision.half_step(item.quantity))
    if results and not any(quantities.meet(wide, result) for result in results):
        yield finding(
            "share-disagrees",
            f"{item.block.where}写的是“{item.text}”，按“{named[0].text}”算不是这个数，如果说的是同一件事",
            item.span,
            "三个数里有一个不对，请核对",
            severity=Severity.WARNING,
            notes=tuple(Note("算它的数在这里", i.span) for i in inside if i.counts(lack)),
        )


def _wholes(part: Item, items: Sequence[Item], others: Sequence[_Whole]) -> list[_Whole]:
    """Return the figures in the unit of a part that are not less than it."""
    assert part.quantity is not None
    known = [_Whole(i.quantity, i.lead) for i in items if i.quantity]
    return [
        whole
        for whole in (*known, *others)
        if _kin(whole.quantity, part) and _value(whole.quantity) >= _value(part.quantity)
    ]


def _wrong(item: Item, part: Item, whole: Quantity | None, name: str, *, sure: bool) -> Diagnostic:
    assert part.quantity is not None
    assert whole is not None
    sure = sure and not _is_near(item, part.quantity, whole)
    share = _value(part.quantity) / _value(whole)
    places = len(item.quantity.number_text.partition(".")[2]) if item.quantity else 0
    times = item.quantity is not None and units.dimension(item.quantity.unit)[0] == "倍"
    value = round(share if times else share * 100, max(1, places)).normalize()
    doubt = "" if sure else "，如果说的是同一件事"
    return finding(
        "share-disagrees",
        f"{item.block.where}写的是“{item.text}”，“{part.text}”除以“{name}”是"
        f" {value:f}{'倍' if times else '%'}{doubt}",
        item.span,
        "三个数里有一个不对，请核对",
        severity=None if sure else Severity.WARNING,
        notes=(Note("分子在这里", part.span), Note("分母在这里", span_of(whole.text)))
        if span_of(whole.text)
        else (Note("分子在这里", part.span),),
    )


# --- shares that make 100 % -----------------------------------------------------------------------


def _check_whole(shares: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 占62.3%、占25.0%、占12.7%: shares of one sentence that are all of the whole."""
    known = [s.quantity for s in shares if s.quantity and s.quantity.value > 0]
    if len(known) < 2 or len(known) < len(shares):
        return
    complete = bool(_REST.search(shares[-1].lead))
    total = precision.plus([precision.written_limits(one) for one in known])
    value = sum((one.value for one in known), Decimal(0))
    nearly = len(known) > 2 and abs(value - _HUNDRED) <= 3
    if (complete or nearly) and not quantities.meet(total, (_HUNDRED, _HUNDRED)):
        listed = "、".join(one.text for one in known)
        yield finding(
            "shares-not-whole",
            f"{shares[0].block.where}写的{listed}，相加是 {value.normalize():f}%，如果这些就是全部",
            shares[0].span,
            "核对各项百分比",
        )
