"""What can be said only once a document is whole: numbers, references, times and missing facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args, get_type_hints

from reportgen.chinese import chinese_number
from reportgen.compose.pacing import pace
from reportgen.compose.speech import with_speech
from reportgen.content.folders import TYPES
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.marks import facts_marked_in
from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Chart,
    Deck,
    Document,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Pending,
    Prose,
    Reference,
    Report,
    Slide,
    Table,
    Text,
    Topic,
)
from reportgen.document.speech import speech
from reportgen.document.walk import plain_text, walk
from reportgen.spans import Span, span_of
from reportgen.suggestions import did_you_mean, nearest
from reportgen.workspace import TEMPLATES

#: the folders of files that ask for a fact; an author fills it in elsewhere
_ASKING = (f"{TEMPLATES}/", f"{TYPES}/")
#: their texts are looked at in the paragraph they belong to
_INLINES = get_args(Inline)
#: characters of a missing fact that its warning quotes
_MOST_QUOTED = 60


def finish(
    document: Document, *, final: bool, home: Span | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return `document` with its numbers, speech and times, and what is wrong with it as a whole.

    `home` is the place in the content where what the document lacks is to be written. In a `final`
    build a missing fact is an error.
    """
    faults: list[Diagnostic] = []
    nodes = tuple(walk(_as_delivered(document) if isinstance(document, Deck) else document))
    facts = missing_facts(nodes)
    if isinstance(document, Report):
        document = number_captions(number_headings(document))
        faults += unknown_references(document, nodes)
    elif isinstance(document, Deck):
        document, faults = pace(with_speech(document))
    faults += pending_facts(facts, final=final, home=home)
    return document, tuple(faults)


def _as_delivered(deck: Deck) -> Deck:
    """Return `deck` without the full texts of topics that neither a slide nor the speech has."""
    return replace(deck, slides=tuple(map(_without_text, deck.slides)))


def _without_text(slide: Slide | Topic) -> Slide | Topic:
    if isinstance(slide, Slide) or slide.may_show_text or not speech(slide.notes):
        return slide
    return replace(slide, slots={n: value for n, value in slide.slots.items() if n != "text"})


def without_slides(deck: Deck, titles: Collection[str]) -> tuple[Deck, tuple[Diagnostic, ...]]:
    """Return `deck` without the slides whose title is one of `titles`, nor links to them.

    Blanks and line ends do not count. A title that no slide has is a warning.
    """
    present = {_bare(title): title for slide in deck.slides if (title := _slide_title(slide))}
    faults = tuple(
        Diagnostic(
            "hidden-slide-unknown",
            f"没有标题为“{title}”的幻灯片，hide_slides 里的这一条没有用上",
            span_of(title),
            Severity.WARNING,
            hints=(*_similar(title, present.values()), "照课件上的标题写，一条一页"),
        )
        for title in titles
        if _bare(title) not in present
    )
    wanted = set(map(_bare, titles))
    left_out = [slide for slide in deck.slides if _bare(_slide_title(slide)) in wanted]
    ids = {slide.id for slide in left_out if slide.id}
    chosen = replace(
        deck,
        slides=tuple(_without_links(slide, ids) for slide in deck.slides if slide not in left_out),
    )
    return chosen, faults


