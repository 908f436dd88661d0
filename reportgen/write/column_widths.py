"""Widths of columns, in any unit of length: nothing whole is divided, no cell ends in a lone character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from reportgen.measure.lines import LineSpan, break_lines
from reportgen.measure.paragraphs import MeasuredParagraph

Length = TypeVar("Length", int, float)

_CLOSING = "，。、；：！？,.;:!?）)》”’』」】"
_LIST_MARK = re.compile("[、，；,;/ ]")
_NAME_CHARACTERS = 4
"""An item of a list of names, or a short term, is no longer than this."""
_TERM_CHARACTERS = 10
"""A cell no longer than this is read as one term, and reads best on one line."""
_STEPS = 12
"""So many steps either way are tried before every width is."""
_DIVIDED, _LONE, _TERM, _LINE = 1000.0, 200.0, 4.0, 1.0
"""What a divided name, a lone last character, a term on two lines and a line cost."""
_AWAY = 8.0
"""What it costs to set a column at twice the width wished for, or at nothing."""


def at_least(wishes: Sequence[float], least: Sequence[float], total: float) -> Sequence[float]:
    """Return the widths wished for, raised to `least` at the cost of those with room to spare.

    Where even the least widths do not fit into `total`, the wishes stay.
    """
    if sum(least) >= total:
        return wishes
    raised = [max(w, low) for w, low in zip(wishes, least, strict=True)]
    excess = sum(raised) - total
    spare = sum(r - low for r, low in zip(raised, least, strict=True))
    if not spare:
        return raised
    return [r - excess * (r - low) / spare for r, low in zip(raised, least, strict=True)]


class CellText(NamedTuple):
    """A line of so many cells; `em` is the size of its text in the unit of widths."""

    paragraph: MeasuredParagraph
    em: float
    cells: int = 1


@dataclass(eq=False, slots=True)
class ColumnTexts:
    """What the cells of a column say, and what no line has room for: the margins of a cell.

    `least` is the width below which something whole would be divided.
    """

    texts: Sequence[CellText]
    margins: float
    least: float = 0.0
    _costs: dict[float, float] = field(default_factory=dict)

    def cost(self, width: float) -> float:
        """Return how badly the texts break at a width; their lines count a little as well."""
        known = self._costs.get(width)
        if known is None:
            known = sum(cells * _cost(text, lines) for text, lines, cells in self._wrapped(width))
            self._costs[width] = known
        return known

    def strained(self, width: float) -> bool:
        """Return whether a cell ends in a lone character, or divides a name or a term, at a width."""
        return any(_cost(text, lines) >= _TERM for text, lines, _ in self._wrapped(width))

    def lone_ends(self, width: float) -> int:
        """Return how many cells end in a lone character or part a name at a width."""
        return sum(_cost(text, lines) >= _LONE for text, lines, _ in self._wrapped(width))

    def _wrapped(self, width: float) -> Iterator[tuple[str, Sequence[LineSpan], int]]:
        """Yield the texts that take more than one line, with their lines and cells."""
        for text, em, cells in self.texts:
            room = (width - self.margins) * 1000 / em
            if text.width > room:
                yield text.text, break_lines(text, room, room), cells


def _cost(text: str, lines: Sequence[LineSpan]) -> float:
    """Return what the line ends of a text cost."""
    cost = _LINE * (len(lines) - 1)
    if len(lines) < 2:
        return cost
    if len(text[lines[-1].start :].strip().rstrip(_CLOSING)) == 1:
        cost += _LONE
    if len(text) <= _TERM_CHARACTERS:
        cost += _TERM
    items = _LIST_MARK.split(text)
    if len(items) > 1 and all(len(item) <= _NAME_CHARACTERS for item in items):
        ends = (line.end for line in lines[:-1])
        cost += _DIVIDED * sum(not _LIST_MARK.match(text[end - 1]) for end in ends)
    return cost


def mended(columns: Sequence[ColumnTexts], wishes: Sequence[Length], step: Length) -> list[Length]:
    """Return the widths wished for, or where cells end badly there, others that add up to the same.

    The widths tried are whole steps from those wished for. The sum of what the line ends cost is the
    least there is; among equals the widths nearest to the wishes are taken.
    """
    widths = list(wishes)
    if not any(c.strained(w) for c, w in zip(columns, wishes, strict=True)):
        return widths
    most = max(_STEPS, int(sum(wishes) / step))
    for steps in (_STEPS, most):
        widths = _cheapest(columns, wishes, step, steps)
        if not any(c.lone_ends(w) for c, w in zip(columns, widths, strict=True)):
            break
    return widths


def _cheapest(
    columns: Sequence[ColumnTexts], wishes: Sequence[Length], step: Length, steps: int
) -> list[Length]:
    """Return the cheapest widths that are at most so many steps from those wished for."""
    choices = [
        list(_choices(c, wish, step, steps)) for c, wish in zip(columns, wishes, strict=True)
    ]
    fewest = [min(by for by, _ in some) for some in choices]
    most = [max(by for by, _ in some) for some in choices]
    # By the steps that the columns so far have taken in all: the cost, and the steps of each.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    way: tuple[int, ...]
    for place, some in enumerate(choices):
        low, high = -sum(most[place + 1 :]), -sum(fewest[place + 1 :])
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for sum_of_steps, (cost_so_far, way) in best.items():
            for by, cost in some:
                now = sum_of_steps + by
                if low <= now <= high:
                    known = following.get(now)
                    if known is None or cost_so_far + cost < known[0]:
                        following[now] = (cost_so_far + cost, (*way, by))
        best = following
    return [wish + by * step for wish, by in zip(wishes, best[0][1], strict=True)]


def _choices(
    column: ColumnTexts, wish: float, step: float, steps: int
) -> Iterator[tuple[int, float]]:
    """Yield the steps that a column may take from the width wished for, and what each costs."""
    narrowest = max(column.least, column.margins + step)
    for by in range(-steps, steps + 1):
        width = wish + by * step
        if width >= narrowest or not by:
            away = (width - wish) / wish
            yield by, column.cost(width) + _AWAY * away * away
