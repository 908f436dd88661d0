"""Every check of content, with its family and its severity unless a workspace changes it.

The texts of a check (title, explanation, source) stand in `reportgen.codes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.codes import CODES
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import Span


class Family(StrEnum):
    """What sort of fault a check looks for; the value is a group of `reportgen.codes`."""

    PRESENCE = "presence"
    FREQUENCY = "frequency"
    CONSISTENCY = "consistency"
    WORDING = "wording"
    STYLE = "style"
    LESSON = "lesson"


@dataclass(frozen=True, slots=True)
class Check:
    """One check; `severity` is what a workspace may change in content/checks.yaml."""

    code: str
    family: Family
    severity: Severity


_SEVERITIES: Mapping[Severity, tuple[str, ...]] = {
    Severity.ERROR: (
        "stated-not-derived",
        "parts-not-total",
        "fact-disagrees",
        "growth-disagrees",
        "columns-disagree",
        "share-disagrees",
        "average-disagrees",
        "wording-error",
        "list-incomplete",
        "list-order",
        "wrong-verb",
        "scrubbed-text",
        "votes-disagree",
        "time-budget",
    ),
    Severity.WARNING: (
        "speech-length",
        "unspeakable",
        "speech-contradicts",
        "indicator-missing",
        "indicator-low",
        "type-empty",
        "no-problems",
        "no-plan",
        "last-problem-untold",
        "unplaced",
        "word-review",
        "none-unknown",
        "none-contradicted",
        "too-few",
        "below-local-minimum",
        "no-quorum",
        "present-over-due",
        "absent-count",
        "votes-doubtful",
        "no-majority",
        "training-hours",
        "shares-not-whole",
        "chart-units",
        "chart-shares",
        "fact-unlike",
        "last-year-disagrees",
        "unknown-citation",
        "ambiguous-citation",
        "misquoted-sentence",
        "signed-out-of-season",
        "event-other-year",
        "impossible-date",
        "other-year",
        "other-unit",
        "name-of-another-time",
        "wording-doubt",
        "quotes-missing",
        "stale-term",
    ),
    Severity.ADVICE: (
        "growth-unproven",
        "no-last-year",
        "date-unplaced",
        "kind-missing",
        "kind-variant",
        "event-similar",
        "same-as-last-year",
        "exception-unused",
        "no-lexicon",
        "titles-unlike",
        "title-verb-repeated",
        "empty-phrase",
        "long-sentence",
        "same-opening",
        "method-count",
        "chart-crowded",
    ),
}

#: code → its check
CHECKS: Mapping[str, Check] = {
    code: Check(code, Family(CODES[code].group), severity)
    for severity, codes in _SEVERITIES.items()
    for code in codes
}


def finding(
    code: str,
    message: str,
    span: Span | None,
    *hints: str,
    notes: tuple[Note, ...] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    """Return a finding of the check `code`, with the severity of the check unless one is given."""
    return Diagnostic(code, message, span, severity or CHECKS[code].severity, hints, notes)
