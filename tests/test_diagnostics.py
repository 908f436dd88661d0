"""Diagnostics in order, and which of very many are reported."""

from __future__ import annotations

from reportgen.diagnostics import MOST_REPORTED, Diagnostic, Severity, foremost, in_order
from reportgen.spans import Span


def _faults(count: int, severity: Severity, start: int = 1) -> list[Diagnostic]:
    lines = range(start, start + count)
    return [Diagnostic("a-fault", f"第 {n} 处", Span("a.yaml", n), severity) for n in lines]


def test_those_without_a_place_come_first_and_each_comes_once() -> None:
    later, general = Diagnostic("b", "乙", Span("b.yaml", 2)), Diagnostic("z", "总")
    earlier = Diagnostic("c", "丙", Span("b.yaml", 1, 9))
    assert in_order([later, general, earlier, later]) == (general, earlier, later)


def test_as_many_as_may_be_reported_are_in_the_order_of_their_lines() -> None:
    faults = _faults(MOST_REPORTED, Severity.WARNING)
    assert foremost(reversed(faults)) == tuple(faults)


def test_of_too_many_the_errors_are_reported_and_how_many_are_left_out() -> None:
    warnings = _faults(MOST_REPORTED, Severity.WARNING)
    errors = _faults(2, Severity.ERROR, start=MOST_REPORTED + 1)
    *reported, last = foremost([*warnings, *errors])
    assert reported == [*warnings[: MOST_REPORTED - 2], *errors]
    assert last.message == "这份文档还有 2 处问题没有列出"
    assert last.severity is Severity.WARNING


def test_errors_left_out_leave_an_error_in_their_place() -> None:
    *reported, last = foremost(_faults(MOST_REPORTED + 7, Severity.ERROR))
    assert len(reported) == MOST_REPORTED
    assert last.is_error
    assert "7 处" in last.message
