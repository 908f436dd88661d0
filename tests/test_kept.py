"""Results kept from run to run: found again, never trusted when harmed, never in the way."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from reportgen import kept

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of POSIX")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(kept.SWITCH)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return Path(kept._place())


def test_what_is_kept_is_found_again_under_its_key_alone(folder: Path) -> None:
    kept.keep(kept.key_of("a", b"b"), b"made")
    assert kept.kept(kept.key_of("a", b"b")) == b"made"
    assert kept.kept(kept.key_of("ab")) is None
    assert len(list(folder.iterdir())) == 1


@posix
def test_nobody_else_may_look_into_the_folder(folder: Path) -> None:
    kept.keep("key", b"made")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("harm", [b"", b"short", bytes(200)])
def test_a_harmed_file_is_as_if_there_were_none(folder: Path, harm: bytes) -> None:
    kept.keep("key", b"made")
    (folder / "key").write_bytes(harm)
    assert kept.kept("key") is None
    kept.keep("key", b"made again")
    assert kept.kept("key") == b"made again"


@posix
def test_a_folder_others_can_write_is_not_used(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    kept.keep("key", b"made")
    assert kept.kept("key") is None
    assert not list(folder.iterdir())


@posix
def test_a_link_in_place_of_the_folder_is_not_used(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(tmp_path / "elsewhere")
    kept.keep("key", b"made")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_place_that_cannot_be_made_keeps_nothing_and_tells_nothing(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file stands here")
    kept.keep("key", b"made")
    assert kept.kept("key") is None


def test_it_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.keep("key", b"made")
    monkeypatch.setenv(kept.SWITCH, "1")
    assert kept.kept("key") is None
    kept.keep("other", b"made")
    assert [file.name for file in folder.iterdir()] == ["key"]


def test_when_there_are_too_many_the_older_half_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_MOST_FILES", 4)
    for number in range(5):
        kept.keep(str(number), b"made")
        if (folder / str(number)).exists():
            os.utime(folder / str(number), (number, number))
    assert len(list(folder.iterdir())) == 3
    assert kept.kept("4") == b"made"
