"""In: a title and the width it has. Out: its lines, broken where the sense allows.

GB/T 9704-2012 7.3.1: a title of several lines keeps words whole and makes a trapezium or a diamond.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count
from operator import add
from pathlib import Path

from reportgen.write.measure.breaking import POOR, numbers
from reportgen.write.measure.faces import Face
from reportgen.write.measure.layout import Line, spans
from reportgen.write.measure.measured import SLIDE, Measured, Setting, measure, segments

# Costs are relative: a clean break into even lines costs next to nothing, and one more line is
# spent only rather than parting a word.
_SPLIT_KEPT, _SPLIT_NUMBER, _SPLIT_WORD, _SPLIT_QUOTE = 400.0, 200.0, 60.0, 70.0
_BAD_OPENING, _BAD_ENDING, _GOOD_OPENING, _FAIR_ENDING = 40.0, 20.0, 3.0, 2.0
_UNKNOWN_EDGE, _HALF_KNOWN_EDGE, _KNOWN_EDGE = 30.0, 20.0, 12.0
_SCRAP = 15.0  # for one or two characters cut off from their clause
_RAGGED, _STUMP, _EQUAL, _HOURGLASS, _ONE_MORE_LINE = 60.0, 80.0, 2.0, 15.0, 50.0
_STUMP_WIDTH, _STUMP_SHARE = 2500, 0.3

_GOOD_ENDINGS = frozenset("，。；：！？ \u3000—…")
_FAIR_ENDINGS = frozenset("、》”）·")
_BAD_OPENINGS = frozenset("的地得了着过们者等性化型式度")
_BAD_ENDINGS = frozenset("和与及暨在以为对把将向从由被让使不")
_GOOD_OPENINGS = frozenset("和与及暨（《“")
_QUOTED = re.compile("“[^“”]*”|《[^《》]*》|（[^（）]*）|「[^「」]*」|【[^【】]*】")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Sequence[str]]:
    """Return the words by their first two characters, the longest first."""
    text = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    rows = (row for row in text.splitlines() if not row.startswith("#"))
    found: dict[str, list[str]] = {}
    for word in sorted({word for row in rows for word in row.split()}, key=len, reverse=True):
        if len(word) > 1:
            found.setdefault(word[:2], []).append(word)
    return found


def balanced(
    text: str | Measured,
    face: Face,
    size_pt: float,
    width_pt: float,
    *,
    keep: Iterable[str] = (),
    most_lines: int = 4,
    tracking_pt: float = 0.0,
    setting: Setting = SLIDE,
) -> list[Line]:
    """Break a title into few, even lines of at most `width_pt`, by sense.

    Words in `keep` (names of units, say) are parted only where nothing else will do. Hard line
    breaks stay. A part that needs more than `most_lines` is broken as running text. A text without
    hard line breaks may come measured, as `face`, tracking and setting have it.
    """
    kept = frozenset(keep)
    lines: list[Line] = []
    whole, ready = (text.text, text) if isinstance(text, Measured) else (text, None)
    for start, stop, after in segments(whole):
        part = ready or measure(
            whole[start:stop], face, tracking_em=tracking_pt / size_pt, setting=setting
        )
        begin = 0
        for end in _ends(part, kept, width_pt * 1000 / size_pt, most_lines):
            upto = after if start + end == stop else start + end
            ink = _width(part, begin, end) * size_pt / 1000
            lines.append(Line(whole[start + begin : upto], start + begin, upto, ink))
            begin = end
    return lines


def parts_words(text: str, ends: Iterable[int]) -> bool:
    """Tell whether a line end before one of the characters `ends` parts a word or a number."""
    places = frozenset(ends)
    return any(start < end < stop for start, stop, _ in _wholes(text) for end in places)


def _ends(part: Measured, keep: Collection[str], width: float, most_lines: int) -> Sequence[int]:
    plain = [end for _, end, _ in spans(part, width, width)]
    fewest = len(plain)
    if fewest == 1 or fewest > most_lines:
        return plain
    parting = _Parting(part, keep, width)
    best = _arrangement(part, parting, width, fewest) or (math.inf, plain)
    if best[0] > _ONE_MORE_LINE and fewest < most_lines:
        cost, ends = _arrangement(part, parting, width, fewest + 1) or best
        best = min(best, (cost + _ONE_MORE_LINE, ends))
    return best[1]


def _arrangement(
    part: Measured, parting: _Parting, width: float, count: int
) -> tuple[float, list[int]] | None:
    """Return the cheapest way to set the part in `count` lines that fit, with its cost."""
    text, size = part.text, len(part.text)
    places = list(compress(range(size), part.breaks))
    # Behind a stop a line may end at no cost: where that makes good lines, nothing else is tried.
    clean = [place for place in places if text[place - 1] in _GOOD_ENDINGS]
    best = _cheapest(part, parting, width, count, clean, None)
    if best is None or best[0] >= _FAIR_ENDING:
        best = _cheapest(part, parting, width, count, places, best)
    return best


def _cheapest(
    part: Measured,
    parting: _Parting,
    width: float,
    count: int,
    places: Sequence[int],
    best: tuple[float, list[int]] | None,
) -> tuple[float, list[int]] | None:
    size, reach, wide = len(part.text), part.reach, _widths(part)

    def extend(ends: list[int], widths: list[float], spent: float) -> None:
        start, room = ends[-1] if ends else 0, (count - len(ends) - 1) * width
        last_but_one = len(ends) + 2 == count
        pairs = []
        for place in places:
            if place <= start or reach[size] - reach[place] > room:
                continue
            line = wide(start, place)
            if line > width:
                break
            if last_but_one:
                last = wide(place, size)
                if last <= width:
                    pairs.append((abs(line - last), place, line, last))
                continue
            price = spent + parting[place]
            if best is None or price <= best[0]:  # a shape costs nothing at best
                extend([*ends, place], [*widths, line], price)
        if pairs:
            finish(ends, widths, spent, pairs)

    def finish(
        ends: list[int],
        widths: list[float],
        spent: float,
        pairs: list[tuple[float, int, float, float]],
    ) -> None:
        nonlocal best
        # The most even first: of the others most are too dear by their shape alone.
        for apart, place, line, last in sorted(pairs):
            if best is not None and spent + _least_cost(apart, line, last) > best[0]:
                continue
            shape = _shape_cost([*widths, line, last])
            if best is None or spent + shape <= best[0]:
                found = spent + parting[place] + shape, [*ends, place, size]
                best = found if best is None else min(best, found)

    extend([], [], 0.0)
    return best


def _widths(part: Measured) -> Callable[[int, int], float]:
    """Return what tells how wide a line is from one character to another."""
    reach = part.reach
    if " " in part.text or part.gaps:
        return lambda start, end: _width(part, start, end)
    return lambda start, end: reach[end] - reach[start]


def _width(part: Measured, start: int, end: int) -> float:
    while end > start and part.text[end - 1] == " ":
        end -= 1
    return part.reach[end] - part.reach[start] - part.gaps.get(start, 0.0)


def _shape_cost(widths: Sequence[float]) -> float:
    mean, longest, shortest = sum(widths) / len(widths), max(widths), min(widths)
    cost = _RAGGED * sum([(w / mean - 1) ** 2 for w in widths])
    stump = max(_STUMP_WIDTH, _STUMP_SHARE * longest)
    if shortest < stump:
        cost += _STUMP * sum([w < stump for w in widths])
    if longest - shortest < 500:  # under half a character: a block, neither shape
        cost += _EQUAL
    if len(widths) > 2:
        inner = zip(widths, widths[1:], widths[2:], strict=False)
        cost += _HOURGLASS * sum([b < a and b < c for a, b, c in inner])
    return cost


def _least_cost(apart: float, line: float, last: float) -> float:
    """Return what lines whose widths differ by `apart` cost at least, whatever the mean of all."""
    # A little less, as it is not rounded alike.
    return _RAGGED * apart**2 / (line**2 + last**2) * 0.999999 if apart else 0.0


class _Parting(dict[int, float]):
    """The price of a line end before each character, worked out where a line may end at all."""

    def __init__(self, part: Measured, keep: Collection[str], width: float) -> None:
        super().__init__()
        text = part.text
        self._part = part
        self._edges = [0] * (len(text) + 1)
        self._inside = [0.0] * (len(text) + 1)
        for start, end, cost in (*_wholes(text), *_kept(text, keep)):
            self._edges[start] += 1
            self._edges[end] += 1
            for i in range(start + 1, end):
                self._inside[i] = max(self._inside[i], cost)
        for quote in _QUOTED.finditer(text):
            if _width(part, quote.start(), quote.end()) <= width:
                for i in range(quote.start() + 1, quote.end()):
                    self._inside[i] += _SPLIT_QUOTE

    def __missing__(self, i: int) -> float:
        text, edges = self._part.text, self._edges[i]
        poor = _SPLIT_NUMBER if self._part.breaks[i] == POOR else 0.0
        cost = max(self._inside[i], poor) + _edge_cost(text[i - 1], text[i], edges)
        if not _GOOD_ENDINGS.isdisjoint(text[max(i - 3, 0) : i - 1] + text[i + 1 : i + 3]):
            cost += _SCRAP
        self[i] = cost
        return cost


@lru_cache(maxsize=64)  # a title is asked about two or three times in a row
def _wholes(text: str) -> Sequence[tuple[int, int, float]]:
    """List (start, end, cost of parting it) of each number and word, longest first from the left."""
    found = [(start, end, _SPLIT_NUMBER) for start, end in numbers(text)]
    words = _words()
    done = 0
    for at in compress(count(), map(words.__contains__, map(add, text, text[1:]))):
        if at >= done:
            for word in words[text[at : at + 2]]:
                if text.startswith(word, at):
                    done = at + len(word)
                    found.append((at, done, _SPLIT_WORD))
                    break
    return found


def _kept(text: str, keep: Collection[str]) -> Iterator[tuple[int, int, float]]:
    for name in sorted(keep):
        at = text.find(name) if name else -1
        while at >= 0:
            yield at, at + len(name), _SPLIT_KEPT
            at = text.find(name, at + 1)


def _edge_cost(before: str, after: str, edges: int) -> float:
    if before in _GOOD_ENDINGS:
        return 0.0
    cost = (_UNKNOWN_EDGE, _HALF_KNOWN_EDGE, _KNOWN_EDGE)[min(edges, 2)]
    if before in _FAIR_ENDINGS or before == "的":
        cost = _FAIR_ENDING
    elif after in _GOOD_OPENINGS:
        cost = _GOOD_OPENING
    if after in _BAD_OPENINGS and edges < 2:
        cost += _BAD_OPENING
    if before in _BAD_ENDINGS and edges < 2:
        cost += _BAD_ENDING
    return cost
