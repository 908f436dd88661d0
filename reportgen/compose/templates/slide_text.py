"""What the slide of a work says: whole sentences and clauses of its text, and what its author overrides.

The rules, in the words of the manual:

- The title is the work's; the notes are its text without clauses that only cite a table.
- The points are the sentences of the text. A long sentence is parted at its semicolons. A sentence
  that opens with a short name and a colon gets the name in bold.
- Nothing is shortened or reworded. Where the sentences are too many or too long for points, the
  slide carries the paragraphs themselves.
- Whatever the author writes in `slide:` takes the place of what the rules give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.content.citations import without_pointers
from reportgen.content.model import Point, Work, YearRecord
from reportgen.spans import Located, place_inside

#: most points of a slide, and most characters of one: design rule “at most six lines of about 25
#: characters”, each point two lines
MOST_POINTS = 6
LONGEST_POINT = 60
#: characters above which a sentence is parted at its semicolons
LONG_SENTENCE = 36
#: a single sentence of at most so many characters stands alone as a statement
LONGEST_STATEMENT = 40
#: characters of a name before a colon
LONGEST_NAME = 8

_OPENING = "“‘（《【(「『"
_CLOSING = "”’）》】)」』"
_SENTENCE_END = "。！？\n"


@dataclass(frozen=True, slots=True)
class SlideText:
    """The texts of one work's slide."""

    #: the layout the author wants, "" where the program chooses
    show: str
    title: str
    panel: str
    brief: str
    points: tuple[Point, ...]
    #: whether the points may be left out where they have no room: the text says them in full
    points_are_spare: bool
    #: the steps of the method
    steps: tuple[Point, ...]
    #: how the parts belong together: order, ring, ranks, pair, or ""
    relation: str
    heads: tuple[str, ...]
    notes: str


def slide_text(work: Work, record: YearRecord) -> SlideText:
    """Return what the slide of `work` says."""
    slide = work.slide
    method = record.methods.get(work.method) if work.method else None
    show = "" if slide.show == "auto" else str(slide.show)
    points = slide.points or derived_points(work.text)
    own = bool(slide.points)
    shown_beside = work.brands or work.charts or work.tables or (method and method.items)
    spare = not own and bool(show or shown_beside)
    if spare and slide.notes:
        points = ()  # the author speaks of the work in other words; the report has the text
    steps = method.items if method else ()
    relation = str(slide.relation or (method.relation if method else ""))
    if relation and not steps and all(point.name for point in points):
        steps, points = points, ()  # points in an order, a ring or ranks are steps
    return SlideText(
        show=show,
        title=slide.title or work.title,
        panel=slide.panel,
        brief=slide.brief,
        points=points,
        points_are_spare=spare,
        steps=steps,
        relation=relation,
        heads=slide.heads,
        notes=slide.notes or without_pointers(work.text) or slide.brief,
    )


def derived_points(text: str) -> tuple[Point, ...]:
    """Return the points that the sentences of `text` make, none where they are too many or long."""
    points = []
    for sentence in _parts(text, _SENTENCE_END):
        is_long = len(sentence) > LONG_SENTENCE
        points += [_point(part) for part in (_parts(sentence, "；") if is_long else (sentence,))]
    fits = all(len(point.name) + len(point.text) <= LONGEST_POINT for point in points)
    return tuple(points) if fits and 1 <= len(points) <= MOST_POINTS else ()


def _point(text: str) -> Point:
    head = re.match(rf"[^，。；：“]{{2,{LONGEST_NAME}}}：", text)
    if head is None or head.end() == len(text):
        return Point.model_construct(name="", text=text)
    name, rest = _part(text, 0, head.end() - 1), _part(text, head.end(), len(text))
    return Point.model_construct(name=name, text=rest)


def _parts(text: str, ends: str) -> Iterator[str]:
    """Yield the parts of `text` between the marks of `ends` that stand outside quotes and brackets."""
    depth = start = 0
    for position, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in ends and (depth == 0 or character == "\n"):
            depth = 0
            if part := _part(text, start, position + (character in "！？")):
                yield part
            start = position + 1
    if part := _part(text, start, len(text)):
        yield part


def _part(text: str, start: int, end: int) -> str:
    """Return characters `start` to `end` of `text` without blanks around them, with their place."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    part = part.strip()
    span = place_inside(text, start, start + len(part))
    return Located.at(part, span) if span else part
