"""A report's blocks in, the content of `w:body` out, one block after another."""

from __future__ import annotations

from typing import assert_never

from reportgen.document.nodes import (
    Block,
    Chart,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    ListBlock,
    Matrix,
    PageBreak,
    Paragraph,
    Report,
    Signature,
    Steps,
    Table,
)
from reportgen.write.word.contents import contents
from reportgen.write.word.draft import Draft
from reportgen.write.word.figures import chart, figure
from reportgen.write.word.opening import title_block
from reportgen.write.word.panels import key_figures, matrix, steps
from reportgen.write.word.paragraphs import heading, list_block, paragraph
from reportgen.write.word.signature import signature
from reportgen.write.word.tables import table_block

_PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def body(draft: Draft, report: Report) -> str:
    """Return the title block and every block of the report."""
    out = [title_block(draft, report)]
    blocks = report.blocks
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        out.append(_block(draft, report, block, before, after))
    return "".join(out)


def _block(
    draft: Draft, report: Report, block: Block, before: Block | None, after: Block | None
) -> str:
    # The signature never stands alone on a page.
    keep_next = isinstance(after, Signature)
    match block:
        case Heading():
            return heading(draft, block)
        case Paragraph():
            first = not (isinstance(before, Paragraph) and before.role == "attachment")
            return paragraph(draft, block, keep_next=keep_next, first=first)
        case ListBlock():
            return list_block(draft, block, keep_next=keep_next)
        case Table():
            return table_block(draft, block)
        case Figure():
            return figure(draft, block)
        case Chart():
            return chart(draft, block)
        case KeyFigures():
            return key_figures(draft, block)
        case Steps():
            return steps(draft, block)
        case Matrix():
            return matrix(draft, block)
        case Signature():
            return signature(draft, block)
        case Contents():
            return contents(draft, report, block)
        case PageBreak():
            return draft.paragraph("FlushText", _PAGE_BREAK)
    assert_never(block)
