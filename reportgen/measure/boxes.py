"""How measured paragraphs stand in a box of a slide, and where they must be cut to fit it.

PowerPoint does not fit text again when a file is opened, so the sizes written must be right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.measure.faces import Face
from reportgen.measure.line_breaks import BREAK, PROHIBITED
from reportgen.measure.lines import LineSpan, break_lines
from reportgen.measure.paragraphs import (
    SLIDE,
    LineRules,
    MeasuredParagraph,
    fallback_width,
    measure,
)

USED_SHARE = 0.995
"""Share of a box's width that is used: programs round advances and may wrap a little earlier."""
ORPHAN_CHARS = 2
"""A last line of so few characters looks like a mistake."""

_SENTENCE_END = "[。！？；…][”’」』）》]*"
_CLAUSE_END = "[，：、][”’」』）》]*"
_ROUNDING_PT = 0.05  # heights are compared to a tenth of a point
# Line ends of mixed text are foretold rightly up to so many lines; text of marks alone needs one
# line more for so many.
_SURE_LINES, _LINES_OF_MARKS = 2, 3


@dataclass(frozen=True, slots=True)
class Box:
    """Room for text, insets taken off; points."""

    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the paragraphs of a box are set; line pitch scales with size, the rest is fixed."""

    face: Face
    size_pt: float
    line_pt: float | None = None
    """Exact line pitch at `size_pt`; None: `line_ratio` times the face's own line height."""
    line_ratio: float = 1.0
    space_before_pt: float = 0.0
    """Before every paragraph but the first, as at the top of a text box."""
    tracking_pt: float = 0.0
    left_indent_pt: float = 0.0
    """Taken off every line, such as the room of a bullet."""
    first_indent_pt: float = 0.0
    """More (or, negative, less) on the first line."""
    spare_em: float = 0.0
    """Kept free on each line in all, for programs that wrap a word earlier."""
    rules: LineRules = SLIDE

    def line_pitch(self, size_pt: float) -> float:
        """Return the line pitch in points at a size, to the hundredth that a:spcPts can say."""
        if self.line_pt is not None:
            return round(self.line_pt * size_pt / self.size_pt, 2)
        return round(self.face.line_em * self.line_ratio * size_pt, 2)


@dataclass(frozen=True, slots=True)
class BoxLayout:
    """How paragraphs stand in a box at one size."""

    line_pt: float
    lines: int
    height_pt: float
    fits: bool
    orphans: int
    """How many paragraphs end on a line of one or two characters."""
    spans: Sequence[Sequence[LineSpan]]
    """The lines of each paragraph."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in a list of paragraphs: before this character of this paragraph."""

    paragraph: int
    offset: int


def lay_out(
    paragraphs: Sequence[MeasuredParagraph], box: Box, style: TextStyle, size_pt: float
) -> BoxLayout:
    """Return how paragraphs stand in a box at a size in points."""
    lines = orphans = 0
    pitch = style.line_pitch(size_pt)
    room = _room(box, style, size_pt)
    spans = []
    for paragraph in paragraphs:
        own = break_lines(paragraph, room.first, room.rest)
        spans.append(own)
        lines += _allowed_lines(paragraph, own, room)
        if len(own) > 1:
            start, end, _ = own[-1]
            orphans += 0 < len(paragraph.text[start:end].rstrip()) <= ORPHAN_CHARS
    height = lines * pitch + max(len(paragraphs) - 1, 0) * style.space_before_pt
    fits = height <= box.height_pt + _ROUNDING_PT
    return BoxLayout(pitch, lines, height, fits, orphans, spans)


def text_height(texts: Sequence[str], width_pt: float, style: TextStyle) -> float:
    """Return the height in points of plain paragraphs in a column of `width_pt`."""
    tracking_em = style.tracking_pt / style.size_pt
    paragraphs = [
        measure(text, style.face, tracking_em=tracking_em, rules=style.rules) for text in texts
    ]
    return lay_out(paragraphs, Box(width_pt, 0.0), style, style.size_pt).height_pt


def find_cut(
    paragraphs: Sequence[MeasuredParagraph], box: Box, style: TextStyle, size_pt: float
) -> Cut | None:
    """Return where what fits in the box ends; None when all of it fits.

    Whole paragraphs if at least one fits. A first paragraph longer than the box ends at a
    sentence end, else after a comma, else at any line end; at least one line is taken.
    """
    pitch, height = style.line_pitch(size_pt), 0.0
    room = _room(box, style, size_pt)
    for index, paragraph in enumerate(paragraphs):
        spans = break_lines(paragraph, room.first, room.rest)
        lines = _allowed_lines(paragraph, spans, room)
        height += lines * pitch + (style.space_before_pt if index else 0.0)
        if height <= box.height_pt + _ROUNDING_PT:
            continue
        if index:
            return Cut(index, 0)
        most = max(int((box.height_pt + _ROUNDING_PT) / pitch), 1)
        fitting = spans[:most]
        while len(fitting) > 1 and _allowed_lines(paragraph, fitting, room) > most:
            fitting.pop()
        if len(fitting) == len(spans):
            return Cut(1, 0) if len(paragraphs) > 1 else None
        return Cut(0, _cut_within(paragraph, fitting[-1].end))
    return None


