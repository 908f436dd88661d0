"""Charts, pictures and rows set a little smaller, so that a page holds them or the report ends earlier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.document import nodes
from reportgen.units import EMU_PER_TWIP
from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, with_elements
from reportgen.write.word.model import Drawing, Element, Inline, Paragraph, Table

CLOSER = (0.93, 0.86, 0.8)
"""The shares of its height at which a row may be set."""
_MARGIN = 2.5
"""Where a row is set at less than its height, the room above and below the text of a form
shrinks by so many times that share."""
LEAST_SHARE = 0.78
"""No drawing is set smaller than this share of the size that its format gives it."""


def smaller_flows(
    area: TypeArea, blocks: Sequence[MeasuredBlock], room: int
) -> Iterator[list[MeasuredBlock]]:
    """Yield the blocks with drawings, then also rows, so much smaller that `room` twips may be won."""
    total, rows = drawn_height(blocks), _row_height(blocks)
    least = 1 - room / total if total else 0
    if least > LEAST_SHARE:
        for share in (least, (least + LEAST_SHARE) / 2, LEAST_SHARE):
            yield [at_share(area, block, share) for block in blocks]
    # The page above has often a rest of its own, and a form its margins.
    if (total + rows) * (1 - CLOSER[-1]) > room // 2:
        for share in CLOSER:
            yield [
                with_rows_at_share(area, at_share(area, block, share), share) for block in blocks
            ]


def _row_height(blocks: Sequence[MeasuredBlock]) -> int:
    return sum(
        row.least_height
        for block in blocks
        if _has_rows(block)
        for element in block.elements
        if isinstance(element, Table)
        for row in element.rows
    )


def _has_rows(block: MeasuredBlock) -> bool:
    """Whether a block is a table whose rows may be set closer: not those beside slides."""
    return isinstance(block.node, nodes.Table) and not block.node.open


def drawn_height(blocks: Sequence[MeasuredBlock]) -> int:
    """Return the height in twips of all charts and pictures that may be set smaller."""
    return sum(
        max((drawing.height for drawing in _drawings(element)), default=0) // EMU_PER_TWIP
        for block in blocks
        if _may_shrink(block)
        for element in block.elements
        if isinstance(element, Paragraph)
    )


def at_share(area: TypeArea, block: MeasuredBlock, share: float) -> MeasuredBlock:
    """Return a block with its charts and pictures at a share of their height.

    A picture keeps its proportions; a chart keeps its width.
    """
    if not _may_shrink(block):
        return block
    elements = (
        element._replace(inlines=tuple(_smaller(i, share) for i in element.inlines))
        if isinstance(element, Paragraph) and _drawings(element)
        else element
        for element in block.elements
    )
    return with_elements(area, block, *elements)


def with_rows_at_share(area: TypeArea, block: MeasuredBlock, share: float) -> MeasuredBlock:
    """Return a table with its rows at a share of their least height, any other block as it is."""
    if not _has_rows(block):
        return block
    elements = (
        replace(
            element,
            upright_margin=round(element.upright_margin * (1 - _MARGIN * (1 - share))),
            rows=tuple(
                row._replace(least_height=round(row.least_height * share)) for row in element.rows
            ),
        )
        if isinstance(element, Table)
        else element
        for element in block.elements
    )
    return with_elements(area, block, *elements)


def _may_shrink(block: MeasuredBlock) -> bool:
    return isinstance(block.node, nodes.Chart | nodes.Figure)


def _drawings(element: Element) -> list[Drawing]:
    if not isinstance(element, Paragraph):
        return []
    return [inline for inline in element.inlines if isinstance(inline, Drawing)]


def _smaller(inline: Inline, share: float) -> Inline:
    if not isinstance(inline, Drawing):
        return inline
    width = inline.width if inline.kind == "chart" else round(inline.width * share)
    return replace(inline, width=width, height=round(inline.height * share))
