"""The last page of a report holds more than one line, and more than a few where drawings can make room."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import AttachmentPage
from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, hold_next, pages_of
from reportgen.write.word.layout.drawings import LEAST_SHARE, drawn_height

_MOST_LINES = 8
"""A paragraph of more lines is not moved for one line: LibreOffice moves all of it."""


def keep_last_line(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks with the text above a last line kept with it where it has a page alone."""
    out = list(blocks)
    if len(out) < 2 or len(out[-1].boxes) != 1 or not out[-2].boxes:
        return out
    pages = pages_of(area, out)
    above, last = out[-2].boxes[-1], out[-1].boxes[-1]
    alone = pages.starts[-1] == (pages.page, 0) and last.lines == 1 and not last.break_before
    if alone and above.lines <= _MOST_LINES:
        out[-2] = hold_next(area, out[-2])
    return out


def shares_that_end_earlier(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> tuple[float, ...]:
    """Return the shares of their height to try for all drawings, so that the last page is not needed.

    Return () where the last page has more than a few lines, or the drawings cannot give so much.
    """
    pages = pages_of(area, blocks)
    if pages.page == 1 or pages.y > _MOST_LINES * area.pitch:
        return ()
    if any(isinstance(block.node, AttachmentPage) for block in blocks):
        return ()  # the last page is that of an attachment
    drawn = drawn_height(blocks)
    least = 1 - pages.y / drawn if drawn else 0
    return (least, (least + LEAST_SHARE) / 2, LEAST_SHARE) if least > LEAST_SHARE else ()
