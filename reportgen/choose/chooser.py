"""The slides of a deck: for each topic the layout that its content asks for.

The choice depends on the deck and on the style alone, so a deck built twice is the same twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from reportgen.choose.arrange import arrange
from reportgen.choose.chapters import with_ids_of_sections, without_thin_dividers
from reportgen.choose.division import apart, next_part
from reportgen.choose.facts import with_own_figures
from reportgen.choose.fitting import has_row, layout_of, misfit, rows_for
from reportgen.choose.flat_lines import with_columns
from reportgen.choose.forms import layouts_of_form
from reportgen.choose.merging import merge_thin_slides
from reportgen.choose.order import Past, Rejection, candidates
from reportgen.choose.plain_parts import in_plain_parts
from reportgen.choose.points import with_even_points, with_opening_names
from reportgen.choose.repeats import (
    is_shown,
    without_repeats,
    without_said_clauses,
    without_said_figures,
    without_said_lead,
    without_said_points,
    without_shown_slides,
)
from reportgen.choose.table import Row
from reportgen.document.nodes import Deck, Slide, Topic
from reportgen.theme.deck import DeckTheme

#: the share of the body of a slide that is drawn on at least: below it the slide looks hollow
LEAST_FILL = 0.25


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a slide has its layout: the row of the table, and the rows that were passed over and why."""

    topic: Topic
    row: Row
    reason: str
    fill: float
    rejections: tuple[Rejection, ...] = ()


class Measurement(Protocol):
    """A slide with its texts measured."""

    @property
    def count(self) -> int:
        """On how many slides of the file it stands."""

    @property
    def fill(self) -> float:
        """The share of the body of the emptiest of them that is drawn on."""


L = TypeVar("L", bound=Measurement)


@dataclass(frozen=True, slots=True)
class ChosenSlide(Generic[L]):
    """A slide as it was laid out, and the choice behind its layout, None where the template chose.

    `continued` says that it goes on with what the slide before it began.
    """

    slide: Slide
    measurement: L
    choice: Choice | None = None
    is_continuation: bool = False


@dataclass(eq=False, slots=True)
class _Chooser(Generic[L]):
    theme: DeckTheme
    lay: Callable[[Slide], L]
    past: Past = field(default_factory=Past)


def choose(deck: Deck, theme: DeckTheme, lay: Callable[[Slide], L]) -> tuple[ChosenSlide[L], ...]:
    """Return the slides of `deck`; a topic that no layout holds whole becomes several.

    `lay` measures the texts of a slide. A layout in which they do not stand on one slide, or which
    they leave hollow, gives way to the next.
    """
    chooser = _Chooser(theme, lay)
    slides: list[ChosenSlide[L]] = []
    linked_slides = with_ids_of_sections(deck.slides)
    topics = [_without_repeated_words(s) if isinstance(s, Topic) else s for s in linked_slides]
    if theme.is_own:
        topics = [in_plain_parts(s) if isinstance(s, Topic) else s for s in topics]
    single = without_shown_slides(without_repeats(topics))
    together = merge_thin_slides(single, lambda topic: _best_fill(topic, theme, lay), LEAST_FILL)
    topics_with_names = [with_opening_names(s) if isinstance(s, Topic) else s for s in together]
    for slide in without_thin_dividers(topics_with_names, lambda topic: _look(topic, theme, lay)):
        if isinstance(slide, Slide):
            chooser.past.add(slide.layout, _mass(theme, slide.layout), slide.section)
            slides.append(ChosenSlide(slide, lay(slide)))
        else:
            others = [other for other in single if other is not slide]
            slides += _slides(slide, chooser, others)
    return tuple(slides)


def _without_repeated_words(topic: Topic) -> Topic:
    """Return a topic in which figures stand as figures, and nothing is said twice."""
    even = without_said_points(with_even_points(with_columns(topic)))
    figured = without_said_clauses(without_said_figures(with_own_figures(even)))
    return without_said_lead(figured)


