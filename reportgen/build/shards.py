"""Parts of a build that run beside each other, on one machine or several, and how they are joined.

A shard has the sources whose names fall to it and a ledger of its own in the folder of the whole
one, so no two builds write one file. The next build of everything takes over what they did.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reportgen.build import journal, state_files
from reportgen.build.ledger import FILE, Ledger, open_ledger
from reportgen.build.targets import Shard

FOLDER = "shards"
_NAME = re.compile(r"(\d+)-of-(\d+)")
#: the tables of which a shard has newer rows for its own sources
_BY_SOURCE = ("plans", "outputs")


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What the last build of a shard came to, as the build of everything records it."""

    shard: Shard
    #: how it ended, as the ledger writes it; "running" where it was killed
    status: str
    written: int
    failed: int


def folder_of(whole: Path, shard: Shard) -> Path:
    """Return the folder of a shard's ledger, in that of the whole one."""
    return whole / FOLDER / shard.name


def shards_in(whole: Path) -> Iterator[tuple[Shard, Path]]:
    """Yield every shard that has a ledger, and its folder, the last that was built at the end."""
    shards = []
    for path in (whole / FOLDER).glob("*-of-*"):
        match = _NAME.fullmatch(path.name)
        if match and (path / FILE).is_file():
            written_at = (path / FILE).stat().st_mtime_ns
            shards.append((written_at, Shard(int(match[1]), int(match[2])), path))
    yield from ((shard, path) for _, shard, path in sorted(shards))


def begin(whole: Path, shard: Shard) -> None:
    """Have a shard begin from the ledger of the whole where that is newer than its own.

    Otherwise it would take documents that the whole build wrote for files that somebody edited.
    The caller holds the shard's lock. Raise LedgerFault, OSError and sqlite3.Error.
    """
    state_files.make_folder(whole / FOLDER)
    own = folder_of(whole, shard)
    if not (whole / FILE).is_file():
        return
    newest = open_ledger(whole, readonly=True).connection
    with closing(newest), closing(open_ledger(own).connection) as there:
        if _last_moment(newest) > _last_moment(there):
            newest.backup(there)


def join(ledger: Ledger, whole: Path) -> list[ShardResult]:
    """Take over what shards did since the last build of everything; return how each ended.

    The caller holds the lock of the whole, so no shard is being built.
    """
    connection = ledger.connection
    since = _last_moment(connection)
    results: list[ShardResult] = []
    for shard, folder in shards_in(whole):
        own = open_ledger(folder)  # which brings its tables up to date
        journal.absorb(own, folder)
        own.close()
        results += _take_over(connection, shard, folder, since)
    return sorted(results, key=lambda each: each.shard)


def _take_over(
    connection: sqlite3.Connection, shard: Shard, folder: Path, since: float
) -> Iterator[ShardResult]:
    connection.commit()  # a database can be attached only between transactions
    connection.execute("ATTACH ? AS shard", (str(folder / FILE),))
    try:
        runs = connection.execute(
            "SELECT id, status, written, failed FROM shard.runs"
            " WHERE COALESCE(ended, started) > ? ORDER BY id",
            (since,),
        ).fetchall()
        if runs:
            _copy_rows(connection, shard)
        for run, *_ in runs:
            _copy_run(connection, run)
        if runs:
            _, status, written, failed = runs[-1]
            yield ShardResult(shard, status, written, failed)
        connection.commit()
    finally:
        connection.execute("DETACH shard")


def _copy_rows(connection: sqlite3.Connection, shard: Shard) -> None:
    """Copy what a shard knows of its own sources; what it read may be of use for all."""
    connection.create_function("falls", 1, shard.has, deterministic=True)
    for table in _BY_SOURCE:
        connection.execute(f"DELETE FROM main.{table} WHERE falls(source)")  # noqa: S608 - our own names
        connection.execute(
            f"INSERT OR REPLACE INTO main.{table} SELECT * FROM shard.{table} WHERE falls(source)"  # noqa: S608 - our own names
        )
    connection.execute("INSERT OR IGNORE INTO main.inputs SELECT * FROM shard.inputs")
    connection.execute("INSERT OR REPLACE INTO main.files SELECT * FROM shard.files")
    connection.execute("INSERT OR IGNORE INTO main.announced SELECT * FROM shard.announced")


def _copy_run(connection: sqlite3.Connection, run: int) -> None:
    names = [row[1] for row in connection.execute("PRAGMA main.table_info(runs)")]
    columns = ", ".join(name for name in names if name != "id")
    cursor = connection.execute(
        f"INSERT INTO main.runs ({columns}) SELECT {columns} FROM shard.runs WHERE id = ?",  # noqa: S608 - our own names
        (run,),
    )
    connection.execute(
        "INSERT INTO main.outcomes SELECT ?, output, branch, status, seconds, size, reasons,"
        " diagnostics, crash FROM shard.outcomes WHERE run = ?",
        (cursor.lastrowid, run),
    )


def _last_moment(connection: sqlite3.Connection) -> float:
    """Return when the last build ended or, where one was killed, when it began; 0 for none."""
    row = connection.execute("SELECT MAX(COALESCE(ended, started)) FROM runs").fetchone()
    return float(row[0] or 0)
