"""A format profile in, the paragraph of a footer out: the page number of GB/T 9704-2012, 7.5."""

from __future__ import annotations

from typing import Any

from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_mm, twips_of_pt
from reportgen.write.word.model import Field, Inline, Paragraph, Run, paragraph


def footer(profile: FormatProfile, *, even: bool) -> Paragraph:
    """Return the paragraph of a footer; `even` is that of the left-hand pages."""
    number = profile.page_number
    place = {"outside": "left" if even else "right"}.get(number.place, number.place)
    indents: dict[str, Any] = {}
    if number.indent_chars and place in ("left", "right"):
        edge = twips_of_pt(number.indent_chars * profile.faces.page_number.size_pt)
        # Word follows the character count, others the twips; both say the same.
        indents = {place: edge, f"{place}_chars": round(number.indent_chars * 100)}
    # Word asks to repair a PAGE field without a result.
    page = Field(" PAGE ", Run("2" if even else "1"))
    # The dashes are 一字线, U+2014.
    shown: tuple[Inline, ...] = (page,) if number.style == "plain" else (Run("— "), page, Run(" —"))
    if number.place == "none":
        shown, place = (), "center"
    return paragraph("Footer", *shown, align=place, **indents)


def footer_distance(profile: FormatProfile) -> int:
    """Return `w:footer` in twips: from the paper's edge to the bottom of the number's line.

    7 mm below the type area stand the dashes, the middle of the line (GB/T 9704-2012, 7.5).
    """
    half_line = twips_of_pt(profile.faces.page_number.size_pt) // 2
    return max(0, twips_of_mm(profile.page_number.edge_mm) - half_line)
