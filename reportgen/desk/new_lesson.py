"""What a person says of a new lesson → its file, from nothing, from a Word outline or like another lesson."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from reportgen import skeletons
from reportgen.content.lessons.model import MICRO
from reportgen.content.lessons.timetable import Timetable
from reportgen.desk.edits import value_at
from reportgen.importing.assembling import PENDING
from reportgen.importing.yaml_text import yaml_text

Sort = Literal["opening", "part", "discussion", "summary"]
#: the mark before speech that was written for another lesson
_TO_CHANGE = "【待补充：要改】"
#: ways to show a page that need no more than points
_OF_POINTS = frozenset({"bullets", "cards", "steps"})
_SLOT = re.compile(r"\{([^{}\n]+)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: `source` is the number of the part that it was in the other lesson or outline."""

    sort: Sort
    title: str
    aim: str = ""
    minutes: int = 0
    source: int = -1


@dataclass(frozen=True, slots=True)
class NewLesson:
    """What the page says; `rows` are in order."""

    topic: str
    subtitle: str = ""
    unit: str = ""
    speaker: str = ""
    audience: str = ""
    date: str = ""
    minutes: int = 0
    rows: tuple[Row, ...] = ()
    #: whether the speech of the other lesson comes along
    with_speech: bool = False
    #: the other lesson, or the draft of an outline
    source: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_micro(self) -> bool:
        """Whether all parts become one."""
        return self.minutes <= MICRO


def rows_of(lesson: Mapping[str, Any], total: int, timetable: Timetable | None = None) -> list[Row]:
    """Return the rows of a lesson or an outline in whole minutes that add up to `total`.

    A `timetable` says how long each takes; without one, what states no minutes counts as two.
    """

    def minutes(*path: str | int) -> float:
        return timetable.of(*path) / 60 if timetable else _minutes(value_at(lesson, path))

    rows = [(Row("opening", "开场白"), minutes("opening") + minutes("outline"))]
    for number, part in enumerate(_list(lesson, "parts")):
        row = Row("part", _text(part, "title"), _text(part, "aim"), source=number)
        rows.append((row, minutes("parts", number)))
    if talk := lesson.get("discussion"):
        rows.append((Row("discussion", _text(talk, "title") or "讨论"), minutes("discussion")))
    rows.append((Row("summary", "小结和结束语"), minutes("summary") + minutes("closing")))
    return _scale(rows, total)


def _scale(rows: Sequence[tuple[Row, float]], total: int) -> list[Row]:
    """Return rows whose whole minutes add up to `total`; each has its weight."""
    weights = [weight or 2 for _, weight in rows]
    exact = [weight * total / sum(weights) for weight in weights]
    whole = [max(1, int(value)) for value in exact]
    order = sorted(range(len(rows)), key=lambda i: int(exact[i]) - exact[i])
    for i in order[: max(0, total - sum(whole))]:
        whole[i] += 1
    return [replace(row, minutes=m) for (row, _), m in zip(rows, whole, strict=True)]


def lesson_text(new: NewLesson) -> str:
    """Return the file of a new lesson; what nobody said yet is 【待补充】."""
    mark = skeletons.schema_mark("lesson")
    return f"{mark}\n# 党课；【待补充】的各处还没有写。\n\n{yaml_text(record_of(new))}"


