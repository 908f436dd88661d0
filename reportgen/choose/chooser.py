"""The slides of a deck: for each topic the layout that its content asks for.

The order of precedence: the form that the author wants; what the author says of the parts; not the same
layout twice running; slides that do not look hollow; the order of the table.
The choice depends on the deck and on the style alone, so a deck built twice is the same twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from reportgen.choose.arrange import HEAD, arrange
from reportgen.choose.capacity import drawn_area, fits
from reportgen.choose.chapters import without_thin_dividers
from reportgen.choose.facts import with_figures
from reportgen.choose.table import LAST, ROWS, TITLE, Place, Row
from reportgen.document.nodes import Content, Deck, Prose, Slide, SlotValue, Text, Topic
from reportgen.document.walk import plain_text
from reportgen.theme.deck import DeckTheme, Layout

#: the share of the body of a slide that is drawn on at least: below it the slide looks hollow
LEAST_FILL = 0.25
#: the body of a slide in square points: 1128 × 444 px of a page of 1280 × 720
_BODY = 1128 * 444 * 0.75 * 0.75
_GAP = Text("　")
#: the author's word for a form → the layouts that are meant
FORMS: Mapping[str, tuple[str, ...]] = {
    "columns": ("two-columns",),
    "figures": ("key-figures", "facts"),
    "picture": ("bullets-picture", "photo-full", "pictures"),
    "pictures": ("pictures", "before-after", "collage"),
    "chart": ("chart-takeaway", "chart-note", "chart"),
    "charts": ("chart-pair",),
    "bullets": ("bullets", "bullets-plain"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a slide has its layout: the row of the table, and the rows that were passed over and why."""

    topic: Topic
    row: Row
    reason: str
    passed_over: tuple[tuple[Row, str], ...] = ()


class Laid(Protocol):
    """A slide with its texts measured."""

    @property
    def count(self) -> int:
        """On how many slides of the file it stands."""


L = TypeVar("L", bound=Laid)


@dataclass(frozen=True, slots=True)
class ChosenSlide(Generic[L]):
    """A slide as it was laid out, and the choice behind its layout, None where the template chose.

    `continued` says that it goes on with what the slide before it began.
    """

    slide: Slide
    laid: L
    choice: Choice | None = None
    continued: bool = False


@dataclass(eq=False, slots=True)
class _Chooser(Generic[L]):
    """The choices so far: the layout of the last slide, and the last of those that take turns."""

    theme: DeckTheme
    lay: Callable[[Slide], L]
    layout: str = ""
    turn: int = -1


def choose(deck: Deck, theme: DeckTheme, lay: Callable[[Slide], L]) -> tuple[ChosenSlide[L], ...]:
    """Return the slides of `deck`; a topic that no layout holds whole becomes several.

    `lay` measures the texts of a slide. A layout in which they do not stand on one slide gives way to
    the next.
    """
    chooser = _Chooser(theme, lay)
    slides: list[ChosenSlide[L]] = []
    topics = [with_figures(s) if isinstance(s, Topic) else s for s in deck.slides]
    for slide in without_thin_dividers(topics, lambda topic: _has_row(topic, theme)):
        if isinstance(slide, Slide):
            chooser.layout = slide.layout
            slides.append(ChosenSlide(slide, lay(slide)))
        else:
            slides += _slides(slide, chooser)
    return tuple(slides)


def _slides(topic: Topic, chooser: _Chooser[L]) -> Iterator[ChosenSlide[L]]:
    """Yield the slide of a topic, and one more for each part of it that stands alone."""
    rest: Topic | None = topic
    continued = False
    while rest is not None:
        whole, rest = _divided(rest, chooser.theme)
        candidates, passed_over = _candidates(whole, chooser)
        row, slide, laid = _that_stands(whole, candidates, chooser.lay)
        passed_over += [(other, "排不下") for other in candidates[: candidates.index(row)]]
        chooser.layout = row.layout
        if row.rotates:
            chooser.turn = ROWS.index(row)
        reason = "作者指定" if topic.form and row.layout in _meant(topic.form) else row.reason
        yield ChosenSlide(slide, laid, Choice(whole, row, reason, tuple(passed_over)), continued)
        continued = True


def _that_stands(
    topic: Topic, candidates: list[Row], lay: Callable[[Slide], L]
) -> tuple[Row, Slide, L]:
    """Return the first row in which a topic stands on one slide, else the first of all."""
    first = None
    for row in candidates:
        slide = arrange(topic, row)
        laid = lay(slide)
        if laid.count == 1:
            return row, slide, laid
        first = first or (row, slide, laid)
    return first or _that_stands(topic, [LAST], lay)


