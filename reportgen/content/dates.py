"""Dates as people write them: the text, and the days of the calendar it means where it can be placed.

A secretary knows of one activity that it was on 5月12日, of another that it was in 5月, in 4—7月,
七一前后 or on 正月初八. Each is a `WrittenDate`: it prints as it was written; it is sorted and counted
as far as the calendar tells its place.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

ItemT = TypeVar("ItemT")

#: the first and the last day of a stretch of time
Days = tuple[datetime.date, datetime.date]


class Precision(StrEnum):
    """How exactly the beginning of a date is known."""

    DAY = "day"
    #: a month or a part of it: 5月, 5月上旬
    MONTH = "month"
    #: a longer time: 一季度, 上半年, 全年
    PERIOD = "period"
    #: the calendar does not tell: 正月初八, 近期
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it was written, with its place in the calendar.

    Two dates are equal where text and place are.
    """

    #: as it was written, with its place in the source file
    text: str
    #: as a document prints it in full: a day as 2025年5月12日, anything else as it was written
    full: str
    #: as a list of one year prints it: without that year, a day as 5月12日
    short: str
    #: the days it means, one stretch for each date it lists; empty where the calendar does not tell
    stretches: tuple[Days, ...] = ()
    precision: Precision = Precision.UNKNOWN
    #: the day that sorts it; a month without a day comes after the days of that month
    position: datetime.date | None = None
    #: the month it counts for, 1 to 12: the month it begins in; None if that is not known
    month: int | None = None

    def __str__(self) -> str:
        return self.full

    @property
    def first(self) -> datetime.date | None:
        """The first day it may mean, None if it has no place in the calendar."""
        return self.stretches[0][0] if self.stretches else None

    @property
    def last(self) -> datetime.date | None:
        """The last day it may mean, None if it has no place in the calendar."""
        return self.stretches[-1][1] if self.stretches else None

    @property
    def day(self) -> datetime.date | None:
        """The day, if it is exactly one."""
        exact = self.precision is Precision.DAY and self.first == self.last
        return self.first if exact else None


class _Place(NamedTuple):
    """One date of a text in the calendar: the fields of WrittenDate for it."""

    first: datetime.date
    last: datetime.date
    position: datetime.date
    precision: Precision
    month: int | None


def parse(text: str, year: int | None = None) -> WrittenDate | None:
    """Return the date that `text` says, None if there is plainly no such day or time (2月30日, 25:00).

    `year` is the year of a date that names none; without it such a date has no place in the
    calendar. A text that says no date of the solar calendar is a date without a place.
    """
    written = str(text).strip()
    timed = _DAY_AND_TIME.fullmatch(written)
    head, behind = timed.groups() if timed else (written, "")
    if any(not _is_time(clock) for clock in _CLOCKS.findall(behind)):
        return None
    plain = _plain(head, year)
    try:
        stretches = _stretches(plain, year)
    except ValueError:
        return None
    if not stretches:
        return WrittenDate(text, written, written)
    first = stretches[0][0]
    full, short = _print_forms(written, head, behind, stretches, year)
    if year is None and not _NAMES_YEAR.search(plain):
        return WrittenDate(text, full, short)
    return WrittenDate(
        text,
        full,
        short,
        tuple((begin.first, end.last) for begin, end in stretches),
        first.precision,
        first.position,
        first.month if year is None or first.first.year == year else None,
    )


def is_named(date: str, text: str) -> bool:
    """Tell whether a text names a date in the same words: 3月底前 in 三月底前设岗; without a number, never."""
    words = _plain(date, None)
    return bool(
        re.search(r"\d", words) and re.search(rf"(?<!\d){re.escape(words)}", _plain(text, None))
    )


def in_order(date: Callable[[ItemT], WrittenDate], *lists: Iterable[ItemT]) -> tuple[ItemT, ...]:
    """Return the items of `lists` by their dates, those of one day as they were written.

    An item whose date has no place in the calendar stays behind the one before it in its list.
    """
    positions: list[tuple[datetime.date, ItemT]] = []
    for items in lists:
        here = datetime.date.min
        for item in items:
            here = date(item).position or here
            positions.append((here, item))
    return tuple(item for _, item in sorted(positions, key=lambda pair: pair[0]))


def months_of(date: WrittenDate, year: int) -> frozenset[int]:
    """Return the months of `year` that `date` covers, such as 4 to 7 for 4—7月.

    A date that the calendar cannot place, such as 正月初八, covers no month.
    """
    return frozenset(
        month
        for month in range(1, 13)
        for first, last in date.stretches
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    )


