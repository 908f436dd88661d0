"""What a build came to: outcomes, their counts, and the faults of no single document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from reportgen.build.messages import Outcome
from reportgen.content.account import Account
from reportgen.diagnostics import Diagnostic


@dataclass(eq=False, slots=True)
class Summary:
    """A build so far, or at its end."""

    #: its number in the ledger
    run: int = 0
    #: seconds since 1970, and how long it took
    started: float = 0.0
    seconds: float = 0.0
    workers: int = 1
    #: how many documents it will come to, as far as is known
    expected: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    #: the accounts of the branch's years whose every document was looked at
    accounts: list[Account] = field(default_factory=list)
    #: names of sources that could not be read, so that nothing was made of them
    broken: list[str] = field(default_factory=list)
    #: outputs whose content or kind is gone, and those of them that were removed
    orphans: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    interrupted: bool = False
    #: whether documents were only listed, not made
    dry: bool = False
    _counts: Counter[str] = field(default_factory=Counter)

    def count(self, *statuses: str) -> int:
        """Return how many documents ended in one of `statuses`.

        The progress bar asks after every document, so only outcomes since the last call are counted.
        """
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
        return self.count("failed", "crashed", "unread")
