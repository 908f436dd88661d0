"""A fault of content or template as a value: code, message, place, hints. Nothing prints here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reportgen.spans import Span

#: faults of one document that are told: a template can repeat one without end
MOST_TOLD = 100


class Severity(StrEnum):
    """How much a fault weighs: an error stops its document, a warning is told, advice is offered."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that explains a fault, such as the template line that used a value."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault, ready to be shown: `code` is stable, `message` and `hints` are Chinese."""

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    hints: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the fault stops the document it belongs to."""
        return self.severity is Severity.ERROR


class Faults(Exception):  # noqa: N818 - it carries values for people, it is not an error of ours
    """Raised inside one stage to carry its diagnostics to the stage's public function."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[object, ...]:
        # The default rebuilds the exception from its message alone.
        return (Faults, (self.diagnostics,))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics once each, by file and line; those without a place come first."""
    unique = dict.fromkeys(diagnostics)
    return tuple(
        sorted(
            unique,
            key=lambda d: (
                (d.span.path, d.span.line, d.span.column) if d.span else ("", 0, 0),
                d.code,
                d.message,
            ),
        )
    )


def foremost(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a document in order; of very many the gravest, and how many more."""
    found = in_order(diagnostics)
    if len(found) <= MOST_TOLD:
        return found
    gravest = sorted(found, key=lambda d: tuple(Severity).index(d.severity))
    rest = gravest[MOST_TOLD:]
    message = f"这份文档还有 {len(rest)} 处问题没有列出"
    hints = ("先改好列出的各处，再做一次",)
    more = Diagnostic("more-faults", message, severity=rest[0].severity, hints=hints)
    return (*in_order(gravest[:MOST_TOLD]), more)
