"""The requests of a page that is being written on: save, undo, faults, whether the file changed elsewhere."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from reportgen.desk import pages
from reportgen.desk.edits import Conflict, Edit, edit_from, value_at
from reportgen.desk.fault_places import Fault, counts, faults_of, path_at
from reportgen.desk.records import file_name
from reportgen.desk.session import Session
from reportgen.desk.views.names import file_of
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.words import in_words
from reportgen.diagnostics import Faults
from reportgen.spans import Span
from reportgen.system_errors import meaning


def save(session: Session, _: Request, content: Any) -> Response:
    """Make changes to one file, all or none.

    The answer has the new revision, what was stored, and what undoes it; 409 carries both sides of a
    conflict, 423 a file that can only be read, 507 a disk that does not take it.
    """
    try:
        name = file_name(str(content["file"]))
        edits = [edit_from(one) for one in content["edits"]]
    except (KeyError, TypeError, ValueError):
        return refusal("工作台没有看懂这次改动", 400)
    try:
        if name.year and _is_final(session.records.open(name).value) and not _unlocks(edits):
            return refusal("这一年已定稿，要改先解锁", 423)
        result = session.records.save(name, edits)
    except Conflict as conflict:
        return JSONResponse(
            {
                "conflict": {
                    "path": list(conflict.change.path),
                    "mine": conflict.change.value,
                    "theirs": conflict.theirs,
                    "gone": conflict.gone,
                },
                "message": "这一处在别处也改过",
            },
            409,
        )
    except Faults as faults:
        return refusal(in_words(faults.diagnostics[0].message), 422)
    except FileNotFoundError:
        return refusal("找不到这个文件，可能在别处改了名或删了", 410)
    except OSError as error:
        return refusal(f"没存上　{_disk_words(error, session)}，写的还在这里", 507)
    place = content.get("place")
    if isinstance(place, dict):
        session.last_place = (str(place.get("href", "/")), str(place.get("title", "")), time.time())
    return JSONResponse(
        {
            "revision": result.revision,
            "results": list(result.results),
            "inverse": [one.as_json() for one in result.inverse],
            "time": time.strftime("%H:%M"),
            "elsewhere": bool(content.get("revision")) and content["revision"] != result.before,
        }
    )


def _is_final(record: Any) -> bool:
    return isinstance(record, dict) and bool(record.get("final"))


def _unlocks(edits: list[Edit]) -> bool:
    return [edit.path for edit in edits] == [("final",)]


def _disk_words(error: OSError, session: Session) -> str:
    if isinstance(error, PermissionError):
        return f"没有在 {session.settings.folder} 里写的权限，文件可能正开着"
    return meaning(error)


def ping(session: Session, request: Request) -> Response:
    """Say that the desk is there, and whether the page's file is as the page knows it."""
    session.last_ping = time.monotonic()
    name = request.query_params.get("file", "")
    if not name:
        return JSONResponse({"state": "there"})
    try:
        open_file = session.records.open(file_name(name))
    except Faults as faults:
        span = faults.diagnostics[0].span
        return JSONResponse({"state": "broken", "line": span.line if span else 0})
    except (OSError, ValueError):
        return JSONResponse({"state": "gone"})
    return JSONResponse({"state": "there", "revision": open_file.revision})