def may_repeat(date: WrittenDate) -> bool:
    """Return whether what has this date may have been more than once: 每月5日, 4—7月, 3月5日、4月8日.

    A range from a day to a day (5月28日至6月3日) is one occasion.
    """
    first, last = date.first, date.last
    if len(date.stretches) > 1:
        return True
    return bool(
        first and last and date.precision is not Precision.DAY and first.month != last.month
    )


def touches_year(date: WrittenDate, year: int) -> bool:
    """Return whether a day of `date` is in `year`; True if the date has no place in the calendar."""
    return not date.stretches or any(a.year <= year <= b.year for a, b in date.stretches)


def code(date: WrittenDate) -> str:
    """Return the date as a file's name begins: 0512, 05 for a month, else the date as written."""
    if date.first and date.precision is Precision.DAY:
        return f"{date.first:%m%d}"
    if date.first and date.precision is Precision.MONTH:
        return f"{date.first:%m}"
    return date.short


class MonthLabel(NamedTuple):
    """What stands for a date on a timeline: the number of its month and 月, or a text and no unit."""

    number: str
    unit: str


def month_label(date: WrittenDate) -> MonthLabel:
    """Return the number and the unit that stand for a date on a timeline.

    A date in a month gives the month (5, 月), one over several months 4—7 and 月. A date with a name
    (七一前后) and one without a month give the text as it was written, and no unit.
    """
    first, last = date.first, date.last
    if not (first and last and date.month and re.search(r"[\d月]", date.short)):
        return MonthLabel(date.short, "")
    if (first.year, first.month) == (last.year, last.month):
        return MonthLabel(str(first.month), "月")
    return MonthLabel(f"{first.month}—{last.month}", "月")


# --- the text in one form ---------------------------------------------------------------------------

_CLOCK = r"\d{1,2}\s*(?:[:：]\d{2}(?:[:：]\d{2})?|[时点](?:\d{1,2}分|半|整)?)"
_CLOCKS = re.compile(_CLOCK)
#: a day, and behind it the day of the week and the time of day
_DAY_AND_TIME = re.compile(
    r"(.*?[\d日号])"
    r"((?:\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?)?"
    r"(?:\s*(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚))?"
    rf"(?:[\sT]*{_CLOCK}(?:\s*[-—–~～至到]+\s*{_CLOCK})?)?)"
)
#: Excel writes this time of day behind a day that has none
_MIDNIGHT = re.compile(r"\s*00?[:：]00(?:[:：]00)?")
_LOOKALIKES = str.maketrans("０１２３４５６７８９／．－（）·", "0123456789/.-().", "“”\"'‘’")
_NUMERALS = {"〇": "0", "○": "0"} | {n: str(i) for i, n in enumerate("零一二三四五六七八九")}
_IN_NUMERALS = "".join(_NUMERALS) + "十"
_NUMBER = re.compile(
    rf"[{_IN_NUMERALS}]+(?=[年月日号])|[{_IN_NUMERALS}]+(?=~[{_IN_NUMERALS}]+[月日号])"
)
_DASH = re.compile("[—–―~～〜─]+|至|到|(?<=[日号月])-")


def _is_time(clock: str) -> bool:
    """Return whether a time of day is one: from 0:00 to 24:00."""
    hour, *rest = map(int, re.findall(r"\d+", clock))
    return (hour < 24 and all(part < 60 for part in rest)) or (hour == 24 and not any(rest))


def _plain(text: str, year: int | None) -> str:
    """Return `text` without spaces, with Arabic numerals, and with `~` for the words of a range."""
    plain = re.sub(r"\s+", "", text.translate(_LOOKALIKES))
    plain = _DASH.sub("~", re.sub(r"\([^()]*\)$", "", plain))
    plain = _NUMBER.sub(lambda match: _arabic(match[0]), plain)
    if year is not None:
        for words, number in (("今年", year), ("本年", year), ("当年", year), ("去年", year - 1)):
            plain = plain.replace(words, f"{number:04}年")
    # 2025年年底 and 2025年底 are the same, and so are 5月月底, 5月份底 and 5月底.
    return re.sub(r"(?<=[\d年月])(?<=[年月])[年月份](?=[初中底末终])", "", plain)


def _arabic(numerals: str) -> str:
    """Return Chinese numerals as Arabic ones: 二〇二五 → 2025, 二十五 → 25."""
    if "十" not in numerals:
        return "".join(_NUMERALS[n] for n in numerals)
    tens, _, ones = numerals.partition("十")
    return _NUMERALS.get(tens, tens or "1") + _NUMERALS.get(ones, ones or "0")


# --- one date and several ---------------------------------------------------------------------------

