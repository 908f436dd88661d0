"""The lines that Word or PowerPoint makes of a measured paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.measure.faces import Face
from reportgen.measure.latin_gaps import LATIN_CHAR, WEAK_CHAR
from reportgen.measure.line_breaks import BREAK, CLOSING_FULL, HANGING, must_not_part
from reportgen.measure.paragraphs import SLIDE, LineRules, MeasuredParagraph, measure

_EPSILON = 1e-6  # of a thousandth of an em, for widths that only rounding sets apart


class LineSpan(NamedTuple):
    """One line of a paragraph: text[start:end], of which text[start:inside] stands inside the width.

    Trailing spaces and line ends stand outside.
    """

    start: int
    end: int
    inside: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its text, trailing spaces and line end included."""

    text: str
    start: int
    end: int
    width_pt: float
    """Width without trailing spaces."""


def break_lines(paragraph: MeasuredParagraph, first: float, rest: float) -> list[LineSpan]:
    """Return the lines of a paragraph; an empty one takes a line.

    `first` and `rest` are the widths of the first line and of the others in the paragraph's
    thousandths of an em.
    """
    text, offsets, gaps = paragraph.text, paragraph.offsets, paragraph.gaps
    if paragraph.width <= first and len(paragraph.segments) == 1:
        return [LineSpan(0, len(text), len(text))]
    lines: list[LineSpan] = []
    width = first
    for segment in paragraph.segments:
        start, stop, following = segment
        while True:
            limit = offsets[start] + gaps.get(start, 0.0) + width + _EPSILON
            fit = max(bisect_right(offsets, limit, start, stop + 1) - 1, start)
            width = rest
            if fit == stop:
                lines.append(LineSpan(start, following, stop))
                break
            end = _line_end(paragraph, start, fit, stop, limit)
            inside = min(fit, end) if fit > start else end
            if end >= stop:
                lines.append(LineSpan(start, following, inside))
                break
            lines.append(LineSpan(start, end, inside))
            start = end
    return lines


def text_width(
    text: str,
    face: Face,
    size_pt: float,
    *,
    tracking_pt: float = 0.0,
    rules: LineRules = SLIDE,
) -> float:
    """Return the width in points of a text on one line."""
    measured = measure(text, face, tracking_em=tracking_pt / size_pt, rules=rules)
    return measured.width * size_pt / 1000


def _line_end(paragraph: MeasuredParagraph, start: int, fit: int, stop: int, limit: float) -> int:
    """Return where a line ends that begins at `start`; its characters fit up to `fit`."""
    text, offsets, rules = paragraph.text, paragraph.offsets, paragraph.rules
    full = _past_spaces(text, fit, stop)
    if start < full < stop and (full + 1 == stop or paragraph.any_breaks[full + 1]):
        mark, half = text[full], (offsets[full + 1] - offsets[full]) / 2
        # LibreOffice hangs no mark that follows Latin; to hang less is the careful side.
        if (rules.hang_punctuation and mark in HANGING and text[full - 1] > "\u02ff") or (
            rules.compress_punctuation and mark in CLOSING_FULL and offsets[full] + half <= limit
        ):
            full = _past_spaces(text, full + 1, stop)
    if full >= stop:
        return stop
    for breaks in _breaks_in_turn(paragraph, start, full):
        end = breaks.rfind(BREAK, start + 1, full + 1)
        if end >= 0:
            return end
    end = max(full, start + 1)
    while end > start + 1 and must_not_part(text, end):
        end -= 1
    while end < stop and must_not_part(text, end):
        end += 1
    return end


def _breaks_in_turn(paragraph: MeasuredParagraph, start: int, full: int) -> Sequence[bytes]:
    """Return the levels by which to end a line that is full before `full`, the best first."""
    text = paragraph.text
    # In a face a little narrower than ours the Latin that overflows has begun on this line.
    if paragraph.rules.as_impress and (
        _is_latin(text, start, full - 1) or LATIN_CHAR.match(text[full])
    ):
        return (*paragraph.breaks_behind_latin, paragraph.any_breaks)
    return (paragraph.breaks, paragraph.any_breaks)


def _is_latin(text: str, start: int, position: int) -> bool:
    """Tell whether LibreOffice takes a character for Latin: weak ones follow the one before."""
    while position >= start and WEAK_CHAR.match(text[position]):
        position -= 1
    return position < start or LATIN_CHAR.match(text[position]) is not None


def _past_spaces(text: str, position: int, stop: int) -> int:
    while position < stop and text[position] == " ":
        position += 1
    return position
