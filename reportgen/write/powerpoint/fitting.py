"""Paragraphs and a slot in; the size, gap and line ends at which they stand inside it out.

A text is measured once, in ems, when it is held; sizes and pages are tried on what was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.measure import (
    BoxLayout,
    MeasuredParagraph,
    balanced_lines,
    excess_chars,
    find_cut,
    lay_out,
    parts_words,
    sizes,
)
from reportgen.theme.deck import SlotBox
from reportgen.write.powerpoint.looks import (
    Look,
    is_one_line,
    look_of,
    measured,
    unit_size,
)
from reportgen.write.powerpoint.texts import BREAK, Paragraph, Piece, broken, divided, joined, plain

__all__ = ["Held", "PlacedText", "common_size", "fits", "hold", "pages_of", "settle", "unit_size"]

_BALANCED = frozenset({"title", "lead", "card-title"})
_FEW_LINES = 3  # are broken by sense too where they would part a word
_ORPHAN = 2
_GUARD = 0.995  # as measure.fit keeps: programs round advances
_STEP_PT = 1.0
_ELLIPSIS = "…"
_NOT_BEFORE_ELLIPSIS = "，、：；。！？,;:（“《 \v"


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Text as it will stand in its slot; `target` is the id of the slide a click on it leads to."""

    slot: SlotBox
    paragraphs: tuple[Paragraph, ...]
    size_pt: float
    line_pt: float
    gap_pt: float
    target: str = ""
    excess: int = 0
    """How many characters did not fit."""


@dataclass(eq=False, slots=True)
class Held:
    """Paragraphs measured for a slot; those of one line each at the layout's size need no more."""

    paragraphs: tuple[Paragraph, ...]
    look: Look
    texts: tuple[MeasuredParagraph, ...]
    """Empty if one line holds each paragraph at every size, and the slot all of them."""
    stood: dict[float, BoxLayout] | None = None
    """How it stands at the sizes tried."""


def hold(paragraphs: Sequence[Paragraph], slot: SlotBox) -> Held:
    """Measure paragraphs for a slot."""
    look, whole = look_of(slot), tuple(paragraphs)
    return _measured(whole, look)


def _measured(paragraphs: tuple[Paragraph, ...], look: Look) -> Held:
    found = [measured(p, look) for p in paragraphs]
    if _height(len(found), look.line_pt, look) <= look.box.height_pt:
        for text in found:
            if not is_one_line(text, look):
                break
        else:
            return Held(paragraphs, look, ())
    return Held(paragraphs, look, tuple(found))


def common_size(group: Sequence[Held]) -> float:
    """Return the largest size in points at which every text of a group fits its slot.

    A step less is taken where it brings home the last one or two characters of a paragraph.
    """
    size = min([_size_of(held) for held in group])
    # What is broken by sense has no such lines.
    running = [h for h in group if h.texts and h.look.slot.role not in _BALANCED]
    if not running or size - _STEP_PT < max([held.look.slot.min_pt for held in group]):
        return size
    orphans = sum(_stand(held, size).orphans for held in running)
    if orphans and sum(_stand(held, size - _STEP_PT).orphans for held in running) < orphans:
        return size - _STEP_PT
    return size


def fits(held: Held) -> bool:
    """Tell whether the paragraphs fit, at the least size if need be."""
    if not held.texts:
        return True
    # Most do at the layout's, which is looked at in any case.
    slot = held.look.slot
    return _stand(held, slot.size_pt).fits or _stand(held, slot.min_pt).fits


def settle(held: Held, size_pt: float, target: str = "") -> PlacedText:
    """Return the text set at `size_pt`; what does not fit is cut off and counted."""
    look = held.look
    slot = look.slot
    if not held.texts:
        pitch = look.line_pt if size_pt == slot.size_pt else look.line_at(size_pt)
        count, gap = len(held.paragraphs), slot.space_before_pt
        if count > 1:
            gap = _gap(held, _height(count, pitch, look))
        return PlacedText(slot, held.paragraphs, size_pt, pitch, gap, target)
    found = _stand(held, size_pt)
    if not found.fits:
        kept = _shortened(held, size_pt)
        gap = _gap(kept, _stand(kept, size_pt).height_pt)
        excess = max(
            excess_chars(held.texts, look.box, look.style, size_pt),
            sum(map(len, map(plain, held.paragraphs))) - sum(map(len, map(plain, kept.paragraphs))),
        )
        return PlacedText(slot, kept.paragraphs, size_pt, found.line_pt, gap, target, excess)
    if found.lines > len(held.paragraphs):
        by_sense = _title_by_sense if slot.role == "title" else _by_sense
        held = by_sense(held, size_pt)
        found = _stand(held, size_pt)
    gap = _gap(held, found.height_pt)
    return PlacedText(slot, held.paragraphs, size_pt, found.line_pt, gap, target)


def pages_of(held: Held) -> list[Held]:
    """Divide running text over as many boxes as it needs, as evenly as whole paragraphs allow."""
    if fits(held):
        return [held]
    pages, rest = list[Held](), held
    while rest.paragraphs:
        page, left = _page(rest)
        pages.append(page)
        rest = left
    even = _even(held, len(pages))
    return even if even is not None else pages


