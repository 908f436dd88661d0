"""How much text a slot holds, and how much of it a text fills: lines of Chinese characters, no measuring.

A Chinese character counts 1, a Latin letter or digit ½, and the unit of a numeral as much less as it is
smaller. These are the thresholds of the table of layouts, so they follow from the slots of the style. The
exact sizes are found when slides are lowered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reportgen.document.nodes import Content, Number, Prose
from reportgen.document.walk import plain_text
from reportgen.theme.deck_layouts import SlotBox


@dataclass(frozen=True, slots=True)
class Capacity:
    """The room of a slot at one size: `characters` in each of `lines`; `size_pt`, `pitch_pt` in points."""

    characters: int
    lines: int
    size_pt: float
    pitch_pt: float

    def lines_of(self, lengths: Iterable[float]) -> int:
        """Return how many lines paragraphs of some lengths need."""
        if not self.characters:
            return 0
        return sum(max(1, math.ceil(one / self.characters)) for one in lengths)


@lru_cache(maxsize=4096)
def capacity(slot: SlotBox, size_pt: float) -> Capacity:
    """Return the room of a slot, its largest box, at a size in points."""
    box = slot.largest
    pitch = slot.line_pt * size_pt / slot.size_pt if slot.line_pt else 1.3 * size_pt
    characters = int((box.line_length_pt - slot.left_indent_pt) / size_pt)
    lines = max(1, int((box.depth_pt + 0.25 * size_pt) / pitch))
    return Capacity(max(0, characters), lines, size_pt, pitch)


def length(text: str) -> float:
    """Return how many characters a text has; a Latin letter or a digit counts half."""
    return len(text) - sum(map(str.isascii, text)) / 2


def lengths_in(slot: SlotBox, text: Prose) -> tuple[float, ...]:
    """Return how many characters each paragraph of a text has in a slot, whose units may be small."""
    share = slot.unit.size_pt / slot.size_pt if slot.unit else 1.0
    return tuple(_length_in(content, share) for content in text.paragraphs)


def _length_in(content: Content, share: float) -> float:
    units = sum(length(part.unit) for part in content if isinstance(part, Number))
    return length(plain_text(content)) - units * (1 - share)


def fits(slot: SlotBox, text: Prose) -> bool:
    """Return whether a text stands in the slot at its least size or a larger one."""
    room = capacity(slot, slot.min_pt)
    return room.lines_of(lengths_in(slot, text)) <= room.lines
