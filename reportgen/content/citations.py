"""见表《标题》 and 见图《标题》: how a text names a table, a chart or a picture of the record by its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.spans import Located, joined, place_inside

TABLE, FIGURE = "表", "图"
# After 见, 如 or 据, and in a series such as 见表《甲》、表《乙》; 发表《…》 and 地图《…》 are other words.
_CITATION = re.compile(rf"(?:(?<=[见如据])|(?<=》[、和及与]))([{TABLE}{FIGURE}])《([^《》]+)》")


#: a clause without a number that only says where a table or a figure stands: 各片区情况见表《抢修情况》
_POINTER = re.compile(
    r"(?<![^，；。！？\n])[^，；。！？：\n\d《》]*(?<![看听遇意常可])见(?:[表图]《[^《》\n]+》[、和及与]?)+(?=[，；。！？\n]|$)"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation from `start` to `end` of a text; `label` is 表 or 图."""

    start: int
    end: int
    label: str
    title: str


def citations_in(text: str) -> Iterator[Citation]:
    """Yield the citations of a text; their titles have no blanks, as `plain_title` makes them."""
    if "《" not in text:
        return
    for match in _CITATION.finditer(text):
        yield Citation(match.start(), match.end(), match[1], plain_title(match[2]))


def without_pointers(text: str) -> str:
    """Return a text without the clauses that only cite a table or a figure: nobody says them aloud."""
    if "见" not in text:
        return text
    pieces: list[str] = []
    start = 0
    for match in _POINTER.finditer(text):
        # A clause behind a comma takes that comma along. A whole sentence takes its full stop along.
        goes_on = text[max(0, match.start() - 1) : match.start()] in ("，", "；")
        pieces.append(_piece(text, start, match.start() - goes_on))
        start = match.end() + (not goes_on)
    pieces.append(_piece(text, start, len(text)))
    return joined(piece for piece in pieces if piece) if start else text


def _piece(text: str, start: int, end: int) -> str:
    span = place_inside(text, start, end) if end > start else None
    return Located.at(text[start:end], span) if span else text[start:end]


def plain_title(title: str) -> str:
    """Return a title without blanks and line ends, by which citations are compared."""
    return "".join(title.split())
