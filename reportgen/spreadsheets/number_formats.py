"""What a number format of Excel makes of a value: a number, a date, a time, and its text in the cell.

The format codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31. The built-in codes are the
Chinese ones (zh-CN): a workbook stores only their number, and a Chinese Excel or WPS shows them so.
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

GENERAL = "General"
TEXT = "@"
#: number of a built-in format → its code in zh-CN
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: "#,##0", 42: '"¥"#,##0', 43: "#,##0.00", 44: '"¥"#,##0.00',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: TEXT,
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

Number = int | float
Moment = datetime.datetime | datetime.date | datetime.time | datetime.timedelta

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
  | \\(?P<escaped>.)
  | _(?P<width>.)
  | \*(?P<filled>.)
  | \[(?P<elapsed>h+|m+|s+)\]
  | \[(?P<bracket>[^\]]*)\]
  | (?P<general>General|G/通用格式)
  | (?P<noon>AM/PM|A/P|上午/下午)
  | (?P<exponent>E[+-]0+)
  | (?P<year>y+|e+) | (?P<letter_m>m+) | (?P<day>d+) | (?P<weekday>a{3,4}) | (?P<hour>h+)
  | (?P<second>s+)(?P<part>\.0+)?
  | (?P<digit>[0#?])
  | (?P<percent>%) | (?P<point>\.) | (?P<comma>,) | (?P<text>@) | (?P<slash>/)
  | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\Z")
_CURRENCY = re.compile(r"\$([^-]*)")
_LONG_DATE = 'yyyy"年"m"月"d"日"'
_LONG_TIME = "h:mm:ss"
_DIGITS = "〇一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DATE_KINDS = frozenset({"year", "month", "day", "weekday"})
_TIME_KINDS = frozenset({"hour", "minute", "second", "noon", "elapsed"})
#: Numbers of a sheet have up to 308 digits; Excel rounds halves away from zero.
_EXACT = Context(prec=800, rounding=ROUND_HALF_UP)
#: Dates of a sheet are local and have no time zone.
_EPOCH = datetime.datetime(1900, 1, 1)  # noqa: DTZ001 - see above
#: Excel shows this instead of a date outside its calendar
NO_DATE = "######"
_CALENDAR_END = 2_958_466
"""The day after 9999-12-31, the last that Excel knows."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: its kind, and the characters that matter of it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format that `;` separates."""

    tokens: tuple[Token, ...]
    #: such as (">=", 100), where the section says so itself
    condition: tuple[str, float] | None = None
    #: whether digits are written 一二三
    is_chinese: bool = False
    #: whether names of months and weekdays are Chinese
    is_zh: bool = False
    #: the kinds of its tokens
    kinds: frozenset[str] = frozenset()
    #: whether it shows a number as a date, a time or a duration
    is_moment: bool = False


