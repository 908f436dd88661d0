"""The texts of a table decide how wide its columns are and how their text is aligned."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.document.nodes import Align, Column
from reportgen.measure.faces import Face
from reportgen.measure.paragraphs import WORD_INSIDE, measure
from reportgen.units import TWIPS_PER_PT
from reportgen.write.column_widths import at_least

_FIGURE = re.compile(
    r"[-+−±≥≤>＜<＞约近超]?\d[\d,，.．%％‰/:：~～—\-]*(?:[余多]?[十百千万亿]*[余多]?)?[^\d\s]{0,3}|[-—–/]|"
)
_UNEVEN = re.compile("[\0-/:-\x7f]")
_WHOLE_EM = 4.5
"""Four characters and a narrow mark, 实到/应到: a heading or a name that stays on one line."""
_WIDER = 200.0
"""A letter or % may be so many thousandths of an em wider in the face that a machine has."""
_SHORT_EM = 6
"""A column of words no longer than this is centred, as officials set names and places."""


def shared(total: int, parts: Sequence[float]) -> list[int]:
    """Return whole widths in the ratio of `parts` that add up to `total` twips."""
    whole = sum(parts)
    out, done, used = [], 0.0, 0
    for part in parts:
        done += part
        edge = round(total * done / whole)
        out.append(edge - used)
        used = edge
    return out


@dataclass(eq=False, slots=True)
class Extent:
    """What the cells of a column need; widths in thousandths of an em of body cells.

    `longest` is the widest line, `body_longest` that of body cells; `word` is the widest piece that
    should stay on one line, a number with its unit or a short heading. `figures` says whether all
    body cells are figures, `filled` how many of them have text.
    """

    longest: float = 0.0
    word: float = 0.0
    figures: bool = True
    filled: int = 0
    body_longest: float = 0.0

    def add(self, text: str, face: Face, scale: float, *, header: bool) -> None:
        """Take the text of one cell into account; `scale` is its size by that of body cells."""
        if not text:
            return
        whole, word, figure = _measured(text, face, scale)
        self.longest = max(self.longest, whole)
        self.word = max(self.word, word)
        if not header:
            self.body_longest = max(self.body_longest, whole)
            self.filled += 1
            self.figures = self.figures and figure


def _measured(text: str, face: Face, scale: float) -> tuple[float, float, bool]:
    """Return the width of a cell's longest line, of its longest piece, and whether it is a figure."""
    lines = [_measure(line, face, scale) for line in text.split("\n")]
    whole, word = lines[0] if len(lines) == 1 else map(max, zip(*lines, strict=True))
    return whole, word, _FIGURE.fullmatch(text.strip()) is not None


def _measure(line: str, face: Face, scale: float) -> tuple[float, float]:
    """Return the width of a line, and of the longest piece of it that should not be divided."""
    measured = measure(line, face, rules=WORD_INSIDE)
    whole = measured.width * scale
    if whole <= _WHOLE_EM * 1000 or _FIGURE.fullmatch(line.strip()):
        return whole, whole + _spare(line)
    return whole, measured.longest_piece * scale


def _spare(text: str) -> float:
    """Return the room that letters and marks may need more in a substitute face."""
    return _WIDER * len(_UNEVEN.findall(text))


@dataclass(frozen=True, slots=True)
class Scale:
    """How closely a table is set: the size of its text and the margin on either side of a cell."""

    size_pt: float
    side_margin: int

    def twips(self, ems: float) -> float:
        """Return the width of a column for `ems` thousandths of an em of text."""
        # One more point keeps a heading on its line in a face that is a little wider.
        return (ems * self.size_pt / 1000 + 1) * TWIPS_PER_PT + 2 * self.side_margin


def fits(extents: Sequence[Extent], total: int, scale: Scale) -> bool:
    """Whether nothing that should stay on one line is divided at this scale."""
    return sum(scale.twips(extent.word) for extent in extents) <= total


def widths(
    columns: Sequence[Column], extents: Sequence[Extent], total: int, scale: Scale
) -> list[int]:
    """Return widths in twips that fill `total`: narrow columns keep to their content.

    Widths given by the author are ratios, kept as far as nothing that should stay on one line is
    divided by them.
    """
    natural = [scale.twips(extent.longest) for extent in extents]
    least = [min(scale.twips(extent.word), total / 2) for extent in extents]
    ratios = [column.width for column in columns if column.width > 0]
    if len(ratios) == len(columns):
        wished = [total * width / sum(ratios) for width in ratios]
        return shared(total, at_least(wished, least, total))
    for i, column in enumerate(columns):
        if column.width > 0:
            mean = sum(ratios) / len(ratios)
            natural[i] = least[i] = total / len(columns) * column.width / mean
    if sum(natural) <= total:
        # Room to spare goes to every column alike, and in part by its content.
        spare, count, whole = total - sum(natural), len(natural), sum(natural)
        return shared(total, [n + spare * (0.5 / count + 0.5 * n / whole) for n in natural])
    if sum(least) >= total:
        return shared(total, least)
    return shared(total, _filled(least, natural, total))


def _filled(least: Sequence[float], natural: Sequence[float], total: int) -> list[float]:
    """Return widths from `least` on, filled up towards `natural` until `total` is used."""
    out = list(least)
    while (left := total - sum(out)) > 1:
        # Long texts wrap anyway: the square root keeps one from starving the others.
        wants = [math.sqrt(max(0.0, n - w)) for n, w in zip(natural, out, strict=True)]
        whole = sum(wants)
        if not whole:
            break
        for i, want in enumerate(wants):
            out[i] = min(natural[i], out[i] + left * want / whole)
    return out


@dataclass(frozen=True, slots=True)
class ColumnSetting:
    """How the body cells of a column are set; `inset` is the room right of their text, in twips."""

    align: Align
    inset: int = 0


def column_setting(column: Column, extent: Extent, width: int, scale: Scale) -> ColumnSetting:
    """Return how a column's cells are set: figures end under one another, in the middle."""
    if column.align == "center":
        return ColumnSetting(column.align)
    if column.align == "right" or (extent.filled and extent.figures):
        room = width - round(scale.twips(extent.body_longest))
        return ColumnSetting("right", max(0, room // 2))
    if extent.body_longest <= _SHORT_EM * 1000:
        return ColumnSetting("center")
    return ColumnSetting("left")
