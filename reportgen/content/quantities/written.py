"""Quantities as people write them (130余篇, 1.2万卷, 近三成): read to value and unit, and written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from reportgen.content.quantities import numerals, units


class Approximation(StrEnum):
    """The relation of the written figure to the true one."""

    EXACT = "exact"
    OVER = "over"
    NEAR = "near"
    ABOUT = "about"
    AT_LEAST = "at-least"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as written, with its value; `prefix_text + number_text + unit_text == text`.

    `value` is in `unit` with 万 and 亿 multiplied out; shares of any form are in %.
    `high` is the upper end of a range (3～5次), of which `value` is the lower end.
    """

    text: str
    value: Decimal
    unit: str
    approximation: Approximation
    high: Decimal | None = None
    ordinal: bool = False
    prefix_text: str = ""
    number_text: str = ""
    unit_text: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Wording:
    """A value that is not one number, as it was written: 多人, 屡有名次, 没统计, —, 1:2000."""

    text: str

    def __str__(self) -> str:
        return self.text


#: a value as content has it
Value = Quantity | Wording


#: words that say of a thing that nobody counted it
_UNCOUNTED = (
    "没统计",
    "没有统计",
    "未统计",
    "未作统计",
    "没有数",
    "不详",
    "—",
    "——",
    "－",
    "-",
    "/",
)


def is_uncounted(value: Value | None) -> bool:
    """Return whether a value says no more than that nobody counted: 没统计, 不详, —; 多人 says more."""
    return isinstance(value, Wording) and value.text.strip() in _UNCOUNTED


def number_of(value: Value | None) -> Quantity | None:
    """Return a value that is a number; None for words and where there is no value."""
    return value if isinstance(value, Quantity) else None


_WORDS = {
    Approximation.OVER: "超过 超出 超 逾 高于 多于 上 余 多 以上 > ＞",
    Approximation.NEAR: "将近 接近 近",
    Approximation.ABOUT: "大约 大概 约 来 左右 上下 ≈",
    Approximation.AT_LEAST: "不少于 不低于 不下于 不下 至少 ≥ ≧",
    Approximation.UNDER: "不超过 不多于 不足 不到 少于 低于 至多 最多 以内 以下 ≤ ≦ < ＜",
}
_MEANING = {word: kind for kind, words in _WORDS.items() for word in words.split()}
AFTER = ("以上", "以下", "以内", "左右", "上下")
BEFORE = (
    "|".join(w for w in _MEANING if w not in ("余", "多", "来", "上", *AFTER)) + "|上(?=[百千万亿])"
)
ARABIC = r"(?:[0-9０-９]{1,3}(?:[,，\u00a0\u2009\u202f ][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)"
ARABIC += r"(?:[.．][0-9０-９]+)?"
CHINESE = "[零〇一二两三四五六七八九十百千万亿几数]+(?:点[零〇一二三四五六七八九]+)?|半"
# 千 in 3千克 and 百 in 2百分点 belong to the unit.
MULTIPLIER = "(?:[十百千]?[万亿]|万亿|百(?!分)|千(?![克米瓦帕伏]))"
UNIT = r"\s*[^0-9０-９\s，。；、！？：,;!?:“”‘’《》【】…～~—≤≥<>]{0,12}?"
UNIT += r"(?:(?<=[mc])[23](?:/[a-z]+)?)?"  # m2, km2, mg/m3, m3/h
_AND_SOME = r"(?<=[十百千万])几(?![十百千])"  # 十几名 means 十余名
_NAMED = "一把手|[一二三四五六七八九十]个一|(?![百千]分之).{1,3}分之"
_DASH = "(?<=.)[～~〜—–\\-－至到](?=.)"
_NARROW = str.maketrans("０１２３４５６７８９．，－−＋", "0123456789.,--+", "\u00a0\u2009\u202f ")
_TENTHS = numerals.DIGITS | {"半": 5}  # 七成五, 七成半
#: a particle right after the measure: 十几次吧, 12次左右吧; after a noun it belongs to it (3家书吧)
_REMARK = re.compile(rf"(?:{'|'.join(AFTER)})?[吧吗呢了啊呀嘛啦的]+")
#: 负1层 is the name of a floor
_FLOORS = ("层", "楼")
_NO_UNITS = frozenset({"月", "日", "号", "后", "年代", "世纪", "点", "时", "月份", "年度"})


