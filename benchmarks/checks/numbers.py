"""The numbers of a record's files, and each with one of them changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import yaml

from benchmarks.checks.corpus import Place, Record

#: under these keys stand days, names of other things and orders to the program, but no facts
_PASSED_OVER = {
    "year", "signed", "final", "date", "sort", "file", "chapter", "type", "figures", "method",
    "charts", "tables", "pictures", "kind", "unit", "log", "parts", "compare", "aliases",
    "projects", "align", "titles", "status", "exceptions", "none", "source", "hide_slides",
    "highlight",
}  # fmt: skip
#: the keys under these are names that people gave
_NAME_KEYS = {("figures",), ("tables",), ("charts",)}
_DATE = (
    r"\d{4}(?:[—-]\d{4})?年(?:度)?|\d{1,2}(?:[—-]\d{1,2})?月(?:\d{1,2}日|底|末|份|初)?(?!\d)"
    r"|\d{1,2}日(?!内)|\d{4}-\d\d-\d\d|“\d+·\d+”"
)
_ARABIC = r"(?<![A-Za-z\d.])(\d[\d,]*(?:\.\d+)?)"
_MEASURES = "个名位户件条只台次遍回趟场期篇项处起辆艘吨亩斤公元米天小分成倍步班家人座块套本份批级"
_CHINESE = rf"(?<![第十百千〇零一二三四五六七八九“])([二两三四五六七八九])(?=[{_MEASURES}])"
_NUMBER = re.compile(f"{_DATE}|{_ARABIC}|{_CHINESE}")
_NEXT = dict(zip("二两三四五六七八九", "三三四五六七八九八", strict=True))


def of(record: Record) -> Iterator[Place]:
    """Yield the numbers in the values of a record, days excepted."""
    for file, text in record.files.items():
        yield from places(file, text)


def places(file: str, text: str) -> Iterator[Place]:
    """Yield the numbers in the values of a YAML file, days excepted."""
    for start, end in _values(yaml.compose(text, yaml.BaseLoader), ()):
        for match in _NUMBER.finditer(text, start, end):
            group = 1 if match[1] else 2
            if match[group]:
                yield Place(file, *match.span(group))


def changes(written: str, random: Random) -> Iterator[str]:
    """Yield a number written with one digit changed, two swapped, one more or less, ±10 %."""
    if written in _NEXT:
        yield _NEXT[written]
        return
    numbers = [
        number
        for number in (
            _digit_changed(written, random),
            _digits_swapped(written, random),
            _moved(written, random.choice((-1, 1)) * _last_place(written)),
            _moved(written, _value(written) * random.choice((-1, 1)) / 10),
        )
        if number and _value(number) != _value(written)
    ]
    yield from dict.fromkeys(numbers)


def _values(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the values under a node start and end that state facts."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if _states_facts(key.value, keys):
                yield from _values(value, (*keys, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _values(item, keys)
    else:
        yield node.start_mark.index, node.end_mark.index


def _states_facts(key: str, above: tuple[str, ...]) -> bool:
    named = above in _NAME_KEYS or above[-1:] == ("data",) or "series" in above
    return named or (not above and (key,) in _NAME_KEYS) or key not in _PASSED_OVER


def _value(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _last_place(written: str) -> Decimal:
    return Decimal(1).scaleb(-len(written.partition(".")[2]))


def _moved(written: str, by: Decimal) -> str:
    """Return the number and `by`, written as it is; nothing where that is below zero."""
    number = (_value(written) + by).quantize(_last_place(written))
    if number < 0:
        return ""
    return f"{number:,}" if "," in written else str(number)


def _digit_changed(written: str, random: Random) -> str:
    at = random.choice([n for n, char in enumerate(written) if char.isdigit()])
    digits = [d for d in "0123456789" if d != written[at]]
    number = written[:at] + random.choice(digits) + written[at + 1 :]
    return "" if re.match(r"0[\d,]", number) else number


def _digits_swapped(written: str, random: Random) -> str:
    pairs = [
        n
        for n in range(len(written) - 1)
        if written[n : n + 2].isdigit() and written[n] != written[n + 1]
    ]
    if not pairs:
        return ""
    at = random.choice(pairs)
    number = written[:at] + written[at + 1] + written[at] + written[at + 2 :]
    return "" if re.match(r"0[\d,]", number) else number
