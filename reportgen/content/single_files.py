"""The pieces of content that are one file each: lessons and committees, told from names alone."""

from __future__ import annotations

from reportgen.workspace import Workspace

LESSONS, COMMITTEES = "content/lessons", "content/committees"


def names_in(folder: str, workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the pieces in one of the folders."""
    names = workspace.list(folder)
    return tuple(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))
