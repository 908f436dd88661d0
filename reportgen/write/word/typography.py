"""These sizes, gaps and colours of a report are decided by no format profile."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.theme.formats import FormatProfile
from reportgen.theme.palettes import Palette, mix, recoloured

RED = "FF0000"
"""The mark and the rule of an issued document are red (GB/T 9704-2012, 7.2.4 and 7.2.7)."""
PAPER = "FFFFFF"
"""A report is printed: its page has no colour of the palette."""
NUMERAL_PT, STEP_PT, MATRIX_PT = 26, 18, 16
"""Sizes of a key figure, of the number of a step and of a leading brand."""
_HEAD_SHARE = 0.16
"""Share of the main colour in the ground of header cells, light enough for a copying machine."""
PEN = "8C8C8C"
"""The dots of a line for the pen are grey; a copying machine still shows them."""
TABLE_LABEL, FIGURE_LABEL = "表", "图"
GAP_STYLE = "PanelGap"
GAP_HEIGHT, GAP_LINE = 160, 14
"""Height in twips of the paragraph between a table and what follows, and of its line alone.

22 lines of 579 twips leave 18 of the type area: on top of a page the line takes none of them away.
"""


def small_table_pt(profile: FormatProfile) -> float:
    """Return the size of text in a table of many columns: 五号 where 小四 is usual."""
    return profile.faces.table.size_pt * 0.875


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a report by role, as RRGGBB; running text, headings and tables stay black.

    `accent` is for rules, large numerals and arrows, `hair` for thin lines, `tint` for the ground of
    boxes, `head` for that of header cells, `paper` for text on the accent, `gold` for fine ornament.
    `ink` is for text that stands out and `muted` for notes; "" leaves either black. `rule` is for the
    rules of panels, which are black where those of tables are.
    """

    accent: str
    hair: str
    tint: str
    muted: str
    head: str
    ink: str = ""
    rule: str = "auto"
    gold: str = ""
    #: ground and texts of a cover, which is in colour whatever the text is
    page: str = PAPER
    text: str = ""
    note: str = ""
    paper: str = PAPER


def colours_of(palette: Palette, profile: FormatProfile) -> Colours:
    """Return the colours of a report in a palette; the format says whether its text has any."""
    own_colours = palette.colours
    is_coloured = profile.ink == "palette"
    return Colours(
        accent=own_colours["structure"],
        hair=own_colours["axis"],
        tint=own_colours["wash"],
        muted=own_colours["muted"] if is_coloured else "",
        head=mix(PAPER, own_colours["structure"], _HEAD_SHARE),
        ink=own_colours["structure"] if is_coloured else "",
        rule=own_colours["structure"] if is_coloured else "auto",
        gold=own_colours["accent"],
        page=own_colours["page"],
        text=own_colours["text"],
        note=own_colours["muted"],
    )


#: the colour of the palette for each slot of a theme; charts name theirs by slot
_SCHEME = (
    ("dk1", "text"), ("lt1", "paper"), ("dk2", "structure"), ("lt2", "wash"),
    ("accent1", "structure"), ("accent2", "second"), ("accent3", "accent"),
    ("accent4", "comparison"), ("accent5", "axis"), ("accent6", "quiet"),
    ("hlink", "structure"), ("folHlink", "comparison"),
)  # fmt: skip


def recoloured_theme(part: bytes, palette: Palette) -> bytes:
    """Return a theme part of a report in the colours of a palette."""
    on_paper = replace(palette, colours={**palette.colours, "paper": PAPER})
    return recoloured(part, on_paper, _SCHEME)
