"""What the command line asks of a build, and where that build keeps its ledger."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.build.inputs import digest_of
from reportgen.build.messages import Mode
from reportgen.build.pool import Limits
from reportgen.build.shards import folder_of
from reportgen.build.targets import Selectors, Shard
from reportgen.stores import Places, absolute, is_url


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what builds leave behind stays: so many runs, so many days."""

    runs: int = 200
    trash_days: int = 30
    #: None: copies of files that somebody edited stay where they are
    edited_days: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the command line can ask of a build."""

    places: Places
    theme_folder: str
    final: bool = False
    selectors: Selectors = field(default_factory=Selectors)
    #: how many worker processes; None for one a core where there is enough to do; 0 for none: all is
    #: done in this process, where neither time nor memory has a limit
    jobs: int | None = None
    mode: Mode = "build"
    force: bool = False
    #: outputs that nothing makes any more go to the trash, at most so many (None: a tenth)
    prune: bool = False
    #: whether each Word file gets a PDF beside it
    pdf: bool = False
    prune_most: int | None = None
    limits: Limits = field(default_factory=Limits)
    #: the address of a Dask scheduler
    cluster: str = ""
    #: the part of the sources that is built; None for all
    shard: Shard | None = None
    #: words of the user's own for the history, such as the commit of the content
    note: str = ""
    retention: Retention = field(default_factory=Retention)

    @property
    def output(self) -> str:
        """The path or URL of the output folder."""
        return dict(self.places)["output"]

    @property
    def ledger(self) -> Path:
        """The folder of the ledger of builds: that of the whole, or of the shard."""
        return folder_of(self.whole_ledger, self.shard) if self.shard else self.whole_ledger

    @property
    def whole_ledger(self) -> Path:
        """The folder of the ledger of builds of everything.

        It lies in the output folder; for an output folder in a store, among this user's own state.
        """
        if not is_url(self.output):
            return Path(self.output) / ".reportgen"
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        return Path(state) / "reportgen" / digest_of(self.output.encode())[:12]

    @property
    def check_key(self) -> str:
        """A name for the ledger of the checks of these places with these options.

        Messages name files as seen from the current folder, so the folder is part of it.
        """
        values = (str(Path.cwd()), absolute(self.places), self.theme_folder, self.final)
        return digest_of(repr(values).encode(errors="surrogatepass"))[:16]

    def history(self) -> dict[str, Any]:
        """Return what distinguishes this build in the history."""
        values = {
            "branches": list(self.selectors.branches),
            "years": list(self.selectors.years),
            "kinds": list(self.selectors.kinds),
            "final": self.final,
            "force": self.force,
            "prune": self.prune,
            "pdf": self.pdf,
            "cluster": self.cluster,
            "shard": str(self.shard or ""),
            "note": self.note,
        }
        return {key: value for key, value in values.items() if value}
