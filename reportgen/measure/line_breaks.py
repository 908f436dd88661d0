"""Where a line of Chinese and Latin text may end.

Each position of a text has a level, named as in UAX #14: PROHIBITED, DISCOURAGED (only where the line
has no better place) or BREAK. The rules are those of GB/T 15834-2011 together with the lists that
Word has for Simplified Chinese; UAX #14 itself breaks Chinese text in other places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import getitem

from reportgen.chinese import is_full_width

PROHIBITED, DISCOURAGED, BREAK = 0, 1, 2

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
    _COMBINING,
    _SLASH,
    _HYPHEN,
    _AFTER_NUMBER,
    _BEFORE_NUMBER,
    _STRAIGHT_QUOTE,
    _APOSTROPHE,
    _NEWLINE,
    _ZERO_WIDTH_SPACE,
) = range(21)

_NEVER_BEFORE = {
    _CLOSE,
    _CLOSE_ASCII,
    _INFIX,
    _ELLIPSIS,
    _SPACE,
    _GLUE,
    _COMBINING,
    _SLASH,
    _HYPHEN,
    _AFTER_NUMBER,
    _APOSTROPHE,
    _NEWLINE,
    _ZERO_WIDTH_SPACE,
}
_NEVER_AFTER = {_OPEN, _OPEN_ASCII, _GLUE, _BEFORE_NUMBER}
_WORD = {_LETTER, _DIGIT}
_STICKS_TO_WORD = _WORD | {_CLOSE_ASCII, _INFIX, _AFTER_NUMBER}

_CLASS_OF_MARK = (
    dict.fromkeys("，。、；：？！’", _CLOSE)
    | dict.fromkeys(NO_LINE_START, _CLOSE)
    | dict.fromkeys(NO_LINE_END, _OPEN)
    | dict.fromkeys("!,.:;?", _INFIX)
    | dict.fromkeys(")]}", _CLOSE_ASCII)
    | dict.fromkeys("([{", _OPEN_ASCII)
    | dict.fromkeys("￥＄￡$£¥€№−±", _BEFORE_NUMBER)
    | dict.fromkeys("%％‰℃°¢′″", _AFTER_NUMBER)
    | dict.fromkeys("…⋯", _ELLIPSIS)
    | dict.fromkeys("—―⸺", _DASH)
    | dict.fromkeys("-‐–", _HYPHEN)
    | dict.fromkeys("/／|", _SLASH)
    | dict.fromkeys("\"'", _STRAIGHT_QUOTE)
    | dict.fromkeys(" \t\u3000", _SPACE)
    | dict.fromkeys("\u00a0\u202f\u2060\ufeff\u2011·", _GLUE)
    | dict.fromkeys("\n\v\r\u2028\u2029", _NEWLINE)
    | {"’": _APOSTROPHE, "\u200b": _ZERO_WIDTH_SPACE}
)
_ZERO_WIDTH_JOINER = "\u200d"
_JOINER = re.compile(f"{_ZERO_WIDTH_JOINER}(?=.)", re.DOTALL)

# A number with what belongs to it: 第3届, 95.6%, 1.2万卷, 130余篇, 30%～40%, 2022年, else one character: 5路.
_NUMBER = re.compile(
    r"第?[≤≥＜＞≈±−]?[0-9０-９](?:[0-9０-９.,:：．%％‰～~—–/×-]*[0-9０-９])?[%％‰℃°]*"
    r"(?:[余多]?[十百千万亿]{1,2}[余多]?|[余多])?"
    r"(?:平方米|平方公里|立方米|公里|公斤|千米|人次|小时|分钟|个月|季度|周年|"
    r"[年月日天时分秒点号名人个位次场期届篇卷件部册份项条套间处家户所台辆座幅张页字元角度级类种岁"
    r"周季组班轮批支米吨克里亩倍本盒队]|"
    r" ?(?:℃|ppm|(?:[kcdmμM]?m[²³23]?|[kmμ]?g|t|[km]?[LVW]|MW|kW·?h|[kM]?Pa|ha|h|min)"
    r"(?:/(?:m³|[a-z]+))?)(?![A-Za-z0-9])|[\u4e00-\u9fff])?"
)
_SINGLE_DASH = re.compile(r"[—―](?<![—―⸺].)(?![—―])")


def numbers(text: str) -> list[tuple[int, int]]:
    """Return where each number of a text starts and ends, with what belongs to it: 第3届, 130余篇."""
    return [number.span() for number in _NUMBER.finditer(text)]


def levels(text: str) -> bytes:
    """Return the level of a line end before each character, and of one behind the last.

    The result has `len(text) + 1` values, each of them PROHIBITED, DISCOURAGED or BREAK.
    """
    return without_number_breaks(text, levels_across_numbers(text))


def without_number_breaks(text: str, across: bytes) -> bytes:
    """Return the levels of a text with a BREAK inside a number turned into DISCOURAGED.

    `across` is what `levels_across_numbers` returns for the text.
    """
    levels = bytearray(across)
    for start, end in numbers(text):
        for position in range(start + 1, end):
            if levels[position] == BREAK:
                levels[position] = DISCOURAGED
    return bytes(levels)


def levels_across_numbers(text: str) -> bytes:
    """Return the levels of a text for a program that parts a number from its unit."""
    if not text:
        return bytes(1)
    levels = bytearray((PROHIBITED, *_levels_by_pairs(text), BREAK))
    for joiner in _JOINER.finditer(text):
        levels[joiner.end()] = PROHIBITED
    for dash in _SINGLE_DASH.finditer(text):
        levels[dash.start()] = PROHIBITED  # GB/T 15834 5.1.7: a connecting mark opens no line
    return bytes(levels)


def must_not_part(text: str, position: int) -> bool:
    """Tell whether not even a word longer than the line may be parted before `position`."""
    left, right = text[position - 1], text[position]
    return (
        _CLASSES[right] == _COMBINING
        or left == _ZERO_WIDTH_JOINER
        or (left == right and _CLASSES[right] in (_ELLIPSIS, _DASH))
    )


def _levels_by_pairs(text: str) -> Iterator[int]:
    """Yield the level before each character but the first, as those on its two sides have it."""
    classes = list(map(_CLASSES.__getitem__, text))
    rows = map(_LEVELS.__getitem__, _bases(classes))
    return map(getitem, rows, classes[1:])


def _bases(classes: Sequence[int]) -> Sequence[int]:
    """Return the classes with that of its base for a character that combines."""
    if _COMBINING not in classes:
        return classes
    first, *others = classes
    start = _LETTER if first == _COMBINING else first
    return list(accumulate(others, lambda a, b: a if b == _COMBINING else b, initial=start))


def _pair_level(left: int, right: int) -> int:
    """Return the level between characters of two line classes."""
    if right == _COMBINING:
        return PROHIBITED
    if left == _NEWLINE:
        return BREAK
    if right in _NEVER_BEFORE:
        return PROHIBITED
    if left in (_SPACE, _ZERO_WIDTH_SPACE):
        return BREAK
    if left in _NEVER_AFTER or _STRAIGHT_QUOTE in (left, right) or left == right == _DASH:
        return PROHIBITED
    if left in _STICKS_TO_WORD and (right in _WORD or right == _BEFORE_NUMBER):
        return PROHIBITED
    if left in _WORD and right == _OPEN_ASCII:
        return PROHIBITED
    if left == _APOSTROPHE and right == _LETTER:
        return PROHIBITED
    if left in (_SLASH, _HYPHEN) and right == _DIGIT:
        return PROHIBITED
    return DISCOURAGED if right == _DASH else BREAK


_LEVELS = [bytes(_pair_level(left, right) for right in range(21)) for left in range(21)]
"""The level between two characters by their line classes."""


def _line_class(char: str) -> int:
    """Return the line class of a character that is none of the marks."""
    category = unicodedata.category(char)
    wide = is_full_width(char)
    if category[0] == "M" or category == "Cf" or 0x1F3FB <= ord(char) <= 0x1F3FF:
        return _COMBINING
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


class _LineClasses(dict[str, int]):
    """The line class of each character, that of a character added when it is first met."""

    def __missing__(self, char: str) -> int:
        self[char] = _line_class(char)
        return self[char]


_CLASSES = _LineClasses(_CLASS_OF_MARK)
