"""The lowering turns each block of a report into paragraphs and tables of the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Chart,
    Columns,
    Contents,
    Figure,
    Heading,
    Imprint,
    KeyFigures,
    ListBlock,
    Matrix,
    PageBreak,
    Paragraph,
    PullQuote,
    Report,
    Signature,
    Standfirst,
    Steps,
    Summary,
    Table,
)
from reportgen.write.word.lowering.figures import chart, charts_beside, figure, stand_beside
from reportgen.write.word.lowering.panels import key_figures, matrix, steps
from reportgen.write.word.lowering.paragraphs import (
    contents,
    heading,
    list_block,
    signature,
    text_paragraph,
)
from reportgen.write.word.lowering.press import columns, pull_quote, standfirst
from reportgen.write.word.lowering.red_head import attachment_page, imprint, red_head
from reportgen.write.word.lowering.state import WriterState, targets_of
from reportgen.write.word.lowering.summary import summary
from reportgen.write.word.lowering.tables import table_block
from reportgen.write.word.lowering.titles import title_block
from reportgen.write.word.model import Element, LoweredBlock

__all__ = ["WriterState", "lower", "targets_of"]


def lower(state: WriterState, report: Report) -> list[LoweredBlock]:
    """Return what opens the report, and then its blocks, in the order of the report."""
    head = red_head(state, report.head) if report.head else ()
    blocks = [LoweredBlock(-1, None, (*head, *title_block(state, report)))]
    blocks_in_order = _in_order(state, report)
    before: Block | None = None
    pair: tuple[Chart, ...] = ()
    for place, (index, block) in enumerate(blocks_in_order):
        if any(block is one for one in pair[1:]):
            continue  # it stands beside the one above
        pair = _beside([other for _, other in blocks_in_order[place : place + 3]])
        elements = charts_beside(state, pair) if pair else _elements(state, report, block, before)
        blocks.append(LoweredBlock(index, block, elements))
        before = block
    return blocks


def _beside(blocks: Sequence[Block]) -> tuple[Chart, ...]:
    """Return the first two of some blocks if they are charts that stand side by side, else ().

    A note below them would be that of one.
    """
    has_source = len(blocks) > 2 and isinstance(blocks[2], Paragraph) and blocks[2].role == "source"
    charts = tuple(block for block in blocks[:2] if isinstance(block, Chart))
    return charts if len(charts) == 2 and not has_source and stand_beside(charts) else ()


def _in_order(state: WriterState, report: Report) -> list[tuple[int, Block]]:
    """Return the blocks with their places; a summary in colour stands before all of them.

    On the first page of an official document there is text (GB/T 9704-2012, 7.3.3).
    """
    blocks = list(enumerate(report.blocks))
    if state.profile.ink == "palette":
        blocks.sort(key=lambda pair: not isinstance(pair[1], Summary))
    return blocks


def _elements(
    state: WriterState, report: Report, block: Block, before: Block | None
) -> tuple[Element, ...]:
    """Return the elements of a block; `before` is the block above it."""
    match block:
        case Heading():
            return heading(state, block)
        case Paragraph():
            first = not (isinstance(before, Paragraph) and before.role == "attachment")
            return text_paragraph(state, block, first=first)
        case ListBlock():
            return list_block(state, block)
        case Table():
            return table_block(state, block)
        case Figure():
            return figure(state, block)
        case Chart():
            return chart(state, block)
        case KeyFigures():
            return key_figures(state, block)
        case Summary():
            return summary(state, block)
        case Steps():
            return steps(state, block)
        case Matrix():
            return matrix(state, block)
        case Signature():
            return signature(state, block)
        case Contents():
            return contents(state, report, block)
        case Standfirst():
            return standfirst(state, block)
        case PullQuote():
            return pull_quote(state, block)
        case Columns():
            return columns(state)
        case PageBreak():
            return ()  # the layout makes it a property of what follows
        case AttachmentPage():
            return attachment_page(state, block, report.properties.author)
        case Imprint():
            return imprint(state, block)
    assert_never(block)
