"""Ctrl-C, SIGTERM and SIGHUP, noticed at moments when nothing is half done.

Python raises KeyboardInterrupt between any two instructions: a document could be written and not
recorded, or a lock stay held. So the first signal only asks the build to stop.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

#: Windows knows no SIGHUP, which a terminal sends that is closed
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@dataclass(eq=False, slots=True)
class Interrupt:
    """Whether somebody asked the build to stop."""

    requested: bool = False

    def check(self) -> None:
        """Raise KeyboardInterrupt if the build is to stop."""
        if self.requested:
            raise KeyboardInterrupt


@contextmanager
def deferred() -> Iterator[Interrupt]:
    """Have the first signal noticed by `Interrupt.check`; the second one acts at once, as usual."""
    interrupt = Interrupt()
    before: dict[signal.Signals, Any] = {}

    def request(*_: object) -> None:
        interrupt.requested = True
        restore()

    def restore() -> None:
        while before:
            number, handler = before.popitem()
            signal.signal(number, handler)

    try:
        for number in _SIGNALS:
            # Whoever started the program with nohup wants it to outlive the terminal.
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, request)
    except ValueError:  # not in the main thread, which alone may handle signals
        pass
    try:
        yield interrupt
    finally:
        restore()
