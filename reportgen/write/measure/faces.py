"""In: the names of a run's faces. Out: advance widths by character, in thousandths of an em."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FIRST_LATIN, LAST_LATIN = 0x20, 0x17F
EMOJI_WIDTH = 1370  # Segoe UI Emoji: about 1.37 em, the widest of the common emoji faces
UNKNOWN_WIDTH = 650


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """Widths of one face pair in thousandths of an em; compared by identity, made by `face`."""

    name: str
    latin: tuple[int, ...]
    """Advance widths of U+0020 to U+017F."""
    marks: Mapping[str, int]
    """Widths of dashes, quotes and the like in Latin text."""
    line_em: float
    """Height of a single-spaced line in ems."""
    wide: int = 1000


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, Any]]:
    data = json.loads(Path(__file__).with_name("widths.json").read_text(encoding="utf-8"))
    return {name.casefold(): row for row in data["faces"] for name in row["names"]}


def is_known(name: str) -> bool:
    """Tell whether a face has its own widths; any other is measured as a wide unknown face."""
    return name != "*" and name.casefold() in _rows()


@lru_cache(maxsize=256)
def face(east_asian: str, latin: str | None = None, *, bold: bool = False) -> Face:
    """Find the face of a run whose Chinese is set in `east_asian` and whose Latin in `latin`."""
    rows = _rows()
    wide_row = rows.get(east_asian.casefold(), rows["*"])
    latin_row = rows.get((latin or east_asian).casefold(), rows["*"])
    return Face(
        name=east_asian if latin is None else f"{east_asian} + {latin}",
        latin=tuple(latin_row["latin_bold" if bold else "latin"]),
        marks=latin_row["marks"],
        line_em=max(wide_row["line_em"], latin_row["line_em"]),
    )


class _Advances(dict[str, int]):
    """Width by character, worked out once per character."""

    __slots__ = ("_chinese", "_face")

    def __init__(self, face_: Face, *, chinese: bool) -> None:
        super().__init__()
        self._face = face_
        self._chinese = chinese

    def __missing__(self, char: str) -> int:
        width = self[char] = _advance(self._face, char, chinese=self._chinese)
        return width


@lru_cache(maxsize=512)
def advances(face: Face, *, chinese: bool = True) -> Mapping[str, int]:
    """Give widths in thousandths of an em by character, in Chinese or in purely Latin text."""
    return _Advances(face, chinese=chinese)


def _advance(face: Face, char: str, *, chinese: bool) -> int:
    code = ord(char)
    if char in "\n\v\r\u2028\u2029":
        return 0
    if char == "\t":
        return 2 * face.wide
    east_asian = unicodedata.east_asian_width(char)
    category = unicodedata.category(char)
    # Word and PowerPoint take “ ” — … · × from the East Asian font when the run says Chinese;
    # accented letters are ambiguous by Unicode too, but stay as narrow as their neighbours.
    if chinese and east_asian == "A" and category[0] not in "LM":
        return face.wide
    if FIRST_LATIN <= code <= LAST_LATIN:
        return face.latin[code - FIRST_LATIN]
    if category in ("Mn", "Me", "Cf") or 0x1F3FB <= code <= 0x1F3FF:
        return 0
    if char in face.marks:
        return face.marks[char]
    if east_asian in "WF":
        return EMOJI_WIDTH if 0x1F000 <= code <= 0x1FBFF else face.wide
    if east_asian == "H":
        return face.wide // 2
    return face.wide if category[0] == "S" else UNKNOWN_WIDTH
