"""What the options of a command line mean: folders, the workspace on them, the theme."""

from __future__ import annotations

import argparse
from pathlib import Path

from reportgen.diagnostics import Faults
from reportgen.stores import Places, open_places
from reportgen.theme.choice import FIRST_THEME, chosen_theme
from reportgen.workspace import Workspace


def supplied_folder(name: str) -> Path:
    """Return the folder `name` (templates or content) that comes with the program.

    An installed wheel has both in the package, a checkout beside it.
    """
    package = Path(__file__).parents[1]
    in_wheel = package / "supplied" / name
    return in_wheel if in_wheel.is_dir() else package.parent / name


def places(options: argparse.Namespace) -> Places:
    """Return where content, templates and output lie.

    Without --templates, they are in `templates` if there is such a folder, else those supplied.
    """
    templates = options.templates or "templates"
    if not options.templates and not Path(templates).is_dir():
        templates = str(supplied_folder("templates"))
    return (
        ("content", options.content),
        ("templates", templates),
        ("output", getattr(options, "output", "output")),
    )


def open_workspace(options: argparse.Namespace) -> Workspace:
    """Return the workspace on the folders of the options; raise Faults where one cannot be opened."""
    return open_places(places(options))


def theme_folder(options: argparse.Namespace) -> str:
    """Return the workspace folder of the theme, such as `templates/juli`.

    Without --theme, it is the one that the workspace has chosen.
    """
    return f"templates/{options.theme or _chosen(options.content)}"


def _chosen(content: str) -> str:
    try:
        return chosen_theme(open_places((("content", content),)))
    except Faults:  # whoever opens the content says why it cannot be opened
        return FIRST_THEME
