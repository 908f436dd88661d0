"""What differs between two versions of a file, field by field, in the words of the desk."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from reportgen.content.lessons import model as lessons
from reportgen.content.model import Branch, YearRecord
from reportgen.content.model import record as records
from reportgen.content.model.base import Part, fields_by_key
from reportgen.content.model.branch import Point
from reportgen.content.model.figures import Figure
from reportgen.content.model.followups import Followup
from reportgen.content.model.log import Event
from reportgen.desk.item_ids import pairs

Sort = Literal["改", "添", "删", "移"]
#: keys whose value names an item
_NAMES = ("title", "name", "task", "caption", "type", "text")
_MODELS: dict[str, type[Part]] = {
    "chapters": records.Chapter,
    "works": records.Work,
    "slide": records.WorkSlide,
    "points": Point,
    "problems": records.Problem,
    "plan": records.Plan,
    "items": records.PlanItem,
    "closing": records.Closing,
    "debriefing": records.Debriefing,
    "figures": Figure,
    "events": Event,
    "followups": Followup,
    "opening": lessons.Opening,
    "parts": lessons.LessonPart,
    "pages": lessons.Page,
    "spares": lessons.Page,
    "question": lessons.Question,
    "discussion": lessons.Discussion,
    "summary": lessons.Summary,
    "quotations": lessons.LessonQuotation,
}
#: the models that say what a key is called where that of its place does not
_OTHERS = (Branch, lessons.Lesson, lessons.Closing)
#: characters of a name in the words of a place
_MOST = 14


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `path` leads to it in the newer value, for 删 to the list that its item is gone from.

    `index` is the place that an item had, -1 for other differences.
    """

    sort: Sort
    where: str
    path: tuple[str | int, ...]
    then: Any
    now: Any
    index: int = -1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text: the same in both versions, only then, or only now."""

    text: str
    look: Literal["", "then", "now"]


def differences(then: Any, now: Any) -> list[Difference]:
    """Return what differs from one value of a file to a later one, in the order of the later one."""
    return list(_differences(then, now, (), ()))


def _differences(
    then: Any, now: Any, path: tuple[str | int, ...], words: tuple[str, ...]
) -> Iterator[Difference]:
    if then == now:
        return
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in (*now, *(key for key in then if key not in now)):
            below = (*path, key)
            yield from _differences(then.get(key), now.get(key), below, (*words, _title(path, key)))
        return
    if isinstance(then, list) and isinstance(now, list):
        yield from _of_lists(then, now, path, words)
        return
    if isinstance(then, Mapping | list) and now is None:
        yield Difference("删", _where(words), path, then, None)
        return
    sort: Sort = "添" if then in (None, "") else "改"
    yield Difference(sort, _where(words), path, then, now)


def _of_lists(
    then: Sequence[Any], now: Sequence[Any], path: tuple[str | int, ...], words: tuple[str, ...]
) -> Iterator[Difference]:
    partners = pairs(list(then), list(now))
    order = [partners[index] for index in sorted(partners)]
    moves = set(order) - _in_order(order)
    for index, item in enumerate(now):
        place = (*words, _name(item) or f"第 {index + 1} 项")
        if index not in partners:
            yield Difference("添", _where(place), (*path, index), None, item)
            continue
        if partners[index] in moves:
            where = f"{_where(place)}从第 {partners[index] + 1} 移到第 {index + 1}"
            yield Difference("移", where, (*path, index), None, None, partners[index])
        yield from _differences(then[partners[index]], item, (*path, index), place)
    for index, item in enumerate(then):
        if index not in partners.values():
            place = (*words, _name(item) or f"第 {index + 1} 项")
            yield Difference("删", _where(place), path, item, None, index)


def _in_order(order: Sequence[int]) -> set[int]:
    """Return the longest run of numbers that stand in rising order, of which none needs to move."""
    runs: list[list[int]] = []
    for number in order:
        before = sorted((run for run in runs if run[-1] < number), key=len)
        runs.append([*(before[-1] if before else ()), number])
    longest: list[int] = max(runs, key=len, default=[])
    return set(longest)


def _title(path: Sequence[str | int], key: str) -> str:
    """Return what a key is called where it stands."""
    keys = [part for part in path if isinstance(part, str)]
    if (
        keys
        and keys[-1] in ("figures", "pictures", "charts", "tables", "methods", "texts")
        and path[-1] == keys[-1]
    ):
        return key
    owner = next((name for name in reversed(keys) if name in _MODELS), "")
    model = _MODELS.get(owner, YearRecord)
    titles = (_titles(own).get(key) for own in (model, *_OTHERS))
    return next(filter(None, titles), key)


@cache
def _titles(model: type[Part]) -> Mapping[str, str]:
    return {key: str(field.title) for key, field in fields_by_key(model).items() if field.title}


def _name(item: Any) -> str:
    if isinstance(item, str):
        return _short(item)
    if not isinstance(item, Mapping):
        return ""
    return next((f"“{_short(str(item[key]))}”" for key in _NAMES if item.get(key)), "")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST else f"{flat[:_MOST]}…"


def _where(words: Sequence[str]) -> str:
    return " · ".join(word for word in words if word not in ("各章", "工作", "幻灯片"))


def in_short(changes: Sequence[Difference]) -> str:
    """Return differences in one line: 改了 3 处：…"""
    if not changes:
        return "没有改动"
    counts = [(sort, [d for d in changes if d.sort == sort]) for sort in ("改", "添", "删", "移")]
    head = "，".join(
        f"{sort}了 {len(some)} {'处' if sort == '改' else '项'}" for sort, some in counts if some
    )
    places = "；".join(d.where for d in changes[:2])
    return f"{head}：{places}" + ("……" if len(changes) > 2 else "")


def stretches(then: str, now: str) -> list[Stretch]:
    """Return two versions of a text as one, by words: what both have, what only one has."""
    old, new = _words(then), _words(now)
    pieces: list[Stretch] = []
    for sort, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort == "equal":
            pieces.append(Stretch("".join(old[a:b]), ""))
            continue
        if b > a:
            pieces.append(Stretch("".join(old[a:b]), "then"))
        if d > c:
            pieces.append(Stretch("".join(new[c:d]), "now"))
    return pieces


def _words(text: str) -> list[str]:
    return re.findall(r"[0-9A-Za-z.]+|\s+|.", text)


def as_text(value: Any) -> str:
    """Return a value as a person reads it."""
    if value in (None, "", [], {}):
        return "（空）"
    if isinstance(value, Mapping):
        return "　".join(as_text(item) for item in value.values())
    if isinstance(value, list):
        return "\n".join(as_text(item) for item in value)
    return str(value)
