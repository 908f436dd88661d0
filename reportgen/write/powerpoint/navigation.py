"""The slides of a deck → the same with a way through it: parts top right, 目录 at the foot, page numbers.

What stands where is known only when all slides are lowered. Where the marks stand is data of the style.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.document.nodes import Deck, Prose, Slide
from reportgen.document.walk import plain_text
from reportgen.measure import face, measure
from reportgen.theme.deck import DeckTheme
from reportgen.theme.deck_settings import MarkSettings, TrackerSettings
from reportgen.units import EMU_PER_PT
from reportgen.write.powerpoint.fit_text import (
    MeasuredText,
    fits_at,
    measure_for,
    place,
    sizes_of,
)
from reportgen.write.powerpoint.model import LoweredSlide, Mark, Placed, PlacedText
from reportgen.write.powerpoint.text_runs import TextRun

#: a deck of fewer parts or slides is found through without help
_LEAST_PARTS, _LEAST_SLIDES = 3, 5
_CONTENTS, _TO_CONTENTS = "contents", "目录"
#: layouts that open, divide and close a deck: a section of only these is no part
_FRAMEWORK = frozenset({"cover", "contents", "section", "closing"})
#: kept free between the kicker and the parts, in points
_APART_PT = 24.0
_PER_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a deck: its name, its section, and the number of its first slide."""

    name: str
    section: str
    first: int


def with_navigation(
    slides: Sequence[LoweredSlide], deck: Deck, theme: DeckTheme
) -> tuple[LoweredSlide, ...]:
    """Return the slides with page numbers in the contents, and marks on each slide of content."""
    slides = [_with_page_numbers(slide, slides) for slide in slides]
    settings = theme.settings.navigation
    if settings is None or len(slides) < _LEAST_SLIDES:
        return tuple(slides)
    contents = next((s.number for s in slides if s.layout.family == _CONTENTS), 0)
    if contents:
        mark = _to_contents(settings.contents, contents)
        slides = [
            replace(slide, placed=(*slide.placed, mark)) if slide.layout.navigation else slide
            for slide in slides
        ]
    parts = _parts(slides, deck)
    if len(parts) < _LEAST_PARTS:
        return tuple(slides)
    places = _in_words(parts, settings.tracker, theme)
    with_marks = [slide for slide in slides if _is_in_part(slide, parts)]
    numbered = not places or not all(_has_room(slide, places) for slide in with_marks)
    if numbered:
        places = _in_numbers(parts, settings.tracker)
    return tuple(
        _tracked(slide, parts, places, settings.tracker, numbered=numbered)
        if _is_in_part(slide, parts) and _has_room(slide, places)
        else slide
        for slide in slides
    )


def _is_in_part(slide: LoweredSlide, parts: Sequence[_Part]) -> bool:
    """Return whether a slide belongs to a part; only such slides have marks of the parts."""
    return slide.layout.navigation and any(part.section == slide.section for part in parts)


def _with_page_numbers(slide: LoweredSlide, slides: Sequence[LoweredSlide]) -> LoweredSlide:
    """Return a slide of contents with the number of the slide to which each item leads."""
    numbers = {other.id: other.number for other in slides if other.id}
    texts: dict[str, MeasuredText] = {}
    targets: dict[str, str] = {}
    for placed in slide.placed:
        if isinstance(placed, PlacedText) and placed.target in numbers:
            base, _, item = placed.slot.name.rpartition("-")
            slot = slide.layout.slots.get(f"start-{item}")
            if base == "type" and slot is not None:
                number = str(numbers[placed.target])
                texts[slot.name] = measure_for(slot, ((TextRun(number),),))
                targets[slot.name] = placed.target
    sizes = sizes_of(texts)
    added = [place(text, sizes[name], targets[name]) for name, text in texts.items()]
    return replace(slide, placed=(*slide.placed, *added)) if added else slide


def _parts(slides: Sequence[LoweredSlide], deck: Deck) -> list[_Part]:
    """Return the parts of a deck: those that its contents list, else its sections."""
    contents = next(
        (s for s in deck.slides if isinstance(s, Slide) and s.layout == _CONTENTS), None
    )
    if contents is not None and contents.links:
        by_id = {slide.id: slide for slide in slides if slide.id}
        return [
            _Part(_name(item), by_id[link].section, by_id[link].number)
            for item, link in zip(contents.items, contents.links, strict=False)
            if link in by_id
        ]
    parts: dict[str, _Part] = {}
    for slide in slides:
        if slide.section and slide.layout.family not in _FRAMEWORK:
            parts.setdefault(slide.section, _Part(slide.section, slide.section, slide.number))
    return list(parts.values())


