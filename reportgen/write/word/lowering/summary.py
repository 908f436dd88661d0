"""A summary becomes one panel: a head, key figures, a row for each part, lines with labels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from reportgen.document.nodes import Content, KeyFigures, Summary
from reportgen.units import TWIPS_PER_PT
from reportgen.write.word.lowering.columns import share_out
from reportgen.write.word.lowering.panels import figure_texts, key_figures, numeral_pt
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.lowering.titles import in_even_lines
from reportgen.write.word.model import (
    NO_BORDERS,
    Border,
    Borders,
    Cell,
    Element,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
    gap,
    paragraph,
)

_MOST_FIGURES = 6
_HEAD, _ROW, _LINE = 560, 500, 500
"""Least heights of the rows in twips."""
_SIDE = 140
"""Room beside the text of a cell in twips."""
_LABEL_EM = 2
"""A label of two characters or a year; a longer one takes the room that it needs."""
_PROSE_PLACE, _PROSE_SHARE = 2, 0.34
"""The third cell of a row of four has the room that the others leave, at least this share."""


class _Part(NamedTuple):
    """A row of the panel: the widths of its cells in twips, the cells without theirs, its height."""

    widths: tuple[int, ...]
    cells: tuple[Cell, ...]
    height: int


def summary(state: WriterState, node: Summary) -> tuple[Element, ...]:
    """Return the panel, or the key figures alone where the text of the format is black."""
    if state.profile.ink == "black":
        return key_figures(state, KeyFigures(node.figures, node.at))
    parts = [_bar(state, node.title)]
    if node.figures:
        parts.append(_figures(state, node))
    rows = [row for row in node.rows if row]
    parts += [_row(state, row, _row_widths(state, rows, len(row))) for row in rows]
    label = _label_width(state, node)
    parts += [_label_row(state, name, text, label) for name, text in node.lines]
    edges = sorted({edge for part in parts for edge in accumulate(part.widths, initial=0)})
    table = Table(
        "TableNormal",
        tuple(right - left for left, right in pairwise(edges)),
        tuple(_on_grid(part, edges) for part in parts),
        NO_BORDERS,
        side_margin=_SIDE,
        upright_margin=40,
        whole=True,
        at=node.at,
    )
    return (gap(keep_next=True), table, gap())


def _on_grid(part: _Part, edges: Sequence[int]) -> Row:
    """Return a row whose cells cover the columns between their `edges`, which are those of all rows."""
    places = [bisect_left(edges, edge) for edge in accumulate(part.widths, initial=0)]
    spans = (right - left for left, right in pairwise(places))
    cells = zip(part.cells, part.widths, spans, strict=True)
    return Row(
        tuple(cell._replace(width=width, span=span) for cell, width, span in cells), part.height
    )


def _bar(state: WriterState, title: Content) -> _Part:
    text = paragraph("PanelTitle", *_on_accent(state, title), keep_next=True)
    total = state.text_width
    return _Part((total,), (Cell(total, (text,), fill=state.colours.accent),), _HEAD)


def _on_accent(state: WriterState, content: Content) -> tuple[Inline, ...]:
    """Return a text in the colour of the paper."""
    return _coloured(state, content, state.colours.paper)


def _coloured(state: WriterState, content: Content, colour: str) -> tuple[Inline, ...]:
    return tuple(
        one._replace(properties=one.properties._replace(colour=colour))
        if isinstance(one, Run)
        else one
        for one in state.runs(content)
    )


def _figures(state: WriterState, node: Summary) -> _Part:
    """Return the key figures side by side on the ground of the palette."""
    figures = node.figures[:_MOST_FIGURES]
    widths = share_out(state.text_width, [1.0] * len(figures))
    size_pt = numeral_pt(state, zip(figures, widths, strict=True))
    cells = []
    between = Border(12, state.colours.paper)
    for place, (figure, width) in enumerate(zip(figures, widths, strict=True)):
        texts = figure_texts(state, figure, width, len(figures), size_pt, keep_next=True)
        edges = Borders(right=between) if place < len(figures) - 1 else None
        # From the top, so that the numerals stand on one line whatever their labels and notes take.
        cells.append(Cell(width, texts, borders=edges, fill=state.colours.tint, align="top"))
    return _Part(tuple(widths), tuple(cells), 0)


def _row_widths(
    state: WriterState, rows: Sequence[Sequence[Content]], count: int
) -> tuple[int, ...]:
    """Return the widths of the cells in the rows of `count` cells: names and figures on one line."""
    total = state.text_width
    alike = [row for row in rows if len(row) == count]
    needs = [max(_need(state, row[place], place, count) for row in alike) for place in range(count)]
    prose = min(_PROSE_PLACE, count - 1) if count != 3 else 1
    others = sum(needs) - needs[prose]
    if others > total * (1 - _PROSE_SHARE):
        return tuple(share_out(total, needs))
    needs[prose] = total - others
    return tuple(needs)


def _need(state: WriterState, content: Content, place: int, count: int) -> int:
    """Return the width in twips of a cell that holds its text on one line."""
    key = "table_header" if _is_emphatic(place, count) else "table"
    return round(state.width(state.text(content), key) * TWIPS_PER_PT) + 2 * _SIDE + TWIPS_PER_PT


def _row(state: WriterState, row: Sequence[Content], widths: tuple[int, ...]) -> _Part:
    """Return the row of one part: its name, what it stands for, what was done, its figure."""
    rule = Borders(bottom=Border(6, state.colours.gold))
    cells = (
        Cell(width, (_text(state, content, place, len(row)),), borders=rule)
        for place, (content, width) in enumerate(zip(row, widths, strict=True))
    )
    return _Part(widths, tuple(cells), _ROW)


def _is_emphatic(place: int, count: int) -> bool:
    return place == 0 or (place == 1 and count > 2)


def _text(state: WriterState, content: Content, place: int, count: int) -> Paragraph:
    is_emphatic = _is_emphatic(place, count)
    style = "TableHeader" if is_emphatic else "TableText"
    runs = state.runs(content)
    if is_emphatic and place:
        runs = _coloured(state, content, state.colours.ink)
    return paragraph(style, *runs, keep_next=True, align="left")


def _label_width(state: WriterState, node: Summary) -> int:
    """Return the width of the labels at the foot in twips."""
    size = state.profile.faces.table_header.size_pt
    longest = max(
        (state.width(state.text(name), "table_header") for name, _ in node.lines), default=0
    )
    return round(max(longest, _LABEL_EM * size) * TWIPS_PER_PT) + 3 * _SIDE


def _label_row(state: WriterState, label: Content, text: Content, width: int) -> _Part:
    """Return a line of the foot: its label on the main colour, its text on the ground."""
    above = Borders(top=Border(12, state.colours.paper))
    name = paragraph("TableHeader", *_on_accent(state, label))
    rest = state.text_width - width
    even = in_even_lines(state, text, "table", (rest - 2 * _SIDE) / TWIPS_PER_PT)
    cells = (
        Cell(width, (name,), borders=above, fill=state.colours.accent),
        Cell(
            rest,
            (paragraph("TableText", *state.runs(even)),),
            borders=above,
            fill=state.colours.tint,
        ),
    )
    return _Part((width, rest), cells, _LINE)
