"""How often Python looks for cycles of objects: rarely, for documents hardly leave any."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Look for cycles once in 100,000 new objects, not 700: a tenth of a build's time."""
    gc.enable()
    gc.set_threshold(100_000, 20, 10)


def collect_no_more() -> None:
    """Leave all there is out of the search: modules that stay, or a process that ends."""
    gc.freeze()