@functools.lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a format code."""
    return tuple(map(_section, _split(code)[:4]))


def _split(code: str) -> list[str]:
    """Return the parts of a code between the `;` that stand outside quotes and brackets."""
    parts = [""]
    for piece in re.findall(r'"[^"]*"?|\\.|\[[^\]]*\]?|.', code, re.DOTALL):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _section(code: str) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    is_chinese = is_zh = False
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[kind]
        if match["second"]:
            tokens.append(Token("second", match["second"] + (match["part"] or "")))
        elif kind == "bracket":
            compared, currency = _CONDITION.match(text), _CURRENCY.match(text)
            if compared:
                condition = (compared[1], float(compared[2]))
            elif text.upper() in ("$-F800", "$-F400"):
                return _section(_LONG_DATE if text.upper() == "$-F800" else _LONG_TIME)
            elif text.upper() == "DBNUM1":
                is_chinese = True
            elif currency:
                is_zh = is_zh or text.endswith("804")
                tokens.append(Token("literal", currency[1]))
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(Token("literal", text))
        elif kind == "width":
            tokens.append(Token("literal", " "))
        elif kind != "filled":
            tokens.append(Token(kind, text))
    pieces = _with_minutes(tokens)
    kinds = frozenset(token.kind for token in pieces)
    is_moment = not kinds & {"digit", "general"} and bool(kinds & (_DATE_KINDS | _TIME_KINDS))
    return Section(pieces, condition, is_chinese, is_zh, kinds, is_moment)


def _with_minutes(tokens: list[Token]) -> tuple[Token, ...]:
    """Return the tokens with each `m` as minutes, behind hours or before seconds, or as a month."""
    parts = [
        i
        for i, token in enumerate(tokens)
        if token.kind in _DATE_KINDS | _TIME_KINDS | {"letter_m"}
    ]
    for place, index in enumerate(parts):
        token = tokens[index]
        if token.kind != "letter_m":
            continue
        before = tokens[parts[place - 1]].kind if place else ""
        after = tokens[parts[place + 1]].kind if place + 1 < len(parts) else ""
        is_minute = before in ("hour", "elapsed") or after == "second"
        tokens[index] = Token("minute" if is_minute else "month", token.text)
    return tuple(tokens)


def is_moment(code: str) -> bool:
    """Return whether a format shows a number as a date, a time or a duration."""
    return sections_of(code)[0].is_moment


def moment_of(serial: Number, code: str, *, from_1904: bool) -> Moment | None:
    """Return the date, time or duration a number stands for; None where Excel's calendar has none.

    A date without a time of day is a `date`; a time without a day is a `time`; `[h]:mm` is a
    `timedelta`.
    """
    section = sections_of(code)[0]
    kinds = section.kinds
    if "elapsed" in kinds:
        return datetime.timedelta(seconds=round(serial * 86_400))
    if serial < 0 or serial >= _CALENDAR_END:
        return None
    # Excel stores 8:40 as 0.361111…; only a format with parts of a second means them.
    has_parts = any("." in token.text for token in section.tokens if token.kind == "second")
    smallest = 1000 if has_parts else 1
    units = round((serial % 1) * 86_400 * smallest)
    days, rest = divmod(units, 86_400 * smallest)
    day = int(serial) + days
    clock = datetime.timedelta(milliseconds=rest * 1000 // smallest)
    if day == 0 and not from_1904:
        # Day 0 is shown as 1900-01-00.
        return None if kinds & _DATE_KINDS else (_EPOCH + clock).time()
    if from_1904:
        first = datetime.date(1904, 1, 1)
    else:
        # Excel counts a 29 February 1900 that never was, as number 60.
        first = datetime.date(1899, 12, 31 if day < 60 else 30)
    days = (first - _EPOCH.date()).days + day
    try:
        moment = _EPOCH + datetime.timedelta(days=days) + clock
    except OverflowError:
        return None
    if from_1904 and day == 0 and not kinds & _DATE_KINDS:
        return moment.time()
    return moment if rest or kinds & _TIME_KINDS else moment.date()


def text_of_text(text: str, code: str) -> str:
    """Return what a cell with `text` shows."""
    sections = sections_of(code)
    last = sections[3] if len(sections) > 3 else sections[-1]
    if "text" not in last.kinds:
        return text
    texts = (
        text if t.kind == "text" else t.text if t.kind == "literal" else "" for t in last.tokens
    )
    return "".join(texts)


def text_of_moment(moment: Moment, code: str) -> str:
    """Return what a cell with a date, time or duration shows."""
    section = sections_of(code)[0]
    seconds = 0
    if isinstance(moment, datetime.timedelta):
        seconds = round(moment.total_seconds())
        moment = _EPOCH + datetime.timedelta(seconds=abs(seconds))
    is_half_day = "noon" in section.kinds
    return "".join(
        _token_text(token, moment, section, seconds, is_half_day) for token in section.tokens
    )


def _token_text(
    token: Token,
    moment: datetime.datetime | datetime.date | datetime.time,
    section: Section,
    seconds: int,
    is_half_day: bool,
) -> str:
    size = len(token.text)
    clock = moment if isinstance(moment, (datetime.datetime, datetime.time)) else datetime.time()
    day = moment if isinstance(moment, datetime.date) else datetime.date(1900, 1, 1)
    match token.kind:
        case "year":
            year = f"{day.year % 100:02}" if token.text.lower() == "yy" else f"{day.year:04}"
            return "".join(_DIGITS[int(d)] for d in year) if section.is_chinese else year
        case "month" if size >= 3:
            if section.is_zh:
                return f"{_chinese(day.month)}月" if size == 4 else f"{day.month}月"
            name = _MONTHS[day.month - 1]
            return name if size == 4 else name[:3] if size == 3 else name[0]
        case "day" if size >= 3:
            if section.is_zh:
                return ("星期" if size > 3 else "周") + _WEEKDAYS[day.weekday()]
            name = _DAYS[day.weekday()]
            return name if size > 3 else name[:3]
        case "weekday":
            return ("星期" if size > 3 else "") + _WEEKDAYS[day.weekday()]
        case "month":
            return _padded(day.month, size, section)
        case "day":
            return _padded(day.day, size, section)
        case "hour":
            hour = (clock.hour % 12 or 12) if is_half_day else clock.hour
            return _padded(hour, size, section)
        case "minute":
            return _padded(clock.minute, size, section)
        case "second":
            whole, point, part = token.text.partition(".")
            fraction = f"{clock.microsecond:06}"[: len(part)]
            return _padded(clock.second, len(whole), section) + point + fraction
        case "noon":
            names = {"AM/PM": ("AM", "PM"), "A/P": ("A", "P")}
            morning, afternoon = names.get(token.text.upper(), ("上午", "下午"))
            return morning if clock.hour < 12 else afternoon
        case "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0].lower()]
            sign = "-" if seconds < 0 else ""
            return sign + f"{abs(seconds) // unit:0{size}}"
        case "literal" | "slash" | "point" | "comma":
            return token.text
    return ""


def _padded(number: int, size: int, section: Section) -> str:
    return _chinese(number) if section.is_chinese else f"{number:0{min(size, 2)}}"


def _chinese(number: int) -> str:
    """Return a number below a hundred in characters, as [DBNum1] writes it."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def text_of_number(value: Number, code: str) -> str:
    """Return what a cell with a number shows."""
    section, shows_sign = _chosen(value, sections_of(code))
    if section.is_moment:
        return _day_zero(value, section) if 0 <= value < 1 else NO_DATE
    kinds = section.kinds
    if not kinds & {"digit", "general", "text"}:
        # A section of mere words, or an empty one that hides the number.
        return "".join(token.text for token in section.tokens if token.kind == "literal")
    if not kinds & {"digit"} or "slash" in kinds:
        number = general(abs(value) if not shows_sign else value)
        if not kinds & {"general", "text"}:
            return number
        return "".join(number if t.kind in ("general", "text") else t.text for t in section.tokens)
    sign = "-" if shows_sign and value < 0 else ""
    text = _filled(abs(Decimal(repr(value))), section)
    # A number that is rounded to nothing has no sign.
    return sign + text if re.search(r"[1-9]", text) else text


