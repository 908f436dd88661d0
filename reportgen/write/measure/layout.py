"""In: measured text and a width. Out: the lines Word or PowerPoint makes of it.

Measuring is apart from breaking, so that a text measured once can be broken at many sizes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.write.measure.breaking import (
    CLOSING_FULL,
    FREE,
    HANGING,
    cannot_part,
)
from reportgen.write.measure.edges import LATIN_CHAR, WEAK_CHAR
from reportgen.write.measure.faces import Face
from reportgen.write.measure.measured import (
    SLIDE,
    Measured,
    Run,
    Setting,
    measure,
    measure_runs,
)

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """One line: text[start:end] of the paragraph, trailing spaces and newline included."""

    text: str
    start: int
    end: int
    width_pt: float
    """Width without trailing spaces and without a mark that hangs."""


def spans(measured: Measured, first: float, rest: float) -> list[tuple[int, int, int]]:
    """List (start, end, end of what must fit) of each line; widths in the text's thousandths."""
    text, reach, gaps = measured.text, measured.reach, measured.gaps
    if reach[-1] <= first and len(measured.parts) == 1:
        return [(0, len(text), len(text))]
    found: list[tuple[int, int, int]] = []
    width = first
    for begin, stop, after in measured.parts:
        start = begin
        while True:
            base = reach[start] + gaps.get(start, 0.0)
            limit = base + width + _EPSILON
            fit = max(bisect_right(reach, limit, start, stop + 1) - 1, start)
            width = rest
            if fit == stop:
                found.append((start, after, stop))
                break
            end = _line_end(measured, start, fit, stop, limit)
            inside = min(fit, end) if fit > start else end
            if end >= stop:
                found.append((start, after, inside))
                break
            found.append((start, end, inside))
            start = end
    return found


def _line_end(measured: Measured, start: int, fit: int, stop: int, limit: float) -> int:
    text, reach, setting = measured.text, measured.reach, measured.setting
    full = _past_spaces(text, fit, stop)
    if start < full < stop and (full + 1 == stop or measured.any_breaks[full + 1]):
        mark, half = text[full], (reach[full + 1] - reach[full]) / 2
        # LibreOffice hangs no mark that follows Latin; to hang less is the careful side.
        if (setting.hang_punctuation and mark in HANGING and text[full - 1] > "\u02ff") or (
            setting.compress_punctuation and mark in CLOSING_FULL and reach[full] + half <= limit
        ):
            full = _past_spaces(text, full + 1, stop)
    if full >= stop:
        return stop
    tables: tuple[bytes, ...] = (measured.breaks, measured.any_breaks)
    # In a face a little narrower than ours the Latin that overflows has begun on this line.
    if setting.as_impress and (
        _is_latin(text, start, full - 1) or LATIN_CHAR.match(text[full]) is not None
    ):
        tables = (*measured.strict_breaks, measured.any_breaks)
    for table in tables:
        end = table.rfind(FREE, start + 1, full + 1)
        if end >= 0:
            return end
    end = max(full, start + 1)
    while end > start + 1 and cannot_part(text, end):
        end -= 1
    while end < stop and cannot_part(text, end):
        end += 1
    return end


def _is_latin(text: str, start: int, position: int) -> bool:
    """Tell whether LibreOffice takes a character for Latin: weak ones follow the one before."""
    while position >= start and WEAK_CHAR.match(text[position]):
        position -= 1
    return position < start or LATIN_CHAR.match(text[position]) is not None


def _past_spaces(text: str, position: int, stop: int) -> int:
    while position < stop and text[position] == " ":
        position += 1
    return position


def lines_of(measured: Measured, first: float, rest: float, em_pt: float) -> list[Line]:
    """Break a measured text into lines; line widths in its thousandths of `em_pt` points."""
    text, reach, lines = measured.text, measured.reach, []
    for start, end, inside in spans(measured, first, rest):
        ink_end = start + len(text[start:inside].rstrip(" \n\v\r\u2028\u2029"))
        base = reach[start] + measured.gaps.get(start, 0.0)
        ink = max(reach[ink_end] - base, 0.0) * em_pt / 1000
        lines.append(Line(text[start:end], start, end, ink))
    return lines


def wrap(
    text: str,
    face: Face,
    size_pt: float,
    width_pt: float,
    *,
    first_indent_pt: float = 0.0,
    tracking_pt: float = 0.0,
    setting: Setting = SLIDE,
) -> list[Line]:
    """Break a paragraph into lines of `width_pt`; a negative first indent hangs."""
    measured = measure(text, face, tracking_em=tracking_pt / size_pt, setting=setting)
    scale = 1000 / size_pt
    return lines_of(measured, (width_pt - first_indent_pt) * scale, width_pt * scale, size_pt)


def wrap_runs(
    runs: Sequence[Run],
    width_pt: float,
    *,
    first_indent_pt: float = 0.0,
    setting: Setting = SLIDE,
) -> list[Line]:
    """Break a paragraph of runs in different faces and sizes into lines of `width_pt`."""
    measured = measure_runs(runs, 1.0, setting=setting)
    return lines_of(measured, (width_pt - first_indent_pt) * 1000, width_pt * 1000, 1.0)


def line_count(
    text: str,
    face: Face,
    size_pt: float,
    width_pt: float,
    *,
    first_indent_pt: float = 0.0,
    tracking_pt: float = 0.0,
    setting: Setting = SLIDE,
) -> int:
    """Count the lines a paragraph takes at `width_pt`; an empty one takes a line."""
    measured = measure(text, face, tracking_em=tracking_pt / size_pt, setting=setting)
    scale = 1000 / size_pt
    return len(spans(measured, (width_pt - first_indent_pt) * scale, width_pt * scale))


def text_width(
    text: str,
    face: Face,
    size_pt: float,
    *,
    tracking_pt: float = 0.0,
    setting: Setting = SLIDE,
) -> float:
    """Give the width in points of text on one line."""
    measured = measure(text, face, tracking_em=tracking_pt / size_pt, setting=setting)
    return measured.reach[-1] * size_pt / 1000
