"""What can be wrong with the slides of a deck: over, small, hollow, twice the same."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.choose.table import TITLE
from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint import LoweredSlide
from reportgen.write.powerpoint.fit_text import fits_at, measure_for
from reportgen.write.powerpoint.model import PlacedText

#: layouts whose emptiness is their design
AIRY = frozenset({"cover", "contents", "section", "section-plain", "quote", "quote-plain",
                  "quote-source", "statement", "statement-side", "closing", "convergence"})  # fmt: skip
#: what an author places one by one: a table is shown as a table, a quotation as a quotation, questions as questions, a
#: chapter of whose works he wants no slide has its divider alone
PLACED_BY_AUTHOR = frozenset({"section", "section-plain", "discussion", "table", "table-note", "chart", "pictures", "photo-full", "quote",
                              "quote-plain", "quote-source"})  # fmt: skip
LEAST_FILL = 0.25
SMALLEST_PT = 14
#: a name is never cut; it may be set smaller, which `small-type` warns of
NAMES = frozenset({"title", "card-title", "label", "lead"})


def faults_of(slides: tuple[LoweredSlide, ...], theme: DeckTheme) -> Iterator[str]:
    """Yield each fault with the number of its slide, its layout and its slot."""
    before = ""
    for slide in slides:
        yield from _faults_of_texts(slide, theme)
        choice = slide.choice
        wanted = choice is not None and (
            choice.reason.startswith("作者指定") or choice.row is TITLE
        )
        is_airy = slide.layout.family in AIRY or (choice is not None and choice.row.airy)
        if not wanted and not is_airy and slide.fill < LEAST_FILL:
            yield f"{slide.number} {slide.layout.id} is {slide.fill:.0%} full"
        look = choice.row.look if choice else slide.layout.family
        if look == before and not slide.continued and not wanted and look not in PLACED_BY_AUTHOR:
            yield f"{slide.number} {slide.layout.id} follows its like"
        before = look


def _faults_of_texts(slide: LoweredSlide, theme: DeckTheme) -> Iterator[str]:
    for placed in slide.placed:
        if not isinstance(placed, PlacedText):
            continue
        slot, where = placed.slot, f"{slide.number} {slide.layout.id} {placed.slot.name}"
        if slot.vertical:
            whole = theme.layouts[slide.layout.id].slots[slot.name].largest
            if slot.depth_pt > whole.depth_pt + 0.1:
                yield f"{where} has too many columns"
        elif not fits_at(measure_for(slot, placed.paragraphs), placed.size_pt):
            yield f"{where} runs over"
        if placed.size_pt < SMALLEST_PT and slot.role not in NAMES:
            yield f"{where} is set at {placed.size_pt:g} pt"
