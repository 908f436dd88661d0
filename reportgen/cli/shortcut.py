"""A file on the user's desktop that opens the desk by a double click."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from reportgen.cli.exit_codes import ENVIRONMENT, FINE
from reportgen.system_errors import meaning

#: what the folder of the desktop may be called in the user's home
_DESKTOPS = ("Desktop", "桌面")


def shortcut(folder: Path) -> int:
    """Write the file; say where it is, or why it could not be written."""
    desktop = next(
        (Path.home() / name for name in _DESKTOPS if (Path.home() / name).is_dir()), None
    )
    if desktop is None:
        sys.stderr.write("找不到桌面文件夹，没有放快捷方式\n")
        return ENVIRONMENT
    name, text = _script(folder, Path(sys.executable), sys.platform)
    place = desktop / name
    try:
        # A batch file of Windows is read in the code page of the system, the others in UTF-8.
        place.write_text(text, encoding="mbcs" if name.endswith(".cmd") else "utf-8")
        place.chmod(0o755)
    except OSError as error:
        sys.stderr.write(f"写不了 {place}：{meaning(error)}\n")
        return ENVIRONMENT
    sys.stdout.write(f"桌面上有了“{place.name}”，双击就打开 {folder} 的工作台\n")
    return FINE


def _script(folder: Path, python: Path, platform: str) -> tuple[str, str]:
    """Return the name and the text of the file for a system."""
    if platform == "win32":
        return "工作台.cmd", f'@echo off\r\n"{python}" -m reportgen desk "{folder}"\r\n'
    command = f"{shlex.quote(str(python))} -m reportgen desk {shlex.quote(str(folder))}"
    if platform == "darwin":
        return "工作台.command", f"#!/bin/sh\nexec {command}\n"
    entry = f"[Desktop Entry]\nType=Application\nName=工作台\nTerminal=true\nExec={command}\n"
    return "工作台.desktop", entry
