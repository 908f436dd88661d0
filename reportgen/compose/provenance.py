"""A composed document → each figure in it with its origin: a line of the content, or events counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from reportgen.content import derived, quantities
from reportgen.content.branch_year import BranchYear
from reportgen.content.checks.text_blocks import TextBlock, blocks_of_type, blocks_of_year
from reportgen.content.log.events import events_of_kind, kinds_of, place_of_count
from reportgen.content.model import Event, Figure
from reportgen.document.nodes import Chart, Document, Number, Pending, Text
from reportgen.spans import Span, place_inside, span_of

#: inlines that are written characters
_WRITTEN = (Text, Number, Pending)


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure of a document.

    `text` is the figure as it stands there, `context` the words around it, `origin` what it comes from
    in Chinese, `span` the place it was written at, `events` the events it counts.
    """

    text: str
    context: str
    origin: str
    span: Span | None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sources:
    """What figures may come from, by its place in the content.

    `firsts` are the events at a place: a count carries the place of the first event it counts.
    """

    blocks: dict[Span, TextBlock]
    figures: dict[Span, Figure]
    firsts: dict[Span, tuple[Event, ...]]
    entry: BranchYear


def trace(document: Document, entry: BranchYear) -> tuple[TracedFigure, ...]:
    """Return the figures of `document` in reading order, each once."""
    sources = _sources(entry)
    contents = _contents(document)
    return tuple(dict.fromkeys(t for content in contents for t in _in_content(content, sources)))


def _sources(entry: BranchYear) -> _Sources:
    """Return what the figures of a document about `entry` may come from."""
    texts = (*blocks_of_year(entry), *(p for kind in entry.types for p in blocks_of_type(kind)))
    figures = {}
    for key, figure in entry.record.figures.items():
        span = span_of(figure.value.text) or span_of(key)
        if span:
            figures[span] = figure
    firsts: dict[Span, tuple[Event, ...]] = {}
    for event in entry.record.organisation_life:
        span = place_of_count(event)
        if span:
            firsts[span] = (*firsts.get(span, ()), event)
    return _Sources({p.span: p for p in texts if p.span}, figures, firsts, entry)


def _contents(node: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the inlines of each paragraph, cell and title together, and each chart alone."""
    if isinstance(node, Chart):
        yield (node,)
    if isinstance(node, (Text, Number)):
        yield (node,)
    elif isinstance(node, tuple) and node and all(isinstance(part, _WRITTEN) for part in node):
        yield node
    elif isinstance(node, (tuple, dict)):
        for part in node.values() if isinstance(node, dict) else node:
            yield from _contents(part)
    elif is_dataclass(node) and not isinstance(node, Pending):
        for part in fields(node):
            yield from _contents(getattr(node, part.name))


def _in_content(content: tuple[Any, ...], sources: _Sources) -> Iterator[TracedFigure]:
    """Yield the figures in one of the contents of `_contents`."""
    if isinstance(content[0], Chart):
        yield from _in_chart(content[0])
        return
    text, places = "", []
    for part in content:
        words = part.number + part.unit if isinstance(part, Number) else part.text
        places.append((len(text), part.at))
        text += words
    if len(content) == 1 and isinstance(content[0], Number):
        yield _traced(text, text, content[0].at, text, 0, sources)
        return
    for start, end, quantity in quantities.find_all(text):
        # The figure is from where its digits are from: the words before them may be a template's.
        digits = start + len(quantity.prefix_text)
        at = next(place for begin, place in reversed(places) if begin <= digits)
        yield _traced(text[start:end], _around(text, start, end), at, text, start, sources)


def _around(text: str, start: int, end: int) -> str:
    """Return the clause around a figure, at most 20 characters on each side."""
    before = max((text.rfind(mark, 0, start) for mark in "。；，\n"), default=-1) + 1
    after = min((i for mark in "。；，\n" if (i := text.find(mark, end)) >= 0), default=len(text))
    return text[max(before, start - 20) : min(after, end + 20)]


def _in_chart(chart: Chart) -> Iterator[TracedFigure]:
    """Yield the values of a chart."""
    for series in chart.series:
        for place, (category, value) in enumerate(
            zip(chart.categories, series.values, strict=True)
        ):
            if value is not None:
                written = series.texts[place] if series.texts else f"{value:g}{chart.unit}"
                origin = "图表数据" if chart.at else "模板作的图"
                context = f"{chart.title}：{category}"
                yield TracedFigure(written, context, origin, chart.at)


def _traced(
    text: str, context: str, at: Span | None, whole: str, start: int, sources: _Sources
) -> TracedFigure:
    """Return the figure `text`, written at `at`; it stands in the paragraph `whole` from `start` on."""
    if at is None:
        return TracedFigure(text, context, "模板", None)
    if at in sources.figures:
        return _figure(text, context, at, sources.figures[at], sources)
    if at in sources.firsts:
        return _counted(text, context, at, sources)
    block = sources.blocks.get(at)
    if block is None:
        return TracedFigure(
            text, context, "模板" if at.path.startswith("templates/") else "内容", at
        )
    # The document shows one paragraph of the block: the words before the figure tell where it is.
    window = whole[max(0, start - 12) : start + len(text)]
    beginning = block.text.find(window)
    offset = beginning + window.index(text) if beginning >= 0 else block.text.find(text)
    place = place_inside(block.text, offset, offset + len(text)) if offset >= 0 else at
    return TracedFigure(text, context, block.where, place)


def _figure(text: str, context: str, at: Span, figure: Figure, sources: _Sources) -> TracedFigure:
    """Return a figure of the record, which may be written, counted from the log or added up."""
    name = f"figures 的“{figure.label}”"
    record = sources.entry.record
    if figure.log:
        events = events_of_kind(record.organisation_life, figure.log.kind)
        return TracedFigure(text, context, f"{name}，由活动记录得出", at, events)
    if figure.parts:
        return TracedFigure(text, context, f"{name}，由 {'、'.join(figure.parts)} 相加", at)
    return TracedFigure(text, context, name, at)


def _counted(text: str, context: str, at: Span, sources: _Sources) -> TracedFigure:
    """Return a figure that counts events: its number and the words around it say which events."""
    events = sources.entry.record.organisation_life
    quantity = quantities.parse(text)
    number = int(quantity.value) if quantity and quantity.value == int(quantity.value) else None
    kinds = [k for event in sources.firsts[at] for k in kinds_of(event)]
    log = derived.summarise(events)
    named = [kind for kind in kinds if kind in context] or kinds
    for kind in named:
        if number == log.count(kind):
            return TracedFigure(
                text, context, f"活动记录里的{kind}", at, events_of_kind(events, kind)
            )
    if number == len(events):
        return TracedFigure(text, context, "全部活动记录", at, events)
    return TracedFigure(text, context, "由活动记录算出", at, events_of_kind(events, named[0]))
