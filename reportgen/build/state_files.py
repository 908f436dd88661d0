"""The files in which builds keep their state: ordinary files in a folder of our own, no links.

A link in that folder would have a build empty or extend a file that lies elsewhere; a pipe would
have it wait for ever.
"""

from __future__ import annotations

import errno
import stat
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make a folder of state; raise OSError where there is a link, a file or a pipe in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise OSError(errno.ELOOP, f"“{folder}”是链接，不是真正的文件夹")


def check_file(path: Path) -> None:
    """Raise OSError where `path` is anything but an ordinary file or free to become one."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        what = "链接" if stat.S_ISLNK(mode) else "管道、设备或文件夹"
        raise OSError(errno.ELOOP, f"“{path}”是{what}，不是普通文件，没有打开")
