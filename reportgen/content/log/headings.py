"""Where the table of a ledger begins, which column says what, and which rows are no events."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportgen.chinese import UNSEEN
from reportgen.content.log.sheets import Row

#: the titles of the columns stand in one of the first rows, under the heading of the ledger
_WITHIN = 15
_TOTAL = re.compile(r"(合计|总计|小计|共计|累计)[:：]?")
_SIGNATURE = re.compile(
    r"(填表人?|制表人?|填报人?|填报单位|审核人?|审批人?|复核人?|负责人签[字名]|单位[（(]?盖章|书记签[字名]|注|备注|说明)"
    r"[)）]?[:：]"
)
#: a line between the months of a year
_MONTH = re.compile(
    r"(20\d\d年?)?(\d{1,2}|[一二三四五六七八九十]{1,3})月份?|第?[一二三四1-4]季度|[上下]半年"
)
_LONE_DATE = re.compile(r"(19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?")
#: what a cell says that only names the unit of its column
_UNIT = re.compile(r"[（(]?(人|名|人次|次|票|分钟|小时|学时|课时|天)[)）]?")
_IN_TITLE = re.compile(r"[（(]([^()（）]*)[)）]")
#: columns that count the rows
_NUMBERING = frozenset({"序号", "编号", "次数", "no", "no."})


@dataclass(frozen=True, slots=True)
class Heading:
    """The row or two rows of column titles of a sheet."""

    #: the last of its rows, as it is numbered in the file
    number: int
    #: field → index of its column
    columns: Mapping[str, int]
    #: index of a column → its title
    titles: Mapping[int, str]
    #: the titles as titles are compared
    bare_titles: frozenset[str]

    @property
    def unused(self) -> tuple[str, ...]:
        """The titles of columns that no field is read from, numbers of rows left out."""
        read = set(self.columns.values())
        rest = (title for index, title in self.titles.items() if index not in read)
        return tuple(dict.fromkeys(t for t in rest if bare(t).lower() not in _NUMBERING))


def plain(cell: Any) -> str:
    """Return the text of a cell, without characters that nobody sees."""
    return "" if cell is None else UNSEEN.sub("", str(cell)).strip()


def bare(title: Any) -> str:
    """Return a column title as titles are compared: 应到 人数, 应到（人） and 应到 are the same."""
    return re.sub(r"\s|[（(][^()（）]*[)）]|[()（）:：*＊]", "", plain(title))


def heading_of(rows: Sequence[Row], wanted: Mapping[str, Sequence[str]]) -> Heading | None:
    """Return the heading of a sheet: the row, or two rows, that name the most of the wanted fields.

    A title over several columns stands in the upper of two rows (人数 over 应到 and 实到).
    """
    best: Heading | None = None
    for row in rows[:_WITHIN]:
        best = _better(best, row.number, [(plain(cell),) for cell in row.cells], wanted)
    for row, below in pairwise(rows[: _WITHIN + 1]):
        if below.number != row.number + 1:
            continue
        titles = [plain(cell) for cell in row.cells]
        lower = [plain(cell) for cell in below.cells]
        upper = titles + [""] * (len(lower) - len(titles))
        lower += [""] * (len(upper) - len(lower))
        both = [
            (low, up + low) if low and low != up else (up,)
            for up, low in zip(upper, lower, strict=True)
        ]
        best = _better(best, below.number, both, wanted)
    return best


def _better(
    best: Heading | None,
    number: int,
    titles: Sequence[tuple[str, ...]],
    wanted: Mapping[str, Sequence[str]],
) -> Heading | None:
    names = [{bare(title) for title in ways} for ways in titles]
    columns: dict[str, int] = {}
    for item, known in wanted.items():
        for title in map(bare, known):
            index = next((i for i, ways in enumerate(names) if title in ways), None)
            if index is not None and index not in columns.values():
                columns[item] = index
                break
    if best is not None and len(columns) <= len(best.columns):
        return best
    last = {index: ways[-1] for index, ways in enumerate(titles) if ways[-1]}
    return Heading(number, columns, last, frozenset(map(bare, last.values())))


def units_of(row: Row | None, heading: Heading) -> dict[int, str]:
    """Return the units of columns: those in brackets in their titles, and those of a row of units below.

    `row` is the first row below the titles; it is a row of units where its cells say nothing else.
    """
    titles = ((index, _IN_TITLE.search(title)) for index, title in heading.titles.items())
    units = {index: match[1].strip() for index, match in titles if match}
    if row is not None and is_of_units(row):
        words = enumerate(map(plain, row.cells))
        units |= {i: match[1] for i, word in words if (match := _UNIT.fullmatch(word))}
    return units


def is_of_units(row: Row) -> bool:
    """Return whether a row says nothing but the units of columns."""
    words = [word for word in map(plain, row.cells) if word]
    return bool(words) and all(_UNIT.fullmatch(word) for word in words)


def kind_of_row(row: Row, heading: Heading, required: Sequence[str]) -> str:
    """Return what a row below the heading is: `event`, `empty`, `heading`, `total` or `signature`."""
    cells = {item: _at(row, index) for item, index in heading.columns.items()}
    titles = heading.bare_titles
    needed = [cells[item] for item in required if item in cells]
    # One cell that is joined over the whole row says one thing, and no event does.
    is_joined = len(needed) > 1 and len(set(needed)) == 1
    is_filled = all(needed) and not is_joined
    if is_filled and titles.isdisjoint(needed) and not _TOTAL.match(needed[0]):
        return "event"
    words = [text for text in map(plain, row.cells) if text]
    first = re.sub(r"\s", "", words[0]) if words else ""
    if sum(bare(text) in titles for text in cells.values() if text) >= 2:
        return "heading"
    if _TOTAL.fullmatch(first) or any(_TOTAL.fullmatch(re.sub(r"\s", "", w)) for w in words[:3]):
        return "total"
    is_short = is_joined or sum(bool(cells.get(item)) for item in required) < 2
    if _SIGNATURE.match(first) and is_short:
        return "signature"
    if len(set(words)) == 1 and _MONTH.fullmatch(first):
        return "heading"
    if len(set(words)) == 1 and (
        _LONE_DATE.fullmatch(first) or (is_short and _SIGNATURE.search(first))
    ):
        return "signature"
    if all(text in ("", "-", "—", "——", "/", "无") for text in cells.values()):
        return "empty"
    return "event"


def _at(row: Row, index: int) -> str:
    return plain(row.cells[index]) if index < len(row.cells) else ""
