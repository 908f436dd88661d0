"""The placements of all documents of a branch's year → its account: the facts that none of them shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.compose.placement import (
    Coverage,
    FactIndex,
    Placement,
    Range,
    Ranges,
    union,
    words_of,
)
from reportgen.content.account import Account, Entry, Loss
from reportgen.content.branch_year import BranchYear
from reportgen.content.exceptions import unused_facts

#: characters of the words of an entry
_MOST_WORDS = 60


def balance(entry: BranchYear, index: FactIndex, placements: Iterable[Placement]) -> Account:
    """Return the account of a year whose documents have `placements`, without what is not to be used."""
    read: Coverage = {}
    spoken: Coverage = {}
    for placement in placements:
        for coverage, more in ((read, placement.read), (spoken, placement.spoken)):
            for number, ranges in more.items():
                known = coverage.get(number)
                coverage[number] = union((*known, *ranges)) if known else ranges
    unused = unused_facts(entry.record)
    entries = (one for one in _entries(index, read, spoken) if one.words not in unused)
    return Account(entry.slug, entry.year, tuple(entries))


def _entries(index: FactIndex, read: Coverage, spoken: Coverage) -> Iterator[Entry]:
    for number, fact in enumerate(index.facts):
        whole = index.whole(number)
        if read.get(number) == (whole,):
            continue
        anywhere = union((*read.get(number, ()), *spoken.get(number, ())))
        if not anywhere:
            yield Entry(fact.path, _quoted(fact.text), fact.span, Loss.WHOLE)
        elif anywhere != (whole,):
            missing = "……".join(_missing(fact.text, anywhere))
            yield Entry(fact.path, _quoted(missing), fact.span, Loss.PART)
        elif number not in read and not fact.is_speech:
            yield Entry(fact.path, _quoted(fact.text), fact.span, Loss.SPOKEN)


def _missing(text: str, ranges: Ranges) -> Iterator[str]:
    """Yield the stretches of `text` whose words lie outside `ranges` of them."""
    places = [i for i, character in enumerate(text) for _ in words_of(character)]
    for start, end in _gaps(ranges, len(places)):
        yield text[places[start] : places[end - 1] + 1]


def _gaps(ranges: Ranges, length: int) -> Iterator[Range]:
    position = 0
    for start, end in (*ranges, (length, length)):
        if start > position:
            yield position, start
        position = end


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST_WORDS else f"{flat[:_MOST_WORDS]}…"
