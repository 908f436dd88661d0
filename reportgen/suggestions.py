"""What a misspelt name most likely meant: the hint of many faults."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

#: how many names a hint lists
_LISTED = 12
#: the longest word and the most names that are compared
_LONGEST_NAME, _MOST_NAMES = 60, 2000


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that `word` most likely meant."""
    names = list(known)
    # Whoever mistypes a name mistypes a short one; comparing takes the product of the lengths.
    if len(word) > _LONGEST_NAME or len(names) > _MOST_NAMES:
        return None
    # One wrong character of two is half a Chinese word, and still a slip of the pen.
    cutoff = 0.5 if len(word) == 2 else 0.6
    matches = difflib.get_close_matches(word, names, n=1, cutoff=cutoff)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str], *, listing: str = "可用的有") -> tuple[str, ...]:
    """Return the hint for a misspelt name: the near miss, or what there is to choose from."""
    names = list(known)
    parts = [part for part in re.split(r"[、，；;,/\s]+", word) if part]
    if len(parts) > 1 and not set(parts).isdisjoint(names):
        return (f"这里像是 {len(parts)} 个名称，请分开写成 [{', '.join(parts)}]",)
    near = nearest(word, names)
    if near:
        return (f"是不是 `{near}`？",)
    more = " 等" if len(names) > _LISTED else ""
    return (f"{listing}：{'、'.join(names[:_LISTED])}{more}",) if names else ()
