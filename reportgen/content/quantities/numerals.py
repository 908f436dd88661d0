"""Chinese numerals (一百二十, 两, 三四十, 数百): read to values or ranges, and written."""

from __future__ import annotations

import re
from decimal import Decimal

_NAMES = "零一二三四五六七八九"
DIGITS = {name: digit for digit, name in enumerate(_NAMES)} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_NEIGHBOURS = r"(.*[十百千万亿])?([一二两三四五六七八])([二三四五六七八九])([十百千]?[万亿]?)"
_SOME = r"(.*[十百千万亿])?([几数])([十百千]?[万亿]?)"


def read(text: str) -> tuple[Decimal, Decimal | None] | None:
    """Return the value of a numeral and, for a range, its upper bound; None for any other text.

    `几` and `数` stand for two to nine (数十 is 20 to 99), after a larger unit for one to nine
    (十几 is 11 to 19). Digits in a row (二〇二二) are a name or a year, not a value.
    """
    whole, point, fraction = text.partition("点")
    if point:
        value = _integer(whole)
        if value is None or not fraction or any(c not in DIGITS for c in fraction):
            return None
        return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in fraction)}"), None
    value = _integer(text)
    if value is not None:
        return Decimal(value), None
    bounds = _neighbours(text) or _some(text)
    return bounds and (Decimal(bounds[0]), Decimal(bounds[1]))


def _integer(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    last_unit = 0  # the unit just before, 0 after 零: it gives a last digit its weight
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
            last_unit = last_unit if digit else 0
        elif unit := _TENS.get(char):
            section += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        elif unit := _MYRIADS.get(char):
            # 一亿三千万: 亿 multiplies all that stands before it, 万 only its section.
            before = section + (digit or 0)
            if unit > 10**4:
                total = (total + before or 1) * unit
            else:
                total += (before or 1) * unit
            section, digit, last_unit = 0, None, unit
        else:
            return None
    if digit is None and not last_unit:
        return None
    # 三百五 is 350 and 一万二 is 12000, but 一百零五 is 105.
    return total + section + (digit or 0) * max(last_unit // 10, 1)


def _neighbours(text: str) -> tuple[int, int] | None:
    match = re.fullmatch(_NEIGHBOURS, text)
    if not match:
        return None
    head, first, second, units = match.groups(default="")
    low, high = _integer(head + first + units), _integer(head + second + units)
    return (low, high) if low is not None and high is not None and low < high else None


def _some(text: str) -> tuple[int, int] | None:
    match = re.fullmatch(_SOME, text)
    if not match or (match[1] and match[2] == "数"):
        return None
    head, _, units = match.groups(default="")
    low, high = _integer(head + ("一" if head else "二") + units), _integer(head + "九" + units)
    step = _integer("一" + units)
    return (low, high + step - 1) if low and high and step else None


def write(value: Decimal | int, *, counting: bool = False) -> str:
    """Return `value` (0 to 10**12) as a numeral; with `counting` a lone 2 is 两 (两次).

    Raise ValueError outside that range.
    """
    if not 0 <= value < 10**12:
        raise ValueError(f"超出汉字数字的范围：{value}")
    if value == 2 and counting:
        return "两"
    whole, _, fraction = f"{value:f}".partition(".")
    words, gap = "", False
    for weight, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = int(whole) // weight % 10**4
        if section:
            words += ("零" if words and (gap or section < 1000) else "") + _section(section) + name
        gap = bool(words) and not section
    if words.startswith("一十"):
        words = words[1:]
    point = "点" + "".join(_NAMES[int(c)] for c in fraction) if fraction.strip("0") else ""
    return (words or "零") + point


def _section(value: int) -> str:
    words, gap = "", False
    for weight, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // weight % 10
        if digit:
            words += ("零" if words and gap else "") + _NAMES[digit] + name
        gap = not digit
    return words
