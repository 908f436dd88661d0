"""Where programs leave room between Chinese and Latin text that stand side by side.

Word and LibreOffice Impress do not agree: Word leaves room beside letters and digits alone, Impress
beside Latin marks as well. Each function returns positions: the room is before that character.
"""

from __future__ import annotations

import re

from reportgen.chinese import is_east_asian, is_east_asian_letter

_LATIN_WORD = re.compile("[A-Za-z0-9%]+")
# Quotes, dashes, … and spaces have no script of their own: Impress gives them that of what stands
# before them, and at the start of a paragraph takes them for Latin.
_LATIN = "!-~\u00a1-\u024f"
# Every blank but the ideographic space.
_BLANK = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
_WEAK = f"{_BLANK}\u2010-\u2027\u2030-\u205e"
WEAK_CHAR, LATIN_CHAR = re.compile(f"[{_WEAK}\u3000]"), re.compile(f"[{_LATIN}]")
_LATIN_STRETCH = re.compile(f"[{_LATIN}{_WEAK}]+")
_WEAK_OPENING = re.compile(f"[{_WEAK}\u3000]*")


def gaps_in_word(text: str) -> list[int]:
    """Return where Word leaves room: between an East Asian letter and a Latin letter or digit."""
    places = []
    for latin in _LATIN_WORD.finditer(text):
        start, end = latin.span()
        if start and text[start] != "%" and is_east_asian_letter(text[start - 1]):
            places.append(start)
        if end < len(text) and is_east_asian_letter(text[end]):
            places.append(end)
    return places


def gaps_in_impress(text: str) -> list[int]:
    """Return where LibreOffice Impress leaves room: wherever Latin and East Asian type meet."""
    places: list[int] = []
    if text.startswith("\u3000") and (opening := _WEAK_OPENING.match(text)):
        # An ideographic space is East Asian, but not where it opens a paragraph.
        end = opening.end()
        places += [end] if _opens_east_asian(text, end) else []
    for stretch in _LATIN_STRETCH.finditer(text):
        start, end = stretch.span()
        latin = LATIN_CHAR.search(text, start, end)
        if latin and start and is_east_asian(text[start - 1]):
            places.append(latin.start())
        if (latin or not start) and _opens_east_asian(text, end):
            places.append(end)
    return places


def _opens_east_asian(text: str, position: int) -> bool:
    return position < len(text) and is_east_asian(text[position])
