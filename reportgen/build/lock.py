"""One build at a time in an output folder: a lock the system frees when its holder dies."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from reportgen.build import state_files

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

FILE = "lock"
#: The locked bytes lie beyond the text: Windows lets nobody read a locked byte.
_OFFSET = 1 << 20
#: Windows has no shared locks on bytes: who shares the folder locks one of so many, who wants it
#: alone all of them.
_SHARERS = 64


class FolderLocked(Exception):  # noqa: N818 - a message to the person who builds
    """Another build has the folder; `holder` has its pid, host and start (`since`)."""

    def __init__(self, holder: dict[str, Any]) -> None:
        self.holder = holder
        super().__init__(holder)


@dataclass(eq=False, slots=True)
class Lock:
    """A lock that lasts until it is released or this process ends, however it ends."""

    file: IO[str]
    shared: bool = False

    def release(self) -> None:
        """Let the next build in; the file no longer names a holder."""
        if not self.shared:
            self.file.seek(0)
            self.file.truncate()
        self.file.close()


def acquire(
    folder: Path,
    waits: Callable[[dict[str, Any]], bool] = lambda _: False,
    *,
    shared: bool = False,
) -> Lock:
    """Lock `folder`; while another build has it, ask `waits` twice a second whether to wait.

    With `shared` others that share it may have it too, on Windows 64 at most. `waits` takes the
    holder. Raise FolderLocked where it says no, and OSError where the folder cannot be written, or
    it or its lock is a link.
    """
    state_files.make_folder(folder)
    state_files.check_file(folder / FILE)
    file = (folder / FILE).open("a+", encoding="utf-8")
    while not _try(file, shared=shared):
        file.seek(0)
        try:
            holder = json.loads(file.read() or "{}")
        except ValueError:
            holder = {}
        if not waits(holder):
            file.close()
            raise FolderLocked(holder)
        time.sleep(0.5)
    if shared:
        return Lock(file, shared=True)
    file.seek(0)
    file.truncate()
    json.dump({"pid": os.getpid(), "host": platform.node(), "since": time.time()}, file)
    file.flush()
    return Lock(file)


def is_locked(folder: Path) -> bool:
    """Return whether a build has `folder` now; False where nobody ever had, or nobody can know."""
    try:
        state_files.check_file(folder / FILE)
        with (folder / FILE).open("r+", encoding="utf-8") as file:
            return not _try(file, shared=False)
    except OSError:
        return False


def _try(file: IO[str], *, shared: bool) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            return True
    except OSError:
        return False
    return (  # type: ignore[unreachable, unused-ignore]  # Windows only
        any(_try_bytes(file, number, 1) for number in range(_SHARERS))
        if shared
        else _try_bytes(file, 0, _SHARERS)
    )


def _try_bytes(file: IO[str], first: int, count: int) -> bool:
    """Lock `count` bytes from number `first` on Windows; return whether nobody has one of them."""
    import msvcrt

    file.seek(_OFFSET + first)
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, count)  # type: ignore[attr-defined, unused-ignore]  # Windows only
    except OSError:
        return False
    return True
