"""In which order the rows that hold a topic are tried, after the slides that stand before it.

The order of precedence: the form that the author wants; what the author says of the parts; not a
layout that looks like the last one; not the same side heavy three times running; the order of the
table, in which the layouts of a lead and its points take turns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.choose.arrange import HEAD
from reportgen.choose.fitting import layout_of, misfit, rows_for
from reportgen.choose.forms import layouts_of_form
from reportgen.choose.table import ROWS, TITLE, Row, few_words, running_text
from reportgen.document.nodes import Topic
from reportgen.theme.deck import DeckTheme

#: a row and why it was passed over
Rejection = tuple[Row, str]
#: this layout stands at most once in a chapter: three gathering lines are a pattern, six a habit
_ONCE_A_CHAPTER = "points-gather"


@dataclass(eq=False, slots=True)
class Past:
    """What the slides before look like: the last look, the last two heavy sides, whose turns it was.

    `turns` has the place in the table of the row that was used last, by the name of the rows that take
    turns. `chapter` is the section of the last slide, `looks` are the looks of the slides in it.
    """

    look: str = ""
    masses: tuple[str, str] = ("", "")
    turns: dict[str, int] = field(default_factory=dict)
    chapter: str = ""
    looks: set[str] = field(default_factory=set)

    def add(self, look: str, mass: str, section: str, row: Row | None = None) -> None:
        """Add a slide."""
        if section != self.chapter:
            self.chapter, self.looks = section, set()
        self.look, self.masses = look, (self.masses[1], mass)
        self.looks.add(look)
        if row is not None and row.turns:
            self.turns[row.turns] = ROWS.index(row)


def candidates(topic: Topic, past: Past, theme: DeckTheme) -> tuple[list[Row], list[Rejection]]:
    """Return the rows that hold a topic, the first to be tried first, and those passed over."""
    if not topic.groups and topic.slots.keys() <= set(HEAD):
        return [TITLE], []
    rows: list[Row] = []
    rejections: list[Rejection] = []
    for row in rows_for(topic):
        if fault := misfit(row, topic, theme):
            rejections.append((row, fault))
        else:
            rows.append(row)
    preferences = [row for row in rows if row.layout in layouts_of_form(topic.form)]
    if topic.form and preferences:
        return preferences, rejections
    if preferences := [row for row in rows if row.traits]:
        # A diagram that its few words leave hollow gives way to the other rows.
        rows = [*preferences, *(row for row in rows if not row.traits)]
        return [*rows, *_in_few_words(rows[0], topic, past, theme)], rejections
    if not rows:
        # A text too long for every layout is divided among slides when the deck is lowered.
        there = [row for row, _ in rejections if layout_of(row, topic, theme)]
        return [there[-1] if there else running_text(topic)], rejections
    for name in dict.fromkeys(row.turns for row in rows if row.turns):
        rows = _in_turn(rows, name, past.turns.get(name, -1))
    for why, unwanted in (
        ("上一页刚用过", [row for row in rows if row.look == past.look]),
        ("这一章已用过", [row for row in rows if _is_used_up(row, topic, past)]),
        ("连着三页重在一边", [row for row in rows if _is_lopsided(row, topic, past, theme)]),
    ):
        others = [row for row in rows if row not in unwanted]
        if others:
            rejections += [(row, why) for row in rows if row in unwanted]
            rows = others
    return [*rows, *_in_few_words(rows[0], topic, past, theme)], rejections


def _in_few_words(row: Row, topic: Topic, past: Past, theme: DeckTheme) -> list[Row]:
    """Return the rows for words so few that all rows that hold the topic are hollow, the last to be tried."""
    rows = [stated for stated in few_words(topic, row) if not misfit(stated, topic, theme)]
    return [stated for stated in rows if stated.look != past.look] or rows


def _is_used_up(row: Row, topic: Topic, past: Past) -> bool:
    """Return whether a layout that stands once in a chapter stands in this one."""
    is_in_chapter = topic.section == past.chapter and row.look in past.looks
    return is_in_chapter and row.look == _ONCE_A_CHAPTER


def _is_lopsided(row: Row, topic: Topic, past: Past, theme: DeckTheme) -> bool:
    """Return whether a layout is heavy on the side on which the last two slides are."""
    layout = layout_of(row, topic, theme)
    return layout is not None and bool(layout.mass) and past.masses == (layout.mass,) * 2


def _in_turn(rows: list[Row], name: str, turn: int) -> list[Row]:
    """Return the rows, those that take turns under a name in the order that begins behind row `turn`."""
    rotating = [row for row in rows if row.turns == name]
    behind = [row for row in rotating if ROWS.index(row) > turn]
    before = [row for row in rotating if row not in behind]
    first = rows.index(rotating[0])
    others = [row for row in rows if row.turns != name]
    return [*others[:first], *behind, *before, *others[first:]]
