"""What an output was made from: keys and their states, recorded while reading, compared later.

| key                          | its state                                     |
|------------------------------|-----------------------------------------------|
| `file:PATH`                  | the digest of the file                        |
| `names:PATH`                 | the digest of the names in a branch's file    |
| `folder:PATH`                | the digest of the names in the folder         |
| `there:PATH`                 | whether the file exists                       |
| `day:`                       | today's date                                  |
| `tool:NAME`, `option:NAME`   | a version, an option; see `build.toolchain`   |
"""

from __future__ import annotations

import datetime
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from reportgen.content.name_lines import names_in
from reportgen.diagnostics import Faults
from reportgen.workspace import Forwarding, Stamp, Workspace, safe_path

#: the state of a file that does not exist
ABSENT = "-"
#: A file that changed less than this before it was read may change again under the same mark:
#: file systems count time in ticks, and FAT in steps of two seconds.
SETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """States by key, sorted; two sets with the same states have the same digest.

    A set without its states stands for one that its receiver already has.
    """

    states: tuple[tuple[str, str], ...]
    digest: str

    @property
    def is_reference(self) -> bool:
        """Whether the states are left out."""
        return not self.states and self.digest != _DIGEST_OF_NOTHING

    @property
    def reference(self) -> Inputs:
        """The set by its digest alone."""
        return Inputs((), self.digest)

    def text(self) -> str:
        """Return the states as JSON, as the ledger stores them."""
        return json.dumps(dict(self.states), ensure_ascii=False, separators=(",", ":"))


class FileStamp(NamedTuple):
    """A file's mark when it was read, and the digest of what was read, or the state of its names.

    `newest_ns` and `read_ns` are nanoseconds since 1970; `newest_ns` is 0 where the storage does
    not say when the file last changed.
    """

    mark: str
    newest_ns: int
    digest: str
    read_ns: int

    @property
    def is_settled(self) -> bool:
        """Whether an equal mark later means equal content."""
        return bool(self.newest_ns) and self.newest_ns + SETTLED_NS < self.read_ns


def inputs_of(states: Mapping[str, str]) -> Inputs:
    """Return `states` as a set of inputs."""
    ordered = tuple(sorted(states.items()))
    text = "\n".join(f"{key}\t{state}" for key, state in ordered)
    return Inputs(ordered, digest_of(text.encode(errors="surrogatepass")))


def digest_of(data: bytes) -> str:
    """Return the first 128 bits of the SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()[:32]


_DIGEST_OF_NOTHING = digest_of(b"")


def listing_state(names: Iterable[str]) -> str:
    """Return the state of a folder that holds `names`."""
    return digest_of("\n".join(names).encode(errors="surrogatepass"))


def names_key(path: str) -> str:
    """Return the key of the state, and of the stamp, of the names in the branch's file `path`."""
    return f"names:{path}"


def names_state(data: bytes) -> str:
    """Return the state of a branch's file of which only the names matter."""
    return listing_state(names_in(data))


def _unreadable_state(error: Exception) -> str:
    """Return the state of what cannot be looked at: it stays the same while the reason does."""
    return f"?{digest_of(str(error).encode(errors='surrogatepass'))}"


@dataclass(eq=False, slots=True)
class FileCache:
    """Files that were read once, in memory for as long as one piece of work lasts."""

    data: dict[str, bytes] = field(default_factory=dict)
    stamps: dict[str, FileStamp] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Recorder(Forwarding):
    """A workspace that records the state of everything looked at through it.

    Recorders with a common cache read a file once, so all of them see the same content.
    """

    cache: FileCache = field(default_factory=FileCache)
    states: dict[str, str] = field(default_factory=dict)

    def inputs(self) -> Inputs:
        """Return what has been looked at so far."""
        return inputs_of(self.states)

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        path = safe_path(path)
        key = f"file:{path}"
        if path not in self.cache.data:
            with self._recorded(key):
                stamp = self.base.stamp(path) or Stamp("")
                now = time.time_ns()
                data = self.base.read(path)
            self.cache.data[path] = data
            self.cache.stamps[path] = FileStamp(*stamp, digest_of(data), now)
        self.states[key] = self.cache.stamps[path].digest
        return self.cache.data[path]

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        key = f"there:{safe_path(path)}"
        with self._recorded(key):
            exists = self.base.exists(path)
        self.states[key] = str(exists)
        return exists

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        key = f"folder:{folder}"
        with self._recorded(key):
            names = self.base.list(folder)
        self.states[key] = listing_state(names)
        return names

    def today(self) -> datetime.date:
        """Return the day."""
        day = self.base.today()
        self.states["day:"] = day.isoformat()
        return day

    @contextmanager
    def _recorded(self, key: str) -> Iterator[None]:
        """Record also that `key` could not be looked at, and why."""
        try:
            yield
        except FileNotFoundError:
            self.states[key] = ABSENT
            raise
        except (Faults, OSError) as error:
            self.states[key] = _unreadable_state(error)
            raise


@dataclass(eq=False, slots=True)
class Present:
    """The states of keys as they are now; a file is read only if its mark has changed."""

    workspace: Workspace
    stamps: Mapping[str, FileStamp]
    #: states of the tools and options, which are not in the workspace
    toolchain: Mapping[str, str]
    #: stamps of the files that were read to compare them
    renewed: dict[str, FileStamp] = field(default_factory=dict)
    _states: dict[str, str] = field(default_factory=dict)

    def state(self, key: str) -> str:
        """Return the present state of `key`."""
        state = self._states.get(key)
        if state is None:
            try:
                state = self._look(key)
            except FileNotFoundError:  # it vanished while it was being looked at
                state = ABSENT
            except (Faults, OSError) as error:
                state = _unreadable_state(error)
            self._states[key] = state
        return state

    def _look(self, key: str) -> str:
        kind, _, path = key.partition(":")
        match kind:
            case "file":
                return self._content(path, path, digest_of)
            case "names":
                return self._names(path)
            case "folder":
                return listing_state(self.workspace.list(path))
            case "there":
                return str(self.workspace.exists(path))
            case "day":
                return self.workspace.today().isoformat()
            case _:
                return self.toolchain.get(key, ABSENT)

    def _names(self, path: str) -> str:
        try:
            return self._content(names_key(path), path, names_state)
        except (Faults, OSError):  # the checks know no names of a branch that cannot be read
            return ABSENT

    def _content(self, stamp_key: str, path: str, state_of: Callable[[bytes], str]) -> str:
        """Return the state of a file's content; it is as before where its stamp is."""
        stamp = self.workspace.stamp(path)
        if stamp is None:
            return ABSENT
        earlier = self.stamps.get(stamp_key)
        if earlier and earlier.mark == stamp.mark and earlier.is_settled:
            return earlier.digest
        now = time.time_ns()
        state = state_of(self.workspace.read(path))
        self.renewed[stamp_key] = FileStamp(*stamp, state, now)
        return state
