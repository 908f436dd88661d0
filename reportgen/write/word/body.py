"""A report's blocks in, the content of `w:body` out, one block after another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import assert_never

from lxml import etree

from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Chart,
    Contents,
    Figure,
    Heading,
    Imprint,
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
from reportgen.write.word.heights import boxes
from reportgen.write.word.issued import attachment_page, imprint, red_head
from reportgen.write.word.markup import NAMESPACES
from reportgen.write.word.opening import title_block
from reportgen.write.word.pagination import Pages, paginate
from reportgen.write.word.panels import key_figures, matrix, steps
from reportgen.write.word.paragraphs import KEEP_NEXT, heading, list_block, paragraph
from reportgen.write.word.signature import signature
from reportgen.write.word.tables import table_block

_OPENING = re.compile(r"<w:p><w:pPr><w:pStyle [^>]*/>(?:<w:keepNext[^>]*/>)?(?:<w:keepLines/>)?")

_LONG_XML = 400
"""Characters of XML from which a paragraph may be long enough to divide."""
_LINE = 28
_SAFETY = 2
"""Lines by which an estimate may be out before a signature could come to stand alone."""


def body(draft: Draft, report: Report) -> str:
    """Return the title block and every block of the report."""
    head = red_head(draft, report.head) if report.head else ""
    out = [head + title_block(draft, report)]
    listed: list[tuple[int, Contents]] = []
    blocks = report.blocks
    kept, held = _kept(draft, blocks)
    places: dict[int, int] = {}
    turn = False
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            turn = True
            continue
        if isinstance(block, Contents):
            listed.append((len(out), block))
        before = blocks[index - 1] if index else None
        xml = _block(draft, report, block, before, keep_next=index in kept)
        if turn and xml:
            xml, turn = _on_new_page(draft, xml), False
        places[index] = len(out)
        out.append(xml)
    if out[-1].endswith("</w:tbl>"):
        out.append(draft.paragraph("PanelGap", ""))  # Word wants a paragraph after the last table
    for paragraph_, signature_ in held:
        place = places[paragraph_]
        out[place] = _holding(draft, out, place, places[signature_])
    if listed:
        pages = _pages(draft, out)
        for place, node in listed:
            fresh = contents(draft, report, node, pages)
            breaks = "<w:pageBreakBefore/>" in out[place]
            out[place] = _on_new_page(draft, fresh) if breaks else fresh
    return "".join(out)


def _kept(draft: Draft, blocks: Sequence[Block]) -> tuple[set[int], list[tuple[int, int]]]:
    """Return which blocks stay with the next one, and each signature with the text it goes with.

    A signature takes along the list of attachments and more than a line of text: GB/T 9704-2012,
    7.3.5.5 allows no page without text.
    """
    kept: set[int] = set()
    held: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Signature):
            continue
        # Notes below a signature, on sources say, stay with it.
        below = index + 1
        while below < len(blocks) and _is_note(blocks[below]):
            kept.add(below - 1)
            below += 1
        characters = 0
        at = index - 1
        while at >= 0 and characters <= _LINE:
            node = blocks[at]
            if not isinstance(node, Paragraph | ListBlock):
                break
            kept.add(at)
            if isinstance(node, ListBlock):
                break
            if node.role != "attachment":
                characters += len(draft.text((*node.lead, *node.content)))
                if characters > _LINE:
                    held.append((at, index))
            at -= 1
    return kept, held


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "source"


def _holding(draft: Draft, pieces: Sequence[str], place: int, signed: int) -> str:
    """Return the last paragraph of text, free where the signature shares its page anyway.

    Word divides a paragraph that is kept with the next; LibreOffice moves all of it over.
    """
    held = pieces[place]
    if len(held) < _LONG_XML:
        return held
    free = held.replace(KEEP_NEXT, "", 1)
    below = "".join(pieces[place + 1 : signed + 1])
    pages = _paginated(draft, (*pieces[:place], free, below))
    page, above = pages.starts[-below.count("<w:p>")]
    pitch = draft.base.profile.pitch_twips
    together = page == pages.page and above >= 2 * pitch
    return free if together and pages.y + _SAFETY * pitch <= pages.height else held


def _paginated(draft: Draft, pieces: Sequence[str]) -> Pages:
    body = etree.fromstring(f"<w:body {NAMESPACES}>{''.join(pieces)}</w:body>")
    return paginate(boxes(body, draft.base.looks, draft.base.text_width), draft.base.text_height)


def _pages(draft: Draft, pieces: Sequence[str]) -> Mapping[str, int]:
    """Return the page of each bookmark; the pages of the contents itself are not yet in it."""
    return _paginated(draft, pieces).bookmarks


def _on_new_page(draft: Draft, xml: str) -> str:
    # A paragraph that only breaks the page leaves a blank one when it falls on a page's end.
    if not xml.startswith("<w:p>"):
        xml = draft.paragraph("PanelGap", "") + xml
    opening = _OPENING.match(xml)
    if opening is None:
        return xml
    return f"{opening[0]}<w:pageBreakBefore/>{xml[opening.end() :]}"


def _block(
    draft: Draft, report: Report, block: Block, before: Block | None, *, keep_next: bool
) -> str:
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
            return signature(draft, block, keep_next=keep_next)
        case Contents():
            return contents(draft, report, block, {})
        case PageBreak():
            return ""
        case AttachmentPage():
            return attachment_page(draft, block, report.properties.author)
        case Imprint():
            return imprint(draft, block, turn=False)
    assert_never(block)
