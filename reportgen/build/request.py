"""What a build was asked to do, as plain data."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.build.inputs import digest_of
from reportgen.build.pool import Limits
from reportgen.build.targets import Selectors
from reportgen.stores import Places, is_url


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the command line can ask of a build."""

    places: Places
    theme_folder: str
    final: bool = False
    selectors: Selectors = field(default_factory=Selectors)
    #: processes; 0 for as many as there are cores, if there is enough to do
    jobs: int = 0
    force: bool = False
    dry: bool = False
    prune: bool = False
    limits: Limits = field(default_factory=Limits)
    #: the address of a Dask scheduler
    cluster: str = ""

    @property
    def output(self) -> str:
        """The path or URL of the output folder."""
        return dict(self.places)["output"]

    @property
    def ledger(self) -> Path:
        """The folder of the ledger: in the output folder, or this user's own for a store."""
        if not is_url(self.output):
            return Path(self.output) / ".reportgen"
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        return Path(state) / "reportgen" / digest_of(self.output.encode())[:12]

    def asked(self) -> dict[str, Any]:
        """Return what distinguishes this build in the history."""
        wanted = {
            "branches": list(self.selectors.branches),
            "years": list(self.selectors.years),
            "kinds": list(self.selectors.kinds),
            "final": self.final,
            "force": self.force,
            "prune": self.prune,
            "cluster": self.cluster,
        }
        return {key: value for key, value in wanted.items() if value}