#: part of a year → its first and its last month
_PARTS_OF_YEAR = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "全年": (1, 12), "整年": (1, 12),
    "年内": (1, 12), "年初": (1, 2), "年中": (6, 7), "年底": (12, 12), "年末": (12, 12),
    "年终": (12, 12), "岁末": (12, 12),
}  # fmt: skip
#: part of a month → its first and its last day, 31 for the end of the month
_PARTS_OF_MONTH = {
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31),
    "初": (1, 10), "中": (11, 20), "底": (21, 31), "末": (21, 31),
}  # fmt: skip
#: a day with a name in the solar calendar → its month and day, and the days of its holiday
_NAMED_DAYS = {
    "元旦": (1, 1, 3), "三八": (3, 8, 1), "植树节": (3, 12, 1), "五一": (5, 1, 5), "五四": (5, 4, 1),
    "六一": (6, 1, 1), "七一": (7, 1, 1), "建党节": (7, 1, 1), "八一": (8, 1, 1),
    "建军节": (8, 1, 1), "教师节": (9, 10, 1), "烈士纪念日": (9, 30, 1), "国庆": (10, 1, 7),
    "十一": (10, 1, 7), "宪法日": (12, 4, 1), "国家公祭日": (12, 13, 1),
}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
#: a leap year, in which a date without a year is tried
_ANY_YEAR = 2000

_NAMES_YEAR = re.compile(r"\d{4}")
_EVERY = re.compile(r"[每逐]个?[年月周天日季]|月月|常年|长期")
_IN_YEAR = r"(?:(?P<year>\d{4})年)?"
_DAY = re.compile(rf"{_IN_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]?(?P<near>左右|前后)?")
_MONTH = re.compile(
    rf"{_IN_YEAR}(?P<month>\d{{1,2}})月份?(?P<part>{'|'.join(_PARTS_OF_MONTH)})?"
    r"(?:左右|前后|期间|以来|开始|起)?"
)
_QUARTER = re.compile(rf"{_IN_YEAR}(?:第?(?P<quarter>[1-4一二三四])季度?|Q(?P<q>[1-4]))")
_PART_OF_YEAR = re.compile(
    rf"{_IN_YEAR}(?P<part>{'|'.join(_PARTS_OF_YEAR)})|(?P<of>\d{{4}})(?P<turn>年[初中底末终])"
)
_WHOLE_YEAR = re.compile(r"(?P<year>\d{4})年?度?(?:全年)?")
_NAMED_DAY = re.compile(
    rf"{_IN_YEAR}(?P<name>{'|'.join(_NAMED_DAYS)})(?:[一-鿿]{{0,3}}节)?(?P<near>期间|假期|前后|左右|当天)?"
)
_FIGURES = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_FIGURES_OF_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_FIGURES_OF_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")


def _stretches(plain: str, year: int | None) -> list[tuple[_Place, _Place]]:
    """Return the dates of a text, each with its beginning and its end; empty if it says none.

    Raise ValueError for a day that is not in the calendar.
    """
    known = _ANY_YEAR if year is None else year
    if _EVERY.match(plain):
        whole = _months(known, 1, 12)
        return [(whole, whole)]
    single = _place(_in_words(plain), known)
    if single:
        return [(single, single)]
    parts = re.split("([~、，,和及])", plain)
    if len(parts) == 1:
        parts = re.split("(-)", plain)
    if len(parts) == 1 or not all(parts):
        return []
    stretches: list[tuple[_Place, _Place]] = []
    for part, separator in zip(_complete(parts[::2]), ["", *parts[1::2]], strict=True):
        place = _place(part, known)
        if place is None:
            return []
        if separator not in ("~", "-"):
            stretches.append((place, place))
            continue
        begin = stretches[-1][0]
        if place.last < begin.first and not _NAMES_YEAR.match(part) and place.month != begin.month:
            place = _place(part, known + 1) or place  # 12月—2月 ends in the next year
        if place.last < begin.first:
            raise ValueError("the end is before the beginning")
        stretches[-1] = (begin, place)
    return stretches


def _in_words(plain: str) -> str:
    """Return a date in figures (2025-05-12, 2025.5, 5/12) with 年, 月 and 日; any other as it is."""
    if match := _FIGURES.fullmatch(plain):
        year, _, month, day = match.groups()[:4] if match[1] else (match[5], "", match[6], match[7])
        return f"{year}年{month}月{day}日"
    if match := _FIGURES_OF_MONTH.fullmatch(plain):
        return f"{match[1]}年{match[2]}月"
    if match := _FIGURES_OF_DAY.fullmatch(plain):
        return f"{match[1]}月{match[2]}日"
    return plain


