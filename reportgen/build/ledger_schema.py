"""The tables of the ledger and the steps from each version of them to the next."""

from __future__ import annotations

import sqlite3
from contextlib import closing

#: statements that lead from version n to n + 1; an older ledger runs the ones it lacks
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
    -- What was planned for a piece of content; inputs is '' if it must be planned again.
    CREATE TABLE plans (
        piece TEXT PRIMARY KEY, inputs TEXT NOT NULL, targets TEXT NOT NULL,
        diagnostics TEXT NOT NULL) WITHOUT ROWID;
    -- One row for each output ever written; inputs is '' unless the last attempt succeeded.
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
)
VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables of a ledger; 0 where there are none yet."""
    with closing(connection.execute("PRAGMA user_version")) as cursor:
        return int(cursor.fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the present version, each step whole or not at all."""
    for step in range(version_of(connection), VERSION):
        connection.executescript(
            f"BEGIN;{MIGRATIONS[step]};PRAGMA user_version = {step + 1};COMMIT;"
        )
