"""A theme in; the same theme, whose body texts are never set smaller than a size, out.

A talk in a hall is read from the last row: its deck states the least size of a body text, whatever the layouts say.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from reportgen.theme.deck import DeckTheme
from reportgen.theme.deck_layouts import Layout, SlotBox, Slots

#: the roles that are no body text: what frames a slide, ordinals and figures, objects, captions of pictures and charts
_AROUND = frozenset({"kicker", "furniture", "numeral", "object", "caption"})
#: the slots that say who spoke or wrote, and when: read out, and small beside what they belong to
SOURCES = frozenset({"attribution", "post", "unit", "presenter", "date"})
_NUMBERED = re.compile(r"(.+)-\d+")


def with_least_body(theme: DeckTheme, least_pt: float) -> DeckTheme:
    """Return a theme with its body texts, and those of its tables, at `least_pt` or larger; 0 changes nothing."""
    return _with_least_body(theme, least_pt) if least_pt else theme


# The slots of a theme are compared as objects: the same theme must have the same slots again.
@lru_cache(maxsize=32)
def _with_least_body(theme: DeckTheme, least_pt: float) -> DeckTheme:
    layouts = {name: _enlarged(layout, least_pt) for name, layout in theme.layouts.items()}
    row = theme.settings.tables.row
    row = row.model_copy(update={"min_pt": max(row.min_pt, least_pt)})
    tables = theme.settings.tables.model_copy(update={"row": row})
    settings = theme.settings.model_copy(update={"tables": tables})
    return replace(theme, layouts=layouts, settings=settings)


def _enlarged(layout: Layout, least_pt: float) -> Layout:
    def enlarged(name: str) -> SlotBox:
        slot = layout.slots[name]
        return _at_least(slot, least_pt) if is_body(slot, layout.slots) else slot

    return replace(layout, slots=Slots(layout.slots, enlarged))


def is_body(slot: SlotBox, beside: Collection[str]) -> bool:
    """Return whether a slot holds text that everybody in the hall reads; `beside` are all slots of its layout.

    A note beside a figure says what the figure is, so it is body text whatever it looks like.
    """
    base, number = _base(slot.name)
    if base == "note" and (f"figure{number}" in beside or "takeaway-figure" in beside):
        return True
    return slot.role not in _AROUND and base not in SOURCES


def _base(name: str) -> tuple[str, str]:
    """Return the name of a slot without its number, and the number with its hyphen."""
    match = _NUMBERED.fullmatch(name)
    return (match[1], name[len(match[1]) :]) if match else (name, "")


def _at_least(slot: SlotBox, least_pt: float) -> SlotBox:
    """Return a slot whose text is nowhere smaller than `least_pt`, its lines as far apart in proportion."""
    size_pt = max(slot.size_pt, least_pt)
    return replace(
        slot,
        size_pt=size_pt,
        min_pt=max(slot.min_pt, least_pt),
        line_pt=slot.line_pt * size_pt / slot.size_pt,
    )
