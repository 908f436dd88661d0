"""In: paragraphs, a box and a style. Out: the size at which they fit, or where to cut them.

PowerPoint does not refit text when a file is opened, so sizes are settled here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.write.measure.breaking import FREE
from reportgen.write.measure.faces import Face
from reportgen.write.measure.layout import spans
from reportgen.write.measure.measured import (
    SLIDE,
    Measured,
    Run,
    Setting,
    coarse_length,
    measure,
    measure_runs,
)

GUARD = 0.995
"""Share of a box's width that is used: programs round advances and may wrap a little earlier."""

Paragraph = str | Measured | Sequence[Run]
"""Plain text in the style's face, or runs whose sizes scale together with the style's.

What is tried at many sizes is measured once: a `Measured` is taken as it is, tracking and all.
"""

_SENTENCE_END = "[。！？；…][”’」』）》]*"
_CLAUSE_END = "[，：、][”’」』）》]*"
_TENTH_POINT = 0.05
_ORPHAN = 2
_SURE_LINES = 2
_ODD_LINES = 3  # of marks alone need another


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
    first_indent_em: float = 0.0
    spare_em: float = 0.0
    """Kept free on each line in all, for programs that wrap a word earlier."""
    setting: Setting = SLIDE


class Standing(NamedTuple):
    """How paragraphs stand in a box at one size; `orphans` end on a line of one or two characters."""

    line_pt: float
    lines: int
    height_pt: float
    fits: bool
    orphans: int
    spans: Sequence[Sequence[tuple[int, int, int]]]
    """The lines of each paragraph; see `layout.spans`."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How the text stands in its box at the size chosen."""

    size_pt: float
    line_pt: float
    lines: int
    height_pt: float
    fits: bool
    overflow_chars: int
    """About how many characters to cut for the rest to fit at this size; 0 when it fits."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in a list of paragraphs: before this character of this paragraph."""

    paragraph: int
    offset: int


def fit(
    paragraphs: Sequence[Paragraph],
    box: Box,
    style: TextStyle,
    minimum_pt: float,
    *,
    step_pt: float = 1.0,
) -> Fit:
    """Choose the largest size from the style's own down to `minimum_pt` at which all fits."""
    tracked = style.tracking_pt != 0
    measured = [] if tracked else [_measured(p, style, style.size_pt) for p in paragraphs]
    for size_pt in sizes(style.size_pt, minimum_pt, step_pt):
        if tracked:
            measured = [_measured(p, style, size_pt) for p in paragraphs]
        found = stand(measured, box, style, size_pt)
        if found.fits:
            break
    over = 0 if found.fits else overflow(measured, box, style, size_pt)
    return Fit(size_pt, found.line_pt, found.lines, found.height_pt, found.fits, over)


def stand(paragraphs: Sequence[Paragraph], box: Box, style: TextStyle, size_pt: float) -> Standing:
    """Say how paragraphs stand in a box at a size in points."""
    lines = orphans = 0
    pitch = line_pitch(style, size_pt)
    room = _room(box, style, size_pt)
    all_spans = []
    for paragraph in paragraphs:
        measured = _measured(paragraph, style, size_pt)
        found = spans(measured, room.first, room.rest)
        all_spans.append(found)
        lines += _allowed(measured, found, room)
        if len(found) > 1:
            start, end, _ = found[-1]
            orphans += 0 < len(measured.text[start:end].rstrip()) <= _ORPHAN
    height = lines * pitch + max(len(paragraphs) - 1, 0) * style.space_before_pt
    fits = height <= box.height_pt + _TENTH_POINT
    return Standing(pitch, lines, height, fits, orphans, all_spans)


def line_ends(paragraph: Paragraph, box: Box, style: TextStyle, size_pt: float) -> list[int]:
    """List where the lines of a paragraph end at a size in points."""
    room = _room(box, style, size_pt)
    measured = _measured(paragraph, style, size_pt)
    return [end for _, end, _ in spans(measured, room.first, room.rest)]


def line_pitch(style: TextStyle, size_pt: float) -> float:
    """Give the line pitch in points at a size, to the hundredth that a:spcPts can say."""
    if style.line_pt is not None:
        return round(style.line_pt * size_pt / style.size_pt, 2)
    return round(style.face.line_em * style.line_ratio * size_pt, 2)


def text_height(
    paragraphs: Sequence[Paragraph], width_pt: float, style: TextStyle, size_pt: float | None = None
) -> float:
    """Give the height in points of paragraphs set at a size in a column of `width_pt`."""
    return stand(paragraphs, Box(width_pt, 0.0), style, size_pt or style.size_pt).height_pt


