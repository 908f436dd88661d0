"""The pages of a deck → its slides as a speaker's script needs them: title, outline, notes, time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from reportgen.compose.pacing import length_of_reading, length_of_speech
from reportgen.compose.places import marked
from reportgen.content.speech_time import duration, natural_seconds
from reportgen.document.nodes import (
    Chart,
    Content,
    LineBreak,
    Number,
    Pending,
    Picture,
    Prose,
    Reference,
    SlotValue,
    Table,
    Text,
)
from reportgen.document.pages import DeckPage
from reportgen.document.speech import ASIDE, goes_on, is_aside
from reportgen.spans import Span

#: slots that hold the title of a slide whose layout has no title; the first that is filled is taken
_TITLES = ("title", "statement", "quote", "year")
#: a slot of one item of several: title-2
_ITEM_SLOT = re.compile(r"(.+)-(\d+)")
#: slots that an outline leaves out: they repeat something or only place the slide in the deck
_LEFT_OUT = (
    "kicker", "numeral", "footer", "page", "caption", "goal", "date", "attribution", "table-title",
    "chart-title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlideView:
    """One slide for its speaker; `outline` is what stands on it, `notes` what is said.

    A slide that is `continued` goes on with what the one before it had no room for. One that `joins` has no
    speech of its own: its number is among the `numbers` of the one before it, and its time and its other
    notes are in that one's.
    """

    number: int
    numbers: tuple[int, ...]
    joins: bool
    title: Markup
    layout: str
    section: str
    outline: tuple[Markup, ...]
    notes: tuple[Markup, ...]
    #: how long it may take, in words; empty where the deck keeps no time
    time: str
    seconds: int
    continued: bool
    #: whether it is a spare slide, which the talk passes over
    hidden: bool


def views(pages: Iterable[DeckPage]) -> tuple[SlideView, ...]:
    """Return the pages of a deck for its speaker.

    Where no page has a time, each has the time that its speech takes at the usual rate, or that its
    hearers take to read it.
    """
    pages = tuple(pages)
    if not any(page.seconds for page in pages):
        return _views(pages, [_natural(page) for page in pages])
    # The first note of a timed page says its time.
    bare = [replace(page, notes=page.notes[1:]) if page.seconds else page for page in pages]
    return _views(bare, [page.seconds for page in pages])


def _natural(page: DeckPage) -> int:
    """Return the seconds that a page takes, 0 for one that goes on with the speech of another."""
    if page.hidden or goes_on(page.notes):
        return 0
    reading = length_of_reading(page.contents.values())
    return natural_seconds(max(length_of_speech(page.notes), reading))


def _views(pages: Iterable[DeckPage], times: Iterable[int]) -> tuple[SlideView, ...]:
    out: list[SlideView] = []
    first = 0  # the slide whose speech is being given
    for page, seconds in zip(pages, times, strict=True):
        joins = bool(out) and goes_on(page.notes)
        out.append(_view(page, 0 if joins else seconds, joins=joins))
        if not joins:
            first = len(out) - 1
            continue
        before = out[first]
        notes = (*before.notes, *_notes(page.notes[1:]))
        total = before.seconds + seconds
        out[first] = replace(
            before,
            numbers=(*before.numbers, page.number),
            notes=notes,
            seconds=total,
            time=duration(total) if total else "",
        )
    return tuple(out)


def _view(page: DeckPage, seconds: int, *, joins: bool) -> SlideView:
    key = page.title_slot or next((name for name in _TITLES if name in page.contents), "")
    title = _one_line(page.contents[key]) if key else Markup()
    return SlideView(
        page.number,
        (page.number,),
        joins,
        title,
        page.layout,
        page.section,
        tuple(_outline(page, {key, *_LEFT_OUT})),
        () if joins else _notes(page.notes),
        duration(seconds) if seconds else "",
        seconds,
        page.continued,
        page.hidden,
    )


def _notes(notes: tuple[Content, ...]) -> tuple[Markup, ...]:
    """Return the notes of a slide: first what is said aloud, then what the speaker only looks at.

    Facts to look up stand in one paragraph behind one mark.
    """
    facts = [fact for note in notes if (fact := _fact(note))]
    if len(facts) > 1:
        joined = (ASIDE, *(part for fact in facts for part in fact))
        notes = (*(note for note in notes if not _fact(note)), joined)
    return tuple(map(inline_markup, sorted(notes, key=is_aside)))


def _fact(note: Content) -> Content:
    """Return a note of facts to look up without its mark, () for any other."""
    first = note[0] if note else None
    if not isinstance(first, Text) or not first.text.startswith(ASIDE.text):
        return ()
    rest = first.text.removeprefix(ASIDE.text)
    return (*((replace(first, text=rest),) if rest else ()), *note[1:])


def _outline(page: DeckPage, left_out: set[str]) -> Iterator[Markup]:
    items: dict[str, dict[str, SlotValue]] = {}
    for name, value in page.contents.items():
        match = _ITEM_SLOT.fullmatch(name)
        if name in left_out or (match and match[1] in ("num", "caption", "chart-title")):
            continue
        if match:
            items.setdefault(match[2], {})[match[1]] = value
        else:
            yield from _lines(value)
    for values in items.values():
        line = _item_line(values)
        if line:
            yield line


def _item_line(item: dict[str, SlotValue]) -> Markup:
    """Return the texts of an item as one line: its first text, then the rest after a colon."""
    parts = [part for value in item.values() if (part := _one_line(value))]
    first, value = next(iter(item.items()))
    if len(parts) > 1 and first not in ("month", "name") and _is_number(value):
        parts[:2] = parts[1], parts[0]  # 开展活动：34次, not 34次：开展活动; but 3月：学雷锋
    if len(parts) <= 1:
        return parts[0] if parts else Markup()
    return Markup("：").join((parts[0], Markup("，").join(parts[1:])))


def _is_number(value: SlotValue) -> bool:
    return isinstance(value, Prose) and any(isinstance(p, Number) for p in value.paragraphs[0])


def _lines(value: SlotValue) -> Iterator[Markup]:
    if isinstance(value, Prose):
        for content in value.paragraphs:
            line = _flat(content)
            if line:
                yield line
    else:
        yield _one_line(value)


def _one_line(value: SlotValue) -> Markup:
    match value:
        case Prose():
            return Markup("；").join(_flat(c) for c in value.paragraphs)
        case Chart():
            return Markup("图表：") + _marked(value.title, value.at)
        case Picture():
            return Markup("图片：") + _flat(value.caption)
        case Table():
            return Markup("表格：") + _flat(value.caption)


def inline_markup(content: Content) -> Markup:
    """Return inlines as markup that is read as the same inlines again."""
    return Markup().join(_inline(part) for part in content)


def _marked(text: str, at: Span | None) -> Markup:
    """Return a text as markup with its place."""
    return marked(escape(text), at) if at else escape(text)


def _flat(content: Content) -> Markup:
    """Return inlines as one line of markup without bold: an outline only names what is shown."""
    flat = (
        Text("　")
        if isinstance(part, LineBreak)
        else replace(part, bold=False)
        if isinstance(part, Text)
        else part
        for part in content
    )
    return Markup().join(_inline(part) for part in flat)


def _inline(part: object) -> Markup:
    match part:
        case Text():
            text = _marked(part.text, part.at)
            return Markup("<b>{}</b>").format(text) if part.bold else text
        case Number():
            return _marked(part.number + part.unit, part.at)
        case Pending():
            return _marked(part.mark, part.at)  # it is read as a missing fact again
        case Reference():
            return _marked(part.text, part.at)
        case LineBreak():
            return Markup("<br/>")
        case _:
            return Markup()
