"""Which theme a workspace has chosen: the key `theme` of content/look.yaml."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.diagnostics import Faults
from reportgen.workspace import Workspace

#: the workspace path of the choice
LOOK = "content/look.yaml"
#: the theme of a workspace that has chosen none
FIRST_THEME = "juli"


def chosen_theme(workspace: Workspace) -> str:
    """Return the name of the workspace's theme: that of look.yaml, else the one that comes first."""
    try:
        data = workspace.read(LOOK)
    except OSError:
        return FIRST_THEME
    from reportgen.content.yaml.reader import parse  # most workspaces have chosen no theme

    try:
        value = parse(data, LOOK).value
    except Faults:
        return FIRST_THEME
    name = value.get("theme") if isinstance(value, Mapping) else None
    return str(name) if name else FIRST_THEME
