"""In: text. Out: where Chinese and Latin meet, and what is wide by nature."""

from __future__ import annotations

import re

#: what a class of a pattern holds for Chinese characters and kana
HAN = "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LATIN_WORD = re.compile("[A-Za-z0-9%]+")
# Quotes, dashes, … and spaces belong to what stands before them, at the start of a paragraph to Latin.
_WEAK, _LATIN = "[\\s\u2010-\u2027\u2030-\u205e]", "[!-~\u00a1-\u024f]"
WEAK_CHAR, LATIN_CHAR = re.compile(_WEAK), re.compile(_LATIN)
_BESIDE, _OPENING = re.compile(f"(?:{_LATIN}|(?!\u3000){_WEAK})+"), re.compile(f"{_WEAK}*")


def edges(text: str) -> list[int]:
    """List where Word keeps Chinese and Latin apart; found by the Latin, which most texts have little of."""
    found = []
    for latin in _LATIN_WORD.finditer(text):
        start, end = latin.span()
        if start and text[start] != "%" and _is_han(text[start - 1]):
            found.append(start)
        if end < len(text) and _is_han(text[end]):
            found.append(end)
    return found


def edges_in_impress(text: str) -> list[int]:
    """List where LibreOffice Impress does: beside marks as well."""
    found: list[int] = []
    if LATIN_CHAR.search(text) is None and WEAK_CHAR.match(text) is None:
        return found
    if text[0] == "\u3000" and (opening := _OPENING.match(text)):
        end = opening.end()  # elsewhere a space as wide as a character is Chinese
        found += [end] if _is_chinese(text[end : end + 1]) else []
    for beside in _BESIDE.finditer(text):
        start, end = beside.span()
        latin = LATIN_CHAR.search(text, start, end)
        if latin and start and _is_chinese(text[start - 1]):
            found.append(latin.start())
        if (latin or not start) and end < len(text) and _is_chinese(text[end]):
            found.append(end)
    return found


# Python takes two milliseconds to compile a class of as many characters as these.


def _is_han(char: str) -> bool:
    """Tell whether a character is in `HAN`."""
    return (
        "\u3400" <= char <= "\u9fff"
        or (
            "\u2e80" <= char <= "\u30ff"
            and not "\u3000" <= char <= "\u3004"
            and not "\u3008" <= char <= "\u303f"
        )
        or "\uf900" <= char <= "\ufaff"
    )


def _is_chinese(char: str) -> bool:
    """Tell whether Latin keeps a distance from a character in LibreOffice."""
    return (
        _is_han(char)
        or "\u3000" <= char <= "\u303f"
        or "\uac00" <= char <= "\ud7a3"
        or "\uff01" <= char <= "\uffef"
    )


def holds_wide(text: str) -> bool:
    """Tell whether a text holds anything an em wide by nature: nearly always its first character."""
    for char in text:
        if char >= "\u1100" and (
            _is_han(char)
            or char <= "\u115f"
            or "\u3000" <= char <= "\u303f"
            or "\uac00" <= char <= "\ud7a3"
            or "\uff00" <= char <= "\uff60"
        ):
            return True
    return False
