"""The values of cells: as text, as YAML, and whether two texts say the same."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportgen.content import dates, quantities
from reportgen.content.edit import Value
from reportgen.content.log.events import EVENT_KINDS, kind_name
from reportgen.content.quantities import Approximation, Quantity
from reportgen.content.quantities.units import dimension, measure_at
from reportgen.intake.form import Kind
from reportgen.intake.votes import EXAMPLE, text_of_vote, vote_of
from reportgen.spreadsheets import Cell, ErrorValue, Uncalculated

#: what people write into a cell they do not fill in
BLANK = frozenset({"", "/", "／", "略", "\\", "、"})
#: what they write where a text is not there
NOTHING = BLANK | {"-", "—", "——", "无", "没有", "暂无"}
#: there is no such thing in this branch
NONE = "无"
_DITTO = frozenset({"同上", "同左", "″", "〃", '"', "“", "”", "''"})
#: characters that nobody sees, and those that no YAML file can hold
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\ufffe\uffff\ud800-\udfff]"
)
_YES = frozenset({"是", "√", "✓", "✔", "★", "●", "y", "yes", "true", "1", "对", "重点"})
_NO = frozenset({"否", "不是", "×", "✗", "x", "n", "no", "false", "0", "不"})
#: what people write instead of a figure where nobody counted
_UNCOUNTED = frozenset(
    {
        "没统计",
        "未统计",
        "没有统计",
        "没数",
        "多人",
        "多次",
        "不详",
        "不清楚",
        "保密",
        "-",
        "—",
        "——",
    }
)
#: words that stand beside a figure, or for yes and no, and say none
_NO_FIGURES = frozenset(
    {"约", "近", "余", "多", "左右", "有", "上年", "去年", "同去年", "同上年", *_YES, *_NO}
)
#: figures that may be below nothing: shares, sums of money, temperatures
_MAY_BE_NEGATIVE = re.compile("%|‰|元|℃|度|个百分点")
#: so many hours of study no activity has in a row
_MANY_HOURS = 24
_MOST_DIGITS = 6
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_KINDS = re.compile(r"[、，,；;/／+＋\n]+")
_REMARK = re.compile(r"(.*?\S)\s*[（(](.+)[)）]\s*")
#: a number in Chinese words before a measure: 一百来次
_CHINESE_COUNT = re.compile("[一二两三四五六七八九十百千万亿几半]+[来多余]?")
#: 一百来次: neither more nor less, nor about how many
_VAGUE = re.compile("[一二两三四五六七八九十百千万亿几]来(?!自)|好几|若干")
_AFTER = re.compile(r"(左右|上下|以上|以下|以内)\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PRESENT = re.compile(r"\d+(?:\.0+)?")
_NARROW = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
#: dates of the lunar calendar, which no rule places
_LUNAR = re.compile(
    "[正腊冬]月|农历|除夕|元宵|清明|端午|七夕|中秋|重阳|春节|小年|初[一二三四五六七八九十]"
)
#: how near a kind is to one that is usual, of 1
_ALIKE = 0.7
#: a number that somebody typed before a line: the documents number lines themselves
_LINE_NUMBER = re.compile(r"\s*(?:\d{1,2}[、．.)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])\s*")


def clean(text: str) -> str:
    """Return a text without characters nobody sees and spaces at the ends of its lines."""
    lines = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def cell_text(cell: Cell) -> str:
    """Return what a cell says; a date as 2025-03-05, a number in digits."""
    value = cell.value
    if value is None or isinstance(value, (ErrorValue, Uncalculated)):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int):
        return cell.text if "%" in cell.format else str(value)
    if isinstance(value, float):
        return cell.text if "%" in cell.format else f"{Decimal(repr(value)).normalize():f}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return clean(cell.text)


def plain(text: str) -> str:
    """Return a text as names are compared: without spaces, quotes and punctuation."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a cell."""
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


# ── From YAML ──


def text_of(kind: Kind, value: Any) -> str:
    """Return what a cell says of a value of YAML."""
    if value is None:
        return ""
    match kind:
        case Kind.YES:
            return "是" if str(value).strip().lower() in _YES | {"on"} else ""
        case Kind.POINTS:
            return "\n".join(_point_text(point) for point in value if point)
        case Kind.NAMES | Kind.KINDS | Kind.FIGURES | Kind.PICTURES:
            items = value if isinstance(value, list) else [value]
            return "、".join(clean(str(item)) for item in items)
        case Kind.LINES:
            items = value if isinstance(value, list) else [value]
            return "\n".join(_line_text(item) for item in items if item)
        case Kind.VOTES:
            return "\n".join(text_of_vote(vote) for vote in value if isinstance(vote, dict))
        case _:
            return "" if isinstance(value, (dict, list)) else clean(str(value))


