"""A whole document: a report, a deck of slides, or a unit's own form filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.document.nodes.blocks import Block
from reportgen.document.nodes.exhibits import Chart, Picture, Table
from reportgen.document.nodes.inlines import Content
from reportgen.spans import Span


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
