"""The text of a slide: paragraphs as tuples of runs, made from the inlines of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from reportgen.document.nodes import (
    Chart,
    Content,
    Inline,
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

LINE_END = "\v"
"""A line end inside a paragraph; PowerPoint copies one to the clipboard as this character."""


#: the words before the digits of a numeral, as in 约2005: they are set as small as its unit
_ABOUT = re.compile(r"[\u4e00-\u9fff]+(?=\d)")


class TextRun(NamedTuple):
    """A stretch of a paragraph that is set alike.

    `unit` marks the unit behind a large numeral, `pending` a fact that is still missing.
    """

    text: str
    bold: bool = False
    unit: bool = False
    pending: bool = False


Paragraph = tuple[TextRun, ...]


def paragraph_of(content: Content, numbers: Mapping[str, str], *, units: bool = False) -> Paragraph:
    """Return the paragraph of some content.

    `numbers` gives the label (图1) of each block that a reference may name. `units` keeps the unit
    of a number apart from its digits.
    """
    runs: list[TextRun] = []
    for inline in content:
        runs += _runs(inline, numbers, units=units)
    return merged(runs)


def _runs(inline: Inline, numbers: Mapping[str, str], *, units: bool) -> tuple[TextRun, ...]:
    match inline:
        case Text():
            return (TextRun(_with_line_ends(inline.text), inline.bold),)
        case Number():
            about = _ABOUT.match(inline.number)
            word = about[0] if about else ""
            digits = inline.number.removeprefix(word)
            return (
                TextRun(word, unit=units),
                TextRun(digits),
                TextRun(inline.unit, unit=units),
            )
        case Pending():
            return (TextRun(inline.mark, pending=True),)
        case Reference():
            return (TextRun(numbers.get(inline.target, inline.text)),)
        case LineBreak():
            return (TextRun(LINE_END),)


def merged(runs: Iterable[TextRun]) -> Paragraph:
    """Return the runs with neighbours that are set alike joined and empty ones left out."""
    result: list[TextRun] = []
    for run in runs:
        if not run.text:
            continue
        last = result[-1] if result else None
        if last is not None and last[1:] == run[1:]:
            result[-1] = run._replace(text=last.text + run.text)
        else:
            result.append(run)
    return tuple(result)


def content_of(paragraph: Paragraph) -> Content:
    """Return a paragraph as content of the document again."""
    content: list[Inline] = []
    for run in paragraph:
        for number, line in enumerate(run.text.split(LINE_END)):
            content += [LineBreak()] if number else []
            inline = Pending("", written=line) if run.pending else Text(line, run.bold)
            content += [inline] if line else []
    return tuple(content)


def plain_text(paragraph: Paragraph) -> str:
    """Return the characters of a paragraph."""
    return "".join([run.text for run in paragraph])


def split_at(paragraph: Paragraph, offset: int) -> tuple[Paragraph, Paragraph]:
    """Return what stands before and what stands from the character `offset` on."""
    before: list[TextRun] = []
    after: list[TextRun] = []
    start = 0
    for run in paragraph:
        cut = min(max(offset - start, 0), len(run.text))
        before.append(run._replace(text=run.text[:cut]))
        after.append(run._replace(text=run.text[cut:]))
        start += len(run.text)
    return merged(before), merged(after)


def broken_at(paragraph: Paragraph, ends: Iterable[int]) -> Paragraph:
    """Return the paragraph with a line end before each character in `ends`."""
    runs: list[TextRun] = []
    rest = paragraph
    for start, end in pairwise((0, *ends)):
        line, rest = split_at(rest, end - start)
        runs += (*_without_trailing_spaces(line), TextRun(LINE_END))
    return merged((*runs, *rest))


def _without_trailing_spaces(line: Paragraph) -> Paragraph:
    if not line:
        return line
    last = line[-1]
    return (*line[:-1], last._replace(text=last.text.rstrip(" ")))


def content_text(content: Content) -> str:
    """Return the characters of some content, line ends as LINE_END; references are left out."""
    return plain_text(paragraph_of(content, {}))


def one_line_text(content: Content) -> str:
    """Return the characters of some content without line ends."""
    return content_text(content).replace(LINE_END, "")


def place_of(value: Prose | Picture | Chart | Table | None) -> Span | None:
    """Return where the value of a slot was written.

    For text that is its longest piece of content; the slot in the template only if it has none.
    """
    if isinstance(value, Prose):
        longest, place = -1, None
        for paragraph in value.paragraphs:
            for inline in paragraph:
                if isinstance(inline, Text) and inline.at and len(inline.text) > longest:
                    longest, place = len(inline.text), inline.at
        if place is not None:
            return place
    return None if value is None else value.at


def _with_line_ends(text: str) -> str:
    if "\n" not in text and "\r" not in text:
        return text
    return text.replace("\r\n", LINE_END).replace("\n", LINE_END).replace("\r", LINE_END)
