"""Shares and multiples said in words: 过半, 近一半, 四分之三, 一倍, 翻一番, 减半."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content.quantities import numerals
from reportgen.content.quantities.arithmetic import Limits

_HUNDRED = Decimal(100)
_N = "[一二两三四五六七八九十百]+|[0-9]+"
_BEFORE = "不到|不足|将近|接近|超过|超|近|约|大约|逾|差不多"
_AFTER = "以上|以下|左右|上下|还多|有余|多|强|弱"
#: how far from the plain share a share in words may be, in points
_ROOM = Decimal("2.5")


@dataclass(frozen=True, slots=True)
class Rate:
    """A share or a multiple in words, at `start` to `end` of its text, in percent of the whole or base."""

    start: int
    end: int
    limits: Limits
    #: whether it says what became of the base (翻一番 is 200), not how much came to it (一倍 is 100)
    of_base: bool = False


_PATTERN = re.compile(
    rf"(?P<over>过半(?:数)?)"
    rf"|翻(?:了)?(?P<doublings>[一二两三四1-4])?(?:了)?番(?P<more>还多|有余|多)?"
    rf"|(?P<halved>减半)"
    rf"|(?P<before>{_BEFORE})?(?:"
    rf"(?P<whole>{_N})分之(?P<part>{_N})|(?P<half>一半|半数|[占达]半(?=[，。；、以]))|(?P<once>一倍(?!数))"
    rf")(?P<after>{_AFTER})?"
)


def find_rates(text: str) -> list[Rate]:
    """Return the shares and multiples in words in `text`, in order, without 百分之 and 千分之."""
    if not re.search("半|分之|番|一倍", text):
        return []
    rates: list[Rate] = []
    for match in _PATTERN.finditer(text):
        limits = _limits(match)
        if limits:
            of_base = bool(match["halved"]) or "番" in match[0]
            rates.append(Rate(match.start(), match.end(), limits, of_base))
    return rates


def _limits(match: re.Match[str]) -> Limits | None:
    if match["over"]:
        return _HUNDRED / 2, _HUNDRED
    if match["halved"]:
        return _around(_HUNDRED / 2)
    if "番" in match[0]:
        times = numerals.read(match["doublings"] or "一")
        count = int(times[0]) if times else int(match["doublings"])
        value = _HUNDRED * 2**count
        return (
            (value, value * 2)
            if match["more"]
            else (value * Decimal("0.9"), value * Decimal("1.1"))
        )
    value = _HUNDRED if match["once"] else _HUNDRED / 2
    if match["whole"]:
        whole, part = _number(match["whole"]), _number(match["part"])
        if not whole or part is None or whole >= _HUNDRED or part > whole:
            return None
        value = _HUNDRED * part / whole
    return _qualified(value, match["before"] or "", match["after"] or "")


def _qualified(value: Decimal, before: str, after: str) -> Limits:
    """Return the limits of a share with the words beside it."""
    if before in ("不到", "不足") or after in ("以下", "弱"):
        return value * Decimal("0.7"), value
    if before in ("将近", "接近", "近", "差不多"):
        return value * Decimal("0.8"), value + _ROOM
    if before in ("超过", "超", "逾") or after in ("以上", "还多", "有余", "多", "强"):
        return value, None
    if before or after:
        return value * Decimal("0.85"), value * Decimal("1.15")
    return _around(value)


def _around(value: Decimal) -> Limits:
    room = max(_ROOM, value / 20)
    return value - room, value + room


def _number(text: str) -> Decimal | None:
    if text.isascii():
        return Decimal(text)
    known = numerals.read(text)
    return known[0] if known else None
