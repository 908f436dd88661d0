"""What a build must never do: delete by mistake, or write where it has no business."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from support import farms
from support.program import Run, run


@pytest.fixture(name="farm")
def _farm(tmp_path: Path) -> Path:
    folder = tmp_path / "farm"
    folder.mkdir()
    farms.plant(folder)
    return folder


def build(folder: Path, *options: str) -> Run:
    return run("build", "--jobs", "0", *options, folder=folder)


def documents(folder: Path) -> list[Path]:
    return sorted(folder.glob("output/2*/**/*.docx"))


@pytest.fixture(name="built")
def _built(farm: Path) -> Path:
    assert build(farm).code == 0
    return farm


def test_nothing_is_removed_when_the_content_is_not_there(built: Path) -> None:
    (built / "content/branches").rename(built / "elsewhere")
    result = build(built, "--prune")
    assert result.code == 1
    assert "内容文件夹里一个支部也没有，12 个不再生成的文件没有清理" in result.err
    assert len(documents(built)) == 12


def test_nothing_is_removed_when_more_would_go_than_is_allowed(built: Path) -> None:
    shutil.rmtree(built / "content/branches/b3")
    result = build(built, "--prune-most", "3")
    assert result.code == 1
    assert "要清理 4 个文件（共 12 个），多于 3 个，一个也没有动" in result.err
    assert len(documents(built)) == 12
    assert build(built, "--prune-most", "4").code == 0
    assert len(documents(built)) == 8


def test_a_half_pulled_county_loses_nothing(farm: Path) -> None:
    for number in range(4, 16):
        shutil.copytree(farm / "content/branches/b1", farm / f"content/branches/b{number}")
    build(farm)
    there = len(documents(farm))
    for number in range(4, 16):
        shutil.rmtree(farm / f"content/branches/b{number}")
    assert "prune-refused" in build(farm, "--prune").err
    assert len(documents(farm)) == there


def test_a_removed_document_lies_in_the_trash_of_its_day_for_a_month(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = farms.output("b3", 2022, "brief")
    data = (built / removed).read_bytes()
    shutil.rmtree(built / "content/branches/b3")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")
    build(built, "--prune")
    in_trash = built / "output/.reportgen/trash/2023-01-01" / removed.removeprefix("output/")
    assert in_trash.read_bytes() == data
    assert not (built / removed).parent.exists()

    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1672531200 + 30 * 86_400))
    build(built, "--prune")
    assert in_trash.exists(), "nothing is removed before its time"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1672531200 + 31 * 86_400))
    build(built)
    assert not in_trash.exists()


def test_the_copy_of_an_edited_file_stays_until_it_is_old_and_never_if_it_was_edited_again(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = [built / farms.output("b1", 2022, kind) for kind in ("brief", "summary")]
    for file in edited:
        file.write_bytes(file.read_bytes() + b"edited")
    build(built)
    copies = sorted(built.glob("output/2022/b1/*手工修改*"))
    assert len(copies) == 2
    build(built, "--keep-edited", "30")
    assert all(copy.exists() for copy in copies), "they are of today"
    copies[1].write_bytes(b"edited once more")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(time.time()) + 32 * 86_400))
    build(built)
    assert all(copy.exists() for copy in copies), "nobody asked for it"
    build(built, "--keep-edited", "30")
    assert [copy.exists() for copy in copies] == [False, True]
    assert len(list(built.glob("output/.reportgen/trash/*/2022/b1/*手工修改*"))) == 1


def test_a_dry_run_lists_what_would_be_removed(built: Path) -> None:
    shutil.rmtree(built / "content/branches/b3")
    result = build(built, "--prune", "--dry-run")
    assert farms.output("b3", 2022, "brief") in result.out
    assert len(documents(built)) == 12


def test_the_ledger_has_nothing_removed_outside_the_output_folder(built: Path) -> None:
    target = "content/branches/b1/2022.yaml"
    from reportgen.build.inputs import digest_of

    digest = digest_of((built / target).read_bytes())
    with closing(sqlite3.connect(built / "output/.reportgen/ledger.sqlite")) as ledger, ledger:
        row = ledger.execute("SELECT * FROM outputs LIMIT 1").fetchone()
        row = (target, "branch/gone", row[2], digest, *row[4:])
        ledger.execute(f"INSERT INTO outputs VALUES ({','.join('?' * len(row))})", row)
    build(built, "--prune")
    assert (built / target).exists()


@pytest.mark.parametrize("there", [True, False])
def test_no_document_is_written_through_a_link_out_of_the_output_folder(
    farm: Path, *, there: bool
) -> None:
    outside = farm.parent / "outside"
    outside.mkdir()
    folder = (farm / farms.output("b1", 2022, "brief")).parent
    folder.parent.mkdir(parents=True)
    folder.symlink_to(outside)
    if there:
        (outside / farms.output("b1", 2022, "brief").rpartition("/")[2]).write_bytes(b"theirs")
    before = sorted((path.name, path.read_bytes()) for path in outside.iterdir())

    result = build(farm)
    assert result.code == 1
    assert "经过链接通到了 output 文件夹外面" in result.err
    assert len(documents(farm)) >= 10, "every other document is there"
    assert sorted((path.name, path.read_bytes()) for path in outside.iterdir()) == before


@pytest.mark.parametrize("name", ["lock", "ledger.sqlite", "ledger.sqlite-wal", "written/1.log"])
@pytest.mark.parametrize("what", ["link", "pipe"])
def test_state_that_is_no_file_of_ours_is_not_touched(farm: Path, name: str, what: str) -> None:
    victim = farm.parent / "victim.txt"
    victim.write_text("keep", encoding="utf-8")
    place = farm / "output/.reportgen" / name
    place.parent.mkdir(parents=True)
    if what == "link":
        place.symlink_to(victim)
    else:
        os.mkfifo(place)
    result = build(farm)
    assert result.code == 4
    assert ("链接" if what == "link" else "管道") in result.err
    assert victim.read_text(encoding="utf-8") == "keep"


def test_the_folder_of_the_state_may_not_be_a_link(farm: Path) -> None:
    outside = farm.parent / "outside"
    outside.mkdir()
    (farm / "output").mkdir()
    (farm / "output/.reportgen").symlink_to(outside)
    assert build(farm).code == 4
    assert list(outside.iterdir()) == []


def test_a_folder_of_lessons_that_leads_elsewhere_stops_no_branch(farm: Path) -> None:
    (farm / "content/lessons").symlink_to(farm.parent)
    result = build(farm)
    assert "“content/lessons”经过链接通到了 content 文件夹外面" in result.err
    assert len(documents(farm)) == 12


def test_documents_stay_while_the_folder_of_their_content_cannot_be_listed(built: Path) -> None:
    (built / "content/branches").rename(built / "aside")
    (built / "content/branches").symlink_to(built.parent)
    result = build(built, "--prune")
    assert result.code == 1
    assert "不再生成" not in result.out + result.err
    assert len(documents(built)) == 12
