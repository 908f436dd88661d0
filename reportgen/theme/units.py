"""Millimetres and points in, twips out: the unit Word counts lengths in."""

from __future__ import annotations

TWIPS_PER_PT = 20
MM_PER_INCH = 25.4


def twips_of_mm(mm: float) -> int:
    """Return millimetres as twips."""
    return round(mm * 1440 / MM_PER_INCH)


def twips_of_pt(pt: float) -> int:
    """Return points as the nearest twip."""
    return round(pt * TWIPS_PER_PT)
