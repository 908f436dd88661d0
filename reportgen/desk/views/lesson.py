"""党课: the outline of a lesson with its clock, the form of one of its pages, and the preview beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from reportgen.build.targets import SourceId
from reportgen.content.speech_time import duration, spoken_length
from reportgen.desk import lesson_forms, pages
from reportgen.desk.fault_places import counts, faults_of, path_at
from reportgen.desk.lesson_documents import LessonDraft
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.finish import file_response
from reportgen.desk.views.names import file_of
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.preview import draft_files, fragments, rooms
from reportgen.desk.words import in_words
from reportgen.diagnostics import Faults
from reportgen.importing.assembling import PENDING
from reportgen.spans import Span

#: the documents that the page shows: what it calls them, their words and icons
_TABS_OF_PREVIEW = (("deck", "课件", "slide"), ("report", "讲稿成文", "speak"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the bar and the foot of a lesson's page show."""

    file: str
    revision: str
    folder: str
    locked: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock strip of a lesson; `why` says in words why there is none."""

    segments: tuple[lesson_forms.Segment, ...] = ()
    total: str = ""
    seconds: int = 0
    length: int = 0
    rate: int = 0
    planned: str = ""
    over: tuple[str, ...] = ()
    why: str = ""


def lesson(session: Session, request: Request) -> Response:
    """Return the page of a lesson, or only its form and outline for a page that is open."""
    name = file_of(request)
    try:
        lesson_file = session.records.open(name)
    except Faults as faults:
        return _broken(session, name, faults)
    identity = request.path_params["item"]
    draft = session.lesson_documents.draft(
        name.branch, {lesson_file.file.name: lesson_file.file.data}
    )
    titles = _titles(draft)
    form = lesson_forms.form(identity, lesson_file, titles) or lesson_forms.form(
        "head", lesson_file
    )
    timetable = draft.subject.timetable if draft.subject else None
    is_part = request.headers.get("x-part") == "form"
    figures = _figures(draft)
    is_sources = form is not None and form.sort == "sources"
    return pages.page(
        "lesson-part.html.j2" if is_part else "lesson.html.j2",
        **_frame(session, name, lesson_file.revision),
        lesson_file=lesson_file,
        form=form,
        outline=lesson_forms.outline(lesson_file, timetable),
        clock=_clock(lesson_file, draft),
        figures=figures,
        path=lesson_file.file.name,
        quotations=list(lesson_forms.quotations(lesson_file)) if is_sources else [],
        cited=list(
            lesson_forms.cited_figures(
                lesson_file, {n: v for n, v, _ in figures}, _branches(session)
            )
        ),
        records=_records(session) if is_sources else [],
        pending=PENDING,
        has_discussion=bool(lesson_file.value.get("discussion")),
    )


def _frame(session: Session, name: FileName, revision: str) -> dict[str, Any]:
    value = session.file_value(name)
    return {
        "frame": Frame(str(name), revision, str(session.settings.folder)),
        "base": pages.address("lesson", name.branch),
        "topic": " ".join(str(value.get("topic") or "（还没有题目）").split()),
        "minutes": str(value.get("minutes") or ""),
        "shown": _TABS_OF_PREVIEW,
        "kinds": session.documents.kinds_of("lesson"),
    }


def _broken(session: Session, name: FileName, faults: Faults) -> Response:
    fault = faults.diagnostics[0]
    versions = [v for v in session.history.versions(str(name)) if not v.is_lost_side]
    return pages.page(
        "lesson-broken.html.j2",
        **_frame(session, name, ""),
        line=fault.span.line if fault.span else 0,
        message=fault.message,
        good=next(iter(versions), None),
    )


def _clock(lesson_file: OpenFile, draft: LessonDraft) -> Clock:
    if draft.subject is None:
        errors = [in_words(d.message) for d in draft.diagnostics if d.is_error]
        return Clock(why=errors[0] if errors else "")
    timetable = draft.subject.timetable
    length = sum(spoken_length(p.words) for p in timetable.pieces if not p.is_open)
    spoken_seconds = sum(
        s for p, s in zip(timetable.pieces, timetable.seconds, strict=True) if not p.is_open
    )
    over = tuple(
        f"{row.name}{'多' if row.over > 0 else '少'} {duration(abs(row.over))}"
        for row in timetable.overruns
        if row.over
    )
    return Clock(
        tuple(lesson_forms.segments(lesson_file, timetable)),
        lesson_forms.hand(timetable.total),
        timetable.total,
        length,
        round(60 * length / spoken_seconds) if spoken_seconds else 0,
        lesson_forms.hand(60 * draft.subject.lesson.minutes),
        over,
    )


def _figures(draft: LessonDraft) -> list[tuple[str, str, str]]:
    """Return (name, value, label) of each figure of a lesson."""
    if draft.subject is None:
        return []
    return [
        (name, str(figure.value.text), str(figure.label))
        for name, figure in draft.subject.figures.items()
    ]


def _branches(session: Session) -> dict[str, str]:
    return {s: str(session.branch_value(s).get("name") or s) for s in session.branches()}


def _titles(draft: LessonDraft) -> dict[str, dict[str, str]]:
    """Return what the pictures, charts and tables of a lesson are called, by key and name."""
    subject = draft.subject
    if subject is None:
        return {}
    return {
        "pictures": {name: str(picture.caption) for name, (picture, _) in subject.pictures.items()},
        "charts": {name: str(chart.title) for name, chart in subject.charts.items()},
        "tables": {name: str(table.title) for name, table in subject.tables.items()},
    }


def _records(session: Session) -> list[tuple[str, str]]:
    """Return branch/year and words of each record whose figures can be cited."""
    return [
        (f"{slug}/{year}", f"{name}　{year} 年度")
        for slug, name in _branches(session).items()
        for year in session.years(slug)
    ]


def citable(session: Session, request: Request) -> Response:
    """Return the figures of a record, each with a button that cites it."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    session.require(branch, year)
    figures = []
    entries = session.record_value(branch, year).get("figures")
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        values = entry if isinstance(entry, dict) else {"value": entry}
        if value := values.get("value"):
            figures.append((name, str(value), str(values.get("label") or name)))
    return pages.page("lesson-citable.html.j2", figures=figures, branch=branch, year=year)


