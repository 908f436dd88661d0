"""The folder on the disk where forms lie: those sent out, those that came back, and who handed in when.

intake/2025/send/            a workbook for each branch
intake/2025/back/            what came back, as it came
intake/2025/back/BRANCH/     what does not say itself of which branch it is
intake/2025/received.json    a receipt for each file that came back
intake/2025/deadlines.json   committee → the day its forms are wanted back
intake/2025/收表情况.xlsx
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from reportgen.content import dates
from reportgen.content.branches import branch_names
from reportgen.diagnostics import Faults
from reportgen.intake.exchange import ReadFile, ReturnedFile, read_all, status
from reportgen.intake.remarks import Weight
from reportgen.intake.status import BranchState
from reportgen.workspace import Workspace, read_named

#: how the names of workbooks end
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
STATUS = "收表情况.xlsx"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of a file that came back: whose it is, when, and how much is filled in or open."""

    file: str
    branch: str
    committee: str
    #: when it was saved, as it says itself: 2026-01-05T09:02:00Z, or nothing
    saved: str
    #: the day it was first read
    received: str
    due: int = 0
    filled: int = 0
    #: cells to be mended, and questions that somebody has to decide
    faults: int = 0
    decisions: int = 0

    @property
    def day(self) -> datetime.date:
        """The day it was handed in: the day it was saved, else that on which it was read.

        What the branch saved in time is not late because it was read later.
        """
        received = datetime.date.fromisoformat(self.received)
        try:
            return min(datetime.date.fromisoformat(self.saved[:10]), received)
        except ValueError:
            return received


def returned_files(path: Path) -> Iterator[ReturnedFile]:
    """Yield a file, or the workbooks of a folder and of those in it, with what lies beside each."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for file in files:
        if path.is_dir() and (
            file.suffix.lower() not in WORKBOOKS or file.name.startswith(("~$", "收表情况"))
        ):
            continue
        beside = {
            other.name: other
            for other in file.parent.rglob("*")
            if other.is_file() and other.suffix.lower() not in WORKBOOKS
        }
        try:
            yield ReturnedFile(file.name, read_named(file), beside)
        except Faults as faults:
            yield ReturnedFile(file.name, b"", beside, fault=faults.diagnostics[0].message)


def files_of_year(workspace: Workspace, folder: Path) -> Iterator[ReturnedFile]:
    """Yield the workbooks in the `back` folder of a year, each with the branch that its subfolder names."""
    back = folder / "back"
    known = set(branch_names(workspace))
    for own in (back, *sorted(p for p in back.iterdir() if p.is_dir())) if back.is_dir() else ():
        branch = own.name if own.name in known else ""
        for file in sorted(p for p in own.iterdir() if p.is_file()):
            if file.suffix.lower() in WORKBOOKS and not file.name.startswith("~$"):
                yield from (replace(one, branch=branch) for one in returned_files(file))


def unread(files: Iterable[ReturnedFile], folder: Path) -> list[ReturnedFile]:
    """Return the files that were not read before: those that are not in the `back` of any year."""
    stored = (file for file in folder.glob("*/back/**/*") if file.is_file())
    known = {_digest(file.read_bytes()) for file in stored}
    return [one for one in files if not one.data or _digest(one.data) not in known]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def archive(results: Iterable[ReadFile], folder: Path, today: datetime.date) -> None:
    """Store what came back, so that its state can be listed at any time, with a receipt for each."""
    by_year: dict[int, list[ReadFile]] = {}
    for result in results:
        if result.reading is None:
            continue
        own = folder / str(result.reading.year) / "back"
        own.mkdir(parents=True, exist_ok=True)
        place, number = own / result.name, 1
        while place.exists() and place.read_bytes() != result.data:
            number += 1
            place = own / f"{Path(result.name).stem}-{number}{Path(result.name).suffix}"
        place.write_bytes(result.data)
        result.name = place.name
        by_year.setdefault(result.reading.year, []).append(result)
    for year, own_results in by_year.items():
        note_receipts(own_results, folder / str(year), today)


def note_receipts(results: Iterable[ReadFile], folder: Path, today: datetime.date) -> None:
    """Write a receipt for each file of a year, whose folder this is; raise OSError.

    One that was there before lasts with the day it was first read.
    """
    before_all = receipts(folder)
    known = {receipt.file: receipt for receipt in before_all}
    for result in results:
        reading = result.reading
        if reading is None:
            continue
        before = known.get(result.name)
        known[result.name] = Receipt(
            result.name,
            reading.slug,
            reading.committee,
            result.saved,
            before.received if before else today.isoformat(),
            reading.due,
            reading.filled,
            sum(r.weight is Weight.FAULT for r in result.remarks),
            sum(r.weight is Weight.DECISION for r in result.remarks),
        )
    if tuple(known.values()) == before_all:
        return
    text = json.dumps([asdict(one) for one in known.values()], ensure_ascii=False, indent=1)
    (folder / "received.json").write_text(f"{text}\n", encoding="utf-8")


def receipts(folder: Path) -> tuple[Receipt, ...]:
    """Return the receipts in the folder of a year; none where there is no list or it is damaged."""
    try:
        entries = json.loads((folder / "received.json").read_text(encoding="utf-8"))
        listed = tuple(Receipt(**entry) for entry in entries)
        for receipt in listed:
            datetime.date.fromisoformat(receipt.received)
    except (OSError, ValueError, TypeError):
        return ()  # no such file, no JSON, or not a list of receipts: a person may have edited it
    return listed


def write_status(
    workspace: Workspace, committee: str, year: int, folder: Path
) -> tuple[BranchState, ...]:
    """Write 收表情况.xlsx of a committee from all that has come back, and return it; raise Faults."""
    own = folder / str(year)
    files = read_all(workspace, files_of_year(workspace, own), year, stores=False)
    data, states = status(workspace, committee, year, files)
    own.mkdir(parents=True, exist_ok=True)
    (own / STATUS).write_bytes(data)
    note_receipts(files, own, workspace.today())
    return states


# ── Deadlines ──


def deadline_of(text: str, today: datetime.date) -> datetime.date | None:
    """Return the day that a deadline says; without a year it is the next such day. None for no day."""
    date = dates.parse(text, today.year) if text else None
    day = date.day if date else None
    if day and day < today and str(day.year) not in text:
        return day.replace(year=day.year + 1)
    return day


def note_deadline(folder: Path, committee: str, day: datetime.date) -> None:
    """Write down until when the forms of a committee are wanted back; `folder` is that of the year."""
    known = {name: each.isoformat() for name, each in deadlines(folder).items()}
    known[committee] = day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(known, ensure_ascii=False, indent=1)
    (folder / "deadlines.json").write_text(f"{text}\n", encoding="utf-8")


def deadlines(folder: Path) -> Mapping[str, datetime.date]:
    """Return committee → the day its forms are wanted back, for the folder of a year."""
    try:
        entries = json.loads((folder / "deadlines.json").read_text(encoding="utf-8"))
        return {str(name): datetime.date.fromisoformat(day) for name, day in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # no such file, no JSON, or no dates by name: a person may have edited it
