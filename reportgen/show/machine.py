"""Diagnostics and outcomes as JSON for machines."""

from __future__ import annotations

from typing import Any

from reportgen.build.outcome import Outcome
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
        "diagnostics": [diagnostic(d, shown) for d in value.diagnostics],
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
