"""What is settled once a report is whole: numbers of headings and captions, references, blanks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_type_hints

from reportgen.compose.pacing import pace
from reportgen.compose.templates.filters import chinese_number
from reportgen.content.folders import TYPES
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Chart,
    Deck,
    Document,
    Figure,
    Heading,
    LineBreak,
    Number,
    Paragraph,
    Pending,
    Prose,
    Reference,
    Report,
    Table,
    Text,
)
from reportgen.spans import Span
from reportgen.suggestions import did_you_mean
from reportgen.workspace import TEMPLATES

#: where what asks for a fact is written, as opposed to the fact itself
_ASKING = (f"{TEMPLATES}/", f"{TYPES}/")
#: characters of a missing fact that are told
_MOST_SHOWN = 60


#: the most frequent nodes, which hold no others
_SIMPLE = frozenset({LineBreak, Number, Text})


@dataclass(eq=False, slots=True)
class Run:
    """One run of the passes: whether it is for a final build, and what it found.

    `home` is the place in the content where what the document lacks is to be written; `open` are
    the references and missing facts of the document, in reading order.
    """

    final: bool = False
    home: Span | None = None
    open: tuple[Pending | Reference, ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)


def number_headings(report: Report, run: Run) -> Report:  # noqa: ARG001 - every pass takes a run
    """Write 一、（一）1.（1） on headings and numbered run-in headings (GB/T 9704-2012, 7.3.3).

    Each attachment counts from 一 again.
    """
    counters = [0, 0, 0, 0, 0]

    def following(level: int) -> str:
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
    for block in report.blocks:
        if isinstance(block, AttachmentPage):
            counters[:] = [0] * len(counters)
        if isinstance(block, Heading) and block.number is None:
            number = following(block.level)
            blocks.append(Heading(block.level, block.content, number, block.id, block.at))
        elif isinstance(block, Paragraph) and block.lead and block.lead_number is None:
            number = following(block.lead_level)
            content, role, level = block.content, block.role, block.lead_level
            blocks.append(Paragraph(content, role, block.lead, level, number, block.at))
        else:
            blocks.append(block)
    return replace(report, blocks=tuple(blocks))


def number_captions(report: Report, run: Run) -> Report:  # noqa: ARG001 - every pass takes a run
    """Number the captioned tables by themselves, figures and charts together."""
    tables = figures = 0
    blocks: list[Block] = []
    for block in report.blocks:
        if isinstance(block, Table) and block.caption:
            tables += 1
            blocks.append(replace(block, number=tables))
        elif (isinstance(block, Chart) and (block.caption or block.id)) or (
            isinstance(block, Figure)
            and (block.caption or any(picture.caption for picture in block.pictures))
        ):
            figures += 1
            blocks.append(replace(block, number=figures))
        else:
            blocks.append(block)
    return replace(report, blocks=tuple(blocks))


def check_references(report: Report, run: Run) -> Report:
    """Report references to captions that are not there."""
    targets = {b.id for b in report.blocks if isinstance(b, (Table, Chart, Figure)) and b.id}
    for node in run.open:
        if isinstance(node, Reference) and node.target not in targets:
            run.diagnostics.append(
                Diagnostic(
                    "unknown-reference",
                    f"引用的“{node.target}”不在本文里",
                    node.at,
                    hints=did_you_mean(node.target, sorted(targets), listing="可引用的有"),
                )
            )
    return report


def _opening(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def count_pending(document: Document, run: Run) -> Document:
    """List every fact that is still missing; in a final build each is an error."""
    seen = set()
    for node in run.open:
        if isinstance(node, Pending) and (node.text, node.at) not in seen:
            seen.add((node.text, node.at))
            # The author fills in the record, not the template that asks for it.
            asked = run.home and node.at and node.at.path.startswith(_ASKING)
            run.diagnostics.append(
                Diagnostic(
                    "pending-fact",
                    f"还有待补充的内容：{_opening(node.text) or '未写明'}",
                    run.home if asked else node.at,
                    Severity.ERROR if run.final else Severity.WARNING,
                    hints=("定稿（--final）前要补上",),
                    notes=(Note("模板在这里用到", node.at),) if asked else (),
                )
            )
    return document


#: the passes over a report, in order
REPORT_PASSES: tuple[tuple[str, Callable[[Report, Run], Report]], ...] = (
    ("number-headings", number_headings),
    ("number-captions", number_captions),
    ("check-references", check_references),
)
#: the passes over a deck, in order
DECK_PASSES: tuple[tuple[str, Callable[[Deck, list[Diagnostic]], Deck]], ...] = (("pace", pace),)
#: the passes over any document, after its own
DOCUMENT_PASSES: tuple[tuple[str, Callable[[Document, Run], Document]], ...] = (
    ("count-pending", count_pending),
)


def settle(
    document: Document, *, final: bool, home: Span | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return `document` with every pass applied, and what the passes found.

    `home` is the place in the content where what the document lacks is to be written.
    """
    open_ones: list[Pending | Reference] = []
    _gather(document, open_ones)
    run = Run(final, home, tuple(open_ones))
    if isinstance(document, Report):
        for _, report_pass in REPORT_PASSES:
            document = report_pass(document, run)
    if isinstance(document, Deck):
        for _, deck_pass in DECK_PASSES:
            document = deck_pass(document, run.diagnostics)
    for _, document_pass in DOCUMENT_PASSES:
        document = document_pass(document, run)
    return document, tuple(run.diagnostics)


def _gather(node: Any, found: list[Pending | Reference]) -> None:
    """Add the references and missing facts in `node` to `found`, in reading order."""
    kind = node.__class__
    if kind is tuple:
        for part in node:
            if part.__class__ not in _SIMPLE:
                _gather(part, found)
    elif kind is dict:
        for value in node.values():
            # Prose, which most slots hold, is looked at without a call for each.
            for content in value.paragraphs if value.__class__ is Prose else ((value,),):
                for part in content:
                    if part.__class__ not in _SIMPLE:
                        _gather(part, found)
    elif kind is Pending or kind is Reference:
        found.append(node)
    elif node is not None:
        for name in _parts(kind):
            if part := getattr(node, name):
                _gather(part, found)


@cache
def _parts(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a node that may hold nodes."""
    hints = get_type_hints(kind)
    return tuple(part.name for part in fields(kind) if _holds_nodes(hints[part.name]))


def _holds_nodes(hint: Any) -> bool:
    if is_dataclass(hint):
        return hint is not Span
    return any(map(_holds_nodes, get_args(hint)))
