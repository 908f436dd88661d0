"""收表: the workbooks of a committee's branches are sent out and taken back, and what is open is decided."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.content.branches import branch_names
from reportgen.content.rollup.loading import branches_below, read_committee
from reportgen.desk import pages
from reportgen.desk.differences import stretches
from reportgen.desk.open_folder import open_folder
from reportgen.desk.session import Session
from reportgen.desk.views.finish import workbook_response
from reportgen.desk.views.new_branch import refusal
from reportgen.diagnostics import Faults
from reportgen.intake.answers import WAYS, Answer, digest_of
from reportgen.intake.exchange import ReadFile
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returning import paragraph, return_form
from reportgen.intake.status import INCOMPLETE, READY, UNDECIDED, BranchState
from reportgen.system_errors import meaning

#: state of a branch → the look of its mark
LOOKS = {"没有交": "e", INCOMPLETE: "w", UNDECIDED: "p", READY: "o"}
_CELL = re.compile(r".+![A-Z]{1,3}[0-9]+")
_SHORT = 24
_WEIGHTS = {Weight.FAULT: "e", Weight.MISSING: "w", Weight.REMINDER: "a"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a branch, its last file, and what is to be done."""

    state: BranchState
    look: str
    form: str
    due: int
    filled: int
    faults: int
    open: int
    changes: int
    earlier: int
    #: faults, missing values and decisions together
    waiting: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Something to be decided; `ways` are (way, words), `is_long` is whether its texts need room."""

    remark: Remark
    ways: tuple[tuple[str, str], ...]
    is_long: bool
    pieces: tuple[Any, ...]


def workbooks(session: Session, request: Request) -> Response:
    """Return the page, or only what changes on it for a page that is open."""
    committee, year = request.path_params["committee"], request.path_params["year"]
    if committee not in session.collecting.committees():
        raise FileNotFoundError(committee)
    body = read_committee(session.workspace, committee)
    files = session.collecting.files(year)
    _, states = session.collecting.states(committee, year, files)
    rows = [_row(state) for state in states]
    if request.query_params.get("sort"):
        rows.sort(key=lambda row: list(LOOKS).index(row.state.state))
    branch = request.query_params.get("branch", "")
    row = next((row for row in rows if row.state.slug == branch and row.state.last), None)
    row = row or next((r for r in rows if r.state.state in (UNDECIDED, INCOMPLETE)), None)
    file = _last(files, row.state.slug, year) if row else None
    is_part = request.headers.get("x-part") == "form"
    until = session.collecting.deadline(committee, year)
    return pages.page(
        "workbooks-part.html.j2" if is_part else "workbooks.html.j2",
        base=pages.address("committee", committee, year),
        folder=str(session.settings.folder),
        name=str(body.name),
        year=year,
        years=sorted({*body.years, year, session.workspace.today().year}, reverse=True),
        branches=_branches(session, committee, year, rows),
        rows=rows,
        looks=LOOKS,
        row=row,
        file=file,
        digest=_digest(session, file, year),
        remarks=_remarks(file) if file else [],
        weights=_WEIGHTS,
        decisions=[_decision(r) for r in file.remarks if r.weight is Weight.DECISION]
        if file
        else [],
        counts=_counts(rows),
        strangers=[f for f in files if f.reading is None],
        all_branches=[(slug, _name(session, slug)) for slug in branch_names(session.workspace)],
        chat_text=paragraph(row.state.name, file.remarks) if row and file else "",
        cells_to_mend=len({r.place for r in file.remarks if _is_marked(r)}) if file else 0,
        until=until.isoformat() if until else "",
        late=max(0, (session.workspace.today() - until).days) if until else 0,
        is_cell=lambda place: bool(_CELL.fullmatch(place)),
    )


def _is_marked(remark: Remark) -> bool:
    return remark.weight is not Weight.REMINDER and bool(_CELL.fullmatch(remark.place))


def _row(state: BranchState) -> Row:
    last = state.last
    reading = last.reading if last else None
    return Row(
        state,
        LOOKS[state.state],
        reading.form if reading else "",
        reading.due if reading else 0,
        reading.filled if reading else 0,
        last.count(Weight.FAULT) if last else 0,
        last.count(Weight.DECISION) if last else 0,
        len(reading.changes) if reading else 0,
        len(state.submissions) - 1,
        sum(r.weight is not Weight.REMINDER for r in last.remarks) if last else 0,
    )


def _counts(rows: list[Row]) -> dict[str, int]:
    """Return how many faults, missing values and decisions there are, and branches with something to do."""
    remarks = [r for row in rows if row.state.last for r in row.state.last.remarks]
    by_weight = Counter(remark.weight for remark in remarks)
    return {
        "error": by_weight[Weight.FAULT],
        "missing": by_weight[Weight.MISSING],
        "decision": by_weight[Weight.DECISION],
        "busy": sum(row.state.last is not None and (row.state.state != READY or row.changes > 0) for row in rows),
        "back": sum(row.state.last is not None for row in rows),
        "ready": sum(row.state.state == READY for row in rows),
    }  # fmt: skip


def _branches(
    session: Session, committee: str, year: int, rows: list[Row]
) -> list[tuple[str, str, str, bool]]:
    """Return (folder, name, when it was sent, whether it came back) of each branch."""
    days = session.collecting.sent_on(year)
    back = {row.state.slug for row in rows if row.state.last}
    branches = []
    for slug in branches_below(session.workspace, committee):
        name = _name(session, slug)
        day = next((d for file, d in days.items() if file.startswith(f"{name}{year}年度")), None)
        branches.append((slug, name, f"{day:%m-%d} 发过" if day else "", slug in back))
    return branches


def _name(session: Session, slug: str) -> str:
    value = session.branch_value(slug)
    return str(value.get("short") or value.get("name") or slug)


def _last(files: tuple[ReadFile, ...], slug: str, year: int) -> ReadFile | None:
    own = [f for f in files if f.reading and f.reading.slug == slug and f.reading.year == year]
    return own[-1] if own else None


def _digest(session: Session, file: ReadFile | None, year: int) -> str:
    return digest_of(session.collecting.data_of(year, file.name)) if file else ""


def _remarks(file: ReadFile) -> list[Remark]:
    order = list(_WEIGHTS)
    remarks = [remark for remark in file.remarks if remark.weight in _WEIGHTS]
    return sorted(remarks, key=lambda remark: order.index(remark.weight))


def _decision(remark: Remark) -> Decision:
    ways = {
        "intake-renamed": (("workbook", "用新名称"), ("record", "留原名称"), ("other", "是另一项")),
        "intake-cleared": (("record", "留着"), ("workbook", "删去这一项")),
        "intake-left": (("seen", "知道了"),),
    }.get(remark.code, (("record", "留着"), ("workbook", "照表里的")))
    is_long = len(remark.record) > _SHORT or len(remark.written) > _SHORT
    pieces = tuple(stretches(remark.record, remark.written)) if is_long and remark.record else ()
    return Decision(remark, ways, is_long, pieces)


def send(session: Session, request: Request, content: Any) -> Response:
    """Make the workbooks that were asked for and open their folder."""
    committee, year = request.path_params["committee"], request.path_params["year"]
    slugs = content.get("branches") if isinstance(content, dict) else None
    if not isinstance(slugs, list) or not slugs:
        return refusal("要选发给哪些支部")
    try:
        place, books = session.collecting.send(
            committee, year, tuple(map(str, slugs)), str(content.get("until") or "")
        )
    except Faults as faults:
        return refusal(faults.diagnostics[0].message)
    except OSError as error:
        return refusal(f"写不进去：{meaning(error)}", 507)
    failures = [
        f"{book.name}：内容有错，没有做：{book.faults[0].message}" for book in books if book.faults
    ]
    is_open = open_folder(place)
    count = len(books) - len(failures)
    words = f"做好 {count} 份，在 {place}" if not is_open else f"做好 {count} 份，文件夹已经打开"
    return JSONResponse({"message": "；".join([words, *failures])})


def take_back(session: Session, request: Request, data: bytes) -> Response:
    """Take a file back that a branch filled in; say what it is and what is open in it."""
    year = request.path_params["year"]
    name = request.query_params.get("file", "")
    try:
        stored_name = session.collecting.take_back(year, name, data)
    except ValueError:
        return refusal(f"“{name}”不是填报表，也不是照片，没有收")
    except OSError as error:
        return refusal(f"写不进去：{meaning(error)}", 507)
    if not stored_name:
        return JSONResponse({"message": f"“{name}”：和上次一样，没有新东西"})
    file = next((f for f in session.collecting.files(year) if f.name == stored_name), None)
    if file is None:
        return JSONResponse({"message": f"收下“{stored_name}”"})
    if file.reading is None:
        return JSONResponse(
            {"message": f"“{stored_name}”：{file.fault.text if file.fault else ''}"}
        )
    reading = file.reading
    counts = "，".join(
        f"{count} 处{words}"
        for weight, words in ((Weight.FAULT, "错"), (Weight.MISSING, "缺"), (Weight.DECISION, "要定"))
        if (count := reading.count(weight))
    )  # fmt: skip
    words = f"已填 {reading.filled}/{reading.due}{'，' if counts else ''}{counts}"
    return JSONResponse({"message": f"收下“{stored_name}”：{words}", "branch": reading.slug})


def assign(session: Session, request: Request, content: Any) -> Response:
    """Say of which branch a file is that does not say so itself."""
    try:
        session.collecting.assign(
            request.path_params["year"], str(content["file"]), str(content["branch"])
        )
    except (KeyError, TypeError):
        return refusal("工作台没有看懂", 400)
    return JSONResponse({"branch": content["branch"]})


def answer(session: Session, request: Request, content: Any) -> Response:
    """Write what was decided about a cell beside the record; the same file does not ask again."""
    year = request.path_params["year"]
    try:
        way = WAYS[str(content["way"])]
        one = Answer(str(content["place"]), way, str(content.get("text") or "").strip())
        digest = str(content["file"])
    except (KeyError, TypeError, AttributeError):
        return refusal("工作台没有看懂", 400)
    if way == "text" and not one.text:
        return refusal("写上要填的，再点“填上”")
    files = session.collecting.files(year)
    file = next((f for f in files if _digest(session, f, year) == digest), None)
    if file is None or file.reading is None:
        raise FileNotFoundError(digest)
    session.collecting.answer(file, digest, (one,))
    return JSONResponse({"branch": file.reading.slug})


def store(session: Session, request: Request, content: Any) -> Response:
    """Write what a branch's last file changes into its record; what is open stays open."""
    year = request.path_params["year"]
    slug = str(content.get("branch")) if isinstance(content, dict) else ""
    file = _last(session.collecting.files(year), slug, year)
    if file is None:
        raise FileNotFoundError(slug)
    if file.fault:
        return refusal(file.fault.text)
    count = session.collecting.store(file)
    return JSONResponse({"branch": slug, "message": f"放进记录 {count} 处"})


def state_file(session: Session, request: Request) -> Response:
    """Return 收表情况.xlsx, made now."""
    committee, year = request.path_params["committee"], request.path_params["year"]
    files = session.collecting.files(year)
    data, _ = session.collecting.states(committee, year, files)
    return workbook_response("收表情况.xlsx", data)


def return_workbook(session: Session, request: Request) -> Response:
    """Return a branch's own file again, with the cells marked that are to be mended, each with a note."""
    year, slug = request.path_params["year"], request.path_params["branch"]
    file = _last(session.collecting.files(year), slug, year)
    if file is None:
        raise FileNotFoundError(slug)
    data = session.collecting.data_of(year, file.name)
    stem = file.name.rpartition(".")[0]
    try:
        form = return_form(data, file.remarks, file.answers)
    except ValueError:
        return refusal("这份表不是 .xlsx，做不了退回表；请用“复制成一段话”")
    return workbook_response(f"{stem}（请补正）.xlsx", form)
