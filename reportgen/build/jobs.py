"""What travels between the building process and its workers: plain data, picklable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.build.inputs import Inputs, Noted
from reportgen.build.outcome import Outcome
from reportgen.build.targets import Selectors, Target
from reportgen.diagnostics import Diagnostic
from reportgen.stores import Places


@dataclass(frozen=True, slots=True)
class Order:
    """What all jobs of a build share, sent once to each worker."""

    places: Places
    theme_folder: str
    final: bool = False
    #: the folder of the ledger on this machine; "" where workers cannot reach it
    ledger: str = ""
    #: tells this build from every other, so that a worker that stays reads everything anew
    build: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of content and which of its documents to make."""

    of: str
    name: str
    selectors: Selectors = field(default_factory=Selectors)
    #: (year, kind) of the only documents to make; () for all that the selectors take
    only: tuple[tuple[int, str], ...] = ()
    #: outputs known to be fresh
    fresh: frozenset[str] = frozenset()
    #: why the documents that are not fresh are made, by output
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: digests of what the program wrote before, by output
    ours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: how many documents it may come to, for time limits and progress
    expected: int = 1
    dry: bool = False

    def takes(self, target: Target) -> bool:
        """Return whether `target` is one to be made or found fresh."""
        wanted = not self.only or (target.year, target.kind) in self.only
        return wanted and self.selectors.take(target)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job; `targets` is None where it never came to a plan."""

    of: str
    name: str
    targets: tuple[Target, ...] | None = None
    #: whether the content has faults that keep any document from being made
    broken: bool = False
    #: what the plan rests on; () if it must be made again, so that its faults are told again
    inputs: tuple[Inputs, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    noted: Mapping[str, Noted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What is wrong with what all documents share, and the result to remember it by.

    `result` is None where the theme itself cannot be opened: no document can be made then.
    """

    faults: tuple[Diagnostic, ...]
    result: Result | None = None