def _line_text(item: Any) -> str:
    """Return an item of a list as one line: a text, or what somebody said."""
    if isinstance(item, dict):
        speaker, text = (" ".join(str(item.get(key) or "").split()) for key in ("speaker", "text"))
        return f"{speaker}：{text}" if speaker else text
    return " ".join(str(item).split())


def _point_text(point: Any) -> str:
    if isinstance(point, dict):
        name, text = clean(str(point.get("name") or "")), clean(str(point.get("text") or ""))
        return f"{name}：{text}" if text else name
    return clean(str(point))


# ── To YAML ──


def to_yaml(kind: Kind, text: str) -> Value:
    """Return a text of a cell as it is written in YAML."""
    match kind:
        case Kind.YES:
            return "true" if is_yes(text) else "false"
        case Kind.POINTS:
            return [_point(line) for line in text.split("\n") if line.strip()]
        case Kind.NAMES | Kind.KINDS | Kind.FIGURES | Kind.PICTURES:
            return list(names_in(text))
        case Kind.LINES:
            return list(text.split("\n"))
        case Kind.VOTES:
            return [vote_of(line) for line in text.split("\n")]
        case _:
            return text


def _point(line: str) -> Value:
    name, mark, text = line.strip().partition("：")
    if not mark:
        name, mark, text = line.strip().partition(":")
    # A sentence with a colon somewhere behind is a sentence.
    if not mark or len(name) > 12 or re.search("[，。；]", name):
        return line.strip()
    return {"name": name.strip(), "text": text.strip()}


def is_yes(text: str) -> bool:
    """Return whether a cell says yes."""
    return text.strip().lower() in _YES


# ── Comparing ──


def same(kind: Kind, first: str, second: str, year: int) -> bool:
    """Return whether two texts of cells say the same."""
    if first == second:
        return True
    if not first or not second:
        return False
    match kind:
        case Kind.QUANTITY | Kind.COUNT | Kind.HOURS:
            one, other = (
                quantities.read_value(unicodedata.normalize("NFKC", t)) for t in (first, second)
            )
            if isinstance(one, Quantity) and isinstance(other, Quantity):
                return (
                    one.value == other.value
                    and one.high == other.high
                    and one.approximation is other.approximation
                    and dimension(one.unit) == dimension(other.unit)
                )
            return plain(first) == plain(second)
        case Kind.DATE:
            one_date, other_date = dates.parse(first, year), dates.parse(second, year)
            if one_date is None or other_date is None or not one_date.stretches:
                return "".join(first.split()) == "".join(second.split())
            return one_date.stretches == other_date.stretches
        case Kind.YES:
            return is_yes(first) == is_yes(second)
        case Kind.KINDS:
            return [kind_name(k) for k in names_in(first)] == [
                kind_name(k) for k in names_in(second)
            ]
        case Kind.VOTES:
            return _votes(first) == _votes(second)
        case Kind.NAMES | Kind.FIGURES | Kind.PICTURES:
            return [plain(n) for n in names_in(first)] == [plain(n) for n in names_in(second)]
        case _:
            return "".join(first.split()) == "".join(second.split())


def _votes(text: str) -> list[Value]:
    return [vote_of(line) for line in text.split("\n") if line.strip()]


# ── Reading ──


class Unreadable(Exception):  # noqa: N818 - it carries words for people, it is not an error of ours
    """A cell that does not say what it should: the code, the words, and what to write instead."""

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        self.code, self.message, self.advice = code, message, advice
        super().__init__(message)


