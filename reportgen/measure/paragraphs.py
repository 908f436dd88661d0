"""A paragraph with the place of each of its characters.

Lengths are in thousandths of an em, so that a paragraph is measured once for all the sizes at which
it is tried.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, compress
from operator import sub
from typing import NamedTuple

from reportgen.chinese import EAST_ASIAN_LETTERS, is_east_asian
from reportgen.measure.faces import Face, advances
from reportgen.measure.latin_gaps import gaps_in_impress, gaps_in_word
from reportgen.measure.line_breaks import (
    BREAK,
    CLOSING_FULL,
    DISCOURAGED,
    OPENING_FULL,
    PROHIBITED,
    levels,
    levels_across_numbers,
    without_number_breaks,
)

_NEWLINE = re.compile("\r\n|\n|\v|\r|\u2028|\u2029")
# LibreOffice breaks Latin by ICU with the rules of Unicode 5.0: quotes hold on to both sides
# (LB19), closing marks to Latin and Latin to opening ones (LB30), % and + to what follows (LB24,
# LB25), / to a letter; a line may end behind ? and !.
_PROHIBITED_BY_ICU = re.compile(
    "(?<=[“”‘’])|(?=[“”‘’])|(?<=[A-Za-z0-9·])(?=[（〈《「『【〔〖(\\[{])|(?<=[/+%％‰℃°$￥.,:;])(?=[A-Za-z0-9])"
    "|(?<=[，。、）〉》」』】〕〗)\\]}])(?=[A-Za-z0-9·])"
)
_BREAK_BY_ICU = re.compile("(?<=[?!])(?=[A-Za-z0-9])")
_MIXED = re.compile(
    "[A-Za-z%+/.·-][“”‘’…—]|[“”‘’…—·][A-Za-z0-9%+/.-]"
    f"|[A-Za-z] ?(?=[{EAST_ASIAN_LETTERS}，。、；：）》])"
)
_FEWEST_MIXED, _MIXED_SHARE = 4, 0.06  # ordinary prose has next to none
_NARROW = re.compile("[\0-\u2000]")
_FALLBACK_LATIN = 520.1  # half an em and a little, to be on the careful side
_MARKS_SHARE = 0.35  # a seventh of ordinary prose is marks
# Neither word nor space; radicals and the marks of kana count as words.
_MARK = re.compile(
    "[^\\w\\s\u2e80-\u2fff\u3040\u3097-\u309c\u30a0\u30fb\u4dc0-\u4dff\ufa6e\ufa6f\ufada-\ufaff]"
)
_LONG_LATIN = re.compile("[!-~]{20}")
_CLOSE, _OPEN = "".join(sorted(CLOSING_FULL)), "".join(sorted(OPENING_FULL))
_SQUEEZED = re.compile(f"[{_CLOSE}](?=[{_CLOSE}{_OPEN}])|[{_OPEN}](?=[{_OPEN}])")


class LineRules(NamedTuple):
    """How a program sets Chinese paragraphs; see WORD and SLIDE."""

    hang_punctuation: bool = False
    """A stop that does not fit hangs past the margin (w:overflowPunct)."""
    compress_punctuation: bool = False
    """Full-width marks next to one another, or closing a full line, take half an em."""
    latin_gap_em: float = 0.0
    """Room between a Chinese character and a Latin letter or digit (w:autoSpaceDE, DN)."""
    as_impress: bool = False
    """That room beside marks as well, and line ends in Latin, as LibreOffice Impress has them."""
    keep_together: bool = True
    """Avoid parting a number from its unit, or opening a line with ——, where a line can."""


WORD = LineRules(hang_punctuation=True, latin_gap_em=0.25, keep_together=False)
"""What Word does when a paragraph says nothing else."""
WORD_INSIDE = WORD._replace(hang_punctuation=False)
"""What Word does where no stop may hang: in a cell, and in a line that is centred by its ink."""
SLIDE = LineRules(latin_gap_em=0.2, as_impress=True)
"""The careful choice: PowerPoint hangs stops and parts numbers from units more freely."""


class StyledRun(NamedTuple):
    """A stretch of a paragraph in one face and size; sizes and tracking in points."""

    text: str
    face: Face
    size_pt: float
    tracking_pt: float = 0.0


class Segment(NamedTuple):
    """A part of a text between hard line breaks: text[start:end]; the next one begins at `next`."""

    start: int
    end: int
    next: int


@dataclass(frozen=True, eq=False)
class MeasuredParagraph:
    """A paragraph measured in thousandths of an em; two are equal only if they are the same object."""

    text: str
    offsets: Sequence[float]
    """Where each character begins; len(text) + 1 values."""
    gaps: Mapping[int, float]
    """Room before a character that is dropped where that character opens a line."""
    rules: LineRules
    segments: Sequence[Segment]
    gap_total: float = 0.0
    """Room beside Latin in all, which counts towards what a style keeps free at line ends."""
    one_size: bool = True
    """Whether all of it is set at one size."""

    @property
    def width(self) -> float:
        """The width of the whole text on one line."""
        return self.offsets[-1]

    @property
    def longest_piece(self) -> float:
        """The width of the widest piece that no line end divides, such as a number with its unit."""
        ends = list(compress(self.offsets, levels(self.text)))
        return max(map(sub, ends, [0.0, *ends]), default=0.0)

    @cached_property
    def breaks(self) -> bytes:
        """The level of a line end before each character, as the rules have it."""
        if not self.rules.keep_together:
            return self.any_breaks
        return without_number_breaks(self.text, self._across_numbers)

    @cached_property
    def any_breaks(self) -> bytes:
        """The same levels with DISCOURAGED as good as BREAK."""
        return self._across_numbers.replace(bytes([DISCOURAGED]), bytes([BREAK]))

    @cached_property
    def breaks_behind_latin(self) -> tuple[bytes, bytes]:
        """Both kinds of levels for a line that overflows behind Latin, as ICU breaks it."""
        careful, every = bytearray(self.breaks), bytearray(self.any_breaks)
        for place in _PROHIBITED_BY_ICU.finditer(self.text):
            careful[place.start()] = every[place.start()] = PROHIBITED
        for place in _BREAK_BY_ICU.finditer(self.text):
            careful[place.start()] = every[place.start()] = BREAK
        return bytes(careful), bytes(every)

    @cached_property
    def mixes_scripts(self) -> bool:
        """Whether letters and quotes alternate so thickly that no two programs break it alike."""
        count = len(_MIXED.findall(self.text)) if self.rules.as_impress else 0
        return count >= max(_FEWEST_MIXED, _MIXED_SHARE * len(self.text))

    @cached_property
    def has_long_word(self) -> bool:
        """Whether it holds Latin so long without a space that each program breaks it elsewhere."""
        return self.rules.as_impress and _LONG_LATIN.search(self.text) is not None

    @cached_property
    def is_mostly_marks(self) -> bool:
        """Whether so much of it is marks that no two programs break even its first line alike."""
        return len(_MARK.findall(self.text)) >= _MARKS_SHARE * len(self.text)

    @cached_property
    def fallback_width(self) -> float:
        """Its width in a face that stands in for ours and sets Latin at half an em or more."""
        return fallback_width(self.text)

    @cached_property
    def _across_numbers(self) -> bytes:
        return levels_across_numbers(self.text)


def fallback_width(text: str) -> float:
    """Return the width, in thousandths of an em, of a text whose Latin is half an em wide or more."""
    narrow = len(_NARROW.findall(text))
    wide = len(text) - narrow - text.count("\v") - text.count("\n")
    return wide * 1000 + narrow * _FALLBACK_LATIN


def measure(
    text: str, face: Face, *, tracking_em: float = 0.0, rules: LineRules = SLIDE
) -> MeasuredParagraph:
    """Measure a paragraph set in one face; `tracking_em` is added after each character."""
    return _measure(text, face, tracking_em, rules)


# One text is measured for its fit, for its line ends and for its height, and names and labels
# return in every document.
@lru_cache(maxsize=2048)
def _measure(text: str, face: Face, tracking_em: float, rules: LineRules) -> MeasuredParagraph:
    chinese = any(map(is_east_asian, text))
    table = advances(face, chinese=chinese, tracking=tracking_em * 1000)
    return _measured(text, list(map(table.__getitem__, text)), None, rules)


def measure_runs(
    runs: Sequence[StyledRun], em_pt: float, *, rules: LineRules = SLIDE
) -> MeasuredParagraph:
    """Measure a paragraph of several runs in thousandths of `em_pt` points."""
    text = "".join(run.text for run in runs)
    chinese = any(map(is_east_asian, text))
    widths: list[float] = []
    scales: list[float] = []
    for run in runs:
        scale, tracking = run.size_pt / em_pt, run.tracking_pt * 1000 / em_pt
        table = advances(run.face, chinese=chinese, scale=scale, tracking=tracking)
        widths += map(table.__getitem__, run.text)
        scales += [scale] * len(run.text)
    return _measured(text, widths, scales, rules)


def _measured(
    text: str, widths: list[float], scales: list[float] | None, rules: LineRules
) -> MeasuredParagraph:
    """Return the paragraph of characters with these widths; `scales` are their sizes in ems."""
    if rules.compress_punctuation:
        for mark in _SQUEEZED.finditer(text):
            widths[mark.start()] /= 2
    gaps: dict[int, float] = {}
    gap_total = 0.0
    if rules.latin_gap_em:
        for position in gaps_in_impress(text) if rules.as_impress else gaps_in_word(text):
            gap = rules.latin_gap_em * 1000
            if scales:
                gap *= max(scales[position - 1], scales[position])
            if rules.as_impress:
                widths[position - 1] += gap  # Impress leaves the room at the end of a line too
                gap_total += gap
            else:
                widths[position] += gap
                gaps[position] = gap
    return MeasuredParagraph(
        text,
        list(accumulate(widths, initial=0)),
        gaps,
        rules,
        segments(text),
        gap_total,
        one_size=scales is None or len(set(scales)) == 1,
    )


def segments(text: str) -> list[Segment]:
    """Return the parts that hard line breaks divide a text into."""
    result: list[Segment] = []
    start = 0
    for newline in _NEWLINE.finditer(text):
        result.append(Segment(start, newline.start(), newline.end()))
        start = newline.end()
    result.append(Segment(start, len(text), len(text)))
    return result