def _candidates(topic: Topic, chooser: _Chooser[L]) -> tuple[list[Row], list[tuple[Row, str]]]:
    """Return the rows that hold a topic, the best first, and those passed over with the reason."""
    if not topic.groups and topic.slots.keys() <= set(HEAD):
        return [TITLE], []
    rows: list[Row] = []
    passed_over: list[tuple[Row, str]] = []
    for row in ROWS:
        if _places_all(row, topic):
            if fault := _misfit(row, topic, chooser.theme):
                passed_over.append((row, fault))
            else:
                rows.append(row)
    wanted = [row for row in rows if row.layout in _meant(topic.form)] if topic.form else []
    if wanted or (wanted := [row for row in rows if row.traits]):
        return wanted, passed_over
    if not rows:
        # A text too long for every layout is divided among slides when the deck is lowered.
        return [passed_over[-1][0] if passed_over else LAST], passed_over
    rows = _in_turn(rows, chooser.turn)
    again = [row for row in rows if row.layout == chooser.layout]
    others = [row for row in rows if row not in again] or rows
    passed_over += [(row, "上一页刚用过") for row in again if row not in others]
    full = [row for row in others if fill(topic, row, chooser.theme) >= LEAST_FILL]
    passed_over += [(row, "太空") for row in others if full and row not in full]
    return [*full, *(row for row in others if row not in full)], passed_over


def _meant(form: str) -> tuple[str, ...]:
    return FORMS.get(form, (form,))


def _in_turn(rows: list[Row], turn: int) -> list[Row]:
    """Return the rows, those that take turns in the order that begins behind the last one used."""
    rotating = [row for row in rows if row.rotates]
    if not rotating:
        return rows
    behind = [row for row in rotating if ROWS.index(row) > turn]
    before = [row for row in rotating if row not in behind]
    first = rows.index(rotating[0])
    others = [row for row in rows if not row.rotates]
    return [*others[:first], *behind, *before, *others[first:]]


def _places_all(row: Row, topic: Topic) -> bool:
    """Return whether a row has a place for every group and slot of a topic, and all that it needs."""
    once = {name for name in topic.slots if name not in (*HEAD, "text")}
    places = {place.group: place for place in row.places}
    return (
        once <= row.slots.keys() | row.covers
        and topic.slots.keys() >= set(row.needed)
        and topic.traits >= row.traits
        and topic.groups.keys() <= places.keys() | row.covers
        and all(_holds(place, topic) for place in row.places)
    )


def _holds(place: Place, topic: Topic) -> bool:
    parts = topic.groups.get(place.group, ())
    if not place.least <= len(parts) <= place.most:
        return False
    allowed = place.parts | place.more
    return not place.parts or all(place.parts <= part.keys() <= allowed for part in parts)


def _misfit(row: Row, topic: Topic, theme: DeckTheme) -> str:
    """Return why the style cannot show a topic in the layout of a row, "" if it can."""
    layout = layout_of(row, topic, theme)
    if layout is None:
        return "这种样式没有这个版式"
    for name, paragraphs in _texts(arrange(topic, row)).items():
        number = name.rpartition("-")[2]
        if layout.count and number.isdecimal() and int(number) > layout.count:
            continue
        if name not in layout.slots:
            return f"没有放“{name}”的地方"
        if name not in HEAD and not fits(layout.slots[name], paragraphs):
            return f"“{name}”放不下{sum(map(len, paragraphs))}字"
    return ""


def layout_of(row: Row, topic: Topic, theme: DeckTheme) -> Layout | None:
    """Return the layout of a row for the number of items of a topic, None where the style has none."""
    items = (place.group for place in row.places if place.manner == "items")
    count = next((len(topic.groups[group]) for group in items if group in topic.groups), 0)
    by_count = theme.families.get(row.layout, {})
    # More elements than any layout holds go on over several slides.
    name = by_count.get(min(count, max(by_count, default=0)), "" if count else row.layout)
    return theme.layouts.get(name)


def _texts(slide: Slide) -> dict[str, tuple[str, ...]]:
    """Return the paragraphs in each slot that a slide fills with text."""
    values: dict[str, SlotValue] = dict(slide.slots)
    for number, item in enumerate(slide.items, 1):
        values |= {f"{name}-{number}": value for name, value in item.items()}
    return {
        name: tuple(plain_text(paragraph) for paragraph in value.paragraphs)
        for name, value in values.items()
        if isinstance(value, Prose)
    }


