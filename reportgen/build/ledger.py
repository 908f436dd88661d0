"""What builds and checks did, in SQLite: runs and outcomes for people, inputs for freshness.

Only the building process writes it. A row with inputs says that the same inputs give the same
result again, be it a document or a fault; a row without inputs says that the work must be redone.
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
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reportgen import __version__
from reportgen.build import state_files
from reportgen.build.inputs import FileStamp, Inputs
from reportgen.build.messages import JobResult, Outcome, SourceFaults
from reportgen.build.targets import SourceId, Target
from reportgen.content.account import Account, Entry, Loss
from reportgen.content.below import Below
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span
from reportgen.system_errors import meaning

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "ledger.sqlite"
#: seconds between commits; a killed build loses at most the records of this time
_COMMIT_EVERY = 0.5

#: statements that lead from version n of the tables to n + 1
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY, started REAL NOT NULL, ended REAL, status TEXT NOT NULL,
        host TEXT NOT NULL, pid INTEGER NOT NULL, version TEXT NOT NULL, asked TEXT NOT NULL,
        written INTEGER NOT NULL DEFAULT 0, fresh INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE outcomes (
        run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, output TEXT NOT NULL,
        branch TEXT NOT NULL, status TEXT NOT NULL, seconds REAL NOT NULL, size INTEGER NOT NULL,
        reasons TEXT NOT NULL, diagnostics TEXT NOT NULL, crash TEXT NOT NULL);
    CREATE INDEX outcomes_of_run ON outcomes (run);
    CREATE TABLE plans (
        piece TEXT PRIMARY KEY, inputs TEXT NOT NULL, targets TEXT NOT NULL,
        diagnostics TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE outputs (
        output TEXT PRIMARY KEY, piece TEXT NOT NULL, inputs TEXT NOT NULL, digest TEXT NOT NULL,
        mark TEXT NOT NULL, size INTEGER NOT NULL, run INTEGER NOT NULL, made REAL NOT NULL,
        seconds REAL NOT NULL, diagnostics TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE inputs (digest TEXT PRIMARY KEY, states TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE files (
        path TEXT PRIMARY KEY, mark TEXT NOT NULL, newest_ns INTEGER NOT NULL,
        digest TEXT NOT NULL, noted_ns INTEGER NOT NULL) WITHOUT ROWID;
    -- What a build that did not end had announced it would write.
    CREATE TABLE announced (
        output TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (output, digest)) WITHOUT ROWID;
    """,
    """
    -- What was planned for a source of content, and its faults; `broken` says that no document of
    -- it can be made. Older rows have their faults in another form: they are planned anew.
    ALTER TABLE plans RENAME COLUMN piece TO source;
    ALTER TABLE plans ADD COLUMN broken INTEGER NOT NULL DEFAULT 0;
    UPDATE plans SET inputs = '', diagnostics = '';
    -- The last attempt to make an output; `digest` is '' if none was ever written there.
    ALTER TABLE outputs RENAME COLUMN piece TO source;
    ALTER TABLE outputs ADD COLUMN status TEXT NOT NULL DEFAULT 'written';
    UPDATE outputs SET diagnostics = '';
    UPDATE outcomes SET diagnostics = '';
    """,
    """
    -- Which facts of its year stand in an output, and the accounts of the years of a source.
    ALTER TABLE outputs ADD COLUMN placement TEXT NOT NULL DEFAULT '';
    ALTER TABLE plans ADD COLUMN accounts TEXT NOT NULL DEFAULT '';
    """,
    """
    -- What stands directly below a committee, and how many faults each source had after the last
    -- build of everything: the next report says what is new.
    ALTER TABLE plans ADD COLUMN below TEXT NOT NULL DEFAULT '';
    ALTER TABLE runs ADD COLUMN errors INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE faults (
        source TEXT NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL, places INTEGER NOT NULL,
        PRIMARY KEY (source, severity, code)) WITHOUT ROWID;
    CREATE TABLE compared (run INTEGER PRIMARY KEY);
    """,
    """
    ALTER TABLE runs RENAME COLUMN asked TO request;
    ALTER TABLE outputs RENAME COLUMN made TO time;
    """,
)
VERSION = len(MIGRATIONS)


