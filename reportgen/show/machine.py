"""Diagnostics and outcomes as JSON for machines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from reportgen.build.outcome import Outcome
from reportgen.build.summary import Summary
from reportgen.diagnostics import Diagnostic
from reportgen.show.excerpts import Shown
from reportgen.spans import Span


def diagnostic(value: Diagnostic, shown: Shown) -> dict[str, Any]:
    """Return a diagnostic as plain JSON values."""
    return {
        "severity": str(value.severity),
        "code": value.code,
        "message": value.message,
        **_place(value.span, shown),
        "hints": list(value.hints),
        "notes": [{"message": n.message, **_place(n.span, shown)} for n in value.notes],
    }


def outcome(value: Outcome, shown: Shown) -> dict[str, Any]:
    """Return an outcome as plain JSON values; its seconds are left to the run's own report."""
    return {
        "output": shown(value.target.output),
        "branch": value.target.branch,
        "year": value.target.year,
        "kind": value.target.kind,
        "status": value.status,
        "size": value.size,
        "reasons": list(value.reasons),
        "diagnostics": [diagnostic(d, shown) for d in value.diagnostics],
    }


def build(summary: Summary, shown: Shown, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return what a build came to, the same for the same content and the same state before."""
    ordered = sorted(summary.outcomes, key=lambda o: o.target.output)
    return {
        "counts": {
            "documents": len(ordered),
            "written": summary.written,
            "fresh": summary.fresh,
            "failed": summary.failed,
            "broken": len(summary.broken),
        },
        "documents": [outcome(o, shown) for o in ordered],
        "orphans": [shown(output) for output in summary.orphans],
        "removed": [shown(output) for output in summary.removed],
        "diagnostics": [diagnostic(d, shown) for d in diagnostics],
    }


def report(summary: Summary, shown: Shown, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return a build's own report: what it came to, when, and how long each document took."""
    told = build(summary, shown, diagnostics)
    seconds = {shown(o.target.output): round(o.seconds, 4) for o in summary.outcomes}
    for row in told["documents"]:
        if row["status"] != "fresh":
            row["seconds"] = seconds[row["output"]]
    started = datetime.datetime.fromtimestamp(summary.started).astimezone()
    return {
        "run": summary.run,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(summary.seconds, 3),
        "workers": summary.workers,
        "interrupted": summary.interrupted,
        **told,
    }


def _place(span: Span | None, shown: Shown) -> dict[str, Any]:
    if span is None:
        return {"path": None, "line": None, "column": None, "length": None}
    return {
        "path": shown(span.path),
        "line": span.line,
        "column": span.column,
        "length": span.length,
    }
