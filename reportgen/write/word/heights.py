"""The XML the writer made in, its paragraphs and table rows as boxes of known height out, in twips.

Read as text, since every report is read so: paragraphs and tables of the writer never nest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from reportgen.write.measure.faces import Face, face
from reportgen.write.measure.layout import spans, text_width
from reportgen.write.measure.measured import WORD, Run, measure, measure_runs
from reportgen.write.word.lines import line_count
from reportgen.write.word.looks import Look, with_paragraph, with_run
from reportgen.write.word.markup import NAMESPACES, W

_W = f"{{{W}}}"
_EMU_PER_TWIP = 635
_UNHUNG = replace(WORD, hang_punctuation=False)
_KEPT = 4096
"""Properties remembered: a report has a few hundred that differ."""
_RUN_CONTENT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br)[ /]")
_EXTENT = re.compile(r'<wp:extent [^>]*?cy="(\d+)"')
_BOOKMARK = re.compile(r'<w:bookmarkStart [^>]*?w:name="([^"]*)"')
_COLUMN = re.compile(r'<w:gridCol w:w="(\d+)"')


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


@dataclass(frozen=True, slots=True)
class _Hand:
    """How the characters of a run are set; sizes in points."""

    face: Face
    size_pt: float
    tracking_pt: float


class Ruler:
    """Measures what is written with the looks of one reference document; remembers what it met."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self._looks = looks
        remember = lru_cache(maxsize=_KEPT)
        self._paragraph: Callable[[str], tuple[Look, int]] = remember(self._read_paragraph)
        self._run: Callable[[str, str], _Hand] = remember(self._read_run)

    def boxes(self, xml: str, width: int) -> Iterator[Box]:
        """Yield the boxes of a body from top to bottom for a type area `width` twips wide."""
        above, *tables = xml.replace("<w:p/>", "<w:p></w:p>").split("<w:tbl>")
        for properties, content in _parts(above, "p"):
            yield self._box(properties, content, width)
        for table in tables:
            held, _, below = table.partition("</w:tbl>")
            if "<w:tblpPr " not in held:
                yield from self._rows(held)
            for properties, content in _parts(below, "p"):
                yield self._box(properties, content, width)

    def _box(self, properties: str, content: str, width: int) -> Box:
        look, lines, line = self._set(properties, content, width)
        named = "<w:bookmarkStart " in content
        return Box(
            lines,
            line,
            look.before,
            look.after + look.rules,
            keep_next=look.keep_next,
            keep_lines=look.keep_lines,
            widow=look.widow,
            break_before=look.break_before,
            bookmarks=tuple(_BOOKMARK.findall(content)) if named else (),
        )

    def _set(self, properties: str, content: str, width: int) -> tuple[Look, int, int]:
        """Return how a paragraph `width` twips wide is set, its lines and the height of each."""
        look, line = self._paragraph(properties)
        pieces: list[tuple[str, _Hand]] = []
        for rpr, held in _parts(content, "r"):
            text = "".join(
                [t or ("\t" if mark == "tab" else "\n" if mark else "")
                 for t, mark in _RUN_CONTENT.findall(held)]
            )  # fmt: skip
            if text:
                told = html.unescape(text) if "&" in text else text
                pieces.append((told, self._run(properties, rpr)))
        if not look.exact and "<wp:extent " in content:
            tallest = max(int(cy) for cy in _EXTENT.findall(content)) // _EMU_PER_TWIP
            # A picture stands on the base line: the depth of the text comes below it.
            line = max(line, tallest + round(line * 0.22) if tallest else 0)
        return look, _count(pieces, look, width) if pieces else 1, line

    def _rows(self, table: str) -> Iterator[Box]:
        opening, _, body = table.partition("</w:tblGrid>")
        properties, _, grid = opening.partition("</w:tblPr>")
        widths = [int(width) for width in _COLUMN.findall(grid)]
        pad, upright, edges = _table_properties(properties)
        header, above = 0, edges.get("top", 0)
        rows = _parts(body, "tr")
        for place, (trpr, row) in enumerate(rows):
            least, repeats = _row_properties(trpr)
            last = place == len(rows) - 1
            height, keep, at = 0, False, 0
            top, bottom = above, edges.get("bottom", 0) if last else edges.get("insideH", 0)
            for index, (tcpr, tc) in enumerate(_parts(row, "tc")):
                cell = _cell_properties(tcpr, pad)
                top = max(top, cell.top)
                bottom = max(bottom, cell.bottom)
                room = sum(widths[at : at + cell.span]) - 2 * cell.side
                at += cell.span
                inner = [self._set(ppr, p, room) for ppr, p in _parts(tc, "p")]
                if index == 0 and inner:
                    keep = inner[0][0].keep_next
                if not cell.merged:
                    total = sum([n * line + look.before + look.after for look, n, line in inner])
                    height = max(height, total + 2 * upright)
            # The line between two rows is drawn, and takes its room, once: here above the row. A
            # least height includes it.
            height = max(least, height + top) + (bottom if last else 0)
            yield Box(1, height, keep_next=keep, keep_lines=True, header=header)
            above = bottom
            if repeats:
                header += height

    def _read_paragraph(self, properties: str) -> tuple[Look, int]:
        """Return how a paragraph is set and how high its lines are without pictures."""
        look = self._looks.get("Normal", Look())
        ppr = _element(properties, "pPr")
        style = ppr.find(f"{_W}pStyle")
        if style is not None:
            look = self._looks.get(style.get(f"{_W}val", ""), look)
        look = with_paragraph(look, ppr)
        if look.exact:
            return look, look.line
        return look, round(_hand(look).face.line_em * look.size_pt * 20 * look.line / 240)

    def _read_run(self, paragraph: str, properties: str) -> _Hand:
        look, _ = self._paragraph(paragraph)
        rpr = _element(properties, "rPr")
        style = rpr.find(f"{_W}rStyle")
        if style is not None and (own := self._looks.get(style.get(f"{_W}val", ""))):
            look = _over(look, own, self._looks.get("DefaultParagraphFont", Look()))
        return _hand(with_run(look, rpr))


