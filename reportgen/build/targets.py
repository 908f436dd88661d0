"""The documents to make, each with its output path, and what was asked for."""

from __future__ import annotations

from reportgen.frozen import frozen


@frozen
class Selectors:
    """What was asked for; an empty selector means all."""

    branches: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()

    def take(self, target: Target) -> bool:
        """Return whether `target` was asked for."""
        return (
            (not self.branches or target.branch in self.branches)
            and (not self.years or target.year in self.years)
            and (not self.kinds or target.kind in self.kinds)
        )


@frozen
class Target:
    """One document to make: plain data, so that a job can travel to another process."""

    branch: str
    year: int
    kind: str
    output: str
    #: what it is about (a key of content.library.SUBJECTS) and which part of it
    of: str = "branch"
    part: str = ""

    @property
    def label(self) -> str:
        """The document's own file name."""
        return self.output.rpartition("/")[2]
