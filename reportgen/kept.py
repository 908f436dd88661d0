"""Bytes kept from run to run in a folder only this user may write: results that cost time to make.

A file that is gone, broken or of no use costs that time again, and nobody is told.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import stat
import sys

#: switches all of it off
SWITCH = "REPORTGEN_NO_CACHE"
#: files in the folder; when there are more, the older half goes
_MOST_FILES = 1000


def key_of(*parts: str | bytes) -> str:
    """Return the name under which what is made of `parts` is kept."""
    taken = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode(errors="surrogatepass")
        taken.update(b"%d " % len(data))
        taken.update(data)
    return taken.hexdigest()


def kept(key: str) -> bytes | None:
    """Return what was kept under `key`, unharmed, or None."""
    folder = _folder(_place())
    if not folder:
        return None
    try:
        with open(f"{folder}/{key}", "rb") as file:  # noqa: PTH123 - a third of the time of a Path
            data = file.read()
    except OSError:
        return None
    digest, body = data[:20], data[20:]
    return body if _digest(body) == digest else None


def keep(key: str, body: bytes) -> None:
    """Keep `body` under `key`, if that can be done."""
    folder = _folder(_place())
    if not folder:
        return
    unfinished = f"{folder}/{key}.{os.getpid()}"
    try:
        with open(unfinished, "xb") as file:  # noqa: PTH123 - see above
            file.write(_digest(body) + body)
        os.replace(unfinished, f"{folder}/{key}")  # noqa: PTH105 - see above
        _clear(folder)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)  # noqa: PTH108 - see above


def _clear(folder: str) -> None:
    with os.scandir(folder) as entries:
        files = [(entry.stat().st_mtime_ns, entry.path) for entry in entries]
    if len(files) > _MOST_FILES:
        for _, path in sorted(files)[: len(files) // 2]:
            os.unlink(path)  # noqa: PTH108 - see above


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=20).digest()


def _place() -> str:
    """Return where this system keeps what programs can make again; "" for nowhere."""
    if os.environ.get(SWITCH):
        return ""
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        place = os.path.expanduser("~/Library/Caches")  # noqa: PTH111 - see above
    else:  # XDG Base Directory Specification: a relative path is to be ignored
        place = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(place):  # noqa: PTH117 - see above
            place = os.path.expanduser("~/.cache")  # noqa: PTH111 - see above
    return os.path.join(place, "reportgen") if os.path.isabs(place) else ""  # noqa: PTH117, PTH118 - see above


@functools.lru_cache(maxsize=4)
def _folder(place: str) -> str:
    """Return `place`, made if need be; "" if anybody but this user can write there."""
    if not place:
        return ""
    try:
        os.makedirs(place, 0o700, exist_ok=True)  # noqa: PTH103 - see above
        found = os.lstat(place)
    except OSError:
        return ""
    if not stat.S_ISDIR(found.st_mode):
        return ""
    if sys.platform != "win32" and (
        found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        return ""
    return place
