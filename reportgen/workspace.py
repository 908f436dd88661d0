"""A workspace: the files, the clock and the environment as the rest of the program sees them."""

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
from reportgen.system_errors import meaning

#: The logical folders of a workspace; every workspace path starts with one of them.
CONTENT, TEMPLATES, OUTPUT = "content", "templates", "output"
#: A larger file is refused: no picture, table or document of a report comes near this size.
MOST_BYTES = 256 << 20
#: ending of a file that is text → the same for it
_MOST_TEXT = {".yaml": 4_000_000, ".yml": 4_000_000, ".j2": 4_000_000, ".csv": 10_000_000}
#: stands behind a name that is not UTF-8: U+FFFD, the replacement character of Unicode
MISNAMED = "\ufffd"
#: what an installed program brings along: its user does not know where that lies
_SUPPLIED = Path(__file__).parent / "supplied"
#: errors that mean there is nothing at a path: those of pathlib's `exists`, and that of a name too long for a file
_NOTHING_THERE = (
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EBADF,
    errno.ELOOP,
    errno.ENAMETOOLONG,
)


class Stamp(NamedTuple):
    """What the storage knows of a file without reading it.

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
        """Return the sorted names in `folder`, folders with a closing slash; () if absent.

        A name that is not UTF-8, as from an archive packed on Chinese Windows, is given as GBK reads it
        and with MISNAMED behind it; nothing can be read by such a name.
        """

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all."""

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""

    def display_path(self, path: str) -> str:
        """Return `path` as the user knows it."""

    def today(self) -> datetime.date:
        """Return the day, from SOURCE_DATE_EPOCH where it is set."""


def safe_path(path: str) -> str:
    """Return `path` without `.`, `..` and doubled slashes.

    Raise Faults (`outside-workspace`) if it leaves its logical folder.
    """
    text = path.replace("\\", "/")
    parts: list[str] = []
    for part in text.split("/"):
        if part == "..":
            if len(parts) <= 1:
                raise Faults([_outside(path)])
            parts.pop()
        elif part not in ("", "."):
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


def _outside_fault(path: str) -> Diagnostic:
    head = path.partition("/")[0]
    return Diagnostic(
        "outside-workspace",
        f"“{path}”经过链接通到了 {head} 文件夹外面，没有打开，也没有写",
        hints=("请把这个链接换成真正的文件夹或文件",),
    )


