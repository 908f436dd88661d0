"""What the body of a report is made of: headings, paragraphs, panels, breaks and exhibits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.document.nodes.exhibits import Chart, Figure, Table
from reportgen.document.nodes.inlines import Content, Number
from reportgen.spans import Span

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
