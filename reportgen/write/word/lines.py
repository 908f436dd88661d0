"""Text of usual characters in, the lines Word makes of it out: as many as `measure` and `spans` find.

A report is nearly all Chinese of one width. Its widths are laid out by stretches instead of by
characters, and where it may be divided is looked up at the ends of lines alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from reportgen.write.measure.breaking import FORBIDDEN, HANGING, levels
from reportgen.write.measure.faces import Face, advances
from reportgen.write.measure.measured import WORD

_GAP = WORD.latin_gap_em * 1000
_EPSILON = 1e-6
# One em wide in every face where Chinese stands beside them, and nothing that combines.
FULL = "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u3020\u3400-\u9fff\uff01-\uff5e"
_NARROW = re.compile(f"([^{FULL}]+)")
_CHINESE = re.compile("[\u3000-\u3020\u3400-\u9fff\uff01-\uff5e]")
_DASHES = "—―⸺"


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
    found = _reach(text, pieces, tracking_em)
    if found is None:
        return None
    reach, gaps = found
    if reach[-1] <= first and "\n" not in text:
        return 1
    count, begin, width = 0, 0, first
    for part in text.split("\n"):
        start, stop = begin, begin + len(part)
        while True:
            limit = reach[start] + gaps.get(start, 0.0) + width + _EPSILON
            width = rest
            end = _past_spaces(
                text, max(bisect_right(reach, limit, start, stop + 1) - 1, start), stop
            )
            # LibreOffice hangs no mark that follows Latin; to hang less is the careful side.
            if (
                hangs
                and start < end < stop
                and text[end] in HANGING
                and text[end - 1] > "\u02ff"
                and (end + 1 == stop or _may_part(text, end + 1))
            ):
                end = _past_spaces(text, end + 1, stop)
            count += 1
            if end >= stop:
                break
            while end > start and not _may_part(text, end):
                end -= 1
            if end == start:
                return None
            start = end
        begin = stop + 1
    return count


def _reach(
    text: str, pieces: Sequence[tuple[str, Face]], tracking_em: float
) -> tuple[Sequence[float], Mapping[int, float]] | None:
    """Return where each character begins and the room before some; None for unusual ones."""
    chinese = _CHINESE.search(text) is not None
    extra = tracking_em * 1000
    full = 1000 + extra
    widths: list[float] = []
    gaps: dict[int, float] = {}
    for piece, face in pieces:
        # Stretches alternate: full, narrow, full …
        for place, stretch in enumerate(_NARROW.split(piece)):
            if not place % 2:
                if stretch and not chinese:
                    return None
                widths += [full] * len(stretch)
                continue
            if not stretch.isascii() or not (stretch.isprintable() or stretch == "\n"):
                return None
            start, end = len(widths), len(widths) + len(stretch)
            own = map(advances(face, chinese=chinese).__getitem__, stretch)
            widths += [w + extra if w else w for w in own] if extra else own
            if start and stretch[0].isalnum() and _is_han(text[start - 1]):
                gaps[start] = _GAP
            last = stretch[-1]
            if end < len(text) and (last.isalnum() or last == "%") and _is_han(text[end]):
                gaps[end] = _GAP
    for at in gaps:
        widths[at] += _GAP
    return list(accumulate(widths, initial=0)), gaps


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char in "々〆〇"


def _past_spaces(text: str, position: int, stop: int) -> int:
    while position < stop and text[position] == " ":
        position += 1
    return position


def _may_part(text: str, position: int) -> bool:
    """Tell whether a line may end before a character; numbers may be parted from their units."""
    left, right = text[position - 1], text[position]
    if "\u4e00" <= left <= "\u9fff" and "\u4e00" <= right <= "\u9fff":
        return True
    # What follows bears on a dash alone: one by itself opens no line.
    return _parts(text[position - 1 : position + 2] if right in _DASHES else left + right)


@lru_cache(maxsize=8192)
def _parts(around: str) -> bool:
    return levels(around)[1] != FORBIDDEN