def _parts(xml: str, tag: str) -> list[tuple[str, str]]:
    """List the properties, without their closing tag, and the content of each `w:tag` of `xml`."""
    opening, closing, end = f"<w:{tag}Pr>", f"</w:{tag}Pr>", f"</w:{tag}>"
    found = []
    for part in xml.split(f"<w:{tag}>")[1:]:
        held = part.partition(end)[0]
        if held.startswith(opening):
            properties, _, held = held.partition(closing)
            found.append((properties, held))
        else:
            found.append(("", held))
    return found


def _element(properties: str, tag: str) -> etree._Element:
    """Return the element of properties as `_parts` gives them."""
    held = f"{properties}</w:{tag}>" if properties else f"<w:{tag}/>"
    return etree.fromstring(f"<w:x {NAMESPACES}>{held}</w:x>")[0]


def _over(look: Look, own: Look, normal: Look) -> Look:
    # A character style changes what it sets apart from the document's defaults.
    changes = {
        name: getattr(own, name)
        for name in ("font", "latin", "size_pt", "bold", "tracking_pt")
        if getattr(own, name) != getattr(normal, name)
    }
    return replace(look, **changes) if changes else look


def _hand(look: Look) -> _Hand:
    return _Hand(face(look.font, look.latin, bold=look.bold), look.size_pt, look.tracking_pt)


