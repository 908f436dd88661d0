"""Widths of columns that must hold what no line end divides, in any unit of length."""

from __future__ import annotations

from collections.abc import Sequence


def at_least(wished: Sequence[float], least: Sequence[float], total: float) -> Sequence[float]:
    """Return the widths wished for, raised to `least` at the cost of those with room to spare.

    Where even the least widths do not fit into `total`, the wishes stay.
    """
    if sum(least) >= total:
        return wished
    raised = [max(w, low) for w, low in zip(wished, least, strict=True)]
    excess = sum(raised) - total
    spare = sum(r - low for r, low in zip(raised, least, strict=True))
    if not spare:
        return raised
    return [r - excess * (r - low) / spare for r, low in zip(raised, least, strict=True)]