def _drafts(session: Session, request: Request, content: Any) -> tuple[FileName, dict[str, Any]]:
    name = file_of(request)
    session.records.path(name)
    own = content if isinstance(content, dict) else {}
    return name, own


def preview(session: Session, request: Request, content: Any) -> Response:
    """Return the slides or the script as they would be with the drafts of the page."""
    name, content = _drafts(session, request, content)
    files = draft_files(session, [name], content.get("drafts") or [])
    data = {file.name: file.data for file in files.values()}
    result = session.lesson_documents.preview(name.branch, str(content.get("show")), data)
    return fragments(session, result, content, files)


def room(session: Session, request: Request, content: Any) -> Response:
    """Return the room of each field that goes on a slide."""
    name, content = _drafts(session, request, content)
    files = draft_files(session, [name], content.get("drafts") or [])
    data = {file.name: file.data for file in files.values()}
    lessons = session.lesson_documents
    return rooms(session, lambda lines: lessons.slides(name.branch, data, lines), content, files)


def faults(session: Session, request: Request) -> Response:
    """Return the faults of a lesson's documents, each with its field."""
    name = file_of(request)
    session.records.path(name)
    findings = session.lesson_documents.findings(name.branch)
    try:
        lesson_file = session.records.open(name)
        files = {lesson_file.file.name: lesson_file}
    except (Faults, OSError):
        files = {}
    faults_here = faults_of(findings, files)
    lines = [
        fault.as_json() | {"href": _href(name, fault.path), "tab": "lesson"}
        for fault in faults_here
    ]
    return JSONResponse(
        {
            "faults": lines,
            "counts": counts(faults_here),
            "broken": findings.broken,
            "crashed": bool(findings.crashes),
        }
    )


def place(session: Session, request: Request) -> Response:
    """Return the field that a place of the lesson's file belongs to, and the page that shows it."""
    name = file_of(request)
    try:
        path, line, column = request.query_params["at"].rsplit(":", 2)
        span = Span(path, int(line), int(column))
    except (KeyError, ValueError):
        return refusal("没有这一处", 404)
    lesson_file = session.records.open(name)
    if span.path != lesson_file.file.name:
        return JSONResponse({"path": [], "words": "这个数取自支部的记录，到那里去改"})
    place = lesson_file.ids.identities(path_at(lesson_file.file, span))
    return JSONResponse({"path": list(place), "file": str(name), "href": _href(name, place)})


def _href(name: FileName, path: tuple[str, ...]) -> str:
    return pages.address("lesson", name.branch, "text", lesson_forms.page_of_path(path))


def redirect(_: Session, request: Request) -> Response:
    """Lead from a lesson to its first form."""
    return RedirectResponse(_href(file_of(request), ()), 303)


def download(session: Session, request: Request) -> Response:
    """Return one finished file of a lesson, made now from what is saved."""
    name = file_of(request)
    session.records.path(name)
    source = SourceId("lesson", name.branch)
    files = session.documents.downloads(source, request.path_params["kind"])
    if not files:
        return refusal("现在做不出这份文件，先改好错误", 409)
    return file_response(files[0])