def record_of(new: NewLesson) -> dict[str, Any]:
    """Return the content of a new lesson."""
    record: dict[str, Any] = {"topic": new.topic}
    for key in ("subtitle", "unit"):
        if value := getattr(new, key):
            record[key] = value
    record |= {
        "audience": new.audience or PENDING,
        "speaker": new.speaker or PENDING,
        "minutes": str(new.minutes),
    }
    if new.date:
        record["date"] = new.date
    for key in ("aims", "emphases", "difficulties", "aids", "board"):
        if key in new.source and (key == "aims" or not _is_like(new)):
            record[key] = new.source[key]
    for row in (row for row in new.rows if row.sort == "opening"):
        record["opening"] = {**_speech(new, "opening"), "minutes": str(row.minutes)}
    record.setdefault("opening", {"notes": PENDING})
    for key in ("pictures", "tables"):
        if key in new.source and not _is_like(new):
            record[key] = new.source[key]
    record["parts"] = _parts(new)
    for row in (row for row in new.rows if row.sort == "discussion"):
        talk = new.source.get("discussion")
        questions = _list(talk, "questions") if not _is_like(new) else ()
        record["discussion"] = {
            "title": row.title or "讨论", "questions": list(questions) or [PENDING],
            **_speech(new, "discussion"), "minutes": str(row.minutes),
        }  # fmt: skip
    points = [] if _is_like(new) else _list(new.source.get("summary"), "points")
    record["summary"] = {"points": list(points) or [{"name": PENDING}], **_speech(new, "summary")}
    record["closing"] = _speech(new, "closing")
    return record


def _is_like(new: NewLesson) -> bool:
    """Whether the source is another lesson, of which figures, pictures and points stay behind."""
    return bool(new.source) and not new.source.get(OUTLINE)


#: the key that tells the draft of an outline from another lesson
OUTLINE = "from_outline"


def _parts(new: NewLesson) -> list[dict[str, Any]]:
    rows = [row for row in new.rows if row.sort == "part"]
    parts = [_part(new, row) for row in rows]
    if not new.is_micro or len(parts) < 2:
        return parts or [_part(new, Row("part", "第一部分"))]
    # A micro-lesson has one part, and what were parts are its pages.
    pages = [page for part in parts for page in part["pages"]]
    return [
        {
            "title": " ".join(new.topic.split()), "aim": parts[0]["aim"], "notes": parts[0]["notes"],
            "minutes": str(sum(row.minutes for row in rows)), "pages": pages,
        }
    ]  # fmt: skip


def _part(new: NewLesson, row: Row) -> dict[str, Any]:
    sources = _list(new.source, "parts")
    source = sources[row.source] if 0 <= row.source < len(sources) else {}
    pages = [_page(new, page) for page in _list(source, "pages")]
    part: dict[str, Any] = {
        "title": row.title or PENDING,
        "aim": row.aim or PENDING,
        "notes": _speech_of(new, source),
    }
    if row.minutes:
        part["minutes"] = str(row.minutes)
    part["pages"] = pages or [{"title": row.title or PENDING, "notes": PENDING}]
    return part


def _page(new: NewLesson, page: Mapping[str, Any]) -> dict[str, Any]:
    if not _is_like(new):
        return dict(page)
    own: dict[str, Any] = {"title": _without_slots(_text(page, "title")) or PENDING}
    if page.get("show") in _OF_POINTS:
        own |= {"points": [{"name": PENDING}], "show": page["show"]}
    return own | {"notes": _speech_of(new, page)}


def _speech(new: NewLesson, key: str) -> dict[str, Any]:
    return {"notes": _speech_of(new, new.source.get(key))}


def _speech_of(new: NewLesson, source: Any) -> str:
    """Return the speech of a source: all of an outline's, of another lesson's only what is wanted."""
    text = source if isinstance(source, str) else _text(source, "notes")
    if not _is_like(new):
        return text or PENDING
    return f"{_TO_CHANGE}{_without_slots(text)}" if text and new.with_speech else PENDING


def _without_slots(text: str) -> str:
    """Return a text with each figure of another branch as a missing fact."""
    return _SLOT.sub(r"【待补充：\1】", text)


def _text(value: Any, key: str) -> str:
    text = value.get(key) if isinstance(value, Mapping) else None
    return text if isinstance(text, str) else ""


def _list(value: Any, key: str) -> Sequence[Any]:
    items = value.get(key) if isinstance(value, Mapping) else None
    return items if isinstance(items, list) else ()


def _minutes(value: Any) -> float:
    try:
        return float(str(value["minutes"])) if isinstance(value, Mapping) else 0.0
    except (KeyError, ValueError):
        return 0.0
