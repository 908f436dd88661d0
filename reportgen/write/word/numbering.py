"""The numbers that heading styles of a template give themselves, as Word counts them.

A style names a list and a level of it (`w:numPr`); the list says how its levels are counted and
written (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.chinese import chinese_number
from reportgen.write.word.markup import W

_W = f"{{{W}}}"
_PLACE = re.compile(r"%([1-9])")
_MOST_LINKS = 20
"""Styles and lists may name one another in a circle."""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: `depth` counts from 0, `kind` is the `w:numFmt`, `text` has `%1` for numbers.

    `is_legal` writes every number in figures; `gap` stands between number and text; `restart` is
    the depth above whose numbers begin this one anew, None for any.
    """

    list_id: str
    depth: int
    kind: str
    text: str
    start: int = 1
    is_legal: bool = False
    gap: str = " "
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class HeadingList:
    """How one level of headings numbers itself; `levels` are those of its list, by depth."""

    level: ListLevel
    levels: Mapping[int, ListLevel]


def heading_lists(
    styles: etree._Element, numbering: etree._Element | None, heading_ids: Mapping[int, str]
) -> Mapping[int, HeadingList]:
    """Return the headings that number themselves, by level; `heading_ids` are their style ids.

    A list that shows a mark, or nothing, is no numbering.
    """
    if numbering is None:
        return {}
    by_id = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    result = {}
    for heading, style_id in heading_ids.items():
        number, depth = _number_of(by_id, style_id)
        levels = _levels(numbering, by_id, number) if number else {}
        if depth is None:
            depth = next((d for d, (_, own) in levels.items() if own == style_id), 0)
        level = levels.get(depth)
        if level is not None and _PLACE.search(level[0].text):
            lists = {deep: one for deep, (one, _) in levels.items()}
            result[heading] = HeadingList(level[0], lists)
    return result


@dataclass(eq=False, slots=True)
class Counter:
    """Counts headings from the first on, as Word does."""

    lists: Mapping[int, HeadingList]
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def restart(self) -> None:
        """Begin every list anew."""
        self._counts.clear()

    def next(self, heading: int) -> str:
        """Return the number of the next heading of a level with the gap behind it."""
        own = self.lists[heading]
        level = own.level
        key = (level.list_id, level.depth)
        self._counts[key] = self._counts.get(key, level.start - 1) + 1
        for deep in [deep for deep in own.levels if deep > level.depth]:
            restart = own.levels[deep].restart
            if restart is None or level.depth < restart:
                self._counts.pop((level.list_id, deep), None)
        return self._own_text(own) + level.gap

    def _own_text(self, own: HeadingList) -> str:
        level = own.level

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            one = own.levels.get(depth)
            if one is None:
                return ""
            value = self._counts.get((level.list_id, depth), one.start)
            return str(value) if level.is_legal else number_text(value, one.kind)

        return _PLACE.sub(number, level.text)


def number_text(value: int, kind: str) -> str:
    """Return a number in a format of ST_NumberFormat (17.18.59); figures in one that is not known."""
    write = _FORMATS.get(kind)
    return write(value) if write is not None else str(value)


def _digits(value: int, zero: str) -> str:
    return "".join(zero[int(digit)] for digit in str(value))


def _letters(value: int) -> str:
    """Return 1 → A, 27 → AA, as Word repeats letters."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    text = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += sign * (value // worth)
        value %= worth
    return text


def _row(first: str, count: int) -> Callable[[int], str]:
    """Return what writes the numbers from 1 to `count` as the characters from `first` on."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= count else str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)]


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": lambda value: _digits(value, "〇一二三四五六七八九"),
    "chineseLegalSimplified": lambda value: chinese_number(value).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    ),
    "decimalFullWidth": lambda value: _digits(value, "０１２３４５６７８９"),
    "decimalZero": lambda value: f"{value:02d}",
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
}