class OutputRecord(NamedTuple):
    """The last attempt to make an output: a row of the table `outputs`."""

    source: str
    #: digests of the sets of inputs; () if the document must be made again in any case
    inputs: tuple[str, ...]
    #: digest, mark, size and time of the file that was written last; "" and 0 if none ever was
    digest: str
    mark: str
    size: int
    run: int
    written_at: float
    seconds: float
    diagnostics: str
    #: `written`, `checked` or `failed`
    status: str
    #: which facts stand in it, "" where that is not known
    placement: str


class PlanRecord(NamedTuple):
    """What was planned for a source of content: a row of the table `plans`."""

    #: digests of the sets of inputs; () if the source must be planned again in any case
    inputs: tuple[str, ...]
    targets: tuple[Target, ...]
    faults: str
    broken: bool
    #: of the years whose every document was known
    accounts: str


class RunCounts(NamedTuple):
    """What a run came to: documents by what became of them, and faults by severity."""

    written: int
    fresh: int
    failed: int
    errors: int
    warnings: int


#: source, severity and code → on how many places that fault is
FaultCounts = Mapping[tuple[str, str, str], int]


class LedgerFault(Exception):  # noqa: N818 - a message to the person who builds
    """The ledger cannot be used; the message is Chinese."""


@dataclass(eq=False, slots=True)
class Ledger:
    """An open ledger."""

    connection: sqlite3.Connection
    _known_inputs: set[str] = field(default_factory=set)
    _committed: float = 0.0

    def plans(self) -> dict[str, PlanRecord]:
        """Return every plan by source."""
        rows = self.connection.execute(
            "SELECT source, inputs, targets, diagnostics, broken, accounts FROM plans"
        )
        return {
            row[0]: PlanRecord(
                tuple(row[1].split()), _targets(row[2]), row[3], bool(row[4]), row[5]
            )
            for row in rows
        }

    def outputs(self) -> dict[str, OutputRecord]:
        """Return the last attempt to make every output."""
        rows = self.connection.execute(
            "SELECT output, source, inputs, digest, mark, size, run, time, seconds, diagnostics,"
            " status, placement FROM outputs"
        )
        return {row[0]: OutputRecord(row[1], tuple(row[2].split()), *row[3:]) for row in rows}

    def inputs(self) -> dict[str, str]:
        """Return every set of inputs as text, by digest."""
        sets = dict(self.connection.execute("SELECT digest, states FROM inputs"))
        self._known_inputs = set(sets)
        return sets

    def stamps(self) -> dict[str, FileStamp]:
        """Return the stamp of every file that was read, by path."""
        rows = self.connection.execute("SELECT path, mark, newest_ns, digest, noted_ns FROM files")
        return {row[0]: FileStamp(*row[1:]) for row in rows}

    def announced(self) -> dict[str, tuple[str, ...]]:
        """Return the digests of what killed builds were about to write, by output."""
        digests: dict[str, tuple[str, ...]] = {}
        for output, digest in self.connection.execute("SELECT output, digest FROM announced"):
            digests[output] = (*digests.get(output, ()), digest)
        return digests

    def has_killed_run(self) -> bool:
        """Return whether a build was killed since the last one began."""
        rows = self.connection.execute("SELECT 1 FROM runs WHERE status = 'running' LIMIT 1")
        return rows.fetchone() is not None

    def begin(self, request: Mapping[str, Any]) -> int:
        """Begin a run and return its number; a run that a killed build left open is marked so."""
        self.connection.execute("UPDATE runs SET status = 'killed' WHERE status = 'running'")
        cursor = self.connection.execute(
            "INSERT INTO runs (started, status, host, pid, version, request)"
            " VALUES (?, 'running', ?, ?, ?, ?)",
            (time.time(), platform.node(), os.getpid(), __version__,
             json.dumps(dict(request), ensure_ascii=False)),
        )  # fmt: skip
        self.commit()
        return int(cursor.lastrowid or 0)

    def record(self, run: int, result: JobResult) -> None:
        """Record what became of a job: its plan, its outcomes, the files it read."""
        self._record_plan(result)
        for outcome in result.outcomes:
            if outcome.status not in ("fresh", "stale"):
                self.log(run, outcome)
                self._record_output(run, result.source, outcome)
        self.record_stamps(result.stamps)
        if time.monotonic() - self._committed > _COMMIT_EVERY:
            self.commit()

    def record_outcome(self, run: int, source: SourceId, outcome: Outcome) -> None:
        """Record an output that is made from another one, a PDF of a Word file."""
        self.log(run, outcome)
        self._record_output(run, source, outcome)

    def _record_plan(self, result: JobResult) -> None:
        source = str(result.source)
        self._record_inputs(result.inputs)
        if result.targets is None and not result.broken:
            self.connection.execute("UPDATE plans SET inputs = '' WHERE source = ?", (source,))
            return
        targets = None if result.targets is None else _targets_text(result.targets)
        # A source that cannot be read at present keeps its targets: their files are no orphans.
        self.connection.execute(
            "INSERT INTO plans (source, inputs, targets, diagnostics, broken, accounts, below)"
            " VALUES (?1, ?2, COALESCE(?3, '[]'), ?4, ?5, ?6, ?7) ON CONFLICT (source) DO UPDATE SET"
            " inputs = ?2, targets = COALESCE(?3, targets), diagnostics = ?4, broken = ?5,"
            " accounts = ?6, below = ?7",
            (source, _digests(result.inputs), targets, source_faults_text(result.faults),
             result.broken, accounts_text(result.accounts),
             json.dumps(result.below) if result.below else ""),
        )  # fmt: skip

    def _record_output(self, run: int, source: SourceId, outcome: Outcome) -> None:
        output, text = outcome.target.output, diagnostics_text(outcome.diagnostics)
        self._record_inputs(outcome.inputs)
        inputs = _digests(outcome.inputs)
        if outcome.status in ("written", "checked"):
            self.connection.execute(
                "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (output, str(source), inputs, outcome.digest, outcome.mark, outcome.size, run,
                 time.time(), outcome.seconds, text, outcome.status, outcome.placement),
            )  # fmt: skip
            return
        # What was written there before stays known.
        self.connection.execute(
            "INSERT INTO outputs VALUES (?, ?, ?, '', '', 0, 0, 0, 0, ?, 'failed', '')"
            " ON CONFLICT (output) DO UPDATE SET source = excluded.source,"
            " inputs = excluded.inputs, diagnostics = excluded.diagnostics, status = 'failed',"
            " placement = ''",
            (output, str(source), inputs, text),
        )

    def below(self) -> dict[str, Below]:
        """Return what stands directly below each committee, by the name of its file."""
        rows = self.connection.execute("SELECT source, below FROM plans WHERE below != ''")
        committees = {}
        for source, text in rows:
            name, branches, files = json.loads(text)
            committees[source.partition("/")[2]] = Below(name, tuple(branches), tuple(files))
        return committees

    def faults(self) -> tuple[int, FaultCounts]:
        """Return how many faults each source had after the last build of everything, and its run.

        The run is 0 where there was none.
        """
        run = self.connection.execute("SELECT MAX(run) FROM compared").fetchone()[0] or 0
        rows = self.connection.execute("SELECT source, severity, code, places FROM faults")
        return run, {(source, severity, code): places for source, severity, code, places in rows}

    def record_faults(self, run: int, counts: FaultCounts) -> None:
        """Record how many faults each source has after a build of everything."""
        self.connection.execute("DELETE FROM faults")
        self.connection.executemany(
            "INSERT INTO faults VALUES (?, ?, ?, ?)", ((*key, n) for key, n in counts.items())
        )
        self.connection.execute("DELETE FROM compared")
        self.connection.execute("INSERT INTO compared VALUES (?)", (run,))

    def log(self, run: int, outcome: Outcome) -> None:
        """Record an outcome for the history of a run."""
        self.connection.execute(
            "INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (run, outcome.target.output, outcome.target.branch, outcome.status, outcome.seconds,
             outcome.size, "\n".join(outcome.reasons), diagnostics_text(outcome.diagnostics),
             outcome.crash),
        )  # fmt: skip

    def record_stamps(self, stamps: Mapping[str, FileStamp]) -> None:
        """Record the stamps of files that were read."""
        rows = ((path, *stamp) for path, stamp in stamps.items())
        self.connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", rows)

    def announce(self, rows: Iterable[tuple[str, str]]) -> None:
        """Record (output, digest) of what a killed build was about to write."""
        self.connection.executemany("INSERT OR IGNORE INTO announced VALUES (?, ?)", rows)
        self.commit()

    def remark(self, output: str, mark: str) -> None:
        """Record that an output with a new mark still holds what was written."""
        self.connection.execute("UPDATE outputs SET mark = ? WHERE output = ?", (mark, output))

    def forget(self, output: str) -> None:
        """Forget an output that has been removed."""
        self.connection.execute("DELETE FROM outputs WHERE output = ?", (output,))

    def forget_source(self, source: str) -> None:
        """Forget the plan of a source of content that is gone."""
        self.connection.execute("DELETE FROM plans WHERE source = ?", (source,))

    def end(self, run: int, status: str, counts: RunCounts, history_length: int) -> None:
        """End a run, and forget all but the last `history_length`.

        One that is `done` has recorded all it announced.
        """
        execute = self.connection.execute
        execute(
            "UPDATE runs SET ended = ?, status = ?, written = ?, fresh = ?, failed = ?,"
            " errors = ?, warnings = ? WHERE id = ?",
            (time.time(), status, *counts, run),
        )
        for table, column in (("outcomes", "run"), ("runs", "id")):
            execute(f"DELETE FROM {table} WHERE {column} <= ?", (run - history_length,))  # noqa: S608 - our own names
        if status == "done":
            execute("DELETE FROM announced")
        if counts.written:
            self._drop_unused_inputs()
        self.commit()

    def commit(self) -> None:
        """Make what was recorded safe against the end of this process."""
        self.connection.commit()
        self._committed = time.monotonic()

    def close(self) -> None:
        """Commit and close."""
        self.commit()
        self.connection.close()

    def _record_inputs(self, inputs: Iterable[Inputs]) -> None:
        for part in inputs:
            # A reference names a set that is here; if it were not, its documents are made again.
            if part.digest not in self._known_inputs and not part.is_reference:
                self._known_inputs.add(part.digest)
                self.connection.execute(
                    "INSERT OR IGNORE INTO inputs VALUES (?, ?)", (part.digest, part.text())
                )

    def _drop_unused_inputs(self) -> None:
        """Drop the sets of inputs that nothing refers to, once they are the greater part."""
        used: set[str] = set()
        for table in ("plans", "outputs"):
            for (digests,) in self.connection.execute(f"SELECT inputs FROM {table}"):  # noqa: S608 - our own names
                used.update(digests.split())
        unused = self._known_inputs - used
        if len(unused) > len(used):
            rows = ((digest,) for digest in unused)
            self.connection.executemany("DELETE FROM inputs WHERE digest = ?", rows)
            self._known_inputs = used


