"""What a report and a deck are made of, as plain data, before any Word or PowerPoint.

Composing makes these nodes and the writers read them; neither knows the other. `at` is where a node was
written, in the content or else in the template; it does not count when nodes are compared. `walk` has
what holds for all nodes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.spans import Span


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of one weight that were written at one place."""

    text: str
    bold: bool = False
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it was written, apart from its unit, because slides set the two in different sizes."""

    number: str
    unit: str = ""
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """A fact that is still missing, an error in a final build.

    It is shown as 【待补充：…】; a text of the content may mark one in other words, as `written`.
    """

    text: str
    at: Span | None = field(default=None, compare=False)
    written: str = ""

    @property
    def mark(self) -> str:
        """The mark that a reader sees."""
        return self.written or (f"【待补充：{self.text}】" if self.text else "【待补充】")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a captioned block of the report, shown as its number (图1, 表2).

    `target` is its id, or the name that `walk.citation_name` makes of its title; `text` is shown in a
    document that does not have the block, "" where that is a fault.
    """

    target: str
    at: Span | None = field(default=None, compare=False)
    text: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line end inside a paragraph."""


#: what a paragraph is made of
Inline = Text | Number | Pending | Reference | LineBreak
#: the inlines of a paragraph, a title or a cell, in order
Content = tuple[Inline, ...]

Align = Literal["left", "center", "right"]


#: what a value means, in a cell of a table or as a point of a chart; a theme says how that is set
Tone = Literal[
    "",
    # how the value stands to others
    "highlight", "decline", "last", "this", "total", "short",
    # a count: none, one, two, three and more; against what is required
    "none", "few", "some", "many", "lacking", "met", "beyond",
    # a month of a plan: work goes on, the work is due, work that returns
    "running", "due", "repeated",
    # room beside a bar that is not drawn
    "blank",
    # a cell of a row of sums
    "sum",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that covers `colspan` columns and `rowspan` rows.

    `further` are its paragraphs below the first; `prose` sets them like running text, those at the places
    `notes` small. `blank_lines` is how many lines for the pen follow, `marked` gives the cell the main
    colour.
    """

    content: Content
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    header: bool = False
    further: tuple[Content, ...] = ()
    prose: bool = False
    blank_lines: int = 0
    marked: bool = False
    tone: Tone = ""
    #: the numbers of the slides of the deck that the report is about
    slides: tuple[int, ...] = ()
    #: how many of its paragraphs stand above the slides
    above: int = 0
    notes: tuple[int, ...] = ()

    @property
    def paragraphs(self) -> tuple[Content, ...]:
        """All its paragraphs, at least one."""
        return (self.content, *self.further)

    @property
    def joined(self) -> Content:
        """All its paragraphs as one, each on a line of its own."""
        below = (inline for one in self.further for inline in (LineBreak(), *one))
        return (*self.content, *below)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is its share of the width, 0 if the writer fits it to its content."""

    align: Align = "left"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first `header_rows` rows repeat on every page. Cells that others cover are left out.

    `unit` stands above it at the right (单位：万元), `note` below it. A `form` is filled in by hand
    where it is blank; `heights` are the least heights of its rows in mm, 0 for that of the format. An
    `open` one has rules between its rows alone, and its head on the main colour.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    note: Content = ()
    at: Span | None = field(default=None, compare=False)
    unit: Content = ()
    form: bool = False
    heights: tuple[float, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its workspace path.

    `focus` is the point that a cropped picture keeps: its fractions of the width and of the height.
    """

    path: str
    alt: str
    caption: Content = ()
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One to four pictures in a row or a grid, each with its own caption.

    A `wide` one is a single picture, cropped to a band as wide as the text. One that is not `counted`
    gets no number.
    """

    pictures: tuple[Picture, ...]
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    at: Span | None = field(default=None, compare=False)
    wide: bool = False
    counted: bool = True


ChartKind = Literal["column", "bar", "stacked", "line", "pie", "doughnut", "range"]


def number_text(value: float) -> str:
    """Return the shortest text of a value of a chart; a whole number has no decimal point."""
    return str(int(value)) if value == int(value) else repr(value)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value for each category, None where it is not known.

    `labels` and `texts` have a text for each value that was written otherwise than its number is
    (390余 and 390余篇), the first without the unit of the chart; both are empty where none was.
    `tones` has a tone for each value, or is empty where no value has one.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; `highlight` is the index of the category that has the accent colour.

    Where `newest_last` its series are years, of which the last has the main colour.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    highlight: int | None = None
    alt: str = ""
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    newest_last: bool = False
    #: the value that its axis reaches at least, so that charts side by side have one scale
    reach: float | None = None
    at: Span | None = field(default=None, compare=False)
    #: its title, names and values as the content has them, with their places
    written: tuple[str, ...] = field(default=(), compare=False)

    @property
    def heading(self) -> str:
        """The title with the unit of the values: 党费收支（单位：万元）."""
        if not self.unit or re.search(rf"[（(，：]{re.escape(self.unit)}[)）]$", self.title):
            return self.title
        if self.title.endswith("）"):
            return f"{self.title[:-1]}，单位：{self.unit}）"
        return f"{self.title}（单位：{self.unit}）" if self.title else ""


ParagraphRole = Literal[
    "body", "flush", "centered", "quote", "quote-signature", "source", "salutation", "attachment",
    "headline", "byline",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; numbered by a pass (一、（一）1.（1）) unless `number` is ""."""

    level: int
    content: Content
    number: str | None = None
    id: str | None = None
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is a run-in heading before it, in the face of headings of `lead_level`.

    `lead_number` is None until the heading is numbered, "" if it has no number.
    """

    content: Content
    role: ParagraphRole = "body"
    lead: Content = ()
    lead_level: int = 2
    lead_number: str | None = None
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; the items of an `ordered` one are numbered."""

    items: tuple[Content, ...]
    ordered: bool = False
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure set in a large numeral: 130余篇, 媒体发稿."""

    figure: Number
    label: Content
    note: Content = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Key figures side by side."""

    items: tuple[KeyFigure, ...]
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """A year on one panel: key figures, a row for each part, and lines with labels.

    A format whose text is black shows the key figures alone.
    """

    title: Content
    figures: tuple[KeyFigure, ...] = ()
    rows: tuple[tuple[Content, ...], ...] = ()
    lines: tuple[tuple[Content, Content], ...] = ()
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a method; `text` is empty where only its name is known."""

    title: Content
    text: Content = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a method, in order."""

    items: tuple[Step, ...]
    title: Content = ()
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MatrixItem:
    """One of the brands that a leading brand leads."""

    label: Content
    name: Content


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix of brands: the leading one and those it leads."""

    label: Content
    lead: Content
    items: tuple[MatrixItem, ...]
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and when, at the end of the text (GB/T 9704-2012, 7.3.5); `sealed` if a seal is put on it."""

    unit: Content
    date: Content
    sealed: bool = False
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, down to headings of level `depth`."""

    depth: int = 2
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Standfirst:
    """The opening of a press story, on a ground of its own."""

    paragraphs: tuple[Content, ...]
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence of the text, set large between two rules."""

    content: Content
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Columns:
    """The blocks after it stand in the columns of the format."""

    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The blocks after it begin on a new page."""

    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AttachmentPage:
    """The opening of an attachment on a new page: 附件1, the title below (GB/T 9704-2012, 7.3.7)."""

    title: Content
    number: int | None = None
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who gets copies, who printed it and when, at the foot of the last page (GB/T 9704-2012, 7.4)."""

    copies: Content = ()
    unit: Content = ()
    date: Content = ()
    at: Span | None = field(default=None, compare=False)