def fill(topic: Topic, row: Row, theme: DeckTheme) -> float:
    """Return the share of the body of a slide that would be drawn on: texts, pictures, charts, tables."""
    layout = layout_of(row, topic, theme)
    if layout is None:
        return 0.0
    slide = arrange(topic, row)
    area = sum(
        drawn_area(layout.slots[name], text)
        for name, text in _texts(slide).items()
        if name not in HEAD and name in layout.slots
    )
    area += sum(
        layout.slots[name].width_pt * layout.slots[name].height_pt for name in layout.objects
    )
    return area / _BODY


def _divided(topic: Topic, theme: DeckTheme) -> tuple[Topic, Topic | None]:
    """Return what of a topic stands on its next slide, and the rest, None if nothing is left.

    The author's form comes first. Groups that the notes have in full are left out before a topic is
    divided; then its first group stands alone.
    """
    if topic.form and (wanted := _of_form(topic)):
        return wanted
    if _has_row(topic, theme):
        return topic, None
    for spare in sorted(topic.spare & topic.groups.keys()):
        if len(topic.groups) > 1:
            return _divided(_without(topic, spare), theme)
    groups = list(topic.groups.items())
    once = topic.slots.keys() - {*HEAD, "text"}
    if once and groups and not _has_row(replace(topic, groups=dict(groups[:1])), theme):
        # Words that no layout holds beside the first group are spoken, not shown.
        return _divided(_without(topic, *once), theme)
    if len(groups) <= 1:
        return topic, None
    name, parts = groups[0]
    slots = once if _has_row(replace(topic, groups={name: parts}), theme) else ()
    return _split(topic, {name}, slots)


def _has_row(topic: Topic, theme: DeckTheme) -> bool:
    return any(_places_all(row, topic) and not _misfit(row, topic, theme) for row in ROWS)


def _of_form(topic: Topic) -> tuple[Topic, Topic | None] | None:
    """Return what of a topic stands in the form its author wants, and the rest; None if nothing can."""
    for row in ROWS:
        if row.layout in _meant(topic.form) and topic.slots.keys() >= set(row.needed):
            names = {place.group for place in row.places if _holds(place, topic)}
            if all(_holds(place, topic) for place in row.places) and (names or row.needed):
                return _split(topic, names, row.slots)
    return None


def _split(
    topic: Topic, groups: Collection[str], slots: Collection[str]
) -> tuple[Topic, Topic | None]:
    """Return a topic with some of its groups and of what it says once, and a topic with the rest.

    Spare groups are spoken, and so is what is said once if no group is left to stand beside it.
    """
    others = topic.groups.keys() - groups
    left = others - topic.spare
    once = topic.slots.keys() - {*HEAD, "text", *slots}
    spoken = others - left if left else others | once
    part = _without(topic, *spoken)
    first = replace(
        part,
        slots={name: value for name, value in part.slots.items() if name not in once},
        groups={name: parts for name, parts in part.groups.items() if name in groups},
    )
    if not left:
        return first, None
    rest = replace(
        topic,
        slots={n: value for n, value in topic.slots.items() if n in HEAD or n in once},
        groups={name: parts for name, parts in topic.groups.items() if name in left},
        form="",
        notes=(),
        id=None,
        seconds=0,
    )
    return first, rest


def _spoken(part: Mapping[str, SlotValue]) -> Content:
    """Return the texts of a part as one line; a figure stands behind its label, its note in brackets."""
    texts = {name: _line(value) for name, value in part.items() if isinstance(value, Prose)}
    if "figure" in texts:
        note = texts.get("note", ())
        figure = (*texts.get("label", ()), *texts["figure"])
        return (*figure, Text("（"), *note, Text("）")) if note else figure
    return _apart(texts.values())


def _line(text: Prose) -> Content:
    """Return the paragraphs of a text as one line."""
    return _apart(text.paragraphs)


def _apart(contents: Iterable[Content]) -> Content:
    """Return some contents as one line with a blank between them."""
    return tuple(inline for content in contents for inline in (*content, _GAP))[:-1]


def _without(topic: Topic, *names: str) -> Topic:
    """Return a topic without some groups and slots; the notes say what they say, if they did not."""
    groups = [part for name, parts in topic.groups.items() if name in names for part in parts]
    slots = [{name: value} for name, value in topic.slots.items() if name in names]
    notes = list(topic.notes)
    said = "".join(map(plain_text, notes))
    for part in (*slots, *groups):
        if (line := _spoken(part)) and plain_text(line) not in said:
            notes.append(line)
    return replace(
        topic,
        slots={name: value for name, value in topic.slots.items() if name not in names},
        groups={name: parts for name, parts in topic.groups.items() if name not in names},
        notes=tuple(notes),
    )
