"""The sample content that forms are sent from, in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from reportgen.workspace import MemoryWorkspace

ROOT = Path(__file__).parents[2]


def workspace_of(slugs: Iterable[str]) -> MemoryWorkspace:
    """Return the types, the committees and some branches of the samples."""
    folders = ["types", "committees", *(f"branches/{slug}" for slug in slugs)]
    return MemoryWorkspace(
        {
            path.relative_to(ROOT).as_posix(): path.read_bytes()
            for folder in folders
            for path in (ROOT / "content" / folder).rglob("*")
            if path.is_file()
        }
    )


def dated(data: bytes, moment: str) -> bytes:
    """Return a workbook that says it was saved at a moment."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                text = part.decode()
                start = text.index(">", text.index("<dcterms:modified")) + 1
                part = (text[:start] + moment + text[text.index("<", start) :]).encode()
            new.writestr(name, part)
    return target.getvalue()
