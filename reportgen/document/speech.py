"""The notes of a slide: what its speaker says aloud, and what is only there to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.document.nodes import Chart, Content, Prose, SlotValue, Text
from reportgen.document.walk import plain_text

#: the mark of a note that is not said aloud: names, lists and numbers to look up
ASIDE = Text("【备查】")
#: the notes of a slide that goes on with the speech of the one before it
CONTINUED_NOTES: Content = (Text("（接上页）"),)
#: brackets in which a note says what it is: 【备查】, 【怎样组织】
_MARK = "【"
_CLAUSES = re.compile("[，、；：。\\s]+")
_TIME = re.compile("^(?:全年|本年|今年|一年来|年内)")
#: a name, a number and its unit: 整改隐患50处
_COUNT = re.compile(r"(\D+)(\d[\d.,]*)(\D{1,2})")


def is_aside(note: Content) -> bool:
    """Return whether a note is not said aloud; a missing fact is no mark."""
    first = note[0] if note else None
    return isinstance(first, Text) and first.text.lstrip().startswith(_MARK)


def goes_on(notes: tuple[Content, ...]) -> bool:
    """Return whether the slide with these notes goes on with the speech of the one before it."""
    return bool(notes) and plain_text(notes[0]) == plain_text(CONTINUED_NOTES)


def speech(notes: Iterable[Content]) -> tuple[Content, ...]:
    """Return the notes that are said aloud."""
    return tuple(note for note in notes if not is_aside(note))


def speech_of_chart(slots: Mapping[str, SlotValue]) -> Iterator[Content]:
    """Yield what is said of the chart on a slide that goes on with the one before: its title and its result.

    The words below a chart are its result and, behind a wide blank, the note on its numbers.
    """
    chart = next((value for value in slots.values() if isinstance(value, Chart)), None)
    below = next((v for name, v in slots.items() if name.startswith("caption")), None)
    if chart is not None and isinstance(below, Prose):
        result, gap, _ = plain_text(below.paragraphs[0]).partition("　")
        if gap:
            yield (Text(f"再看{chart.title}：{result}"),)


def joined_notes(first: tuple[Content, ...], second: tuple[Content, ...]) -> tuple[Content, ...]:
    """Return the notes of two slides as those of one.

    Speech of the second goes that only says numbers which the first has said: each of its clauses is the
    name of what is counted and a number with its unit.
    """
    said = [clause for note in speech(first) for clause in _clauses(note)]
    return (*first, *(note for note in second if is_aside(note) or not _is_repeated(note, said)))


def _clauses(note: Content) -> list[str]:
    return [clause for clause in _CLAUSES.split(plain_text(note)) if clause]


def _is_repeated(note: Content, said: Sequence[str]) -> bool:
    clauses = _clauses(note)
    return bool(clauses) and all(_is_count_in(clause, said) for clause in clauses)


def _is_count_in(clause: str, said: Sequence[str]) -> bool:
    """Return whether a clause is a name and a number with its unit, which a clause of `said` has as well.

    The same is counted where that clause has half the characters of the name.
    """
    match = _COUNT.fullmatch(clause)
    if match is None:
        return False
    name, number, unit = match.groups()
    written = re.compile(rf"(?<![\d.,]){re.escape(number + unit)}")
    characters = set(_TIME.sub("", name))
    return any(
        written.search(other) and 2 * len(characters & set(other)) >= len(characters)
        for other in said
    )
