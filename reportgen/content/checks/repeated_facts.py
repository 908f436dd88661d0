"""Check that a fact stated in several places (texts, tables, charts, honours) has one figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content import derived, quantities
from reportgen.content.checks.consistency import is_selection
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.identity import is_certain, names_members
from reportgen.content.checks.likeness import Closeness, closeness
from reportgen.content.checks.neighbours import Neighbours
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.scopes import Match, Setting, match
from reportgen.content.checks.stated_facts import (
    FactIndex,
    Source,
    StatedFact,
    facts_of,
    meet,
)
from reportgen.content.checks.text_blocks import Role
from reportgen.content.log.events import EVENT_KINDS, events_of_kind, span_of_event
from reportgen.content.model import Event
from reportgen.content.quantities import number_of
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import Span, span_of

#: how alike the namings must be for a doubt, by the agreement of the scopes and the nearness of the values
_ENOUGH = {
    (Match.SAME, Closeness.LONG_SLIP): 0.0,
    (Match.SAME, Closeness.SLIP): 0.3,
    (Match.SAME, Closeness.NEAR): 0.52,
    (Match.SAME, Closeness.SMALL): 0.7,
    (Match.SAME, Closeness.FAR): 0.9,
    (Match.POSSIBLE, Closeness.LONG_SLIP): 0.2,
    (Match.POSSIBLE, Closeness.SLIP): 0.4,
    (Match.POSSIBLE, Closeness.NEAR): 0.6,
    (Match.POSSIBLE, Closeness.SMALL): 0.85,
    (Match.DOUBTFUL, Closeness.LONG_SLIP): 0.4,
    (Match.DOUBTFUL, Closeness.SLIP): 0.7,
}
#: the most that is asked of facts that stand beside the same figure
_ENOUGH_BESIDE = {
    Closeness.LONG_SLIP: 0.0,
    Closeness.SLIP: 0.0,
    Closeness.NEAR: 0.3,
    Closeness.SMALL: 0.6,
}
#: how alike the words of shares, changes and cells must be beside the same figure
_NAMED_ALIKE = 0.5
#: above every likeness
_NEVER = 2.0
#: in one work, event or problem the words need to be less alike
_ONE_SUBJECT = 0.15
#: two entries with names of their own need more than a slip of the hand
_BOTH_ENTRIES = 0.5
#: a figure without a unit may count anything
_NO_UNIT = 0.25
_STAGE = re.compile("办结|整改|采纳|修复|销号|答复|回访|转办|结案|审结|兑现|通过|合格|满意")
#: namings whose likeness differs by less than this are equally likely
_TIE = 0.1
#: a figure of so many digits is not stated twice by chance, so that this likeness excuses it
_NO_CHANCE, _EXCUSE_LIKENESS = 3, 0.3
#: a conflict is reported at the first of its places in this order, with the other beside it
_ORDER = (
    Source.TEXT,
    Source.TABLE,
    Source.CHART,
    Source.HONOUR,
    Source.EARLIER,
    Source.FIGURE,
    Source.MEMBERS,
    Source.LAST_YEAR,
    Source.LOG,
)
_NOT_ALL = f"活动没有逐次记的不必理会；{derived.COUNTED_ONCE}"
_SAME_THING = "如果说的是同一件事，两处改成一个数"


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each figure that another place contradicts."""
    reported: set[Span | None] = set()
    for mention in review.mentions:
        diagnostic = _against_log(mention, review)
        if diagnostic and diagnostic.span not in reported:
            reported.add(diagnostic.span)
            yield diagnostic
    index = FactIndex(facts_of(review))
    neighbours = Neighbours(index.facts)
    latest_first = reversed(index.facts)
    for fact in sorted(latest_first, key=lambda fact: _ORDER.index(fact.source)):
        if fact.span in reported or fact.source in (Source.LAST_YEAR, Source.LOG):
            continue
        if conflict := _conflict(fact, index, neighbours, review.setting):
            if conflict.other.span in reported:
                continue
            reported.add(fact.span)
            yield _disagrees(fact, conflict)
    for fact in index.facts:
        if fact.source is Source.FIGURE:
            yield from _figure_against_projects(fact, review)


