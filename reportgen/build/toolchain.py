"""The program as an input of its documents: its code, its libraries, its options."""

from __future__ import annotations

import hashlib
import os
import platform
import zlib
from functools import cache
from importlib import metadata
from pathlib import Path

from reportgen import __version__

_LIBRARIES = ("jinja2", "lxml", "markupsafe", "pillow", "pydantic", "python-docx", "python-pptx",
              "pyyaml")  # fmt: skip
#: folders of the package that do not reach into documents
_COMPILED = {"__pycache__"}
_NOT_IN_DOCUMENTS = {
    "cli", "desk", "importing", "intake", "make", "nightly", "show", "skeletons", "supplied",
    *_COMPILED,
}  # fmt: skip


@cache
def tool_states() -> dict[str, str]:
    """Return the states of the program: what must be equal for an output to be equal."""
    states = {
        "tool:reportgen": f"{__version__} {_code()}",
        "tool:python": ".".join(platform.python_version_tuple()[:2]),
        "tool:zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    for name in _LIBRARIES:
        try:
            states[f"tool:{name}"] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return states


def option_states(theme_folder: str, final: bool) -> dict[str, str]:
    """Return the states of the options that can change an output."""
    return {"option:theme": theme_folder, "option:final": str(final)}


def _code() -> str:
    """Return the digest of the package's own files.

    Commands, messages and what writes content do not reach into documents, and templates and sample content
    are inputs of their own; all of these are left out.
    """
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(package):
        place = Path(folder)
        folders[:] = sorted({*folders} - (_NOT_IN_DOCUMENTS if place == package else _COMPILED))
        for name in sorted(files):
            path = place / name
            data = path.read_bytes()
            digest.update(f"{path.relative_to(package).as_posix()} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()
