"""What builds did, in SQLite: runs and outcomes for people, inputs and digests for freshness.

Only the building process writes it; only success is remembered as such.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from reportgen import __version__
from reportgen.build.inputs import Inputs, Noted
from reportgen.build.jobs import Result
from reportgen.build.ledger_schema import VERSION, migrate, version_of
from reportgen.build.records import diagnostics_text, targets_of, targets_text
from reportgen.build.targets import Target

FILE = "ledger.sqlite"
#: runs whose outcomes are kept
_KEPT_RUNS = 200
#: seconds between commits: what a kill may cost is this much work to be compared again
_COMMIT_EVERY = 0.5


class OutputRecord(NamedTuple):
    """What is known of an output; `inputs` is () unless the last attempt to make it succeeded."""

    piece: str
    inputs: tuple[str, ...]
    digest: str
    mark: str
    size: int
    run: int
    made: float
    seconds: float
    diagnostics: str


class PlanRecord(NamedTuple):
    """What was planned for a piece of content; `inputs` is () if it must be planned again."""

    inputs: tuple[str, ...]
    targets: tuple[Target, ...]


class LedgerFault(Exception):  # noqa: N818 - told to the person who builds
    """The ledger cannot be used; the message is Chinese."""


@dataclass(eq=False, slots=True)
class Ledger:
    """An open ledger."""

    connection: sqlite3.Connection
    _inputs: set[str] = field(default_factory=set)
    _committed: float = 0.0

    def plans(self) -> dict[str, PlanRecord]:
        """Return every plan by piece."""
        rows = self.connection.execute("SELECT piece, inputs, targets FROM plans")
        return {p: PlanRecord(tuple(i.split()), targets_of(t)) for p, i, t in rows}

    def outputs(self) -> dict[str, OutputRecord]:
        """Return what is known of every output."""
        rows = self.connection.execute("SELECT * FROM outputs")
        return {row[0]: OutputRecord(row[1], tuple(row[2].split()), *row[3:]) for row in rows}

    def inputs(self) -> dict[str, str]:
        """Return every set of inputs as text, by digest."""
        found = dict(self.connection.execute("SELECT digest, states FROM inputs"))
        self._inputs = set(found)
        return found

    def files(self) -> dict[str, Noted]:
        """Return what was noted of every file."""
        rows = self.connection.execute("SELECT * FROM files")
        return {row[0]: Noted(*row[1:]) for row in rows}

    def announced(self) -> dict[str, tuple[str, ...]]:
        """Return the digests of what builds that did not end were about to write, by output."""
        found: dict[str, tuple[str, ...]] = {}
        for output, digest in self.connection.execute("SELECT output, digest FROM announced"):
            found[output] = (*found.get(output, ()), digest)
        return found

    def begin(self, asked: Mapping[str, Any]) -> int:
        """Begin a run and return its number; a run left open by a killed build is marked so."""
        self.connection.execute("UPDATE runs SET status = 'killed' WHERE status = 'running'")
        cursor = self.connection.execute(
            "INSERT INTO runs (started, status, host, pid, version, asked)"
            " VALUES (?, 'running', ?, ?, ?, ?)",
            (time.time(), platform.node(), os.getpid(), __version__,
             json.dumps(dict(asked), ensure_ascii=False)),
        )  # fmt: skip
        self.commit()
        return int(cursor.lastrowid or 0)

    def record(self, run: int, result: Result) -> None:
        """Record what became of a job: plan, outputs, outcomes, what was noted of its files."""
        piece = f"{result.of}/{result.name}"
        execute = self.connection.execute
        self._keep(result.inputs)
        if result.targets is None:
            execute("UPDATE plans SET inputs = '' WHERE piece = ?", (piece,))
        else:
            execute(
                "INSERT OR REPLACE INTO plans VALUES (?, ?, ?, ?)",
                (piece, _digests(result.inputs), targets_text(result.targets),
                 diagnostics_text(result.diagnostics)),
            )  # fmt: skip
        for outcome in result.outcomes:
            output, told = outcome.target.output, diagnostics_text(outcome.diagnostics)
            if outcome.status in ("fresh", "stale"):
                continue
            execute(
                "INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (run, output, outcome.target.branch, outcome.status, outcome.seconds, outcome.size,
                 "\n".join(outcome.reasons), told, outcome.crash),
            )  # fmt: skip
            if outcome.status == "written":
                # A draft that was written in spite of an error must be made and told again.
                sound = not any(d.is_error for d in outcome.diagnostics)
                self._keep(outcome.inputs)
                execute(
                    "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (output, piece, _digests(outcome.inputs) if sound else "", outcome.digest,
                     outcome.mark, outcome.size, run, time.time(), outcome.seconds, told),
                )  # fmt: skip
            else:
                execute("UPDATE outputs SET inputs = '' WHERE output = ?", (output,))
        self.note(result.noted)
        if time.monotonic() - self._committed > _COMMIT_EVERY:
            self.commit()

    def note(self, noted: Mapping[str, Noted]) -> None:
        """Record what was noted of files."""
        rows = ((path, *entry) for path, entry in noted.items())
        self.connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", rows)

    def announce(self, rows: Iterable[tuple[str, str]]) -> None:
        """Record (output, digest) of what was about to be written."""
        self.connection.executemany("INSERT OR IGNORE INTO announced VALUES (?, ?)", rows)
        self.commit()

    def remark(self, output: str, mark: str) -> None:
        """Record that an output with a new mark still holds what was written."""
        self.connection.execute("UPDATE outputs SET mark = ? WHERE output = ?", (mark, output))

    def forget(self, output: str) -> None:
        """Forget an output that has been removed."""
        self.connection.execute("DELETE FROM outputs WHERE output = ?", (output,))

    def forget_piece(self, piece: str) -> None:
        """Forget the plan of a piece of content that is no longer there."""
        self.connection.execute("DELETE FROM plans WHERE piece = ?", (piece,))

    def end(self, run: int, status: str, *, written: int, fresh: int, failed: int) -> None:
        """End a run; everything it announced has been recorded by now."""
        execute = self.connection.execute
        execute(
            "UPDATE runs SET ended = ?, status = ?, written = ?, fresh = ?, failed = ?"
            " WHERE id = ?",
            (time.time(), status, written, fresh, failed, run),
        )
        execute("DELETE FROM outcomes WHERE run <= ?", (run - _KEPT_RUNS,))
        execute("DELETE FROM announced")
        if written:
            self._sweep()
        self.commit()

    def commit(self) -> None:
        """Make what was recorded safe against the end of this process."""
        self.connection.commit()
        self._committed = time.monotonic()

    def close(self) -> None:
        """Commit and close."""
        self.commit()
        self.connection.close()

    def _keep(self, inputs: Iterable[Inputs]) -> None:
        for part in inputs:
            # A name alone stands for a set that is here; if it were not, its outputs are made again.
            if part.digest not in self._inputs and not part.is_name:
                self._inputs.add(part.digest)
                self.connection.execute(
                    "INSERT OR IGNORE INTO inputs VALUES (?, ?)", (part.digest, part.text())
                )

    def _sweep(self) -> None:
        """Drop sets of inputs nothing refers to, once they are the greater part."""
        used: set[str] = set()
        for table in ("plans", "outputs"):
            for (digests,) in self.connection.execute(f"SELECT inputs FROM {table}"):  # noqa: S608 - our own names
                used.update(digests.split())
        unused = self._inputs - used
        if len(unused) > len(used):
            rows = ((digest,) for digest in unused)
            self.connection.executemany("DELETE FROM inputs WHERE digest = ?", rows)
            self._inputs = used


def open_ledger(folder: Path, *, readonly: bool = False) -> Ledger:
    """Open the ledger in `folder`, made or brought up to date as needed; raise LedgerFault."""
    path = folder / FILE
    if readonly and not path.is_file():
        raise LedgerFault(f"{folder} 里没有构建记录：还没有生成过文档")
    with ExitStack() as opened:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = opened.enter_context(closing(sqlite3.connect(path, timeout=30)))
            try:
                found = version_of(connection)
            except sqlite3.DatabaseError:
                if readonly:
                    raise
                # A record that cannot be read costs a full build, not the documents.
                connection.close()
                path.replace(path.with_suffix(".damaged"))
                connection = opened.enter_context(closing(sqlite3.connect(path, timeout=30)))
                found = 0
            if found > VERSION:
                raise LedgerFault(
                    f"{path} 由更新版本的程序写成（第 {found} 版，这里认识到第 {VERSION} 版）；"
                    "请升级程序，或换一个输出文件夹"
                )
            if not readonly:
                with suppress(sqlite3.OperationalError):  # some shares cannot; the default works
                    connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                migrate(connection)
        except (OSError, sqlite3.Error) as error:
            raise LedgerFault(f"打不开构建记录 {path}：{error}") from error
        opened.pop_all()  # it stays open: whoever asked closes it
        return Ledger(connection)


def runs(ledger: Ledger, limit: int = 20) -> Iterator[dict[str, Any]]:
    """Yield the last runs, the latest first."""
    cursor = ledger.connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (limit,))
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def outcomes(ledger: Ledger, run: int, *, failed: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the outcomes of a run in the order they came; with `failed`, only the failures."""
    only = " AND status IN ('failed', 'crashed')" if failed else ""
    cursor = ledger.connection.execute(
        f"SELECT * FROM outcomes WHERE run = ?{only} ORDER BY rowid",  # noqa: S608 - our own words
        (run,),
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _digests(inputs: Iterable[Inputs]) -> str:
    return " ".join(part.digest for part in inputs)