def _number_of(by_id: Mapping[str, etree._Element], style_id: str) -> tuple[str, int | None]:
    """Return the number id and the depth that a style has or inherits, "" for a style without."""
    depth: int | None = None
    for _ in range(_MOST_LINKS):
        style = by_id.get(style_id)
        if style is None:
            break
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            if depth is None and (own := properties.find(f"{_W}ilvl")) is not None:
                depth = int(own.get(f"{_W}val", "0"))
            number = properties.find(f"{_W}numId")
            if number is not None:
                number_id = number.get(f"{_W}val", "0")
                return ("" if number_id == "0" else number_id), depth
        style_id = _value(style.find(f"{_W}basedOn"))
    return "", None


def _levels(
    numbering: etree._Element, by_id: Mapping[str, etree._Element], number: str
) -> dict[int, tuple[ListLevel, str]]:
    """Return the levels of a list by depth, each with the style that it belongs to."""
    for _ in range(_MOST_LINKS):
        num = _with(numbering, "num", "numId", number)
        if num is None:
            return {}
        list_id = _value(num.find(f"{_W}abstractNumId"))
        abstract = _with(numbering, "abstractNum", "abstractNumId", list_id)
        if abstract is None:
            return {}
        # A list may stand for the list of a style of numbering (17.9.21).
        link = _value(abstract.find(f"{_W}numStyleLink"))
        if not link:
            return dict(_read_levels(abstract, num, list_id))
        number, _ = _number_of(by_id, link)
    return {}


def _read_levels(
    abstract: etree._Element, num: etree._Element, list_id: str
) -> Iterator[tuple[int, tuple[ListLevel, str]]]:
    overrides = {int(one.get(f"{_W}ilvl", "0")): one for one in num.findall(f"{_W}lvlOverride")}
    for node in abstract.findall(f"{_W}lvl"):
        depth = int(node.get(f"{_W}ilvl", "0"))
        override = overrides.get(depth)
        own = override.find(f"{_W}lvl") if override is not None else None
        lvl = node if own is None else own
        kind = _value(lvl.find(f"{_W}numFmt")) or "decimal"
        text = "" if kind in ("none", "bullet") else _value(lvl.find(f"{_W}lvlText"))
        start = override.find(f"{_W}startOverride") if override is not None else None
        begins = start if start is not None else lvl.find(f"{_W}start")
        legal = lvl.find(f"{_W}isLgl")
        restart = lvl.find(f"{_W}lvlRestart")
        level = ListLevel(
            list_id,
            depth,
            kind,
            text,
            start=int(_value(begins) or 1),
            is_legal=legal is not None and legal.get(f"{_W}val", "1") not in ("0", "false", "off"),
            gap="" if _value(lvl.find(f"{_W}suff")) == "nothing" else " ",
            restart=int(_value(restart) or 0) if restart is not None else None,
        )
        yield depth, (level, _value(lvl.find(f"{_W}pStyle")))


def add_restarts(
    numbering: etree._Element, lists: Mapping[int, HeadingList], count: int
) -> tuple[str, ...]:
    """Add `count` numbers to a `w:numbering` that begin the list of headings anew; return their ids.

    They are of the list of the uppermost heading that numbers itself: the lists of a report's
    headings are one list, as Word makes them.
    """
    if not lists:
        return ()
    list_id = lists[min(lists)].level.list_id
    depths = sorted(lists[min(lists)].levels)
    numbers_in_use = [int(one.get(f"{_W}numId", "0")) for one in numbering.findall(f"{_W}num")]
    last = numbering.findall(f"{_W}num")[-1]
    ids: list[str] = []
    for number in range(max(numbers_in_use) + count, max(numbers_in_use), -1):
        num = etree.Element(f"{_W}num", {f"{_W}numId": str(number)})
        etree.SubElement(num, f"{_W}abstractNumId", {f"{_W}val": list_id})
        for depth in depths:
            override = etree.SubElement(num, f"{_W}lvlOverride", {f"{_W}ilvl": str(depth)})
            start = str(lists[min(lists)].levels[depth].start)
            etree.SubElement(override, f"{_W}startOverride", {f"{_W}val": start})
        last.addnext(num)
        ids.insert(0, str(number))
    return tuple(ids)


def _with(root: etree._Element, name: str, key: str, value: str) -> etree._Element | None:
    return next(
        (one for one in root.findall(f"{_W}{name}") if one.get(f"{_W}{key}") == value), None
    )


def _value(node: etree._Element | None) -> str:
    return node.get(f"{_W}val", "") if node is not None else ""
