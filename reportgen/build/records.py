"""Diagnostics and targets ↔ JSON text, as the ledger keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from reportgen.build.targets import Target
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import Span


def diagnostics_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as JSON; "" for none."""
    rows = [
        [d.code, d.message, _place(d.span), str(d.severity), d.hints,
         [[n.message, _place(n.span)] for n in d.notes]]
        for d in diagnostics
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def diagnostics_of(text: str | None) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that `diagnostics_text` wrote."""
    return tuple(
        Diagnostic(
            code, message, _span(place), Severity(severity), tuple(hints),
            tuple(Note(told, _span(where)) for told, where in notes),
        )
        for code, message, place, severity, hints, notes in (json.loads(text) if text else ())
    )  # fmt: skip


def targets_text(targets: Iterable[Target]) -> str:
    """Return targets as JSON."""
    rows = [[t.branch, t.year, t.kind, t.output, t.of, t.part] for t in targets]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def targets_of(text: str) -> tuple[Target, ...]:
    """Return the targets that `targets_text` wrote."""
    return tuple(Target(*row) for row in json.loads(text))


def _place(span: Span | None) -> list[Any] | None:
    return [span.path, span.line, span.column, span.length] if span else None


def _span(place: list[Any] | None) -> Span | None:
    return Span(*place) if place else None
