"""A letter that does not fill its page has more room above and below its title.

A sheet whose text ends far above the foot looks cut off; the text moves down, as on a sheet written by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import Paragraph as Node
from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    pages_of,
    with_first,
    with_last,
)
from reportgen.write.word.model import Paragraph, with_properties

_AT_FOOT = 1
"""Lines of running text that stay empty at the foot: another program may measure a little more."""


def open_out(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks of a single page with its rest shared out above and below the title."""
    out = list(blocks)
    if not area.most_opening or not out or not out[0].elements:
        return out
    pages = pages_of(area, out)
    left = area.height_on(1) - pages.y - _AT_FOOT * area.pitch
    if pages.page > 1 or left <= 0:
        return out
    more = min(left // 2, area.most_opening)
    title = out[0].elements[0]
    last = _end_of_opening(out)
    end = out[last].last
    if not isinstance(title, Paragraph) or not isinstance(end, Paragraph):
        return out
    above = area.ruler.box(title, area.width).before
    out[0] = with_first(area, out[0], with_properties(title, before=above + more))
    end = out[last].elements[-1]
    assert isinstance(end, Paragraph)
    below = area.ruler.box(end, area.width).after
    out[last] = with_last(area, out[last], with_properties(end, after=below + more))
    return out


def _end_of_opening(blocks: Sequence[MeasuredBlock]) -> int:
    """Return the place of the last block of the title: the author may stand below it."""
    last = 0
    while last + 1 < len(blocks):
        node = blocks[last + 1].node
        if not isinstance(node, Node) or node.role != "byline":
            break
        last += 1
    return last
