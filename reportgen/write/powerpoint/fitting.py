"""Paragraphs and a slot in; the size, gap and line ends at which they stand inside it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.theme.deck import SlotBox
from reportgen.write.measure import (
    SLIDE,
    Box,
    Face,
    Fit,
    Run,
    Setting,
    TextStyle,
    balanced,
    cut,
    face,
    fit,
)
from reportgen.write.powerpoint.texts import BREAK, Paragraph, Piece, broken, divided, merged, plain

_TIGHTEST_GAP = 0.4  # of the layout's gap between paragraphs, before the text itself shrinks
_BALANCED = frozenset({"title", "lead", "card-title"})
_GUARD = 0.995  # as measure.fit keeps: programs round advances
_MOST_GAPS = 5
_WIDEST_EM = 1.4  # an emoji, or a Latin capital with the gap beside it
_ONE_LINE_ROOM_EM = 0.48  # a wrapped word in a box of one line shows at once: keep off the edge
_OPENING_QUOTES = ("“", "‘")
_LATIN_QUOTE = re.compile("[!-~][“”‘’]|[“”‘’][!-~]")
_ELLIPSIS = "…"
_NOT_BEFORE_ELLIPSIS = "，、：；。！？,;:（“《 \v"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text as it will stand in a slot; `excess` is how many characters did not fit."""

    paragraphs: tuple[Paragraph, ...]
    size_pt: float
    line_pt: float
    gap_pt: float
    excess: int = 0


def box_of(slot: SlotBox, paragraphs: Sequence[Paragraph], size_pt: float) -> Box:
    """Return the room of a slot, less what programs leave beside marks they take for Latin."""
    gap = _latin_gap_em(face(slot.east_asian, slot.latin))
    loose = gap * max((_loose_gaps(plain(p)) for p in paragraphs), default=0)
    if _is_one_line(slot) and not any(piece.unit for p in paragraphs for piece in p):
        loose = max(loose, _ONE_LINE_ROOM_EM)
    return Box(max(slot.width_pt - loose * size_pt, size_pt), slot.height_pt)


def size_for(paragraphs: Sequence[Paragraph], slot: SlotBox) -> float:
    """Return the largest size in points, from the layout's to the least, at which all fits."""
    if _is_short(paragraphs, slot):
        return slot.size_pt
    style = style_of(slot, _TIGHTEST_GAP)
    box = box_of(slot, paragraphs, slot.size_pt)
    return fit([measured(p, slot) for p in paragraphs], box, style, slot.min_pt).size_pt


def fits(paragraphs: Sequence[Paragraph], slot: SlotBox) -> bool:
    """Tell whether the paragraphs fit at the least size."""
    return _fit_at(paragraphs, slot, slot.min_pt).fits


def height_of(paragraphs: Sequence[Paragraph], slot: SlotBox, size_pt: float) -> float:
    """Return the height in points the paragraphs take at a size, gaps at their tightest."""
    return _fit_at(paragraphs, slot, size_pt).height_pt


def settle(paragraphs: Sequence[Paragraph], slot: SlotBox, size_pt: float) -> Fitted:
    """Return the text set at `size_pt`; what does not fit is cut off and counted."""
    if size_pt == slot.size_pt and _is_short(paragraphs, slot):
        return Fitted(tuple(paragraphs), size_pt, slot.line_pt, slot.space_before_pt)
    found = _fit_at(paragraphs, slot, size_pt)
    if not found.fits:
        kept = _shortened(paragraphs, slot, size_pt)
        return Fitted(kept, size_pt, found.line_pt, _gap(kept, slot, size_pt), _excess(found))
    shown = tuple(paragraphs)
    if slot.role in _BALANCED:
        shown = tuple(_balanced(p, slot, size_pt) for p in paragraphs)
        if not _fit_at(shown, slot, size_pt).fits:
            shown = tuple(paragraphs)
    return Fitted(shown, size_pt, found.line_pt, _gap(shown, slot, size_pt))


