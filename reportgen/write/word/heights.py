"""The XML of a body in, its paragraphs and table rows as boxes of known height out, in twips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.write.measure.faces import Face, face
from reportgen.write.measure.layout import WORD, Run, text_width, wrap, wrap_runs
from reportgen.write.word.looks import Look, with_paragraph, with_run
from reportgen.write.word.markup import WP, W

_W = f"{{{W}}}"
_EMU_PER_TWIP = 635
_TOLD = (f"{_W}r", f"{{{WP}}}extent", f"{_W}bookmarkStart")
"""What of a paragraph bears on its height or its place."""


@dataclass(frozen=True, slots=True)
class Box:
    """A paragraph or a table row: `lines` of `line` twips each, with what holds it in place."""

    lines: int
    line: int
    before: int = 0
    after: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    widow: bool = False
    break_before: bool = False
    bookmarks: tuple[str, ...] = ()
    header: int = 0
    """Height of the rows that repeat above this one on a new page."""

    @property
    def height(self) -> int:
        """Height of the lines alone."""
        return self.lines * self.line


def boxes(body: etree._Element, looks: Mapping[str, Look], width: int) -> Iterator[Box]:
    """Yield the boxes of a body from top to bottom for a type area `width` twips wide."""
    for element in body:
        if element.tag == f"{_W}p":
            yield paragraph_box(element, looks, width)
        elif element.tag == f"{_W}tbl" and element.find(f"{_W}tblPr/{_W}tblpPr") is None:
            yield from _rows(element, looks)


def paragraph_box(p: etree._Element, looks: Mapping[str, Look], width: int) -> Box:
    """Return the box of a `w:p` set `width` twips wide."""
    look = looks.get("Normal", Look())
    ppr = p.find(f"{_W}pPr")
    if ppr is not None:
        style = ppr.find(f"{_W}pStyle")
        if style is not None:
            look = looks.get(style.get(f"{_W}val", ""), look)
        look = with_paragraph(look, ppr)
    pieces: list[tuple[str, Look]] = []
    tallest = 0
    bookmarks = []
    for element in p.iter(*_TOLD):
        tag = element.tag
        if tag == f"{_W}r":
            text, run_look = _run(element, look, looks)
            if text:
                pieces.append((text, run_look))
        elif tag == f"{{{WP}}}extent":
            tallest = max(tallest, int(element.get("cy", "0")) // _EMU_PER_TWIP)
        elif tag == f"{_W}bookmarkStart":
            bookmarks.append(element.get(f"{_W}name", ""))
    if look.exact:
        height = look.line
    else:
        text_height = round(_face(look).line_em * look.size_pt * 20 * look.line / 240)
        # A picture stands on the base line: the depth of the text comes below it.
        height = max(text_height, tallest + round(text_height * 0.22) if tallest else 0)
    return Box(
        lines=_count(pieces, look, width),
        line=height,
        before=look.before,
        after=look.after,
        keep_next=look.keep_next,
        keep_lines=look.keep_lines,
        widow=look.widow,
        break_before=look.break_before,
        bookmarks=tuple(bookmarks),
    )


def _run(r: etree._Element, look: Look, looks: Mapping[str, Look]) -> tuple[str, Look]:
    text = ""
    for child in r:
        name = str(child.tag)[len(_W) :]
        if name == "t":
            text += child.text or ""
        elif name == "tab":
            text += "\t"
        elif name == "br":
            text += "\n"
        elif name == "rPr":
            style = child.find(f"{_W}rStyle")
            if style is not None and (own := looks.get(style.get(f"{_W}val", ""))):
                normal = looks.get("DefaultParagraphFont", Look())
                look = _over(look, own, normal)
            look = with_run(look, child)
    return text, look


def _over(look: Look, own: Look, normal: Look) -> Look:
    # A character style changes what it sets apart from the document's defaults.
    changes = {
        name: getattr(own, name)
        for name in ("font", "latin", "size_pt", "bold", "tracking_pt")
        if getattr(own, name) != getattr(normal, name)
    }
    return replace(look, **changes) if changes else look


def _face(look: Look) -> Face:
    return face(look.font, look.latin, bold=look.bold)


def _count(pieces: list[tuple[str, Look]], look: Look, width: int) -> int:
    room = (width - look.left - look.right) / 20
    first = look.first / 20
    if not pieces:
        return 1
    if _is_short(pieces, room - max(first, 0)):
        return 1
    if any("\t" in text for text, _ in pieces):
        return 1 if _on_one_line(pieces, room) else 2
    looks = {(one.font, one.latin, one.size_pt, one.bold, one.tracking_pt) for _, one in pieces}
    if len(looks) == 1:
        one = pieces[0][1]
        text = "".join(text for text, _ in pieces)
        return len(
            wrap(
                text,
                _face(one),
                one.size_pt,
                room,
                first_indent_pt=first,
                tracking_pt=one.tracking_pt,
                setting=WORD,
            )
        )
    runs = [Run(text, _face(one), one.size_pt, one.tracking_pt) for text, one in pieces]
    return len(wrap_runs(runs, room, first_indent_pt=first, setting=WORD))


def _is_short(pieces: list[tuple[str, Look]], room: float) -> bool:
    """Whether a text fits a line however wide its characters are: most cells of a table do."""
    most = sum(len(text) * one.size_pt for text, one in pieces)
    # No character is wider than 1 em, and no gap beside one than 0.25 em.
    return most * 1.25 < room and not any("\n" in text or "\t" in text for text, _ in pieces)


def _on_one_line(pieces: list[tuple[str, Look]], room: float) -> bool:
    used = sum(
        text_width(
            text.replace("\t", ""),
            _face(one),
            one.size_pt,
            tracking_pt=one.tracking_pt,
            setting=WORD,
        )
        for text, one in pieces
    )
    return used < room  # a tab with no room for a dot of its leader is still a tab


def _rows(table: etree._Element, looks: Mapping[str, Look]) -> Iterator[Box]:
    widths = [int(col.get(f"{_W}w", "0")) for col in table.iter(f"{_W}gridCol")]
    pad, upright = _margins(table)
    edges = _weights(table.find(f"{_W}tblPr/{_W}tblBorders"))
    header, above = 0, edges.get("top", 0)
    rows = table.findall(f"{_W}tr")
    for place, row in enumerate(rows):
        properties = row.find(f"{_W}trPr")
        least, repeats = 0, False
        if properties is not None:
            given = properties.find(f"{_W}trHeight")
            least = int(given.get(f"{_W}val", "0")) if given is not None else 0
            repeats = properties.find(f"{_W}tblHeader") is not None
        last = place == len(rows) - 1
        height, keep, at = 0, False, 0
        top, bottom = above, edges.get("bottom", 0) if last else edges.get("insideH", 0)
        for index, tc in enumerate(row.findall(f"{_W}tc")):
            span, merged, side, own = _cell(tc, pad)
            top = max(top, own.get("top", 0))
            bottom = max(bottom, own.get("bottom", 0))
            room = sum(widths[at : at + span]) - 2 * side
            at += span
            inner = [paragraph_box(p, looks, room) for p in tc.findall(f"{_W}p")]
            if index == 0 and inner:
                keep = inner[0].keep_next
            if not merged:
                total = sum(box.height + box.before + box.after for box in inner)
                height = max(height, total + 2 * upright)
        # The line between two rows is drawn, and takes its room, once: here above the row. A least
        # height includes it.
        height = max(least, height + top) + (bottom if last else 0)
        yield Box(1, height, keep_next=keep, keep_lines=True, header=header)
        above = bottom
        if repeats:
            header += height


def _weights(borders: etree._Element | None) -> dict[str, int]:
    """Return the weight of each edge in twips; `w:sz` counts eighths of a point."""
    if borders is None:
        return {}
    return {
        str(edge.tag)[len(_W) :]: round(int(edge.get(f"{_W}sz", "0")) * 2.5) for edge in borders
    }


def _margins(table: etree._Element) -> tuple[int, int]:
    margins = table.find(f"{_W}tblPr/{_W}tblCellMar")
    if margins is None:
        return 108, 0
    values = {str(side.tag)[len(_W) :]: int(side.get(f"{_W}w", "0")) for side in margins}
    return values.get("left", 108), values.get("top", 0)


def _cell(tc: etree._Element, pad: int) -> tuple[int, bool, int, dict[str, int]]:
    """Return a cell's span, whether it spans rows, its side margin and its own edges."""
    span, merged, side = 1, False, pad
    edges: dict[str, int] = {}
    properties = tc.find(f"{_W}tcPr")
    for given in () if properties is None else properties:
        name = str(given.tag)[len(_W) :]
        if name == "gridSpan":
            span = int(given.get(f"{_W}val", "1"))
        elif name == "vMerge":
            merged = True  # what spans rows finds its room in all of them together
        elif name == "tcBorders":
            edges = _weights(given)
        elif name == "tcMar" and (own := given.find(f"{_W}left")) is not None:
            side = int(own.get(f"{_W}w", "0"))
    return span, merged, side, edges
