"""What a person decided about cells of a returned workbook.

Answers stand in `<year>.intake.yaml` beside the record, each with the digest of its file, so that the same
file never asks twice. The file is only added to: a later answer about a cell takes the place of an earlier one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Faults
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedRow, ReturnedWorkbook
from reportgen.spreadsheets import Cell
from reportgen.workspace import Workspace

#: `text` is filled in for the branch, `record` and `workbook` settle a conflict, `other` says that a renamed
#: item is another one, `seen` settles a remark, `open` takes an answer back
Way = Literal["text", "record", "workbook", "other", "seen", "open"]
#: A file of answers names a way by one of these words.
WAYS: dict[str, Way] = {way: way for way in get_args(Way)}
#: who filled a cell in where the branch did not
FILLED_BY = "街道代填"
_HEAD = (
    "# 由 reportgen intake read 写的：哪些值是从填报表的哪一格来的。不用改；删去也不影响成文。\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided about the cell at a place (`3 数字!F9`); `text` is what it shall say."""

    place: str
    way: Way
    text: str = ""


def digest_of(data: bytes) -> str:
    """Return what tells a returned workbook from others."""
    return hashlib.sha256(data).hexdigest()[:16]


def origins_path(folder: str, year: int) -> str:
    """Return the workspace path of the file that says where the values of a year came from."""
    return f"{folder}/{year}.intake.yaml"


def answers_in(workspace: Workspace, folder: str, year: int, digest: str) -> dict[str, Answer]:
    """Return the answers about the workbook of a digest, by place."""
    path = origins_path(folder, year)
    try:
        entries = parse(workspace.read(path), path).value
    except (Faults, FileNotFoundError):
        return {}
    answers: dict[str, Answer] = {}
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict) or entry.get("digest") != digest:
            continue
        for one in entry.get("answers") or ():
            way: Way = WAYS.get(str(one.get("way")), "open")
            place = str(one.get("cell"))
            answers[place] = Answer(place, way, str(one.get("text") or ""))
    return {place: answer for place, answer in answers.items() if answer.way != "open"}


def add_answers(
    workspace: Workspace, folder: str, year: int, file: str, digest: str, answers: Iterable[Answer]
) -> None:
    """Add answers about a workbook to the file of a year; raise OSError."""
    rows = [
        f"    - {{cell: {_quoted(a.place)}, way: {a.way}"
        + (f", text: {_quoted(a.text)}}}" if a.text else "}")
        for a in answers
    ]
    day = workspace.today().isoformat()
    lines = [f"- file: {_quoted(file)}", f"  digest: {_quoted(digest)}", f"  decided: {day}", "  answers:", *rows]  # fmt: skip
    add_lines(workspace, folder, year, lines)


def add_lines(workspace: Workspace, folder: str, year: int, lines: Iterable[str]) -> None:
    """Add lines to the file that says where the values of a year came from; raise OSError."""
    path = origins_path(folder, year)
    before = workspace.read(path).decode() if workspace.exists(path) else _HEAD
    workspace.write(path, "".join([before, *(f"{line}\n" for line in lines)]).encode())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def overlaid(returned: ReturnedWorkbook, answers: Mapping[str, Answer]) -> ReturnedWorkbook:
    """Return a workbook in which cells say what was filled in for them."""
    if not any(answer.way == "text" for answer in answers.values()):
        return returned
    sheets = {
        code: replace(sheet, rows=tuple(_overlaid(row, answers) for row in sheet.rows))
        for code, sheet in returned.sheets.items()
    }
    return replace(returned, sheets=sheets)


def _overlaid(row: ReturnedRow, answers: Mapping[str, Answer]) -> ReturnedRow:
    cells = dict(row.cells)
    for code, cell in row.cells.items():
        answer = answers.get(row.place(code))
        if answer and answer.way == "text":
            cells[code] = Cell(cell.sheet, cell.row, cell.column, answer.text)
    return replace(row, cells=cells) if cells != row.cells else row


def open_remarks(remarks: Iterable[Remark], answers: Mapping[str, Answer]) -> list[Remark]:
    """Return the remarks that no answer settles; an answer never settles a fault."""
    return [
        remark
        for remark in remarks
        if remark.weight is Weight.FAULT
        or remark.place not in answers
        or answers[remark.place].way not in ("seen", "record")
    ]
