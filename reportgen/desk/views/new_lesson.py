"""新建党课: three ways to begin a lesson; nothing is on the disk before the last button."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.content.edit import read
from reportgen.content.folders import LESSONS
from reportgen.content.speech_time import SPEECH_RATE
from reportgen.desk import pages
from reportgen.desk.new_lesson import OUTLINE, NewLesson, Row, Sort, lesson_text, rows_of
from reportgen.desk.records import FileName
from reportgen.desk.session import Session
from reportgen.desk.shown_slides import ShownSlide
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.preview import room_words, stored_style
from reportgen.desk.words import in_words
from reportgen.diagnostics import Diagnostic
from reportgen.importing.importer import ImportResult, read_lesson, store
from reportgen.importing.stretches import MARKS

#: the lengths that the page offers, in minutes
LENGTHS = (5, 10, 20, 30, 40, 60)
#: minutes of the longest lesson
_LONGEST = 180
_DEFAULT = 30
#: why words of an outline have no place of their own although nothing of them is lost
_LAYOUT_LINES = frozenset({MARKS, "栏名", "小标题", "时长", "引出下文的话"})
_SORTS: Mapping[str, Sort] = {sort: sort for sort in get_args(Sort)}
#: the file of a lesson that is not written yet
_DRAFT = "new-lesson"


@dataclass(frozen=True, slots=True)
class Precedent:
    """A lesson that a new one may be like."""

    slug: str
    topic: str
    about: str


def new_lesson(session: Session, _: Request) -> Response:
    """Return the page."""
    values = {
        slug: session.file_value(FileName(slug, is_lesson=True)) for slug in session.lessons()
    }
    precedents = [
        Precedent(slug, _line(value.get("topic")) or slug, _about(value))
        for slug, value in values.items()
    ]
    audiences = dict.fromkeys(
        str(value["audience"]) for value in values.values() if value.get("audience")
    )
    return pages.page(
        "new-lesson.html.j2",
        folder=str(session.settings.folder),
        known=precedents,
        audiences=tuple(audiences)[:4],
        lengths=LENGTHS,
        default=_DEFAULT,
    )


def _about(value: Mapping[str, Any]) -> str:
    parts = value.get("parts")
    count = len(parts) if isinstance(parts, list) else 0
    words = (f"{value.get('minutes')} 分钟", f"{count} 部分" if count > 1 else "微党课", str(value.get("unit") or ""))  # fmt: skip
    return " · ".join(filter(None, words))


def beginning(session: Session, request: Request) -> Response:
    """Return the rows that a way to begin starts with: blank, or like another lesson."""
    slug = request.query_params.get("like", "")
    minutes = _whole(request.query_params.get("minutes"))
    if not slug:
        rows = rows_of({"parts": [{"title": "第一部分", "minutes": "20"}]}, minutes or _DEFAULT)
        return JSONResponse({"rows": _as_json(rows), "minutes": minutes or _DEFAULT, "head": {}})
    value = _lesson(session, slug)
    total = _whole(value.get("minutes")) or _DEFAULT
    head = {key: str(value.get(key) or "") for key in ("subtitle", "speaker", "audience", "unit")}
    subject = session.lesson_documents.draft(slug, {}).subject
    rows = rows_of(value, total, subject.timetable if subject else None)
    return JSONResponse({"rows": _as_json(rows), "minutes": total, "head": head})


def outline(session: Session, request: Request, data: bytes) -> Response:
    """Read a Word outline; the answer has its rows, and what found no place. Nothing is written."""
    name = request.query_params.get("file", "提纲.docx")
    result = read_lesson(session.workspace, name, data, _free_slug(session), _DEFAULT)
    if not result.is_read or result.draft is None or result.review is None:
        errors = [remark.message for remark in result.remarks if remark.is_error]
        return refusal("；".join(map(in_words, errors)) or "这份文件读不出来")
    digest = hashlib.sha256(data).hexdigest()
    session.outlines = {digest: (name, data)}
    record = result.draft.record
    head = {
        key: str(record.get(key) or "").replace("【待补充】", "")
        for key in ("topic", "subtitle", "speaker", "audience", "date", "unit")
    }
    total = _whole(record.get("minutes")) or _DEFAULT
    rows = _as_json(rows_of(record, total))
    rest = [piece.text for piece in result.review.left if piece.left not in _LAYOUT_LINES]
    return JSONResponse(
        {"rows": rows, "minutes": total, "head": head, "outline": digest, "left": rest}
    )


def draft(session: Session, _: Request, content: Any) -> Response:
    """Return the cover, the clock and the contents that the lesson would have."""
    result = _lesson_of(session, content, _DRAFT)
    if isinstance(result, Response):
        return result
    new, files = result[:2]
    path = f"{LESSONS}/{_DRAFT}.yaml"
    deck = session.lesson_documents.preview(_DRAFT, "deck", {path: files[path]})
    slides = session.lesson_documents.slides(_DRAFT, {path: files[path]}) or ()
    preview = deck.preview
    rows = [row for row in new.rows if row.minutes]
    return pages.page(
        "new-lesson-side.html.j2",
        cover=preview.fragments[0].html if preview else "",
        shared=preview.shared if preview else "",
        style=stored_style(session, preview.stylesheet) if preview else "",
        slides=len(preview.fragments) if preview else 0,
        room=_room(slides),
        length=SPEECH_RATE * sum(row.minutes for row in rows if row.sort != "discussion"),
        total=sum(row.minutes for row in rows),
        rows=rows,
        new=new,
        sections=_sections(slides),
    )


def _room(slides: Sequence[ShownSlide]) -> dict[str, Any] | None:
    texts = slides[0].texts if slides else ()
    room = next((text.room for text in texts if text.is_title), None)
    return room_words(room) if room else None


def _sections(slides: Sequence[ShownSlide]) -> dict[str, int]:
    """Return section → how many slides it has."""
    counts: dict[str, int] = {}
    for slide in slides:
        counts[slide.section] = counts.get(slide.section, 0) + 1
    return counts


def create(session: Session, _: Request, content: Any) -> Response:
    """Write the file of a new lesson and say where its page is."""
    slug = _free_slug(session)
    result = _lesson_of(session, content, slug)
    if isinstance(result, Response):
        return result
    new, files, outline = result
    if not new.topic:
        return refusal("题目要写")
    session.prepare()
    if outline:
        store(session.workspace, replace(outline, files={**outline.files, **files}))
    else:
        for path, data in files.items():
            session.workspace.write(path, data)
    return JSONResponse({"href": pages.address("lesson", slug, "text", "head")})


def _lesson_of(
    session: Session, content: Any, slug: str
) -> tuple[NewLesson, dict[str, bytes], ImportResult | None] | Response:
    """Return what the page says, the file that comes of it, and the import of its outline."""
    if not isinstance(content, Mapping):
        return refusal("工作台没有看懂", 400)
    minutes = _whole(content.get("minutes"))
    if not 1 <= minutes <= _LONGEST:
        return refusal(f"讲多久，写 1 到 {_LONGEST} 分钟")
    source: Mapping[str, Any] = {}
    outline = None
    if like := _line(content.get("like")):
        source = _lesson(session, like)
    elif key := _line(content.get("outline")):
        if key not in session.outlines:
            return refusal("提纲要再选一次")
        name, data = session.outlines[key]
        outline = read_lesson(session.workspace, name, data, _free_slug(session), minutes)
        if outline.draft is None:
            return refusal("这份提纲读不出来")
        source = {**outline.draft.record, OUTLINE: "是"}
    lines = (line.strip() for line in _text(content.get("topic")).splitlines())
    new = NewLesson(
        topic="\n".join(filter(None, lines)),
        subtitle=_line(content.get("subtitle")),
        unit=_line(content.get("unit")),
        speaker=_line(content.get("speaker")),
        audience=_line(content.get("audience")),
        date=_line(content.get("date")),
        minutes=minutes,
        rows=tuple(_row(row) for row in content.get("rows") or () if isinstance(row, Mapping)),
        with_speech=content.get("with_speech") is True,
        source=source,
    )
    path = f"{LESSONS}/{slug}.yaml"
    with_topic = new if new.topic else replace(new, topic="（题目）")
    file = read(lesson_text(with_topic).encode(), path)
    if isinstance(file, Diagnostic):
        return refusal(file.message)
    return new, {path: file.data}, outline


def _row(content: Mapping[str, Any]) -> Row:
    source = content.get("source")
    return Row(
        _SORTS.get(str(content.get("sort")), "part"),
        _line(content.get("title")),
        _line(content.get("aim")),
        min(_whole(content.get("minutes")), _LONGEST),
        source if isinstance(source, int) else -1,
    )


def _as_json(rows: list[Row]) -> list[dict[str, Any]]:
    return [
        {"sort": r.sort, "title": r.title.replace("【待补充】", ""), "aim": r.aim.replace("【待补充】", ""), "minutes": r.minutes, "source": r.source}
        for r in rows
    ]  # fmt: skip


def _lesson(session: Session, slug: str) -> Mapping[str, Any]:
    return session.file_value(FileName(slug, is_lesson=True))


def _free_slug(session: Session) -> str:
    slugs = set(session.lessons())
    number = len(slugs) + 1
    while f"lesson-{number}" in slugs:
        number += 1
    return f"lesson-{number}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> str:
    return " ".join(_text(value).split())


def _whole(value: Any) -> int:
    text = str(value).strip()
    return int(text) if text.isdecimal() else 0
