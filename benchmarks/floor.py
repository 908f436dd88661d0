"""The floor: parts of finished documents as bytes → files; only what must be compressed is.

Members that two documents of a kind share byte for byte are kept deflated; pictures and workbooks
are stored; the rest is deflated for each document. Nothing is read, composed or laid out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from reportgen.workspace import Workspace
from reportgen.write.package import Member, Prepared, pack, prepare

_STORED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")


def parts(path: Path) -> list[Member]:
    """Return the members of a finished document."""
    with zipfile.ZipFile(path) as package:
        return [
            Member(name, package.read(name), name.endswith(_STORED)) for name in package.namelist()
        ]


def keep(members: list[Member], other: list[Member]) -> list[Member | Prepared]:
    """Return `members` with those that `other` has too compressed beforehand."""
    shared = {(member.name, member.data) for member in other}
    return [prepare(m) if (m.name, m.data) in shared else m for m in members]


def make(
    workspace: Workspace, name: str, documents: list[list[Member | Prepared]]
) -> Iterator[str]:
    """Write the documents as the program writes its own: new files, whole, flushed, renamed."""
    for number, members in enumerate(documents):
        path = f"output/{name}-{number}.zip"
        workspace.write(path, pack(members))
        yield path
