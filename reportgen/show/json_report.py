"""Diagnostics, outcomes and builds as JSON values for programs.

The keys are a contract with whoever reads them. A place is four keys beside the others (path, line,
column, length), all None where there is no place.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from reportgen.build.messages import Outcome
from reportgen.build.summary import Summary
from reportgen.content.account import Account
from reportgen.diagnostics import Correction, Diagnostic
from reportgen.show.excerpts import DisplayPath
from reportgen.show.overview import overview
from reportgen.spans import Span


def diagnostic(value: Diagnostic, display_path: DisplayPath) -> dict[str, Any]:
    """Return a diagnostic as JSON values."""
    return {
        "severity": str(value.severity),
        "code": value.code,
        "message": value.message,
        **place(value.span, display_path),
        "hints": list(value.hints),
        "notes": [
            {"message": note.message, **place(note.span, display_path)} for note in value.notes
        ],
        "correction": _correction(value.correction),
    }


def _correction(value: Correction | None) -> dict[str, Any] | None:
    """Return the lines that should stand instead of others."""
    if value is None:
        return None
    return {"line": value.line, "replaced": value.replaced, "rows": list(value.rows)}


def outcome(value: Outcome, display_path: DisplayPath) -> dict[str, Any]:
    """Return an outcome as JSON values, without its seconds: they differ from run to run."""
    return {
        "output": display_path(value.target.output),
        "branch": value.target.branch,
        "year": value.target.year,
        "kind": value.target.kind,
        "status": value.status,
        "size": value.size,
        "reasons": list(value.reasons),
        "diagnostics": [diagnostic(d, display_path) for d in value.diagnostics],
    }


def build(
    summary: Summary, display_path: DisplayPath, diagnostics: Iterable[Diagnostic]
) -> dict[str, Any]:
    """Return what `build --format json` prints: equal for equal content and equal outputs before."""
    ordered = sorted(summary.outcomes, key=lambda o: o.target.output)
    return {
        "counts": {
            "documents": len(ordered),
            "written": summary.written,
            "fresh": summary.fresh,
            "failed": summary.failed,
            "broken": len(summary.broken),
        },
        "documents": [outcome(o, display_path) for o in ordered],
        "unplaced": [account(a, display_path) for a in summary.accounts if a.entries],
        "orphans": [display_path(output) for output in summary.orphans],
        "removed": [display_path(output) for output in summary.removed],
        "diagnostics": [diagnostic(d, display_path) for d in diagnostics],
    }


#: of build-report.json: another number where a key has another meaning or is gone
FORMAT = 1


def report(summary: Summary, display_path: DisplayPath) -> dict[str, Any]:
    """Return what build-report.json holds: docs/build-report.md says what each key means."""
    whole = overview(summary)
    result = build(summary, display_path, ())
    seconds = {
        display_path(o.target.output): round(o.seconds, 4)
        for o in summary.outcomes
        if o.status != "fresh"
    }
    for row in result["documents"]:
        if row["output"] in seconds:
            row["seconds"] = seconds[row["output"]]
    started = datetime.datetime.fromtimestamp(summary.started).astimezone()
    return {
        "format": FORMAT,
        "run": summary.run,
        "earlier_run": summary.earlier_run,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(summary.seconds, 3),
        "workers": summary.workers,
        "interrupted": summary.interrupted,
        **result,
        "shards": [
            {
                "shard": str(each.shard),
                "status": each.status,
                "written": each.written,
                "failed": each.failed,
            }
            for each in summary.shards
        ],
        "committees": [
            {
                "committee": row.slug,
                "name": row.name,
                "above": row.above,
                "branches": row.branches,
                **asdict(row.counts),
            }
            for row in whole.committees
        ],
        "sources": [
            {
                "kind": row.source.kind,
                "name": row.source.name,
                "committee": row.committee,
                **asdict(row.counts),
            }
            for row in whole.sources
        ],
        "diagnostics": [
            {
                "source": str(row.source),
                "new": new,
                **diagnostic(fault, display_path),
            }
            for row in whole.sources
            for fault, new in row.faults
        ],
    }


def account(value: Account, display_path: DisplayPath) -> dict[str, Any]:
    """Return the account of a branch's year as JSON values."""
    return {
        "branch": value.branch,
        "year": value.year,
        "facts": [
            {
                "name": entry.path,
                "words": entry.words,
                "loss": str(entry.loss),
                **place(entry.span, display_path),
            }
            for entry in value.entries
        ],
    }


def place(span: Span | None, display_path: DisplayPath) -> dict[str, Any]:
    """Return a place as four JSON values."""
    if span is None:
        return {"path": None, "line": None, "column": None, "length": None}
    return {
        "path": display_path(span.path),
        "line": span.line,
        "column": span.column,
        "length": span.length,
    }