def _name(item: object) -> str:
    """Return the name of a part in the contents."""
    value = item.get("type") if isinstance(item, dict) else None
    return plain_text(value.paragraphs[0], line_break="") if isinstance(value, Prose) else ""


def _to_contents(style: MarkSettings, number: int) -> Mark:
    """Return the mark that leads to the contents."""
    x, y, w, h = style.area_pt
    return Mark(
        "to-contents", _TO_CONTENTS, x, y, w, h, style.size_pt, style.color, number, style.align
    )


def _in_words(
    parts: Sequence[_Part], style: TrackerSettings, theme: DeckTheme
) -> list[tuple[float, float]]:
    """Return where the names of the parts begin and how wide they are, in points; [] without room."""
    faces = theme.faces
    bold = face(faces.name("+mn-ea", ""), faces.name("+mn-lt", ""), bold=True)
    widths = [measure(part.name, bold).width * style.size_pt / _PER_THOUSAND for part in parts]
    total = sum(widths) + style.gap_pt * (len(parts) - 1)
    return _beside(widths, style.gap_pt, style) if total <= style.widest_pt else []


def _in_numbers(parts: Sequence[_Part], style: TrackerSettings) -> list[tuple[float, float]]:
    """Return where the boxes of the parts begin and how wide they are, in points."""
    return _beside([style.box_pt] * len(parts), style.box_gap_pt, style)


def _beside(
    widths: Sequence[float], gap: float, style: TrackerSettings
) -> list[tuple[float, float]]:
    """Return boxes of some widths side by side, at the end of the area that its style says."""
    x, _, w, _ = style.area_pt
    total = sum(widths) + gap * (len(widths) - 1)
    left = x if style.align == "left" else x + w - total
    places = []
    for width in widths:
        places.append((left, width))
        left += width + gap
    return places


def _has_room(slide: LoweredSlide, places: Sequence[tuple[float, float]]) -> bool:
    """Return whether the kicker of a slide stands on its line beside the parts."""
    return bool(places) and all(
        _narrowed(placed, places[0][0]) is not None for placed in slide.placed
    )


def _narrowed(placed: Placed, left: float) -> Placed | None:
    """Return a thing as it stands left of the parts, None for a kicker that has no room there."""
    if not isinstance(placed, PlacedText) or placed.slot.role != "kicker":
        return placed
    slot = placed.slot
    over = slot.x + slot.w - round((left - _APART_PT) * EMU_PER_PT)
    if over <= 0 or slot.x > left * EMU_PER_PT:
        return placed
    box = slot.narrowed(over)
    text = measure_for(box, placed.paragraphs)
    if not fits_at(text, placed.size_pt):
        return None
    return replace(placed, slot=box)


def _tracked(
    slide: LoweredSlide,
    parts: Sequence[_Part],
    places: Sequence[tuple[float, float]],
    style: TrackerSettings,
    *,
    numbered: bool,
) -> LoweredSlide:
    """Return a slide with the parts of the deck, its own marked."""
    beside = (_narrowed(placed, places[0][0]) for placed in slide.placed)
    marks = _marks(slide.section, parts, places, style, _raised_pt(slide), numbered=numbered)
    return replace(slide, placed=(*(placed for placed in beside if placed), *marks))


def _raised_pt(slide: LoweredSlide) -> float:
    """Return by how many points a slide's kicker stands higher than in its layout, for a long title."""
    kicker = next(
        (p.slot for p in slide.placed if isinstance(p, PlacedText) and p.slot.name == "kicker"),
        None,
    )
    designed = slide.layout.slots.get("kicker")
    if kicker is None or designed is None:
        return 0.0
    return max(designed.y - kicker.y, 0) / EMU_PER_PT


def _marks(
    section: str,
    parts: Sequence[_Part],
    places: Sequence[tuple[float, float]],
    style: TrackerSettings,
    raised_pt: float,
    *,
    numbered: bool,
) -> Iterator[Mark]:
    _, y, _, h = style.area_pt
    y -= raised_pt
    for number, (part, (x, w)) in enumerate(zip(parts, places, strict=True), 1):
        own = part.section == section
        name, target = f"tracker-{number}", part.first
        if numbered:
            fill, colour = (style.current, style.on_current) if own else (style.box, style.color)
            yield Mark(name, str(number), x, y, w, h, style.size_pt, colour, target, "center",
                       bold=own, fill=fill, meaning=part.name)  # fmt: skip
        else:
            colour = style.current if own else style.color
            yield Mark(name, part.name, x, y, w, h, style.size_pt, colour, target, bold=own,
                       bar=style.bar if own else "", bar_pt=style.bar_pt)  # fmt: skip
