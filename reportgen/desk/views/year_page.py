"""What all pages of a year have: their bar and foot, the files that are open, and what is said of a broken one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from reportgen.desk import pages
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.diagnostics import Faults


@dataclass(frozen=True, slots=True)
class Frame:
    """What the bar and the foot of a year's page show."""

    branch: str
    branch_name: str
    year: int
    years: tuple[int, ...]
    branches: tuple[tuple[str, str], ...]
    tab: str
    file: str
    branch_file: str
    revision: str
    folder: str
    #: why the file can only be read, "" where it can be written
    locked: str = ""


def frame(session: Session, request: Request, tab: str) -> Frame:
    """Return the frame of a year's page; raise HTTPException 404 where there is no such year."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record = session.record_value(branch, year)
    names = {
        slug: str(session.branch_value(slug).get("name") or slug) for slug in session.branches()
    }
    final = str(record.get("final") or "")
    return Frame(
        branch,
        names[branch],
        year,
        session.years(branch),
        tuple(names.items()),
        tab,
        str(FileName(branch, year)),
        str(FileName(branch)),
        session.records.revision(FileName(branch, year)),
        str(session.settings.folder),
        f"已定稿（{final}），要改先解锁" if final else "",
    )


@dataclass(frozen=True, slots=True)
class OpenYear:
    """The files of a year's page; `base` is how the addresses of all its pages begin."""

    branch: str
    year: int
    base: str
    record: OpenFile
    branch_file: OpenFile


Page = Callable[[Session, Request], Response]
PageOfYear = Callable[[Session, Request, OpenYear], Response]


def year_page(tab: str) -> Callable[[PageOfYear], Page]:
    """Return what makes a page of a year from a view of its open files; a broken file is told in its place."""

    def opening(view: PageOfYear) -> Page:
        @wraps(view)
        def page(session: Session, request: Request) -> Response:
            branch, year = request.path_params["branch"], request.path_params["year"]
            try:
                record, branch_file = session.open_files(branch, year)
                base = pages.address("b", branch, year)
                return view(session, request, OpenYear(branch, year, base, record, branch_file))
            except Faults as faults:
                return broken_page(session, request, tab, faults)

        return page

    return opening


def broken_page(session: Session, request: Request, tab: str, faults: Faults) -> Response:
    """Return the page of a year whose file cannot be read: what is wrong, and what can be done."""
    diagnostic = faults.diagnostics[0]
    versions = list(
        session.history.versions(
            str(FileName(request.path_params["branch"], request.path_params["year"]))
        )
    )
    good = next((version for version in versions if not version.is_lost_side), None)
    return pages.page(
        "broken.html.j2",
        frame=frame(session, request, tab),
        line=diagnostic.span.line if diagnostic.span else 0,
        message=diagnostic.message,
        good=good,
        base=pages.address("b", request.path_params["branch"], request.path_params["year"]),
    )
