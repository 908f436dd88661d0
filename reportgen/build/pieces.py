"""The pieces content is read in: which there are, told from names alone."""

from __future__ import annotations

from reportgen.content.subjects import listing, sources
from reportgen.diagnostics import Faults
from reportgen.workspace import Workspace

YAML = ("yaml", "yml")


def pieces(workspace: Workspace) -> list[tuple[str, str]]:
    """Return every piece as (sort, name), in order."""
    return [(source.id, name) for source, name in listing(workspace)]


def years(workspace: Workspace, of: str, name: str) -> tuple[int, ...]:
    """Return the years a branch has files for, judged by their names; (0,) for other pieces.

    () where its folder cannot be looked into: whoever reads the branch will tell why.
    """
    source = sources()[of]
    if source.ending != "/":
        return (0,)
    try:
        names = workspace.list(f"{source.folder}/{name}")
    except (Faults, OSError):
        return ()
    stems = (entry.rpartition(".") for entry in names)
    return tuple(sorted({int(s) for s, _, e in stems if e in YAML and s.isdecimal()}))
