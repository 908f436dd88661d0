"""汇总: the documents of a committee, which can be taken away; they are not edited here."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from reportgen.build.targets import SourceId
from reportgen.content.rollup.loading import read_committee
from reportgen.desk import pages
from reportgen.desk.session import Session
from reportgen.desk.views.finish import file_response
from reportgen.desk.views.new_branch import refusal


def documents(session: Session, request: Request) -> Response:
    """Return the page with the documents of a committee's year."""
    committee, year = _of(session, request)
    body = read_committee(session.workspace, committee)
    return pages.page(
        "committee.html.j2",
        base=pages.address("committee", committee, year),
        folder=str(session.settings.folder),
        name=str(body.name),
        year=year,
        years=body.years,
        kinds=session.documents.kinds_of("committee"),
    )


def download(session: Session, request: Request) -> Response:
    """Return one finished file of a committee, made now."""
    committee, year = _of(session, request)
    source = SourceId("committee", committee)
    files = session.documents.downloads(source, request.path_params["kind"], year)
    if not files:
        return refusal("现在做不出这份文件：有的支部还没有这一年的记录，或者有错误", 409)
    return file_response(files[0])


def _of(session: Session, request: Request) -> tuple[str, int]:
    committee: str = request.path_params["committee"]
    if committee not in session.collecting.committees():
        raise FileNotFoundError(committee)
    return committee, request.path_params["year"]
