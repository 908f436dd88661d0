"""The model holds a Word document as plain data before a byte of XML is written.

The lowering makes these elements out of the blocks of a report, the layout sets some of their fields,
and `emit` writes each of them once. Lengths are in twips, sizes of drawings in EMU, sizes of type in
points. Styles are named by the writer's own ids (`styles.py`); a template may give them others.

What a report holds by the hundred (paragraphs, runs, cells, their properties) is a named tuple; what it
holds a few times is a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from reportgen.document.nodes import Block
from reportgen.spans import Span
from reportgen.write.word.typography import GAP_STYLE
from reportgen.write.xml import EMPTY, Xml

Align = Literal["left", "center", "right", "both"]
Merge = Literal["", "restart", "continue"]
"""Whether a cell begins cells merged downwards, or goes on the one above it."""


class Border(NamedTuple):
    """A line at an edge: its weight in eighths of a point, 0 for none, and its colour as RRGGBB."""

    eighths: int
    colour: str = "auto"


NO_BORDER = Border(0)


class Borders(NamedTuple):
    """The edges of a table or of a cell; None leaves an edge to the table or to its style."""

    top: Border | None = None
    left: Border | None = None
    bottom: Border | None = None
    right: Border | None = None
    inside_h: Border | None = None
    inside_v: Border | None = None


NO_BORDERS = Borders(NO_BORDER, NO_BORDER, NO_BORDER, NO_BORDER, NO_BORDER, NO_BORDER)


@dataclass(frozen=True, slots=True)
class TabStop:
    """A stop at a distance from the left margin; `leader` is "dot" or nothing."""

    position: int
    align: Literal["left", "right"] = "left"
    leader: str = ""


class ParagraphProperties(NamedTuple):
    """What `w:pPr` holds besides the style (ECMA-376 part 1, 17.3.1); None leaves it to the style.

    `*_chars` are hundredths of a character; `line` is twips with the rule "exact" and 240ths of a
    line with the rule "auto"; `numbering` 0 takes a paragraph out of the numbering of its style, another
    number puts it into that list, at `numbering_depth` from 0.
    `section` is the `w:sectPr` of the section that the paragraph ends.
    """

    keep_next: bool | None = None
    keep_lines: bool | None = None
    page_break_before: bool = False
    widow_control: bool | None = None
    numbering: int | None = None
    numbering_depth: int = 0
    border_below: Border | None = None
    tabs: tuple[TabStop, ...] = ()
    overflow_punctuation: bool | None = None
    snap_to_grid: bool | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    line_rule: Literal["exact", "auto"] = "exact"
    left: int | None = None
    left_chars: int | None = None
    right: int | None = None
    right_chars: int | None = None
    first_line: int | None = None
    first_line_chars: int | None = None
    hanging: int | None = None
    align: Align | None = None
    outline_level: int | None = None
    section: Xml | None = None


class RunProperties(NamedTuple):
    """What `w:rPr` holds (ECMA-376 part 1, 17.3.2); a None or an empty value is left to the styles.

    `east_asian` and `latin` name faces, `tracking` is in twips, `fill` shades the text.
    """

    style: str = ""
    east_asian: str = ""
    latin: str = ""
    bold: bool = False
    colour: str = ""
    tracking: int | None = None
    size_pt: float | None = None
    fill: str = ""


AS_STYLED = ParagraphProperties()
PLAIN = RunProperties()


class Run(NamedTuple):
    """A stretch of text in one format; a newline is a line break, a tab a tab character.

    `at` is where the text was written, in the content or in a template. Where it is put together from
    texts of several places, `further` has the characters at which the others begin, with their places.
    """

    text: str
    properties: RunProperties = PLAIN
    at: Span | None = None
    further: tuple[tuple[int, Span | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of one paragraph with the result a reader sees without an update."""

    instruction: str
    result: Run


@dataclass(frozen=True, slots=True)
class PageReference:
    """The page on which a bookmark stands; the layout sets it."""

    bookmark: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class FieldStart:
    """The beginning of a field whose result spans paragraphs."""

    instruction: str


