"""Settings of the Python process itself: how often it looks for garbage, what it imports, and how it ends.

docs/performance.md says what each of them saves. Nothing else in the program touches `gc`.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import NoReturn


def collect_rarely() -> None:
    """Look for reference cycles once in 300,000 new objects; Python's default is 700.

    A document leaves hardly any cycles behind, so the frequent searches find nothing. A check of one branch makes
    fewer objects than that, and ends without a search.
    """
    gc.set_threshold(300_000, 20, 10)


def ignore_plugins() -> None:
    """Keep pydantic from asking every installed package for plugins, which could change how content is read.

    Workers have this setting too, for they inherit the environment.
    """
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


def import_for_good(names: Iterable[str]) -> None:
    """Import modules that live as long as the process, without a search for garbage among them.

    Neither while they are imported nor later is there a search. In a worker this also keeps the
    memory that it shares with the fork server unwritten, and so shared.
    """
    gc.disable()
    try:
        for name in names:
            import_module(name)
    finally:
        gc.enable()
    freeze()


def freeze() -> None:
    """Leave every object there is now out of later searches for cycles."""
    gc.freeze()


def collect() -> None:
    """Free now what only reference cycles keep, where a library leaves megabytes in them."""
    gc.collect()


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
