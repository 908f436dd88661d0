"""Workers that are copies of the process which starts them, for a check.

A fork server is a second Python, which imports anew what this process has imported already. Copies have
all of it, so a check ends sooner by what docs/performance.md says.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Iterable
from typing import Any

from reportgen import startup


def context(modules: Iterable[str]) -> Any | None:
    """Import what a worker needs and return the context that starts workers as copies of this process.

    Return None where no copy is made: Windows cannot, the libraries of macOS may not survive it, and of a
    process with several threads a copy may hold a lock for ever. A module that cannot be
    imported is left to the worker, which says so.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return None
    try:
        startup.import_for_good(modules)
    except Exception:  # noqa: BLE001 - whatever a module does when it is imported
        return None
    return multiprocessing.get_context("fork")
