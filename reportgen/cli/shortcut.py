"""A file on the user's desktop that opens the desk by a double click."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reportgen.cli.exit_codes import ENVIRONMENT, FINE
from reportgen.system_errors import meaning

#: what the folder of the desktop may be called in the user's home
_DESKTOPS = ("Desktop", "桌面")
#: where the system says which folder it is: a key of the registry, a line of user-dirs.dirs
_FOLDERS_OF_WINDOWS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_FOLDER_OF_LINUX = re.compile(r'^XDG_DESKTOP_DIR="([^"]+)"', re.MULTILINE)


def shortcut(folder: Path) -> int:
    """Write the file; say where it is, or why it could not be written."""
    desktop = next((place for place in _desktops() if place.is_dir()), None)
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


def _desktops() -> Iterator[Path]:
    """Yield the folders that may be the user's desktop, the one that the system names first."""
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, _FOLDERS_OF_WINDOWS) as key,
        ):
            # It may lie in a folder that is kept on another machine, such as OneDrive's.
            yield Path(os.path.expandvars(str(winreg.QueryValueEx(key, "Desktop")[0])))
    else:
        with suppress(OSError):
            config = Path.home() / ".config/user-dirs.dirs"
            if match := _FOLDER_OF_LINUX.search(config.read_text(encoding="utf-8")):
                yield Path(match[1].replace("$HOME", str(Path.home())))
    yield from (Path.home() / name for name in _DESKTOPS)


def _script(folder: Path, python: Path, platform: str) -> tuple[str, str]:
    """Return the name and the text of the file for a system."""
    if platform == "win32":
        # A batch file takes %…% for a variable, a doubled % for itself.
        line = f'"{python}" -m reportgen desk "{folder}"'.replace("%", "%%")
        return "工作台.cmd", f"@echo off\r\n{line}\r\nif errorlevel 1 pause\r\n"
    command = f"{shlex.quote(str(python))} -m reportgen desk {shlex.quote(str(folder))}"
    if platform == "darwin":
        return "工作台.command", f"#!/bin/sh\nexec {command}\n"
    run = " ".join(map(_in_entry, (str(python), "-m", "reportgen", "desk", str(folder))))
    entry = f"[Desktop Entry]\nType=Application\nName=工作台\nTerminal=true\nExec={run}\n"
    return "工作台.desktop", entry


def _in_entry(word: str) -> str:
    """Return a word of an Exec line: in double quotes, with what they and % mean escaped (Desktop Entry 1.5)."""
    escaped = re.sub(r'([\\"`$])', r"\\\\\1", word).replace("%", "%%")
    return f'"{escaped}"'
