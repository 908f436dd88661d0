"""Check that a fact stated in several places (texts, tables, charts, honours) has one figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.chinese import is_han
from reportgen.content import derived, quantities
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.stated_facts import (
    PERHAPS_NEAR,
    FactIndex,
    StatedFact,
    all_facts,
    chart_facts,
    figure_facts,
    honour_facts,
    words_of,
)
from reportgen.content.checks.text_blocks import Role
from reportgen.content.log.events import EVENT_KINDS, events_of_kind, span_of_event
from reportgen.content.quantities import Quantity, number_of
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import Span, span_of

#: from this nearness on, a mention surely speaks of the fact
SURE = 0.6
#: facts whose nearness differs by less than this are equally likely
TIE = 0.15
_HELD_VERBS = r"(?:共|累计|分别|组织|开展|召开|举办|举行|讲授|讲|上|进行|了)*"
#: adjectives of a narrower kind: a branch with five 党课 may have two 专题党课
_NARROWER = "专题|微|廉政"
_WE = "(?:我支部|本支部|支部)?"
_YEAR = rf"(?:^|[，。；、：\s]){_WE}(?:全年|年内|一年来|本年|今年){_HELD_VERBS}"


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each figure that another place contradicts."""
    facts = FactIndex(all_facts(review))
    reported: set[tuple[Span | None, str]] = set()
    for mention in review.mentions:
        diagnostic = (
            _against_log(mention, review)
            or _against_members(mention, review)
            or _against_facts(mention, facts)
        )
        if diagnostic:
            key = (diagnostic.span, diagnostic.message)
            if key not in reported:
                reported.add(key)
                yield diagnostic
    yield from _figures_against_charts(review)
    yield from _twice_in_prose(review, facts, {span for span, _ in reported})


def _against_facts(mention: FigureMention, facts: FactIndex) -> Diagnostic | None:
    if not mention.written:
        return None
    quantity = mention.quantity
    words, limits = words_of(mention), quantities.limits(quantity)
    rated = [
        (fact.nearness(words), fact, known)
        for fact, known in facts.alike(quantity)
        if not mention.qualifier or _comparable(mention, fact)
    ]
    if not rated:
        return None
    best, nearest, _ = max(rated, key=lambda one: one[0])
    agreeing = (
        score
        for close in (True, False)
        for score, fact, known in rated
        if (score >= best - TIE) is close
        and (score >= TIE or fact.source == "figure")
        and quantities.meet(known, limits)
    )
    agreed = next(agreeing, None)
    if agreed is not None and agreed >= best - TIE:
        return None
    if best >= SURE:
        return _disagrees(mention, nearest, "fact-disagrees")
    if agreed is not None:
        return None
    if best >= PERHAPS_NEAR and _of_a_size(nearest.quantity, quantity):
        return _disagrees(mention, nearest, "fact-unlike")
    if not mention.qualifier:
        slips = (f for s, f, _ in rated if _one_slip(f.quantity, quantity, related=s > 0))
        if slip := next(slips, None):
            return _disagrees(mention, slip, "fact-unlike")
    return None


def _comparable(mention: FigureMention, fact: StatedFact) -> bool:
    """Return whether a qualified figure can state `fact`: the points of a chart are parts."""
    part = mention.qualifier in ("其中", "中，", "中,") and fact.source == "chart"
    return part or mention.qualifier in fact.label


def _of_a_size(a: Quantity, b: Quantity) -> bool:
    return bool(a.value and b.value) and Decimal("0.5") <= a.value / b.value <= 2


def _disagrees(mention: FigureMention, fact: StatedFact, code: str) -> Diagnostic:
    stated, known = mention.quantity.text, fact.quantity.text
    sure = code == "fact-disagrees"
    verb = "不一致" if sure else "不同，请看是不是同一件事"
    return finding(
        code,
        f"{mention.block.where}写的是“{stated}”，与{_named(fact)}“{known}”{verb}",
        mention.span,
        f"两处改成一个数；{stated} → {known}" if sure else "是同一件事的改成一个数，不是的不必理会",
        notes=(Note("另一处在这里", fact.span),),
    )