def _complete(parts: list[str]) -> list[str]:
    """Return the dates of a range or list with what each leaves to its neighbour: 4—7月, 5月12日—14日."""
    parts = [_in_words(part) for part in parts]
    for i in range(len(parts) - 2, -1, -1):
        if re.fullmatch(r"(?:\d{4}年)?\d{1,2}", parts[i]) and "月" in parts[i + 1]:
            parts[i] += "月"
        elif re.fullmatch(r".*[1-4一二三四]", parts[i]) and parts[i + 1].endswith("季度"):
            parts[i] += "季度"
    for i in range(1, len(parts)):
        before = parts[i - 1]
        of_month = re.fullmatch(rf"\d{{1,2}}[日号]?|{'|'.join(_PARTS_OF_MONTH)}", parts[i])
        if of_month and "月" in before:
            parts[i] = before[: before.index("月") + 1] + parts[i]
        elif (year_match := re.match(r"\d{4}年", before)) and not _NAMES_YEAR.match(parts[i]):
            parts[i] = year_match[0] + parts[i]
    return parts


def _place(words: str, year: int) -> _Place | None:
    """Return one date in the calendar, None if `words` say none; `year` is that of a date without one.

    Raise ValueError for a day that is not in the calendar.
    """
    if match := _DAY.fullmatch(words):
        day = datetime.date(int(match["year"] or year), int(match["month"]), int(match["day"]))
        return _Place(day, day, day, Precision.MONTH if match["near"] else Precision.DAY, day.month)
    if match := _MONTH.fullmatch(words):
        of, month = int(match["year"] or year), int(match["month"])
        end = _end(of, month)
        first, last = _PARTS_OF_MONTH.get(match["part"], (1, 31))
        last_day = end.replace(day=min(last, end.day))
        return _Place(end.replace(day=first), last_day, last_day, Precision.MONTH, month)
    if match := _QUARTER.fullmatch(words):
        written = match["quarter"] or match["q"]
        quarter = _QUARTERS.get(written) or int(written)
        return _months(int(match["year"] or year), 3 * quarter - 2, 3 * quarter)
    if match := _PART_OF_YEAR.fullmatch(words):
        months = _PARTS_OF_YEAR[match["part"] or match["turn"]]
        return _months(int(match["year"] or match["of"] or year), *months)
    if match := _WHOLE_YEAR.fullmatch(words):
        return _months(int(match["year"]), 1, 12)
    if match := _NAMED_DAY.fullmatch(words):
        month, number, length = _NAMED_DAYS[match["name"]]
        day = datetime.date(int(match["year"] or year), month, number)
        if match["near"] in (None, "当天"):
            return _Place(day, day, day, Precision.DAY, month)
        length = length if match["near"] in ("期间", "假期") else 1
        last_day = day + datetime.timedelta(length - 1)
        return _Place(day, last_day, day, Precision.MONTH, month)
    return None


def _months(year: int, first: int, last: int) -> _Place:
    """Return the months from `first` to `last`: of one month it is known, of several it is not."""
    end = _end(year, last)
    precision, month = (Precision.MONTH, first) if first == last else (Precision.PERIOD, None)
    return _Place(datetime.date(year, first, 1), end, end, precision, month)


def _end(year: int, month: int) -> datetime.date:
    """Return the last day of a month; raise ValueError if there is no such month."""
    first = datetime.date(year, month, 1)
    return first.replace(day=calendar.monthrange(year, month)[1])


# --- what a document prints -------------------------------------------------------------------------


def _print_forms(
    written: str, head: str, behind: str, stretches: list[tuple[_Place, _Place]], year: int | None
) -> tuple[str, str]:
    """Return a date in full and short; a day or month in figures alone gets 年, 月 and 日."""
    place = stretches[0][0]
    in_figures = re.fullmatch(r"[\d年月日号/.-]+", re.sub(r"\s", "", head.translate(_LOOKALIKES)))
    single = len(stretches) == 1 and stretches[0][0] is stretches[0][1]
    with_year = year is not None or bool(_NAMES_YEAR.search(head.translate(_LOOKALIKES)))
    of_year = f"{place.first.year}年" if with_year else ""
    other_year = of_year if year is not None and place.first.year != year else ""
    if in_figures and single and place.precision is Precision.DAY:
        day = f"{place.first.month}月{place.first.day}日"
        time = "" if _MIDNIGHT.fullmatch(behind) else behind
        return f"{of_year}{day}{time}", f"{other_year}{day}"
    if in_figures and single and place.precision is Precision.MONTH and "月" not in head:
        return f"{of_year}{place.month}月", f"{other_year}{place.month}月"
    years = set(_NAMES_YEAR.findall(written))
    if years != {str(year)}:
        return written, written
    return written, re.sub(r"\d{4}\s*年\s*(?=\d)", "", written)
