"""A table's cell texts in, column widths in twips and the place of each column's text out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.document.nodes import Align, Column
from reportgen.write.measure.breaking import FORBIDDEN
from reportgen.write.measure.faces import Face
from reportgen.write.measure.layout import WORD, measure
from reportgen.write.word.cells import shared

_FIGURE = re.compile(
    r"[-+−±≥≤>＜<＞约近超]?\d[\d,，.．%％‰/:：~～—\-]*(?:[余多]?[十百千万亿]*[余多]?)?[^\d\s]{0,3}|[-—–/]|"
)
_SHORT_EM = 6
"""A column of words no longer than this is centred, as officials set names and places."""


@dataclass(slots=True)
class Extent:
    """What a column holds so far; widths in thousandths of an em."""

    longest: float = 0.0
    word: float = 0.0
    """The longest piece no line end may divide."""
    figures: bool = True
    filled: int = 0
    body_longest: float = 0.0

    def add(self, text: str, face: Face, scale: float, *, header: bool) -> None:
        """Take the text of one cell into account; `scale` is its size by that of body cells."""
        if not text:
            return
        for line in text.split("\n"):
            measured = measure(line, face, setting=WORD)
            reach = measured.reach
            self.longest = max(self.longest, reach[-1] * scale)
            # Short texts set the minimum whole; in a long one the pieces between line ends.
            at = 0
            for i in range(1, len(line) + 1):
                if measured.breaks[i] != FORBIDDEN:
                    self.word = max(self.word, (reach[i] - reach[at]) * scale)
                    at = i
        if not header:
            self.filled += 1
            self.body_longest = max(
                self.body_longest,
                *(measure(line, face, setting=WORD).reach[-1] for line in text.split("\n")),
            )
            self.figures = self.figures and _FIGURE.fullmatch(text.strip()) is not None


def widths(
    columns: Sequence[Column], extents: Sequence[Extent], total: int, size_pt: float, pad: int
) -> list[int]:
    """Return widths in twips that fill `total`: narrow columns keep to their content.

    `pad` is the margin on either side of a cell. Widths given by the author are ratios.
    """
    if all(column.width > 0 for column in columns):
        return shared(total, [column.width for column in columns])
    em = size_pt * 20 / 1000
    # Two points more than measured: a face that is a trifle wider must not wrap a heading.
    natural = [extent.longest * em + 2 * pad + 40 for extent in extents]
    least = [min(extent.word * em + 2 * pad + 40, total / 2) for extent in extents]
    for i, column in enumerate(columns):
        if column.width > 0:
            mean = sum(c.width for c in columns) / max(1, sum(c.width > 0 for c in columns))
            natural[i] = least[i] = total / len(columns) * column.width / mean
    if sum(natural) <= total:
        # Room to spare goes to every column alike, and in part by its content.
        spare = total - sum(natural)
        count = len(natural)
        grown = [n + spare * (0.5 / count + 0.5 * n / sum(natural)) for n in natural]
        return shared(total, grown)
    fixed: dict[int, float] = {}
    while True:
        open_ = [i for i in range(len(natural)) if i not in fixed]
        left = total - sum(fixed.values())
        fair = left / max(1, len(open_))
        small = [i for i in open_ if natural[i] <= fair]
        if not small:
            break
        fixed.update((i, natural[i]) for i in small)
    # Long texts wrap: the square root keeps one long column from starving another.
    weights = {i: natural[i] ** 0.5 for i in open_}
    whole = sum(weights.values())
    for i in open_:
        fixed[i] = max(least[i], left * weights[i] / whole)
    return shared(total, [fixed[i] for i in range(len(natural))])


@dataclass(frozen=True, slots=True)
class Setting:
    """How the body cells of a column are set; `inset` is room kept right, in twips."""

    align: Align
    inset: int = 0


def setting(column: Column, extent: Extent, width: int, size_pt: float, pad: int) -> Setting:
    """Return how a column's cells are set: figures end under one another, in the middle."""
    if column.align != "left":
        return Setting(column.align)
    if extent.filled and extent.figures:
        room = width - 2 * pad - round(extent.body_longest * size_pt * 20 / 1000)
        return Setting("right", max(0, room // 2))
    if extent.body_longest <= _SHORT_EM * 1000:
        return Setting("center")
    return Setting("left")
