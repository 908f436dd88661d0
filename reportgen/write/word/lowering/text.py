"""Inlines become runs: a figure stays whole, a reference becomes a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.document.nodes import (
    Content,
    LineBreak,
    Number,
    Pending,
    Reference,
    Text,
)
from reportgen.document.nodes import Inline as Node
from reportgen.spans import Span
from reportgen.write.word.model import PLAIN, Field, Inline, Run, RunProperties
from reportgen.write.xml import legal

_NEWLINE = re.compile("\r\n?")
#: the space between a number and its unit in Latin letters: 3,652 m, 0.12 NTU, 24 ℃
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[A-Za-zµμΩ℃°%‰])")
PENDING_STYLE = "Pending"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points to: the bookmark and the words it covers (图1)."""

    bookmark: str
    label: str


Targets = Callable[[str], Target | None]


class _Piece(NamedTuple):
    """The text of inline nodes; `bookmark` is what a reference leads to.

    `further` are the places of the nodes behind the first, each with the character it begins at.
    """

    text: str
    properties: RunProperties
    bookmark: str = ""
    at: Span | None = None
    further: tuple[tuple[int, Span | None], ...] = ()


def run(text: str, properties: RunProperties = PLAIN, at: Span | None = None) -> Run:
    """Return a run of `text` without what XML cannot hold; line ends of any system are newlines."""
    text = text if text.isprintable() else _NEWLINE.sub("\n", legal(text))
    return Run(text, properties, at)


def text_in_style(text: str, style: str) -> Run:
    """Return a run of `text` in a character style."""
    return run(text, RunProperties(style=style))


def plain_content(content: Content, targets: Targets) -> str:
    """Return the text that the runs of `content` will show, line breaks as newlines."""
    return legal("".join([piece.text for piece in _pieces(content, targets, PLAIN)]))


def runs(
    content: Content, targets: Targets, style: str = "", size_pt: float | None = None
) -> tuple[Inline, ...]:
    """Return the runs of `content` in a character style, `size_pt` large where that is given.

    Neighbours in one format become one run: Word breaks no line inside a number, unless the number
    is cut into runs of different faces.
    """
    plain = RunProperties(style=style, size_pt=size_pt) if style else PLAIN
    out: list[Inline] = []
    waiting: _Piece | None = None
    for piece in _pieces(content, targets, plain):
        if waiting is not None and _alike(waiting, piece):
            text = waiting.text + piece.text
            further = (*waiting.further, (len(waiting.text), piece.at))
            waiting = _Piece(text, piece.properties, piece.bookmark, waiting.at, further)
            continue
        if waiting is not None and waiting.text:
            out.append(_inline(waiting))
        waiting = piece
    if waiting is not None and waiting.text:
        out.append(_inline(waiting))
    return tuple(out)


def _alike(one: _Piece, other: _Piece) -> bool:
    return one.properties == other.properties and one.bookmark == other.bookmark


def _inline(piece: _Piece) -> Inline:
    result = run(piece.text, piece.properties, piece.at)
    if piece.further and len(result.text) == len(piece.text):
        result = result._replace(further=piece.further)
    return Field(f" REF {piece.bookmark} \\h ", result) if piece.bookmark else result


def _pieces(content: Iterable[Node], targets: Targets, plain: RunProperties) -> Iterator[_Piece]:
    for node in content:
        if isinstance(node, Text):
            bold = RunProperties(style=plain.style, bold=True) if node.bold else plain
            yield _Piece(_with_units(node.text), bold, at=node.at)
        elif isinstance(node, Number):
            yield _Piece(_with_units(node.number + node.unit), plain, at=node.at)
        elif isinstance(node, Pending):
            yield _pending(node)
        elif isinstance(node, Reference):
            target = targets(node.target)
            if target is None and node.text:
                yield _Piece(node.text, plain, at=node.at)
            elif target is None:
                yield _pending(Pending(f"图表编号 {node.target}", node.at))
            else:
                yield _Piece(target.label, plain, target.bookmark, node.at)
        elif isinstance(node, LineBreak):
            yield _Piece("\n", plain)


def _with_units(text: str) -> str:
    """Return `text` with no-break spaces before units: Word ends a line at a space."""
    return _BEFORE_UNIT.sub("\u00a0", text) if " " in text else text


def _pending(node: Pending) -> _Piece:
    return _Piece(node.mark, RunProperties(style=PENDING_STYLE), at=node.at)
