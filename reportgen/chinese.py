"""Which characters are Chinese: four questions with different answers; where sentences end; a number in Chinese."""

from __future__ import annotations

import re
import unicodedata

#: a range for a class of a regular expression: the Unicode block "CJK Unified Ideographs"
HAN = "\u4e00-\u9fff"
#: the characters of `is_east_asian_letter` for a class of a regular expression
EAST_ASIAN_LETTERS = "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"

#: characters that take no room and that nobody sees: soft hyphen, zero-width spaces and joiners, marks
#: of the direction of writing, byte order mark; but not the joiner within an emoji
UNSEEN = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    "|(?<![\U00010000-\U0010ffff\ufe0f])\u200d"
)
_SENTENCE_END = re.compile("[。！？…]+[”’）》」』】]*")


def sentence_ends(text: str) -> list[int]:
    """Return the places behind each sentence."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def is_han(char: str) -> bool:
    """Tell whether a character is a Chinese character proper; neither a mark nor kana is one."""
    return "\u4e00" <= char <= "\u9fff"


def han_count(text: str) -> int:
    """Return how many Chinese characters proper a text has."""
    return sum(map(is_han, text))


def is_east_asian_letter(char: str) -> bool:
    """Tell whether a character is an ideograph, a radical or kana, but no mark and no space.

    Word keeps Latin letters and digits a quarter em apart from these (w:autoSpaceDE, w:autoSpaceDN).
    """
    if "\u3000" <= char <= "\u303f":
        return "\u3005" <= char <= "\u3007"
    return (
        "\u2e80" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"
    )


def is_east_asian(char: str) -> bool:
    """Tell whether a character belongs to East Asian type: letters, marks, full-width Latin.

    Neither the marks that Latin shares (“ ” — … ·) nor emoji belong to it.
    """
    return (
        "\u2e80" <= char <= "\ud7a3"
        or "\uf900" <= char <= "\ufaff"
        or "\uff01" <= char <= "\uffef"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def is_full_width(char: str) -> bool:
    """Tell whether Unicode (Annex #11) gives a character the width of an ideograph; emoji have it."""
    return unicodedata.east_asian_width(char) in "WF"


def chinese_number(value: int) -> str:
    """A whole number in Chinese: 12 → 十二, 105 → 一百零五; below 0 and above 9999 in figures."""
    if not 0 < value <= 9999:
        return "零" if value == 0 else str(value)
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            text += "零一二三四五六七八九"[digit] + unit
        elif text and text[-1] != "零":
            text += "零"
    text = text.rstrip("零")
    return text[1:] if 10 <= value < 20 else text
