"""A composed document → the facts that stand in it, by the places its texts carry.

Words are never searched for in the whole content: a text says by its `at` which fact it shows, and the
words only tell which part of that fact. Punctuation, blanks and bold do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from reportgen.content.facts import Fact
from reportgen.document.nodes import (
    Chart,
    Deck,
    Document,
    Form,
    Number,
    Pending,
    Picture,
    Reference,
    Report,
    Text,
)
from reportgen.document.pages import DeckPage
from reportgen.document.walk import walk
from reportgen.spans import Span, span_of

_NO_WORDS = re.compile(r"[\W_]+")


class Medium(StrEnum):
    """What a reader or a speaker has before them."""

    REPORT = "report"
    SLIDE = "slide"
    NOTES = "notes"
    SCRIPT = "script"
    #: the drawing and the workbook of a chart
    CHART = "chart"

    @property
    def is_spoken(self) -> bool:
        """Whether only the speaker sees it."""
        return self in (Medium.NOTES, Medium.SCRIPT)


class Spot(NamedTuple):
    """Where a text stands in a document; `number` is that of the slide or page from 1, 0 if not known."""

    medium: Medium
    number: int = 0


class LocatedText(NamedTuple):
    """A text of a document, where it stands there, and where it was written."""

    text: str
    spot: Spot
    at: Span


#: the first character and the one behind the last, among the words of a fact
Range = tuple[int, int]
#: ranges in order that do not touch
Ranges = tuple[Range, ...]
#: number of a fact → what of it stands somewhere
Coverage = dict[int, Ranges]


def words_of(text: str) -> str:
    """Return the letters, characters and digits of a text, which alone are compared."""
    return _NO_WORDS.sub("", text).casefold()


def texts_of_pages(pages: Iterable[DeckPage]) -> Iterator[LocatedText]:
    """Yield the texts of a deck that know their places, by the slides on which they are delivered."""
    for page in pages:
        yield from _texts(tuple(page.contents.values()), Spot(Medium.SLIDE, page.number))
        yield from _texts(page.notes, Spot(Medium.NOTES, page.number))


def texts_of_report(report: Report, pages: Mapping[int, int]) -> Iterator[LocatedText]:
    """Yield the texts of a report that know their places; `pages` has the page of each of its blocks."""
    opening = (report.cover, report.head, report.shoulder, report.title, report.subtitle)
    for index, block in ((-1, opening), *enumerate(report.blocks)):
        yield from _texts(block, Spot(Medium.REPORT, pages.get(index, 0)))


def texts_of(document: Document, *, is_script: bool = False) -> Iterator[LocatedText]:
    """Yield the texts of a document that know their places, in reading order."""
    if isinstance(document, Deck):
        for number, slide in enumerate(document.slides, 1):
            yield from _texts(slide.values, Spot(Medium.SLIDE, number))
            yield from _texts(slide.notes, Spot(Medium.NOTES, number))
    elif isinstance(document, Form):
        yield from _written(document.written, Spot(Medium.REPORT))
    else:
        yield from _texts(document, Spot(Medium.SCRIPT if is_script else Medium.REPORT))


def _texts(node: Any, spot: Spot) -> Iterator[LocatedText]:
    for part in walk(node):
        match part:
            case Text() | Reference():
                if part.at:
                    yield LocatedText(part.text, spot, part.at)
            case Number():
                if part.at:
                    yield LocatedText(part.number + part.unit, spot, part.at)
            case Pending():
                if part.at:
                    yield LocatedText(f"待补充{part.text}", spot, part.at)
            case Picture():
                yield from _written((part.alt, part.credit), spot)
            case Chart():
                yield from _written(part.written, Spot(Medium.CHART, spot.number))


def _written(texts: Iterable[str], spot: Spot) -> Iterator[LocatedText]:
    for text in texts:
        if span := span_of(text):
            yield LocatedText(text, spot, span)


@dataclass(eq=False, slots=True)
class FactIndex:
    """The facts of a year, found by the places of texts."""

    facts: tuple[Fact, ...]
    _by_span: dict[Span, list[int]] = field(default_factory=dict)
    #: path → lines and columns of its facts in order, and the numbers of the facts
    _starts: dict[str, tuple[list[tuple[int, int]], list[int]]] = field(default_factory=dict)
    _words: dict[int, str] = field(default_factory=dict)
    #: the numbers of the facts that several items of a list have in common
    alike: tuple[tuple[int, ...], ...] = ()

    def __post_init__(self) -> None:
        starts: dict[str, list[tuple[int, int, int]]] = {}
        same: dict[tuple[str, str], list[int]] = {}
        for number, fact in enumerate(self.facts):
            self._by_span.setdefault(fact.span, []).append(number)
            span = fact.span
            starts.setdefault(span.path, []).append((span.line, span.column, number))
            if fact.item:
                same.setdefault((fact.field, fact.text), []).append(number)
        for path, rows in starts.items():
            rows.sort()
            self._starts[path] = [row[:2] for row in rows], [row[2] for row in rows]
        self.alike = tuple(tuple(numbers) for numbers in same.values() if len(numbers) > 1)

    def words(self, number: int) -> str:
        """Return the words of a fact."""
        if number not in self._words:
            self._words[number] = words_of(self.facts[number].text)
        return self._words[number]

    def find(self, text: str, at: Span) -> tuple[int, Ranges] | None:
        """Return the fact that a text shows, and each stretch of its words that are those of the text."""
        exact = self._by_span.get(at, ())
        if len(exact) == 1 and self.facts[exact[0]].text == text:
            return exact[0], (self.whole(exact[0]),)
        text_words = words_of(text)
        if not text_words:
            return None
        # The items of a list that stands in one cell of a ledger have the same place.
        same = sorted(exact, key=lambda n: self.words(n) != text_words) if len(exact) > 1 else exact
        for number in same or self._around(at):
            if ranges := tuple(_occurrences(text_words, self.words(number))):
                return number, ranges
        return None

    def find_form(self, text: str, at: Span) -> tuple[int, Ranges] | None:
        """Return the fact that a text shows in other words: a date in another form, 已建成 for done."""
        exact = self._by_span.get(at, ())
        if len(exact) == 1 and words_of(text):
            return exact[0], (self.whole(exact[0]),)
        return None

    def whole(self, number: int) -> Range:
        """Return the range of all words of a fact."""
        return 0, len(self.words(number))

    def _around(self, at: Span) -> list[int]:
        """Return the fact in which a place lies, which is the last one that begins before it."""
        places, numbers = self._starts.get(at.path, ([], []))
        index = bisect_right(places, (at.line, at.column)) - 1
        if index < 0:
            return []
        span, text = self.facts[numbers[index]].span, self.facts[numbers[index]].text
        # Only the places within a text of one line, and within one that keeps its lines, are known.
        last = span.line + text.count("\n")
        is_behind = at.line > last or (last == span.line and at.column >= span.column + span.length)
        return [] if is_behind else [numbers[index]]


def _occurrences(part: str, words: str) -> Iterator[Range]:
    start = words.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = words.find(part, start + len(part))


@dataclass(frozen=True, slots=True)
class Placement:
    """What of the facts of a year stands in a document: before its readers, and with the speaker alone."""

    read: Mapping[int, Ranges] = field(default_factory=dict)
    spoken: Mapping[int, Ranges] = field(default_factory=dict)


def placement_of(texts: Iterable[LocatedText], index: FactIndex) -> Placement:
    """Return which facts the texts of a document show."""
    read: Coverage = {}
    spoken: Coverage = {}
    for number, spot, ranges in landings(texts, index):
        coverage = spoken if spot.medium.is_spoken else read
        known = coverage.get(number, ())
        # A sentence that a text has twice lands once for each time it is shown.
        new = next((r for r in ranges if not is_covered(known, r)), ranges[0])
        coverage[number] = union((*known, new))
    _share(read, index)
    return Placement(read, spoken)


def _share(coverage: Coverage, index: FactIndex) -> None:
    """Add what items of a list have in common with another: a joined cell or a note stands for all.

    An item has to stand in the document itself, with its name or another of its facts.
    """
    items = {index.facts[number].item for number in coverage}
    for group in index.alike:
        if any(coverage.get(number) == (index.whole(number),) for number in group):
            for number in group:
                if index.facts[number].item in items:
                    coverage[number] = (index.whole(number),)


def landings(texts: Iterable[LocatedText], index: FactIndex) -> Iterator[tuple[int, Spot, Ranges]]:
    """Yield the fact of each text that shows one, where the text stands, and what of the fact it shows.

    Texts of one place that follow each other, such as the bold words of a sentence, are one text.
    """
    waiting: list[LocatedText] = []
    for text in (*texts, None):
        if waiting and (text is None or text.at != waiting[0].at or text.spot != waiting[0].spot):
            yield from _landings_at(waiting, index)
            waiting.clear()
        if text:
            waiting.append(text)


def _landings_at(texts: list[LocatedText], index: FactIndex) -> Iterator[tuple[int, Spot, Ranges]]:
    at, spot = texts[0].at, texts[0].spot
    if len(texts) > 1:
        whole = index.find("".join(text.text for text in texts), at)
        if whole:
            yield whole[0], spot, whole[1]
            return
    for text in texts:
        if one := index.find(text.text, at) or index.find_form(text.text, at):
            yield one[0], spot, one[1]


def union(ranges: Iterable[Range]) -> Ranges:
    """Return ranges as few, in order."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def is_covered(ranges: Ranges, part: Range) -> bool:
    """Return whether `part` lies within one of `ranges`."""
    return any(start <= part[0] and part[1] <= end for start, end in ranges)


def placement_text(placement: Placement) -> str:
    """Return a placement as a short text: `4:0-12 20:0-15+30-44|3:0-80`, the ranges of words of each fact."""
    return "|".join(_coverage_text(part) for part in (placement.read, placement.spoken))


def placement_from(text: str) -> Placement:
    """Return the placement that `placement_text` wrote."""
    read, _, spoken = text.partition("|")
    return Placement(_coverage_from(read), _coverage_from(spoken))


def _coverage_text(coverage: Mapping[int, Ranges]) -> str:
    return " ".join(
        f"{number}:{'+'.join(f'{start}-{end}' for start, end in ranges)}"
        for number, ranges in sorted(coverage.items())
    )


def _coverage_from(text: str) -> Coverage:
    coverage: Coverage = {}
    for item in text.split():
        number, _, ranges = item.partition(":")
        ends = (part.split("-") for part in ranges.split("+"))
        coverage[int(number)] = tuple((int(start), int(end)) for start, end in ends)
    return coverage
