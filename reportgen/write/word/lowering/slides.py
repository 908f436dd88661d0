"""A slide of the deck that a report is about becomes a paragraph with its small drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Faults
from reportgen.units import EMU_PER_TWIP, twips_of_pt
from reportgen.write.pictures import PictureError, PictureInfo, inspect
from reportgen.write.powerpoint.model import PlacedPicture
from reportgen.write.stored_pictures import stored
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.model import (
    Drawing,
    Paragraph,
    Run,
    RunProperties,
    paragraph,
    with_properties,
)

_GOES_ON = "接"
"""Beside a speech that goes on from the page above: 接第3页."""
_LABEL_STYLE = "TableText"
_TIME_PT, _LABEL_PITCH_PT, _PART_PITCH_PT = 10, 16, 20
"""The size of the times below a slide; the pitch of the line they stand on, and of a part's title."""
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def slide_paragraphs(
    state: WriterState, numbers: Iterable[int], width: int
) -> tuple[Paragraph, ...]:
    """Return a paragraph for each slide there is, `width` twips wide."""
    out: list[Paragraph] = []
    for number in numbers:
        scene = state.slides and state.slides.draw(number, width * EMU_PER_TWIP, _Pictures(state))
        if scene:
            own = state.next_drawing()
            size = scene.width, scene.height
            drawing = Drawing("slide", own, "", *size, scene.alt, group=scene.group)
            out.append(paragraph("Picture", drawing, keep_next=False, align="left"))
    return tuple(out)


def slide_label(state: WriterState, label: Paragraph) -> Paragraph:
    """Return the words below a slide: what is bold in the face of headings, the rest quiet."""
    size_pt = state.profile.faces.table_header.size_pt
    return _leading_words(state, with_properties(label, line=twips_of_pt(_LABEL_PITCH_PT)), size_pt)


def part_title(state: WriterState, title: Paragraph) -> Paragraph:
    """Return the row above the slides of a part: the name of the part and its time."""
    line = twips_of_pt(_PART_PITCH_PT)
    inlines = _leading_words(state, title).inlines
    return paragraph(_LABEL_STYLE, *inlines, keep_next=True, line=line)


def _leading_words(state: WriterState, words: Paragraph, size_pt: float | None = None) -> Paragraph:
    """Return words of which the bold ones are in the face of headings and the main colour."""
    face = state.profile.faces.table_header
    leading = RunProperties(
        east_asian=face.font,
        latin=face.digits or face.font,
        colour=state.colours.accent,
        size_pt=size_pt,
    )
    quiet = RunProperties(colour=state.colours.muted, size_pt=_TIME_PT)
    return words._replace(
        inlines=tuple(
            one._replace(properties=leading if one.properties.bold else quiet)
            if isinstance(one, Run)
            else one
            for one in words.inlines
        )
    )


def continuation_label(state: WriterState, labels: Sequence[Paragraph]) -> Paragraph | None:
    """Return what stands beside the rest of a speech, quiet: 接 and the leading words below its slide."""
    if not labels:
        return None
    label = labels[0]
    leading = [
        one
        for one in label.inlines
        if isinstance(one, Run) and one.properties.colour == state.colours.accent
    ]
    if not leading:
        return None
    quiet = RunProperties(colour=state.colours.muted, size_pt=_TIME_PT)
    words = (leading[0]._replace(text=_GOES_ON, further=()), *leading)
    return label._replace(inlines=tuple(run._replace(properties=quiet) for run in words))


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The pictures of slides as those of the document (`SlidePictures`).

    What is wrong with one is reported by the deck.
    """

    state: WriterState

    def picture(
        self, place: PlacedPicture, frame: tuple[int, int]
    ) -> tuple[str, PictureInfo] | None:
        """Return the relationship to a picture and its size; None for one that cannot be shown."""
        fills = not place.slot.optional
        try:
            data = stored(self.state.picture(place.picture.path), frame, fills=fills)
            info = inspect(data)
        except (Faults, PictureError):
            return None
        kind = (info.extension, info.content_type, _IMAGE)
        return self.state.media_relationship(data, *kind), info
