"""The first page: branches and their years, or the three ways to begin where there is none."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from reportgen.desk import pages
from reportgen.desk.fault_places import Fault, counts, faults_of
from reportgen.desk.open_folder import open_folder
from reportgen.desk.records import FileName
from reportgen.desk.session import Session
from reportgen.diagnostics import Faults

#: years of a branch that the page shows at once
_YEARS_AT_FIRST = 2


@dataclass(frozen=True, slots=True)
class Year:
    """A cell of the page: one year of a branch."""

    year: int
    href: str
    with_text: int
    chapters: int
    is_final: bool
    final_words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: one branch."""

    slug: str
    name: str
    about: str
    years: tuple[Year, ...]
    earlier: tuple[Year, ...]
    new_year: str


@dataclass(frozen=True, slots=True)
class Link:
    """A lesson or a committee on the page."""

    topic: str
    about: str
    href: str


def home(session: Session, _: Request) -> Response:
    """Return the first page."""
    return first_page(session)


def first_page(session: Session) -> Response:
    """Return the first page as the files are now."""
    names = session.branches()
    if not names:
        return pages.page("first-run.html.j2", folder=str(session.settings.folder))
    rows = [_row(session, name) for name in names]
    return pages.page(
        "home.html.j2",
        folder=str(session.settings.folder),
        rows=rows,
        years=sum(len(row.years) + len(row.earlier) for row in rows),
        last=_last(session),
        lessons=[_lesson(session, slug) for slug in session.lessons()],
        committees=[_committee(session, slug) for slug in session.collecting.committees()],
    )


def _committee(session: Session, slug: str) -> Link:
    value = session.committee_value(slug)
    years = value.get("years")
    numbers = [int(year) for year in years if str(year).isdecimal()] if isinstance(years, list) else []  # fmt: skip
    year = max(numbers, default=session.workspace.today().year)
    return Link(
        str(value.get("name") or slug),
        f"{year} 年度",
        pages.address("committee", slug, year, "workbooks"),
    )


def _lesson(session: Session, slug: str) -> Link:
    value = session.file_value(FileName(slug, is_lesson=True))
    parts = value.get("parts")
    count = len(parts) if isinstance(parts, list) else 0
    about = [
        f"{value['minutes']} 分钟" if value.get("minutes") else "",
        f"{count} 部分" if count > 1 else "",
        str(value.get("speaker") or ""),
    ]
    return Link(
        " ".join(str(value.get("topic") or slug).split()),
        " · ".join(filter(None, about)),
        pages.address("lesson", slug),
    )


def _row(session: Session, slug: str) -> Row:
    branch = session.branch_value(slug)
    members = branch.get("members")
    total = members.get("total") if isinstance(members, dict) else None
    about = [
        str(branch.get("unit") or ""),
        f"书记 {branch['secretary']}" if branch.get("secretary") else "",
        f"党员 {total}" if total else "",
    ]
    years = tuple(_year(session, slug, year) for year in session.years(slug))
    return Row(
        slug,
        str(branch.get("name") or slug),
        "　".join(filter(None, about)),
        years[:_YEARS_AT_FIRST],
        years[_YEARS_AT_FIRST:],
        pages.address("new-year", slug),
    )


def _year(session: Session, slug: str, year: int) -> Year:
    record = session.record_value(slug, year)
    chapters = record.get("chapters")
    chapter_list = chapters if isinstance(chapters, list) else []
    final = str(record.get("final") or "")
    return Year(
        year,
        pages.address("b", slug, year, "text"),
        sum(_has_text(chapter) for chapter in chapter_list),
        len(chapter_list),
        bool(final),
        f"已定稿　{final}" if final else "",
    )


def _has_text(chapter: Any) -> bool:
    works = chapter.get("works") if isinstance(chapter, dict) else None
    return any(isinstance(work, dict) and work.get("text") for work in works or ())


def _last(session: Session) -> dict[str, str] | None:
    if session.last_place is None:
        return None
    href, title, when = session.last_place
    time = datetime.datetime.fromtimestamp(when).astimezone()
    return {"href": href, "title": title, "when": f"{time:%H:%M} 改过"}


def year_state(session: Session, request: Request) -> Response:
    """Return what a check knows of one year: counts, and what to do next."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    session.require(branch, year)
    findings = session.documents.findings(branch, year, all_documents=True)
    try:
        open_files = {file.file.name: file for file in session.open_files(branch, year)}
    except (Faults, OSError):
        open_files = {}
    faults = faults_of(findings, open_files)
    return JSONResponse({"counts": counts(faults), "next": _next_step(faults)})


def _next_step(faults: tuple[Fault, ...]) -> str:
    first = {
        weight: next((f for f in faults if f.weight == weight), None)
        for weight in ("error", "warning")
    }
    pending = sum(fault.weight == "pending" for fault in faults)
    if first["error"]:
        return first["error"].message
    if pending:
        return f"还有 {pending} 项待补充"
    if first["warning"]:
        return first["warning"].message
    return "定稿检查，下载 Word 和 PPT"


def open_sample(session: Session, _: Request) -> Response:
    """Copy the sample branch into the workspace and open it."""
    slug = session.copy_sample()
    year = session.years(slug)[0]
    return JSONResponse({"href": pages.address("b", slug, year, "text")})


def redirect_to_text(_: Session, request: Request) -> Response:
    """Lead from a year to the part of it that is written first."""
    params = request.path_params
    return RedirectResponse(
        pages.address("b", params["branch"], params["year"], "text", "head"), 303
    )


def start_key(session: Session, _: Request) -> Response:
    """Return a key that opens the desk once: a second `reportgen desk` of this user asks for it."""
    return JSONResponse({"key": session.keys.start_key()})


def show_folder(session: Session, _: Request, __: Any) -> Response:
    """Show the folder of the workspace in the system's file manager."""
    return JSONResponse({"opened": open_folder(session.settings.folder)})