def _day_zero(value: Number, section: Section) -> str:
    """Return what a date before the first of the calendar shows: 1900-01-00."""
    moment = _EPOCH + datetime.timedelta(seconds=round(value * 86_400))
    zero = (
        Token("literal", "0" * min(len(t.text), 2)) if t.kind == "day" else t
        for t in section.tokens
    )
    return "".join(
        _token_text(token, moment, section, 0, "noon" in section.kinds) for token in zero
    )


def _chosen(value: Number, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """Return the section for a number, and whether its minus sign is still to be written."""
    numeric = [s for s in sections[:3] if s.kinds != {"text"}] or [sections[0]]
    for section in numeric:
        if section.condition and _holds(value, section.condition):
            return section, value < 0
    if any(section.condition for section in numeric):
        return next((s for s in numeric if not s.condition), numeric[-1]), value < 0
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _holds(value: Number, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound, ">": value > bound, "<=": value <= bound,
        ">=": value >= bound, "=": value == bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _filled(value: Decimal, section: Section) -> str:
    """Return a number without sign in the digits of a section."""
    tokens = list(section.tokens)
    places = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), None)
    exponent = next((token for token in tokens if token.kind == "exponent"), None)
    whole = [i for i in places if point is None or i < point]
    fraction = [i for i in places if point is not None and i > point]
    commas = [i for i, token in enumerate(tokens) if token.kind == "comma"]
    # Between digits a comma groups them; behind them each divides by a thousand.
    has_thousands = any(whole and whole[0] < i < whole[-1] for i in commas)
    scales = sum(1 for i in commas if whole and i > whole[-1])
    percents = sum(token.kind == "percent" for token in tokens)
    value = value.scaleb(2 * percents - 3 * scales, _EXACT)
    power = 0
    if exponent is not None and value:
        power = value.adjusted() - (len(whole) - 1)
        if whole and tokens[whole[0]].text != "0":
            # ##0.0E+0 has powers of a thousand.
            power = value.adjusted() // len(whole) * len(whole)
        value = value.scaleb(-power, _EXACT)
    unit = Decimal(1).scaleb(-len(fraction))
    rounded = value.quantize(unit, context=_EXACT)
    if exponent is not None and rounded.adjusted() >= max(1, len(whole)):
        rounded = rounded.scaleb(-1, _EXACT).quantize(unit, context=_EXACT)
        power += 1
    digits, _, decimals = f"{rounded:f}".partition(".")
    needed = sum(tokens[i].text == "0" for i in whole)
    digits = digits.lstrip("0").rjust(needed, "0")
    keep = len(fraction)
    while keep and tokens[fraction[keep - 1]].text != "0" and decimals[keep - 1 : keep] == "0":
        keep -= 1
    return "".join(_pieces(tokens, whole, fraction, digits, decimals[:keep], has_thousands, power))