def pages_of(paragraphs: Sequence[Paragraph], slot: SlotBox) -> list[tuple[Paragraph, ...]]:
    """Divide running text over as many boxes as it needs, as evenly as whole paragraphs allow."""
    if fits(paragraphs, slot):
        return [tuple(paragraphs)]
    style, pages = _style_at(slot, slot.min_pt), list[tuple[Paragraph, ...]]()
    rest = list(paragraphs)
    while rest:
        box = box_of(slot, rest, slot.min_pt)
        scaled = _scaled(slot, slot.min_pt)
        place = cut([measured(p, scaled) for p in rest], box, style, slot.min_pt)
        if place is None:
            pages.append(tuple(rest))
            break
        page, left = rest[: place.paragraph], rest[place.paragraph :]
        if place.offset:
            head, tail = divided(left[0], place.offset)
            page, left = [*page, head], [tail, *left[1:]] if tail else left[1:]
        pages.append(tuple(page))
        rest = left
    even = _even(paragraphs, len(pages), slot)
    return even if even is not None else pages


def style_of(slot: SlotBox, gap: float = 1.0) -> TextStyle:
    """Return how the slot sets text, its paragraph gap scaled by `gap`."""
    chosen = face(slot.east_asian, slot.latin, bold=slot.bold)
    return TextStyle(
        chosen,
        slot.size_pt,
        line_pt=slot.line_pt or None,
        line_ratio=slot.line_ratio,
        space_before_pt=slot.space_before_pt * gap,
        tracking_pt=slot.tracking_pt,
        left_indent_pt=slot.left_indent_pt,
        first_indent_pt=slot.first_indent_pt,
        setting=_setting(chosen),
    )


def measured(paragraph: Paragraph, slot: SlotBox) -> str | list[Run]:
    """Return the paragraph as the measure takes it, at the layout's size."""
    if all(not piece.bold and not piece.unit for piece in paragraph):
        return plain(paragraph)
    base = face(slot.east_asian, slot.latin, bold=slot.bold)
    strong = face(slot.east_asian, slot.latin, bold=True)
    runs = []
    for piece in paragraph:
        if piece.unit and slot.unit:
            unit = slot.unit
            runs.append(Run(piece.text, face(unit.east_asian, unit.latin), unit.size_pt))
        else:
            chosen = strong if piece.bold else base
            runs.append(Run(piece.text, chosen, slot.size_pt, slot.tracking_pt))
    return runs


@lru_cache(maxsize=64)
def _setting(chosen: Face) -> Setting:
    return replace(SLIDE, latin_gap_em=_latin_gap_em(chosen))


def _latin_gap_em(chosen: Face) -> float:
    # LibreOffice leaves a fifth of the line's height between Chinese and Latin; PowerPoint less.
    return 0.2 * chosen.line_em


def _is_short(paragraphs: Sequence[Paragraph], slot: SlotBox) -> bool:
    """Tell without measuring that a text fits on one line at the layout's size."""
    if len(paragraphs) != 1 or not slot.line_pt or slot.line_pt > slot.height_pt:
        return False
    text = plain(paragraphs[0])
    room = slot.width_pt - slot.left_indent_pt - slot.size_pt
    widest = _WIDEST_EM * slot.size_pt + slot.tracking_pt
    return BREAK not in text and len(text) * widest <= room


def _is_one_line(slot: SlotBox) -> bool:
    return slot.height_pt < 2 * (slot.line_pt or slot.size_pt * slot.line_ratio)


def _loose_gaps(text: str) -> int:
    # LibreOffice takes a quote that opens a paragraph or touches Latin, and every ·, for Latin.
    opening = 1 if text[:1] in _OPENING_QUOTES else 0
    touching = len(_LATIN_QUOTE.findall(text))
    return min(opening + touching + 2 * text.count("·"), _MOST_GAPS)


def _style_at(slot: SlotBox, size_pt: float, gap: float = _TIGHTEST_GAP) -> TextStyle:
    style = style_of(slot, gap)
    if size_pt == slot.size_pt:
        return style
    line = None if style.line_pt is None else round(style.line_pt * size_pt / slot.size_pt, 2)
    return replace(style, size_pt=size_pt, line_pt=line)


