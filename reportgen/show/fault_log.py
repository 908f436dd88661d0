"""Errors of the program itself: one line for the user, the traceback in a file for the developers."""

from __future__ import annotations

import platform
import time
from pathlib import Path

from reportgen import __version__, user_cache

_FOLDER = "faults"
#: so many files with tracebacks stay, the latest ones
_MOST_FILES = 50
#: of the last line of a traceback so many characters stand in the line for the user
_REASON = 200


def save(traceback: str) -> Path | None:
    """Write a traceback to a file of its own in the user's cache; return None where that fails."""
    cache = user_cache.folder()
    if cache is None:
        return None
    heading = f"reportgen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    try:
        folder = cache / _FOLDER
        folder.mkdir(exist_ok=True)
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000_000:09}.log"
        text = f"{heading}\n\n{traceback.rstrip()}\n"
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
        for old in sorted(folder.glob("*.log"))[:-_MOST_FILES]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def sentence(what: str, traceback: str) -> str:
    """Return the line that tells the user of an error; `what` says what was not done.

    Without a cache to write to, the traceback itself follows.
    """
    path = save(traceback)
    if path:
        reason = traceback.rstrip().rpartition("\n")[2][:_REASON]
        return f"程序出错，{what}（{reason}）；经过记在 {path}，请把这个文件交给开发者"
    return f"程序出错，{what}；请把下面的内容告诉开发者：\n{traceback.rstrip()}"
