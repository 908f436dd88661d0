"""Options → an opened workspace, with what every command needs of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from reportgen.stores import Places, open_places
from reportgen.workspace import Workspace


def supplied(name: str) -> Path:
    """Return the folder `name` (templates, content) that comes with the program.

    An installed wheel carries both inside the package; a checkout has them beside it.
    """
    package = Path(__file__).parents[1]
    inside = package / "supplied" / name
    return inside if inside.is_dir() else package.parent / name


def places(options: argparse.Namespace) -> Places:
    """Return where the options put the folders; templates fall back to the supplied ones."""
    templates = options.templates or "templates"
    if not options.templates and not Path(templates).is_dir():
        templates = str(supplied("templates"))
    return (
        ("content", options.content),
        ("templates", templates),
        ("output", getattr(options, "output", "output")),
    )


def open_workspace(options: argparse.Namespace) -> Workspace:
    """Return the workspace the options name."""
    return open_places(places(options))


def theme_folder(options: argparse.Namespace) -> str:
    """Return the workspace folder of the theme the options name."""
    return f"templates/{options.theme}"