def _best_fill(topic: Topic, theme: DeckTheme, lay: Callable[[Slide], Measurement]) -> float:
    """Return how full the slide of a topic is at best, 0 where no layout holds it on one slide.

    A topic for which all layouts are empty by design is full enough.
    """
    if not has_row(topic, theme):
        return 0.0
    rows = [row for row in candidates(topic, Past(), theme)[0] if not row.airy]
    if not rows:
        return LEAST_FILL
    *_, measurement, _ = _best(topic, rows, lay)
    return measurement.fill if measurement.count == 1 else 0.0


def _look(topic: Topic, theme: DeckTheme, lay: Callable[[Slide], Measurement]) -> str:
    """Return the look of the first row that holds a topic whole, "" where there is none.

    A topic that leaves all its layouts hollow has none.
    """
    fitting = (row for row in rows_for(topic) if not misfit(row, topic, theme))
    look = next((row.look for row in fitting), "")
    return look if look and _best_fill(topic, theme, lay) >= LEAST_FILL else ""


def _mass(theme: DeckTheme, layout: str) -> str:
    return theme.layouts[layout].mass if layout in theme.layouts else ""


def _slides(
    topic: Topic, chooser: _Chooser[L], others: list[Slide | Topic]
) -> Iterator[ChosenSlide[L]]:
    """Yield the slide of a topic, and one more for each part of it that stands alone.

    Figures that stood alone and that `others` show are left out.
    """
    queue = [topic]
    is_continuation = False
    while queue:
        whole, rest = next_part(queue.pop(0), chooser.theme)
        rows, rejections = candidates(whole, chooser.past, chooser.theme)
        row, slide, measurement, trials = _best(whole, rows, chooser.lay)
        if rest and not (
            _is_of_figures(rest)
            and all(is_shown(f, [whole, *others]) for f in rest.groups["figure"])
        ):
            queue = [rest, *queue]
        if measurement.count > 1 and len(whole.groups) > 1 and not whole.form:
            # What runs over beside another group has a slide of its own.
            queue = [part for part in apart(whole) if part] + queue
            continue
        layout = layout_of(row, whole, chooser.theme)
        chooser.past.add(row.look, layout.mass if layout else "", topic.section, row)
        choice = Choice(whole, row, _reason(topic, row), measurement.fill, (*rejections, *trials))
        yield ChosenSlide(slide, measurement, choice, is_continuation)
        is_continuation = True


def _is_of_figures(topic: Topic) -> bool:
    return topic.groups.keys() == {"figure"} and topic.slots.keys() <= {"kicker", "title", "text"}


def _reason(topic: Topic, row: Row) -> str:
    if topic.form and row.layout in layouts_of_form(topic.form):
        return f"作者指定 show: {topic.form}"
    if topic.merged_from:
        return f"{row.reason}（{'、'.join(f'“{title}”' for title in topic.merged_from)}合成一页）"
    return row.reason


def _best(
    topic: Topic, rows: list[Row], lay: Callable[[Slide], L]
) -> tuple[Row, Slide, L, list[Rejection]]:
    """Return the first row in which a topic stands on one slide that is not hollow.

    Where there is none it is the fullest of those on one slide, else the first of all. The rows
    tried before it are returned with what was wrong with them.
    """
    trials: list[tuple[Row, Slide, L]] = []
    for row in rows:
        slide = arrange(topic, row)
        measurement = lay(slide)
        trials.append((row, slide, measurement))
        if measurement.count == 1 and (row.airy or measurement.fill >= LEAST_FILL):
            break
    best = max(trials, key=_merit)
    faults = [(row, _fault(measurement)) for row, _, measurement in trials if row is not best[0]]
    return *best, faults


def _merit(trial: tuple[Row, Slide, L]) -> tuple[bool, bool, float]:
    row, _, measurement = trial
    stands = measurement.count == 1
    full = stands and (row.airy or measurement.fill >= LEAST_FILL)
    return stands, full, measurement.fill if stands else 0.0


def _fault(measurement: Measurement) -> str:
    return "排不下" if measurement.count > 1 else f"太空（{measurement.fill:.0%}）"
