"""Faults in order, and what is told of very many."""

from __future__ import annotations

from reportgen.diagnostics import MOST_TOLD, Diagnostic, Severity, foremost
from reportgen.spans import Span


def _faults(count: int, severity: Severity, start: int = 1) -> list[Diagnostic]:
    lines = range(start, start + count)
    return [Diagnostic("a-fault", f"第 {n} 处", Span("a.yaml", n), severity) for n in lines]


def test_as_many_faults_as_are_told_are_told_in_the_order_of_their_lines() -> None:
    faults = _faults(MOST_TOLD, Severity.WARNING)
    assert foremost(reversed(faults)) == tuple(faults)


def test_of_too_many_faults_the_errors_are_told_and_how_many_are_not() -> None:
    warnings = _faults(MOST_TOLD, Severity.WARNING)
    errors = _faults(2, Severity.ERROR, start=MOST_TOLD + 1)
    *told, last = foremost([*warnings, *errors])
    assert told == [*warnings[: MOST_TOLD - 2], *errors]
    assert last.message == "这份文档还有 2 处问题没有列出"
    assert last.severity is Severity.WARNING


def test_errors_that_are_not_told_leave_an_error_in_their_place() -> None:
    *told, last = foremost(_faults(MOST_TOLD + 7, Severity.ERROR))
    assert len(told) == MOST_TOLD
    assert last.is_error
    assert "7 处" in last.message
