"""A slot in, its look out: what the measure needs to know of it, worked out once per slot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.measure import (
    SLIDE,
    USED_SHARE,
    Box,
    Face,
    LineRules,
    MeasuredParagraph,
    StyledRun,
    TextStyle,
    face,
    measure,
    measure_runs,
)
from reportgen.theme.deck import SlotBox
from reportgen.write.powerpoint.texts import Paragraph, plain

_LEAST_UNIT_PT = 14.0
_TIGHTEST_GAP = 0.4  # of the layout's gap between paragraphs, before the text itself shrinks
# Measured in LibreOffice's PDF: between Chinese and Latin a fifth of the line, at least this.
_LATIN_GAP_EM = 0.24
_SPARE_EM = 0.5  # a word that wraps earlier shows at once: keep off the edge


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """How a slot sets text, at the layout's size."""

    slot: SlotBox
    box: Box
    style: TextStyle
    strong: Face
    unit: Face | None
    line_em: float
    """Room on a line in thousandths of an em; none where not even one line has the height."""
    bare_em: float
    """The same less what is kept free."""
    line_pt: float
    """The line pitch in points at the layout's size."""
    group: tuple[str, float]
    """Shared by the slots whose texts stand beside one another, at one size."""

    def line_at(self, size_pt: float) -> float:
        """Return the line pitch in points at a size in points."""
        return self.style.line_pitch(size_pt)


@lru_cache(maxsize=4096)
def look_of(slot: SlotBox) -> Look:
    """Return the look of a slot."""
    plain_face = face(slot.east_asian, slot.latin, bold=slot.bold)
    unit = slot.unit
    style = TextStyle(
        plain_face,
        slot.size_pt,
        line_pt=slot.line_pt or None,
        line_ratio=slot.line_ratio,
        space_before_pt=slot.space_before_pt * _TIGHTEST_GAP,
        tracking_pt=slot.tracking_pt,
        left_indent_pt=slot.left_indent_pt,
        # A bullet hangs in the room of a negative indent.
        first_indent_pt=max(slot.first_indent_pt, 0),
        spare_em=_SPARE_EM,
        rules=slide_rules(plain_face),
    )
    indent = slot.left_indent_pt + max(slot.first_indent_pt, 0)
    line_em = (slot.width_pt * USED_SHARE - indent) / slot.size_pt * 1000
    bare_em = ((slot.width_pt - indent) / slot.size_pt - _SPARE_EM) * 1000
    stands = bool(slot.line_pt) and slot.line_pt <= slot.height_pt
    base, _, ending = slot.name.rpartition("-")
    return Look(
        slot,
        Box(slot.width_pt, slot.height_pt),
        style,
        face(slot.east_asian, slot.latin, bold=True),
        face(unit.east_asian, unit.latin) if unit else None,
        line_em if stands else 0.0,
        bare_em,
        style.line_pitch(slot.size_pt),
        (base if ending.isdigit() else slot.name, slot.size_pt),
    )


def is_one_line(text: MeasuredParagraph, look: Look) -> bool:
    """Tell whether a measured text fits on one line, at the layout's size and below."""
    length = text.width
    if length > look.line_em or len(text.segments) > 1:
        return False
    bare = length - min(text.gap_total, look.style.spare_em * 1000)
    return bare <= look.bare_em and (not text.one_size or text.fallback_width <= look.bare_em)


def measured(paragraph: Paragraph, look: Look) -> MeasuredParagraph:
    """Measure a paragraph in ems of the layout's size; a numeral's unit shrinks with it."""
    slot, style = look.slot, look.style
    # Tracking stays as it is when the size shrinks: in ems it is largest at the least size.
    tracking = slot.tracking_pt / slot.min_pt
    for piece in paragraph:
        if piece.bold or piece.unit:
            break
    else:
        return measure(plain(paragraph), style.face, tracking_em=tracking, rules=style.rules)
    runs = []
    for piece in paragraph:
        if piece.unit and slot.unit and look.unit:
            # At the least size of the numeral its unit is as wide, in ems, as it gets.
            least = unit_size(slot, slot.min_pt) * slot.size_pt / slot.min_pt
            runs.append(StyledRun(piece.text, look.unit, max(slot.unit.size_pt, least)))
        else:
            chosen = look.strong if piece.bold else style.face
            runs.append(StyledRun(piece.text, chosen, slot.size_pt, tracking * slot.size_pt))
    found = measure_runs(runs, slot.size_pt, rules=style.rules)
    if any(piece.unit for piece in paragraph):
        found = replace(found, gap_total=_SPARE_EM * 1000)  # the room behind the numeral is spare
    return found


def unit_size(slot: SlotBox, size_pt: float) -> float:
    """Return the size in points of a unit whose numeral is set at `size_pt`; it stays legible."""
    if slot.unit is None:
        return size_pt
    scaled = int(slot.unit.size_pt * size_pt / slot.size_pt * 2) / 2
    return max(scaled, min(slot.unit.size_pt, _LEAST_UNIT_PT))


@lru_cache(maxsize=64)
def slide_rules(chosen: Face) -> LineRules:
    """Return how programs set Chinese and Latin side by side in a face."""
    return replace(SLIDE, latin_gap_em=max(_LATIN_GAP_EM, 0.2 * chosen.line_em))