@dataclass(frozen=True, slots=True)
class FieldEnd:
    """The end of that field."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, a chart or a slide in the line of text; `number` is its own in the file.

    `group` has the shapes of a slide, which need no relationship.
    """

    kind: Literal["picture", "chart", "slide"]
    number: int
    relationship: str
    width: int
    height: int
    alt: str
    #: what is cut off at the left, the top, the right and the bottom, in 1/1000 %
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    group: Xml = EMPTY


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn shape behind the text of a page, placed from the corner of the paper; lengths in EMU.

    It is a rectangle, or a curve through `points` (start, two controls, end), which count from its own
    corner. `text` stands in it, from top to bottom where it is `upright`.
    """

    number: int
    left: int
    top: int
    width: int
    height: int
    fill: str = ""
    line: str = ""
    line_width: int = 0
    points: tuple[tuple[int, int], ...] = ()
    text: tuple[Paragraph, ...] = ()
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A named stretch of a paragraph; `number` is its own in the file."""

    number: int
    name: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a paragraph that leads to a bookmark."""

    bookmark: str
    inlines: tuple[Inline, ...]


Inline = Run | Field | PageReference | FieldStart | FieldEnd | Drawing | Shape | Bookmark | Link


class Paragraph(NamedTuple):
    """A paragraph in one of the writer's styles; `at` is where the block it is made of is written."""

    style: str
    inlines: tuple[Inline, ...] = ()
    properties: ParagraphProperties = AS_STYLED
    at: Span | None = None


class Cell(NamedTuple):
    """A cell; `side_margin` overrides that of its table."""

    width: int
    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    merge: Merge = ""
    borders: Borders | None = None
    fill: str = ""
    align: Literal["top", "center"] = "center"
    side_margin: int | None = None


class Row(NamedTuple):
    """A row of a table.

    `keep_next` keeps it on the page of what follows, whatever its paragraphs say; `header` repeats
    it on each page. A row that `splits` is divided by a page break like running text. `continuation`
    stands in the first cell of a part of the row that goes on on another page, None for a row that
    the layout does not divide. `pen` is the place of the cell whose lines for the pen may become more, -1
    where there is none.
    """

    cells: tuple[Cell, ...]
    least_height: int = 0
    header: bool = False
    keep_next: bool = False
    splits: bool = False
    continuation: Paragraph | None = None
    pen: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of fixed column widths, centred; margins are those of its cells.

    `whole` keeps all its rows on one page, the rows of one that is `spread` share out what its pages
    leave free; other rows become as high as `most_row` where their pages have room, 0 if they do not
    grow. `continuation` is the caption of a part that goes on on another page, None where there is none
    to repeat.
    `page_x` is the distance from the paper's left edge of a table that floats at the foot of the
    type area, None for a table that stands in the text.
    """

    style: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    borders: Borders
    side_margin: int = 0
    upright_margin: int = 0
    caption: str = ""
    whole: bool = False
    spread: bool = False
    most_row: int = 0
    continuation: Paragraph | None = None
    page_x: int | None = None
    at: Span | None = field(default=None, compare=False)

    def keeps_next(self, place: int) -> bool:
        """Whether the row at `place` stays on the page of what follows."""
        return self.rows[place].keep_next or (self.whole and place < len(self.rows) - 1)


Element = Paragraph | Table


@dataclass(frozen=True, slots=True)
class LoweredBlock:
    """A block of a report and the elements it is made of; `node` is None for what opens a report.

    `index` is the block's place in the report, -1 for the opening.
    """

    index: int
    node: Block | None
    elements: tuple[Element, ...]


def paragraph(style: str, *inlines: Inline, at: Span | None = None, **properties: Any) -> Paragraph:
    """Return a paragraph; the keywords are the fields of its `ParagraphProperties`."""
    own = ParagraphProperties(**properties) if properties else AS_STYLED
    return Paragraph(style, inlines, own, at)


def gap(*, keep_next: bool = False) -> Paragraph:
    """Return the paragraph between a table and what follows: Word joins two tables without one."""
    return paragraph(GAP_STYLE, keep_next=True) if keep_next else Paragraph(GAP_STYLE)


def with_properties(paragraph: Paragraph, **properties: Any) -> Paragraph:
    """Return the paragraph with some of its `ParagraphProperties` set."""
    return paragraph._replace(properties=paragraph.properties._replace(**properties))


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the text of inlines as a reader sees it."""
    texts: list[str] = []
    for inline in inlines:
        match inline:
            case Run(text):
                texts.append(text)
            case Field(_, result):
                texts.append(result.text)
            case PageReference(_, page):
                texts.append(str(page))
            case Bookmark() | Link():
                texts.append(plain_text(inline.inlines))
    return "".join(texts)
