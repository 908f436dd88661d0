"""The folders of the content, as workspace paths."""

from __future__ import annotations

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace

TYPES = "content/types"
BRANCHES = "content/branches"
LESSONS = "content/lessons"
COMMITTEES = "content/committees"
LEXICON = "content/lexicon"


def entries_of(workspace: Workspace, folder: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the names in `folder`, folders with a closing slash, and why it could not be listed.

    There are no names where the disk does not give them, or the folder is a link out of the content.
    """
    try:
        return workspace.list(folder), ()
    except Faults as raised:
        return (), tuple(raised.diagnostics)
    except OSError as error:
        return (), (cannot_read(folder, error),)


def cannot_read(name: str, error: OSError) -> Diagnostic:
    """Return the fault of a file or folder that the disk did not give."""
    return Diagnostic("cannot-read", f"读不了 {error.filename or name}：{error.strerror or error}")
