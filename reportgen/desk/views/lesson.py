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
from reportgen.desk.lesson_documents import DraftedLesson
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.finish import file_response
from reportgen.desk.views.names import named
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.preview import drafted_files, fragments, rooms
from reportgen.desk.words import in_words
from reportgen.diagnostics import Faults
from reportgen.importing.assembling import PENDING
from reportgen.spans import Span

#: the documents that the page shows: what it calls them, their words and icons
_SHOWN = (("deck", "课件", "slide"), ("report", "讲稿成文", "speak"))


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
    name = named(request)
    try:
        opened = session.records.open(name)
    except Faults as faults:
        return _broken(session, name, faults)
    identity = request.path_params["item"]
    drafted = session.lesson_documents.drafted(name.branch, {opened.file.name: opened.file.data})
    titles = _titles(drafted)
    form = lesson_forms.form(identity, opened, titles) or lesson_forms.form("head", opened)
    timetable = drafted.subject.timetable if drafted.subject else None
    is_part = request.headers.get("x-part") == "form"
    figures = _figures(drafted)
    is_sources = form is not None and form.sort == "sources"
    return pages.page(
        "lesson-part.html.j2" if is_part else "lesson.html.j2",
        **_frame(session, name, opened.revision),
        opened=opened,
        form=form,
        outline=lesson_forms.outline(opened, timetable),
        clock=_clock(opened, drafted),
        figures=figures,
        path=opened.file.name,
        quotations=list(lesson_forms.quotations(opened)) if is_sources else [],
        cited=list(lesson_forms.cited(opened, {n: v for n, v, _ in figures}, _branches(session))),
        records=_records(session) if is_sources else [],
        pending=PENDING,
        has_discussion=bool(opened.value.get("discussion")),
    )


def _frame(session: Session, name: FileName, revision: str) -> dict[str, Any]:
    value = session.file_value(name)
    return {
        "frame": Frame(str(name), revision, str(session.settings.folder)),
        "base": pages.address("lesson", name.branch),
        "topic": " ".join(str(value.get("topic") or "（还没有题目）").split()),
        "minutes": str(value.get("minutes") or ""),
        "shown": _SHOWN,
        "kinds": session.documents.kinds_of("lesson"),
    }


def _broken(session: Session, name: FileName, faults: Faults) -> Response:
    found = faults.diagnostics[0]
    versions = [v for v in session.history.versions(str(name)) if not v.is_lost_side]
    return pages.page(
        "lesson-broken.html.j2",
        **_frame(session, name, ""),
        line=found.span.line if found.span else 0,
        message=found.message,
        good=next(iter(versions), None),
    )


def _clock(opened: OpenFile, drafted: DraftedLesson) -> Clock:
    if drafted.subject is None:
        errors = [in_words(d.message) for d in drafted.diagnostics if d.is_error]
        return Clock(why=errors[0] if errors else "")
    timetable = drafted.subject.timetable
    length = sum(spoken_length(p.words) for p in timetable.pieces if not p.is_open)
    talked = sum(
        s for p, s in zip(timetable.pieces, timetable.seconds, strict=True) if not p.is_open
    )
    over = tuple(
        f"{row.name}{'多' if row.over > 0 else '少'} {duration(abs(row.over))}"
        for row in timetable.overruns
        if row.over
    )
    return Clock(
        tuple(lesson_forms.segments(opened, timetable)),
        lesson_forms.hand(timetable.total),
        timetable.total,
        length,
        round(60 * length / talked) if talked else 0,
        lesson_forms.hand(60 * drafted.subject.lesson.minutes),
        over,
    )


def _figures(drafted: DraftedLesson) -> list[tuple[str, str, str]]:
    """Return (name, value, label) of each figure of a lesson."""
    if drafted.subject is None:
        return []
    return [
        (name, str(figure.value.text), str(figure.label))
        for name, figure in drafted.subject.figures.items()
    ]


def _branches(session: Session) -> dict[str, str]:
    return {s: str(session.branch_value(s).get("name") or s) for s in session.branches()}


def _titles(drafted: DraftedLesson) -> dict[str, dict[str, str]]:
    """Return what the pictures, charts and tables of a lesson are called, by key and name."""
    subject = drafted.subject
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
    found = []
    entries = session.record_value(branch, year).get("figures")
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        values = entry if isinstance(entry, dict) else {"value": entry}
        if value := values.get("value"):
            found.append((name, str(value), str(values.get("label") or name)))
    return pages.page("lesson-citable.html.j2", figures=found, branch=branch, year=year)


def _drafts(session: Session, request: Request, content: Any) -> tuple[FileName, dict[str, Any]]:
    name = named(request)
    session.records.path(name)
    own = content if isinstance(content, dict) else {}
    return name, own


def preview(session: Session, request: Request, content: Any) -> Response:
    """Return the slides or the script as they would be with the drafts of the page."""
    name, content = _drafts(session, request, content)
    files = drafted_files(session, [name], content.get("drafts") or [])
    data = {file.name: file.data for file in files.values()}
    previewed = session.lesson_documents.preview(name.branch, str(content.get("show")), data)
    return fragments(session, previewed, content, files)


def room(session: Session, request: Request, content: Any) -> Response:
    """Return the room of each field that goes on a slide."""
    name, content = _drafts(session, request, content)
    files = drafted_files(session, [name], content.get("drafts") or [])
    data = {file.name: file.data for file in files.values()}
    lessons = session.lesson_documents
    return rooms(session, lambda wanted: lessons.slides(name.branch, data, wanted), content, files)


def faults(session: Session, request: Request) -> Response:
    """Return the faults of a lesson's documents, each with its field."""
    name = named(request)
    session.records.path(name)
    findings = session.lesson_documents.findings(name.branch)
    try:
        opened = session.records.open(name)
        files = {opened.file.name: opened}
    except (Faults, OSError):
        files = {}
    found = faults_of(findings, files)
    listed = [
        fault.as_json() | {"href": _href(name, fault.path), "tab": "lesson"} for fault in found
    ]
    return JSONResponse(
        {
            "faults": listed,
            "counts": counts(found),
            "broken": findings.broken,
            "crashed": bool(findings.crashes),
        }
    )


def place(session: Session, request: Request) -> Response:
    """Return the field that a place of the lesson's file belongs to, and the page that shows it."""
    name = named(request)
    try:
        path, line, column = request.query_params["at"].rsplit(":", 2)
        span = Span(path, int(line), int(column))
    except (KeyError, ValueError):
        return refusal("没有这一处", 404)
    opened = session.records.open(name)
    if span.path != opened.file.name:
        return JSONResponse({"path": [], "words": "这个数取自支部的记录，到那里去改"})
    found = opened.ids.named(path_at(opened.file, span))
    return JSONResponse({"path": list(found), "file": str(name), "href": _href(name, found)})


def _href(name: FileName, path: tuple[str, ...]) -> str:
    return pages.address("lesson", name.branch, "text", lesson_forms.page_of_path(path))


def redirect(_: Session, request: Request) -> Response:
    """Lead from a lesson to its first form."""
    return RedirectResponse(_href(named(request), ()), 303)


def download(session: Session, request: Request) -> Response:
    """Return one finished file of a lesson, made now from what is saved."""
    name = named(request)
    session.records.path(name)
    source = SourceId("lesson", name.branch)
    files = session.documents.downloads(source, request.path_params["kind"])
    if not files:
        return refusal("现在做不出这份文件，先改好错误", 409)
    return file_response(files[0])
