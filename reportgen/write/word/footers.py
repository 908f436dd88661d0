"""A format profile in, footer XML out: the page number of GB/T 9704-2012, 7.5."""

from __future__ import annotations

from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_mm, twips_of_pt
from reportgen.write.word.markup import NAMESPACES
from reportgen.write.word.runs import field, run


def footer(profile: FormatProfile, style: str, *, even: bool) -> bytes:
    """Return a footer part; `even` is that of the left-hand pages."""
    number = profile.page_number
    place = {"outside": "left" if even else "right"}.get(number.place, number.place)
    edge = twips_of_pt(number.indent_chars * profile.faces.page_number.size_pt)
    chars = round(number.indent_chars * 100)
    indent = {
        "left": f'<w:ind w:leftChars="{chars}" w:left="{edge}"/>',
        "right": f'<w:ind w:rightChars="{chars}" w:right="{edge}"/>',
    }.get(place, "")
    if number.indent_chars == 0:
        indent = ""
    # Word asks to repair a PAGE field without a result.
    page = field(" PAGE ", run("2" if even else "1"))
    # The dashes are 一字线, U+2014; the hint keeps them in the Chinese face.
    shown = page if number.style == "plain" else run("— ") + page + run(" —")
    if number.place == "none":
        shown = ""
    xml = (
        f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/>{indent}'
        f'<w:jc w:val="{"center" if place == "none" else place}"/></w:pPr>{shown}</w:p></w:ftr>'
    )
    return xml.encode()


def footer_distance(profile: FormatProfile) -> int:
    """Return `w:footer` in twips: from the paper's edge to the bottom of the number's line.

    7 mm below the type area stand the dashes, the middle of the line (GB/T 9704-2012, 7.5).
    """
    half_line = twips_of_pt(profile.faces.page_number.size_pt) // 2
    return max(0, twips_of_mm(profile.page_number.edge_mm) - half_line)