def _fit_at(paragraphs: Sequence[Paragraph], slot: SlotBox, size_pt: float) -> Fit:
    # Runs are measured at the layout's size, so the style keeps it and only the minimum moves.
    style = style_of(slot, _TIGHTEST_GAP)
    if size_pt >= slot.size_pt:
        box = box_of(slot, paragraphs, slot.size_pt)
        return fit([measured(p, slot) for p in paragraphs], box, style, slot.size_pt)
    scaled = _scaled(slot, size_pt)
    texts = [measured(p, scaled) for p in paragraphs]
    return fit(texts, box_of(slot, paragraphs, size_pt), _style_at(slot, size_pt), size_pt)


def _scaled(slot: SlotBox, size_pt: float) -> SlotBox:
    unit = slot.unit
    if unit is not None:
        unit = replace(unit, size_pt=unit_size(slot, size_pt))
    return replace(slot, size_pt=size_pt, unit=unit)


def unit_size(slot: SlotBox, size_pt: float) -> float:
    """Return the size in points of a unit whose numeral is set at `size_pt`."""
    if slot.unit is None:
        return size_pt
    return int(slot.unit.size_pt * size_pt / slot.size_pt * 2) / 2


def _gap(paragraphs: Sequence[Paragraph], slot: SlotBox, size_pt: float) -> float:
    if len(paragraphs) < 2 or not slot.space_before_pt:
        return slot.space_before_pt
    room = slot.height_pt - height_of(paragraphs, slot, size_pt)
    tightest = slot.space_before_pt * _TIGHTEST_GAP
    return max(min(slot.space_before_pt, int(tightest + room / (len(paragraphs) - 1))), 0)


def _balanced(paragraph: Paragraph, slot: SlotBox, size_pt: float) -> Paragraph:
    text = plain(paragraph)
    if BREAK in text:
        return paragraph
    width = box_of(slot, [paragraph], size_pt).width_pt * _GUARD
    chosen = face(slot.east_asian, slot.latin, bold=slot.bold)
    lines = balanced(
        text, chosen, size_pt, width, tracking_pt=slot.tracking_pt, setting=_setting(chosen)
    )
    return broken(paragraph, [line.end for line in lines[:-1]]) if len(lines) > 1 else paragraph


def _shortened(
    paragraphs: Sequence[Paragraph], slot: SlotBox, size_pt: float
) -> tuple[Paragraph, ...]:
    low, high = 0, sum(len(plain(p)) for p in paragraphs)
    while low < high:
        middle = (low + high + 1) // 2
        if _fit_at(_first(paragraphs, middle), slot, size_pt).fits:
            low = middle
        else:
            high = middle - 1
    return _first(paragraphs, low)


def _first(paragraphs: Sequence[Paragraph], count: int) -> tuple[Paragraph, ...]:
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        length = len(plain(paragraph))
        head, _ = divided(paragraph, count)
        kept.append(head)
        if length >= count:
            break
        count -= length
    last = kept[-1]
    trimmed = plain(last).rstrip(_NOT_BEFORE_ELLIPSIS)
    last, _ = divided(last, len(trimmed))
    look = last[-1] if last else Piece("")
    kept[-1] = merged((*last, Piece(_ELLIPSIS, look.bold, look.unit)))
    return tuple(kept)


def _excess(found: Fit) -> int:
    return max(found.overflow_chars, 1)


def _even(
    paragraphs: Sequence[Paragraph], count: int, slot: SlotBox
) -> list[tuple[Paragraph, ...]] | None:
    """Divide whole paragraphs into `count` runs of about one height, if each fits."""
    if count > len(paragraphs):
        return None
    heights = [height_of([p], slot, slot.min_pt) for p in paragraphs]
    pages: list[tuple[Paragraph, ...]] = []
    start = 0
    for page in range(count, 0, -1):
        share, taken, end = sum(heights[start:]) / page, 0.0, start
        last = len(paragraphs) - (page - 1)
        while end < last and (end == start or taken + heights[end] / 2 <= share):
            taken += heights[end]
            end += 1
        if page == 1:
            end = len(paragraphs)
        pages.append(tuple(paragraphs[start:end]))
        start = end
    return pages if all(fits(page, slot) for page in pages) else None
