"""Key figures, steps and a brand matrix become restrained native tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.document.nodes import Content, KeyFigure, KeyFigures, Matrix, Step, Steps
from reportgen.measure.titles import balanced_lines
from reportgen.spans import Span
from reportgen.units import TWIPS_PER_PT
from reportgen.write.word.lowering.columns import share_out
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.lowering.text import run, text_in_style
from reportgen.write.word.lowering.titles import in_even_lines, with_line_breaks
from reportgen.write.word.model import (
    NO_BORDER,
    NO_BORDERS,
    PLAIN,
    Border,
    Borders,
    Cell,
    Element,
    Paragraph,
    Row,
    RunProperties,
    Table,
    gap,
    paragraph,
)
from reportgen.write.word.typography import MATRIX_PT, NUMERAL_PT

_MOST_IN_ROW = 5
_MOST_CHARS = 28
_LEAST_NUMERAL_PT = 12
_LEAST_NUMERAL_SHARE = 0.3
_STEP_NUMBER, _ARROW = 700, 400
"""Widths of the number of a step and of the arrow between two steps, in twips."""
_LEAST_LABEL = 1500


def key_figures(state: WriterState, node: KeyFigures) -> tuple[Element, ...]:
    """Return a strip of large numerals with their labels, at most five to a row."""
    count = len(node.items)
    if not count:
        return ()
    rows = -(-count // _MOST_IN_ROW)
    per_row = -(-count // rows)
    widths = share_out(state.text_width, [1.0] * per_row)
    size_pt = numeral_pt(state, ((item, min(widths)) for item in node.items))
    out = []
    for index in range(rows):
        items = node.items[index * per_row : (index + 1) * per_row]
        last = index == rows - 1
        cells = []
        for place, width in enumerate(widths):
            inner: tuple[Paragraph, ...] = (paragraph("PanelText"),)
            if place < len(items):
                inner = figure_texts(
                    state, items[place], width, per_row, size_pt, keep_next=not last
                )
            edges = Borders(right=_hair(state)) if place < len(items) - 1 else None
            cells.append(Cell(width, inner, borders=edges, align="top"))
        out.append(Row(tuple(cells)))
    return _panel(_rules(state), widths, out, side=60, upright=130, at=node.at)


def _panel(
    borders: Borders,
    widths: Sequence[int],
    rows: Sequence[Row],
    *,
    side: int,
    upright: int,
    at: Span | None,
) -> tuple[Element, ...]:
    """Return a panel with a gap above and below: it stands apart from text and other tables."""
    table = Table(
        "TableNormal",
        tuple(widths),
        tuple(rows),
        borders,
        side_margin=side,
        upright_margin=upright,
        at=at,
    )
    return (gap(keep_next=True), table, gap())


def _rule(state: WriterState, eighths: int = 12) -> Border:
    return Border(eighths, state.colours.rule)


def _hair(state: WriterState) -> Border:
    return Border(4, state.colours.hair)


def _rules(state: WriterState, top: int = 12) -> Borders:
    """Return a rule at the top and a finer one at the bottom, hairlines between rows."""
    bottom, hair = _rule(state, 4), _hair(state)
    return Borders(_rule(state, top), NO_BORDER, bottom, NO_BORDER, hair, NO_BORDER)


def numeral_pt(state: WriterState, cells: Iterable[tuple[KeyFigure, int]]) -> float:
    """Return the size in which the numerals of figures side by side fit in their cells, by width.

    It is one size for all: figures of one strip are read together.
    """
    return min((_fitting_pt(state, item, width) for item, width in cells), default=NUMERAL_PT)


def _fitting_pt(state: WriterState, item: KeyFigure, width: int) -> float:
    room = width / TWIPS_PER_PT - 8
    unit = state.width(item.figure.unit, "table")
    # Word keeps a Chinese unit a quarter of an em apart from the digits.
    unit += NUMERAL_PT / 4 if item.figure.unit else 0
    numeral = state.width(item.figure.number, "title", NUMERAL_PT)
    if numeral + unit <= room:
        return NUMERAL_PT
    share = max(_LEAST_NUMERAL_SHARE, (room - unit) / max(numeral, 1))
    return max(_LEAST_NUMERAL_PT, int(2 * NUMERAL_PT * share) / 2)


def figure_texts(
    state: WriterState,
    item: KeyFigure,
    width: int,
    count: int,
    size_pt: float,
    *,
    keep_next: bool,
) -> tuple[Paragraph, ...]:
    """Return a numeral, its label and its note in a cell; `count` cells stand side by side.

    `size_pt` is the size of the numeral.
    """
    room = width / TWIPS_PER_PT - 8
    properties = RunProperties(size_pt=size_pt) if size_pt != NUMERAL_PT else PLAIN
    keep = True if keep_next else None
    text_runs = [run(item.figure.number, properties), text_in_style(item.figure.unit, "KeyUnit")]
    out = [
        paragraph("KeyFigure", *text_runs, keep_next=keep),
        paragraph("KeyLabel", *state.runs(item.label), keep_next=keep),
    ]
    if item.note:
        # All notes of a strip side by side hold no more than a line of text does.
        narrow = min(room, state.profile.faces.note.size_pt * _MOST_CHARS / count)
        note = state.runs(in_even_lines(state, item.note, "note", narrow))
        out.append(paragraph("PanelNote", *note, keep_next=keep))
    return tuple(out)


def steps(state: WriterState, node: Steps) -> tuple[Element, ...]:
    """Return the steps of a method: a numbered list with texts, or a chain of names alone."""
    if not node.items:
        return ()
    if any(item.text for item in node.items):
        return _step_list(state, node)
    return _step_chain(state, node)


def _step_list(state: WriterState, node: Steps) -> tuple[Element, ...]:
    total = state.text_width
    longest = _longest(state, [item.title for item in node.items])
    title = min(round(longest * TWIPS_PER_PT) + 320, round(total * 0.35))
    widths = [_STEP_NUMBER, title, total - _STEP_NUMBER - title]
    rows = [_panel_title(state, node.title, total, len(widths))] if node.title else []
    for number, item in enumerate(node.items, start=1):
        keep = True if number < len(node.items) else None
        texts = (
            paragraph("StepNumber", run(str(number)), keep_next=keep),
            paragraph("PanelTitle", *state.runs(item.title)),
            paragraph("PanelText", *state.runs(item.text)),
        )
        cells = (Cell(width, (text,)) for width, text in zip(widths, texts, strict=True))
        rows.append(Row(tuple(cells), 579))
    return _panel(_rules(state), widths, rows, side=80, upright=40, at=node.at)


def _longest(state: WriterState, contents: Sequence[Content]) -> float:
    """Return the width in points of the longest of some titles in a panel."""
    size = state.profile.faces.panel.size_pt
    texts = map(state.text, contents)
    return max((state.width(text, "table_header", size) for text in texts), default=0.0)


def _panel_title(state: WriterState, content: Content, width: int, span: int) -> Row:
    text = paragraph("PanelTitle", *state.runs(content), keep_next=True, align="center")
    return Row((Cell(width, (text,), span=span),), 500)


def _step_chain(state: WriterState, node: Steps) -> tuple[Element, ...]:
    total = state.text_width
    longest = _longest(state, [item.title for item in node.items]) * TWIPS_PER_PT + 200
    count = len(node.items)
    rows = 1
    while rows < count and _chain_width(-(-count // rows), total) < longest:
        rows += 1
    per_row = -(-count // rows)
    box = _chain_width(per_row, total)
    widths = [box if i % 2 == 0 else _ARROW for i in range(2 * per_row - 1)]
    widths[-1] += total - sum(widths)
    out = [_panel_title(state, node.title, total, len(widths))] if node.title else []
    for index in range(rows):
        first = index * per_row
        last = index == rows - 1
        items = node.items[first : first + per_row]
        out.append(Row(_chain(state, items, widths, first, last=last), 620))
        if not last:
            out.append(Row((Cell(total, (gap(keep_next=True),), span=len(widths)),)))
    return _panel(NO_BORDERS, widths, out, side=40, upright=40, at=node.at)


def _chain_width(count: int, total: int) -> int:
    return (total - (count - 1) * _ARROW) // count


def _chain(
    state: WriterState, items: Sequence[Step], widths: Sequence[int], before: int, *, last: bool
) -> tuple[Cell, ...]:
    """Return a row of boxes with arrows between them; `before` steps stand in the rows above."""
    hair = _hair(state)
    frame = Borders(_rule(state), hair, hair, hair)
    accent = RunProperties(colour=state.colours.ink)
    keep = None if last else True
    cells = []
    for place, width in enumerate(widths):
        step = place // 2
        if place % 2:
            arrow = [run("→", accent)] if step + 1 < len(items) else []
            inner = paragraph("PanelText", *arrow, keep_next=keep, align="center")
            cells.append(Cell(width, (inner,), side_margin=0))
        elif step < len(items):
            number = run(str(before + step + 1), accent)
            title = state.runs(items[step].title)
            box = (
                paragraph("PanelText", number, keep_next=True, align="center"),
                paragraph("PanelTitle", *title, keep_next=keep, align="center"),
            )
            cells.append(Cell(width, box, borders=frame, fill=state.colours.tint))
        else:
            cells.append(Cell(width, (paragraph("PanelText", keep_next=keep),)))
    return tuple(cells)


def matrix(state: WriterState, node: Matrix) -> tuple[Element, ...]:
    """Return a brand matrix: the leading brand on the left, those it leads on the right."""
    total = state.text_width
    longest = _longest(state, [item.label for item in node.items])
    label = min(max(round(longest * TWIPS_PER_PT) + 400, _LEAST_LABEL), round(total * 0.3))
    lead = round(total * 0.36)
    widths = [lead, label, total - lead - label]
    leading = (
        paragraph("PanelText", *state.runs(node.label), keep_next=True, align="center"),
        paragraph("MatrixLead", *state.runs(_lead_lines(state, node.lead, lead))),
    )
    accent = Borders(left=Border(36, state.colours.accent))
    rows = []
    for index, item in enumerate(node.items):
        keep = True if index < len(node.items) - 1 else None
        first = leading if index == 0 else (paragraph("PanelText", keep_next=keep),)
        name = paragraph("PanelTitle", *state.runs(item.label), keep_next=keep, align="center")
        text = paragraph("PanelText", *state.runs(item.name))
        cells = (
            Cell(
                lead,
                first,
                merge="" if len(node.items) == 1 else "restart" if index == 0 else "continue",
                borders=accent,
                fill=state.colours.tint,
            ),
            Cell(label, (name,)),
            Cell(widths[2], (text,)),
        )
        rows.append(Row(cells, 700))
    if not rows:
        only = Cell(total, leading, span=len(widths), borders=accent, fill=state.colours.tint)
        rows.append(Row((only,), 700))
    return _panel(_rules(state, 8), widths, rows, side=120, upright=60, at=node.at)


def _lead_lines(state: WriterState, content: Content, width: int) -> Content:
    """Return the name of the leading brand in even lines within a cell of `width` twips."""
    text = state.text(content)
    lines = balanced_lines(text, state.face("title"), MATRIX_PT, width / TWIPS_PER_PT - 24)
    ends = {line.end for line in lines[:-1] if text[line.end - 1] != "\n"}
    return with_line_breaks(state, content, ends)
