"""The boxes of a body in, the page each bookmark falls on out, as Word breaks pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportgen.write.word.heights import Box


@dataclass(eq=False, slots=True)
class Pages:
    """Where things came to stand: pages count from 1, `y` is the height used on the last one."""

    height: int
    page: int = 1
    y: int = 0
    bookmarks: dict[str, int] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)
    """Page and height on it at which each box begins."""
    after: int = 0
    """Room the last box asks for below it."""

    def copy(self) -> Pages:
        """Return the present state, to try something on; what was noted stays behind."""
        return Pages(self.height, self.page, self.y, after=self.after)

    def turn(self) -> None:
        """Begin a new page."""
        self.page += 1
        self.y = 0


def paginate(boxes: Iterable[Box], height: int) -> Pages:
    """Return the pages of `boxes` on pages of `height` twips."""
    pages = Pages(height)
    extend(pages, list(boxes))
    return pages


def extend(pages: Pages, flow: Sequence[Box]) -> None:
    """Set `flow` below what is there; its last box must not be kept with one to come."""
    height = pages.height
    # Up to here what is kept together is higher than a page: it begins one, and is divided there.
    divided = 0
    # Up to here what is kept together is on this page.
    sure = 0
    for index, box in enumerate(flow):
        if box.break_before and (pages.y or pages.page > 1 or index):
            pages.turn()
            pages.after = 0
        # Word and LibreOffice set the larger of two distances that meet.
        before = box.before - pages.after if box.before > pages.after else 0
        whole = box.lines * box.line
        alone = index < sure or not box.keep_next
        fits = alone and 0 < pages.y <= height - before - whole
        if not fits:
            needed, end = _head(box), 0
            if box.keep_next and index >= divided:
                needed, end = _needed(flow, index)
                if needed > height:
                    divided = end
            if pages.y and pages.y + before + needed > height:
                pages.turn()
            if not pages.y and pages.page > 1:
                before = 0
                pages.y += box.header
            if pages.y + before + needed <= height:
                sure = end
        pages.starts.append((pages.page, pages.y))
        for name in box.bookmarks:
            pages.bookmarks.setdefault(name, pages.page)
        pages.y += before
        if fits:
            pages.y += whole
        else:
            _place(pages, box)
        pages.y += box.after
        pages.after = box.after


def _place(pages: Pages, box: Box) -> None:
    left = box.lines
    while True:
        room = max(0, pages.height - pages.y) // max(1, box.line)
        if left <= room or (box.lines == left and box.keep_lines and not pages.y):
            pages.y += left * box.line
            return
        if room == 0 and not pages.y:
            room = 1  # higher than a page
        if box.widow and left - room == 1 and room > 1:
            room -= 1
        left -= room
        if not left:
            pages.y += room * box.line
            return
        pages.turn()


def _needed(flow: Sequence[Box], index: int) -> tuple[int, int]:
    """Return the height that is kept on one page with `flow[index]`, and where what is kept ends."""
    total, after = 0, 0
    for place in range(index, len(flow)):
        box = flow[place]
        before = max(box.before - after, 0) if place > index else 0
        if place > index and box.break_before:
            return total, place
        if not box.keep_next:
            return total + before + _head(box), place
        total += before + box.height + box.after
        after = box.after
    return total, len(flow)


def _head(box: Box) -> int:
    if box.keep_lines or box.lines == 1:
        return box.height
    if not box.widow:
        return box.line
    # Two lines at the foot, two at the top: three lines are never divided.
    return box.height if box.lines < 4 else 2 * box.line
