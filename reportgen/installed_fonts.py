"""Which faces this computer has, as far as the system says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache

_SECONDS = 20


@cache
def installed_fonts() -> frozenset[str] | None:
    """Return the names of the faces of this computer, case-folded; None where the system does not tell."""
    if sys.platform == "win32":
        return _of_windows()
    listed = _fontconfig("fc-list", ":", "family", "fullname")
    if listed is None:
        return None
    # A line is: family,family in another language:fullname=name,name
    names = re.split(r"[,:\n]|fullname=", listed.replace("\\-", "-"))
    return frozenset(name.strip().casefold() for name in names if name.strip())


def stand_in_here(name: str) -> str:
    """Return the face that programs of this computer show for one it lacks, "" where that is not known."""
    family = _fontconfig("fc-match", "-f", "%{family[0]}", f"{name}:lang=zh-cn")
    return (family or "").strip()


def _fontconfig(program: str, *arguments: str) -> str | None:
    path = shutil.which(program)
    if path is None:
        return None
    try:
        ran = subprocess.run(  # noqa: S603 - a program of the system, its arguments are no shell's
            [path, *arguments], capture_output=True, timeout=_SECONDS, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None  # the program did not start, failed, took too long, or answered in another encoding
    return ran.stdout


def _of_windows() -> frozenset[str] | None:
    if sys.platform != "win32":
        return None
    import winreg

    key_name = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
    names: set[str] = set()
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            key = winreg.OpenKey(root, key_name)
        except OSError:
            continue
        with key:
            for index in range(winreg.QueryInfoKey(key)[1]):
                # "SimSun & NSimSun (TrueType)"
                listed = re.sub(
                    r"\s*\((TrueType|OpenType|All res)\)$", "", winreg.EnumValue(key, index)[0]
                )
                names.update(name.strip().casefold() for name in listed.split("&"))
    return frozenset(names) or None
