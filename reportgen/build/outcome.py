"""What becomes of a target, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.build.inputs import Inputs
from reportgen.build.targets import Target
from reportgen.diagnostics import Diagnostic

#: `fresh` documents were not made because nothing had changed, `stale` ones because the run is dry
Status = Literal["written", "fresh", "stale", "failed", "crashed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a target: plain data. `crash` is the traceback of a bug of ours."""

    target: Target
    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    size: int = 0
    crash: str = ""
    reasons: tuple[str, ...] = ()
    inputs: tuple[Inputs, ...] = ()
    digest: str = ""
    #: the mark of the file that was written (see `workspace.Stamp`)
    mark: str = ""
