"""Lines of a title, broken where the sense allows.

GB/T 9704-2012 7.3.1: a title of several lines keeps words whole and makes a trapezium or a diamond.
Each way to break a title has a cost: what its line ends part, and how uneven its lines are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from reportgen.measure.faces import Face
from reportgen.measure.line_breaks import DISCOURAGED, numbers
from reportgen.measure.lines import Line, break_lines
from reportgen.measure.paragraphs import SLIDE, LineRules, MeasuredParagraph, measure, segments

# Costs are relative: a clean break into even lines costs next to nothing, and one more line is
# spent only rather than parting a word.
_PARTS_NAME, _PARTS_NUMBER, _PARTS_WORD, _PARTS_QUOTE = 400.0, 200.0, 110.0, 70.0
_PARTS_UNIT = (
    10.0  # for a line end inside the name of an organisation, where its place stands before it
)
_BAD_OPENING, _BAD_ENDING, _GOOD_OPENING, _FAIR_ENDING = 40.0, 20.0, 3.0, 2.0
# By how many known words and numbers begin or end there: none, one, two or more.
_EDGE_COSTS = (30.0, 20.0, 12.0)
_ROUGH = 31.0  # from here on a line end is rough: it parts a word, or leaves a scrap of a clause
_SCRAP = 15.0  # for a clause of which only its first two or last three characters stand apart
_RAGGED, _STUMP, _EQUAL, _HOURGLASS, _ONE_MORE_LINE = 60.0, 80.0, 2.0, 15.0, 30.0
_SHORTEST_CLAUSE = 4000  # thousandths of an em that a line of one clause is wide at least
_CLAUSE_END = re.compile("[，、；：。！？][”’」』）》]*|——| +|\u3000+")
_LONG_CLAUSE_END = re.compile("[，；：。！？][”’」』）》]*|——")
_STUMP_WIDTH, _STUMP_SHARE = 2500, 0.3
_MOST_BALANCED = 4  # lines; in a longer text the shape of all lines together is not seen
_MOST_FILLED = 20  # lines; a longer text is no title, and its lines end where they are full
_COMMON_SIZES = (4, 3, 2)  # characters of common words, the longest first
_UNFILLED = 40.0  # for a line of a long text that is empty but for its first character

_GOOD_ENDINGS = frozenset("，。；：！？ \u3000—…")
_FAIR_ENDINGS = frozenset("、》”）·")
_BAD_OPENINGS = frozenset("里的地得了着过们者等性化型式度")
_BAD_ENDINGS = frozenset("和与及暨在以为对把将向从由被让使不")
_GOOD_OPENINGS = frozenset("和与及暨（《“")
_QUOTED = re.compile("“[^“”]*”|《[^《》]*》|（[^（）]*）|「[^「」]*」|【[^【】]*】")

# The place before the name of a Party organisation: the line ends behind it.
_PLACE = re.compile(
    r"^[^，、（]{1,5}?[省市县区旗](?=[^，、（]{3,}(?:党支部|党总支|党委|党工委|党组|支部委员会)$)"
)

_Breaks = tuple[float, list[int]]
"""What a way to break a title costs, and where its lines end."""


def balanced_lines(
    text: str,
    face: Face,
    size_pt: float,
    width_pt: float,
    *,
    keep: Iterable[str] = (),
    most_lines: int = 4,
    tracking_pt: float = 0.0,
    rules: LineRules = SLIDE,
) -> list[Line]:
    """Break a title into few, even lines of at most `width_pt`, by sense.

    Words in `keep` (names of units, say) are parted only where nothing else will do. Hard line
    breaks stay. In a part that needs more than `most_lines` whole words count, even lines do not.
    """
    names = frozenset(keep)
    lines: list[Line] = []
    for start, stop, following in segments(text):
        part = measure(text[start:stop], face, tracking_em=tracking_pt / size_pt, rules=rules)
        begin = 0
        for end in _line_ends(part, names, width_pt * 1000 / size_pt, most_lines):
            after = following if start + end == stop else start + end
            ink_pt = _width(part, begin, end) * size_pt / 1000
            lines.append(Line(text[start + begin : after], start + begin, after, ink_pt))
            begin = end
    return lines


def breaks_cleanly(text: str, ends: Iterable[int], face: Face) -> bool:
    """Tell whether each line end, before one of the characters `ends`, is one a reader expects.

    A clean end parts no known word, number or name and leaves no scrap of a clause. A text of
    several clauses has better ends than between two characters of which no word is known.
    """
    prices = _plain_prices(text, face)
    rough = _EDGE_COSTS[0] if _CLAUSE_END.search(text[:-1]) else _ROUGH
    return all(prices.get(end, _ROUGH) < rough for end in ends)


# A text is tried at several sizes.
@lru_cache(maxsize=2048)
def _plain_prices(text: str, face: Face) -> Mapping[int, float]:
    """Return what a line end before each character of a text costs where no name is to be kept whole."""
    part = measure(text, face)
    return _prices(part, (), part.width)


def parts_words(text: str, ends: Iterable[int]) -> bool:
    """Tell whether a line end before one of the characters `ends` parts a word or a number."""
    places = frozenset(ends)
    return any(start < end < stop for start, stop, _ in _known_words(text) for end in places)


def opens_with_number(text: str, ends: Iterable[int]) -> bool:
    """Tell whether a line end before one of the characters `ends` stands before a number with its unit."""
    return not {start for start, stop in numbers(text) if stop - start > 1}.isdisjoint(ends)


def _line_ends(
    part: MeasuredParagraph, keep: Collection[str], width: float, most_lines: int
) -> list[int]:
    """Return where the lines of a title without hard line breaks end; width in its thousandths."""
    running = [line.end for line in break_lines(part, width, width)]
    fewest = len(running)
    if fewest == 1 or fewest > _MOST_FILLED:
        return running
    prices = _prices(part, keep, width)
    if fewest > _MOST_BALANCED:
        return _filled(part, prices, width, max(most_lines, fewest)) or running
    most_balanced = min(most_lines, _MOST_BALANCED)
    best = _cheapest(part, prices, width, fewest)
    if (best is None or best[0] > _ONE_MORE_LINE) and fewest < most_balanced:
        longer = _cheapest(part, prices, width, fewest + 1)
        if longer is not None:
            longer = (longer[0] + _ONE_MORE_LINE, longer[1])
            best = longer if best is None else min(best, longer)
    clauses = _clauses(part, width, _CLAUSE_END) or _clauses(part, width, _LONG_CLAUSE_END)
    if len(clauses) in range(fewest, min(fewest + 1, most_balanced) + 1):
        ends = running if best is None else best[1]
        if any(prices.get(end, _ROUGH) >= _EDGE_COSTS[1] for end in ends[:-1]):
            return clauses
    ends = running if best is None else best[1]
    if any(prices.get(end, _ROUGH) >= _PARTS_WORD for end in ends[:-1]):
        return _filled(part, prices, width, max(most_lines, fewest)) or ends
    return ends


def _filled(
    part: MeasuredParagraph, prices: Mapping[int, float], width: float, most_lines: int
) -> list[int]:
    """Return where the lines of a long text end, at the least cost; none where `most_lines` do not hold it.

    A line costs what its end parts, and the more the emptier it is.
    """
    size = len(part.text)
    places = list(prices)
    # For each number of lines: where they end → what they cost, and where each of them ends.
    tables: list[dict[int, _Breaks]] = [{0: (0.0, [])}]
    for _ in range(most_lines):
        table: dict[int, _Breaks] = {}
        for start, (cost, ends) in tables[-1].items():
            for end in (*places[bisect_right(places, start) :], size):
                line = _width(part, start, end)
                if line > width:
                    break
                empty = 0.0 if end == size else _UNFILLED * (1 - line / width) ** 2
                attempt = cost + prices.get(end, 0.0) + empty, [*ends, end]
                table[end] = min(table.get(end, attempt), attempt)
        tables.append(table)
    whole = [table[size] for table in tables if size in table]
    return min(whole)[1] if whole else []


def _clauses(part: MeasuredParagraph, width: float, clause_end: re.Pattern[str]) -> list[int]:
    """Return where lines of one clause each end; none where one is too long or a scrap."""
    ends = [mark.end() for mark in clause_end.finditer(part.text)]
    ends = [end for end in ends if end < len(part.text)] + [len(part.text)]
    widths = [_width(part, start, end) for start, end in pairwise((0, *ends))]
    return ends if all(_SHORTEST_CLAUSE <= w <= width for w in widths) else []


def _cheapest(
    part: MeasuredParagraph, prices: Mapping[int, float], width: float, count: int
) -> _Breaks | None:
    """Return the cheapest way to set a title in `count` lines that fit; None if there is none."""
    size, offsets = len(part.text), part.offsets
    places = list(prices)
    best: _Breaks | None = None

    def extend(ends: list[int], widths: list[float], cost: float) -> None:
        """Try every place where the line behind `ends` may end, as long as it can be cheapest."""
        nonlocal best
        start, left = ends[-1] if ends else 0, count - len(ends) - 1
        if not left:
            last = _width(part, start, size)
            if last <= width:
                candidate = cost + _shape_cost([*widths, last]), [*ends, size]
                best = candidate if best is None else min(best, candidate)
            return
        for place in places[bisect_right(places, start) :]:
            if offsets[size] - offsets[place] > left * width:
                continue  # the lines that are left do not hold the rest
            line = _width(part, start, place)
            if line > width:
                break
            price = cost + prices[place]
            if best is None or price <= best[0]:  # the shape of the lines only adds to it
                extend([*ends, place], [*widths, line], price)

    extend([], [], 0.0)
    return best


def _width(part: MeasuredParagraph, start: int, end: int) -> float:
    """Return the width of a line without its trailing spaces."""
    while end > start and part.text[end - 1] == " ":
        end -= 1
    return part.offsets[end] - part.offsets[start] - part.gaps.get(start, 0.0)


def _shape_cost(widths: Sequence[float]) -> float:
    """Return what lines of these widths cost by their shape."""
    mean, longest, shortest = sum(widths) / len(widths), max(widths), min(widths)
    cost = _RAGGED * sum((w / mean - 1) ** 2 for w in widths)
    stump = max(_STUMP_WIDTH, _STUMP_SHARE * longest)
    cost += _STUMP * sum(w < stump for w in widths)
    if longest - shortest < 500:  # under half a character: a block, neither shape
        cost += _EQUAL
    for above, line, below in zip(widths, widths[1:], widths[2:], strict=False):
        cost += _HOURGLASS * (line < above and line < below)
    return cost


def _prices(part: MeasuredParagraph, keep: Collection[str], width: float) -> dict[int, float]:
    """Return what a line end before a character costs, for each character a line may end before."""
    text = part.text
    edges = [0] * (len(text) + 1)
    inside = [0.0] * (len(text) + 1)
    for start, end, cost in (*_known_words(text), *_names_to_keep(text, keep)):
        edges[start] += 1
        edges[end] += 1
        for i in range(start + 1, end):
            inside[i] = max(inside[i], cost)
    for quote in _QUOTED.finditer(text):
        if _width(part, quote.start(), quote.end()) <= width:
            for i in range(quote.start() + 1, quote.end()):
                inside[i] += _PARTS_QUOTE
    prices: dict[int, float] = {}
    breaks = part.breaks
    for i in range(1, len(text)):
        if breaks[i]:
            discouraged = _PARTS_NUMBER if breaks[i] == DISCOURAGED else 0.0
            price = max(inside[i], discouraged) + _edge_cost(text[i - 1], text[i], edges[i])
            if not _GOOD_ENDINGS.isdisjoint(text[max(i - 3, 0) : i - 1] + text[i + 1 : i + 4]):
                price += _SCRAP
            prices[i] = price
    place = _PLACE.match(text)
    if place and place.end() in prices:
        prices = {end: price + _PARTS_UNIT for end, price in prices.items()}
        prices[place.end()] = 0.0
    return prices


def _edge_cost(before: str, after: str, edges: int) -> float:
    """Return what a line end between two characters costs, where `edges` words begin or end."""
    if before in _GOOD_ENDINGS:
        return 0.0
    cost = _EDGE_COSTS[min(edges, 2)]
    if before in _FAIR_ENDINGS:
        cost = _FAIR_ENDING
    elif after in _GOOD_OPENINGS:
        cost = _GOOD_OPENING
    if after in _BAD_OPENINGS and edges < 2:
        cost += _BAD_OPENING
    if before in _BAD_ENDINGS and edges < 2:
        cost += _BAD_ENDING
    return cost


@lru_cache(maxsize=2048)
def _known_words(text: str) -> Sequence[tuple[int, int, float]]:
    """Return (start, end, cost of parting it) of each number and of each word of the word lists.

    Words are taken from left to right, the longest first.
    """
    known = [(start, end, _PARTS_NUMBER) for start, end in numbers(text)]
    common, longer = _words()
    start = 0
    while start < len(text):
        sizes = [
            len(w) for w in longer.get(text[start : start + 2], ()) if text.startswith(w, start)
        ]
        pieces = (text[start : start + size] for size in _COMMON_SIZES)
        sizes += [len(piece) for piece in pieces if piece in common]
        if sizes:
            known.append((start, start + sizes[0], _PARTS_WORD))
        start += sizes[0] if sizes else 1
    return known


def _names_to_keep(text: str, keep: Collection[str]) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, cost of parting it) of each name to keep whole."""
    for name in sorted(filter(None, keep)):
        for match in re.finditer(f"(?={re.escape(name)})", text):
            yield match.start(), match.start() + len(name), _PARTS_NAME


@cache
def _words() -> tuple[frozenset[str], Mapping[str, Sequence[str]]]:
    """Return the words of both lists: those of up to four characters, and the longer ones.

    The longer ones, all in words.txt, stand under their first two characters, the longest first.
    """
    field, common = (_read_words(name) for name in ("words.txt", "common_words.txt"))
    longer: dict[str, list[str]] = {}
    for word in sorted((w for w in field if len(w) > _COMMON_SIZES[0]), key=len, reverse=True):
        longer.setdefault(word[:2], []).append(word)
    return frozenset((*field, *common)), longer


def _read_words(name: str) -> list[str]:
    """Return the words of a file beside this one, whose comments are whole lines."""
    rows = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return " ".join(row for row in rows if not row.startswith("#")).split()
