"""Earlier versions of a file, beside the workspace.

A file is put away before the first change of a session, and then at most every ten minutes; so is the side
of a conflict that was not used. They lie in `.reportgen/history/<branch>/<year>/`, where no build looks.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: seconds between two versions of a file
_BETWEEN = 600
#: the newest versions that stay; of older ones, one a day
_NEWEST = 50
_NAME = re.compile(r"(\d{8}-\d{6})(?:-(\d+))?\.(yaml|json)")


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of a file, or a text that was not used (`is_lost_side`)."""

    name: str
    time: datetime.datetime
    is_lost_side: bool


@dataclass(eq=False, slots=True)
class History:
    """The versions of the files of a workspace, in a folder of its own."""

    folder: Path
    #: when the last version of a file was put away in this session
    _last: dict[str, datetime.datetime] = field(default_factory=dict)

    def put_away(self, file: str, data: bytes, *, always: bool = False) -> None:
        """Put `data`, the file's present content, away if none was for ten minutes; raise OSError."""
        now = datetime.datetime.now().astimezone()
        last = self._last.get(file)
        if last and not always and (now - last).total_seconds() < _BETWEEN:
            return
        newest = next(iter(self.versions(file)), None)
        if newest is None or self.read(file, newest.name) != data:
            self._write(file, now, "yaml", data)
        self._last[file] = now

    def put_away_lost_side(self, file: str, path: list[str], value: Any) -> None:
        """Put away the side of a conflict that was not used; raise OSError."""
        now = datetime.datetime.now().astimezone()
        content = json.dumps({"path": path, "value": value}, ensure_ascii=False)
        self._write(file, now, "json", content.encode())

    def versions(self, file: str) -> Iterator[Version]:
        """Yield the versions of a file, the newest first."""
        place = self.folder / file
        names = sorted((p.name for p in place.iterdir()), reverse=True) if place.is_dir() else []
        for name in names:
            if match := _NAME.fullmatch(name):
                time = datetime.datetime.strptime(match[1], "%Y%m%d-%H%M%S").astimezone()
                yield Version(name, time, match[3] == "json")

    def read(self, file: str, name: str) -> bytes:
        """Return the bytes of a version; raise FileNotFoundError where there is no such version."""
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return (self.folder / file / name).read_bytes()

    def _write(self, file: str, now: datetime.datetime, ending: str, data: bytes) -> None:
        place = self.folder / file
        place.mkdir(parents=True, exist_ok=True)
        stem = now.strftime("%Y%m%d-%H%M%S")
        path, number = place / f"{stem}.{ending}", 1
        while path.exists():
            number += 1
            path = place / f"{stem}-{number}.{ending}"
        path.write_bytes(data)
        self._thin(file)

    def _thin(self, file: str) -> None:
        days: set[datetime.date] = set()
        for number, version in enumerate(self.versions(file)):
            if number >= _NEWEST and version.time.date() in days:
                (self.folder / file / version.name).unlink(missing_ok=True)
            days.add(version.time.date())