#: what a measure is of, before its number: CO 24 ppm, CH₄≤0.8%
SUBSTANCE = "[A-Za-z][A-Za-z0-9.₀-₉]{0,7}(?:\\s+|(?=[≤≥≦≧<>＜＞≈]))"
#: a single figure with its words, such as 近 / 130 / 余 / 万 / 篇 / 以上
_FIGURE = re.compile(
    rf"\s*(?P<name>{SUBSTANCE})?(?P<before>{BEFORE})?\s*(?P<below>零下|负(?!责))?"
    rf"(?P<place>第|百分之|千分之)?(?P<number>[-−－+＋]?{ARABIC}|{CHINESE})"
    rf"(?:\s?(?P<more>[余多来]))?(?P<scale>{MULTIPLIER})?(?P<more2>[余多])?(?P<unit>{UNIT})"
    rf"(?P<after>{'|'.join(AFTER)}|(?<=[年月时天周倍成])[多余])?\s*"
)
#: 首次, 首批: the first of its kind
_FIRST = re.compile(r"(\s*)首([次批届个家部]\w{0,8})\s*")
_MAX_LENGTH = 40
_DIGIT = re.compile("[0-9０-９]")
_MORE_WORDS = ("余", "多", "来")
_LATIN_UNIT = re.compile("[A-Za-z%％‰℃°μ]")
#: several numbers in one: Φ22×2400 mm, 1:2000, ±5 mm
_SEVERAL = re.compile("[Φφ⌀±] ?[0-9]|[0-9] ?[A-Za-z]* ?[×*＊xX:：/／±] ?[Φφ]?[0-9]")


def parse(text: str) -> Quantity | None:
    """Return the quantity that the whole of `text` is, None if it is none (dates are none).

    `Quantity.text` is `text` itself, with its place if it has one.
    """
    quantity = _parse(str(text))
    return replace(quantity, text=text) if quantity else None


#: what stands between the digits and the unit: 余万, 万余
_BETWEEN = re.compile(rf"\s?[余多来]?(?P<scale>{MULTIPLIER})?[余多]?")


def scale_of(quantity: Quantity) -> str:
    """Return the multiplier behind the digits: 万 of 31.2万元, "" of 130余篇 and of 三百万元."""
    between = _BETWEEN.match(quantity.unit_text)
    return (between and between["scale"]) or ""


def without_unit(quantity: Quantity, scale: str = "") -> str:
    """Return a quantity as it was written, without its unit: 390余 of 390余篇, 1.2亿 of 1.2亿元.

    Where `scale` is the multiplier behind its digits, that is left out too.
    """
    between = _BETWEEN.match(quantity.unit_text)
    middle = between[0] if between else ""
    behind = quantity.unit_text[len(middle) :].replace(quantity.unit, "", 1)
    if scale == scale_of(quantity):
        middle = middle.replace(scale, "", 1)
    return f"{quantity.prefix_text}{quantity.number_text}{middle}{behind}".strip()


def read_value(text: str) -> Value | None:
    """Return the value that `text` is; None where it has a number that cannot be read (30余来人).

    Several numbers in one (Φ22×2400 mm) are a wording.
    """
    if quantity := parse(text):
        return quantity
    several = _SEVERAL.search(text)
    return None if _DIGIT.search(text) and not several else Wording(text)


