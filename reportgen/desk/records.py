"""The files that the desk edits: read, changed by splices, and written whole under a lock."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.content import edit
from reportgen.content.branches import branch_names
from reportgen.content.edit import YamlFile
from reportgen.content.folders import BRANCHES, LESSONS
from reportgen.desk.edits import Change, Conflict, Edit
from reportgen.desk.history import History
from reportgen.desk.item_ids import ItemIds, ids_from
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace

#: what stands for a year in the name of a file that belongs to none
_BRANCH, _LESSON = "branch", "lesson"


@dataclass(frozen=True, slots=True)
class FileName:
    """A file as a page names it: the record of a branch's year, branch.yaml (year 0), or a lesson.

    For a lesson, `branch` is the name of its file.
    """

    branch: str
    year: int = 0
    is_lesson: bool = False

    def __str__(self) -> str:
        return f"{self.branch}/{_LESSON if self.is_lesson else self.year or _BRANCH}"


def file_name(text: str) -> FileName:
    """Return what `str(FileName)` wrote; raise ValueError for other texts."""
    branch, slash, year = text.rpartition("/")
    if not slash or not branch:
        raise ValueError(text)
    if year == _LESSON:
        return FileName(branch, is_lesson=True)
    return FileName(branch, 0 if year == _BRANCH else int(year))


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it stands: its content, the ids of its items and a mark of this state."""

    name: FileName
    file: YamlFile
    ids: ItemIds
    revision: str

    @property
    def value(self) -> Any:
        """The content as the reader of YAML reads it."""
        return self.file.value


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What a change came to: the new revision, what each part of it left, and what undoes it."""

    revision: str
    results: Sequence[Any]
    inverse: Sequence[Edit]
    #: the revision that the file had before
    before: str


@dataclass(eq=False, slots=True)
class Records:
    """The editable files of a workspace; `state` is the folder where the ids of items outlive the desk."""

    workspace: Workspace
    history: History
    state: Path | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _ids: dict[FileName, ItemIds] = field(default_factory=dict)
    #: each file as it was last read or written
    _files: dict[FileName, YamlFile] = field(default_factory=dict)

    def path(self, name: FileName) -> str:
        """Return the workspace path of a file; raise FileNotFoundError where there is no such branch or lesson."""
        if name.is_lesson:
            if f"{name.branch}.yaml" not in self.workspace.list(LESSONS):
                raise FileNotFoundError(str(name))
            return f"{LESSONS}/{name.branch}.yaml"
        if name.branch not in branch_names(self.workspace):
            raise FileNotFoundError(str(name))
        folder = f"{BRANCHES}/{name.branch}"
        if not name.year:
            return f"{folder}/branch.yaml"
        other = f"{folder}/{name.year}.yml"
        return other if self.workspace.exists(other) else f"{folder}/{name.year}.yaml"

    def revision(self, name: FileName) -> str:
        """Return a mark of the file's present state; raise OSError."""
        return revision_of(self.workspace.read(self.path(name)))

    def open(self, name: FileName) -> OpenFile:
        """Return a file as it stands; raise Faults where it cannot be edited, OSError where it is not there."""
        with self._lock:
            path = self.path(name)
            data = self.workspace.read(path)
            file = self._files.get(name)
            if file is None or (file.name, file.data) != (path, data):
                file = _editable(data, path)
                self._files[name] = file
            return OpenFile(name, file, self._ids_of(name, file), revision_of(data))

    def draft(self, name: FileName, edits: Sequence[Edit]) -> YamlFile:
        """Return a file as it would be after changes that nobody saved; what does not apply is left out."""
        with self._lock:
            open_file = self.open(name)
            if not edits:
                return open_file.file
            change = Change(open_file.file, ids_from(open_file.ids.text()))
            for one in edits:
                with suppress(Conflict, Faults, TypeError):  # a draft may be older than the file
                    change.make(one)
            return change.file

    def save(self, name: FileName, edits: Iterable[Edit]) -> SaveResult:
        """Make all changes or none; raise Conflict, Faults, or OSError where the file cannot be written."""
        with self._lock:
            open_file = self.open(name)
            change = Change(open_file.file, ids_from(open_file.ids.text()))
            for one in edits:
                change.make(one)
            self._write(name, open_file.file.data, change.file, change.ids)
            return SaveResult(
                revision_of(change.file.data), change.results, change.inverse, open_file.revision
            )

    def restore(self, name: FileName, data: bytes) -> None:
        """Make `data` the content of a file again; the present one is put away before."""
        with self._lock:
            path = self.path(name)
            file = _editable(data, path)
            before = self.workspace.read(path)
            self.history.put_away(str(name), before, always=True)
            self.workspace.write(path, data)
            self._remember(name, self._ids_of(name, file))

    def _write(self, name: FileName, before: bytes, file: YamlFile, ids: ItemIds) -> None:
        if file.data == before:
            return
        self.history.put_away(str(name), before)
        self.workspace.write(self.path(name), file.data)
        self._files[name] = file
        self._remember(name, ids)

    def _ids_of(self, name: FileName, file: YamlFile) -> ItemIds:
        """Return the ids of a file's items as it stands now."""
        ids = self._ids.get(name) or self._stored_ids(name)
        if ids.value != file.value:
            ids.follow(file.value)
            self._remember(name, ids)
        self._ids[name] = ids
        return ids

    def _stored_ids(self, name: FileName) -> ItemIds:
        with suppress(OSError, ValueError):
            if self.state:
                return ids_from(self._place(name).read_text(encoding="utf-8"))
        return ItemIds()

    def _remember(self, name: FileName, ids: ItemIds) -> None:
        self._ids[name] = ids
        if self.state:
            with suppress(
                OSError
            ):  # without it, a page that is open now cannot save after a restart
                self.state.mkdir(parents=True, exist_ok=True)
                self._place(name).write_text(ids.text(), encoding="utf-8")

    def _place(self, name: FileName) -> Path:
        assert self.state is not None
        return self.state / f"{hashlib.sha256(str(name).encode()).hexdigest()[:24]}.json"


def _editable(data: bytes, path: str) -> YamlFile:
    """Return a file for editing; raise Faults where it cannot be edited."""
    file = edit.read(data, path)
    if isinstance(file, Diagnostic):
        raise Faults([file])
    return file


def revision_of(data: bytes) -> str:
    """Return a mark of a file's content."""
    return hashlib.sha256(data).hexdigest()[:16]