def cut(paragraphs: Sequence[Paragraph], box: Box, style: TextStyle, size_pt: float) -> Cut | None:
    """Find where what fits in the box ends; None when all of it fits.

    Whole paragraphs if at least one fits. A first paragraph longer than the box ends at a
    sentence end, else after a comma, else at any line end; at least one line is taken.
    """
    pitch, height = line_pitch(style, size_pt), 0.0
    room = _room(box, style, size_pt)
    for index, paragraph in enumerate(paragraphs):
        measured = _measured(paragraph, style, size_pt)
        found = spans(measured, room.first, room.rest)
        lines = _allowed(measured, found, room)
        height += lines * pitch + (style.space_before_pt if index else 0.0)
        if height <= box.height_pt + _TENTH_POINT:
            continue
        if index:
            return Cut(index, 0)
        most = max(int((box.height_pt + _TENTH_POINT) / pitch), 1)
        kept = found[:most]
        while len(kept) > 1 and _allowed(measured, kept, room) > most:
            kept.pop()
        if len(kept) == len(found):
            return Cut(1, 0) if len(paragraphs) > 1 else None
        return Cut(0, _cut_within(measured, kept[-1][1]))
    return None


def split(
    paragraphs: Sequence[str], box: Box, style: TextStyle, size_pt: float
) -> tuple[list[str], list[str]]:
    """Divide paragraphs into what one box holds and the rest; see `cut`."""
    place = cut(paragraphs, box, style, size_pt)
    if place is None:
        return list(paragraphs), []
    first, rest = list(paragraphs[: place.paragraph]), list(paragraphs[place.paragraph :])
    if place.offset:
        first.append(rest[0][: place.offset].rstrip())
        rest[0] = rest[0][place.offset :].lstrip()
    return first, rest


def sizes(design_pt: float, minimum_pt: float, step_pt: float = 1.0) -> Iterator[float]:
    """Yield the sizes in points to try, from the design's down to the least."""
    size_pt, steps = design_pt, 0
    while size_pt > minimum_pt:
        yield size_pt
        steps += 1
        size_pt = design_pt - steps * step_pt
    yield min(design_pt, minimum_pt)


def _measured(paragraph: Paragraph, style: TextStyle, size_pt: float) -> Measured:
    if isinstance(paragraph, Measured):
        return paragraph
    if isinstance(paragraph, str):
        tracking_em = style.tracking_pt / size_pt
        return measure(paragraph, style.face, tracking_em=tracking_em, setting=style.setting)
    return measure_runs(paragraph, style.size_pt, setting=style.setting)


class _Room(NamedTuple):
    """Room on the first line, on the others, and without the guard, in thousandths of an em."""

    first: float
    rest: float
    bare: float
    spare: float
    """What of it is kept free; 0 where nothing is."""
    designed: bool
    """Whether the size is the style's own."""


def _room(box: Box, style: TextStyle, size_pt: float) -> _Room:
    scale = 1000 / size_pt
    rest = (box.width_pt * GUARD - style.left_indent_pt) * scale
    first = rest - style.first_indent_pt * scale - style.first_indent_em * 1000
    bare = (box.width_pt - style.left_indent_pt) * 1000 / size_pt
    return _Room(first, rest, bare, style.spare_em * 1000, size_pt == style.size_pt)


def _allowed(measured: Measured, found: Sequence[tuple[int, int, int]], room: _Room) -> int:
    """Return how many lines to allow for a text, or for its first ones, that makes those `found`.

    One more where line ends cannot be foretold, and as many as a face needs that stands in for
    ours and sets Latin wider. The room beside Latin counts as kept free.
    """
    lines = len(found)
    if lines > 1:
        if measured.is_odd:
            lines += 1 + lines // _ODD_LINES
        elif measured.is_unbroken or (lines > _SURE_LINES and measured.is_unsure):
            lines += 1
    if not room.spare:
        return lines
    text, end = measured.text, found[-1][1]
    if len(measured.parts) > 1 and measured.uniform:
        # A line that was ended by hand needs no room for the word that does not fit behind it.
        parts = [(start, min(stop, end)) for start, stop, _ in measured.parts if start < end]
        lengths = [coarse_length(text[start:stop]) for start, stop in parts]
        lines = max(lines, sum([max(math.ceil(length / room.bare), 1) for length in lengths]))
        # Two such lines stand as the layout means them.
        if len(parts) <= _SURE_LINES and room.designed:
            return lines
    bare = measured.reach[end] - min(measured.spared, room.spare)
    if measured.uniform:
        whole = end == len(text)
        bare = max(bare, measured.coarse if whole else coarse_length(text[:end]))
    return max(lines, math.ceil(bare / max(room.bare - room.spare, 1.0)))


def overflow(paragraphs: Sequence[Paragraph], box: Box, style: TextStyle, size_pt: float) -> int:
    """Tell about how many characters to cut for the rest to fit at a size; one at least."""
    pitch, bottom, over = line_pitch(style, size_pt), -style.space_before_pt, 0
    room = _room(box, style, size_pt)
    for paragraph in paragraphs:
        bottom += style.space_before_pt
        measured = _measured(paragraph, style, size_pt)
        for start, end, _ in spans(measured, room.first, room.rest):
            bottom += pitch
            if bottom > box.height_pt + _TENTH_POINT:
                over += max(end - start, 1)
    return max(over, 1)


def _cut_within(measured: Measured, most: int) -> int:
    """Find the best place to cut a paragraph of which `most` characters fit."""
    text = measured.text
    for ends in (_SENTENCE_END, _CLAUSE_END):
        places = [m.end() for m in re.finditer(ends, text[:most])]
        good = [p for p in places if p == most or measured.any_breaks[p] == FREE]
        if good:
            return good[-1]
    return most
