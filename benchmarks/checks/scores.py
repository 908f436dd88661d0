"""The counts of a record: false findings, changes that were tried, changes that were detected."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from benchmarks.checks import corpus, measure, numbers


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one record or of several, and the changes that nothing pointed at."""

    name: str
    numbers: int
    false_errors: int
    false_warnings: int
    changed: int
    detected: int
    with_witness: int
    detected_with_witness: int
    overlooked: tuple[str, ...]

    @property
    def false_warnings_share(self) -> float:
        """False warnings for each number."""
        return self.false_warnings / self.numbers

    @property
    def detected_share(self) -> float:
        """The share of the changes that a check detected."""
        return self.detected / max(self.changed, 1)

    @property
    def detected_with_witness_share(self) -> float:
        """The same share, of the changes that another place of the record contradicts."""
        return self.detected_with_witness / max(self.with_witness, 1)


def scores(names: Iterable[str], share: float) -> list[Score]:
    """Return the scores of the records, of a share of their changes, in several processes."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(score, share=share), names))


def score(name: str, share: float) -> Score:
    """Return the counts of the record `name`, of a share of its changes."""
    record = corpus.read(name)
    findings = measure.findings(record)
    changes = list(measure.changes(record, share))
    contradicted = [change for change in changes if change.has_witness]
    return Score(
        name,
        sum(1 for _ in numbers.of(record)),
        sum(1 for finding in findings if finding.is_error),
        sum(1 for f in findings if f.severity == "warning" and measure.about_numbers(f)),
        len(changes),
        sum(change.detected for change in changes),
        len(contradicted),
        sum(change.detected for change in contradicted),
        tuple(
            f"{c.record}: {c.old} → {c.new} in {c.words!r}, {len(c.findings)} other findings"
            for c in contradicted
            if not c.detected
        ),
    )


def total(of: Iterable[Score]) -> Score:
    """Return the sums of several scores."""
    of = list(of)
    counts = [field for field in Score.__dataclass_fields__ if field not in ("name", "overlooked")]
    return Score(
        "all",
        *(sum(getattr(s, field) for s in of) for field in counts),
        tuple(line for s in of for line in s.overlooked),
    )