def open_ledger(folder: Path, *, readonly: bool = False) -> Ledger:
    """Open the ledger in `folder`, made or brought up to date as needed; raise LedgerFault.

    A damaged ledger is put aside and a new one made: that costs a full build, but no document.
    """
    path = folder / FILE
    if readonly and not path.is_file():
        raise LedgerFault(f"{folder} 里没有构建记录：还没有生成过文档")
    with ExitStack() as opened:
        try:
            state_files.make_folder(folder)
            for ending in ("", "-wal", "-shm", "-journal"):
                state_files.check_file(Path(f"{path}{ending}"))
            connection = opened.enter_context(closing(sqlite3.connect(path, timeout=30)))
            try:
                version = _version_of(connection)
            except sqlite3.DatabaseError:
                if readonly:
                    raise
                connection.close()
                path.replace(path.with_suffix(".damaged"))
                connection = opened.enter_context(closing(sqlite3.connect(path, timeout=30)))
                version = 0
            if version > VERSION:
                raise LedgerFault(
                    f"{path} 由更新版本的程序写成（第 {version} 版，这里认识到第 {VERSION} 版）；"
                    "请升级程序，或换一个输出文件夹"
                )
            if readonly and version < VERSION:
                return _migrated_copy(connection)
            if not readonly:
                with suppress(sqlite3.OperationalError):  # some network shares cannot
                    connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                _migrate(connection)
        except OSError as error:
            message = f"打不开构建记录 {path}：{meaning(error)}"
            raise LedgerFault(message) from error
        except sqlite3.Error as error:
            raise LedgerFault(f"打不开构建记录 {path}：{meaning(error)}") from error
        opened.pop_all()  # the connection stays open; whoever opened the ledger closes it
        return Ledger(connection)


