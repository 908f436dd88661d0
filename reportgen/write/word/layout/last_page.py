"""The last page of a report holds more than one line."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.write.word.layout.blocks import MeasuredBlock, TypeArea, hold_next, pages_of

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
