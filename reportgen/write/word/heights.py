"""The XML the writer made in, its paragraphs and table rows as boxes of known height out, in twips.

Read as text, since every report is read so: paragraphs and tables of the writer never nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.measure.lines import break_lines, text_width
from reportgen.measure.paragraphs import WORD, StyledRun, measure, measure_runs
from reportgen.units import EMU_PER_TWIP
from reportgen.write.escaping import unescaped
from reportgen.write.word.lines import MOST_EM, line_count
from reportgen.write.word.looks import Look
from reportgen.write.word.readings import (
    Hand,
    Reader,
    Reading,
    row_properties,
    table_properties,
)

_UNHUNG = replace(WORD, hang_punctuation=False)
# A run of text; the hint says nothing of how its characters are set.
_RUN = re.compile(
    '<w:r>(?:<w:rPr>(?:<w:rFonts w:hint="eastAsia"/></w:rPr>|((?:<w:[^>]*>)+)</w:rPr>))?'
    '<w:t(?: xml:space="preserve")?>([^<]*)</w:t></w:r>'
)
# Most paragraphs are one run, set as its paragraph is, of text that stands there as it reads.
_ONE_RUN = re.compile(
    '<w:r>(?:<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>)?<w:t>([^<&\\n\\t]*)</w:t></w:r></w:p>'
)
# Most cells of a table are one such paragraph, or an empty one; this is what follows its `w:pPr`.
_REST_OF_CELL = re.compile(
    '(?:<w:r>(?:<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>)?<w:t>([^<&\\n\\t]*)</w:t></w:r>)?</w:p></w:tc>'
)
_RUN_CONTENT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br)[ /]")
_EXTENT = re.compile(r'<wp:extent [^>]*?cy="(\d+)"')
_BOOKMARK = re.compile(r'<w:bookmarkStart [^>]*?w:name="([^"]*)"')
_COLUMN = re.compile(r'<w:gridCol w:w="(\d+)"')


# Not frozen: that takes fifteen times as long to make, and there is one for each paragraph.
@dataclass(eq=False, slots=True)
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


class Ruler:
    """Measures what is written with the looks of one reference document."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self._reader = Reader(looks)

    def boxes(self, xml: str, width: int) -> list[Box]:
        """Return the boxes of a body from top to bottom for a type area `width` twips wide."""
        above, *tables = xml.split("<w:tbl>")
        found = [self._box(part, width) for part in above.split("<w:p>")[1:]]
        for table in tables:
            held, _, below = table.partition("</w:tbl>")
            if "<w:tblpPr " not in held:
                found += self._rows(held)
            found += [self._box(part, width) for part in below.split("<w:p>")[1:]]
        return found

    def _box(self, part: str, width: int) -> Box:
        look, lines, line = self._set(part, width)
        return Box(
            lines,
            line,
            look.before,
            look.after + look.rules,
            keep_next=look.keep_next,
            keep_lines=look.keep_lines,
            widow=look.widow,
            break_before=look.break_before,
            bookmarks=tuple(_BOOKMARK.findall(part)) if "<w:bookmarkStart " in part else (),
        )

    def _set(self, part: str, width: int) -> tuple[Look, int, int]:
        """Return how a paragraph `width` twips wide is set, its lines and the height of each."""
        properties, closing, content = part.partition("</w:pPr>")
        if not closing:
            properties, content = "", part
        found = self._reader.paragraph(properties)
        alone = _ONE_RUN.match(content)
        if alone is not None:
            return found.look, _lines_of_one_run(alone[1], found, width), found.line
        look, line, hand, _, _ = found
        if "<w:br" in content or "<w:tab" in content:
            pieces = list(self._pieces(properties, content))
        else:
            pieces = [
                (
                    unescaped(text),
                    self._reader.run(properties, f"<w:rPr>{own}") if own else hand,
                )
                for own, text in _RUN.findall(content)
            ]
        if not look.exact and "<wp:extent " in content:
            tallest = max(int(cy) for cy in _EXTENT.findall(content)) // EMU_PER_TWIP
            # A picture stands on the base line: the depth of the text comes below it.
            line = max(line, tallest + round(line * 0.22) if tallest else 0)
        return look, _count(pieces, look, width) if pieces else 1, line

    def _pieces(self, properties: str, content: str) -> Iterator[tuple[str, Hand]]:
        """Yield the text of each run, tabs and breaks within, and how it is set."""
        for run in content.split("<w:r>")[1:]:
            own, closing, held = run.partition("</w:rPr>")
            text = "".join(
                [t or ("\t" if mark == "tab" else "\n" if mark else "")
                 for t, mark in _RUN_CONTENT.findall(held if closing else run)]
            )  # fmt: skip
            if text:
                yield unescaped(text), self._reader.run(properties, own if closing else "")

    def _rows(self, table: str) -> Iterator[Box]:
        opening, _, body = table.partition("</w:tblGrid>")
        properties, _, grid = opening.partition("</w:tblPr>")
        widths = [int(width) for width in _COLUMN.findall(grid)]
        pad, upright, edges = table_properties(properties)
        header, above = 0, edges.get("top", 0)
        inner_edge, edge = edges.get("insideH", 0), edges.get("bottom", 0)
        rows = body.split("<w:tr>")[1:]
        for place, part in enumerate(rows):
            trpr, *cells = part.split("<w:tc>")
            least, repeats = row_properties(trpr.removesuffix("</w:trPr>"))
            last = place == len(rows) - 1
            height, at = 0, 0
            keep: bool | None = None  # as the first paragraph of the row has it
            top, bottom = above, edge if last else inner_edge
            for tc in cells:
                opening, _, inner = tc.partition("</w:pPr>")
                (span, merged, side, upper, lower), first = self._reader.cell(opening, pad)
                top = max(top, upper)
                bottom = max(bottom, lower)
                room = (widths[at] if span == 1 else sum(widths[at : at + span])) - 2 * side
                total = 2 * upright
                alone = _REST_OF_CELL.match(inner)
                if first is not None and alone is not None:
                    look = first.look
                    lines = _lines_of_one_run(alone[1], first, room) if alone[1] else 1
                    total += lines * first.line + look.before + look.after
                    if keep is None:
                        keep = look.keep_next
                else:
                    # An empty cell is one `<w:p/>`.
                    for paragraph in tc.split("<w:p>")[1:] or ("",):
                        look, lines, line = self._set(paragraph, room)
                        total += lines * line + look.before + look.after
                        if keep is None:
                            keep = look.keep_next
                at += span
                if total > height and not merged:
                    height = total
            # The line between two rows is drawn, and takes its room, once: here above the row. A
            # least height includes it.
            height = max(least, height + top) + (bottom if last else 0)
            yield Box(1, height, keep_next=bool(keep), keep_lines=True, header=header)
            above = bottom
            if repeats:
                header += height


