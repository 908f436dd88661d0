"""用 Excel 填报表: the form of a branch that the folder has not yet; filled in and brought back, it makes the branch."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.content.branches import load_branch_types
from reportgen.content.folders import BRANCHES
from reportgen.desk import pages
from reportgen.desk.session import Session
from reportgen.desk.views.finish import workbook_response
from reportgen.desk.views.new_branch import ONLY_CHAPTER, default_year, free_slug, refusal
from reportgen.diagnostics import Diagnostic
from reportgen.intake.content import BranchContent, WithFiles, open_content
from reportgen.intake.cover_sheet import Issue
from reportgen.intake.exchange import ReadFile, ReturnedFile, changes_of, store
from reportgen.intake.remarks import Weight
from reportgen.intake.returned import ReturnedWorkbook, returned_workbook
from reportgen.intake.sending import workbook_for
from reportgen.skeletons.branch import NewBranch, branch_text, year_text
from reportgen.spreadsheets import read_workbook


def blank_form(session: Session, request: Request) -> Response:
    """Return the form of a new branch as a workbook; nothing is written on the disk."""
    name = " ".join(request.query_params.get("name", "").split())
    if not name:
        return refusal("先写上支部的全称")
    slug, year = free_slug(session), default_year(session)
    overlay = WithFiles(session.workspace, _beginning(session, slug, name, year))
    content = open_content(overlay, slug, year, load_branch_types(session.workspace))
    if not isinstance(content, BranchContent):
        return refusal(content[0].message)
    data = workbook_for(content, Issue("", "", session.workspace.today()))
    return workbook_response(f"{name}{year}年度填报表.xlsx", data)


def take_form(session: Session, request: Request, data: bytes) -> Response:
    """Read a filled form into the record of its branch; make the branch where it does not exist yet.

    The answer has the address of the editor, and what could not be put in, in words.
    """
    name = request.query_params.get("file", "")
    book = read_workbook(data, f"填报表“{name}”")
    if isinstance(book, Diagnostic):
        return refusal("，".join((book.message, *book.hints)))
    workbook = returned_workbook(book)
    branch, year = workbook.branch_name.strip(), workbook.base.year
    if not workbook.sheets or not branch or not year:
        return refusal(f"“{name}”不像是填报表：看不出是哪个支部、哪一年的")
    slug = next(
        (
            s
            for s in session.branches()
            if str(session.branch_value(s).get("name")).strip() == branch
        ),
        "",
    )
    files: Mapping[str, bytes] = {}
    if not slug:
        slug = free_slug(session)
        files = _beginning(session, slug, branch, year)
    file = _reading(session, ReturnedFile(name, data, branch=slug), workbook, files)
    if file.fault:
        return refusal(file.fault.message)
    if files:
        session.prepare()
    for path, text in files.items():
        session.workspace.write(path, text)
    store(session.workspace, file)
    session.collecting.take_back(year, name, data, slug)
    count = len(file.reading.changes) if file.reading else 0
    return JSONResponse(
        {
            "href": pages.address("b", slug, year, "text", "head"),
            "message": f"读进 {count} 处" if count else "表里没有新东西",
            "remarks": [
                r.message for r in file.remarks if r.weight in (Weight.FAULT, Weight.DECISION)
            ],
        }
    )


def _reading(
    session: Session, file: ReturnedFile, workbook: ReturnedWorkbook, files: Mapping[str, bytes]
) -> ReadFile:
    """Return what a form changes; `files` are those of a new branch, which nobody has written yet."""
    types = load_branch_types(session.workspace)
    overlay = WithFiles(session.workspace, files)
    return changes_of(overlay, file, workbook, workbook.base.year, "", types)


def _beginning(session: Session, slug: str, name: str, year: int) -> dict[str, bytes]:
    """Return the files of a new branch: its name, and a year of one chapter."""
    branch = NewBranch(slug, name, "", year, (), (ONLY_CHAPTER,))
    return {
        f"{BRANCHES}/{slug}/branch.yaml": branch_text(branch, session.types()).encode(),
        f"{BRANCHES}/{slug}/{year}.yaml": year_text(branch).encode(),
    }
