"""What is recorded of files, folders and the day, and when it counts as changed."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reportgen.build.inputs import Present, Recorder, names_key
from reportgen.diagnostics import Faults
from reportgen.workspace import DiskWorkspace, Forwarding, MemoryWorkspace, Stamp, Workspace

RECORD = "content/branches/b1/2022.yaml"
_SECOND = 1_000_000_000


@dataclass(eq=False, slots=True)
class CoarseClock(Forwarding):
    """A storage that counts time in steps of two seconds, as FAT does."""

    #: when the files changed last, in nanoseconds since 1970
    changed_ns: int = 0
    reads: list[str] = field(default_factory=list)

    def stamp(self, path: str) -> Stamp | None:
        tick = self.changed_ns // (2 * _SECOND) * 2 * _SECOND
        return Stamp(f"{len(self.base.read(path))}:{tick}", tick)

    def read(self, path: str) -> bytes:
        self.reads.append(path)
        return self.base.read(path)


def changed(workspace: Workspace, recorder: Recorder) -> list[str]:
    """Return the keys whose state is no longer as recorded."""
    present = Present(workspace, recorder.cache.stamps, {})
    return [key for key, state in recorder.states.items() if present.state(key) != state]


@pytest.fixture
def memory() -> MemoryWorkspace:
    return MemoryWorkspace({RECORD: b"figures: 12"})


@pytest.mark.parametrize("after", [0, _SECOND, 2 * _SECOND - 1])
def test_a_file_that_changed_within_the_same_tick_is_seen_to_have_changed(
    memory: MemoryWorkspace, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    tick = 1_700_000_000 * _SECOND
    disk = CoarseClock(memory, tick)
    monkeypatch.setattr("time.time_ns", lambda: tick + after)
    recorder = Recorder(disk)
    recorder.read(RECORD)
    memory.write(RECORD, b"figures: 13")

    assert changed(disk, recorder) == [f"file:{RECORD}"]


def test_a_file_that_has_been_at_rest_is_not_read_again(
    memory: MemoryWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick = 1_700_000_000 * _SECOND
    disk = CoarseClock(memory, tick)
    monkeypatch.setattr("time.time_ns", lambda: tick + 3 * _SECOND)
    recorder = Recorder(disk)
    recorder.read(RECORD)
    disk.reads.clear()

    assert changed(disk, recorder) == []
    assert disk.reads == []


def test_the_names_of_a_branch_at_rest_are_read_once_and_change_with_the_names_alone(
    memory: MemoryWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick = 1_700_000_000 * _SECOND
    disk = CoarseClock(memory, tick)
    monkeypatch.setattr("time.time_ns", lambda: tick + 3 * _SECOND)
    file = "content/branches/b1/branch.yaml"
    key = names_key(file)
    memory.write(file, "name: 红星党支部\n".encode())
    first = Present(disk, {}, {})
    state = first.state(key)
    disk.reads.clear()

    assert Present(disk, first.renewed, {}).state(key) == state
    assert disk.reads == []

    memory.write(file, "name: 红星党支部\nplace: 村部\n".encode())
    assert Present(disk, first.renewed, {}).state(key) == state
    memory.write(file, "name: 红星村党支部\n".encode())
    assert Present(disk, first.renewed, {}).state(key) != state


def test_what_depends_on_the_day_changes_with_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = DiskWorkspace({"content": tmp_path})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    recorder = Recorder(disk)
    recorder.today()
    assert changed(disk, recorder) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")
    assert changed(disk, recorder) == ["day:"]


def test_a_file_that_cannot_be_read_is_unchanged_until_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "outside.yaml").write_text("a: 1", encoding="utf-8")
    link = tmp_path / "content/link.yaml"
    link.symlink_to(tmp_path / "outside.yaml")
    disk = DiskWorkspace({"content": tmp_path / "content"})
    recorder = Recorder(disk)
    for look in (recorder.read, recorder.exists):
        with pytest.raises(Faults):
            look("content/link.yaml")

    assert changed(disk, recorder) == []
    link.unlink()
    link.write_text("a: 1", encoding="utf-8")
    assert len(changed(disk, recorder)) == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_was_closed_is_unchanged_until_it_is_open(tmp_path: Path) -> None:
    folder = tmp_path / "content/branches"
    folder.mkdir(parents=True)
    folder.chmod(0)
    disk = DiskWorkspace({"content": tmp_path / "content"})
    recorder = Recorder(disk)
    with pytest.raises(PermissionError):
        recorder.list("content/branches")
    assert changed(disk, recorder) == []
    folder.chmod(0o700)
    assert changed(disk, recorder) == ["folder:content/branches"]
