"""The straightforward program: YAML → the same report and deck, by python-docx and python-pptx.

Written as a competent colleague would with the two libraries and their documentation: the same
templates opened for every document, styles and layouts by name, the libraries' own calls wherever
they have one, a few lines of XML where they have none, its own f-strings for the sentences.

What it leaves out, which makes it faster: all checks and diagnostics, the log of events and other
parts of a record that the sample's year does not have, sizes and line ends fitted to their boxes,
page breaks and gaps computed in advance, focus of a cropped picture, sections of the deck,
bookmarks of headings, language marks of runs, flushing to disk. Nothing is slowed down on purpose.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from benchmarks.straightforward import deck, report
from benchmarks.straightforward.year import Year

__all__ = ["deck", "load", "report"]


@functools.cache
def _types(folder: Path) -> dict[str, Any]:
    """Return the branch types: read once, as ours are."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}


def load(content: Path, branch: str, year: int) -> Year:
    """Return one branch's year."""
    folder = content / "branches" / branch
    branch_file, record = _read(folder / "branch.yaml"), _read(folder / f"{year}.yaml")
    known = {kind["name"]: kind for kind in _types(content / "types").values()}
    names = [chapter["type"] for chapter in record["chapters"]]
    return Year(branch_file, record, {name: known[name] for name in names}, folder)


def _read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
