"""What a build is about: sources of content, the documents made from them, and which are wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.content.subjects import listing, sources
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace

#: how the name of a content file may end
YAML = ("yaml", "yml")


class SourceId(NamedTuple):
    """The name of a source: a folder or a file of content that is read and planned as one."""

    kind: str
    name: str

    def __str__(self) -> str:
        """Return the name as the ledger writes it: `branch/laizhou-archives`."""
        return f"{self.kind}/{self.name}"


class Shard(NamedTuple):
    """One of `total` parts of the sources; `number` begins at 1."""

    number: int
    total: int

    def __str__(self) -> str:
        """Return it as it is written on the command line: `3/16`."""
        return f"{self.number}/{self.total}"

    @property
    def name(self) -> str:
        """Its name in files: `3-of-16`."""
        return f"{self.number}-of-{self.total}"

    def has(self, source: str) -> bool:
        """Return whether a source, such as `branch/hefeng-village`, falls to this shard.

        It does so on every machine, whatever other sources there are.
        """
        digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.total == self.number - 1


@dataclass(frozen=True, slots=True)
class Target:
    """One document to make."""

    branch: str
    year: int
    kind: str
    #: its workspace path
    output: str
    #: what it is about: a key of `content.subjects.KINDS`, and which part of that subject
    subject_kind: str = "branch"
    part: str = ""

    @property
    def label(self) -> str:
        """The document's own file name."""
        return self.output.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Selectors:
    """Which documents are wanted; an empty selector means all."""

    branches: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()

    def take(self, target: Target) -> bool:
        """Return whether `target` is wanted."""
        return (
            (not self.branches or target.branch in self.branches)
            and (not self.years or target.year in self.years)
            and (not self.kinds or target.kind in self.kinds)
        )


class Sources(NamedTuple):
    """What the content folder holds."""

    #: every source, in order
    present: tuple[SourceId, ...]
    #: kind of the sources whose folder could not be listed → why
    unlisted: Mapping[str, Diagnostic]


def sources_in(workspace: Workspace) -> Sources:
    """Return every source of the content folder; no file is opened."""
    entries, faults = listing(workspace)
    return Sources(tuple(SourceId(source.id, name) for source, name in entries), faults)


def years_of(workspace: Workspace, source: SourceId) -> tuple[int, ...]:
    """Return the years a branch has files for, by their names; (0,) for other sources.

    Return () where the branch's folder cannot be listed; reading the branch reports why.
    """
    row = sources()[source.kind]
    if row.ending != "/":
        return (0,)
    try:
        names = workspace.list(f"{row.folder}/{source.name}")
    except (Faults, OSError):
        return ()
    stems = (name.rpartition(".") for name in names)
    return tuple(sorted({int(stem) for stem, _, end in stems if end in YAML and stem.isdecimal()}))


def same_output(first: str, second: str, output: str) -> Diagnostic:
    """Return the fault of two kinds of document that would be written to one file."""
    return Diagnostic(
        "duplicate-output",
        f"“{first}”和“{second}”要写同一个文件 {output}",
        hints=("在模板开头的 output 里给它们不同的文件名",),
    )


def unknown_years(wanted: Iterable[int], known: Iterable[int]) -> list[Diagnostic]:
    """Return a fault for each wanted year that no branch has a record of."""
    years = sorted(set(known))
    listed = "、".join(str(year) for year in years) or "无"
    return [
        Diagnostic("unknown-year", f"没有 {year} 年的记录", hints=(f"已有的年度：{listed}",))
        for year in wanted
        if year not in years
    ]
