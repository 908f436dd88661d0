"""Options → an opened workspace, with what every command needs of it."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from reportgen.workspace import DiskWorkspace


def supplied(name: str) -> Path:
    """Return the folder `name` (templates, content) that comes with the program.

    An installed wheel carries both inside the package; a checkout has them beside it.
    """
    package = Path(str(files("reportgen")))
    inside = package / "supplied" / name
    return inside if inside.is_dir() else package.parent / name


def open_workspace(options: argparse.Namespace) -> DiskWorkspace:
    """Return the workspace the options name; templates fall back to the supplied ones."""
    templates = Path(options.templates or "templates")
    if not options.templates and not templates.is_dir():
        templates = supplied("templates")
    return DiskWorkspace(
        {
            "content": Path(options.content),
            "templates": templates,
            "output": Path(getattr(options, "output", "output")),
        }
    )


def theme_folder(options: argparse.Namespace) -> str:
    """Return the workspace folder of the theme the options name."""
    return f"templates/{options.theme}"