def _pieces(
    tokens: list[Token],
    whole: list[int],
    fraction: list[int],
    digits: str,
    decimals: str,
    has_thousands: bool,
    power: int,
) -> list[str]:
    """Return the text of each token, the digits dealt out to their places from the right."""
    pieces = []
    for index, token in enumerate(tokens):
        if index in whole:
            behind = len(whole) - 1 - whole.index(index)
            end = len(digits) - behind
            start = 0 if index == whole[0] else max(0, end - 1)
            part = digits[start : max(0, end)]
            pieces.append(_grouped(part, behind) if has_thousands else part)
        elif index in fraction:
            pieces.append(decimals[fraction.index(index) : fraction.index(index) + 1])
        elif token.kind == "point":
            pieces.append(".")
        elif token.kind == "exponent":
            sign = "-" if power < 0 else "+" if token.text[1] == "+" else ""
            pieces.append(f"E{sign}{abs(power):0{len(token.text) - 2}}")
        elif token.kind in ("literal", "percent", "slash"):
            pieces.append(token.text)
    return pieces


def _grouped(part: str, behind: int) -> str:
    """Return digits with a comma before each third place; `behind` more follow them."""
    grouped = ""
    for place, digit in enumerate(reversed(part), behind):
        grouped = digit + ("," if place and place % 3 == 0 else "") + grouped
    return grouped


def general(value: Number) -> str:
    """Return a number as the format General shows it: at most eleven characters wide."""
    if isinstance(value, int) and abs(value) < 10**11:
        return str(value)
    number = Decimal(repr(value))
    size = abs(number)
    if not number:
        return "0"
    if size >= Decimal(10) ** 11 or size < Decimal("0.0001"):
        digits, exponent = f"{value:.5E}".split("E")
        return f"{digits.rstrip('0').rstrip('.')}E{exponent}"
    whole = len(str(int(size)))
    text = f"{number.quantize(Decimal(1).scaleb(-max(0, 10 - whole)), context=_EXACT):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
