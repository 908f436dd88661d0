"""A summary becomes one panel: a head, key figures, a row for each part, lines with labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportgen.document.nodes import Content, KeyFigures, Summary
from reportgen.write.word.lowering.columns import share_out
from reportgen.write.word.lowering.panels import figure_texts, key_figures, numeral_pt
from reportgen.write.word.lowering.state import WriterState
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

_COLUMNS = 12
"""The grid of the panel: figures and rows of two to six parts stand on its lines."""
_MOST_FIGURES = 6
_LABEL = 2
"""Columns of the grid for the label of a line."""
_HEAD, _ROW, _LINE = 560, 560, 520
"""Least heights of the rows in twips."""


def summary(state: WriterState, node: Summary) -> tuple[Element, ...]:
    """Return the panel, or the key figures alone where the text of the format is black."""
    if state.profile.ink == "black":
        return key_figures(state, KeyFigures(node.figures, node.at))
    widths = share_out(state.text_width, [1.0] * _COLUMNS)
    rows = [_bar(state, node.title, widths)]
    figures = node.figures[:_MOST_FIGURES]
    if figures:
        rows.append(_figures(state, node, widths))
    rows += [_part(state, parts, widths) for parts in node.rows if parts]
    rows += [_label_row(state, label, text, widths) for label, text in node.lines]
    table = Table(
        "TableNormal",
        tuple(widths),
        tuple(rows),
        NO_BORDERS,
        side_margin=140,
        upright_margin=40,
        whole=True,
        at=node.at,
    )
    return (gap(keep_next=True), table, gap())


def _bar(state: WriterState, title: Content, widths: Sequence[int]) -> Row:
    text = paragraph("PanelTitle", *_on_accent(state, title), keep_next=True)
    return Row((Cell(sum(widths), (text,), span=_COLUMNS, fill=state.colours.accent),), _HEAD)


def _on_accent(state: WriterState, content: Content) -> tuple[Inline, ...]:
    """Return a text in the colour of the paper."""
    colour = state.colours.paper
    return tuple(
        one._replace(properties=one.properties._replace(colour=colour))
        if isinstance(one, Run)
        else one
        for one in state.runs(content)
    )


def _figures(state: WriterState, node: Summary, widths: Sequence[int]) -> Row:
    """Return the key figures side by side on the ground of the palette."""
    figures = node.figures[:_MOST_FIGURES]
    spans = _spans(len(figures))
    starts = (0, *accumulate(spans))
    rooms = [sum(widths[at : at + span]) for at, span in zip(starts, spans, strict=False)]
    size_pt = numeral_pt(state, zip(figures, rooms, strict=True))
    cells = []
    between = Border(12, state.colours.paper)
    for place, (figure, span, width) in enumerate(zip(figures, spans, rooms, strict=True)):
        texts = figure_texts(state, figure, width, len(figures), size_pt, keep_next=True)
        edges = Borders(right=between) if place < len(figures) - 1 else None
        cells.append(Cell(width, texts, span=span, borders=edges, fill=state.colours.tint))
    return Row(tuple(cells))


def _spans(count: int) -> list[int]:
    """Return how many columns of the grid each of some cells side by side covers."""
    return share_out(_COLUMNS, [1.0] * count)


def _part(state: WriterState, parts: Sequence[Content], widths: Sequence[int]) -> Row:
    """Return the row of one part: its name, what it stands for, what was done, its figure."""
    spans = {4: [2, 2, 4, 4], 3: [2, 7, 3], 2: [3, 9]}.get(len(parts), _spans(len(parts)))
    rule = Borders(bottom=Border(6, state.colours.gold))
    cells = []
    at = 0
    for place, (content, span) in enumerate(zip(parts, spans, strict=True)):
        width = sum(widths[at : at + span])
        at += span
        cells.append(Cell(width, (_text(state, content, place, len(parts)),), span, borders=rule))
    return Row(tuple(cells), _ROW)


def _text(state: WriterState, content: Content, place: int, count: int) -> Paragraph:
    is_emphatic = place == 0 or (place == 1 and count > 2)
    style = "TableHeader" if is_emphatic else "TableText"
    runs = state.runs(content)
    if is_emphatic and place:
        runs = tuple(
            r._replace(properties=r.properties._replace(colour=state.colours.ink))
            if isinstance(r, Run)
            else r
            for r in runs
        )
    return paragraph(style, *runs, keep_next=True, align="left")


def _label_row(state: WriterState, label: Content, text: Content, widths: Sequence[int]) -> Row:
    """Return a line of the foot: its label on the main colour, its text on the ground."""
    first = sum(widths[:_LABEL])
    above = Borders(top=Border(12, state.colours.paper))
    name = paragraph("TableHeader", *_on_accent(state, label))
    cells = (
        Cell(first, (name,), span=_LABEL, borders=above, fill=state.colours.accent),
        Cell(
            sum(widths[_LABEL:]),
            (paragraph("TableText", *state.runs(text)),),
            span=_COLUMNS - _LABEL,
            borders=above,
            fill=state.colours.tint,
        ),
    )
    return Row(cells, _LINE)