@dataclass(eq=False, slots=True)
class Forwarding:
    """A workspace that passes every call on to another one; a subclass overrides what it changes."""

    base: Workspace

    def target(self, path: str) -> Workspace:
        """Return the workspace that holds `path`."""
        del path
        return self.base

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        return self.target(path).read(path)

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        return self.target(path).exists(path)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        return self.target(folder).list(folder)

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all."""
        self.target(path).write(path, data)

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""
        return self.target(path).stamp(path)

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""
        self.target(path).remove(path)

    def display_path(self, path: str) -> str:
        """Return `path` as the user knows it."""
        return self.target(path).display_path(path)

    def today(self) -> datetime.date:
        """Return the day, from SOURCE_DATE_EPOCH where it is set."""
        return self.base.today()


@dataclass(eq=False, slots=True)
class DiskWorkspace:
    """A workspace on disk: each logical folder is a real one, wherever it lies."""

    roots: Mapping[str, Path]
    #: real folders that are known to lie inside their root, links followed
    _inside: set[Path] = field(default_factory=set)

    def _locate(self, path: str) -> tuple[Path, os.stat_result | None]:
        """Return the real path of `path` and its status; raise Faults outside its root."""
        head, _, rest = safe_path(path).partition("/")
        root = self.roots[head]
        if not rest:
            return root, _status(root.stat)
        real = root / rest
        status = _status(real.lstat)
        # A link inside the folder must not lead outside it, whether there is a file yet or not.
        if (status and stat.S_ISLNK(status.st_mode)) or not self._is_inside(root, real.parent):
            inside = root.resolve()
            if not _resolved(real).is_relative_to(inside):
                raise Faults([_outside_fault(path)])
            folder = _status(real.parent.stat)
            is_folder = folder is not None and stat.S_ISDIR(folder.st_mode)
            if is_folder and _resolved(real.parent).is_relative_to(inside):
                self._inside.add(real.parent)
            status = _status(real.stat)
        return real, status

    def _is_inside(self, root: Path, folder: Path) -> bool:
        """Return whether `folder` is reached from `root` without a link, or is known to lie inside.

        The answer is remembered: resolving every step of every path would read most folders again.
        """
        if folder == root or folder in self._inside:
            return True
        status = _status(folder.lstat)
        if not status or not stat.S_ISDIR(status.st_mode):
            return False
        if not self._is_inside(root, folder.parent):
            return False
        self._inside.add(folder)
        return True

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        real, status = self._locate(path)
        if not status:
            if os.path.lexists(real):
                raise Faults([_not_a_file(path, "一个链接，链接指向的文件不在")])
            raise FileNotFoundError(path)
        if not stat.S_ISREG(status.st_mode):
            if stat.S_ISDIR(status.st_mode):
                raise FileNotFoundError(path)
            raise Faults([_not_a_file(path, "管道或设备")])
        _check_size(path, status)
        return real.read_bytes()

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        _, status = self._locate(path)
        return status is not None and stat.S_ISREG(status.st_mode)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        real, status = self._locate(folder)
        if not status or not stat.S_ISDIR(status.st_mode):
            return ()
        with os.scandir(real) as entries:
            return tuple(
                sorted(
                    _name(entry) + ("/" if _is_folder(entry) else "")
                    for entry in entries
                    if not entry.name.startswith((".", "~$"))
                )
            )

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all: a temporary file beside it, flushed, then renamed."""
        real, _ = self._locate(path)
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
            status = (self.roots[head] / rest).stat()
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        # A tool can set the modification time back, but never the change time.
        mark = f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"
        return Stamp(mark, max(status.st_mtime_ns, status.st_ctime_ns))

    def remove(self, path: str) -> None:
        """Remove `path`, and the folders that are empty without it, as stores do."""
        real, _ = self._locate(path)
        real.unlink(missing_ok=True)
        root = self.roots[safe_path(path).partition("/")[0]]
        for folder in real.parents:
            if folder == root or not folder.is_relative_to(root):
                break
            try:
                folder.rmdir()
            except OSError:  # it holds something, or is a link
                break

    def display_path(self, path: str) -> str:
        """Return `path` as the user knows it: relative to the current folder if it lies there."""
        head, _, rest = path.partition("/")
        root = self.roots.get(head)
        if root is None:
            return path
        folder = _display_folder(head, root, Path.cwd())
        return f"{folder}/{rest}".removeprefix("./") if rest else folder

    def today(self) -> datetime.date:
        """Return the day, from SOURCE_DATE_EPOCH where it is set."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch:
            return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
        return datetime.datetime.now().astimezone().date()


@lru_cache
def _display_folder(head: str, root: Path, here: Path) -> str:
    """Return the folder `root`, named `head`, as a user in `here` knows it."""
    try:
        return root.absolute().relative_to(here).as_posix()
    except ValueError:
        return f"（自带）{head}" if root.is_relative_to(_SUPPLIED) else str(root)


def read_named(file: Path) -> bytes:
    """Return the bytes of a file that the user named, wherever it lies; raise Faults.

    A pipe is not opened: reading it would wait for whoever writes to it.
    """
    name = str(file)
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Faults([_not_a_file(name, "文件夹")])
        if not stat.S_ISREG(status.st_mode):
            raise Faults([_not_a_file(name, "管道或设备")])
        _check_size(name, status)
        return file.read_bytes()
    except ValueError:  # no file can have a name with a zero byte
        raise Faults([cannot_read(name, FileNotFoundError())]) from None
    except OSError as error:
        raise Faults([cannot_read(name, error)]) from None


def cannot_read(name: str, error: OSError) -> Diagnostic:
    """Return the fault of a file or folder that the disk did not give."""
    return Diagnostic("cannot-read", f"读不了 {error.filename or name}：{meaning(error)}")


def _check_size(path: str, status: os.stat_result) -> None:
    """Raise Faults where a file is larger than any that a report is made of."""
    most = _MOST_TEXT.get(PurePosixPath(path).suffix.lower(), MOST_BYTES)
    if status.st_size > most:
        message = f"文件“{path}”超过 {round(most / 1e6)} MB，没有打开"
        raise Faults([Diagnostic("too-large", message, hints=("请缩小后再用",))])


def _not_a_file(path: str, what: str) -> Diagnostic:
    """Return the fault of an entry that has the name of a file and is none."""
    return Diagnostic(
        "not-a-file", f"“{path}”不是普通文件，是{what}，没有打开", hints=("删去它，或换成文件本身",)
    )


def _status(query: Callable[[], os.stat_result]) -> os.stat_result | None:
    """Return the answer of `Path.stat` or `Path.lstat`; None where there is nothing."""
    try:
        return query()
    except OSError as error:
        if error.errno not in _NOTHING_THERE:
            raise
    except ValueError:  # no file can have a name with a zero byte
        pass
    return None


def _resolved(path: Path) -> Path:
    """Return where links lead; unlike `Path.resolve`, a link to itself stays where it is."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # no file can have a name with a zero byte
        return path


def _name(entry: os.DirEntry[str]) -> str:
    try:
        entry.name.encode()
    except UnicodeEncodeError:  # Python has a surrogate for each byte that is not UTF-8
        return os.fsencode(entry.name).decode("gb18030", "replace") + MISNAMED
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # the entry is a link to itself
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

    def display_path(self, path: str) -> str:
        """Return `path` unchanged."""
        return path

    def today(self) -> datetime.date:
        """Return the day the workspace was made with."""
        return self.day
