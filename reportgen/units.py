"""The units of length of Office files: EMU, twips, points and millimetres, and how many make which.

DrawingML counts in English Metric Units (ECMA-376 part 1, 20.1.10.16: 914,400 to the inch);
WordprocessingML counts in twips, twentieths of a point.
"""

from __future__ import annotations

MM_PER_INCH = 25.4
EMU_PER_INCH = 914_400
EMU_PER_MM = 36_000
EMU_PER_PT = 12_700
EMU_PER_TWIP = 635
TWIPS_PER_INCH = 1440
TWIPS_PER_PT = 20


def twips_of_mm(mm: float) -> int:
    """Return millimetres as the nearest twip."""
    return round(mm * TWIPS_PER_INCH / MM_PER_INCH)


def twips_of_pt(pt: float) -> int:
    """Return points as the nearest twip."""
    return round(pt * TWIPS_PER_PT)


def emu_of_pt(pt: float) -> int:
    """Return points as the nearest EMU."""
    return round(pt * EMU_PER_PT)
