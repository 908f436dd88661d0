"""Paths of the workspace → files below its roots, and nothing outside them."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Faults
from reportgen.workspace import DiskWorkspace, safe_path

PARTS = st.lists(
    st.sampled_from(["a", "甲.png", ".", "..", ".x", "", "b c", "...", "c:", "d\\e", "f\n"])
)


@pytest.fixture
def disk(tmp_path: Path) -> DiskWorkspace:
    for folder in ("inside/a/b", "outside/c"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.txt").write_text(folder, encoding="utf-8")
    return DiskWorkspace({"content": tmp_path / "inside", "output": tmp_path / "out"})


@given(PARTS)
def test_a_safe_path_is_normal_and_stays_where_it_is(parts: list[str]) -> None:
    path = "/".join(parts)
    try:
        safe = safe_path(path)
    except Faults:
        return
    steps = safe.split("/")
    assert not {"", ".", ".."} & set(steps)
    assert PurePosixPath(path.replace("\\", "/")).parts[:1] == (steps[0],) or "." in path
    assert safe_path(safe) == safe


def test_files_below_a_root_are_read_and_folders_are_no_files(disk: DiskWorkspace) -> None:
    assert disk.read("content/a/b/x.txt") == b"inside/a/b"
    assert disk.exists("content/a/b/x.txt")
    assert not disk.exists("content/a/b")
    assert disk.list("content/a") == ("b/",)
    assert disk.list("content/a/b/x.txt") == ()
    nowhere = ("content/a/b", "content/a/b/x.txt/y", "content/nowhere/x.txt", "content/\ud800")
    too_long = ("content/" + "字" * 300, "content/" + "a/" * 3000 + "x.txt")
    for absent in (*nowhere, *too_long):
        with pytest.raises(FileNotFoundError):
            disk.read(absent)
        assert disk.list(absent.rpartition("/")[0] + "/" + "字" * 300) == ()


@pytest.mark.parametrize("warm", [False, True])
def test_no_link_leads_outside_at_any_step(disk: DiskWorkspace, warm: bool) -> None:
    root, outside = disk.roots["content"], disk.roots["content"].parent / "outside"
    if warm:  # folders are judged once
        disk.read("content/a/b/x.txt")
    (root / "a/b/file.txt").symlink_to(outside / "c/x.txt")
    (root / "a/folder").symlink_to(outside / "c")
    for path in ("content/a/b/file.txt", "content/a/folder/x.txt"):
        with pytest.raises(Faults):
            disk.read(path)
        with pytest.raises(Faults):
            disk.exists(path)
        with pytest.raises(Faults):
            disk.write(path, b"")
    with pytest.raises(Faults):
        disk.list("content/a/folder")
    assert (outside / "c/x.txt").read_bytes() == b"outside/c"


def test_links_within_a_root_are_followed(disk: DiskWorkspace) -> None:
    root = disk.roots["content"]
    (root / "same").symlink_to(root / "a")
    (root / "x.txt").symlink_to(root / "a/b/x.txt")
    for _ in range(2):
        assert disk.read("content/same/b/x.txt") == b"inside/a/b"
        assert disk.read("content/x.txt") == b"inside/a/b"
    assert disk.list("content/same") == ("b/",)


def test_a_link_in_a_circle_is_no_file(disk: DiskWorkspace) -> None:
    (disk.roots["content"] / "circle").symlink_to("circle")
    assert not disk.exists("content/circle")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are no files there")
def test_what_has_the_name_of_a_file_and_is_none_is_never_opened(disk: DiskWorkspace) -> None:
    root = disk.roots["content"]
    os.mkfifo(root / "pipe.yaml")
    (root / "dangling.yaml").symlink_to("nothing")
    (root / "circle.yaml").symlink_to("circle.yaml")
    for name in ("pipe.yaml", "dangling.yaml", "circle.yaml"):
        assert name in disk.list("content")
        with pytest.raises(Faults) as raised:
            disk.read(f"content/{name}")
        assert [fault.code for fault in raised.value.diagnostics] == ["not-a-file"]


@pytest.mark.parametrize(
    ("name", "size"),
    [("x.yaml", 4_000_001), ("x.j2", 4_000_001), ("x.csv", 10_000_001), ("x.png", (256 << 20) + 1)],
)
def test_a_file_larger_than_its_kind_allows_is_never_read(
    disk: DiskWorkspace, name: str, size: int
) -> None:
    with (disk.roots["content"] / name).open("wb") as file:
        file.truncate(size)  # a hole, which takes no room on the disk
    with pytest.raises(Faults) as raised:
        disk.read(f"content/{name}")
    assert [fault.code for fault in raised.value.diagnostics] == ["too-large"]


def test_what_was_written_is_read(disk: DiskWorkspace) -> None:
    disk.write("output/2022/x/甲.docx", b"1")
    assert disk.read("output/2022/x/甲.docx") == b"1"
    disk.remove("output/2022/x/甲.docx")
    disk.remove("output/2022/x/甲.docx")
    assert not disk.exists("output/2022/x/甲.docx")


def test_a_path_is_shown_from_the_folder_one_works_in_or_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = DiskWorkspace({"content": tmp_path / "here" / "texts", "output": tmp_path / "out"})
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert workspace.display_path("content/branches/a.yaml") == "texts/branches/a.yaml"
    assert workspace.display_path("content") == "texts"
    assert workspace.display_path("output/a.docx") == str(tmp_path / "out" / "a.docx")
    monkeypatch.chdir(tmp_path)
    assert workspace.display_path("output/a.docx") == "out/a.docx"
    assert workspace.display_path("elsewhere/a.docx") == "elsewhere/a.docx"


def test_a_file_is_on_the_disk_whole_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut after the rename must not find a name without its content."""
    events: list[tuple[str, int]] = []
    fsync, replace = os.fsync, Path.replace

    def recorded_fsync(descriptor: int) -> None:
        events.append(("flushed", os.fstat(descriptor).st_size))
        fsync(descriptor)

    def recorded_replace(source: Path, target: Path) -> Path:
        events.append(("renamed", source.stat().st_size))
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    monkeypatch.setattr(Path, "replace", recorded_replace)
    data = b"x" * 100_000
    DiskWorkspace({"output": tmp_path}).write("output/2022/b1/summary.docx", data)

    assert events == [("flushed", len(data)), ("renamed", len(data))]
