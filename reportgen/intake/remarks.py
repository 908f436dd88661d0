"""What a reading has to say: of which cell, how much it weighs, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Span
from reportgen.spreadsheets.model import area_of, sheet_and_cells


class Weight(StrEnum):
    """How much a remark weighs, as the committee's list says it."""

    FAULT = "错"
    MISSING = "缺"
    DECISION = "要定"
    REMINDER = "提醒"


_SEVERITY = {
    Weight.FAULT: Severity.ERROR,
    Weight.MISSING: Severity.WARNING,
    Weight.DECISION: Severity.WARNING,
    Weight.REMINDER: Severity.ADVICE,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a returned workbook."""

    code: str
    weight: Weight
    #: the cell (`3 数字!F9`) or the sheet that is meant; "" for the whole file
    place: str
    text: str
    #: what the cell says now
    written: str = ""
    #: what it might say instead
    advice: str = ""
    #: where both were changed: what was sent, and what the record says
    sent: str = ""
    record: str = ""

    @property
    def message(self) -> str:
        """The place and the text as one sentence."""
        return (
            f"{self.place}{'' if self.text.startswith('“') else '：'}{self.text}"
            if self.place
            else self.text
        )

    def diagnostic(self, file: str) -> Diagnostic:
        """Return the remark as a diagnostic of a file."""
        area = area_of(sheet_and_cells(self.place)[1]) if "!" in self.place else None
        span = Span(file, area.top if area else 1, area.left if area else 1)
        hints = (f"可以写成“{self.advice}”",) if self.advice else ()
        return Diagnostic(self.code, f"{file} {self.message}", span, _SEVERITY[self.weight], hints)