def _parse(text: str) -> Quantity | None:
    if len(text) > _MAX_LENGTH or re.match(_NAMED, text):
        return None
    if (match := _FIGURE.fullmatch(text)) and (quantity := _single(text, match)):
        return quantity
    for dash in re.finditer(_DASH, text):
        if quantity := _range(text, dash):
            return quantity
    if match := _FIRST.fullmatch(text):
        parts = (text[: match.end(1)], "首", text[match.end(1) + 1 :])
        return Quantity(text, Decimal(1), match[2], Approximation.EXACT, None, True, *parts)
    return None


def _scale(word: str) -> int:
    value = 1
    for char in word:
        value *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    return value


def _single(text: str, match: re.Match[str]) -> Quantity | None:
    name, before, below, place, number, more, scale, more2, unit, after = (
        group or "" for group in match.groups()
    )
    written, unit = number.translate(_NARROW), unit.strip()
    chinese = not written[-1].isdigit()
    if (more and more2) or ((more or more2) and unit[:1] in _MORE_WORDS):
        return None
    approximation = _MEANING.get(before or more or more2 or after, Approximation.EXACT)
    high: Decimal | None = None
    if written == "半":
        low = Decimal("0.5")
    elif chinese:
        if (less := re.sub(_AND_SOME, "", written)) != written:
            if more or more2:
                return None
            written, approximation = less, Approximation.OVER
        reading = numerals.read(written)
        if reading is None:
            return None
        low, high = reading
        if high is not None and approximation is Approximation.EXACT:
            approximation = Approximation.ABOUT
    else:
        low = Decimal(written.replace(",", ""))
    if name and (chinese or not _LATIN_UNIT.match(unit)):
        return None
    if below == "负" and unit[:1] in _FLOORS:
        return None
    bare = written[0] in "百千万亿"
    if bare and approximation is Approximation.EXACT and place not in ("百分之", "千分之"):
        return None
    if place == "第":
        if not units.measure_at(unit):
            return None
    elif place:
        if unit:
            return None
        unit = "%" if place == "百分之" else "‰"
    elif unit.startswith("成") and unit[1:] in ("", *_TENTHS):
        low, high, unit = (low * 10 + _TENTHS.get(unit[1:], 0)), high and high * 10, "%"
    elif _is_no_unit(unit, written, chinese):
        return None
    elif unit[1:2] in ("半", "多", "余") and unit[0] in "个年天周":
        # 3个半小时, 两个多月: 半 and 多 stand between the measure and its noun.
        if unit[1] == "半":
            low += Decimal("0.5")
        else:
            approximation = Approximation.OVER
        unit = unit[0] + unit[2:]
    if unit == "％":
        unit = "%"
    factor = -_scale(scale) if below else _scale(scale)
    start, end = match.span("number")
    low = _plain(low * factor)
    high = _plain(high * factor) if high is not None else None
    parts = (text[:start], text[start:end], text[end:])
    return Quantity(text, low, unit, approximation, high, place == "第", *parts)


def _is_no_unit(unit: str, written: str, chinese: bool) -> bool:
    measure = units.measure_at(unit)
    if (chinese and unit and not measure) or _REMARK.fullmatch(unit, len(measure)):
        return True
    year = unit[:1] == "年" and len(written) == 4 and written[:2] in ("19", "20")
    return year or unit in _NO_UNITS


def _range(text: str, dash: re.Match[str]) -> Quantity | None:
    low_text, high_text = text[: dash.start()], text[dash.end() :]
    first, last = _FIGURE.fullmatch(low_text), _FIGURE.fullmatch(high_text)
    if not last or not first or first["below"] or last["below"]:
        return None  # 零下3至5℃ may end below zero or above
    high = _single(high_text, last)
    if high and not (first["unit"] or "").strip():
        # 3～5万元: the second number gives the scale and unit of the first.
        tail = last.group("scale") or "" if not first["scale"] else ""
        low_text += tail + ("" if (first["place"] or "").endswith("之") else high.unit)
    low = parse(low_text)
    if not low or not high or low.high or high.high or low.ordinal:
        return None
    if low.value >= high.value or units.dimension(low.unit) != units.dimension(high.unit):
        return None
    start = first.start("number")
    end = dash.end() + last.end("number")
    approximation = low.approximation
    if approximation is Approximation.EXACT:
        approximation = high.approximation
    parts = (text[:start], text[start:end], text[end:])
    return Quantity(text, low.value, high.unit, approximation, high.value, False, *parts)