def _page(held: Held) -> tuple[Held, Held]:
    """Return what one box holds at the least size, and what is left."""
    look = held.look
    if not held.texts:
        return held, Held((), look, ())
    room = look.box.height_pt
    while True:
        place = find_cut(
            held.texts, replace(look.box, height_pt=room), look.style, look.slot.min_pt
        )
        if place is None:
            return held, Held((), look, ())
        page, left = _parted(held, place.paragraph, place.offset)
        # Cut off, a text may be one whose line ends cannot be foretold.
        room -= look.line_at(look.slot.min_pt)
        if room <= 0 or fits(page):
            return page, left


def _parted(held: Held, count: int, offset: int) -> tuple[Held, Held]:
    """Return the first `count` paragraphs and `offset` characters more, and what is left."""
    page, left = list(held.paragraphs[:count]), list(held.paragraphs[count:])
    texts, others = list(held.texts[:count]), list(held.texts[count:])
    if offset:
        head, tail = divided(left[0], offset)
        page.append(head)
        texts.append(measured(head, held.look))
        left[:1], others[:1] = ([tail], [measured(tail, held.look)]) if tail else ([], [])
    return Held(tuple(page), held.look, tuple(texts)), Held(tuple(left), held.look, tuple(others))


def _size_of(held: Held) -> float:
    slot = held.look.slot
    size_pt = slot.size_pt
    if held.texts:
        for size_pt in sizes(slot.size_pt, slot.min_pt, _STEP_PT):
            if _stand(held, size_pt).fits:
                break
    return size_pt


def _stand(held: Held, size_pt: float) -> BoxLayout:
    if held.stood is None:
        held.stood = {}
    found = held.stood.get(size_pt)
    if found is None:
        look = held.look
        texts = held.texts or [measured(p, look) for p in held.paragraphs]
        found = held.stood[size_pt] = lay_out(texts, look.box, look.style, size_pt)
    return found


def _height(lines: int, line_pt: float, look: Look) -> float:
    """Return the height in points of paragraphs of one line each, as close as they may stand."""
    return lines * line_pt + (lines - 1) * look.style.space_before_pt


def _gap(held: Held, height_pt: float) -> float:
    """Return the gap between paragraphs: the layout's, or what the room left over allows."""
    slot, tightest = held.look.slot, held.look.style.space_before_pt
    between = len(held.paragraphs) - 1
    if between < 1 or not slot.space_before_pt:
        return slot.space_before_pt
    room = slot.height_pt - height_pt
    return max(min(slot.space_before_pt, int(tightest + room / between)), 0)


def _by_sense(held: Held, size_pt: float) -> Held:
    """Return the text with its lines broken by sense, if it fits so."""
    found, places = _stand(held, size_pt), range(len(held.paragraphs))
    paragraphs = tuple([_broken(held, i, size_pt, found) for i in places])
    if paragraphs == held.paragraphs:
        return held
    told = hold(paragraphs, held.look.slot)
    return told if _stand(told, size_pt).fits else held


_title_by_sense = lru_cache(maxsize=256)(_by_sense)


def _broken(held: Held, index: int, size_pt: float, found: BoxLayout) -> Paragraph:
    """Return a paragraph with line ends of its own where lines would end against the sense."""
    paragraph, text, look = held.paragraphs[index], held.texts[index], held.look
    # Behind a bullet, lines that fill the width read better.
    if BREAK in text.text or look.style.left_indent_pt:
        return paragraph
    by_sense = look.slot.role in _BALANCED
    if not by_sense:
        *ends, last = [end for _, end, _ in found.spans[index]]
        if not 0 < len(ends) < _FEW_LINES:
            return paragraph
        if last - ends[-1] > _ORPHAN and not parts_words(text.text, ends):
            return paragraph
    lines = balanced_lines(
        text.text,
        look.style.face,
        size_pt,
        look.box.width_pt * _GUARD - look.style.left_indent_pt,
        tracking_pt=look.slot.tracking_pt,
        rules=look.style.rules,
    )
    ends = [line.end for line in lines[:-1]]
    return paragraph if not by_sense and parts_words(text.text, ends) else broken(paragraph, ends)


def _shortened(held: Held, size_pt: float) -> Held:
    low, high = 0, sum(len(plain(p)) for p in held.paragraphs)
    slot = held.look.slot
    while low < high:
        middle = (low + high + 1) // 2
        if _stand(hold(_first(held.paragraphs, middle), slot), size_pt).fits:
            low = middle
        else:
            high = middle - 1
    return hold(_first(held.paragraphs, low), slot)


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
    kept[-1] = joined((*last, replace(look, text=_ELLIPSIS)))
    return tuple(kept)


def _even(held: Held, count: int) -> list[Held] | None:
    """Divide whole paragraphs into `count` runs of about one height, if each fits."""
    paragraphs, look = held.paragraphs, held.look
    if count > len(paragraphs):
        return None
    least = look.slot.min_pt
    heights = [lay_out([text], look.box, look.style, least).height_pt for text in held.texts]
    pages: list[Held] = []
    start = 0
    for page in range(count, 0, -1):
        share, taken, end = sum(heights[start:]) / page, 0.0, start
        last = len(paragraphs) - (page - 1)
        while end < last and (end == start or taken + heights[end] / 2 <= share):
            taken += heights[end]
            end += 1
        if page == 1:
            end = len(paragraphs)
        pages.append(Held(paragraphs[start:end], look, held.texts[start:end]))
        start = end
    return pages if all(fits(page) for page in pages) else None
