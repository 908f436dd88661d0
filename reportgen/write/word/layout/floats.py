"""A figure that does not fit on the rest of a page yields its place to the text that follows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from reportgen.document import nodes
from reportgen.document.nodes import (
    AttachmentPage,
    Contents,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    Signature,
    Text,
)
from reportgen.write.word.layout.blocks import (
    MeasuredBlock,
    TypeArea,
    all_boxes,
    height_of,
    is_exhibit,
    is_note,
)
from reportgen.write.word.layout.drawings import (
    CLOSER,
    LEAST_SHARE,
    at_share,
    drawn_height,
    with_rows_at_share,
)
from reportgen.write.word.layout.pagination import Pages, extend
from reportgen.write.word.model import Field, Run
from reportgen.write.word.model import Paragraph as LoweredParagraph
from reportgen.write.word.typography import TABLE_LABEL

_BARRIERS = (AttachmentPage, Contents, Imprint, PageBreak, Signature)
_LITTLE = 40
"""Twips by which a figure is smaller than it must be: the heights are rounded."""
_SMALL_LINES = 3
"""Lines left empty at the foot of a page that nobody minds."""
_HOLLOW = 1 / 4
"""The share of a page that may stay empty before a figure moves past a heading of level 1."""


def arrange(area: TypeArea, blocks: Sequence[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return the blocks so ordered that a figure leaves no empty rest of a page.

    A chart or picture that just misses is set a little smaller. Else a figure moves behind text of its own
    section at most, never past a heading of level 1; figures keep their order. The paragraph that runs
    over to the next page comes before it. Where a quarter of the page would stay empty, a figure that the
    text refers to also moves past the heading, to the top of the next page. A text that refers to further
    exhibits comes before a figure only where that much would stay empty: exhibits stand in the order in
    which they are named.
    """
    last = max((at for at, block in enumerate(blocks) if is_exhibit(block)), default=-1)
    if last < 0:
        return list(blocks)
    pages = Pages(area.heights, columns=area.columns)
    waiting: deque[list[MeasuredBlock]] = deque()
    out: list[MeasuredBlock] = []

    def place(unit: Sequence[MeasuredBlock]) -> None:
        out.extend(unit)
        extend(pages, all_boxes(unit))
        _round(area, pages, unit)

    count = 0
    for one in units(blocks):
        unit = one
        count += len(unit)
        hollow = _HOLLOW * pages.height
        passes = pages.height - pages.y > hollow and _passes(waiting, unit, out)
        named = pages.height - pages.y <= hollow and _names_further(unit, waiting, out)
        if waiting and ((any(map(_stops, unit)) and not passes) or named):
            while waiting:
                place(waiting.popleft())
        elif waiting and out and not _leads_on(out[-1]) and not _lists(out[-1], unit[0]):
            full = pages.height - pages.y < area.pitch
            while waiting and (full or _stays(area, pages, waiting[0])):
                place(waiting.popleft())
                full = False
        unit = _closer(area, pages, unit)
        if unit[0].is_float:
            unit = unit if waiting else _fitting(area, pages, unit)
            after = _with_unit(pages, unit)
            empty = pages.height - pages.y
            if waiting or (not _stays(area, pages, unit) and empty > _SMALL_LINES * area.pitch):
                waiting.append(unit)
                continue
            out.extend(unit)
            pages = after
            _round(area, pages, unit)
        else:
            place(unit)
        if count > last and not waiting:
            return [*out, *blocks[count:]]  # nothing is left that could yield
    while waiting:
        place(waiting.popleft())
    return out


def units(blocks: Sequence[MeasuredBlock]) -> Iterator[list[MeasuredBlock]]:
    """Yield blocks that stay together: what is kept with the next one, a figure and its notes."""
    unit: list[MeasuredBlock] = []
    for index, block in enumerate(blocks):
        unit.append(block)
        if block.boxes and block.boxes[-1].keep_next:
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is not None and is_note(following) and unit[0].is_float:
            continue
        yield unit
        unit = []
    if unit:
        yield unit


def _with_unit(pages: Pages, unit: Sequence[MeasuredBlock]) -> Pages:
    """Return the pages as they are with a unit placed on them."""
    after = pages.copy()
    extend(after, all_boxes(unit))
    return after


