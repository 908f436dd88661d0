"""Text of usual characters in, the lines Word makes of it out: as many as `measure` and `spans` find.

A report is nearly all Chinese of one width. Its widths are laid out by stretches instead of by
characters, and where it may be divided is looked up at the ends of lines alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import inf
from string import ascii_letters, digits

from reportgen.measure.faces import Face, advances
from reportgen.measure.line_breaks import HANGING, PROHIBITED, levels
from reportgen.measure.paragraphs import WORD

MOST_EM = 1.4
"""No character takes more: emoji are 1.37 em wide, letters 1 em, with a gap of 0.25 em beside them."""
_GAP = WORD.latin_gap_em * 1000
_EPSILON = 1e-6
# One em wide in every face where Chinese stands beside them, and nothing that combines.
FULL = re.compile(
    "[\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u3020\u3400-\u9fff\uff01-\uff5e]*"
)
# Not `+`: the search is twice as fast for a pattern that begins with a set of its own.
_NARROW = re.compile("([\n -~][\n -~]*)")
_LATIN = frozenset(ascii_letters + digits + "%")
_DASHES = "—―⸺"


_Stretch = tuple[int, float, float, Sequence[float]]
"""The first of some characters of one kind, where it begins and where its ink does, behind the room
beside Latin, in thousandths of an em; of narrow ones also where each begins, and what follows."""


def line_count(
    pieces: Sequence[tuple[str, Face]],
    tracking_em: float,
    first: float,
    rest: float,
    *,
    hangs: bool,
) -> int | None:
    """Return the lines of a paragraph of one size; widths in thousandths of its em.

    None: it holds unusual characters, or a word longer than a line.
    """
    text = pieces[0][0] if len(pieces) == 1 else "".join([piece for piece, _ in pieces])
    full = 1000 + tracking_em * 1000
    stretches = _stretches(text, pieces, tracking_em * 1000)
    if stretches is None:
        return None
    if stretches[-1][2] <= first and "\n" not in text:
        return 1
    count, begin, width, here = 0, 0, first, 0
    for part in text.split("\n"):
        start, stop = begin, begin + len(part)
        while True:
            while stretches[here][0] > start:
                here -= 1
            while stretches[here + 1][0] <= start:
                here += 1
            opening, _, ink, reach = stretches[here]
            limit = reach[start - opening] if reach else ink + (start - opening) * full
            limit += width + _EPSILON
            width = rest
            while stretches[here + 1][1] <= limit:
                here += 1
            opening, _, ink, reach = stretches[here]
            end = opening + (bisect_right(reach, limit) - 1 if reach else int((limit - ink) / full))
            if end < start or end < opening:
                end = max(start, opening)
            end = min(end, stop)
            while end < stop and text[end] == " ":
                end += 1
            # LibreOffice hangs no mark that follows Latin; to hang less is the careful side.
            if (
                hangs
                and start < end < stop
                and text[end] in HANGING
                and text[end - 1] > "\u02ff"
                and (end + 1 == stop or _may_part(text, end + 1))
            ):
                end += 1
                while end < stop and text[end] == " ":
                    end += 1
            count += 1
            if end == stop:
                break
            while end > start and not _may_part(text, end):
                end -= 1
            if end == start:
                return None
            start = end
        begin = stop + 1
    return count


def _stretches(
    text: str, pieces: Sequence[tuple[str, Face]], extra: float
) -> list[_Stretch] | None:
    """Return the stretches of a text, and one behind its end; None for unusual characters."""
    chinese = any(map(_is_chinese, text))
    found: list[_Stretch] = []
    start, at = 0, 0.0
    for piece, face in pieces:
        width_of = advances(face, chinese=chinese).__getitem__
        narrow = True
        for part in _NARROW.split(piece):
            narrow = not narrow
            if not part:
                continue
            ink = at
            if not narrow:
                if not chinese or not FULL.fullmatch(part):
                    return None
                if start and text[start - 1] in _LATIN and _is_han(part[0]):
                    ink += _GAP
                found.append((start, at, ink, ()))
                at = ink + len(part) * (1000 + extra)
            elif part.isprintable() or part == "\n":
                if start and part[0] in _LATIN and part[0] != "%" and _is_han(text[start - 1]):
                    ink += _GAP
                reach = [ink]
                found.append((start, at, ink, reach))
                at = ink
                for width in map(width_of, part):
                    at += width + extra
                    reach.append(at)
            else:
                return None
            start += len(part)
    found.append((start + 1, inf, at, ()))
    return found


def _is_chinese(char: str) -> bool:
    return (
        "\u3400" <= char <= "\u9fff" or "\u3000" <= char <= "\u3020" or "\uff01" <= char <= "\uff5e"
    )


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char in "々〆〇"


def _may_part(text: str, position: int) -> bool:
    """Tell whether a line may end before a character; numbers may be parted from their units."""
    left, right = text[position - 1], text[position]
    if "\u4e00" <= left <= "\u9fff" and "\u4e00" <= right <= "\u9fff":
        return True
    # What follows bears on a dash alone: one by itself opens no line.
    return _parts(text[position - 1 : position + 2] if right in _DASHES else left + right)


@lru_cache(maxsize=8192)
def _parts(around: str) -> bool:
    return levels(around)[1] != PROHIBITED