def write_like(value: Decimal, like: Quantity, approximation: Approximation) -> str:
    """Return `value` written as `like` is: numerals, 万 or 亿, separators, unit.

    Nothing is rounded: where 万 would need more than two decimals (or more than `like` has),
    or leave less than one, the number is written out (GB/T 15835-2011, 5.3 allows both). Raise ValueError for infinity
    and for what is no number.
    """
    if not value.is_finite():
        raise ValueError(f"不是可以写出的数：{value}")
    match = _FIGURE.fullmatch(like.text)
    for dash in re.finditer(_DASH, like.text) if like.high is not None else ():
        match = _FIGURE.fullmatch(like.text[dash.end() :]) or match
    if match is None:  # 首次
        return f"第{numerals.write(value)}{like.unit}"
    name, before, below, place, number, more, scale, more2, unit, after = (
        group or "" for group in match.groups()
    )
    if below and value < 0:
        value = -value
    else:
        below = ""
    if unit.strip() != like.unit and place in ("", "第"):
        tens, ones = divmod(value, 10)
        if unit.lstrip().startswith("成") and 0 < value < 100 and ones in (0, 5) and tens:
            unit = "成五" if ones else "成"
            value = tens
        else:
            unit, number = like.unit, number if like.unit != "%" else "0"
    scaled, scale = _scaled(value, scale, number)
    if not scale:
        more, more2 = more or more2, ""
    if place == "第":
        return f"第{_number(scaled, number, False)}{scale}{unit}"
    if like.approximation is not approximation:
        before = more = more2 = after = ""
    if more and (scaled <= 0 or scaled % 10):
        # 余 follows a round number or 万: 130余篇 and 23万余件, but not 134余篇.
        more, more2 = "", more if scale and more != "来" else ""
    digits = _number(scaled, number, bool(unit.strip()) and not place)
    if before == "上" and digits[0] not in "百千万亿":
        before = "超"
    if place and digits[-1] not in _WORD_DIGITS:
        place, unit = "", like.unit
    if approximation is not Approximation.EXACT and not (before or more or more2 or after):
        before, after = _PLAIN_WORDS[approximation]
    return f"{name}{before}{below}{place}{digits}{more}{scale}{more2}{unit}{after}"


_WORD_DIGITS = frozenset("零一二三四五六七八九十百千万亿")
_PLAIN_WORDS = {
    Approximation.OVER: ("", "以上"),
    Approximation.NEAR: ("近", ""),
    Approximation.ABOUT: ("约", ""),
    Approximation.AT_LEAST: ("不少于", ""),
    Approximation.UNDER: ("不足", ""),
}


def _scaled(value: Decimal, scale: str, number: str) -> tuple[Decimal, str]:
    if not scale:
        return value, ""
    scaled = _plain(value / _scale(scale))
    allowed = max(2, len(number.translate(_NARROW).partition(".")[2]))
    return (scaled, scale) if abs(scaled) >= 1 and _places(scaled) <= allowed else (value, "")


def _number(value: Decimal, like: str, counting: bool) -> str:
    value = _plain(value)
    if like[-1] not in "0123456789０１２３４５６７８９" and 0 <= value < 10**12:
        return numerals.write(value, counting=counting)
    separator = next((c for c in like if c in ",，\u00a0\u2009\u202f "), "")
    return f"{value:,f}".replace(",", "," if separator == "，" else separator)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