def _named(fact: StatedFact) -> str:
    return f" {fact.name}" if fact.name[0].isascii() else fact.name


def _one_slip(a: Quantity, b: Quantity, *, related: bool) -> bool:
    """Return whether the digits differ by a typing slip: one wrong digit, or two neighbours swapped."""
    first, second = (re.sub(r"\D", "", q.number_text) for q in (a, b))
    if len(first) != len(second) or len(first) < 3 or first == second:
        return False
    apart = [i for i, (x, y) in enumerate(zip(first, second, strict=True)) if x != y]
    if len(apart) == 1:
        return len(first) >= 4 or related
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1
    return swapped and first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]


# --- the log and the members ----------------------------------------------------------------------


def _against_log(mention: FigureMention, review: Review) -> Diagnostic | None:
    record = review.entry.record
    if not record.organisation_life or mention.quantity.unit not in ("次", "场", "期", "场次"):
        return None
    if mention.qualifier or mention.block.role is Role.STORY:
        return None  # 我讲党课4次 counts the secretary's own lessons
    ends = re.search(rf"{_YEAR}$", mention.before)
    for kind, total in review.log.by_kind.items():
        names = [n for n in (kind, *EVENT_KINDS.get(kind, ())) if not re.match(_NARROWER, n)]
        behind = ends and mention.after.startswith(tuple(names))
        if behind or (any(n in mention.before for n in names) and _opens(mention.before, names)):
            counted = quantities.parse(f"{total}{mention.quantity.unit}")
            events = events_of_kind(record.organisation_life, kind)
            if counted and not quantities.agrees(counted, mention.quantity):
                more = derived.may_be_more(mention.quantity, counted, events)
                return finding(
                    "fact-unlike" if more else "fact-disagrees",
                    f"{mention.block.where}写的是{kind}“{mention.quantity.text}”，"
                    f"活动记录里有 {total} 次",
                    mention.span,
                    derived.COUNTED_ONCE if more else "改正文，或补记活动",
                    notes=(Note(f"活动记录里的{kind}从这里起", span_of_event(events[0])),),
                )
    whole = re.search(rf"{_YEAR}(?:各类|各项|支部|组织生活)*活动{_HELD_VERBS}$", mention.before)
    counted = quantities.parse(f"{review.log.total}{mention.quantity.unit}")
    stated = (number_of(figure.value) for figure in record.figures.values())
    if (
        whole
        and counted
        and not quantities.agrees(counted, mention.quantity)
        and not any(value and quantities.agrees(value, mention.quantity) for value in stated)
    ):
        more = derived.may_be_more(mention.quantity, counted, record.organisation_life)
        return finding(
            "fact-unlike" if more else "fact-disagrees",
            f"{mention.block.where}写的是活动“{mention.quantity.text}”，"
            f"活动记录里共有 {review.log.total} 次",
            mention.span,
            derived.COUNTED_ONCE if more else "改正文，或补记活动",
            notes=(Note("活动记录从这里起", span_of_event(record.organisation_life[0])),),
        )
    return None


def _opens(before: str, names: Iterable[str]) -> bool:
    """Return whether `before` ends like 全年召开党员大会: the meetings of the whole year."""
    named = "|".join(map(re.escape, names))
    opening = rf"(?:{_YEAR}|^{_WE}{_HELD_VERBS})"
    return bool(re.search(rf"{opening}(?:{named})(?:活动|会议)?{_HELD_VERBS}$", before))


_PEOPLE = (
    ("total", r"(?:现有|共有|全体|在册)(?:中共)?党员(?:总数)?$|党员(?:总数|总人数)(?:为|共|是)?$"),
    ("formal", r"正式党员(?:为|共|有)?$"),
    ("probationary", r"预备党员(?:为|共|有)?$"),
)


