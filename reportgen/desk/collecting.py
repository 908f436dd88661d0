"""The workbooks of a committee's branches: sent out, taken back, read against the records as they stand."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.content.branches import branch_names, load_branch_types
from reportgen.content.folders import COMMITTEES
from reportgen.intake.answers import Answer, add_answers, digest_of
from reportgen.intake.exchange import (
    ReadFile,
    ReturnedFile,
    SentWorkbook,
    read_one,
    send,
    status,
    store,
)
from reportgen.intake.forms_folder import (
    WORKBOOKS,
    deadline_of,
    deadlines,
    files_of_year,
    note_deadline,
    note_receipts,
)
from reportgen.intake.status import BranchState
from reportgen.workspace import Workspace

#: how the names of pictures end that lie beside workbooks
PICTURES = (".jpg", ".jpeg", ".png")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST = 120


@dataclass(eq=False, slots=True)
class Collecting:
    """The folder `intake` of a workspace; a workbook is read again only where it or its branch changed."""

    workspace: Workspace
    folder: Path
    _readings: dict[tuple[str, str, str], tuple[dict[str, str], ReadFile]] = field(
        default_factory=dict
    )

    def committees(self) -> tuple[str, ...]:
        """Return the names of the committees' files."""
        names = self.workspace.list(COMMITTEES)
        return tuple(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))

    def deadline(self, committee: str, year: int) -> datetime.date | None:
        """Return the day until which the forms of a committee are wanted back, None for none."""
        return deadlines(self.folder / str(year)).get(committee)

    def sent_on(self, year: int) -> dict[str, datetime.date]:
        """Return the name of each workbook that was made, and when it was."""
        place = self.folder / str(year) / "send"
        files = place.glob("*.xlsx") if place.is_dir() else ()
        return {
            p.name: datetime.datetime.fromtimestamp(p.stat().st_mtime).astimezone().date()
            for p in files
        }

    def send(
        self, committee: str, year: int, slugs: tuple[str, ...], until: str
    ) -> tuple[Path, tuple[SentWorkbook, ...]]:
        """Make a workbook for each branch; return their folder; raise Faults or OSError."""
        place = self.folder / str(year) / "send"
        books = send(self.workspace, committee, year, slugs, until)
        place.mkdir(parents=True, exist_ok=True)
        for book in books:
            if book.data:
                (place / book.name).write_bytes(book.data)
        if day := deadline_of(until, self.workspace.today()):
            note_deadline(place.parent, committee, day)
        return place, books

    def take_back(self, year: int, name: str, data: bytes, branch: str = "") -> str:
        """Put a file that came back into the folder; return its name there, "" where it is there already.

        Raise ValueError for a file that is neither a workbook nor a picture.
        """
        clean = _NOT_IN_NAMES.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
        path = Path(clean)
        if path.suffix.lower() not in (*WORKBOOKS, *PICTURES):
            raise ValueError(name)
        place = self.folder / str(year) / "back" / branch
        place.mkdir(parents=True, exist_ok=True)
        stem, number = path.stem[:_LONGEST], 1
        target = place / f"{stem}{path.suffix}"
        while target.exists():
            if target.read_bytes() == data:
                return ""
            number += 1
            target = place / f"{stem} ({number}){path.suffix}"
        target.write_bytes(data)
        return target.name

    def assign(self, year: int, name: str, branch: str) -> None:
        """Say of which branch a workbook is that does not say so itself; raise OSError."""
        back = self.folder / str(year) / "back"
        if branch not in branch_names(self.workspace) or name not in {
            p.name for p in back.iterdir()
        }:
            raise FileNotFoundError(name)
        (back / branch).mkdir(exist_ok=True)
        (back / name).rename(back / branch / name)

    def files(self, year: int) -> tuple[ReadFile, ...]:
        """Return what each file that came back would change; nothing is written."""
        handed_in = sorted(self._handed_in(year), key=lambda h: (h.saved, h.name))
        types = load_branch_types(self.workspace)
        readings = []
        for one in handed_in:
            key = (digest_of(one.data), one.name, one.branch)
            reading = self._readings.get(key)
            if reading is None or reading[0] != self._marks(reading[1].folder):
                file = read_one(self.workspace, one, year, types=types)
                reading = (self._marks(file.folder), file)
                self._readings[key] = reading
            readings.append(reading[1])
        note_receipts(readings, self.folder / str(year), self.workspace.today())
        return tuple(readings)

    def states(
        self, committee: str, year: int, files: tuple[ReadFile, ...]
    ) -> tuple[bytes, tuple[BranchState, ...]]:
        """Return 收表情况.xlsx and the states of the branches; raise Faults."""
        return status(self.workspace, committee, year, files)

    def answer(self, file: ReadFile, digest: str, answers: tuple[Answer, ...]) -> None:
        """Write answers about a file beside its record; raise OSError."""
        assert file.reading is not None
        add_answers(self.workspace, file.folder, file.reading.year, file.name, digest, answers)

    def store(self, file: ReadFile) -> int:
        """Write what a file changes in the record; return how many values; raise OSError."""
        store(self.workspace, file)
        return len(file.reading.changes) if file.reading else 0

    def data_of(self, year: int, name: str) -> bytes:
        """Return the bytes of a file that came back; raise FileNotFoundError."""
        for one in self._handed_in(year):
            if one.name == name:
                return one.data
        raise FileNotFoundError(name)

    def _handed_in(self, year: int) -> Iterator[ReturnedFile]:
        back = self.folder / str(year) / "back"
        beside = {p.name: p for p in back.rglob("*") if p.suffix.lower() in PICTURES}
        for one in files_of_year(self.workspace, back.parent):
            yield replace(one, beside=beside)

    def _marks(self, folder: str) -> dict[str, str]:
        """Return the state of a branch's files, all branches' names where the branch is not known."""
        if not folder:
            return dict.fromkeys(branch_names(self.workspace), "")
        names = (name for name in self.workspace.list(folder) if name.endswith(".yaml"))
        stamps = {name: self.workspace.stamp(f"{folder}/{name}") for name in names}
        return {name: stamp.mark if stamp else "" for name, stamp in stamps.items()}
