"""The small valid workspace that cases and properties start from, on disk or in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from support import listings

from reportgen.workspace import MemoryWorkspace

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "templates" / "juli"
_LISTING = Path(__file__).parents[1] / "cases" / "workspace.md"


@cache
def base() -> Mapping[str, bytes]:
    """Return the files of the base workspace: those listed in its case, in the supplied theme."""
    files = {
        f"templates/juli/{path.relative_to(THEME).as_posix()}": path.read_bytes()
        for pattern in ("theme.yaml", "deck.yaml", "reference.docx", "deck.pptx", "deck.json", "formats/*.yaml",
                        "palettes/*.yaml")
        for path in sorted(THEME.glob(pattern))
    }  # fmt: skip
    listed = listings.files(_LISTING.read_text(encoding="utf-8"), {})
    return files | {name: data for name, data in listed if data is not None}


def write(folder: Path, overlay: Mapping[str, bytes | None]) -> None:
    """Write the base workspace into `folder`, with `overlay` over it (None takes a file away)."""
    for name, data in {**base(), **overlay}.items():
        if data is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def memory(overlay: Mapping[str, bytes | str | None] | None = None) -> MemoryWorkspace:
    """Return the base workspace in memory, with `overlay` over it."""
    files = dict(base())
    for name, data in (overlay or {}).items():
        if data is None:
            files.pop(name, None)
        else:
            files[name] = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return MemoryWorkspace(files)