def _against_members(mention: FigureMention, review: Review) -> Diagnostic | None:
    branch = review.entry.branch
    if branch.members and mention.quantity.unit in ("名", "人", "位"):
        for part, pattern in _PEOPLE:
            known = number_of(getattr(branch.members, part))
            if known and re.search(pattern, mention.before):
                if quantities.agrees(known, mention.quantity):
                    return None
                fact = StatedFact(
                    "branch.yaml 的党员队伍", known, span_of(known.text), "", frozenset()
                )
                return _disagrees(mention, fact, "fact-disagrees")
    groups = mention.quantity.unit == "个" and mention.after.startswith("党小组")
    if branch.groups and groups and mention.quantity.value != branch.groups:
        return finding(
            "fact-disagrees",
            f"{mention.block.where}写的是“{mention.quantity.text}党小组”，"
            f"branch.yaml 写的是 {branch.groups} 个",
            mention.span,
            notes=(Note("支部在这里", span_of(branch.name)),),
        )
    return None


# --- figures against charts, honours and projects -------------------------------------------------


def _figures_against_charts(review: Review) -> Iterator[Diagnostic]:
    record = review.entry.record
    figures = FactIndex(tuple(figure_facts(record)))
    for other in (*chart_facts(record), *honour_facts(record)):
        # `_alike` compares both ways: 竞赛一等奖 is not 一等奖 of another contest.
        rated = [(_alike(fact, other), fact) for fact, _ in figures.alike(other.quantity)]
        rated = [(score, fact) for score, fact in rated if score >= 0.75]
        if not rated:
            continue
        best, fact = max(rated, key=lambda pair: pair[0])
        if any(s >= best - TIE and quantities.agrees(f.quantity, other.quantity) for s, f in rated):
            continue
        yield finding(
            "fact-disagrees",
            f"{other.name}写的是“{other.quantity.text}”，与{_named(fact)}“{fact.quantity.text}”不一致",
            other.span,
            "两处改成一个数",
            notes=(Note("另一处在这里", fact.span),),
        )
    for fact in figures.every:
        yield from _figure_against_projects(fact, review)


def _alike(fact: StatedFact, other: StatedFact) -> float:
    if not fact.bigrams or not other.bigrams:
        return 0.0
    shared = len(fact.bigrams & other.bigrams)
    if other.source == "honour":
        return shared / len(fact.bigrams)
    return min(shared / len(fact.bigrams), shared / len(other.bigrams))


_STATUS = (("done", "建成"), ("under-way", "在建"), ("planned", "拟建"))


def _figure_against_projects(fact: StatedFact, review: Review) -> Iterator[Diagnostic]:
    for status, word in _STATUS:
        for kind in {str(p.kind) for p in review.entry.record.projects}:
            if fact.label not in (f"{word}{kind}", f"{kind}{word}"):
                continue
            listed = [
                p for p in review.entry.record.projects if p.kind == kind and p.status == status
            ]
            if listed and not quantities.agrees(
                fact.quantity, quantities.parse(f"{len(listed)}个") or fact.quantity
            ):
                yield finding(
                    "fact-disagrees",
                    f"{fact.name}是“{fact.quantity.text}”，projects 里{word}的{kind}列了 {len(listed)} 个",
                    fact.span,
                    notes=(Note("列出的项目从这里起", span_of(listed[0].name)),),
                )


# --- two texts with the same words and different figures ------------------------------------------


def _twice_in_prose(
    review: Review, facts: FactIndex, reported: set[Span | None]
) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], FigureMention] = {}
    for mention in review.mentions:
        run = mention.before[-4:]
        if (
            len(run) < 4
            or not all(map(is_han, run))
            or not mention.written
            or mention.qualifier
            or mention.span in reported
        ):
            continue
        figure = mention.quantity
        if any(quantities.same_value(fact.quantity, figure) for fact, _ in facts.alike(figure)):
            continue  # it states a fact of the record, correctly
        key = (run, mention.quantity.unit)
        known = first.setdefault(key, mention)
        if known.span in reported or quantities.agrees(known.quantity, mention.quantity):
            continue
        if Decimal(0) in (known.quantity.value, mention.quantity.value):
            continue
        yield finding(
            "fact-unlike",
            f"{mention.block.where}写的是“{key[0]}{mention.quantity.text}”，"
            f"{known.block.where}写的是“{key[0]}{known.quantity.text}”",
            mention.span,
            "是同一件事的改成一个数，不是的不必理会",
            notes=(Note("另一处在这里", known.span),),
        )