#: what the body of a report is made of
Block = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | Figure
    | Chart
    | KeyFigures
    | Summary
    | Steps
    | Matrix
    | Signature
    | Contents
    | Standfirst
    | PullQuote
    | Columns
    | PageBreak
    | AttachmentPage
    | Imprint
)


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a file; `fingerprint` is a digest of all that its document was made from."""

    title: str
    subject: str = ""
    author: str = ""
    keywords: str = ""
    description: str = ""
    year: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class RedHead:
    """The head of an issued document, above its title (GB/T 9704-2012, 7.2)."""

    organs: tuple[Content, ...]
    number: Content = ()
    signers: tuple[Content, ...] = ()
    #: number of the copy, degree of secrecy with its term, urgency
    copy: str = ""
    secrecy: str = ""
    urgency: str = ""
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a bound report; `spine` stands on its left edge from top to bottom."""

    title: Content
    unit: Content = ()
    subtitle: Content = ()
    date: Content = ()
    spine: Content = ()
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """A Word document: the lines of its title and its blocks in order.

    `format` is the name of a format profile, `palette` of a palette, "" for those of the theme.
    """

    properties: Properties
    title: Content
    blocks: tuple[Block, ...]
    subtitle: Content = ()
    format: str = ""
    at: Span | None = field(default=None, compare=False)
    #: the line above the headline of a press report
    shoulder: Content = ()
    head: RedHead | None = None
    palette: str = ""
    cover: Cover | None = None
    #: whether its page is numbered where it has only one
    numbers_one_page: bool = True
    #: the line at the foot of each page, left of its number
    footer: Content = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of one slot of a slide: one paragraph or several."""

    paragraphs: tuple[Content, ...]
    at: Span | None = field(default=None, compare=False)


SlotValue = Prose | Picture | Chart | Table


@dataclass(frozen=True, slots=True)
class Playback:
    """How a slide is played.

    A `hidden` one is passed over, `steps` come one by one, and one that `stays` does not go on at a click.
    """

    hidden: bool = False
    steps: bool = False
    stays: bool = False


PLAYED = Playback()


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a family of layouts, the values of its slots by name, and its repeated items.

    `links` has the id of the slide that each item leads to, or is empty.
    """

    layout: str
    slots: Mapping[str, SlotValue]
    items: tuple[Mapping[str, SlotValue], ...] = ()
    notes: tuple[Content, ...] = ()
    section: str = ""
    id: str | None = None
    links: tuple[str, ...] = ()
    at: Span | None = field(default=None, compare=False)
    #: seconds that the speaker has for it, 0 where no time is stated
    seconds: int = 0
    playback: Playback = PLAYED

    @property
    def values(self) -> tuple[SlotValue, ...]:
        """What stands on it, in the order in which it was written."""
        return (*self.slots.values(), *(v for item in self.items for v in item.values()))


