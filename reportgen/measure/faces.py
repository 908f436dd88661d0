"""Advance widths of the characters of a face, in thousandths of an em.

The faces of party work (仿宋_GB2312, 方正小标宋 …) are rarely on the machine that builds, so their
widths come from `widths.json`, which `tools/make_face_widths.py` writes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reportgen.chinese import is_full_width

FIRST_LATIN, LAST_LATIN = 0x20, 0x17F
EMOJI_WIDTH = 1370  # Segoe UI Emoji, the widest of the common emoji faces
UNKNOWN_WIDTH = 650
_LINE_ENDS = "\n\v\r\u2028\u2029"


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """The widths of a pair of faces, one for Chinese and one for Latin text, in thousandths of an em.

    `face` makes each pair once, so two faces are equal only if they are the same object.
    """

    name: str
    latin: tuple[int, ...]
    """Advance widths of U+0020 to U+017F."""
    marks: Mapping[str, int]
    """Widths of dashes, quotes and the like in Latin text."""
    line_em: float
    """Height of a single-spaced line in ems."""
    wide: int = 1000


@cache
def _rows() -> dict[str, dict[str, Any]]:
    """Return the rows of the table of widths by the case-folded names of their faces."""
    data = json.loads(Path(__file__).with_name("widths.json").read_text(encoding="utf-8"))
    return {name.casefold(): row for row in data["faces"] for name in row["names"]}


def face(east_asian: str, latin: str | None = None, *, bold: bool = False) -> Face:
    """Return the face pair of a run; without `latin`, one face sets both Chinese and Latin."""
    return _pair(east_asian, latin or east_asian, bold)


@lru_cache(maxsize=256)
def _pair(east_asian: str, latin: str, bold: bool) -> Face:
    rows = _rows()
    wide_row = rows.get(east_asian.casefold(), rows["*"])
    latin_row = rows.get(latin.casefold(), rows["*"])
    return Face(
        name=east_asian if latin == east_asian else f"{east_asian} + {latin}",
        latin=tuple(latin_row["latin_bold" if bold else "latin"]),
        marks=latin_row["marks"],
        line_em=max(wide_row["line_em"], latin_row["line_em"]),
    )


class _Advances(dict[str, float]):
    """Widths by character; a character is looked up in the face when it is first needed."""

    def __init__(self, face: Face, *, chinese: bool, scale: float, tracking: float) -> None:
        super().__init__()
        self._face = face
        self._chinese = chinese
        self._scale = scale
        self._tracking = tracking

    def __missing__(self, char: str) -> float:
        width = _advance(self._face, char, chinese=self._chinese)
        advance = self[char] = width * self._scale + self._tracking if width else 0
        return advance


@lru_cache(maxsize=512)
def advances(
    face: Face, *, chinese: bool = True, scale: float = 1.0, tracking: float = 0.0
) -> Mapping[str, float]:
    """Return the advance widths of a face by character, in thousandths of an em.

    `chinese` says whether the text holds East Asian characters: then the marks that Chinese and
    Latin share are as wide as an ideograph. Widths are multiplied by `scale`; `tracking` is added to
    each character that has a width.
    """
    return _Advances(face, chinese=chinese, scale=scale, tracking=tracking)


def _advance(face: Face, char: str, *, chinese: bool) -> int:
    code = ord(char)
    if char in _LINE_ENDS:
        return 0
    if char == "\t":
        return 2 * face.wide
    width_class = unicodedata.east_asian_width(char)
    category = unicodedata.category(char)
    # Word and PowerPoint take “ ” — … · × from the East Asian face when the run says Chinese.
    # Unicode calls accented letters ambiguous too, but they stay as narrow as their neighbours.
    if chinese and width_class == "A" and category[0] not in "LM":
        return face.wide
    if FIRST_LATIN <= code <= LAST_LATIN:
        return face.latin[code - FIRST_LATIN]
    if category in ("Mn", "Me", "Cf") or 0x1F3FB <= code <= 0x1F3FF:
        return 0
    if char in face.marks:
        return face.marks[char]
    if is_full_width(char):
        return EMOJI_WIDTH if 0x1F000 <= code <= 0x1FBFF else face.wide
    if width_class == "H":
        return face.wide // 2
    return face.wide if category[0] == "S" else UNKNOWN_WIDTH