def memory_ledger() -> Ledger:
    """Return an empty ledger that nothing remembers."""
    connection = sqlite3.connect(":memory:")
    _migrate(connection)
    return Ledger(connection)


def _migrated_copy(connection: sqlite3.Connection) -> Ledger:
    """Return a ledger of older tables as one in memory with the present ones."""
    copy = sqlite3.connect(":memory:")
    connection.backup(copy)
    _migrate(copy)
    return Ledger(copy)


def _version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 where there are none yet."""
    with closing(connection.execute("PRAGMA user_version")) as cursor:
        return int(cursor.fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the present version, each step whole or not at all."""
    for step in range(_version_of(connection), VERSION):
        connection.executescript(
            f"BEGIN;{MIGRATIONS[step]};PRAGMA user_version = {step + 1};COMMIT;"
        )


def runs(ledger: Ledger, limit: int = 20) -> Iterator[dict[str, Any]]:
    """Yield the last runs, the latest first."""
    cursor = ledger.connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (limit,))
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def outcomes(ledger: Ledger, run: int, *, failed: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the outcomes of a run in the order they came; with `failed`, only the failures."""
    only = " AND status IN ('failed', 'crashed', 'unread')" if failed else ""
    cursor = ledger.connection.execute(
        f"SELECT * FROM outcomes WHERE run = ?{only} ORDER BY rowid",  # noqa: S608 - our own words
        (run,),
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def diagnostics_text(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return diagnostics as JSON; "" for none."""
    return _text(_adapter(tuple[Diagnostic, ...]), diagnostics) if diagnostics else ""


def diagnostics_of(text: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that `diagnostics_text` wrote."""
    if not text:
        return ()
    diagnostics: tuple[Diagnostic, ...] = _adapter(tuple[Diagnostic, ...]).validate_python(
        json.loads(text)
    )
    return diagnostics


def source_faults_text(faults: SourceFaults) -> str:
    """Return the faults of a source as JSON; "" for none."""
    return _text(_adapter(SourceFaults), faults) if faults.of() else ""


def source_faults_of(text: str) -> SourceFaults:
    """Return the faults that `source_faults_text` wrote."""
    if not text:
        return SourceFaults()
    faults: SourceFaults = _adapter(SourceFaults).validate_python(json.loads(text))
    return faults


def accounts_text(accounts: tuple[Account, ...]) -> str:
    """Return accounts as JSON; "" for none."""
    rows = [[a.branch, a.year, a.entries, diagnostics_text(_finding_of(a))] for a in accounts]
    return json.dumps(rows, separators=(",", ":")) if rows else ""


def accounts_of(text: str) -> tuple[Account, ...]:
    """Return the accounts that `accounts_text` wrote."""
    return tuple(
        Account(
            branch,
            year,
            tuple(
                Entry(path, words, Span(*span), Loss(loss)) for path, words, span, loss in entries
            ),
            next(iter(diagnostics_of(finding)), None),
        )
        for branch, year, entries, finding in (json.loads(text) if text else ())
    )


def _finding_of(account: Account) -> tuple[Diagnostic, ...]:
    return (account.finding,) if account.finding else ()


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # a build without faults does without pydantic

    return TypeAdapter(kind)


def _text(adapter: TypeAdapter[Any], value: object) -> str:
    """Return `value` as ASCII: the name of a file may hold characters that SQLite cannot."""
    return json.dumps(adapter.dump_python(value, mode="json"), separators=(",", ":"))


def _targets_text(targets: Iterable[Target]) -> str:
    rows = [[t.branch, t.year, t.kind, t.output, t.subject_kind, t.part] for t in targets]
    return json.dumps(rows, separators=(",", ":"))


def _targets(text: str) -> tuple[Target, ...]:
    return tuple(Target(*row) for row in json.loads(text))


def _digests(inputs: Iterable[Inputs]) -> str:
    return " ".join(part.digest for part in inputs)
