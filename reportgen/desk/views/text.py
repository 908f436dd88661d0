"""总结: the outline of a year, the form of one of its parts, and the preview beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from reportgen.content.imported import review_path, unreviewed
from reportgen.desk import forms, pages
from reportgen.desk.records import OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.year_page import OpenYear, frame, year_page
from reportgen.diagnostics import Faults


@year_page("text")
def text(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the editor of a year, or only the form and the outline for a page that is open."""
    record_file, branch = files.record, files.branch_file
    types = list(session.types().values())
    identity = request.path_params["item"]
    form = forms.form(
        identity, record_file, branch, types, session.looks() if identity == "branch" else None
    )
    form = form or forms.form("head", record_file, branch, types)
    assert form is not None
    names = _names(session, request, record_file, branch, form)
    is_part = request.headers.get("x-part") == "form"
    return pages.page("text-part.html.j2" if is_part else "text.html.j2", **names)


def _names(
    session: Session, request: Request, record_file: OpenFile, branch: OpenFile, form: forms.Form
) -> dict[str, Any]:
    types = list(session.types().values())
    file = branch if form.kind == "branch" else record_file
    outline = forms.outline(record_file, branch.value, types)
    base = pages.address("b", request.path_params["branch"], request.path_params["year"])
    return {
        "frame": frame(session, request, "text"),
        "outline": outline,
        "form": form,
        "file": str(file.name),
        "figures": [(name, words) for name, words in forms.figure_choices(record_file.value)],
        "base": base,
        "following": _following(outline, form.identity, base),
        "to_review": _to_review(session, record_file),
        "last_titles": _last_titles(session, record_file, form) if form.kind == "chapter" else [],
        "has_events": bool(record_file.value.get("events") or record_file.value.get("ledger")),
    }


def _following(outline: Sequence[forms.Entry], identity: str, base: str) -> tuple[str, str]:
    """Return the title and the address of the part that is written after one; the last leads to 定稿."""
    places = [entry.identity for entry in outline]
    at = places.index(identity) + 1 if identity in places else len(places)
    parts = (one for one in outline[at:] if one.identity != "branch" and one.number != forms.OWN)
    entry = next(parts, None)
    if identity == "branch":
        entry = outline[0]
    if entry is None:
        return "定稿，下载", f"{base}/finish"
    return entry.title, f"{base}/{entry.href or f'text/{entry.identity}'}"


def _last_titles(session: Session, record_file: OpenFile, form: forms.Form) -> list[str]:
    """Return the titles of last year's works in a chapter that has none yet."""
    branch, year = record_file.name.branch, record_file.name.year
    if form.works or year - 1 not in session.years(branch):
        return []
    return forms.titles_of_chapter(
        session.record_value(branch, year - 1), form.title, session.types().values()
    )


def _to_review(session: Session, record_file: OpenFile) -> int:
    """Return how many parts of an imported record nobody has looked at."""
    folder = record_file.file.name.rpartition("/")[0]
    try:
        waiting = unreviewed(session.workspace, review_path(folder, record_file.name.year))
    except Faults:
        return 0
    return waiting.total if waiting else 0
