"""A slot in, its look out: what the measure needs to know of it, worked out once per slot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.theme.deck import SlotBox
from reportgen.write.measure import (
    SLIDE,
    Box,
    Face,
    Measured,
    Run,
    Setting,
    TextStyle,
    face,
    measure,
    measure_runs,
)
from reportgen.write.measure.faces import advances
from reportgen.write.measure.fit import GUARD, line_pitch
from reportgen.write.measure.measured import ONE_EM_EACH
from reportgen.write.powerpoint.texts import BREAK, Paragraph, Piece, plain

_LEAST_UNIT_PT = 14.0
_TIGHTEST_GAP = 0.4  # of the layout's gap between paragraphs, before the text itself shrinks
# Measured in LibreOffice's PDF: between Chinese and Latin a fifth of the line, at least this.
_LATIN_GAP_EM = 0.24
# What may take more than an em, two with the room beside it: not Chinese, nor the marks that are
# set like it. Those have room before them at the start of a paragraph.
_MARKS = "\u3000“”‘’—…"
_NO_MARKS = str.maketrans("", "", _MARKS)
_NO_CHARS = frozenset("\t\v\u2028\u2029")  # line ends, and what is wider still
_NUMERAL = 4  # characters of a number or year
_WIDEST_EM = 1.4  # an emoji, or a Latin capital with the gap beside it
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
    short_chars: int
    """A text of so few characters fits on a line, whatever they are."""
    wide_chars: int
    """So many characters fit on a line of which none is wider than an em."""
    line_pt: float
    """The line pitch in points at the layout's size."""
    group: tuple[str, float]
    """Shared by the slots whose texts stand beside one another, at one size."""

    def line_at(self, size_pt: float) -> float:
        """Return the line pitch in points at a size in points."""
        return line_pitch(self.style, size_pt)


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
        setting=slide_setting(plain_face),
    )
    indent = slot.left_indent_pt + max(slot.first_indent_pt, 0)
    line_em = (slot.width_pt * GUARD - indent) / slot.size_pt * 1000
    bare_em = ((slot.width_pt - indent) / slot.size_pt - _SPARE_EM) * 1000
    room = slot.width_pt - slot.left_indent_pt - slot.size_pt
    widest = _WIDEST_EM * slot.size_pt + slot.tracking_pt
    stands = bool(slot.line_pt) and slot.line_pt <= slot.height_pt
    # As `measured` and `is_one_line` have it; a hair less, as they add up and this multiplies.
    em = 1000 + slot.tracking_pt / slot.min_pt * 1000
    base, _, ending = slot.name.rpartition("-")
    return Look(
        slot,
        Box(slot.width_pt, slot.height_pt),
        style,
        face(slot.east_asian, slot.latin, bold=True),
        face(unit.east_asian, unit.latin) if unit else None,
        line_em if stands else 0.0,
        bare_em,
        int(room / widest) if stands else 0,
        int(min(line_em, bare_em) / em - 1e-9) if stands else 0,
        line_pitch(style, slot.size_pt),
        (base if ending.isdigit() else slot.name, slot.size_pt),
    )


def is_short(paragraph: Paragraph, look: Look) -> bool:
    """Tell without measuring that a text fits on one line, at the layout's size and below.

    Four of five texts of a deck are so short, or short and Chinese.
    """
    text = plain(paragraph)
    length = len(text)
    if length <= look.short_chars:
        return BREAK not in text
    for piece in paragraph:
        if piece.unit:
            return _is_short_figure(paragraph, look)
    if length <= look.wide_chars:
        wider = ONE_EM_EACH.sub("", text).translate(_NO_MARKS)
        wider += text[:1] if text[:1] in _MARKS else ""
        if length + len(wider) <= look.wide_chars and _NO_CHARS.isdisjoint(wider):
            return True
    return length <= _NUMERAL and len(paragraph) == 1 and not piece.bold and is_narrow(text, look)


def _is_short_figure(paragraph: Paragraph, look: Look) -> bool:
    if len(paragraph) != 2:
        return False
    number, unit = paragraph
    if number.bold or number.unit or not (number.text.isascii() and number.text.isdigit()):
        return False
    return _has_room(len(number.text), unit.text, look)


# Figures are other ones in each deck, but of as many digits.
@lru_cache(maxsize=1024)
def _has_room(digits: int, unit: str, look: Look) -> bool:
    """Tell whether one line holds every number of so many digits with its unit."""
    widest = max("0123456789", key=advances(look.style.face).__getitem__)
    return is_one_line(measured((Piece(widest * digits), Piece(unit, unit=True)), look), look)


@lru_cache(maxsize=1024)
def is_narrow(text: str, look: Look) -> bool:
    """Tell whether a plain text fits on one line; for numerals, which are the same in every deck."""
    return is_one_line(measured((Piece(text),), look), look)


def is_one_line(text: Measured, look: Look) -> bool:
    """Tell whether a measured text fits on one line, at the layout's size and below."""
    length = text.reach[-1]
    if length > look.line_em or len(text.parts) > 1:
        return False
    bare = length - min(text.spared, look.style.spare_em * 1000)
    return bare <= look.bare_em and (not text.uniform or text.coarse <= look.bare_em)


def measured(paragraph: Paragraph, look: Look) -> Measured:
    """Measure a paragraph in ems of the layout's size; a numeral's unit shrinks with it."""
    slot, style = look.slot, look.style
    # Tracking stays as it is when the size shrinks: in ems it is largest at the least size.
    tracking = slot.tracking_pt / slot.min_pt
    for piece in paragraph:
        if piece.bold or piece.unit:
            break
    else:
        return measure(plain(paragraph), style.face, tracking_em=tracking, setting=style.setting)
    runs = []
    for piece in paragraph:
        if piece.unit and slot.unit and look.unit:
            # At the least size of the numeral its unit is as wide, in ems, as it gets.
            least = unit_size(slot, slot.min_pt) * slot.size_pt / slot.min_pt
            runs.append(Run(piece.text, look.unit, max(slot.unit.size_pt, least)))
        else:
            chosen = look.strong if piece.bold else style.face
            runs.append(Run(piece.text, chosen, slot.size_pt, tracking * slot.size_pt))
    found = measure_runs(runs, slot.size_pt, setting=style.setting)
    if any(piece.unit for piece in paragraph):
        found.spared = _SPARE_EM * 1000  # the room behind the numeral is spare
    return found


def unit_size(slot: SlotBox, size_pt: float) -> float:
    """Return the size in points of a unit whose numeral is set at `size_pt`; it stays legible."""
    if slot.unit is None:
        return size_pt
    scaled = int(slot.unit.size_pt * size_pt / slot.size_pt * 2) / 2
    return max(scaled, min(slot.unit.size_pt, _LEAST_UNIT_PT))


@lru_cache(maxsize=64)
def slide_setting(chosen: Face) -> Setting:
    """Return how programs set Chinese and Latin side by side in a face."""
    return replace(SLIDE, latin_gap_em=max(_LATIN_GAP_EM, 0.2 * chosen.line_em))
