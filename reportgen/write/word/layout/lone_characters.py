"""The last line of a paragraph of text has more than one character: its characters stand a little wider.

A wider setting never takes a line more, and no other paragraph moves for it.
"""

from __future__ import annotations

from reportgen.chinese import is_east_asian_letter
from reportgen.document.nodes import ListBlock, Paragraph
from reportgen.units import TWIPS_PER_PT
from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, with_elements
from reportgen.write.word.layout.measuring import SetParagraph
from reportgen.write.word.model import Inline, Run
from reportgen.write.word.model import Paragraph as LoweredParagraph

_WIDEST = 16
"""The most twips by which characters stand further apart: 0.8 points, a twentieth of a character."""


def without_lone_end(area: TypeArea, block: MeasuredBlock) -> MeasuredBlock:
    """Return a block of text none of whose paragraphs ends in a line of one character."""
    if not isinstance(block.node, Paragraph | ListBlock):
        return block
    elements = tuple(
        _wider(area, one) if isinstance(one, LoweredParagraph) and box.lines > 1 else one
        for one, box in zip(block.elements, block.boxes, strict=True)
    )
    if all(new is old for new, old in zip(elements, block.elements, strict=True)):
        return block
    return with_elements(area, block, *elements)


def _wider(area: TypeArea, paragraph: LoweredParagraph) -> LoweredParagraph:
    """Return a paragraph set so wide that two characters stand on its last line, if little is enough."""
    usual = area.ruler.set_lines(paragraph, area.width)
    if not _ends_alone(usual):
        return paragraph
    tracking = round(usual.style.tracking_pt * TWIPS_PER_PT)
    for more in range(1, _WIDEST + 1):
        inlines = tuple(_tracked(inline, tracking + more) for inline in paragraph.inlines)
        wider = paragraph._replace(inlines=inlines)
        placed = area.ruler.set_lines(wider, area.width)
        if placed.count > usual.count:
            break
        if not _ends_alone(placed):
            return wider
    return paragraph


def _ends_alone(placed: SetParagraph) -> bool:
    """Whether the last line has one character, marks aside."""
    if len(placed.spans) < 2:
        return False
    last = placed.text[placed.spans[-1].start :]
    return sum(map(is_east_asian_letter, last)) == 1 and sum(map(str.isalnum, last)) == 1


def _tracked(inline: Inline, twips: int) -> Inline:
    if not isinstance(inline, Run):
        return inline
    return inline._replace(properties=inline.properties._replace(tracking=twips))
