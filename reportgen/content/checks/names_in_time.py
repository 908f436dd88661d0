"""Check for a name of the branch in a sentence about a time when it had another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.text_blocks import TextBlock
from reportgen.content.former_names import NamePeriod
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import span_of

_SENTENCE = re.compile(r"[^。！？；\n]+")
#: 2019年, 2019—2021年; not 2019年以来, which reaches to today
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年?[—–～~至到-]((?:19|20)\d\d))?年")
_TO_TODAY = re.compile(r"以来|至今|起[，,]|开始")
#: words by which a sentence says itself that the name is of another time
_EXPLAINED = re.compile(r"原名?|更名|改名|改称|改制|前身|时称|曾用名|现[名称为]|（现")


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each name in a sentence that names only years outside its time.

    A sentence without a year speaks of the record's: a name that was given later is found there too.
    """
    periods = review.entry.names
    if len(periods) < 2:
        return
    later = frozenset(
        word
        for period in periods
        if period.after and period.after.first and period.after.first.year > review.entry.year
        for word in period.words
        if word not in (review.entry.record.name, review.entry.record.short)
    )
    for block in review.blocks:
        if "年" in block.text or any(word in block.text for word in later):
            for sentence in _SENTENCE.finditer(block.text):
                years = _years_in(sentence[0])
                if not years and any(word in sentence[0] for word in later):
                    years = [review.entry.year]  # the name had not been given in the record's year
                yield from _sentence(block, sentence, years, periods)


def _years_in(sentence: str) -> list[int]:
    return [int(year) for match in _YEARS.finditer(sentence) for year in match.groups() if year]


def _sentence(
    block: TextBlock, match: re.Match[str], years: list[int], periods: tuple[NamePeriod, ...]
) -> Iterator[Diagnostic]:
    start, sentence = match.start(), match[0]
    if not years or _TO_TODAY.search(sentence) or _EXPLAINED.search(sentence):
        return
    mentions = _mentions(sentence, periods)
    if len({id(period) for _, _, period in mentions}) > 1:
        return  # A sentence with the names of two times speaks of the change.
    for at, word, period in mentions:
        then = next((each for each in periods if all(map(each.has_whole, years))), None)
        if then is None or then is period:
            continue
        right = then.short if word == period.short and then.short else then.name
        change = period.after if periods.index(then) < periods.index(period) else period.until
        yield finding(
            "name-of-another-time",
            f"{block.where}说的是{years[0]}年，用的名称是“{word}”，那时叫“{right}”",
            block.inside(start + at, start + at + len(word)),
            f"如果说的是当时的事，请用当时的名称“{right}”",
            notes=(Note("改名的时间写在这里", span_of(change.text) if change else None),),
        )


def _mentions(sentence: str, periods: tuple[NamePeriod, ...]) -> list[tuple[int, str, NamePeriod]]:
    """Return the names of one time alone that stand in the sentence, none inside a longer one."""
    owners: dict[str, list[NamePeriod]] = {}
    for period in periods:
        for word in period.words:
            owners.setdefault(word, []).append(period)
    mentions = []
    rest = sentence
    for word in sorted(owners, key=len, reverse=True):
        while (at := rest.find(word)) >= 0:
            rest = rest[:at] + "\0" * len(word) + rest[at + len(word) :]
            if len(owners[word]) == 1:
                mentions.append((at, word, owners[word][0]))
    return mentions
