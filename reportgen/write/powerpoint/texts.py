"""Inlines of the document in, pieces of a slide's paragraphs out; cutting, joining, counting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from reportgen.document.nodes import (
    Chart,
    Content,
    LineBreak,
    Number,
    Pending,
    Picture,
    Prose,
    Reference,
    Table,
    Text,
)
from reportgen.spans import Span

BREAK = "\v"
"""A line end inside a paragraph, as PowerPoint itself copies it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph in one look; `unit` is the unit behind a large numeral."""

    text: str
    bold: bool = False
    unit: bool = False


Paragraph = tuple[Piece, ...]


def pieces(content: Content, numbers: Mapping[str, str], *, units: bool = False) -> Paragraph:
    """Return a paragraph; `numbers` tells references (图1), `units` keeps units apart."""
    if len(content) == 1 and isinstance(only := content[0], Text):  # nearly all are
        text = only.text
        if "\n" in text or "\r" in text:
            text = _one_line(text)
        return (Piece(text, only.bold),) if text else ()
    found: list[Piece] = []
    for inline in content:
        if isinstance(inline, Text):  # most are
            text = inline.text
            if "\n" in text or "\r" in text:
                text = _one_line(text)
            _add(found, text, bold=inline.bold)
            continue
        match inline:
            case Number():
                _add(found, inline.number)
                _add(found, inline.unit, unit=units)
            case Pending():
                _add(found, f"【待补充：{inline.text}】")
            case Reference():
                _add(found, numbers.get(inline.target, ""))
            case LineBreak():
                _add(found, BREAK)
    return tuple(found)


def joined(given: Iterable[Piece]) -> Paragraph:
    """Return the pieces with neighbours of one look joined and empty ones dropped."""
    found: list[Piece] = []
    for piece in given:
        _add(found, piece.text, bold=piece.bold, unit=piece.unit)
    return tuple(found)


def _add(found: list[Piece], text: str, *, bold: bool = False, unit: bool = False) -> None:
    """Add text to the pieces made so far, to the last of them if it has that look."""
    if not text:
        return
    last = found[-1] if found else None
    if last is not None and last.bold == bold and last.unit == unit:
        found[-1] = Piece(last.text + text, bold, unit)
    else:
        found.append(Piece(text, bold, unit))


def plain(paragraph: Paragraph) -> str:
    """Return the characters of a paragraph."""
    return paragraph[0].text if len(paragraph) == 1 else "".join([p.text for p in paragraph])


def divided(paragraph: Paragraph, offset: int) -> tuple[Paragraph, Paragraph]:
    """Return what stands before and what stands from the character `offset` on."""
    before: list[Piece] = []
    after: list[Piece] = []
    at = 0
    for piece in paragraph:
        cut = min(max(offset - at, 0), len(piece.text))
        _add(before, piece.text[:cut], bold=piece.bold, unit=piece.unit)
        _add(after, piece.text[cut:], bold=piece.bold, unit=piece.unit)
        at += len(piece.text)
    return tuple(before), tuple(after)


def broken(paragraph: Paragraph, ends: Iterable[int]) -> Paragraph:
    """Return the paragraph with a line end before each character in `ends`."""
    if len(paragraph) == 1 and not (paragraph[0].bold or paragraph[0].unit):
        text = paragraph[0].text
        starts = (0, *ends)
        lines = [text[a:b].rstrip(" ") for a, b in pairwise(starts)]
        return (Piece(BREAK.join((*lines, text[starts[-1] :]))),)
    found: list[Piece] = []
    rest, done = paragraph, 0
    for end in ends:
        line, rest = divided(rest, end - done)
        done = end
        found += (*_trimmed(line), Piece(BREAK))
    return joined((*found, *rest))


def told(content: Content) -> str:
    """Return the characters of some content."""
    if len(content) == 1 and isinstance(content[0], Text):
        return _one_line(content[0].text)
    return plain(pieces(content, {}))


def text_of(content: Content) -> str:
    """Return what a reader sees of some content, in one line."""
    return told(content).replace(BREAK, "")


def span_of(value: Prose | Picture | Chart | Table | None) -> Span | None:
    """Return where the value was written: the content itself before the template's slot."""
    if isinstance(value, Prose):
        written = [
            (len(inline.text), inline.at)
            for paragraph in value.paragraphs
            for inline in paragraph
            if isinstance(inline, Text) and inline.at is not None
        ]
        if written:
            return max(written, key=lambda pair: pair[0])[1]
    return None if value is None else value.at


def _one_line(text: str) -> str:
    return text.replace("\r\n", BREAK).replace("\n", BREAK).replace("\r", BREAK)


def _trimmed(line: Paragraph) -> Paragraph:
    if not line:
        return line
    last = line[-1]
    return (*line[:-1], Piece(last.text.rstrip(" "), last.bold, last.unit))
