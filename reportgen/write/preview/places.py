"""Where the characters of a text were written, and which of them a diagnostic points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.nodes import Content, LineBreak, Number, Pending, Reference, Text
from reportgen.spans import Span
from reportgen.write.powerpoint.text_runs import LINE_END
from reportgen.write.preview.text import Stretch

_LINE_ENDS = f"\n\r{LINE_END}"

_PENDING = "pending-fact"


class Source(NamedTuple):
    """Characters that were written at one place; where `exact`, each stands one column further."""

    text: str
    at: Span | None
    exact: bool


def sources_of(text: str, at: Span | None) -> Iterator[Source]:
    """Yield the lines of a text that was written at a place, each with its own."""
    if at is None:
        yield Source(text, None, exact=False)
        return
    first, *further = text.split("\n")
    if at.length == len(first) + 2 and not further:
        # The place of a quoted text covers its quotes.
        yield Source(first, at._replace(column=at.column + 1), exact=True)
    elif at.length == len(first):
        for number, line in enumerate((first, *further)):
            yield Source(line, at._replace(line=at.line + number), exact=True)
    else:
        yield Source(text, at, exact=False)


def sources_in_turn(pieces: Iterable[tuple[str, Span | None]]) -> list[Source]:
    """Return the sources of texts that follow one another, those of one place put together again."""
    out: list[Source] = []
    for at, group in groupby(pieces, key=lambda piece: piece[1]):
        out += sources_of("".join(text for text, _ in group), at)
    return out


def sources_of_content(content: Content) -> list[Source]:
    """Return the sources of some content, line ends left out; a reference shows what it may."""
    return sources_in_turn(_pieces(content))


def _pieces(content: Content) -> Iterator[tuple[str, Span | None]]:
    for inline in content:
        match inline:
            case Text(text, _, at):
                yield text, at
            case Number(figure, unit, at):
                yield figure + unit, at
            case Pending():
                yield inline.mark, inline.at
            case Reference():
                yield inline.text, inline.at
            case LineBreak():
                pass


def with_places(
    stretches: Sequence[Stretch], sources: Sequence[Source], otherwise: Span | None
) -> list[Stretch]:
    """Return stretches with the places of their characters.

    The stretches may have line ends that the sources lack, and lack spaces before them. Where the
    characters do not agree, all stand at the place `otherwise`.
    """
    origins = _origins("".join([stretch.text for stretch in stretches]), sources)
    if origins is None:
        return [stretch._replace(at=otherwise) for stretch in stretches]
    out: list[Stretch] = []
    begins = 0
    for stretch in stretches:
        ends = begins + len(stretch.text)
        start = begins
        for end in range(begins + 1, ends + 1):
            if end == ends or origins[end][0] != origins[end - 1][0]:
                number, offset = origins[start]
                part = stretch.part(start - begins, end - begins)
                out.append(_placed(part, sources[number], offset) if number >= 0 else part)
                start = end
        begins = ends
    return out


def _origins(text: str, sources: Sequence[Source]) -> list[tuple[int, int]] | None:
    """Return for each character the number of its source and its place there; -1 for a line end.

    None where the characters do not agree.
    """
    origins = [(-1, 0)] * len(text)
    at = 0
    for number, source in enumerate(sources):
        for place, char in enumerate(source.text):
            if char in _LINE_ENDS:
                continue
            while at < len(text) and text[at] in _LINE_ENDS:
                at += 1
            if at < len(text) and text[at] == char:
                origins[at] = (number, place)
                at += 1
            elif char != " ":
                return None
    return origins if not text[at:].strip(_LINE_ENDS) else None


def _placed(stretch: Stretch, source: Source, offset: int) -> Stretch:
    at = source.at
    if at is not None and source.exact:
        at = at._replace(column=at.column + offset)
    return stretch._replace(at=at, exact=source.exact)


@dataclass(frozen=True, slots=True)
class Faults:
    """The diagnostics that a preview marks, by file and line; each has the number of its place."""

    by_line: Mapping[tuple[str, int], tuple[tuple[int, Diagnostic], ...]]

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Faults:
        """Return the faults among diagnostics that have a place."""
        by_line: dict[tuple[str, int], list[tuple[int, Diagnostic]]] = {}
        for number, fault in enumerate(diagnostics):
            if fault.span is not None:
                by_line.setdefault((fault.span.path, fault.span.line), []).append((number, fault))
        return cls({line: tuple(faults) for line, faults in by_line.items()})

    def marked(self, stretches: Sequence[Stretch]) -> list[Stretch]:
        """Return the stretches with their faults, parted where one begins or ends."""
        if not self.by_line:
            return list(stretches)
        return [part for stretch in stretches for part in self._parts(stretch)]

    def _parts(self, stretch: Stretch) -> Iterator[Stretch]:
        at = stretch.at
        here = self.by_line.get((at.path, at.line), ()) if at is not None else ()
        # What is missing is shaded in a text that is all of one place: the rest of it is sound.
        here = tuple(one for one in here if one[1].code != _PENDING or stretch.look.shade)
        if not here or at is None:
            yield stretch
            return
        ranges = [(number, fault, _range(stretch, at, fault)) for number, fault in here]
        cuts = {0, len(stretch.text)}
        cuts |= {cut for *_, (start, end) in ranges if start < end for cut in (start, end)}
        order = sorted(cuts)
        for start, end in pairwise(order):
            own = [(n, f) for n, f, (low, high) in ranges if low <= start and end <= high]
            part = stretch.part(start, end)
            if own:
                grave = min((f.severity for _, f in own), key=list(Severity).index)
                part = part._replace(faults=tuple(n for n, _ in own), severity=str(grave))
            yield part


def _range(stretch: Stretch, at: Span, fault: Diagnostic) -> tuple[int, int]:
    """Return begin and end of the characters a fault points at in a stretch; (0, 0) if it points elsewhere."""
    span = fault.span
    assert span is not None
    if not stretch.exact:
        inside = at.column <= span.column < at.column + max(at.length, 1)
        return (0, len(stretch.text)) if inside else (0, 0)
    start = max(span.column - at.column, 0)
    end = min(span.column + span.length - at.column, len(stretch.text))
    return (start, end) if start < end else (0, 0)
