"""Folders given as paths or URLs → a workspace; URLs are opened with fsspec."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import DiskWorkspace, Forwarding, Stamp, Workspace, safe_path

#: (logical folder, path or URL); any process can open the same workspace from it
Places = tuple[tuple[str, str], ...]


class StoreLost(Exception):  # noqa: N818 - what happened, not an error of ours
    """A store cannot be reached or does not do what was asked; the diagnostic says which and why.

    It is no OSError: that is a fault of one file, and this one meets every file.
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        message = f"连不上存储 {url}，停在这里：{reason}"
        hint = "做完的都在；存储恢复以后再运行一次，接着做"
        self.diagnostic = Diagnostic("store-lost", message, hints=(hint,))


def is_url(place: str) -> bool:
    """Return whether `place` is the URL of a store (`s3://…`), not a folder of this machine."""
    return "://" in place


def is_in_memory(places: Places) -> bool:
    """Return whether any of the places lies in the memory of this process alone."""
    return any(place.startswith("memory:") for _, place in places)


def absolute(places: Places) -> Places:
    """Return the places with absolute paths, for processes that run in other folders."""
    return tuple(
        (name, place if is_url(place) else str(Path(place).absolute())) for name, place in places
    )


def open_places(places: Places) -> Workspace:
    """Return the workspace whose logical folders lie at `places`; raise Faults if one cannot be opened."""
    disk = {name: Path(place) for name, place in places if not is_url(place)}
    urls = {name: place for name, place in places if is_url(place)}
    if not urls:
        return DiskWorkspace(disk)
    stores = StoreWorkspace(urls)
    stores.open()
    return JoinedWorkspace(DiskWorkspace(disk), stores)


@dataclass(eq=False, slots=True)
class StoreWorkspace:
    """A workspace in stores that fsspec opens: object stores, shares, archives, memory."""

    urls: Mapping[str, str]
    _opened: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def open(self) -> None:
        """Open every store; raise Faults for one that cannot be."""
        for head in self.urls:
            self._at(head)

    def _call(self, path: str, method: str, *arguments: Any, **settings: Any) -> Any:
        """Call a method of the store that holds `path`; raise StoreLost for what is of no file."""
        store, _ = self._at(path)
        try:
            return getattr(store, method)(*arguments, **settings)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
            raise
        except Exception as error:  # each driver raises classes of its own
            url = self.urls[safe_path(path).partition("/")[0]]
            raise StoreLost(url, str(error) or type(error).__name__) from error

    def _at(self, path: str) -> tuple[Any, str]:
        head, _, rest = safe_path(path).partition("/")
        if head not in self._opened:
            self._opened[head] = _open(self.urls[head])
        store, root = self._opened[head]
        return store, f"{root.rstrip('/')}/{rest}" if rest else root

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        _, real = self._at(path)
        try:
            return bytes(self._call(path, "cat_file", real))
        except (FileNotFoundError, IsADirectoryError):
            raise FileNotFoundError(path) from None

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        _, real = self._at(path)
        return bool(self._call(path, "isfile", real))

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        store, real = self._at(folder)
        # fsspec remembers listings, but a build must see what is there now.
        store.invalidate_cache()
        try:
            entries = self._call(folder, "ls", real, detail=True)
        except (FileNotFoundError, NotADirectoryError):
            return ()
        names = set()
        for entry in entries:
            name = entry["name"].rstrip("/").rpartition("/")[2]
            # Some stores list a folder inside itself.
            if entry["name"].strip("/") != real.strip("/") and not name.startswith((".", "~$")):
                names.add(name + ("/" if entry["type"] == "directory" else ""))
        return tuple(sorted(names))

    def write(self, path: str, data: bytes) -> None:
        """Write `path` in one request, which object stores do whole or not at all."""
        _, real = self._at(path)
        self._call(path, "makedirs", real.rpartition("/")[0], exist_ok=True)
        self._call(path, "pipe_file", real, data)

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""
        _, real = self._at(path)
        try:
            # fsspec makes the key of the size, time and entity tag that the store knows. It is
            # never ambiguous, so the file counts as settled: it changed in 1970.
            return Stamp(str(self._call(path, "ukey", real)), 1)
        except FileNotFoundError:
            return None

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""
        _, real = self._at(path)
        if self._call(path, "isfile", real):
            self._call(path, "rm_file", real)

    def display_path(self, path: str) -> str:
        """Return `path` as the user knows it: a URL."""
        head, _, rest = path.partition("/")
        return f"{self.urls[head].rstrip('/')}/{rest}" if head in self.urls else path

    def today(self) -> datetime.date:
        """Return the day, from SOURCE_DATE_EPOCH where it is set."""
        return DiskWorkspace({}).today()


@dataclass(eq=False, slots=True)
class JoinedWorkspace(Forwarding):
    """Some logical folders in stores (the keys of `stores.urls`), the others on this machine's disk."""

    stores: StoreWorkspace

    def target(self, path: str) -> Workspace:
        """Return the workspace that holds `path`."""
        return self.stores if path.partition("/")[0] in self.stores.urls else self.base


def _open(url: str) -> tuple[Any, str]:
    scheme = url.partition("://")[0]
    try:
        import fsspec  # type: ignore[import-untyped] # ships no types; an extra
    except ImportError:
        hint = "pip install 'reportgen[stores]'"
        raise Faults(
            [Diagnostic("missing-extra", f"打开 {scheme}:// 需要 fsspec", hints=(hint,))]
        ) from None
    try:
        store, root = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError):
        message = f"打不开 {url}：没有这种存储的驱动"
        hint = "先安装这种存储的驱动，如 s3fs、gcsfs、adlfs"
        raise Faults([Diagnostic("missing-extra", message, hints=(hint,))]) from None
    return store, str(root)
