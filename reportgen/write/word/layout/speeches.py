"""A speech beside its slide may go on on the next page from the end of a sentence.

Nobody turns a page in the middle of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.chinese import sentence_ends
from reportgen.write.word.layout.blocks import TypeArea
from reportgen.write.word.model import (
    NO_BORDER,
    Borders,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
    plain_text,
    with_properties,
)

_LEAST_LINES, _LEAST_OF_PARAGRAPH = 3, 2
"""The fewest lines of a speech, and of a paragraph in it, on either side of a page end."""

_Halves = tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]


def cuts(area: TypeArea, table: Table, row: Row) -> list[int]:
    """Return after how many characters of its speech a row may go on on the next page.

    A note stays with the paragraph above it.
    """
    if row.continuation is None:
        return []
    speech = row.cells[-1].paragraphs
    width = row.cells[-1].width - 2 * table.side_margin
    places: list[int] = []
    before = 0
    for paragraph in speech:
        text = plain_text(paragraph.inlines)
        for end in sentence_ends(text):
            halves = _halves(speech, before + end)
            if halves is None or halves[1][0].style != speech[0].style:
                continue
            if min(_lines(area, half, width) for half in halves) < _LEAST_LINES:
                continue
            if end < len(text) and _parts_line(area, halves, width):
                continue
            places.append(before + end)
        before += len(text)
    return places


def part(row: Row, start: int, end: int | None) -> Row:
    """Return a row with its speech from one cut to another: from 0 on, up to None, without any.

    No rule divides the parts. One that goes on from the page above has the row's continuation in place
    of the slide.
    """
    last = row.cells[-1]
    speech = last.paragraphs
    cut_row = row
    if end is not None:
        speech = _divided(speech, end)[0]
        cut_row = _with_edge(cut_row, lambda borders: borders._replace(bottom=NO_BORDER))
    if start:
        speech = _divided(speech, start)[1]
        assert row.continuation is not None
        first, *middle = cut_row.cells[:-1]
        left = first._replace(paragraphs=(row.continuation,))
        empty = (cell._replace(paragraphs=()) for cell in middle)
        cut_row = cut_row._replace(cells=(left, *empty, cut_row.cells[-1]))
        cut_row = _with_edge(cut_row, lambda borders: borders._replace(top=NO_BORDER))
    cells = (*cut_row.cells[:-1], cut_row.cells[-1]._replace(paragraphs=speech))
    return cut_row._replace(cells=cells)


def _with_edge(row: Row, change: Callable[[Borders], Borders]) -> Row:
    cells = (cell._replace(borders=change(cell.borders or Borders())) for cell in row.cells)
    return row._replace(cells=tuple(cells))


def _parts_line(area: TypeArea, halves: _Halves, width: int) -> bool:
    """Return whether a paragraph that is divided has a line alone on a page."""
    ends = halves[0][-1:], halves[1][:1]
    return min(_lines(area, own, width) for own in ends) < _LEAST_OF_PARAGRAPH


def _lines(area: TypeArea, paragraphs: Sequence[Paragraph], width: int) -> int:
    return sum(area.ruler.box(paragraph, width).lines for paragraph in paragraphs)


def _divided(paragraphs: tuple[Paragraph, ...], at: int) -> _Halves:
    halves = _halves(paragraphs, at)
    assert halves is not None
    return halves


def _halves(paragraphs: tuple[Paragraph, ...], at: int) -> _Halves | None:
    """Return paragraphs divided after a number of characters.

    Return None where they cannot be: at their end, or in a field.
    """
    for place, one in enumerate(paragraphs):
        above, below = paragraphs[:place], paragraphs[place + 1 :]
        length = len(plain_text(one.inlines))
        if at == length:
            return ((*above, one), below) if below else None
        if at < length:
            halves = _at(one, at)
            return ((*above, halves[0]), (halves[1], *below)) if halves else None
        at -= length
    return None


def _at(paragraph: Paragraph, end: int) -> tuple[Paragraph, Paragraph] | None:
    """Return a paragraph divided before a character, None where that stands in a field."""
    above: list[Inline] = []
    for place, inline in enumerate(paragraph.inlines):
        length = len(plain_text((inline,)))
        if end < length:
            if not isinstance(inline, Run):
                return None
            below: list[Inline] = [_from(inline, end), *paragraph.inlines[place + 1 :]]
            above += [_until(inline, end)] if end else []
            goes_on = with_properties(paragraph, first_line=0, first_line_chars=0)
            return paragraph._replace(inlines=tuple(above)), goes_on._replace(inlines=tuple(below))
        above.append(inline)
        end -= length
    return None


def _until(run: Run, end: int) -> Run:
    further = tuple((at, place) for at, place in run.further if at < end)
    return run._replace(text=run.text[:end], further=further)


def _from(run: Run, end: int) -> Run:
    """Return the rest of a run; its place is that of the text in which the division stands."""
    places = ((0, run.at), *run.further)
    own = [place for at, place in places if at <= end][-1]
    further = tuple((at - end, place) for at, place in run.further if at > end)
    return run._replace(text=run.text[end:], at=own, further=further)