def _similar(title: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Return the hint that names the slide most likely meant, () if none is near."""
    near = nearest(title, titles)
    return (f"是不是 `{near}`？",) if near else ()


def _bare(title: str) -> str:
    """Return a title without blanks and line ends."""
    return "".join(title.split())


def _without_links(slide: Slide | Topic, ids: Collection[str]) -> Slide | Topic:
    if isinstance(slide, Topic):
        return slide
    return replace(slide, links=tuple("" if link in ids else link for link in slide.links))


def _slide_title(slide: Slide | Topic) -> str:
    """Return the text of the slide's title, or of its statement where it has no title."""
    for name in ("title", "statement"):
        value = slide.slots.get(name)
        if isinstance(value, Prose):
            return "".join(plain_text(line, line_break="") for line in value.paragraphs)
    return ""


def number_headings(report: Report) -> Report:
    """Write 一、（一）1.（1） on headings and numbered run-in headings (GB/T 9704-2012, 7.3.3).

    Each attachment counts from 一 again. A heading that is the only one of its level under the heading
    above it has no number: a （一） promises a （二）.
    """
    alone = _only_headings(report.blocks)
    counters = [0, 0, 0, 0, 0]  # the first is not used: levels count from 1

    def next_number(level: int) -> str:
        counters[level] += 1
        counters[level + 1 :] = [0] * (4 - level)
        value = counters[level]
        match level:
            case 1:
                return f"{chinese_number(value)}、"
            case 2:
                return f"（{chinese_number(value)}）"
            case 3:
                return f"{value}."
            case _:
                return f"（{value}）"

    blocks: list[Block] = []
    for position, block in enumerate(report.blocks):
        match block:
            case Heading(number=None):
                number = next_number(block.level)
                blocks.append(replace(block, number="" if position in alone else number))
            case Paragraph(lead_number=None) if block.lead:
                number = next_number(block.lead_level)
                blocks.append(replace(block, lead_number="" if position in alone else number))
            case AttachmentPage():
                counters[:] = [0] * len(counters)
                blocks.append(block)
            case _:
                blocks.append(block)
    return replace(report, blocks=tuple(blocks))


def _only_headings(blocks: Iterable[Block]) -> set[int]:
    """Return the positions of the headings to number that have no other of their level beside them."""
    alone: set[int] = set()
    siblings: list[list[int]] = [[], [], [], [], []]  # by level, those under the present heading

    def end(level: int) -> None:
        for row in siblings[level:]:
            if len(row) == 1:
                alone.update(row)
            row.clear()

    for position, block in enumerate(blocks):
        match block:
            case Heading(number=None, level=level):
                pass
            case Paragraph(lead_number=None, lead_level=level) if block.lead:
                pass
            case AttachmentPage():
                end(1)
                continue
            case _:
                continue
        end(level + 1)
        siblings[level].append(position)
    end(1)
    return alone


def number_captions(report: Report) -> Report:
    """Number the tables that have captions from 1, and the figures and charts together from 1."""
    tables = figures = 0
    blocks: list[Block] = []
    for block in report.blocks:
        match block:
            case Table() if block.caption:
                tables += 1
                blocks.append(replace(block, number=tables))
            case Chart() if block.caption or block.id:
                figures += 1
                blocks.append(replace(block, number=figures))
            case Figure(counted=False):
                blocks.append(block)
            case Figure() if block.caption or any(p.caption for p in block.pictures):
                figures += 1
                blocks.append(replace(block, number=figures))
            case _:
                blocks.append(block)
    return replace(report, blocks=tuple(blocks))


def unknown_references(report: Report, nodes: Iterable[object]) -> Iterator[Diagnostic]:
    """Yield a fault for each reference among `nodes` to a block that is not in the report."""
    targets = {b.id for b in report.blocks if isinstance(b, (Table, Chart, Figure)) and b.id}
    for node in nodes:
        if isinstance(node, Reference) and not node.text and node.target not in targets:
            hints = did_you_mean(node.target, sorted(targets), listing="可引用的有")
            message = f"引用的“{node.target}”不在本文里"
            yield Diagnostic("unknown-reference", message, node.at, hints=hints)


def missing_facts(nodes: Iterable[Any]) -> tuple[Pending, ...]:
    """Return the facts that the nodes of a document mark as missing, wherever a text can stand.

    That is in its running text, cells, labels of charts, captions, titles, notes, alternative texts,
    head and properties; the title in the properties is the name of the file. Marks that know where
    the content has them come first, and such a mark is not returned again without its place.
    """
    placed: list[Pending] = []
    others: list[Pending] = []
    for node in nodes:
        if isinstance(node, Pending):
            (placed if _is_of_content(node.at) else others).append(node)
        else:
            for name in _text_fields(node.__class__):
                for fact in _marks(getattr(node, name)):
                    if _is_of_content(fact.at):
                        placed.append(fact)
                    else:
                        others.append(replace(fact, at=getattr(node, "at", None)))
    return (*placed, *(fact for fact in others if fact not in placed))


@cache
def _text_fields(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class of nodes that hold texts or inlines.

    Inlines have none: they are looked at in the paragraph they belong to.
    """
    hints = {} if kind in _INLINES else get_type_hints(kind)
    return tuple(name for name, hint in hints.items() if name != "at" and _has_text(hint))


def _has_text(hint: object) -> bool:
    """Return whether a type is text or an inline, or has one in it: Content, tuple[str, ...]."""
    return hint in (str, *_INLINES) or any(map(_has_text, get_args(hint)))


def _marks(value: object) -> Iterator[Pending]:
    """Yield the missing facts in a text, in the inlines of a paragraph together, or in several."""
    if isinstance(value, str):
        yield from facts_marked_in(value, span_of(value))
    elif isinstance(value, tuple):
        texts = [part for part in value if isinstance(part, Text)]
        # A mark can come in pieces: 【待补充： of a template and a value behind it.
        if "待" in "".join([text.text for text in texts]):
            whole = "".join(part.text if isinstance(part, Text) else "\n" for part in value)
            place = next((text.at for text in texts if _is_of_content(text.at)), None)
            yield from facts_marked_in(whole, place)
        for part in value:
            if isinstance(part, (str, tuple)):
                yield from _marks(part)


def pending_facts(
    facts: Iterable[Pending], *, final: bool, home: Span | None = None
) -> Iterator[Diagnostic]:
    """Yield a warning, in a final build an error, for each missing fact, each place once.

    A fact that a template or a type asks for is to be written at `home`, in the record.
    """
    missing = dict.fromkeys(
        (fact.written or fact.text, fact.at if _is_of_content(fact.at) else home) for fact in facts
    )
    for text, at in missing:
        quoted = text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"
        yield Diagnostic(
            "pending-fact",
            f"还有待补充的内容：{quoted or '未写明'}",
            at,
            Severity.ERROR if final else Severity.WARNING,
            hints=("定稿（--final）前要补上",),
        )


def _is_of_content(at: Span | None) -> bool:
    return at is not None and not at.path.startswith(_ASKING)
