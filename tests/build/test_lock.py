"""Who holds an output folder, as the next build is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.build import lock

fcntl = pytest.importorskip("fcntl", reason="locks files as POSIX systems do")


def test_a_locked_folder_names_its_holder(tmp_path: Path) -> None:
    holder = lock.acquire(tmp_path)
    try:
        with pytest.raises(lock.FolderLocked) as refused:
            lock.acquire(tmp_path)
    finally:
        holder.release()
    assert refused.value.holder["pid"] == os.getpid()


def test_a_folder_is_free_after_its_release(tmp_path: Path) -> None:
    lock.acquire(tmp_path).release()
    lock.acquire(tmp_path).release()


def test_a_build_that_has_ended_is_not_named_for_one_that_just_began(tmp_path: Path) -> None:
    lock.acquire(tmp_path).release()
    with (tmp_path / lock.FILE).open("a+", encoding="utf-8") as other:
        fcntl.flock(other, fcntl.LOCK_EX)  # it has the lock and has not yet written who it is
        with pytest.raises(lock.FolderLocked) as refused:
            lock.acquire(tmp_path)
    assert refused.value.holder == {}