def _stays(area: TypeArea, pages: Pages, unit: Sequence[MeasuredBlock]) -> bool:
    """Return whether a figure fits on the page, also when the room above it is made even."""
    return _leaves(pages, unit, area.pitch // 2)


def _round(area: TypeArea, pages: Pages, unit: Sequence[MeasuredBlock]) -> None:
    """Make up the room below exhibits to whole lines, as `even_room` will."""
    if any(map(is_exhibit, unit)):
        rest = -pages.y % area.pitch
        pages.y += rest
        pages.after += rest


def _fitting(area: TypeArea, pages: Pages, unit: list[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return a figure so much smaller that the page holds it; as it is where that is not enough."""
    picture_height = drawn_height(unit)
    if not picture_height or not pages.y or _stays(area, pages, unit):
        return unit
    height = height_of(all_boxes(unit)) + max(unit[0].boxes[0].before - pages.after, 0)
    share = 1 - (height - (pages.height - pages.y) + area.pitch // 2 + _LITTLE) / picture_height
    if share < LEAST_SHARE:
        return unit
    smaller = [at_share(area, block, share) for block in unit]
    return smaller if _stays(area, pages, smaller) else unit


def _closer(area: TypeArea, pages: Pages, unit: list[MeasuredBlock]) -> list[MeasuredBlock]:
    """Return a table with its rows set closer where the page then holds all of it."""
    if not isinstance(unit[0].node, nodes.Table) or unit[0].node.form or not pages.y:
        return unit
    # Room is to spare: it is made even above the table, and programs differ in the height of rows.
    spare, little = (round(lines * area.pitch) for lines in (1.5, 0.5))
    if _leaves(pages, unit, spare):
        return unit
    closer = [[with_rows_at_share(area, block, share) for block in unit] for share in CLOSER]
    if not _leaves(pages, closer[-1], little):
        return unit
    for room in (spare, little):
        for candidate in (unit, *closer):
            if _leaves(pages, candidate, room):
                return candidate
    return unit


def _leaves(pages: Pages, unit: Sequence[MeasuredBlock], room: int) -> bool:
    """Return whether the page holds a unit and leaves some room, in twips."""
    tight = pages.copy()
    tight.heights = pages.heights.less(room)
    return _with_unit(tight, unit).page == pages.page


def _passes(
    waiting: Iterable[Sequence[MeasuredBlock]],
    unit: Sequence[MeasuredBlock],
    before: Sequence[MeasuredBlock],
) -> bool:
    """Return whether figures may wait on although a heading of level 1 follows on a hollow page."""
    only_heading = all(isinstance(block.node, Heading) or not _stops(block) for block in unit)
    return only_heading and all(_is_referred_to(each, before) for each in waiting)


def _names_further(
    unit: Sequence[MeasuredBlock],
    waiting: Iterable[Sequence[MeasuredBlock]],
    before: Sequence[MeasuredBlock],
) -> bool:
    """Return whether a text refers to an exhibit that neither waits nor stands above.

    Tables and figures have their own numbers: a text may name the next table before a figure stands.
    """
    units_above = [*waiting, before]
    known = {name for each in units_above for box in all_boxes(each) for name in box.bookmarks}
    waits = {isinstance(each[0].node, nodes.Table) for each in units_above[:-1]}
    return any(
        not known.intersection(one.instruction.split())
        and one.result.text.startswith(TABLE_LABEL) in waits
        for one in _references(unit)
    )


def _is_referred_to(unit: Sequence[MeasuredBlock], before: Sequence[MeasuredBlock]) -> bool:
    """Return whether a text above refers to a figure."""
    names = {name for box in all_boxes(unit) for name in box.bookmarks}
    return any(names.intersection(one.instruction.split()) for one in _references(before))


def _references(blocks: Iterable[MeasuredBlock]) -> Iterator[Field]:
    """Yield the references to figures and tables in the text of the blocks."""
    for block in blocks:
        for element in block.elements:
            if isinstance(element, LoweredParagraph):
                for inline in element.inlines:
                    if isinstance(inline, Field) and inline.instruction.startswith(" REF "):
                        yield inline


def _lists(above: MeasuredBlock, below: MeasuredBlock) -> bool:
    """Return whether two paragraphs are items of one list: people, each of whose names is in bold."""
    return all(
        isinstance(block.node, Paragraph)
        and not block.node.lead
        and isinstance(first := next(iter(block.node.content), None), Text)
        and first.bold
        for block in (above, below)
    )


def _stops(block: MeasuredBlock) -> bool:
    """Whether no figure may move past a block."""
    node = block.node
    if isinstance(node, Heading):
        return node.level == 1
    if isinstance(node, Paragraph) and node.role in ("attachment", "headline"):
        return True
    return isinstance(node, _BARRIERS) or block.begins_page


def _leads_on(block: MeasuredBlock) -> bool:
    """Whether what follows must come right after: a text that ends in a colon announces it."""
    last = block.last
    if not isinstance(last, LoweredParagraph) or not last.inlines:
        return False
    end = last.inlines[-1]
    return isinstance(end, Run) and end.text.endswith(("：", ":"))
