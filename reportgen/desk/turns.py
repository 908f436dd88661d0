"""Who makes documents when: one after the other, and what somebody waits for goes before a check in the background.

Documents share parsed parts of their themes, so two are never made at the same time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Turns:
    """A lock with two ways to take it."""

    _change: threading.Condition = field(default_factory=threading.Condition)
    _taken: bool = False
    #: how many wait that go first
    _first: int = 0

    @contextmanager
    def first(self) -> Iterator[None]:
        """Go before all checks: somebody waits for this work at the screen."""
        with self._change:
            self._first += 1
            self._change.wait_for(lambda: not self._taken)
            self._first -= 1
            self._taken = True
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def behind(self) -> Iterator[None]:
        """Take a turn when nobody waits who goes first."""
        self._enter_behind()
        try:
            yield
        finally:
            self._leave()

    def give_way(self) -> None:
        """Let those who go first have their turns now; only for whoever has a turn behind them."""
        if self._first:
            self._leave()
            self._enter_behind()

    def _enter_behind(self) -> None:
        with self._change:
            self._change.wait_for(lambda: not self._taken and not self._first)
            self._taken = True

    def _leave(self) -> None:
        with self._change:
            self._taken = False
            self._change.notify_all()
