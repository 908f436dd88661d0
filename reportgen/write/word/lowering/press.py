"""The parts of a press story: its opening on a ground, a sentence between rules, the columns."""

from __future__ import annotations

from typing import Any

from reportgen.document.nodes import PullQuote, Standfirst
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.model import (
    NO_BORDER,
    NO_BORDERS,
    Border,
    Borders,
    Cell,
    Element,
    Paragraph,
    Row,
    Table,
    gap,
    paragraph,
)
from reportgen.write.word.sections import continuous_section
from reportgen.write.word.typography import GAP_LINE, GAP_STYLE

_BAR = Border(36)
_SIDE, _UPRIGHT = 340, 170
"""Room around the text of a standfirst, in twips."""
_NO_ROOM: dict[str, Any] = {"before": 0, "after": 0, "line": GAP_LINE}
_RULE, _FINE = 18, 6
"""Rules above and below a pull quote, in eighths of a point."""


def standfirst(state: WriterState, node: Standfirst) -> tuple[Element, ...]:
    """Return the opening of a story on the ground of the palette, with a bar at its left."""
    colours, width = state.colours, state.text_width
    text = tuple(
        paragraph("Standfirst", *state.runs(content), at=node.at) for content in node.paragraphs
    )
    bar = Borders(left=_BAR._replace(colour=colours.accent))
    cell = Cell(width, text, borders=bar, fill=colours.tint, align="top")
    return (_panel((width,), Row((cell,)), _SIDE, _UPRIGHT, node), gap())


def pull_quote(state: WriterState, node: PullQuote) -> tuple[Element, ...]:
    """Return a sentence between two rules as wide as its column."""
    colours, width = state.colours, state.text_width
    text = paragraph("PullQuote", *state.runs(node.content), at=node.at)
    rules = Borders(
        Border(_RULE, colours.accent), NO_BORDER, Border(_FINE, colours.gold), NO_BORDER
    )
    cell = Cell(width, (text,), borders=rules)
    return (gap(), _panel((width,), Row((cell,)), 0, _UPRIGHT, node), gap())


def _panel(
    widths: tuple[int, ...], row: Row, side: int, upright: int, node: Standfirst | PullQuote
) -> Table:
    return Table(
        "TableNormal",
        widths,
        (row,),
        NO_BORDERS,
        side_margin=side,
        upright_margin=upright,
        at=node.at,
    )


def columns(state: WriterState) -> tuple[Paragraph, ...]:
    """Return the paragraph that ends the part as wide as the page; what follows stands in columns."""
    state.in_columns = state.profile.columns.count > 1
    if not state.in_columns:
        return ()
    return (paragraph(GAP_STYLE, section=state.template.section, **_NO_ROOM),)


def end_of_columns(state: WriterState) -> tuple[Paragraph, ...]:
    """Return the paragraphs that end the columns: the last page then has them of one length."""
    section = continuous_section(state.template.section, state.profile, columns=True)
    return (
        paragraph(GAP_STYLE, section=section, **_NO_ROOM),
        paragraph(GAP_STYLE, **_NO_ROOM),
    )
