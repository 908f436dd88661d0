"""Check the wholes and parts that a sentence names: 其中, 共, 其余, 剩下, 男 and 女."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from reportgen.content import quantities
from reportgen.content.checks.claims import claim_of, is_plain
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.sentences import Item, Sentence, alike, kin
from reportgen.content.quantities import Approximation, Quantity, precision, units
from reportgen.diagnostics import Diagnostic, Note, Severity

#: before the first part: 其中, 分别是, 本港326艘船里，
_OPENS = re.compile(r"其中|分别|包括|[里中内]，|（|\(")
#: before the first part where no word opens the list: 发现缺陷538处，危急12处、严重97处、一般429处
_LISTED = re.compile("^，[\u4e00-\u9fff]{1,4}$")
_REST = re.compile(r"其余|其他|其它|余下|剩下|剩余|另外|另有?|还有")
_TOTAL = re.compile(
    r"^[，、；（(]?(?:[两二三四五]项|各项|以上)?(?P<sure>总共|一共|共计|合计|总计)?共?(?:是|为|有)?$"
)
#: what is left of a whole: 没办结的4条, 缺23人
_LEFT = re.compile(
    r"(?:(?:结|节)余|(?:没(?!收)|未(?!成年|来|婚)|不满意|不合格|不达标|不同意)[^，。；]{0,4}|剩下?|余下|其余|尚有|还[有剩差空]|缺|差|空缺?)的?$"
)
_SURELY_LEFT = re.compile("没|未|不|剩|其余|余下")
_BREAKS = re.compile(r"[比较同上去当已共累全现]|办结|完成|整改|解决|参加|覆盖|惠及|服务")
#: units of which one and the same may count in several parts: 女党员, 60岁以上的党员
_OVERLAPPING = frozenset({"人", "户", "家", "人次", "次", "场"})
_MOST_WORDS = 6
#: parts that leave less than this of a whole seem to be meant as all of it, by their number
_UNOPENED = Decimal("0.1")
_NEARLY = {2: Decimal("0.25"), 3: Decimal("0.5")}


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each sum and rest that the figures of its sentence contradict."""
    year = review.entry.year
    earlier: list[Item] = []
    before: list[Item] = []
    block: object = None
    for sentence in review.sentences:
        if sentence.block is not block:
            block, earlier, before = sentence.block, [], []
        counted = _without_attributes(sentence.items)
        items = [i for i in counted if is_plain(i, year)]
        yield from _check_list(sentence, items, before)
        yield from _others(items)
        yield from _halves(items, earlier)
        yield from _check_total_behind(items)
        yield from _rest([i for i in counted if i.quantity and not claim_of(i, year)], earlier)
        yield from _check_not_done(items, earlier, review.sentences)
        earlier += items
        before = items


def _without_attributes(items: Sequence[Item]) -> list[Item]:
    """Return the items without those that only name the next one: 35 kV的475.5 km."""
    result: list[Item] = []
    lead = ""
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if following and _names(item, following):
            lead += item.lead + item.text
            continue
        result.append(replace(item, lead=lead + item.lead) if lead else item)
        lead = ""
    return result


def _names(item: Item, following: Item) -> bool:
    """Return whether a figure only says of what kind the next one is."""
    if following.lead != "的" or not item.quantity or not following.quantity:
        return False
    return following.quantity.unit != "%" and not alike(item.quantity, following.quantity)


def _check_list(
    sentence: Sentence, items: Sequence[Item], before: Sequence[Item]
) -> Iterator[Diagnostic]:
    """Check 全年调解纠纷17件，其中邻里8件、地界6件、家庭3件."""
    for place, first in enumerate(items):
        if place:
            whole = items[place - 1]
        elif re.match(r"\s*其中", first.lead) and first.quantity:
            yield from _of_sentence_before(items, [i for i in before if i.counts(first.quantity)])
            continue
        else:
            continue
        opening = _OPENS.search(first.lead)
        if not first.quantity or not whole.quantity or not (opening or _LISTED.match(first.lead)):
            continue
        if not kin(first.quantity, whole.quantity) or not _beside(sentence, whole, first):
            continue
        parts, listed = _list(items[place:], first)
        if opening or len(parts) > 2:
            yield from _judge(whole, parts, opening[0] if opening else "", listed=listed)


