"""What travels between the building process and its workers: plain data that pickles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.build.inputs import FileStamp, Inputs
from reportgen.build.targets import Selectors, SourceId, Target
from reportgen.content.account import Account
from reportgen.content.below import Below
from reportgen.diagnostics import Diagnostic
from reportgen.stores import Places

#: `build` writes documents, `plan` only says which ones it would write (--dry-run), and `check`
#: makes them and drops them.
Mode = Literal["build", "plan", "check"]

#: `written` and `checked` documents were made just now. `fresh` ones were not: nothing had changed.
#: `stale` ones would have been made, had the mode not been `plan`. `failed` ones have faults.
#: `crashed` ones met a bug of the program; the content of `unread` ones could not be read.
Status = Literal["written", "checked", "fresh", "stale", "failed", "crashed", "unread"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a target."""

    target: Target
    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    #: bytes of the file
    size: int = 0
    #: the traceback of a bug of the program
    crash: str = ""
    #: why the document was made (see `build.freshness`)
    reasons: tuple[str, ...] = ()
    #: what it was made from; () if the next build must make it again, whatever changes
    inputs: tuple[Inputs, ...] = ()
    #: of the bytes
    digest: str = ""
    #: the mark of the file that was written (see `workspace.Stamp`)
    mark: str = ""
    #: which facts of its year stand in it (see `compose.placement`); "" where that is not known
    placement: str = ""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What all jobs of a build share; each worker keeps the state it derives from them."""

    places: Places
    theme_folder: str
    final: bool = False
    mode: Mode = "build"
    #: the folder of the journals on this machine; "" where there are none
    journals: str = ""
    #: an id of this build alone: a worker that outlives a build reads everything anew for the next
    build: str = ""
    #: the states of the program (see `build.toolchain`), which its workers have in common
    tools: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One source of content, and which of its documents to make."""

    source: SourceId
    selectors: Selectors = field(default_factory=Selectors)
    #: (year, kind) of the only documents to make; () for all that the selectors take
    only: tuple[tuple[int, str], ...] = ()
    #: outputs that need not be made
    fresh: frozenset[str] = frozenset()
    #: why the others are made, by output
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: digests of the files the program wrote before, by output
    earlier_digests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: the placements of outputs that need not be made
    placements: Mapping[str, str] = field(default_factory=dict)
    #: how many documents it may come to; the time limit and the progress bar count with it
    expected: int = 1

    def takes(self, target: Target) -> bool:
        """Return whether `target` belongs to the job."""
        wanted = not self.only or (target.year, target.kind) in self.only
        return wanted and self.selectors.take(target)


@dataclass(frozen=True, slots=True)
class SourceFaults:
    """What is wrong with a source of content: as a whole, and with single years of a branch."""

    general: tuple[Diagnostic, ...] = ()
    by_year: Mapping[int, tuple[Diagnostic, ...]] = field(default_factory=dict)

    def of(self, years: tuple[int, ...] = ()) -> tuple[Diagnostic, ...]:
        """Return the faults as a whole and those of `years`; () means every year."""
        chosen = [faults for year, faults in self.by_year.items() if not years or year in years]
        return (*self.general, *(fault for faults in chosen for fault in faults))


@dataclass(frozen=True, slots=True)
class JobResult:
    """What became of a job."""

    source: SourceId
    #: every document of the source; None where it never came to a plan
    targets: tuple[Target, ...] | None = None
    #: whether faults of the content keep every document of the source from being made
    broken: bool = False
    #: what the plan and its faults rest on; () if the next build must plan anew, whatever changes
    inputs: tuple[Inputs, ...] = ()
    faults: SourceFaults = field(default_factory=SourceFaults)
    outcomes: tuple[Outcome, ...] = ()
    #: the accounts of those branch's years of which every document is known
    accounts: tuple[Account, ...] = ()
    #: the files that were read
    stamps: Mapping[str, FileStamp] = field(default_factory=dict)
    #: what stands below a committee
    below: Below | None = None
    #: why nothing was made and nothing can be made now: a store is not there
    lost: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class PreflightResult:
    """What is wrong with the types, templates and theme that all documents share."""

    #: the row the ledger remembers it by; None where the theme cannot be opened, so that no
    #: document can be made
    row: JobResult | None
    #: faults the ledger does not remember: they belong to the request
    faults: tuple[Diagnostic, ...] = ()