def faults(session: Session, request: Request) -> Response:
    """Return the faults of a year, each with its field; `all=1` looks at every document."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    session.require(branch, year)
    everything = request.query_params.get("all") == "1"
    findings = session.documents.findings(branch, year, all_documents=everything)
    try:
        open_files = {file.file.name: file for file in session.open_files(branch, year)}
    except (Faults, OSError):
        open_files = {}
    faults_here = faults_of(findings, open_files)
    return JSONResponse(
        {
            "faults": [
                fault.as_json() | {"href": page_of_fault(branch, year, fault)}
                for fault in faults_here
            ],
            "counts": counts(faults_here),
            "broken": findings.broken,
            "crashed": bool(findings.crashes),
        }
    )


def place(session: Session, request: Request) -> Response:
    """Return the field that a place of a file belongs to: keys and ids, and the page that shows it."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    try:
        path, line, column = request.query_params["at"].rsplit(":", 2)
        span = Span(path, int(line), int(column))
    except (KeyError, ValueError):
        return refusal("没有这一处", 404)
    try:
        files = {file.file.name: file for file in session.open_files(branch, year)}
    except (Faults, OSError):
        files = {}
    if span.path not in files:
        return JSONResponse({"path": [], "words": "这句话由模板或支部类型自动写出"})
    open_file = files[span.path]
    own_path = open_file.ids.identities(path_at(open_file.file, span))
    is_branch = not open_file.name.year
    return JSONResponse(
        {
            "path": list(own_path),
            "file": str(open_file.name),
            "href": page_of(branch, year, own_path, is_branch=is_branch),
        }
    )


def go(session: Session, request: Request) -> Response:
    """Lead to the field that a place of a file belongs to."""
    answer = json.loads(bytes(place(session, request).body))
    if not answer.get("path"):
        raise FileNotFoundError(request.query_params.get("at", ""))
    at = quote(json.dumps(answer["path"], ensure_ascii=False))
    return RedirectResponse(f"{answer['href']}#at={at}", 303)


def value(session: Session, request: Request) -> Response:
    """Return the value of the record at a path of keys and ids, as it stands in the file."""
    open_file = session.records.open(file_of(request))
    try:
        path = open_file.ids.indexes(json.loads(request.query_params["path"]))
    except (KeyError, TypeError, ValueError):
        path = None
    return JSONResponse({"value": value_at(open_file.value, path) if path else None})


def page_of_fault(branch: str, year: int, fault: Fault) -> str:
    """Return the address of the page on which a fault is mended."""
    if fault.code == "word-review":
        return pages.address("b", branch, year, "review")
    return page_of(branch, year, fault.path, is_branch=fault.file.endswith("/branch"))


def page_of(branch: str, year: int, path: tuple[str, ...], *, is_branch: bool = False) -> str:
    """Return the address of the page whose form has the field at `path`."""
    if is_branch:
        return pages.address("b", branch, year, "text", "branch")
    match path:
        case ("chapters", _, "works", _, "quotations" | "people", *_):
            return pages.address("b", branch, year, "people")
        case ("chapters", _, "works", work, *_):
            return pages.address("b", branch, year, "text", work)
        case ("chapters", chapter, *_):
            return pages.address("b", branch, year, "text", chapter)
        case ("problems" | "followups", *_) | ("plan", "items", *_):
            return pages.address("b", branch, year, "plan")
        case ("plan" | "closing", *_):
            return pages.address("b", branch, year, "text", "closing")
        case ("debriefing", *_):
            return pages.address("b", branch, year, "text", "debriefing")
        case ("figures", *_):
            return pages.address("b", branch, year, "figures")
        case ("tables", name, *_):
            return pages.address("b", branch, year, "tables", name)
        case ("events" | "ledger" | "meetings", *_):
            return pages.address("b", branch, year, "activities")
    return pages.address("b", branch, year, "text", "head")


def lost_side(session: Session, _: Request, content: Any) -> Response:
    """Put away the side of a conflict that was not used."""
    try:
        name = file_name(str(content["file"]))
        session.history.put_away_lost_side(str(name), list(content["path"]), content.get("value"))
    except (KeyError, TypeError, ValueError, OSError):
        return refusal("没有存进“以前的样子”", 422)
    return JSONResponse({})


def restore(session: Session, request: Request, content: Any) -> Response:
    """Make an earlier version of the record its content again; the present one is put away first."""
    name = file_of(request)
    try:
        data = session.history.read(str(name), str(content["version"]))
        session.records.restore(name, data)
    except (KeyError, TypeError, OSError):
        return refusal("这一份读不出来", 404)
    except Faults as found:
        return refusal(in_words(found.diagnostics[0].message), 422)
    return JSONResponse({})
