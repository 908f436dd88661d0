"""How much more a placed text has room for, measured as the slide itself is."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.write.powerpoint.fit_text import fits, fits_at, fitting_chars, length, measure_for
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.text_runs import TextRun

#: characters that are tried at most
_MOST = 128


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a text in its slot.

    `more` characters fit at the layout's own size; where the text needs smaller type, `size_pt` is that,
    else 0. `excess` characters fit at no size of the slot.
    """

    used: int
    more: int
    size_pt: float
    excess: int


def room_of(placed: PlacedText) -> Room:
    """Return the room of a text that stands in its slot."""
    slot = placed.slot
    text = measure_for(slot, placed.paragraphs)
    used = length(text)
    if not fits(text):
        return Room(used, 0, 0.0, max(used - fitting_chars(text), 1))
    if not fits_at(text, slot.size_pt):
        return Room(used, 0, placed.size_pt, 0)
    least, most = 0, _MOST
    while least < most:
        tried = (least + most + 1) // 2
        if fits_at(measure_for(slot, _longer(placed, tried)), slot.size_pt):
            least = tried
        else:
            most = tried - 1
    return Room(used, least, 0.0, 0)


def _longer(placed: PlacedText, count: int) -> tuple[tuple[TextRun, ...], ...]:
    *before, last = placed.paragraphs or ((),)
    return (*before, (*last, TextRun("字" * count)))