def _lines_of_one_run(text: str, found: Reading, width: int) -> int:
    """Return how many lines a paragraph takes whose text is set as the paragraph is."""
    used, room = len(text) * found.em, width - found.taken
    # However wide its characters are, or as wide as they are.
    if used * MOST_EM < room:
        return 1
    return _count([(text, found.hand)], found.look, width)


def _count(pieces: list[tuple[str, Hand]], look: Look, width: int) -> int:
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
        measured = measure(text, hand.face, tracking_em=hand.tracking_pt / size, rules=how)
    else:
        runs = [StyledRun(text, one.face, one.size_pt, one.tracking_pt) for text, one in pieces]
        measured = measure_runs(runs, size, rules=how)
    return len(break_lines(measured, ems, rest))


def _is_short(pieces: list[tuple[str, Hand]], room: float) -> bool:
    """Whether a text fits a line however wide its characters are: most cells of a table do."""
    most = 0.0
    for text, hand in pieces:
        if "\n" in text or "\t" in text:
            return False
        most += len(text) * hand.size_pt
    return most * MOST_EM < room


def _on_one_line(pieces: list[tuple[str, Hand]], room: float) -> bool:
    used = sum(
        text_width(
            text.replace("\t", ""),
            hand.face,
            hand.size_pt,
            tracking_pt=hand.tracking_pt,
            rules=WORD,
        )
        for text, hand in pieces
    )
    return used < room  # a tab with no room for a dot of its leader is still a tab