def figure_text(written: str, unit: str) -> tuple[str, str]:
    """Return a figure as a record has it, and a remark that stood in brackets behind it.

    Raise Unreadable for what is no figure, and for a unit that is not that of its row.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    if text in {unicodedata.normalize("NFKC", d) for d in _DITTO}:
        raise Unreadable("intake-value", f"不能写“{written}”，请写出数来")
    quantity, behind = quantities.parse(text), ""
    if _VAGUE.search(text):
        near = _nearest_figure(text)
        raise Unreadable(
            "intake-value", f"看不出“{written}”是多少，概数请写“100余次”“近100次”", near
        )
    if quantity is None and (match := _REMARK.fullmatch(written.strip())):
        head = unicodedata.normalize("NFKC", match[1])
        if quantities.parse(head):
            text, behind, quantity = head, match[2], quantities.parse(head)
    if quantity is None:
        return _wording(written, text), ""
    if unit and quantity.unit and dimension(quantity.unit) != dimension(unit):
        # 95% of something is another figure than 95次.
        advice = "" if "%" in quantity.unit else f"{quantities.without_unit(quantity)}{unit}"
        raise Unreadable(
            "intake-unit",
            f"写的是“{written}”，这一项的单位是“{unit}”；单位要改请改“单位”一格",
            advice,
        )
    if quantity.value < 0 and not _MAY_BE_NEGATIVE.search(quantity.unit or unit):
        raise Unreadable("intake-value", f"不能小于 0，这里写的是“{written}”")
    whole = _with_unit(text, quantity, unit)
    if quantities.parse(whole) is None:
        raise Unreadable("intake-unit", f"“单位”写的是“{unit}”，与“{written}”连不成一个数")
    return whole, behind


def is_uncounted(text: str) -> bool:
    """Return whether a text says that nobody counted."""
    return plain(text) in {plain(word) for word in _UNCOUNTED} or not plain(text)


def _wording(written: str, text: str) -> str:
    """Return what is written instead of a number, such as 没统计; raise Unreadable for a garbled number."""
    number = _CHINESE_COUNT.search(text)
    is_count = number is not None and (
        number.end() == len(text) or bool(measure_at(text, number.end()))
    )
    if text.lower() in _NO_FIGURES or _DAY.fullmatch(text):
        day = "（Excel 会把 3-5 变成日期）" if _DAY.fullmatch(text) else ""
        raise Unreadable("intake-value", f"应是数，这里是“{written}”{day}，请写成数")
    if is_count or quantities.read_value(text) is None:
        near = _nearest_figure(text)
        raise Unreadable(
            "intake-value", f"看不出“{written}”是多少，概数请写“100余次”“近100次”", near
        )
    return written.strip()


def _nearest_figure(text: str) -> str:
    """Return how a number of vague words is written: 一百来次 → 约100次."""
    match = _CHINESE_COUNT.search(text)
    if match is None:
        return ""
    digits = match[0].rstrip("来多余")
    quantity = quantities.parse(digits + text[match.end() :])
    return f"约{quantity.value}{quantity.unit}" if quantity else ""


def _with_unit(text: str, quantity: Quantity, unit: str) -> str:
    is_plain = (
        quantity.approximation is Approximation.EXACT
        and quantity.high is None
        and not quantity.ordinal
        and not quantities.scale_of(quantity)
    )
    if is_plain and not quantity.prefix_text.strip():
        return f"{quantity.value:f}{quantity.unit or unit}"
    text = "".join(text.split())
    if quantity.unit or not unit:
        return text
    behind = _AFTER.search(text)
    if behind:
        return f"{text[: behind.start()]}{unit}{behind[0]}"
    return f"{text}{unit}"


def read(kind: Kind, text: str, year: int) -> str:
    """Return the text of a cell as the record should have it; raise Unreadable for what is wrong.

    An empty text is a cell that is not filled in.
    """
    if text in (NOTHING if kind not in (Kind.QUANTITY, Kind.TEXT) else BLANK):
        return ""
    match kind:
        case Kind.COUNT:
            narrow = unicodedata.normalize("NFKC", text)
            counted = re.fullmatch(r"(\d+)(?:\.0+)?\s*[人名位个]?(?:次)?", narrow)
            if counted:
                return str(int(counted[1]))
            quantity = quantities.parse(narrow)
            if quantity and _is_count(quantity):
                return str(int(quantity.value))
            digits = re.sub(r"\D", "", narrow)
            raise Unreadable("intake-value", f"应是整数，这里写的是“{text}”", digits)
        case Kind.HOURS:
            narrow = unicodedata.normalize("NFKC", text)
            hours = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:个?(?:学时|课时|小时)|h)?", narrow)
            if hours:
                return hours[1]
            if minutes := re.fullmatch(r"(\d{1,6})\s*分钟", narrow):
                return _in_hours(minutes[1])
            quantity = quantities.parse(narrow)
            if quantity and quantity.unit.lstrip("个") in ("小时", "学时", "课时"):
                return f"{quantity.value.normalize():f}"
            raise Unreadable("intake-value", f"应是学时数，这里写的是“{text}”", "如 1.5")
        case Kind.DATE:
            return _date(text, year)
        case Kind.PERSON:
            return person(text)
        case Kind.KINDS:
            return "、".join(part for kind in _KINDS.split(text) for part in _kinds(kind))
        case Kind.TEXT | Kind.LONG if text in _DITTO:
            raise Unreadable("intake-value", f"不能写“{text}”，请写出内容")
        case Kind.YES:
            return "是" if is_yes(text) else "否"
        case Kind.LINES:
            return "\n".join(_lines(text))
        case Kind.VOTES:
            return "\n".join(_vote_line(line) for line in _lines(text))
        case _:
            return text


def _in_hours(minutes: str) -> str:
    return f"{(Decimal(minutes) / 60).quantize(Decimal('0.01')).normalize():f}"


def _is_count(quantity: Quantity) -> bool:
    is_exact = quantity.approximation is Approximation.EXACT and quantity.high is None
    is_whole = quantity.value == quantity.value.to_integral_value() and quantity.value >= 0
    return is_exact and is_whole and quantity.unit in ("", "人", "名", "位", "个", "次")


def doubt(kind: Kind, text: str, year: int) -> tuple[str, str]:
    """Return what is odd about a text that was read, and what it may mean; ("", "") where nothing is."""
    match kind:
        case Kind.HOURS if text and Decimal(text) > _MANY_HOURS:
            is_minutes = text.isdecimal() and len(text) < _MOST_DIGITS
            return f"{text} 学时太多，写的是不是分钟？", _in_hours(text) if is_minutes else ""
        case Kind.DATE if text:
            date = dates.parse(text, year)
            if date and not date.stretches and not _LUNAR.search(text):
                return f"日历上找不到“{text}”，照写收下，请核对", ""
        case Kind.KINDS:
            known = [*EVENT_KINDS]
            for part in names_in(text):
                near = difflib.get_close_matches(part, known, 1, _ALIKE)
                if near and kind_name(part) not in EVENT_KINDS and near[0] != part:
                    return f"没有“{part}”这一类，照写收下；是不是“{near[0]}”？", near[0]
    return "", ""


def is_yes_or_no(text: str) -> bool:
    """Return whether a text of a cell says yes or no."""
    return text.strip().lower() in _YES | _NO


def _lines(text: str) -> list[str]:
    """Return the lines of a cell without the numbers that somebody typed before them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    numbered = [_LINE_NUMBER.match(line) for line in lines]
    if all(numbered):
        lines = [line[match.end() :] for line, match in zip(lines, numbered, strict=True) if match]
    return [line for line in lines if line]


