"""The one door to disk, clock and environment."""

from __future__ import annotations

import datetime
import errno
import os
import stat
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from reportgen.diagnostics import Diagnostic, Faults

#: The logical folders of a workspace; every workspace path starts with one of them.
CONTENT, TEMPLATES, OUTPUT = "content", "templates", "output"
#: no file of a report is larger; a document that was written is read again to compare it
MOST_BYTES = 256 << 20
#: why nothing is found at a path, as pathlib sees it
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)


class Stamp(NamedTuple):
    """What a file's storage tells of it without reading it.

    `mark` changes whenever the content does; `newest_ns` is when that last happened, in
    nanoseconds since 1970, or 0 where the storage does not say.
    """

    mark: str
    newest_ns: int = 0


class Workspace(Protocol):
    """Files by workspace path (`content/types/x.yaml`): forward slashes, never leaving its root."""

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all."""

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""

    def shown(self, path: str) -> str:
        """Return `path` as the user knows it."""

    def today(self) -> datetime.date:
        """Return the day, from SOURCE_DATE_EPOCH where it is set."""


def safe_path(path: str) -> str:
    """Return `path` normalised; raise Faults (`outside-workspace`) if it leaves its folder."""
    if _is_plain(path):
        return path  # as nearly always: a tenth of the time
    text = path.replace("\\", "/")
    parts: list[str] = []
    for part in PurePosixPath(text).parts:
        if part == "..":
            if len(parts) <= 1:
                raise Faults([_outside(path)])
            parts.pop()
        elif part != ".":
            parts.append(part)
    if not parts or text.startswith("/") or ":" in text or "\0" in text:
        raise Faults([_outside(path)])
    return "/".join(parts)


def _outside(path: str) -> Diagnostic:
    return Diagnostic(
        "outside-workspace",
        f"文件“{path}”在内容文件夹之外",
        hints=("请把文件放进内容文件夹，用相对路径引用",),
    )


@dataclass(eq=False, slots=True)
class DiskWorkspace:
    """A workspace on disk: each logical folder is a real one, wherever it lies."""

    roots: Mapping[str, Path]
    #: folders that have been found to lie inside their root
    _inside: set[str] = field(default_factory=set)

    def _found(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return the real path of `path` and what is there; raise Faults outside its root."""
        head, _, rest = safe_path(path).partition("/")
        root = str(self.roots[head])
        if not rest:
            return root, _look(os.stat, root)
        real = f"{root}/{rest}"
        found = _look(os.lstat, real)
        # A link inside the folder must not lead outside it.
        if (found and stat.S_ISLNK(found.st_mode)) or not self._holds(root, _above(real)):
            place, inside = Path(real), self.roots[head].resolve()
            if place.exists() and not place.resolve().is_relative_to(inside):
                raise Faults([_outside(path)])
            if place.parent.is_dir() and place.parent.resolve().is_relative_to(inside):
                self._inside.add(_above(real))
            found = _look(os.stat, real)
        return real, found

    def _holds(self, root: str, folder: str) -> bool:
        """Return whether `folder` is known to lie inside `root`, or is reached without a link."""
        # Judged once: following every step of every path costs more than reading most files.
        if folder == root or folder in self._inside:
            return True
        found = _look(os.lstat, folder)
        if not found or not stat.S_ISDIR(found.st_mode) or not self._holds(root, _above(folder)):
            return False
        self._inside.add(folder)
        return True

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        real, found = self._found(path)
        if not found or not stat.S_ISREG(found.st_mode):
            raise FileNotFoundError(path)
        if found.st_size > MOST_BYTES:
            message = f"文件“{path}”超过 {MOST_BYTES >> 20} MB，没有打开"
            raise Faults([Diagnostic("too-large", message, hints=("请缩小后再用",))])
        with open(real, "rb", buffering=0) as file:  # noqa: PTH123 - a third of Path.read_bytes
            return file.readall()

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        _, found = self._found(path)
        return found is not None and stat.S_ISREG(found.st_mode)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        real, found = self._found(folder)
        if not found or not stat.S_ISDIR(found.st_mode):
            return ()
        with os.scandir(real) as entries:
            return tuple(
                sorted(
                    entry.name + ("/" if _is_folder(entry) else "")
                    for entry in entries
                    if not entry.name.startswith((".", "~$"))
                )
            )

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all: a temporary file beside it, flushed, then renamed."""
        real = Path(self._found(path)[0])
        real.parent.mkdir(parents=True, exist_ok=True)
        temporary = real.with_name(f".tmp-{os.urandom(8).hex()}")
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(real)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""
        head, _, rest = path.partition("/")
        try:
            found = os.stat(f"{self.roots[head]}/{rest}")  # noqa: PTH116 - half the time of Path.stat
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        # The change time is what a tool that sets modification times back cannot set.
        mark = f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"
        return Stamp(mark, max(found.st_mtime_ns, found.st_ctime_ns))

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""
        Path(self._found(path)[0]).unlink(missing_ok=True)

    def shown(self, path: str) -> str:
        """Return `path` as the user knows it: relative to the current folder where it lies there."""
        head, _, rest = path.partition("/")
        if head not in self.roots:
            return path
        before = _shown_before(self.roots[head], os.getcwd())  # noqa: PTH109 - a tenth of the time
        if before and _is_plain(rest):
            return before + rest
        real = self.roots[head] / rest
        try:
            return real.absolute().relative_to(Path.cwd()).as_posix()
        except ValueError:
            return str(real)

    def today(self) -> datetime.date:
        """Return the day, from SOURCE_DATE_EPOCH where it is set."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch:
            return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
        return datetime.datetime.now().astimezone().date()


@lru_cache(maxsize=16)
def _shown_before(root: Path, here: str) -> str:
    """Return what stands before a path in `root`, as the user knows it; "" if it is not below `here`."""
    try:
        return (root / "-").absolute().relative_to(here).as_posix()[:-1]
    except ValueError:
        return ""


def _is_plain(path: str) -> bool:
    """Return whether a path is written as short as can be, without a step up."""
    around = f"/{path}/"
    return not ("//" in around or "/." in around or ":" in path or "\\" in path or "\0" in path)


def _above(real: str) -> str:
    return real.rpartition("/")[0]


def _look(how: Callable[[str], os.stat_result], real: str) -> os.stat_result | None:
    """Return what `how` (os.stat or os.lstat) says of `real`, None where there is nothing."""
    try:
        return how(real)
    except OSError as error:
        if error.errno not in _NOWHERE:
            raise
    except ValueError:  # no file can have such a name
        pass
    return None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle: it is told when it is read
        return False


@dataclass(eq=False, slots=True)
class MemoryWorkspace:
    """A workspace in memory, for callers that hold their files and for tests."""

    files: dict[str, bytes] = field(default_factory=dict)
    day: datetime.date = datetime.date(2023, 1, 10)

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        path = safe_path(path)
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        return safe_path(path) in self.files

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        prefix = folder.rstrip("/") + "/"
        names = set()
        for path in self.files:
            if path.startswith(prefix):
                head, slash, _ = path[len(prefix) :].partition("/")
                names.add(head + slash)
        return tuple(sorted(names))

    def write(self, path: str, data: bytes) -> None:
        """Keep `data` under `path`."""
        self.files[safe_path(path)] = data

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""
        data = self.files.get(safe_path(path))
        return None if data is None else Stamp(f"{len(data)}:{zlib.crc32(data)}")

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""
        self.files.pop(safe_path(path), None)

    def shown(self, path: str) -> str:
        """Return `path` unchanged."""
        return path

    def today(self) -> datetime.date:
        """Return the day the workspace was made with."""
        return self.day