@dataclass(frozen=True, slots=True)
class Topic:
    """What a slide has to say, before a layout is chosen for it.

    `slots` has the parts that stand once (title, kicker, lead …), `groups` those that repeat, by the
    name of the group (point, figure, picture …). `form` is the layout that the author wants, "" where
    the program chooses. `traits` is what the author says of the parts: `order`, `ring`, `ranks`, `pair`.
    What `spare` names may be left out where it has no room: the notes have these groups in full, and
    a spare title says nothing that the groups do not. `merged_from` has the titles of the topics that
    were made into this one.
    """

    slots: Mapping[str, SlotValue]
    groups: Mapping[str, tuple[Mapping[str, SlotValue], ...]] = field(default_factory=dict)
    form: str = ""
    traits: frozenset[str] = frozenset()
    spare: frozenset[str] = frozenset()
    merged_from: tuple[str, ...] = ()
    notes: tuple[Content, ...] = ()
    section: str = ""
    id: str | None = None
    at: Span | None = field(default=None, compare=False)
    #: seconds that the speaker has for it, 0 where no time is stated
    seconds: int = 0
    playback: Playback = PLAYED

    @property
    def values(self) -> tuple[SlotValue, ...]:
        """What it has to show, in the order in which it was written."""
        parts = (part for group in self.groups.values() for part in group)
        return (*self.slots.values(), *(value for part in parts for value in part.values()))

    @property
    def may_show_text(self) -> bool:
        """Whether its full text may stand on a slide: nothing else has to."""
        others = self.slots.keys() - {"kicker", "title", "text"}
        return not others and self.groups.keys() <= self.spare


@dataclass(frozen=True, slots=True)
class Deck:
    """A PowerPoint deck: its slides in order and the footer they share.

    `palette` is the name of a palette, "" for that of the theme.
    """

    properties: Properties
    slides: tuple[Slide | Topic, ...]
    footer: str = ""
    palette: str = ""
    at: Span | None = field(default=None, compare=False)
    #: seconds of the whole talk, 0 where no time is stated
    seconds: int = 0
    #: points, below which no body text is set; 0 leaves it to the layouts
    least_body_pt: float = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A unit's own Word form with its tags filled; `data` is the .docx.

    `written` are the texts of the content that were filled in, with their places.
    """

    properties: Properties
    data: bytes
    written: tuple[str, ...] = field(default=(), compare=False)


Document = Report | Deck | Form
