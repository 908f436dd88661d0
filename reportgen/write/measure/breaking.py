"""In: text. Out: where a line may end, by GB/T 15834 and the usual line-start and line-end rules.

A level per position: FORBIDDEN, POOR (only if the line has no better) or FREE.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

FORBIDDEN, POOR, FREE = 0, 1, 2

# GB/T 15834-2011 5.1 (stops, closing halves, connecting and middle marks) together with the list
# Word ships for Simplified Chinese.
NO_LINE_START = frozenset(
    "，。、；：？！）》〉」』】〕〗〞｝］＂＇”’…～·・ˇˉ．‖々〃ー゛゜ヽヾゝゞ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％‰℃°¢′″∶›»｡､｣!),.:;?]}%"
)
NO_LINE_END = frozenset("（《〈「『【〔〖〝“‘￥＄￡$£¥€([{｛［«‹｢·№")
# Marks Word lets hang past the margin; LibreOffice's list for Simplified Chinese is the same.
HANGING = frozenset("!,.:;?、。！，．：；？")
CLOSING_FULL = frozenset("，。、；：？！）》〉」』】〕〗”’")
OPENING_FULL = frozenset("（《〈「『【〔〖“‘")

(
    _HAN,
    _LETTER,
    _DIGIT,
    _OPEN,
    _OPEN_ASCII,
    _CLOSE,
    _CLOSE_ASCII,
    _INFIX,
    _ELLIPSIS,
    _DASH,
    _SPACE,
    _GLUE,
    _MARK,
    _SLASH,
    _HYPHEN,
    _AFTER_NUMBER,
    _BEFORE_NUMBER,
    _STRAIGHT,
    _APOSTROPHE,
    _NEWLINE,
    _ZERO,
) = range(21)
_COUNT = 21

_NEVER_BEFORE = {
    _CLOSE,
    _CLOSE_ASCII,
    _INFIX,
    _ELLIPSIS,
    _SPACE,
    _GLUE,
    _MARK,
    _SLASH,
    _HYPHEN,
    _AFTER_NUMBER,
    _APOSTROPHE,
    _NEWLINE,
    _ZERO,
}
_NEVER_AFTER = {_OPEN, _OPEN_ASCII, _GLUE, _BEFORE_NUMBER}
_WORD = {_LETTER, _DIGIT}
_STICKS_TO_WORD = _WORD | {_CLOSE_ASCII, _INFIX, _AFTER_NUMBER}


def _level(left: int, right: int) -> int:
    if left == _NEWLINE:
        return FREE
    if right in _NEVER_BEFORE:
        return FORBIDDEN
    if left in (_SPACE, _ZERO):
        return FREE
    if left in _NEVER_AFTER or _STRAIGHT in (left, right) or left == right == _DASH:
        return FORBIDDEN
    if left in _STICKS_TO_WORD and (right in _WORD or right == _BEFORE_NUMBER):
        return FORBIDDEN
    if left in _WORD and right == _OPEN_ASCII:
        return FORBIDDEN
    if left == _APOSTROPHE and right == _LETTER:
        return FORBIDDEN
    if left in (_SLASH, _HYPHEN) and right == _DIGIT:
        return FORBIDDEN
    return POOR if right == _DASH else FREE


_TABLE = tuple(bytes(_level(a, b) for b in range(_COUNT)) for a in range(_COUNT))

_EXPLICIT = (
    dict.fromkeys("，。、；：？！’", _CLOSE)
    | dict.fromkeys(NO_LINE_START, _CLOSE)
    | dict.fromkeys(NO_LINE_END, _OPEN)
    | dict.fromkeys("!,.:;?", _INFIX)
    | dict.fromkeys(")]}", _CLOSE_ASCII)
    | dict.fromkeys("([{", _OPEN_ASCII)
    | dict.fromkeys("￥＄￡$£¥€№", _BEFORE_NUMBER)
    | dict.fromkeys("%％‰℃°¢′″", _AFTER_NUMBER)
    | dict.fromkeys("…⋯", _ELLIPSIS)
    | dict.fromkeys("—―⸺", _DASH)
    | dict.fromkeys("-‐–", _HYPHEN)
    | dict.fromkeys("/／|", _SLASH)
    | dict.fromkeys("\"'", _STRAIGHT)
    | dict.fromkeys(" \t\u3000", _SPACE)
    | dict.fromkeys("\u00a0\u202f\u2060\ufeff\u2011·", _GLUE)
    | dict.fromkeys("\n\v\r\u2028\u2029", _NEWLINE)
    | {"’": _APOSTROPHE, "\u200b": _ZERO}
)


class _Classes(dict[int, int]):
    """Classes by code point, as `str.translate` asks for them."""

    def __missing__(self, code: int) -> int:
        found = self[code] = _classify(chr(code))
        return found


def _classify(char: str) -> int:
    category = unicodedata.category(char)
    wide = unicodedata.east_asian_width(char) in "WF"
    if category[0] == "M" or category == "Cf" or 0x1F3FB <= ord(char) <= 0x1F3FF:
        return _MARK
    if category in ("Ps", "Pi"):
        return _OPEN if wide else _OPEN_ASCII
    if category in ("Pe", "Pf"):
        return _CLOSE if wide else _CLOSE_ASCII
    if category == "Nd":
        return _DIGIT
    if category == "Zs":
        return _SPACE
    symbol = category[0] == "S" and ord(char) >= 0x180
    if wide or symbol or unicodedata.east_asian_width(char) == "H":
        return _HAN
    return _LETTER


_CLASSES = _Classes({ord(char): kind for char, kind in _EXPLICIT.items()})

# A number with what belongs to it: 第3届, 95.6%, 1.2万卷, 130余篇, 30%～40%, 2022年.
_NUMBER = re.compile(
    r"第?[0-9０-９](?:[0-9０-９.,:：．%％‰～~—–/-]*[0-9０-９])?[%％‰℃°]*"
    r"(?:[余多]?[十百千万亿]{1,2}[余多]?|[余多])?"
    r"(?:平方米|平方公里|立方米|公里|公斤|千米|人次|小时|分钟|个月|季度|周年|"
    r"[年月日天时分秒点号名人个位次场期届篇卷件部册份项条套间处家户所台辆座幅张页字元角度级类种岁"
    r"周季组班轮批支米吨克里亩倍本盒队])?"
)
_SINGLE_DASH = re.compile(r"(?<![—―⸺])[—―](?![—―])")
_DIGIT_CHAR = re.compile(r"[0-9０-９]")


def numbers(text: str) -> list[tuple[int, int]]:
    """List where the numbers of a text start and end, with what belongs to them: 第3届, 130余篇."""
    digit = _DIGIT_CHAR.search(text)
    if digit is None:
        return []
    return [number.span() for number in _NUMBER.finditer(text, max(digit.start() - 1, 0))]


def levels(text: str) -> bytes:
    """Say for each position 0 to len(text) how good a line end before that character is."""
    if not text:
        return bytes(1)
    # `map` over the characters took half as long again.
    codes = text.translate(_CLASSES).encode("latin-1")
    if _MARK in codes:
        # What combines takes the class of its base, except that nothing breaks before it.
        table = [_TABLE[a][b] for a, b in pairwise(_resolved(codes))]
        table = [FORBIDDEN if codes[i + 1] == _MARK else v for i, v in enumerate(table)]
        joiner = text.find("\u200d")
        while 0 <= joiner < len(table):
            table[joiner] = FORBIDDEN
            joiner = text.find("\u200d", joiner + 1)
    else:
        table = [_TABLE[a][b] for a, b in pairwise(codes)]
    found = bytearray((FORBIDDEN, *table, FREE))
    for start, end in numbers(text):
        for position in range(start + 1, end):
            if found[position] == FREE:
                found[position] = POOR
    if _DASH in codes:
        for dash in _SINGLE_DASH.finditer(text):
            found[dash.start()] = FORBIDDEN  # GB/T 15834 5.1.7: a connecting mark opens no line
    return bytes(found)


def _resolved(codes: bytes) -> list[int]:
    base = _LETTER
    resolved = []
    for code in codes:
        base = base if code == _MARK else code
        resolved.append(base)
    return resolved


def cannot_part(text: str, position: int) -> bool:
    """Tell whether not even a word longer than the line may be parted before `position`."""
    left, right = text[position - 1], text[position]
    return (
        _CLASSES[ord(right)] == _MARK
        or left == "\u200d"
        or (left == right and _CLASSES[ord(right)] in (_ELLIPSIS, _DASH))
    )
