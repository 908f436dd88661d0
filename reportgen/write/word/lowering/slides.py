"""A slide of the deck that a report is about becomes a paragraph with its small drawing."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.diagnostics import Faults
from reportgen.units import EMU_PER_TWIP
from reportgen.write.pictures import PictureError, PictureInfo, inspect
from reportgen.write.powerpoint.model import PlacedPicture
from reportgen.write.stored_pictures import stored
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.model import Drawing, Paragraph, paragraph

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def slide_paragraphs(state: WriterState, number: int, width: int) -> tuple[Paragraph, ...]:
    """Return the paragraph of a slide `width` twips wide, () where there is no such slide."""
    drawn = state.slides and state.slides.draw(number, width * EMU_PER_TWIP, _Pictures(state))
    if not drawn:
        return ()
    own = state.next_drawing()
    drawing = Drawing("slide", own, "", drawn.width, drawn.height, drawn.alt, group=drawn.group)
    return (paragraph("Picture", drawing, keep_next=False, align="left"),)


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The pictures of slides as those of the document (`SlidePictures`).

    What is wrong with one is reported by the deck.
    """

    state: WriterState

    def picture(
        self, placed: PlacedPicture, frame: tuple[int, int]
    ) -> tuple[str, PictureInfo] | None:
        """Return the relationship to a picture and its size; None for one that cannot be shown."""
        fills = not placed.slot.optional
        try:
            data = stored(self.state.picture(placed.picture.path), frame, fills=fills)
            info = inspect(data)
        except (Faults, PictureError):
            return None
        kind = (info.extension, info.content_type, _IMAGE)
        return self.state.media_relationship(data, *kind), info
