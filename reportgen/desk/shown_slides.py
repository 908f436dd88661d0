"""The slides of a deck as the pages of the desk know them: plain data that travels between processes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.spans import Span
from reportgen.write.powerpoint.model import LoweredDeck, LoweredSlide, PlacedText
from reportgen.write.powerpoint.room import Room, room_of


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file on which a field stands; the first line of the file is 1."""

    path: str
    first: int
    last: int

    def have(self, at: Span | None) -> bool:
        """Return whether a place is on these lines."""
        return at is not None and at.path == self.path and self.first <= at.line <= self.last


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text of a slide: where it was written, and its room where somebody asked for it."""

    at: Span | None
    is_title: bool
    room: Room | None


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """A slide, with its texts in reading order."""

    number: int
    section: str
    title: str
    continued: bool
    seconds: int
    texts: tuple[ShownText, ...]


def shown_slides(deck: LoweredDeck, lines: Sequence[Lines]) -> tuple[ShownSlide, ...]:
    """Return the slides of a deck, with the room of the texts on the given `lines` and of the first title."""
    return tuple(_with_room(slide, lines) for slide in deck.slides)


def _with_room(slide: LoweredSlide, lines: Iterable[Lines]) -> ShownSlide:
    texts = []
    for text in slide.placed:
        if isinstance(text, PlacedText):
            is_title = text.slot.is_title
            is_asked = any(lines.have(text.at) for lines in lines)
            is_asked = is_asked or (is_title and slide.number == 1)
            texts.append(ShownText(text.at, is_title, room_of(text) if is_asked else None))
    return ShownSlide(
        slide.number, slide.section, slide.title, slide.continued, slide.seconds, tuple(texts)
    )
