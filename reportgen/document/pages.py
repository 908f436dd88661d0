"""The pages of a finished deck: what stands on each slide of the file, which a speaker's script lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.document.nodes import Content, SlotValue


@dataclass(frozen=True, slots=True)
class DeckPage:
    """One slide of a deck as its audience sees it.

    `contents` is what stands in its slots, in the order in which the template fills them, and
    `title_slot` the slot of its title, "" if it has none. A slide with too much on it goes on on the
    next one, which is `continued`; the notes stand on the first of them.
    """

    number: int
    layout: str
    contents: Mapping[str, SlotValue]
    title_slot: str
    notes: tuple[Content, ...] = ()
    section: str = ""
    #: how long its speaker has, 0 where no time is stated
    seconds: int = 0
    continued: bool = False
    #: whether the slide is hidden: a spare one, which the talk passes over
    hidden: bool = False
