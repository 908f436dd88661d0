"""The words a record itself has for the change of a figure against last year.

Where its author writes 走访群众126户，比上年多了16户, no other wording of that change may stand beside
hers. Her words are the clause that says the change, in the note of the figure or beside its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.content.figures import names_of
from reportgen.content.model import Figure, YearRecord
from reportgen.spans import Located, place_inside

#: the year that a change is measured from
_FROM = r"(?:同比|(?:[比较与]|相比)(?:上年|去年|上一年|前一年|(?:19|20)\d\d年)(?:度|同期|全年)?(?:相比)?)"
_AMOUNT = (
    r"(?:[一二三四五六七八九两]成[一二三四五六七八九半多]?|[一二两三四五六七八九十百数几]+倍|一半|半成"
    r"|[二三四五]分之[一二三四]|[\d.]+\s*(?:[%％倍成]|个百分点))"
)
_CHANGE = re.compile(
    rf"{_FROM}[^，。；、！\n]*"
    r"|[是为]?(?:上年|去年)的[^，。；、！\n]*[倍半成%％一二三四]"
    r"|(?:又|整整|几乎)?翻了?[一两二三]番[^，。；、！\n]*"
    r"|(?:[大约近将]|超过)*(?:增长?|减少?|下?降低?|上升|提高|提升)了?(?:[大约近将]|超过)*"
    rf"{_AMOUNT}[^，。；、！\n]*"
)
#: the words of a change that say only what it is measured from
_OPENING = re.compile(rf"{_FROM}(?:的[^，。；]*?(?=[增减多少升降提下上翻持]))?[，, ]?")
#: how a clause begins that says what a figure has come to
_REACHED = re.compile(r"(?:已|共|总数)?(?:达到?|增[至到]|升[至到]|降[至到]|减[至到]|为)")
_CLAUSE = re.compile(r"[^，。；！\n]+")
_SENTENCE = re.compile(r"[^。！\n]+")


def own_words(figure: Figure, record: YearRecord) -> str:
    """Return the clause of the record that says how a figure changed since last year, "" if none does."""
    for clause in _CLAUSE.finditer(figure.note):
        if match := _CHANGE.fullmatch(clause[0].strip()):
            return _located(figure.note, clause.start(), match[0])
    entry = next((name for name, other in record.figures.items() if other is figure), figure.label)
    names = names_of(entry, figure)
    written = re.compile(rf"(?<![\d.,]){re.escape(str(figure.value))}")
    for text in _texts(record):
        for sentence in _SENTENCE.finditer(text) if written.search(text) else ():
            clauses = list(_CLAUSE.finditer(sentence[0]))
            around = zip([None, *clauses], clauses, [*clauses[1:], None], strict=False)
            for before, clause, behind in around:
                value = written.search(clause[0])
                match = value and _beside(value, before, clause, behind, names)
                if match:
                    return _located(text, sentence.start() + match.start(), match[0])
    return ""


def without_opening(words: str) -> str:
    """Return the words of a change without what it is measured from: 增长25% of 同比增长25%."""
    return _OPENING.sub("", words, count=1) or words


def _beside(
    value: re.Match[str],
    before: re.Match[str] | None,
    clause: re.Match[str],
    behind: re.Match[str] | None,
    names: tuple[str, ...],
) -> re.Match[str] | None:
    """Return the change that stands beside a value of its sentence, if the value is that of `names`.

    It stands behind the value, in the next clause, or in the one before: 比上年多16户，达到126户.
    """
    sentence = clause.string
    if before and _REACHED.match(clause[0]) and _speaks_of(before[0], names):
        return _CHANGE.search(sentence, before.start(), before.end())
    if not _speaks_of(clause[0][: value.start()], names):
        return None
    match = _CHANGE.search(sentence, clause.start() + value.end(), clause.end())
    if match or behind is None:
        return match
    first = behind.end() - len(behind[0].lstrip())
    return _CHANGE.match(sentence, first, behind.end())


def _speaks_of(opening: str, names: tuple[str, ...]) -> bool:
    """Return whether the words before a value name a figure: two characters in a row of a name."""
    pairs = (name[at : at + 2] for name in names for at in range(len(name) - 1))
    return any(pair in opening for pair in pairs)


def _texts(record: YearRecord) -> Iterator[str]:
    yield record.opening
    for chapter in record.chapters:
        yield chapter.lead
        for work in chapter.works:
            yield work.text
    if record.closing:
        yield record.closing.text


def _located(text: str, start: int, words: str) -> str:
    place = place_inside(text, start, start + len(words))
    return Located.at(words, place) if place else words
