"""What an output was made from: keys and their states, noted while reading, compared later.

A key is `file:…`, `names:…` (of a file, those in it), `folder:…`, `there:…`, `day:` or, for what is
not on disk, `tool:…`, `option:…`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reportgen.content.name_lines import names_in
from reportgen.diagnostics import Faults
from reportgen.workspace import Stamp, Workspace, safe_path

#: the state of a file that was looked for in vain
ABSENT = "-"
#: what cannot be looked at is like nothing noted before: whoever has to read it will tell why
UNKNOWN = "?"
#: A stamp younger than this when it was noted may hide a later change: file systems count time
#: in ticks, FAT in steps of two seconds.
SETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """States by key, sorted; two sets with the same states have the same digest.

    Without its states it names a set that whoever gets it has been given before.
    """

    states: tuple[tuple[str, str], ...]
    digest: str

    @property
    def is_name(self) -> bool:
        """Whether the states are left out."""
        return not self.states and self.digest != _NOTHING

    @property
    def name(self) -> Inputs:
        """The set by its digest alone."""
        return Inputs((), self.digest)

    def text(self) -> str:
        """Return the set as the ledger keeps it."""
        return json.dumps(dict(self.states), ensure_ascii=False, separators=(",", ":"))


class Noted(NamedTuple):
    """What a file's storage said of it when its content was hashed."""

    mark: str
    newest_ns: int
    digest: str
    noted_ns: int

    @property
    def settled(self) -> bool:
        """Whether an equal mark later means equal content."""
        return bool(self.newest_ns) and self.newest_ns + SETTLED_NS < self.noted_ns


def inputs_of(states: Mapping[str, str]) -> Inputs:
    """Return `states` as a set of inputs."""
    ordered = tuple(sorted(states.items()))
    text = "\n".join(f"{key}\t{state}" for key, state in ordered)
    return Inputs(ordered, digest_of(text.encode()))


def digest_of(data: bytes) -> str:
    """Return 128 bits of BLAKE2b of `data`, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


#: the digest of no states at all
_NOTHING = digest_of(b"")


def listing_state(names: Iterable[str]) -> str:
    """Return the state of a folder that holds `names`."""
    return digest_of("\n".join(names).encode())


def names_state(data: bytes) -> str:
    """Return the state of a branch's file of which only the names matter."""
    return listing_state(names_in(data))


@dataclass(eq=False, slots=True)
class Shelf:
    """Files read once and kept for as long as one piece of work lasts."""

    data: dict[str, bytes] = field(default_factory=dict)
    noted: dict[str, Noted] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Recorder:
    """A workspace that notes everything looked at through it.

    Recorders that share a shelf read a file once, so all of them see the same content of it.
    """

    workspace: Workspace
    shelf: Shelf = field(default_factory=Shelf)
    states: dict[str, str] = field(default_factory=dict)

    def inputs(self) -> Inputs:
        """Return what has been looked at so far."""
        return inputs_of(self.states)

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        path = safe_path(path)
        key = f"file:{path}"
        if path not in self.shelf.data:
            stamp = self.workspace.stamp(path) or Stamp("")
            now = time.time_ns()
            try:
                data = self.workspace.read(path)
            except FileNotFoundError:
                self.states[key] = ABSENT
                raise
            self.shelf.data[path] = data
            self.shelf.noted[path] = Noted(*stamp, digest_of(data), now)
        self.states[key] = self.shelf.noted[path].digest
        return self.shelf.data[path]

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        found = self.workspace.exists(path)
        self.states[f"there:{safe_path(path)}"] = str(found)
        return found

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        names = self.workspace.list(folder)
        self.states[f"folder:{folder}"] = listing_state(names)
        return names

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all."""
        self.workspace.write(path, data)

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""
        return self.workspace.stamp(path)

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""
        self.workspace.remove(path)

    def shown(self, path: str) -> str:
        """Return `path` as the user knows it."""
        return self.workspace.shown(path)

    def today(self) -> datetime.date:
        """Return the day."""
        day = self.workspace.today()
        self.states["day:"] = day.isoformat()
        return day


@dataclass(eq=False, slots=True)
class Present:
    """The states of keys as they are now; a file is read only if its mark is not the noted one."""

    workspace: Workspace
    noted: Mapping[str, Noted]
    #: states that are not on disk: of tools and options
    given: Mapping[str, str]
    #: files hashed again because their mark had changed or could not be trusted
    renewed: dict[str, Noted] = field(default_factory=dict)
    _states: dict[str, str] = field(default_factory=dict)

    def state(self, key: str) -> str:
        """Return the present state of `key`."""
        found = self._states.get(key)
        if found is None:
            try:
                found = self._look(key)
            except (Faults, OSError):  # a link that leads elsewhere, a folder that is closed
                found = UNKNOWN
            self._states[key] = found
        return found

    def changed(self, inputs: Mapping[str, str]) -> tuple[str, ...]:
        """Return the keys of `inputs` whose state is no longer as recorded, in order."""
        return tuple(key for key, state in inputs.items() if self.state(key) != state)

    def _look(self, key: str) -> str:
        kind, _, path = key.partition(":")
        match kind:
            case "file":
                return self._file(path)
            case "names":
                return self._names(path)
            case "folder":
                return listing_state(self.workspace.list(path))
            case "there":
                return str(self.workspace.exists(path))
            case "day":
                return self.workspace.today().isoformat()
            case _:
                return self.given.get(key, ABSENT)

    def _names(self, path: str) -> str:
        try:
            return names_state(self.workspace.read(path))
        except (Faults, OSError):  # such a branch has no names the checks could know
            return ABSENT

    def _file(self, path: str) -> str:
        stamp = self.workspace.stamp(path)
        if stamp is None:
            return ABSENT
        noted = self.noted.get(path)
        if noted and noted.mark == stamp.mark and noted.settled:
            return noted.digest
        now = time.time_ns()
        try:
            digest = digest_of(self.workspace.read(path))
        except OSError:  # whoever has to read it will tell why it cannot be
            return ABSENT
        self.renewed[path] = Noted(*stamp, digest, now)
        return digest
