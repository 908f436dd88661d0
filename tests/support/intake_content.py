"""The sample content that forms are sent from, in memory."""

from __future__ import annotations

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
