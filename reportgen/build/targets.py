"""The documents to make, each with its output path, and what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Target:
    """One document to make: plain data, so that a job can travel to another process."""

    branch: str
    year: int
    kind: str
    output: str
    #: what it is about (a key of content.subjects.KINDS) and which part of it
    of: str = "branch"
    part: str = ""

    @property
    def label(self) -> str:
        """The document's own file name."""
        return self.output.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of planning one document: a target, or the faults that stand in its way."""

    kind: str
    target: Target | None
    faults: tuple[Diagnostic, ...] = ()


def distinct(attempts: Iterable[Attempt]) -> tuple[tuple[Target, ...], tuple[Diagnostic, ...]]:
    """Return the targets in order of output, and what stands in the way of the others."""
    found: list[Diagnostic] = []
    targets: dict[str, Target] = {}
    for attempt in attempts:
        found += attempt.faults
        target = attempt.target
        if target is None:
            continue
        # Windows and macOS take names that differ only in case for one file.
        key = target.output.casefold()
        if key in targets:
            first = targets[key]
            found.append(
                Diagnostic(
                    "duplicate-output",
                    f"“{first.kind}”和“{target.kind}”要写同一个文件 {target.output}",
                    hints=("在模板开头的 output 里给它们不同的文件名",),
                )
            )
            continue
        targets[key] = target
    return tuple(sorted(targets.values(), key=lambda t: t.output)), tuple(found)
