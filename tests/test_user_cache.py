"""The folder of the user's cache: only this user's, and never in the way."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from reportgen import user_cache

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of POSIX")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(user_cache.SWITCH)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return user_cache._place() / "reportgen"


def test_the_folder_is_made(place: Path) -> None:
    assert user_cache.folder() == place
    assert place.is_dir()


@posix
def test_nobody_else_may_look_into_the_folder(place: Path) -> None:
    user_cache.folder()
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


@posix
def test_a_folder_others_can_write_is_not_used(place: Path) -> None:
    place.mkdir(parents=True)
    place.chmod(0o777)
    assert user_cache.folder() is None


@posix
def test_a_link_in_place_of_the_folder_is_not_used(place: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(tmp_path / "elsewhere")
    assert user_cache.folder() is None


def test_a_folder_that_cannot_be_made_is_not_used(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file stands here")
    assert user_cache.folder() is None


def test_it_can_be_switched_off(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(user_cache.SWITCH, "1")
    assert user_cache.folder() is None
    assert not place.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG specification")
def test_a_relative_cache_home_is_ignored(
    place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "somewhere")
    assert user_cache.folder() == tmp_path / ".cache/reportgen"
    assert not place.exists()


def test_what_was_not_used_for_long_goes(place: Path) -> None:
    for name in ("old", "new"):
        (place / name).mkdir(parents=True)
        (place / name / "ledger.sqlite").write_bytes(b"")
    os.utime(place / "old", (0, 0))
    user_cache.remove_unused(place)
    assert [entry.name for entry in place.iterdir()] == ["new"]
