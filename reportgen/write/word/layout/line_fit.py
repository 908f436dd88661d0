"""A hair of tracking keeps a single character off the last line, and a reference or a number on one line.

Chinese compositors do the same: they close or open the characters of a paragraph so little that no eye
sees it. Word and LibreOffice set `w:spacing` alike, while no mark that forbids a line end between Chinese
characters is honoured by both: Word takes U+2060 from another face, and shows it where that lacks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.measure.line_breaks import numbers
from reportgen.write.word.layout.measuring import Ruler, SetParagraph, text_runs
from reportgen.write.word.model import Bookmark, Drawing, Field, Inline, Link, Paragraph, Run

_DOUBT_TWIPS = 8
"""A line end is sure if it stays where it is in a column so much narrower or wider."""
_LONGEST_REFERENCE = 16
"""The most characters between the brackets of a reference: （见图1、表2）."""
_GRAVE = 4
"""The weight of a single last character and of a divided reference. A divided number weighs 1."""
_MARKS = "，。、；：！？”’）》】…—,.;:!?)%"


def fit_lines(
    ruler: Ruler, paragraph: Paragraph, width: int, most: int
) -> tuple[Paragraph, SetParagraph]:
    """Return a paragraph with the tracking at which its lines end best, and its lines.

    Only justified text is fitted; `width` is that of its column, `most` how much closer or wider
    characters may stand, in twips.
    """
    lines = ruler.set_lines(paragraph, width)
    if lines.count < 2 or lines.style.align != "both":
        return paragraph, lines
    stretches = _stretches(paragraph.inlines)
    least = _faults(lines, stretches)
    if not least or any(isinstance(inline, Drawing) for inline in paragraph.inlines):
        return paragraph, lines
    best = paragraph
    # Closer first: it saves a line.
    for step in (*range(-1, -most - 1, -1), *range(1, most + 1)):
        attempt = _with_tracking(ruler, paragraph, step)
        count = 0
        for doubt in (0, -_DOUBT_TWIPS, _DOUBT_TWIPS):
            if count < least:
                lines_at = ruler.set_lines(attempt, width + doubt)
                count = max(count, _faults(lines_at, stretches))
        if count < least:
            best, least = attempt, count
        if not least:
            break
    return best, lines if best is paragraph else ruler.set_lines(best, width)


def _faults(lines: SetParagraph, stretches: Sequence[tuple[int, int, int]]) -> int:
    """Return how much a reader stumbles at line ends: the weights of divided stretches, and of a lone last character."""
    last = lines.spans[-1] if lines.spans else None
    if last is None or len(lines.spans) == 1:
        return 0
    alone = len(lines.text[last.start :].rstrip(_MARKS).strip()) <= 1
    weight = _GRAVE * alone
    ends = [span.end for span in lines.spans[:-1]]
    for start, end, grave in stretches:
        divided = any(start < one < end for one in ends)
        only = start <= last.start and end >= len(lines.text.rstrip(_MARKS))
        if divided or (only and not alone and grave == _GRAVE):
            weight += grave
    return weight


def _stretches(inlines: Sequence[Inline]) -> list[tuple[int, int, int]]:
    """Return where no line should end, each stretch with its weight: references, numbers with their units.

    GB/T 9704-1999 has 数字、年份不能回行, and readers of reports still ask for it.
    """
    text = "".join(run.text for run in text_runs(inlines))
    references = ((*one, _GRAVE) for one in _references(inlines, text))
    return [*references, *((*one, 1) for one in numbers(text))]


def _references(inlines: Sequence[Inline], text: str) -> list[tuple[int, int]]:
    """Return the stretches of the text that say where an exhibit stands: （见图1、表2）, 见表1."""
    stretches: list[tuple[int, int]] = []
    at = 0
    for inline in inlines:
        length = sum(len(run.text) for run in text_runs((inline,)))
        if isinstance(inline, Field):
            start = text.rfind("（", max(0, at - _LONGEST_REFERENCE), at)
            end = text.find("）", at, at + _LONGEST_REFERENCE) + 1
            if start < 0 or "）" in text[start:at] or not end:
                start, end = at - text[:at].endswith("见"), at + length
            stretches.append((start, end))
        at += length
    return stretches


def _with_tracking(ruler: Ruler, paragraph: Paragraph, step: int) -> Paragraph:
    """Return a paragraph whose characters stand `step` twips further apart than they do."""

    def apart(run: Run) -> Run:
        tracking = ruler.tracking(paragraph, run) + step
        return run._replace(properties=run.properties._replace(tracking=tracking))

    def all_apart(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
        for inline in inlines:
            match inline:
                case Run():
                    yield apart(inline)
                case Field(_, result):
                    yield replace(inline, result=apart(result))
                case Bookmark() | Link():
                    yield replace(inline, inlines=tuple(all_apart(inline.inlines)))
                case _:
                    yield inline

    return paragraph._replace(inlines=tuple(all_apart(paragraph.inlines)))
