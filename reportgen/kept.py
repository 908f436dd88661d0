"""Bytes kept from run to run in a folder only this user may write: results that cost time to make.

A file that is gone, broken or of no use costs that time again, and nobody is told. Paths are plain
strings here: `pathlib` takes three times as long, and the program cannot do a thing before.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import stat
import sys
import zlib
from importlib.util import find_spec

from reportgen import __version__

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


@functools.cache
def mark_of(*places: str) -> str:
    """Return what tells one version of source files, and those in folders, from the next.

    It is told as Python tells a stale .pyc: by time and size.
    """
    told = []
    for place in places:
        try:
            files = [place]
            if os.path.isdir(place):  # noqa: PTH112 - see the head of the module
                files = sorted(entry.path for entry in os.scandir(place) if entry.is_file())
            for file in files:
                found = os.stat(file)  # noqa: PTH116 - see the head of the module
                told.append(f"{file} {found.st_mtime_ns} {found.st_size}")
        except OSError:  # a program without its sources, as in an archive
            told.append(place)
    return "\n".join((__version__, sys.version, *told))


@functools.cache
def library(name: str) -> str:
    """Return the mark of a library, which need not be imported for it."""
    spec = find_spec(name)
    return mark_of(spec.origin) if spec and spec.origin else ""


def kept(key: str) -> bytes | None:
    """Return what was kept under `key`, unharmed, or None."""
    folder = _folder(_place())
    if not folder:
        return None
    try:
        with open(f"{folder}/{key}", "rb") as file:  # noqa: PTH123 - see the head of the module
            data = file.read()
    except OSError:
        return None
    body = data[4:]
    return body if data[:4] == _sum(body) else None


def keep(key: str, body: bytes) -> None:
    """Keep `body` under `key`, if that can be done."""
    folder = _folder(_place())
    if not folder:
        return
    unfinished = f"{folder}/{key}.{os.getpid()}"
    try:
        with open(unfinished, "xb") as file:  # noqa: PTH123 - see the head of the module
            file.write(_sum(body) + body)
        os.replace(unfinished, f"{folder}/{key}")  # noqa: PTH105 - see the head of the module
        _clear(folder)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)  # noqa: PTH108 - see the head of the module


def _clear(folder: str) -> None:
    if len(os.listdir(folder)) > _MOST_FILES:  # noqa: PTH208 - see the head of the module
        with os.scandir(folder) as entries:
            files = [(entry.stat().st_mtime_ns, entry.path) for entry in entries]
        for _, path in sorted(files)[: len(files) // 2]:
            os.unlink(path)  # noqa: PTH108 - see the head of the module


def _sum(body: bytes) -> bytes:
    # Against accidents only: who can write here can write what he likes.
    return zlib.crc32(body).to_bytes(4, "big")


def _place() -> str:
    """Return where this system keeps what programs can make again; "" for nowhere."""
    if os.environ.get(SWITCH):
        return ""
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        place = os.path.expanduser("~/Library/Caches")  # noqa: PTH111 - see the head of the module
    else:  # XDG Base Directory Specification: a relative path is to be ignored
        place = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(place):  # noqa: PTH117 - see the head of the module
            place = os.path.expanduser("~/.cache")  # noqa: PTH111 - see the head of the module
    return os.path.join(place, "reportgen") if os.path.isabs(place) else ""  # noqa: PTH117, PTH118 - see the head of the module


@functools.lru_cache(maxsize=4)
def _folder(place: str) -> str:
    """Return `place`, made if need be; "" if anybody but this user can write there."""
    if not place:
        return ""
    try:
        os.makedirs(place, 0o700, exist_ok=True)  # noqa: PTH103 - see the head of the module
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


def cache_folder() -> str:
    """Return the folder of this user's cache, made if need be; "" if it cannot or must not be used."""
    return _folder(_place())