def excess_chars(
    paragraphs: Sequence[MeasuredParagraph], box: Box, style: TextStyle, size_pt: float
) -> int:
    """Return about how many characters to cut for the rest to fit at a size; one at least."""
    pitch, bottom, excess = style.line_pitch(size_pt), -style.space_before_pt, 0
    room = _room(box, style, size_pt)
    for paragraph in paragraphs:
        bottom += style.space_before_pt
        for start, end, _ in break_lines(paragraph, room.first, room.rest):
            bottom += pitch
            if bottom > box.height_pt + _ROUNDING_PT:
                excess += max(end - start, 1)
    return max(excess, 1)


def sizes(design_pt: float, minimum_pt: float, step_pt: float = 1.0) -> Iterator[float]:
    """Yield the sizes in points to try, from the design's down to the least."""
    size_pt, steps = design_pt, 0
    while size_pt > minimum_pt:
        yield size_pt
        steps += 1
        size_pt = design_pt - steps * step_pt
    yield min(design_pt, minimum_pt)


class _Room(NamedTuple):
    """The width of a box in thousandths of an em of one size."""

    first: float
    """On the first line."""
    rest: float
    """On the other lines."""
    whole: float
    """Of the box as it is, with no share of it left unused."""
    spare: float
    """What of it is kept free for programs that wrap a word earlier; 0 where nothing is."""
    at_design_size: bool
    """Whether the size is the style's own."""


def _room(box: Box, style: TextStyle, size_pt: float) -> _Room:
    scale = 1000 / size_pt
    rest = (box.width_pt * USED_SHARE - style.left_indent_pt) * scale
    first = rest - style.first_indent_pt * scale
    whole = (box.width_pt - style.left_indent_pt) * 1000 / size_pt
    return _Room(first, rest, whole, style.spare_em * 1000, size_pt == style.size_pt)


def _allowed_lines(paragraph: MeasuredParagraph, spans: Sequence[LineSpan], room: _Room) -> int:
    """Return how many lines to allow for a paragraph, or for its first ones, set in `spans`.

    One more is allowed where line ends cannot be foretold, and as many as a face needs that stands
    in for ours and sets Latin wider. The room beside Latin counts as kept free.
    """
    lines = len(spans)
    if lines > 1:
        if paragraph.is_mostly_marks:
            lines += 1 + lines // _LINES_OF_MARKS
        elif (
            paragraph.has_long_word
            or (lines > _SURE_LINES and paragraph.mixes_scripts)
            or _parts_word(paragraph, spans)
        ):
            lines += 1
    if not room.spare:
        return lines
    text, end = paragraph.text, spans[-1].end
    if len(paragraph.segments) > 1 and paragraph.one_size:
        # A line that was ended by hand needs no room for the word that does not fit behind it.
        parts = [
            text[start : min(stop, end)] for start, stop, _ in paragraph.segments if start < end
        ]
        needed = [max(math.ceil(fallback_width(part) / room.whole), 1) for part in parts]
        lines = max(lines, sum(needed))
        if len(parts) <= _SURE_LINES and room.at_design_size:
            return lines  # two such lines stand as the layout means them
    width = paragraph.offsets[end] - min(paragraph.gap_total, room.spare)
    # The face that stands in sets no character wider than an em.
    if paragraph.one_size and end * 1000 > lines * (room.whole - room.spare):
        everything = end == len(text)
        fallback = paragraph.fallback_width if everything else fallback_width(text[:end])
        width = max(width, fallback)
    return max(lines, math.ceil(width / max(room.whole - room.spare, 1.0)))


def _parts_word(paragraph: MeasuredParagraph, spans: Sequence[LineSpan]) -> bool:
    """Tell whether a word or number is longer than a line: each program parts it elsewhere."""
    breaks, ends = paragraph.any_breaks, {segment.next for segment in paragraph.segments}
    return paragraph.rules.as_impress and any(
        breaks[span.end] == PROHIBITED and span.end not in ends for span in spans[:-1]
    )


def _cut_within(paragraph: MeasuredParagraph, most: int) -> int:
    """Return the best place to cut a paragraph of which `most` characters fit."""
    text = paragraph.text
    for ends in (_SENTENCE_END, _CLAUSE_END):
        places = [match.end() for match in re.finditer(ends, text[:most])]
        good = [p for p in places if p == most or paragraph.any_breaks[p] == BREAK]
        if good:
            return good[-1]
    return most
