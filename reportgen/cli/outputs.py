"""Which document a user means by a path or a file name."""

from __future__ import annotations

from pathlib import PurePath


def is_named(what: str, output: str) -> bool:
    """Return whether `what` is the end of the path `output`: its file name, or more of it."""
    wanted, path = PurePath(what), PurePath(output)
    if wanted.suffix.lower() not in (".docx", ".pptx"):
        return False
    # The output folder may have another name, so three parts (year, branch, file) are compared.
    end = path.parts[-min(len(wanted.parts), 3) :]
    return wanted.parts[-len(end) :] == end
