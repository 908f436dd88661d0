"""Diagnostics as SARIF 2.1.0 (OASIS), which code hosts show beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen import __version__
from reportgen.codes import CODES
from reportgen.content.checks.registry import CHECKS
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.show.excerpts import DisplayPath
from reportgen.spans import Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def log(diagnostics: Iterable[Diagnostic], display_path: DisplayPath) -> dict[str, Any]:
    """Return a SARIF log of one run: a rule for each code and a result for each diagnostic."""
    listed = list(diagnostics)
    codes = sorted({d.code for d in listed})
    rule_indexes = {code: index for index, code in enumerate(codes)}
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
                "results": [_result(d, rule_indexes[d.code], display_path) for d in listed],
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


def _result(diagnostic: Diagnostic, rule_index: int, display_path: DisplayPath) -> dict[str, Any]:
    text = "\n".join((diagnostic.message, *(f"提示：{hint}" for hint in diagnostic.hints)))
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
    }
    if diagnostic.span:
        result["locations"] = [_location(diagnostic.span, display_path)]
    related = [
        _related(note, note.span, number, display_path)
        for number, note in enumerate(diagnostic.notes, start=1)
        if note.span
    ]
    if related:
        result["relatedLocations"] = related
    return result


def _related(note: Note, span: Span, number: int, display_path: DisplayPath) -> dict[str, Any]:
    return {"id": number, **_location(span, display_path), "message": {"text": note.message}}


def _location(span: Span, display_path: DisplayPath) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": display_path(span.path)},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endColumn": span.column + span.length,
            },
        }
    }
