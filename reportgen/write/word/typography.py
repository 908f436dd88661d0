"""The sizes, gaps and colours of a report that no format profile decides."""

from __future__ import annotations

from reportgen.theme.formats import FormatProfile

RED = "FF0000"
"""The mark and the rule of an issued document are red (GB/T 9704-2012, 7.2.4 and 7.2.7)."""
MUTED = "6B6460"
PENDING_FILL = "FFE699"
"""The shade behind a missing fact."""
NUMERAL_PT, STEP_PT, MATRIX_PT = 26, 18, 16
"""Sizes of a key figure, of the number of a step and of a leading brand."""
GAP_STYLE = "PanelGap"
GAP_HEIGHT, GAP_LINE = 160, 14
"""Height in twips of the paragraph between a table and what follows, and of its line alone.

22 lines of 579 twips leave 18 of the type area: on top of a page the line takes none of them away.
"""


def small_table_pt(profile: FormatProfile) -> float:
    """Return the size of text in a table of many columns: 五号 where 小四 is usual."""
    return profile.faces.table.size_pt * 0.875
