"""What a build came to: counts, outcomes and faults, as plain data for whoever shows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from reportgen.build.outcome import Outcome
from reportgen.diagnostics import Diagnostic


@dataclass(eq=False, slots=True)
class Summary:
    """A build so far or at its end."""

    run: int = 0
    started: float = 0.0
    seconds: float = 0.0
    workers: int = 1
    #: documents the build is about, as far as is known
    expected: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    #: faults that belong to no single document
    diagnostics: list[Diagnostic] = field(default_factory=list)
    #: pieces of content that could not be read: nothing was made of them
    broken: list[str] = field(default_factory=list)
    #: outputs whose content or kind is gone, and those of them that were removed
    orphans: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    interrupted: bool = False
    dry: bool = False
    _counts: Counter[str] = field(default_factory=Counter)

    def count(self, *statuses: str) -> int:
        """Return how many documents ended in one of `statuses`."""
        # Asked for after every document: those counted before are not gone through again.
        for outcome in self.outcomes[self._counts.total() :]:
            self._counts[outcome.status] += 1
        return sum(self._counts[status] for status in statuses)

    @property
    def written(self) -> int:
        """How many documents were made."""
        return self.count("written")

    @property
    def fresh(self) -> int:
        """How many documents had not changed."""
        return self.count("fresh")

    @property
    def failed(self) -> int:
        """How many documents could not be made."""
        return self.count("failed", "crashed")
