"""The XML of one block in, its boxes and changes to its first or last paragraph out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportgen.document.nodes import Block
from reportgen.write.word.draft import Draft
from reportgen.write.word.heights import Box
from reportgen.write.word.styles import GAP_LINE_TWIPS, GAP_TWIPS

_OPENING = re.compile(r"<w:p><w:pPr><w:pStyle [^>]*/>(?:<w:keepNext[^>]*/>)?(?:<w:keepLines/>)?")
_SPACING = re.compile(r"<w:spacing [^>]*/>")
# What may precede w:spacing in the paragraphs a block ends with.
_HEAD = re.compile(r"<w:p><w:pPr>(?:<w:(?:pStyle|keepNext|keepLines|pageBreakBefore)[^>]*/>)*")


@dataclass(slots=True, eq=False)
class Piece:
    """A block as it is written; None is the title block. Boxes are measured when asked for."""

    block: Block | None
    xml: str
    _boxes: tuple[Box, ...] | None = None

    def boxes(self, draft: Draft) -> tuple[Box, ...]:
        """Return the boxes of the block from top to bottom."""
        if self._boxes is None:
            self._boxes = tuple(draft.base.ruler.boxes(self.xml, draft.base.text_width))
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

    def leave_room(self, draft: Draft, twips: int) -> None:
        """Set the room below the last paragraph of the block; a gap paragraph takes it itself."""
        start = self.xml.rfind("<w:p><w:pPr>")
        last = self.xml[start:]
        head = _HEAD.match(last)
        if start < 0 or head is None or _SPACING.match(last, head.end()):
            return
        rest = last[head.end() :]
        room = {"after": twips}
        if f'w:val="{draft.style("PanelGap")}"' in head[0]:
            room = {"before": twips + GAP_TWIPS - GAP_LINE_TWIPS}
        ((side, value),) = room.items()
        self.xml = f'{self.xml[:start]}{head[0]}<w:spacing w:{side}="{value}"/>{rest}'
        if self._boxes and self.xml.endswith("</w:p>"):
            self._boxes = (*self._boxes[:-1], replace(self._boxes[-1], **room))
        else:
            self._boxes = None