def _count(pieces: list[tuple[str, _Hand]], look: Look, width: int) -> int:
    """Return how many lines a paragraph `width` twips wide takes."""
    room = (width - look.left - look.right) / 20
    first = look.first / 20
    if _is_short(pieces, room - max(first, 0)):
        return 1
    if any("\t" in text for text, _ in pieces):
        return 1 if _on_one_line(pieces, room) else 2
    hand = pieces[0][1]
    size = hand.size_pt
    ems, rest = (room - first) * 1000 / size, room * 1000 / size
    if all(one.size_pt == size and one.tracking_pt == hand.tracking_pt for _, one in pieces):
        faces = [(text, one.face) for text, one in pieces]
        count = line_count(faces, hand.tracking_pt / size, ems, rest, hangs=look.hangs)
        if count is not None:
            return count
    how = WORD if look.hangs else _UNHUNG
    if all(one == hand for _, one in pieces):
        text = "".join([text for text, _ in pieces])
        measured = measure(text, hand.face, tracking_em=hand.tracking_pt / size, setting=how)
    else:
        runs = [Run(text, one.face, one.size_pt, one.tracking_pt) for text, one in pieces]
        measured = measure_runs(runs, size, setting=how)
    return len(spans(measured, ems, rest))


def _is_short(pieces: list[tuple[str, _Hand]], room: float) -> bool:
    """Whether a text fits a line however wide its characters are: most cells of a table do."""
    most = 0.0
    for text, hand in pieces:
        if "\n" in text or "\t" in text:
            return False
        most += len(text) * hand.size_pt
    # No character is wider than 1 em, and no gap beside one than 0.25 em.
    return most * 1.25 < room


def _on_one_line(pieces: list[tuple[str, _Hand]], room: float) -> bool:
    used = sum(
        text_width(
            text.replace("\t", ""),
            hand.face,
            hand.size_pt,
            tracking_pt=hand.tracking_pt,
            setting=WORD,
        )
        for text, hand in pieces
    )
    return used < room  # a tab with no room for a dot of its leader is still a tab


@dataclass(frozen=True, slots=True)
class _Cell:
    """What of a cell bears on its height; lengths in twips."""

    span: int = 1
    merged: bool = False
    side: int = 0
    top: int = 0
    bottom: int = 0


@lru_cache(maxsize=_KEPT)
def _table_properties(properties: str) -> tuple[int, int, dict[str, int]]:
    """Return the side and the upright margin of cells, and the weight of each edge."""
    tblpr = _element(properties, "tblPr")
    edges = _weights(tblpr.find(f"{_W}tblBorders"))
    margins = tblpr.find(f"{_W}tblCellMar")
    if margins is None:
        return 108, 0, edges
    values = {str(side.tag)[len(_W) :]: int(side.get(f"{_W}w", "0")) for side in margins}
    return values.get("left", 108), values.get("top", 0), edges


@lru_cache(maxsize=_KEPT)
def _row_properties(properties: str) -> tuple[int, bool]:
    """Return the least height of a row and whether it repeats."""
    trpr = _element(properties, "trPr")
    given = trpr.find(f"{_W}trHeight")
    least = int(given.get(f"{_W}val", "0")) if given is not None else 0
    return least, trpr.find(f"{_W}tblHeader") is not None


@lru_cache(maxsize=_KEPT)
def _cell_properties(properties: str, pad: int) -> _Cell:
    cell = _Cell(side=pad)
    for given in _element(properties, "tcPr"):
        name = str(given.tag)[len(_W) :]
        if name == "gridSpan":
            cell = replace(cell, span=int(given.get(f"{_W}val", "1")))
        elif name == "vMerge":
            cell = replace(cell, merged=True)  # it finds its room in all its rows together
        elif name == "tcBorders":
            edges = _weights(given)
            cell = replace(cell, top=edges.get("top", 0), bottom=edges.get("bottom", 0))
        elif name == "tcMar" and (own := given.find(f"{_W}left")) is not None:
            cell = replace(cell, side=int(own.get(f"{_W}w", "0")))
    return cell


def _weights(borders: etree._Element | None) -> dict[str, int]:
    """Return the weight of each edge in twips; `w:sz` counts eighths of a point."""
    if borders is None:
        return {}
    return {
        str(edge.tag)[len(_W) :]: round(int(edge.get(f"{_W}sz", "0")) * 2.5) for edge in borders
    }
