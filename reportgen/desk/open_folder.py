"""Show a folder in the file manager of the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: what says that a Linux session has a screen
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def open_folder(folder: Path) -> bool:
    """Show a folder; return whether the system has a way to."""
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606 - the system chooses its own file manager
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    has_screen = sys.platform == "darwin" or any(os.environ.get(name) for name in _SCREENS)
    if program is None or not has_screen:
        return False
    subprocess.Popen([program, str(folder)])  # noqa: S603 - the program is the system's own
    return True
