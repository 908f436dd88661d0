"""The XML of one block in, its boxes and changes to its first or last paragraph out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.document.nodes import Block
from reportgen.write.word.draft import Draft
from reportgen.write.word.furniture import GAP_LINE_TWIPS, GAP_TWIPS
from reportgen.write.word.heights import Box

_OPENING = re.compile(r"<w:p><w:pPr><w:pStyle [^>]*/>(?:<w:keepNext[^>]*/>)?(?:<w:keepLines/>)?")
_SPACING = re.compile(r"<w:spacing [^>]*/>")
# What may precede w:spacing in the paragraphs a block ends with.
_HEAD = re.compile(r"<w:p><w:pPr>(?:<w:(?:pStyle|keepNext|keepLines|pageBreakBefore)[^>]*/>)*")


@dataclass(eq=False, slots=True)
class Piece:
    """A block as it is written; None is the title block. Boxes are measured when asked for."""

    block: Block | None
    xml: str
    _boxes: tuple[Box, ...] | None = None
    divides: bool = False
    """Whether the block is higher than a page."""

    def boxes(self, draft: Draft) -> tuple[Box, ...]:
        """Return the boxes of the block from top to bottom."""
        if self._boxes is None:
            self._boxes = tuple(draft.base.ruler.boxes(self.xml, draft.base.reading.text_width))
        return self._boxes

    def rewrite(self, xml: str) -> None:
        """Replace the XML."""
        self.xml, self._boxes = xml, None

    def turn_page(self, draft: Draft) -> None:
        """Begin the block on a new page."""
        # A paragraph that only breaks the page leaves a blank one when it falls on a page's end.
        if not self.xml.startswith("<w:p>"):
            self.rewrite(draft.paragraph("PanelGap", "") + self.xml)
        opening = _OPENING.match(self.xml)
        if opening is not None and "<w:pageBreakBefore/>" not in self.xml:
            self.rewrite(f"{opening[0]}<w:pageBreakBefore/>{self.xml[opening.end() :]}")

    def hold_next(self) -> None:
        """Keep the last paragraph of the block on the page of what follows."""
        start = self.xml.rfind("<w:p><w:pPr>")
        last = self.xml[start:]
        opening = _OPENING.match(last)
        if start >= 0 and opening is not None and "<w:keepNext" not in opening[0]:
            style = last.index("/>") + 2
            self.rewrite(f"{self.xml[:start]}{last[:style]}<w:keepNext/>{last[style:]}")

    def end(self, draft: Draft) -> None:
        """Take the room off a gap paragraph the report ends with, or it may fall on a blank page."""
        start = self.xml.rfind("<w:p><w:pPr>")
        last = self.xml[start:]
        head = _HEAD.match(last)
        if head is not None and f'w:val="{draft.style("PanelGap")}"' in head[0]:
            rest = _SPACING.sub("", last[head.end() :], count=1)
            self.rewrite(f'{self.xml[:start]}{head[0]}<w:spacing w:before="0"/>{rest}')

    def leave_room(self, draft: Draft, twips: int) -> None:
        """Set the room below the last paragraph of the block; a gap paragraph takes it itself."""
        start = self.xml.rfind("<w:p><w:pPr>")
        last = self.xml[start:]
        head = _HEAD.match(last)
        if start < 0 or head is None or _SPACING.match(last, head.end()):
            return
        rest = last[head.end() :]
        is_gap = f'w:val="{draft.style("PanelGap")}"' in head[0]
        room = twips + GAP_TWIPS - GAP_LINE_TWIPS if is_gap else twips
        side = "before" if is_gap else "after"
        self.xml = f'{self.xml[:start]}{head[0]}<w:spacing w:{side}="{room}"/>{rest}'
        boxes, self._boxes = self._boxes, None
        if boxes and self.xml.endswith("</w:p>"):
            if is_gap:
                boxes[-1].before = room
            else:
                boxes[-1].after = room
            self._boxes = boxes
