"""Settings of the Python process itself: how often it looks for garbage, and how it ends.

docs/performance.md says what each of them saves. Nothing else in the program touches `gc`.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def collect_rarely() -> None:
    """Look for reference cycles once in 100,000 new objects; Python's default is 700.

    A document leaves hardly any cycles behind, so the frequent searches find nothing.
    """
    gc.set_threshold(100_000, 20, 10)


def freeze_imports() -> None:
    """Leave every object there is now out of later searches for cycles.

    Imported modules live as long as the process. In a worker this also keeps the memory that it
    shares with the fork server unwritten, and so shared.
    """
    gc.freeze()


def leave(code: int) -> NoReturn:
    """End the process with `code` at once, without freeing its memory object by object.

    Only a command that has closed all its files may end like this. Output that was written but not
    yet flushed is flushed first; if its reader has gone, the process ends in the ordinary way.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise SystemExit(code) from None
    os._exit(code)
