"""Work done in a copy of this process, beside what this process does meanwhile.

A copy is there at once, with everything that has been read; a process of its own would take longer
to start than a check of one branch takes.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

from reportgen.build.cores import cores

T = TypeVar("T")


def can_be_copied() -> bool:
    """Tell whether a copy of this process is safe and has a core of its own.

    Of several threads a copy has one, and the locks of all; on macOS its libraries may not work.
    """
    one_thread = sys.platform == "linux" and threading.active_count() == 1
    return one_thread and cores() > 1


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Callable[[], T | None]]:
    """Yield what waits for the result of `work`, which travels by pickle; None: the copy ended early.

    The copy is gone when the context is left, however that happens.
    """
    reading, writing = os.pipe()
    copy = os.fork()
    if not copy:
        _work(work, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            yield lambda: _received(pipe.read())
    finally:
        os.kill(copy, signal.SIGKILL)  # it waits for nobody any more, or nobody for it
        os.waitpid(copy, 0)


def _work(work: Callable[[], object], writing: int) -> NoReturn:
    """Do `work` and end: what this process has still to do is none of the copy's business."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe)
    finally:
        os._exit(0)


def _received(data: bytes) -> Any:
    try:
        return pickle.loads(data)  # noqa: S301 - from a copy of this very process
    except (EOFError, pickle.UnpicklingError):
        return None
