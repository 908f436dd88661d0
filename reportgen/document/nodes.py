"""The narrow waist: what a report and a deck are made of, before any Word or PowerPoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.spans import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters in one weight; `at` is the content that was written there."""

    text: str
    bold: bool = False
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as written, apart from its unit: slides set the two in different sizes."""

    number: str
    unit: str = ""
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """A fact that is still missing, shown as 【待补充：…】 and refused in a final build."""

    text: str
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a captioned block elsewhere in the report (图1, 表2)."""

    target: str
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line end inside a paragraph."""


Inline = Text | Number | Pending | Reference | LineBreak


Content = tuple[Inline, ...]

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; it covers `colspan` columns and `rowspan` rows."""

    content: Content
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` is a relative weight, 0 lets the writer fit it to its content."""

    align: Align = "left"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `header_rows` rows repeat on every page. Covered cells are left out."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    note: Content = ()
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by workspace path; `focus` is the point kept when cropped, as fractions of 1."""

    path: str
    alt: str
    caption: Content = ()
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One to four pictures in a row or a grid, each with its own caption."""

    pictures: tuple[Picture, ...]
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    at: Span | None = field(default=None, compare=False)


ChartKind = Literal["column", "bar", "stacked", "line", "pie", "doughnut"]


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value for each category, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart; `highlight` is the index of the one point set in the accent colour."""

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
    at: Span | None = field(default=None, compare=False)


ParagraphRole = Literal[
    "body", "flush", "centered", "quote", "source", "salutation", "attachment", "headline"
]


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
    """A paragraph; `lead` is a run-in heading that opens it, set in the face of `lead_level`."""

    content: Content
    role: ParagraphRole = "body"
    lead: Content = ()
    lead_level: int = 2
    lead_number: str | None = None
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; ordered items carry written numbers in the order given."""

    items: tuple[Content, ...]
    ordered: bool = False
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure worth a large numeral: 130余篇 · 媒体发稿."""

    figure: Number
    label: Content
    note: Content = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A strip of key figures."""

    items: tuple[KeyFigure, ...]
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a named method; `text` may be empty when only the name is known."""

    title: Content
    text: Content = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a named method, in order."""

    items: tuple[Step, ...]
    title: Content = ()
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MatrixItem:
    """One brand led by the leading brand."""

    label: Content
    name: Content


@dataclass(frozen=True, slots=True)
class Matrix:
    """A brand matrix: one leading brand and those it leads."""

    label: Content
    lead: Content
    items: tuple[MatrixItem, ...]
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and when, at the end of the text (GB/T 9704-2012, 7.3.5)."""

    unit: Content
    date: Content
    sealed: bool = False
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents down to heading level `depth`."""

    depth: int = 2
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""

    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AttachmentPage:
    """Opens an attachment on a new page: 附件1 at its top, the title below (GB/T 9704-2012, 7.3.7)."""

    title: Content
    number: int | None = None
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Imprint:
    """Copies to, printed by and when, at the foot of the last page (GB/T 9704-2012, 7.4)."""

    copies: Content = ()
    unit: Content = ()
    date: Content = ()
    at: Span | None = field(default=None, compare=False)


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | Figure
    | Chart
    | KeyFigures
    | Steps
    | Matrix
    | Signature
    | Contents
    | PageBreak
    | AttachmentPage
    | Imprint
)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself: core properties and the fingerprint of its content."""

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
class Report:
    """A Word document: its title lines and its blocks in order; `format` names a format profile."""

    properties: Properties
    title: Content
    blocks: tuple[Block, ...]
    subtitle: Content = ()
    format: str = ""
    at: Span | None = field(default=None, compare=False)
    #: the line above a newspaper's headline
    shoulder: Content = ()
    head: RedHead | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of one slide slot: one paragraph or several."""

    paragraphs: tuple[Content, ...]
    at: Span | None = field(default=None, compare=False)


SlotValue = Prose | Picture | Chart | Table


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide before lowering: a layout family, its named slots and its repeated items."""

    layout: str
    slots: Mapping[str, SlotValue]
    items: tuple[Mapping[str, SlotValue], ...] = ()
    notes: tuple[Content, ...] = ()
    section: str = ""
    id: str | None = None
    links: tuple[str, ...] = ()
    at: Span | None = field(default=None, compare=False)
    #: how long the speaker has for it; 0 where nobody said
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Deck:
    """A PowerPoint deck: slides in order and the footer they share; `palette` names a palette."""

    properties: Properties
    slides: tuple[Slide, ...]
    footer: str = ""
    palette: str = ""
    at: Span | None = field(default=None, compare=False)
    #: how long the whole talk takes; 0 where nobody said
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A unit's own Word form with its tags filled: the bytes of a .docx."""

    properties: Properties
    data: bytes


Document = Report | Deck | Form
