"""The corpus: faithful records, and for each the places that state one fact and what is computed.

A record is a folder: branch.yaml, one or two years, and witnesses.yaml, written by hand:

    党员: |                       a fact, and the places that state it, one a line;
      支部现有党员〔34〕名         the words stand once in the record, the number in brackets
      total: 〔34〕名
    算式: |                       what holds between facts
      正式党员 + 预备党员 = 党员
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "tests/content/checks/corpus"
_WITNESSES, _FORMULAS = "witnesses.yaml", "算式"
_MARKED = re.compile("〔(.+?)〕")
#: a digit's value as far as facts are written in Chinese numerals
_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


class Place(NamedTuple):
    """Characters `start` to `end` of the file named `file`."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Formula:
    """What must hold between facts: `left = right`, rounded as it is written, or a comparison."""

    text: str

    def holds(self, facts: Mapping[str, str], functions: Mapping[str, Any]) -> bool:
        """Return whether it holds for the facts as they are written."""
        return self._differs(_values(facts), facts, functions) == 0

    def may_hold(self, facts: Mapping[str, str], functions: Mapping[str, Any]) -> bool:
        """Return whether it holds for facts that are written so when they are rounded.

        What is written with decimals leaves room: from 1.9 to 2.4 is 26 %, but 29 % from 1.86, and
        parts that are rounded may differ from their rounded sum by a last place.
        """
        computed = set(self.text.split(" = ")) & set(facts)
        rounded = [n for n in self.names() & set(facts) - computed if "." in facts[n]]
        signs = set()
        for halves in product((-0.5, 0.5), repeat=len(rounded)):
            values = _values(facts)
            for name, half in zip(rounded, halves, strict=True):
                values[name] += half * _last_place(facts[name])
            signs.add(self._differs(values, facts, functions))
        return 0 in signs or len(signs) > 1

    def _differs(
        self,
        values: Mapping[str, float],
        facts: Mapping[str, str],
        functions: Mapping[str, Any],
    ) -> int:
        """Return 0 where it holds for `values`, else 1 or -1: which side is the greater."""
        names = {**values, **functions}
        left, equals, right = self.text.partition(" = ")
        try:
            if not equals:
                return 0 if _result(self.text, names) else 1
            difference = _result(left, names) - _result(right, names)
        except ZeroDivisionError:
            return 1
        written = [_last_place(facts[side]) for side in (left, right) if side in facts]
        if abs(difference) <= 0.5 * max(written, default=0) + 1e-9:
            return 0
        return 1 if difference > 0 else -1

    def names(self) -> set[str]:
        """Return the words of the formula, among them the names of its facts."""
        return set(re.findall(r"[^\W\d]\w*", self.text))


@dataclass(frozen=True, slots=True)
class Record:
    """A branch of the corpus: its files by name, its facts and its formulas."""

    name: str
    files: Mapping[str, str]
    facts: Mapping[str, tuple[Place, ...]]
    formulas: tuple[Formula, ...]

    def written(self, place: Place) -> str:
        """Return the characters of a place."""
        return self.files[place.file][place.start : place.end]

    def values(self) -> dict[str, str]:
        """Return each fact as its first place writes it."""
        return {name: self.written(places[0]) for name, places in self.facts.items()}

    def functions(self) -> dict[str, Any]:
        """Return what formulas may call: 次数 and 人次 of the events of a kind, in the last year."""
        year = max(name for name in self.files if name[0].isdigit())
        events = yaml.load(self.files[year], yaml.BaseLoader).get("events", [])
        of_kind = Counter(kind for event in events for kind in event.get("kinds", []))
        present: Counter[str] = Counter()
        for event in events:
            for kind in event.get("kinds", []):
                present[kind] += int(event.get("present", 0))
        return {"次数": of_kind.__getitem__, "人次": present.__getitem__}

    def faults(self) -> Iterator[str]:
        """Yield what is not true in the record: places that differ, formulas that do not hold."""
        values, functions = self.values(), self.functions()
        for name, places in self.facts.items():
            numbers = {_value(self.written(place)) for place in places}
            if len(numbers) > 1:
                yield f"{self.name}：“{name}”有几个数：{sorted(numbers)}"
        for formula in self.formulas:
            if not formula.holds(values, functions):
                yield f"{self.name}：{formula.text} 不成立"


def read(name: str) -> Record:
    """Return the record in the folder `name`; raise ValueError where words do not stand once."""
    folder = FOLDER / name
    files = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*.yaml"))
        if path.name != _WITNESSES
    }
    listed = yaml.safe_load((folder / _WITNESSES).read_text(encoding="utf-8"))
    formulas = tuple(Formula(line.strip()) for line in listed.pop(_FORMULAS).splitlines())
    facts = {
        fact: tuple(_place(files, line, name) for line in lines.splitlines())
        for fact, lines in listed.items()
    }
    record = Record(name, files, facts, formulas)
    known = set(facts) | set(record.functions())
    for formula in formulas:
        unknown = formula.names() - known - set(re.findall('"(.+?)"', formula.text))
        if unknown:
            raise ValueError(f"{name}：{formula.text} 里的 {unknown} 没有列出")
    return record


def names() -> tuple[str, ...]:
    """Return the names of the records."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{_WITNESSES}")))


def _place(files: Mapping[str, str], line: str, name: str) -> Place:
    """Return where the words of `line` stand, of them what is in brackets."""
    marked = _MARKED.search(line)
    if not marked:
        raise ValueError(f"{name}：“{line}”没有〔〕")
    words = line.replace("〔", "").replace("〕", "")
    places = [
        (file, text.index(words)) for file, text in files.items() for _ in range(text.count(words))
    ]
    if len(places) != 1:
        raise ValueError(f"{name}：“{words}”有 {len(places)} 处，应当正好一处")
    file, start = places[0]
    start += marked.start()
    return Place(file, start, start + len(marked[1]))


def _values(facts: Mapping[str, str]) -> dict[str, float]:
    return {name: _value(text) for name, text in facts.items()}


def _last_place(written: str) -> float:
    return 10 ** -len(written.partition(".")[2])


def _value(written: str) -> float:
    return _CHINESE[written] if written in _CHINESE else float(written.replace(",", ""))


def _result(expression: str, values: Mapping[str, Any]) -> float:
    # The formulas are part of this repository; nobody else writes them.
    return float(eval(expression, {"__builtins__": {}}, dict(values)))
