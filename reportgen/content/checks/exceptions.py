"""Leave out what a record's exceptions name, and report exceptions and words of `none` without effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.content import exceptions
from reportgen.content.checks import frequency
from reportgen.content.checks.registry import CHECKS, Family, finding
from reportgen.content.checks.review import Review
from reportgen.content.log.events import EVENT_KINDS, kind_name
from reportgen.content.model import Exemption, YearRecord
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Span, place_inside, span_of
from reportgen.suggestions import did_you_mean


def apply(review: Review, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return `findings` without those that an exception quotes or accepts, and the unused exceptions."""
    record = review.entry.record
    quoting = [
        exemption for exemption in record.exceptions if exemption.phrase or exemption.finding
    ]
    used: set[int] = set()
    remaining: list[Diagnostic] = []
    for diagnostic in findings:
        matching = [i for i, e in enumerate(quoting) if _is_answered(diagnostic, e, review)]
        used.update(matching)
        if not matching:
            remaining.append(diagnostic)
    remaining += [_unused(e, review) for i, e in enumerate(quoting) if i not in used]
    for exemption in record.exceptions:
        is_of_time = not (exemption.phrase or exemption.fact or exemption.finding)
        if is_of_time and not _silences(exemption, review):
            remaining.append(_unused(exemption, review))
    remaining += _none(review)
    return remaining


def _is_answered(diagnostic: Diagnostic, exemption: Exemption, review: Review) -> bool:
    """Return whether an exception quotes what a finding is about, or accepts a doubt word for word."""
    if exemption.phrase and _quotes(diagnostic, str(exemption.phrase), review):
        return True
    is_doubt = diagnostic.severity is not Severity.ERROR
    return (
        is_doubt
        and bool(exemption.finding)
        and _one_line(exemption.finding) == _one_line(diagnostic.message)
    )


def _one_line(text: str) -> str:
    return "".join(text.split())


def _quotes(diagnostic: Diagnostic, phrase: str, review: Review) -> bool:
    """Return whether a finding about figures that differ quotes `phrase` or points into it."""
    check = CHECKS.get(diagnostic.code)
    if check is None or check.family is not Family.CONSISTENCY:
        return False
    if f"“{phrase}”" in diagnostic.message:
        return True
    at = diagnostic.span
    for block in review.blocks if at else ():
        for match in re.finditer(re.escape(phrase), block.text):
            place = place_inside(block.text, match.start(), match.end())
            if place and at and _stands_in(at, place):
                return True
    return False


def _stands_in(at: Span, place: Span) -> bool:
    same_line = (place.path, place.line) == (at.path, at.line)
    return same_line and place.column <= at.column < place.column + place.length


def _silences(exemption: Exemption, review: Review) -> bool:
    """Return whether there would be more to report about frequency without `exemption`."""
    record = review.entry.record
    others = tuple(e for e in record.exceptions if e is not exemption)
    without = record.model_copy(update={"exceptions": others})
    bare = replace(review, entry=replace(review.entry, record=without))
    return list(frequency.check(review)) != list(frequency.check(bare))


def _unused(exemption: Exemption, review: Review) -> Diagnostic:
    month = exemption.month.short if exemption.month else ""
    what = str(exemption.phrase or exemption.finding) or f"{month}{exemption.kind}"
    known = {*EVENT_KINDS, *review.log.by_kind, *review.settings.minimums}
    kind = str(exemption.kind)
    near = did_you_mean(kind, sorted(known)) if kind and kind_name(kind) not in known else ()
    at = (
        exemption.phrase
        or exemption.finding
        or exemption.kind
        or (exemption.month.text if exemption.month else "")
    )
    return finding(
        "exception-unused",
        f"例外“{what}”没有用上：检查本来就没有提示它",
        span_of(at),
        *(near or ("写法要与提示里的一致；已经改好或补记的，请删去这一条",)),
    )


def _none(review: Review) -> Iterator[Diagnostic]:
    record = review.entry.record
    known = exceptions.words_of_none(review.entry.types)
    for word in record.none:
        if kind_name(str(word)) not in {*known, *review.log.by_kind}:
            yield finding(
                "none-unknown",
                f"none 里的“{word}”不是程序会问的内容",
                span_of(word),
                *did_you_mean(str(word), known, listing="可以写的有"),
            )
        elif _there_is(str(word), record, review):
            yield finding(
                "none-contradicted",
                f"none 里写了没有“{word}”，记录里却有",
                span_of(word),
                "两处改成一致：有的，从 none 里删去",
            )


def _there_is(word: str, record: YearRecord, review: Review) -> bool:
    parts = {
        "荣誉": record.honours,
        "问题": record.problems,
        "上年问题": record.followups,
        "计划": record.plan,
        "开头": record.opening,
        "成文日期": record.signed,
    }
    return bool(parts.get(word)) or review.log.count(word) > 0
