"""The notes of a slide: what its speaker says aloud, and what is only there to look at."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document.nodes import Content, Text
from reportgen.document.walk import plain_text

#: the mark of a note that is not said aloud: names, lists and numbers to look up
ASIDE = Text("【备查】")
#: the notes of a slide that goes on with the speech of the one before it
CONTINUED_NOTES: Content = (Text("（接上页）"),)
#: brackets in which a note says what it is: 【备查】, 【怎样组织】
_MARK = "【"


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
