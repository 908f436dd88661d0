"""定稿: what must be mended, what has not been used, and the finished files."""

from __future__ import annotations

import io
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from reportgen.build.libreoffice import find_libreoffice
from reportgen.build.targets import SourceId
from reportgen.content.account import Loss
from reportgen.desk import pages
from reportgen.desk.documents import Download, Findings
from reportgen.desk.fault_places import Fault, faults_of
from reportgen.desk.main_kinds import main_kinds
from reportgen.desk.session import Session
from reportgen.desk.views.editing import page_of_fault
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.preview import stored_style
from reportgen.desk.views.year_page import frame
from reportgen.diagnostics import Faults
from reportgen.show.accounts import LOSS_TITLES

#: what a check looks at, in words
CHECKS = (
    "数字与活动记录相符", "分项与总数相符", "同比算得对", "规范表述", "课件每页放得下", "没有别的年份和别的单位",
)  # fmt: skip
#: seconds that LibreOffice has for one file
PDF_SECONDS = 120.0
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a fault, the page where it is mended, and the words of its field."""

    fault: Fault
    href: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of document that can be taken away."""

    kind: str
    name: str
    letter: str
    words: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class IdleText:
    """What was typed and stands in no document."""

    words: str
    path: str
    title: str
    href: str


def finish(session: Session, request: Request) -> Response:
    """Return the page; what the check finds comes with `finish_list`."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    return pages.page(
        "finish.html.j2",
        frame=frame(session, request, "finish"),
        base=pages.address("b", branch, year),
    )


def print_page(session: Session, request: Request) -> Response:
    """Return the pages of the report or the slides of the deck, for the browser to print."""
    branch, year, show = (request.path_params[key] for key in ("branch", "year", "show"))
    session.require(branch, year)
    if show not in ("report", "deck", "script"):
        raise FileNotFoundError(show)
    preview = session.documents.preview(branch, year, show, {}).preview
    if preview is None:
        return refusal("现在画不出来，先改好“必须改”里的错误", 409)
    return pages.page(
        "print.html.j2",
        style=stored_style(session, preview.stylesheet),
        shared=preview.shared,
        fragments=[fragment.html for fragment in preview.fragments],
        medium=preview.medium,
        title=f"{session.branch_value(branch).get('short') or branch}{year}",
    )


def finish_list(session: Session, request: Request) -> Response:
    """Return what a check of every document finds, as a final one would be checked."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    session.require(branch, year)
    findings = session.documents.findings(branch, year, all_documents=True, final=True)
    draft = session.documents.findings(branch, year, all_documents=True)
    try:
        record, branch_file = session.open_files(branch, year)
        open_files = {file.file.name: file for file in (record, branch_file)}
    except (Faults, OSError):
        open_files = {}
    lines = [
        Line(fault, page_of_fault(branch, year, fault))
        for fault in faults_of(findings, open_files)
        if fault.code != "unplaced"
    ]
    weights = Counter(line.fault.weight for line in lines)
    return pages.page(
        "finish-list.html.j2",
        base=pages.address("b", branch, year),
        must=[line for line in lines if line.fault.weight in ("error", "pending")],
        should=[line for line in lines if line.fault.weight == "warning"],
        may=[line for line in lines if line.fault.weight == "advice"],
        unused=list(_idle_texts(draft)),
        weights=weights,
        documents=draft.documents,
        checked=CHECKS,
        offers=_offers(session, branch, year, draft),
        pdf=_pdf_address(session, branch, year),
        is_draft=bool(weights["error"] or weights["pending"]),
        is_broken=draft.broken,
        is_final=bool(session.record_value(branch, year).get("final")),
        today=session.workspace.today().isoformat(),
        file=f"{branch}/{year}",
    )


def _idle_texts(findings: Findings) -> list[IdleText]:
    if findings.account is None:
        return []
    return [
        IdleText(entry.words, entry.path, LOSS_TITLES[loss], f"{entry.span}")
        for loss in (Loss.WHOLE, Loss.PART)
        for entry in findings.account.of(loss)
    ]


def _offers(session: Session, branch: str, year: int, findings: Findings) -> list[Offer]:
    kinds = session.documents.state().kinds
    counts_of_kinds = Counter(target.kind for target in findings.targets)
    order = list(kinds)
    main = main_kinds(kinds)
    offers = []
    for kind in sorted(
        counts_of_kinds,
        key=lambda name: (
            name not in (main.report, main.deck),
            name != main.report,
            order.index(name),
        ),
    ):
        row = kinds[kind]
        ending = row.format
        words = "Word" if ending == "docx" else "PPT"
        count = counts_of_kinds[kind]
        offers.append(
            Offer(
                kind,
                str(row.header.name),
                words[0],
                words if count == 1 else f"{words} · {count} 份",
                count,
                pages.address("download", branch, year, kind),
            )
        )
    return offers


def download(session: Session, request: Request) -> Response:
    """Return one finished file, or a zip where the kind has several; it is made now from what is saved."""
    branch, year, kind = (request.path_params[key] for key in ("branch", "year", "kind"))
    session.require(branch, year)
    files = session.documents.downloads(
        SourceId("branch", branch), "" if kind == "all" else kind, year
    )
    if not files:
        return refusal("现在做不出这份文件，先改好“必须改”里的错误", 409)
    if len(files) == 1 and kind != "all":
        return file_response(files[0])
    name = str(
        session.branch_value(branch).get("short")
        or session.branch_value(branch).get("name")
        or branch
    )
    return _file(f"{name}{year}.zip", _zip(files), "application/zip")


def _pdf_address(session: Session, branch: str, year: int) -> str:
    """Return where the report is to be had as PDF, "" where this machine has no LibreOffice."""
    report = session.documents.main.report
    if not report or find_libreoffice(PDF_SECONDS) is None:
        return ""
    return pages.address("pdf", branch, year, report)


def pdf(session: Session, request: Request) -> Response:
    """Return a Word file of the year as PDF, which LibreOffice makes of it now."""
    branch, year, kind = (request.path_params[key] for key in ("branch", "year", "kind"))
    session.require(branch, year)
    office = find_libreoffice(PDF_SECONDS)
    files = session.documents.downloads(SourceId("branch", branch), kind, year) if office else ()
    if office is None or not files:
        return refusal("现在做不出这份文件，先改好“必须改”里的错误", 409)
    data = next(office.convert([files[0].data]))
    if isinstance(data, str):
        return refusal(data, 409)
    return _file(f"{files[0].name.removesuffix('.docx')}.pdf", data, "application/pdf")


def _zip(files: tuple[Download, ...]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            info = zipfile.ZipInfo(file.name, time.localtime()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.data)
    return buffer.getvalue()


def file_response(file: Download) -> Response:
    """Return a finished file for the browser to keep."""
    return _file(file.name, file.data, _TYPES[file.name.rpartition(".")[2]])


def workbook_response(name: str, data: bytes) -> Response:
    """Return a workbook for the browser to keep."""
    return _file(name, data, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _file(name: str, data: bytes, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=media_type, headers={"content-disposition": disposition})
