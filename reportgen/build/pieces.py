"""The pieces content is read in: which there are, told from names alone."""

from __future__ import annotations

from reportgen.diagnostics import Faults
from reportgen.workspace import Workspace

#: sort of piece (a word of `content.library.SOURCES`) → its folder, what its names end with
FOLDERS = {
    "branch": ("content/branches", "/"),
    "lesson": ("content/lessons", ".yaml"),
    "committee": ("content/committees", ".yaml"),
}
YAML = ("yaml", "yml")


def pieces(workspace: Workspace) -> list[tuple[str, str]]:
    """Return every piece as (sort, name), in order."""
    return [
        (of, name.removesuffix(ending))
        for of, (folder, ending) in FOLDERS.items()
        for name in workspace.list(folder)
        if name.endswith(ending)
    ]


def years(workspace: Workspace, of: str, name: str) -> tuple[int, ...]:
    """Return the years a branch has files for, judged by their names; (0,) for other pieces.

    () where its folder cannot be looked into: whoever reads the branch will tell why.
    """
    folder, ending = FOLDERS[of]
    if ending != "/":
        return (0,)
    try:
        names = workspace.list(f"{folder}/{name}")
    except (Faults, OSError):
        return ()
    stems = (entry.rpartition(".") for entry in names)
    return tuple(sorted({int(s) for s, _, e in stems if e in YAML and s.isdecimal()}))
