"""The program as an input of its documents: its code, its libraries, its options."""

from __future__ import annotations

import platform
import zlib
from functools import cache
from importlib import metadata
from pathlib import Path

from reportgen import __version__
from reportgen.build.inputs import digest_of

_LIBRARIES = ("jinja2", "lxml", "markupsafe", "pillow", "pydantic", "python-docx", "python-pptx",
              "pyyaml")  # fmt: skip


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

    Commands and messages do not reach into documents, and templates and sample content are inputs
    of their own; all of these are left out.
    """
    package = Path(__file__).parents[1]
    digests = []
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.suffix == ".pyc" or inside.parts[0] in ("supplied", "cli", "show"):
            continue
        if path.is_file():
            digests.append(f"{inside.as_posix()} {digest_of(path.read_bytes())}")
    return digest_of("\n".join(digests).encode())
