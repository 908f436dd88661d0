"""What a build came to: outcomes, their counts, and the faults of no single document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.build.ledger import FaultCounts
from reportgen.build.messages import Outcome
from reportgen.build.shards import ShardResult
from reportgen.build.targets import SourceId
from reportgen.content.account import Account
from reportgen.content.below import Below
from reportgen.diagnostics import Diagnostic, Severity

#: Faults of the templates are listed under SHARED, faults of the command itself under THIS_RUN.
SHARED, THIS_RUN = "shared", "run"


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
    #: the faults of each source and its documents, each once
    faults: dict[SourceId, dict[Diagnostic, None]] = field(default_factory=dict)
    #: how many faults of each code a source had after the last build of everything, and which run
    #: that was; 0 where there is nothing to compare with
    earlier_faults: FaultCounts = field(default_factory=dict)
    earlier_run: int = 0
    #: what stands below each committee, by the name of its file
    below: Mapping[str, Below] = field(default_factory=dict)
    #: the last runs, the latest first: rows of the ledger
    runs: list[dict[str, Any]] = field(default_factory=list)
    #: the accounts of the branch's years whose every document was looked at
    accounts: list[Account] = field(default_factory=list)
    #: names of sources that could not be read, so that nothing was made of them
    broken: list[str] = field(default_factory=list)
    #: outputs whose content or kind is gone, and those of them that were removed
    orphans: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    #: the shards whose work this build took over
    shards: list[ShardResult] = field(default_factory=list)
    interrupted: bool = False
    #: whether it stopped before its end because nothing more could be made
    cut_short: bool = False
    #: whether documents were only listed, not made
    dry: bool = False
    _counts: Counter[str] = field(default_factory=Counter)
    #: output → the source that it is made from
    sources: dict[str, SourceId] = field(default_factory=dict)

    def note(self, source: SourceId, faults: Iterable[Diagnostic]) -> None:
        """Note what is wrong with a source or a document of it."""
        self.faults.setdefault(source, {}).update(dict.fromkeys(faults))

    def places(self, severity: Severity) -> int:
        """Return on how many places there is a fault of this severity."""
        return sum(f.severity is severity for faults in self.faults.values() for f in faults)

    def fault_counts(self) -> FaultCounts:
        """Return how many faults of each code and severity each source has."""
        return Counter(
            (str(source), str(fault.severity), fault.code)
            for source, faults in self.faults.items()
            for fault in faults
        )

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
