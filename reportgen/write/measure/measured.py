"""In: text with its face and size. Out: where each of its characters begins, measured once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from reportgen.write.measure.breaking import (
    CLOSING_FULL,
    FORBIDDEN,
    FREE,
    OPENING_FULL,
    POOR,
    levels,
)
from reportgen.write.measure.edges import HAN, edges, edges_in_impress, holds_wide
from reportgen.write.measure.faces import Face, advances

_NEWLINE = re.compile("\r\n|[\n\v\r\u2028\u2029]")
_ANY_NEWLINE = re.compile("[\n\v\r\u2028\u2029]")
# An em each in every face, and not for a program to take for Latin, whatever stands beside them.
ONE_EM_EACH = re.compile(
    "[\u3001-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]*"
)
# A line that overflows behind Latin: LibreOffice asks ICU, with the rules of Unicode 5.0 for line
# breaking, where quotes hold on to both sides (LB19), closing marks to Latin and Latin to opening
# ones (LB30), % and + to what follows (LB24, LB25), / to a letter; ? and ! let go.
_STRICT = re.compile(
    "(?<=[“”‘’])|(?=[“”‘’])|(?<=[A-Za-z0-9·])(?=[（〈《「『【〔〖(\\[{])|(?<=[/+%％‰℃°$￥.,:;])(?=[A-Za-z0-9])"
    "|(?<=[，。、）〉》」』】〕〗)\\]}])(?=[A-Za-z0-9·])"
)
_LETS_GO = re.compile("(?<=[?!])(?=[A-Za-z0-9])")
_UNSURE = re.compile(
    f"[A-Za-z%+/.·-][“”‘’…—]|[“”‘’…—·][A-Za-z0-9%+/.-]|[A-Za-z] ?(?=[{HAN}，。、；：）》])"
)
_NARROW, _STAND_IN = re.compile("[\0-\u2000]"), 520.1
_UNSURE_LEAST, _UNSURE_SHARE = 4, 0.06  # real prose has next to none
_ODD_SHARE = 0.35  # a seventh of real prose is marks
# Neither word nor space, nor what counts as Chinese all the same: radicals and the marks of kana.
_MARK = re.compile(
    "[^\\w\\s\u2e80-\u2fff\u3040\u3097-\u309c\u30a0\u30fb\u4dc0-\u4dff\ufa6e\ufa6f\ufada-\ufaff]"
)
_LONG_LATIN = re.compile("[!-~]{20}")
_CLOSE, _OPEN = "".join(sorted(CLOSING_FULL)), "".join(sorted(OPENING_FULL))
_SQUEEZED = f"[{_CLOSE}](?=[{_CLOSE}{_OPEN}])|[{_OPEN}](?=[{_OPEN}])"
_POOR_IS_FREE = bytes(FREE if level == POOR else level for level in range(256))


@dataclass(frozen=True, slots=True)
class Setting:
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


WORD = Setting(hang_punctuation=True, latin_gap_em=0.25, keep_together=False)
"""What Word does when a paragraph says nothing else."""
SLIDE = Setting(latin_gap_em=0.2, as_impress=True)
"""The careful setting: PowerPoint hangs stops and parts numbers from units more freely."""


class Run(NamedTuple):
    """A stretch of a paragraph in one face and size; sizes and tracking in points."""

    text: str
    face: Face
    size_pt: float
    tracking_pt: float = 0.0


@dataclass(eq=False)
class Measured:
    """A text measured once, in thousandths of an em (or of the em the caller names).

    Where it may break is looked up only when a line is too short for it: most labels fit.
    """

    text: str
    reach: Sequence[float]
    """Where each character begins; len(text) + 1 values."""
    gaps: Mapping[int, float]
    """Room before a character, dropped where that character opens a line."""
    setting: Setting
    parts: Sequence[tuple[int, int, int]]
    """The parts that hard line breaks divide; see `segments`."""
    spared: float = 0.0
    """Room beside Latin in all; it counts towards what a style keeps free at line ends."""
    uniform: bool = True
    """Whether all of it has one size."""

    @cached_property
    def breaks(self) -> bytes:
        """The level of a line end before each character, as the setting has it."""
        return self._levels if self.setting.keep_together else self.any_breaks

    @cached_property
    def any_breaks(self) -> bytes:
        """The same with POOR as good as FREE."""
        return self._levels.translate(_POOR_IS_FREE)

    @cached_property
    def is_unsure(self) -> bool:
        """Whether letters, digits and quotes alternate so thickly that no two programs agree."""
        found = len(_UNSURE.findall(self.text)) if self.setting.as_impress else 0
        return found >= max(_UNSURE_LEAST, _UNSURE_SHARE * len(self.text))

    @cached_property
    def is_unbroken(self) -> bool:
        """Whether it holds Latin so long without a space that each program breaks it elsewhere."""
        return self.setting.as_impress and _LONG_LATIN.search(self.text) is not None

    @cached_property
    def is_odd(self) -> bool:
        """Whether so much of it is marks that no two programs break even its first line alike."""
        return len(_MARK.findall(self.text)) >= _ODD_SHARE * len(self.text)

    @cached_property
    def strict_breaks(self) -> tuple[bytes, bytes]:
        """Both of them for a line that overflows behind Latin."""
        kept, every = bytearray(self.breaks), bytearray(self.any_breaks)
        for place in _STRICT.finditer(self.text):
            kept[place.start()] = every[place.start()] = FORBIDDEN
        for place in _LETS_GO.finditer(self.text):
            kept[place.start()] = every[place.start()] = FREE
        return bytes(kept), bytes(every)

    @cached_property
    def coarse(self) -> float:
        """Its length in a face that stands in for ours and sets Latin at half an em or more."""
        return coarse_length(self.text)

    @cached_property
    def _levels(self) -> bytes:
        return levels(self.text)


def coarse_length(text: str) -> float:
    """Return the length in thousandths of an em of text whose Latin is half an em wide or more."""
    narrow = len(_NARROW.findall(text))
    return (len(text) - narrow) * 1000 + narrow * _STAND_IN


def measure(
    text: str, face: Face, *, tracking_em: float = 0.0, setting: Setting = SLIDE
) -> Measured:
    """Measure text in thousandths of an em; `tracking_em` is added after each character."""
    if not (tracking_em or setting.compress_punctuation):
        if ONE_EM_EACH.fullmatch(text):
            reach = range(0, 1000 * len(text) + 1, 1000)
            return Measured(text, reach, {}, setting, [(0, len(text), len(text))])
        if "\v" in text:  # as in titles once their line ends are settled
            lines = text.split("\v")
            if all(line and ONE_EM_EACH.fullmatch(line) for line in lines):
                return _lines_of_one_em_each(text, lines, setting)
    table = advances(face, chinese=holds_wide(text))
    widths: list[float] = list(map(table.__getitem__, text))
    if tracking_em:
        extra = tracking_em * 1000
        widths = [w + extra if w else w for w in widths]
    return _measured(text, widths, None, setting)


def _lines_of_one_em_each(text: str, lines: list[str], setting: Setting) -> Measured:
    reach: list[float] = []
    parts: list[tuple[int, int, int]] = []
    begin = width = 0
    for line in lines:
        end, wider = begin + len(line), width + 1000 * len(line)
        reach += range(width, wider + 1, 1000)
        parts.append((begin, end, min(end + 1, len(text))))
        begin, width = end + 1, wider
    return Measured(text, reach, {}, setting, parts)


def measure_runs(runs: Sequence[Run], em_pt: float, *, setting: Setting = SLIDE) -> Measured:
    """Measure a paragraph of several runs in thousandths of `em_pt` points."""
    text = "".join(run.text for run in runs)
    chinese = holds_wide(text)
    widths: list[float] = []
    scales: list[float] = []
    for run in runs:
        table, scale = advances(run.face, chinese=chinese), run.size_pt / em_pt
        extra = run.tracking_pt * 1000 / em_pt
        if scale == 1 and not extra:
            widths += map(table.__getitem__, run.text)
        else:
            widths += [table[char] * scale + extra for char in run.text]
        scales += [scale] * len(run.text)
    return _measured(text, widths, scales, setting)


def _measured(
    text: str, widths: list[float], scales: list[float] | None, setting: Setting
) -> Measured:
    if setting.compress_punctuation:
        for mark in re.finditer(_SQUEEZED, text):
            widths[mark.start()] /= 2
    gaps: dict[int, float] = {}
    spared, uniform = 0.0, scales is None or len(set(scales)) == 1
    if setting.latin_gap_em:
        for i in edges_in_impress(text) if setting.as_impress else edges(text):
            gap = setting.latin_gap_em * 1000
            if scales:
                gap *= max(scales[i - 1], scales[i])
            if setting.as_impress:
                widths[i - 1] += gap  # a gap at the end of a line takes room there
                spared += gap
            else:
                widths[i] += gap
                gaps[i] = gap
    reach = list(accumulate(widths, initial=0))
    parts = segments(text)
    return Measured(text, reach, gaps, setting, parts, spared, uniform)


def segments(text: str) -> list[tuple[int, int, int]]:
    """List (start, end, start of the next) of the parts that hard line breaks divide."""
    if _ANY_NEWLINE.search(text) is None:
        return [(0, len(text), len(text))]
    newlines = list(_NEWLINE.finditer(text))
    starts = [0, *(m.end() for m in newlines)]
    stops = [*(m.start() for m in newlines), len(text)]
    return list(zip(starts, stops, [*starts[1:], len(text)], strict=True))
