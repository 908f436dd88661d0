"""The automatic numbers of paragraphs, as Word shows them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reportgen.content.quantities import numerals

_MOST = 9999
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def _chinese(value: int) -> str:
    return numerals.write(value)


def _digits(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


def _letters(value: int) -> str:
    # After Z comes AA, then BB (17.18.59, upperLetter).
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(value - 1) % 26] * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    text = ""
    for weight, letters in _ROMAN:
        while value >= weight:
            text, value = text + letters, value - weight
    return text


def _full_width(value: int) -> str:
    return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _from(first: int, last: int) -> Callable[[int], str]:
    """Return a form for the characters from `first` on, the plain number beyond `last`."""
    return lambda value: chr(first + value - 1) if value <= last else str(value)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "koreanCounting": str,
    "chineseLegalSimplified": lambda value: _chinese(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: _chinese(value).translate(_LEGAL),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: the form of its number, the text around it, and what begins it anew."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    #: the level, from 1, after which it begins anew; 0 for never, -1 for any above it
    restart: int = -1
    #: whether all numbers in its text are written in Arabic digits
    is_legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list (`w:num`): the numbers it counts with, its levels, and the levels it begins anew."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of a document."""

    def __init__(self, lists: Mapping[str, List]) -> None:
        self.lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._started_lists: set[str] = set()

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that belongs to a style; 0 where none does."""
        known = self.lists.get(number)
        levels = known.levels.items() if known else ()
        return next((at for at, level in levels if style and level.style == style), 0)

    def next(self, number: str, at: int) -> str:
        """Return what Word shows before the next paragraph of level `at` of a list."""
        known = self.lists.get(number)
        if known is None or at not in known.levels:
            return ""
        counts = self._counts.setdefault(known.counters, {})
        if number not in self._started_lists:
            self._started_lists.add(number)
            counts |= {which: start - 1 for which, start in known.starts.items()}
        level = known.levels[at]
        counts[at] = min(counts.get(at, level.start - 1) + 1, _MOST)
        for deeper in [d for d in counts if d > at]:
            restart = known.levels.get(deeper, Level()).restart
            if restart < 0 or (restart and at < restart):
                del counts[deeper]
        return self._text_of(known, at, counts)

    def _text_of(self, known: List, at: int, counts: dict[int, int]) -> str:
        own = known.levels[at]
        if own.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            level = known.levels.get(which, Level())
            value = counts.setdefault(which, level.start)
            form = "decimal" if own.is_legal else level.form
            return _FORMS.get(form, str)(value) if value > 0 else str(value)

        return re.sub(r"%([1-9])", number, own.text)
