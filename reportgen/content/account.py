"""The account of a branch's year as plain data: the facts that its documents lack."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span


class Loss(StrEnum):
    """What the documents lack of a fact."""

    WHOLE = "whole"
    PART = "part"
    #: only the speaker has it, in the notes of a slide or in the script
    SPOKEN = "spoken"


class Entry(NamedTuple):
    """A fact that does not reach the readers: its Chinese path, the words that are missing, its place."""

    path: str
    words: str
    span: Span
    loss: Loss


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a branch's year after all its documents have been looked at."""

    branch: str
    year: int
    entries: tuple[Entry, ...]
    #: the warning about it, None where every fact has its place or the check is off
    finding: Diagnostic | None = None

    def of(self, *losses: Loss) -> tuple[Entry, ...]:
        """Return the entries with one of these losses."""
        return tuple(entry for entry in self.entries if entry.loss in losses)