def _vote_line(line: str) -> str:
    vote = vote_of(line)
    if vote is None:
        raise Unreadable("intake-value", f"看不出“{line}”的票数，一件一行，写成 {EXAMPLE}")
    return text_of_vote(vote)


def _date(text: str, year: int) -> str:
    if text in _DITTO:
        raise Unreadable(
            "intake-date", f"不能写“{text}”，请写出日期", f"如 {year}-03-05、3月5日、3月"
        )
    narrow = text.translate(_NARROW)
    date = dates.parse(narrow, year)
    if date is None:
        raise Unreadable("intake-date", f"没有“{text}”这一天", f"如 {year}-03-05、3月5日、3月")
    return date.day.isoformat() if date.day else narrow


def _kinds(text: str) -> tuple[str, ...]:
    """Return the kinds in a text: two where both of its words are kinds (志愿服务 党课)."""
    words = text.split()
    if len(words) > 1 and all(kind_name(word) in EVENT_KINDS for word in words):
        return tuple(words)
    return (text.strip(),) if text.strip() else ()


def person(text: str) -> str:
    """Return a name without the spaces that stretch a short one: 周　和."""
    bare = "".join(text.split())
    return bare if 2 <= len(bare) <= 4 and not bare.isascii() else " ".join(text.split())


def display_of(text: str, unit: str) -> tuple[str | int, str]:
    """Return what the cells of a figure show: the number alone where it is plain, and the unit."""
    quantity = quantities.parse(text) if text else None
    if quantity is None:
        return text, unit
    is_plain = quantity.text == f"{quantity.value}{quantity.unit}"
    if is_plain and quantity.value == quantity.value.to_integral_value() and quantity.unit:
        return int(quantity.value), quantity.unit
    return text, quantity.unit or unit


def units_of(texts: Sequence[str]) -> str:
    """Return the unit of the first text that has one."""
    for text in texts:
        quantity = quantities.parse(text) if text else None
        if quantity and quantity.unit:
            return quantity.unit
    return ""