def _of_sentence_before(items: Sequence[Item], wholes: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 差评由19件降到7件。其中等候久3件、系统卡2件: the whole stands in the sentence before."""
    parts, listed = _list(items, items[0])
    sum_of_parts = precision.plus([_limits(part) for part in parts])
    if any(quantities.meet(sum_of_parts, _limits(whole)) for whole in wholes):
        return
    fitting = [w for w in wholes if not any(_exceeds(part, w) for part in parts)]
    if fitting and not _LEFT.search(fitting[-1].lead):
        yield from _judge(fitting[-1], parts, "其中…", listed=listed)


def _beside(sentence: Sentence, whole: Item, first: Item) -> bool:
    """Return whether nothing but shares and changes stands between a whole and its first part."""
    between = sentence.block.text[whole.end : first.start]
    return not re.search("[；。]", between) or "其中" in between


def _list(items: Sequence[Item], first: Item) -> tuple[list[Item], bool]:
    """Return the parts from the first one on, and whether they stand in one list with 、."""
    parts = [first]
    listed = False
    for item in items[1:]:
        assert first.quantity is not None
        if item.quantity is None or not kin(item.quantity, first.quantity):
            break
        words = re.sub(r"[^\u4e00-\u9fff]", "", item.lead)
        mark = item.lead[:1]
        rest = bool(_REST.search(item.lead))
        between = item.block.text[parts[-1].end : item.start]
        # 呼吸衰竭146例，占46.8%；肺栓塞58例: each part may have its share behind it.
        if mark == "、" or rest or (mark == "；" and re.search("[占%]", between)):
            listed = listed or mark == "、"
        elif mark != "，" or listed or len(words) > _MOST_WORDS or _BREAKS.search(item.lead):
            break
        parts.append(item)
        if rest:
            break
    return parts, listed


def _judge(
    whole: Item, parts: Sequence[Item], opening: str, *, listed: bool
) -> Iterator[Diagnostic]:
    limits = _limits(whole)
    too_much = next((p for p in parts if _exceeds(p, whole)), None)
    if too_much and opening == "其中":
        yield finding(
            "parts-not-total",
            f"{whole.block.where}写的是“{whole.text}”，其中却有“{too_much.text}”，部分多于全部",
            too_much.span,
            "两个数里有一个不对，请核对",
            notes=(Note("全部的数在这里", whole.span),),
        )
        return
    if len(parts) < 2:
        return
    added = precision.plus([_limits(part) for part in parts])
    last = parts[-1]
    complete = bool(opening and _REST.search(last.lead)) and not last.following.startswith("等")
    if quantities.meet(added, limits):
        if (complete or (listed and opening)) and not _is_exact(whole, parts):
            yield _not_total(whole, parts, sure=False, severity=Severity.ADVICE)
        return
    assert whole.quantity is not None
    total = sum((p.quantity.value for p in parts if p.quantity), Decimal(0))
    missing = whole.quantity.value - total
    overlapping = units.dimension(whole.quantity.unit)[0] in _OVERLAPPING
    room = whole.quantity.value * (_NEARLY[min(len(parts), max(_NEARLY))] if opening else _UNOPENED)
    nearly = 0 < missing <= room and listed
    much = missing < 0 and not ((overlapping or not opening) and -missing > room)
    if last.following.startswith("等") or not (complete or nearly or much):
        return
    yield _not_total(whole, parts, sure=complete and opening == "其中")


def _is_exact(whole: Item, parts: Sequence[Item]) -> bool:
    """Return whether the parts as written make the whole as written, or some are not exact."""
    known = [item.quantity for item in (whole, *parts) if item.quantity]
    if not all(alike(known[0], one) for one in known):
        return sum((one.value for one in known[1:]), Decimal(0)) == known[0].value
    if any(one.approximation is not Approximation.EXACT or one.high for one in known):
        return True
    return quantities.same_value(known[0], quantities.total(known[1:]))


def _limits(item: Item) -> quantities.Limits:
    assert item.quantity is not None
    return precision.written_limits(item.quantity)


def _exceeds(part: Item, whole: Item) -> bool:
    low, high = _limits(part)[0], _limits(whole)[1]
    return low is not None and high is not None and low > high


def _not_total(
    whole: Item, parts: Sequence[Item], *, sure: bool, severity: Severity = Severity.WARNING
) -> Diagnostic:
    known = [part.quantity for part in parts if part.quantity]
    total = _sum(known, whole.quantity)
    listed = "、".join(part.text for part in parts)
    doubt = "" if sure else "，如果这些就是全部"
    if severity is Severity.ADVICE:
        doubt = "，四舍五入的零头不必改"
    return finding(
        "parts-not-total",
        f"{whole.block.where}写的是“{whole.text}”，各项相加是“{total}”（{listed}）{doubt}",
        whole.span,
        "总数或某一项有一个不对，请核对",
        severity=None if sure else severity,
        notes=(Note("分项从这里起", parts[0].span),),
    )


def _sum(parts: Sequence[Quantity], like: Quantity | None) -> str:
    if like and any(not alike(part, like) for part in parts):
        parts = [replace(part, unit=like.unit) for part in parts]  # 2960架次 and 1040人次 of 4000次
    total = quantities.total(parts)
    return quantities.format_like(total.value, like) if like else total.text


def _others(items: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 花了33.8万元，企业捐20万元，党费补2.8万元，其余11万元: the last part says that it is the rest."""
    for place, rest in enumerate(items):
        if not rest.quantity or not _REST.search(rest.lead) or "还有" in rest.lead:
            continue
        row = [item for item in items[: place + 1] if item.counts(rest.quantity)]
        if len(row) < 3 or any(
            re.search("其中|分别|包括|[里中内]，|；", item.lead) for item in row
        ):
            continue
        whole, parts = row[0], row[1:]
        added = precision.plus([_limits(part) for part in parts])
        if quantities.meet(added, _limits(whole)):
            if not _is_exact(whole, parts):
                yield _not_total(whole, parts, sure=False, severity=Severity.ADVICE)
        elif not _is_explained(rest, row[:-1]):
            yield _not_total(whole, parts, sure=False)


_FIRST_HALF = re.compile("上半年|前半年|(?:截至|到)6月底|1[-—至到]6月")
_SECOND_HALF = re.compile("下半年|后半年|7[-—至到]12月")


def _halves(items: Sequence[Item], earlier: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 全年12.8万单……上半年4.1万单，下半年8.7万单."""
    for first, second in pairwise(items):
        if not first.quantity or not second.counts(first.quantity):
            continue
        if not _FIRST_HALF.search(first.lead) or not _SECOND_HALF.search(second.lead):
            continue
        before = [
            i for i in (*earlier, *items) if i.end <= first.start and i.counts(first.quantity)
        ]
        whole_year = [i for i in before if not _FIRST_HALF.search(i.lead)]
        added = precision.plus([_limits(first), _limits(second)])
        if not whole_year or any(quantities.meet(added, _limits(w)) for w in whole_year):
            continue
        larger = [w for w in whole_year if not _exceeds(first, w) and not _exceeds(second, w)]
        if larger:
            yield _not_total(larger[-1], [first, second], sure=False)


# --- a total behind its parts ---------------------------------------------------------------------


def _check_total_behind(items: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 张村12户、李村8户，共20户."""
    for place in range(2, len(items)):
        whole = items[place]
        match = _TOTAL.match(whole.lead)
        if not match or not whole.quantity or not re.search("共|计", whole.lead):
            continue
        parts: list[Item] = []
        for item in reversed(items[:place]):
            if not item.counts(whole.quantity):
                break
            parts.insert(0, item)
            if not item.lead.startswith("、"):
                break
        if len(parts) < 2:
            continue
        added = precision.plus([_limits(part) for part in parts])
        if not quantities.meet(added, _limits(whole)):
            yield _not_total(whole, parts, sure=bool(match["sure"]))


# --- what is left ---------------------------------------------------------------------------------


def _rest(items: Sequence[Item], earlier: Sequence[Item]) -> Iterator[Diagnostic]:
    """Check 记下23条、办结19条，没办结的4条: what is left is the difference of two figures before it."""
    for place, rest in enumerate(items):
        match = _LEFT.search(rest.lead)
        if not match or not rest.quantity or "其中" in rest.lead:
            continue
        if "其余" in match[0] and any("其中" in item.lead for item in items[:place]):
            continue  # the last part of the whole, which `_check_list` checks
        inside = [i for i in items[:place] if i.counts(rest.quantity)]
        if "余" in match[0] and (pair := _income(items[:place], rest)):
            if not _is_explained(rest, pair):
                yield _wrong_rest(rest, pair[1], pair[0])
            continue
        if "空" in match[0] and len(inside) == 1 and inside[0] is not items[place - 1]:
            inside.append(items[place - 1])  # 320张床位住了268位老人，还空52张
        pool = [*_alike_before(earlier, rest), *inside]
        if len(pool) < 2 or _is_explained(rest, pool):
            continue
        if len(inside) < 2 and not (inside and _SURELY_LEFT.search(match[0])):
            continue
        part, whole = sorted(pool[-2:], key=lambda i: i.quantity.value if i.quantity else 0)
        if _exceeds(whole, part) and "；" not in rest.lead:
            yield _wrong_rest(rest, part, whole)


def _alike_before(earlier: Sequence[Item], rest: Item) -> list[Item]:
    """Return the figures of earlier sentences in the unit of `rest`."""
    return [i for i in earlier if rest.quantity and i.counts(rest.quantity)]


def _income(items: Sequence[Item], rest: Item) -> list[Item]:
    """Return the income and the expenses of 收入1486.2万元，……；支出1431.5万元，结余54.7万元."""
    assert rest.quantity is not None
    alike_ones = [i for i in items if i.counts(rest.quantity)]
    income = [i for i in alike_ones if re.search("收入?|筹", i.clause)]
    spent = [i for i in alike_ones if re.search("支出?|花|用", i.clause)]
    return [income[0], spent[-1]] if income and spent and income[0] is not spent[-1] else []


#: what was not done with some: 15条医生没有采纳, 没修的2处
_UNDONE = re.compile("^[^，。；的]{0,3}?(?:没有?|未)(?:被|能)?(?P<done>[\u4e00-\u9fff]{2})")
_UNDONE_LEAD = re.compile("(?:没有?|未)(?:被|能)?(?P<done>[\u4e00-\u9fff]{2})的$")


def _check_not_done(
    items: Sequence[Item], earlier: Sequence[Item], sentences: Sequence[Sentence]
) -> Iterator[Diagnostic]:
    """Check 136条意见里，39条没有采纳, where another text says 意见136条，采纳97条."""
    for place, rest in enumerate(items):
        match = _UNDONE.match(rest.following) or _UNDONE_LEAD.search(rest.lead)
        if not match or not rest.quantity:
            continue
        wholes = [i for i in (*earlier, *items[:place]) if i.counts(rest.quantity)]
        pairs = [
            (whole, part)
            for whole in wholes
            for s in sentences
            for part in _figures_of_action(s, match["done"], whole)
            if _exceeds(whole, rest) and _exceeds(whole, part) and part.span != rest.span
        ]
        if pairs and not any(_explains([whole], part, rest) for whole, part in pairs):
            whole, part = pairs[-1]
            yield _wrong_rest(rest, part, whole)


def _figures_of_action(sentence: Sentence, word: str, whole: Item) -> Iterator[Item]:
    """Yield the figures that a sentence has of what was done with the whole that it states."""
    assert whole.quantity is not None
    alike_ones = [i for i in sentence.items if i.counts(whole.quantity)]
    if not any(
        i.quantity and quantities.same_value(i.quantity, whole.quantity) for i in alike_ones
    ):
        return
    for item in alike_ones:
        words = f"{item.lead[-6:]}{item.following}"
        if word in words and not re.search(f"[没未不].{{0,2}}{word}", words):
            yield item


def _is_explained(rest: Item, pool: Sequence[Item]) -> bool:
    """Return whether some figure less one other, or less several in a row, is what is left."""
    if any(_explains([whole], part, rest) for whole in pool for part in pool if whole is not part):
        return True
    return any(
        _explains(pool[start:end], pool[place], rest, swapped=True)
        for place in range(len(pool))
        for start in range(place + 1, len(pool))
        for end in range(start + 2, len(pool) + 1)
    )


def _wrong_rest(rest: Item, part: Item, whole: Item) -> Diagnostic:
    assert rest.quantity is not None
    assert part.quantity is not None
    assert whole.quantity is not None
    left = quantities.format_like(whole.quantity.value - part.quantity.value, rest.quantity)
    return finding(
        "parts-not-total",
        f"{rest.block.where}写的是“{rest.text}”，“{whole.text}”减“{part.text}”是“{left}”，"
        "如果说的是同一件事",
        rest.span,
        "三个数里有一个不对，请核对",
        severity=Severity.WARNING,
        notes=(Note("总数在这里", whole.span), Note("减去的数在这里", part.span)),
    )


def _explains(first: Sequence[Item], second: Item, rest: Item, *, swapped: bool = False) -> bool:
    """Return whether the difference of the sum of `first` and `second` is `rest`."""
    one, two = precision.plus([_limits(item) for item in first]), _limits(second)
    difference = precision.minus(two, one) if swapped else precision.minus(one, two)
    return quantities.meet(difference, _limits(rest))
