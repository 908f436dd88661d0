"""The folder where this user's programs keep what they can make again at any time."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

#: an environment variable: with any value, no cache is read or written
SWITCH = "REPORTGEN_NO_CACHE"
#: what nobody has used for so many days is removed
_DAYS = 90


def folder() -> Path | None:
    """Return the program's folder in the user's cache, made if need be.

    Return None where it is switched off, cannot be made, or could be written by somebody else, who
    could then decide what the program reports.
    """
    if os.environ.get(SWITCH):
        return None
    place = _place() / "reportgen"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = place.lstat()
    except OSError:
        return None
    if not place.is_absolute() or not stat.S_ISDIR(status.st_mode):
        return None
    if sys.platform != "win32" and (
        status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        return None
    return place


def remove_unused(place: Path) -> None:
    """Remove the folders in `place` that have not changed for a long time."""
    oldest = time.time() - _DAYS * 86_400
    with suppress(OSError):
        for entry in place.iterdir():
            if entry.is_dir() and entry.stat().st_mtime < oldest:
                shutil.rmtree(entry, ignore_errors=True)


def _place() -> Path:
    """Return where this system keeps the caches of programs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", ""))
    if sys.platform == "darwin":
        return Path("~/Library/Caches").expanduser()
    # XDG Base Directory Specification: a relative path is to be ignored.
    place = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return place if place.is_absolute() else Path("~/.cache").expanduser()
