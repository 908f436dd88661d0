"""Faults of content and templates as values: code, message, place, hints. Nothing prints here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reportgen.spans import Span

#: diagnostics of one document that are reported: a template's loop can repeat one without end
MOST_REPORTED = 100


class Severity(StrEnum):
    """How much a fault weighs, the gravest first; only an error stops its document."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that explains a fault, such as the template line that used a value."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What should stand in the file of a fault: `rows` instead of `replaced` lines from `line` on.

    Lines count from 1. A correction has been tried: the fault is gone with it.
    """

    line: int
    replaced: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: `code` is a row of `reportgen.codes`, `message` and `hints` are Chinese."""

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    hints: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    correction: Correction | None = None

    @property
    def is_error(self) -> bool:
        """Whether the fault stops the document it belongs to."""
        return self.severity is Severity.ERROR


class Faults(Exception):  # noqa: N818 - it carries values for people, it is not an error of ours
    """Raised inside a stage; the stage's public function catches it and returns its diagnostics."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[object, ...]:
        # Exception.__reduce__ would rebuild it from its message alone.
        return (Faults, (self.diagnostics,))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, each once, by file, line and column; those without a place come first."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=_place))


def _place(diagnostic: Diagnostic) -> tuple[tuple[str, int, int], str, str]:
    span = diagnostic.span
    place = (span.path, span.line, span.column) if span else ("", 0, 0)
    return (place, diagnostic.code, diagnostic.message)


def foremost(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a document in order.

    Of more than MOST_REPORTED, return the gravest, and last one that says how many are left out;
    its severity is the gravest of those.
    """
    ordered = in_order(diagnostics)
    if len(ordered) <= MOST_REPORTED:
        return ordered
    by_severity = sorted(ordered, key=lambda d: tuple(Severity).index(d.severity))
    rest = by_severity[MOST_REPORTED:]
    message = f"这份文档还有 {len(rest)} 处问题没有列出"
    hints = ("先改好列出的各处，再做一次",)
    more = Diagnostic("more-faults", message, severity=rest[0].severity, hints=hints)
    return (*in_order(by_severity[:MOST_REPORTED]), more)
