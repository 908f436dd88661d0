"""Diagnostics as SARIF 2.1.0 (OASIS), the form code hosts show beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen import __version__
from reportgen.codes import CODES
from reportgen.content.checks.registry import CHECKS
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.show.excerpts import Shown
from reportgen.spans import Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def log(diagnostics: Iterable[Diagnostic], shown: Shown) -> dict[str, Any]:
    """Return a SARIF log with one run: the rules that fired and a result for each diagnostic."""
    found = list(diagnostics)
    codes = sorted({d.code for d in found})
    places = {code: index for index, code in enumerate(codes)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "reportgen",
                        "version": __version__,
                        "language": "zh-CN",
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(d, places[d.code], shown) for d in found],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    row = CODES[code]
    source = f"依据：{row.source}" if row.source else ""
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": row.title},
        "fullDescription": {"text": row.when},
        "help": {"text": f"{row.when}{row.remedy}{source}"},
        "properties": {"tags": [row.group]},
    }
    if code in CHECKS:
        rule["defaultConfiguration"] = {"level": _LEVELS[CHECKS[code].severity]}
    return rule


def _result(diagnostic: Diagnostic, rule: int, shown: Shown) -> dict[str, Any]:
    text = "\n".join((diagnostic.message, *(f"提示：{hint}" for hint in diagnostic.hints)))
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
    }
    if diagnostic.span:
        result["locations"] = [_location(diagnostic.span, shown)]
    related = [_related(note, number, shown) for number, note in enumerate(diagnostic.notes, 1)]
    if related := [place for place in related if place]:
        result["relatedLocations"] = related
    return result


def _related(note: Note, number: int, shown: Shown) -> dict[str, Any]:
    if note.span is None:
        return {}
    return {"id": number, **_location(note.span, shown), "message": {"text": note.message}}


def _location(span: Span, shown: Shown) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": shown(span.path)},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endColumn": span.column + span.length,
            },
        }
    }