@dataclass(frozen=True, slots=True)
class _Conflict:
    """A fact that contradicts another, and whether both surely mean one thing."""

    other: StatedFact
    sure: bool


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A fact that seems to contradict another: how alike they are named, and how alike they must be."""

    other: StatedFact
    likeness: float
    least_likeness: float


@dataclass(frozen=True, slots=True)
class _Agreement:
    """A fact with the value of another; their scopes may exclude each other."""

    other: StatedFact
    is_apart: bool


def _conflict(
    fact: StatedFact, index: FactIndex, neighbours: Neighbours, setting: Setting
) -> _Conflict | None:
    """Return what contradicts `fact`, None where something agrees with it or nothing is like it."""
    if fact.mention and not _is_counted(fact.mention):
        return None
    certain: list[tuple[StatedFact, bool]] = []
    agreements: list[_Agreement] = []
    doubts: list[_Doubt] = []
    beside = {id(other): other for other in neighbours.alike(fact) if _is_alike(fact, other)}
    known = {id(other): other for other in index.candidates(fact)}
    for other in (known | beside).values():
        if _apart(fact, other):
            continue
        scopes, agrees = _scopes(fact, other), meet(fact, other)
        if is_certain(fact, other, scopes, setting):
            certain.append((other, agrees))
        if agrees:
            agreements.append(_Agreement(other, scopes is Match.APART))
            continue
        least = _least_likeness(fact, other, scopes)
        if id(other) in beside and scopes >= Match.POSSIBLE:
            near = closeness(fact.quantity, other.quantity)
            if not neighbours.state(fact, other.quantity) | neighbours.state(other, fact.quantity):
                enough = _ENOUGH_BESIDE.get(near, _NEVER)
                least = min(least, max(enough, _NAMED_ALIKE if _is_general(fact, other) else 0.0))
        if least <= 1 and (likeness := index.alike(fact, other)) >= least:
            doubts.append(_Doubt(other, likeness, least))
    if certain:
        agreed = any(agrees for _, agrees in certain)
        return None if agreed else _Conflict(certain[0][0], sure=True)
    for doubt in sorted(doubts, key=lambda doubt: doubt.least_likeness - doubt.likeness):
        if not _is_explained(fact, agreements, doubt, index) and not _elsewhere(fact, doubt, index):
            return _Conflict(doubt.other, sure=False)
    return None


def _apart(fact: StatedFact, other: StatedFact) -> bool:
    """Return whether two facts surely state different things, by the places they stand in."""
    if fact.group == other.group:
        return True
    for a, b in ((fact, other), (other, fact)):
        if a.source is Source.MEMBERS and not (b.mention and names_members(b.mention, a)):
            return True
    # The note of an entry, a table or a chart says something else than what it is a note to.
    if fact.source.is_entry is other.source.is_entry or not fact.subjects & other.subjects:
        return False
    mention = fact.mention or other.mention
    return mention is not None and mention.block.role is Role.LABEL


def _is_general(fact: StatedFact, other: StatedFact) -> bool:
    """Return whether two facts may stand beside the same figure by chance: shares, changes, cells."""
    cells = {fact.source, other.source} & {Source.TABLE, Source.CHART}
    return bool(cells) or fact.quantity.unit == "%" or fact.scope.change


def _is_alike(fact: StatedFact, other: StatedFact) -> bool:
    """Return whether two facts are figures of one unit, of different places."""
    return bool(fact.quantity.unit) and quantities.same_unit(fact.quantity, other.quantity)


def _is_counted(mention: FigureMention) -> bool:
    """Return whether a figure is one that people count: in digits, or in many numerals (四十一)."""
    number = mention.quantity.number_text
    return mention.is_in_digits or (len(number) > 2 and number[-1] not in "十百千万亿")


def _scopes(a: StatedFact, b: StatedFact) -> Match:
    return match(a.scope, b.scope, a_entry=a.source.is_entry, b_entry=b.source.is_entry)


def _least_likeness(fact: StatedFact, other: StatedFact, scopes: Match) -> float:
    """Return the least likeness of two names, from 0 to 1, at which a doubt is raised.

    A value above 1 means that no doubt is raised.
    """
    if scopes is Match.APART or other.source is Source.LOG:
        return _NEVER
    if other.mention and not _is_counted(other.mention):
        return _NEVER
    entries = (fact.source.is_entry, other.source.is_entry)
    if all(entries) and not (fact.quantity.value and other.quantity.value):
        return _NEVER  # a category of nothing
    near = closeness(fact.quantity, other.quantity)
    wanted = _ENOUGH.get((scopes, near), _NEVER)
    if near is Closeness.FAR and Source.MEMBERS in (fact.source, other.source):
        return _NEVER
    no_unit = not (fact.quantity.unit and other.quantity.unit)
    if near is Closeness.FAR and not _of_a_size(fact, other):
        if no_unit:
            return _NEVER
        return _NEVER if fact.scope.change else max(wanted, 0.9 if any(entries) else 0.95)
    if no_unit:
        return max(wanted, 0.35) + _NO_UNIT
    if all(entries):
        return max(wanted, _BOTH_ENTRIES)
    if not fact.subjects & other.subjects:
        return wanted
    if any(entries) and near >= Closeness.SLIP and scopes is Match.SAME:
        return wanted if _are_stages(fact, other) else 0.0
    return wanted - _ONE_SUBJECT


def _are_stages(a: StatedFact, b: StatedFact) -> bool:
    """Return whether one figure counts what was done with those of the other: 办结161件 of 投诉168件."""
    stages = [
        {word for words, _ in one.namings for part in words.parts for word in _STAGE.findall(part)}
        for one in (a, b)
    ]
    return stages[0] != stages[1]


def _of_a_size(a: StatedFact, b: StatedFact) -> bool:
    first, second = a.quantity.value, b.quantity.value
    return bool(first and second) and Decimal("0.5") <= first / second <= 2


def _is_explained(
    fact: StatedFact, agreements: Iterable[_Agreement], doubt: _Doubt, index: FactIndex
) -> bool:
    """Return whether another place says the same of a thing that is named nearly as alike.

    A figure of one digit is found again by chance, so that less likeness excuses it. What is of another
    year or a plan does not excuse a slip of the hand.
    """
    near = closeness(fact.quantity, doubt.other.quantity)
    enough = doubt.likeness - (2 * _TIE if near is Closeness.SMALL else _TIE)
    if sum(map(str.isdigit, fact.quantity.number_text)) >= _NO_CHANCE:
        enough = min(enough, _EXCUSE_LIKENESS)  # 237处 is stated elsewhere
    return any(
        not (agreement.is_apart and near >= Closeness.SLIP)
        and index.alike(fact, agreement.other) >= enough
        for agreement in agreements
    )


def _elsewhere(fact: StatedFact, doubt: _Doubt, index: FactIndex) -> bool:
    """Return whether a neighbour of `fact` already states what contradicts it.

    In 由29件降到17件 the second figure is that of the entry, so the first is not. Nor does a sentence
    contradict one entry that states another.
    """
    other = doubt.other
    slip = closeness(fact.quantity, other.quantity) is Closeness.LONG_SLIP
    if slip and not fact.source.is_entry:
        return False  # 7968卷……7986卷
    for third in index.candidates(other):
        if third is fact or not meet(third, other):
            continue
        beside = third.group == fact.group
        named = fact.source.is_entry and third.source.is_entry and not other.source.is_entry
        if (beside or named) and index.alike(third, other) >= doubt.likeness - _TIE:
            return True
    return False


def _disagrees(fact: StatedFact, conflict: _Conflict) -> Diagnostic:
    other = conflict.other
    first, second = fact.quantity.text, other.quantity.text
    code = "fact-disagrees" if conflict.sure else "fact-unlike"
    verb = "不一致" if conflict.sure else "不同"
    return finding(
        code,
        f"{fact.name}写的是“{first}”，与{_name_words(other)}“{second}”{verb}",
        fact.span,
        "两处改成一个数" if conflict.sure else _SAME_THING,
        notes=(Note("另一处在这里", other.span),),
    )


def _name_words(fact: StatedFact) -> str:
    if fact.mention:
        return f"{fact.name}的"
    return f" {fact.name}" if fact.name[0].isascii() else fact.name


# --- the log and the groups -----------------------------------------------------------------------

_HOLDING_VERBS = r"(?:共|累计|分别|组织|开展|召开|举办|举行|讲授|讲|上|进行|了)*"
#: adjectives of a narrower kind: a branch with five 党课 may have two 专题党课
_NARROWER = "专题|微|廉政"
_WE = "(?:我支部|本支部|支部)?"
_OF_YEAR = rf"(?:^|[，。；、：\s]){_WE}(?:全年|年内|一年来|本年|今年){_HOLDING_VERBS}"


def _against_log(mention: FigureMention, review: Review) -> Diagnostic | None:
    record = review.entry.record
    if not record.organisation_life or mention.quantity.unit not in ("次", "场", "期", "场次"):
        return None
    if not mention.scope.plain or mention.block.role is Role.STORY:
        return None  # 我讲党课4次 counts the secretary's own lessons
    before = re.split("[，,、：:]", mention.lead)[-1]
    ends = re.search(rf"{_OF_YEAR}$", before)
    for kind, total in review.log.by_kind.items():
        names = [n for n in (kind, *EVENT_KINDS.get(kind, ())) if not re.match(_NARROWER, n)]
        behind = ends and mention.after.startswith(tuple(names))
        if behind or (any(n in before for n in names) and _opens(before, names)):
            events = events_of_kind(record.organisation_life, kind)
            if wrong := _wrong_count(mention, kind, total, events):
                return wrong
    whole = re.search(rf"{_OF_YEAR}(?:各类|各项|支部|组织生活)*活动{_HOLDING_VERBS}$", before)
    stated = (number_of(figure.value) for figure in record.figures.values())
    if whole and not any(value and quantities.agrees(value, mention.quantity) for value in stated):
        return _wrong_count(mention, "", review.log.total, record.organisation_life)
    return None


def _wrong_count(
    mention: FigureMention, kind: str, total: int, events: Sequence[Event]
) -> Diagnostic | None:
    """Return the finding of a count of meetings that is not that of the log; of all kinds for ""."""
    counted = quantities.parse(f"{total}{mention.quantity.unit}")
    if counted is None or quantities.agrees(counted, mention.quantity):
        return None
    more = is_selection(mention.quantity, counted) or derived.may_be_more(
        mention.quantity, counted, events
    )
    return finding(
        "fact-unlike" if more else "fact-disagrees",
        f"{mention.block.where}写的是{kind or '活动'}“{mention.quantity.text}”，"
        f"活动记录里{'' if kind else '共'}有 {total} 次",
        mention.span,
        _NOT_ALL if more else "改正文，或补记活动",
        notes=(Note(f"活动记录{f'里的{kind}' if kind else ''}从这里起", span_of_event(events[0])),),
    )


def _opens(before: str, names: Iterable[str]) -> bool:
    """Return whether `before` ends like 全年召开党员大会: the meetings of the whole year."""
    named = "|".join(map(re.escape, names))
    opening = rf"(?:{_OF_YEAR}|^{_WE}{_HOLDING_VERBS})"
    return bool(re.search(rf"{opening}(?:{named})(?:活动|会议)?{_HOLDING_VERBS}$", before))


# --- projects ------------------------------------------------------------------------------------

_STATUS = (("done", "建成"), ("under-way", "在建"), ("planned", "拟建"))


def _figure_against_projects(fact: StatedFact, review: Review) -> Iterator[Diagnostic]:
    for status, word in _STATUS:
        for kind in {str(p.kind) for p in review.entry.record.projects}:
            if not {f"{word}{kind}", f"{kind}{word}"} & set(fact.labels):
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
