"""The facts of a branch's year: every value that its author wrote for a reader, in order.

Which fields of the model hold facts and which steer the program says the model (`base.STEERS`). A fact
is known by its place: two facts may have the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from reportgen.content import trends
from reportgen.content.branch_year import BranchYear
from reportgen.content.dates import WrittenDate
from reportgen.content.model import WorkSlide
from reportgen.content.model.base import SPEECH, STEERS, Part
from reportgen.content.quantities import Quantity, Wording
from reportgen.content.roster import is_office
from reportgen.spans import Span, span_of

#: fields that give a part of the content its name, the first that is filled
_NAMES = ("title", "name", "task", "label", "speaker", "type")
#: characters of a name in the path of a fact
_MOST_NAMED = 16


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of the content: its Chinese path (各章《夯实根基》› 工作《书记课堂》› 正文), words and place.

    `is_speech` tells that it was written for the speaker alone. `item` names the item of a list that it
    belongs to, `field` what it is of every such item (荣誉 › 级别); "" where it belongs to none.
    """

    path: str
    text: str
    span: Span
    is_speech: bool = False
    item: str = ""
    field: str = ""


class _Way(NamedTuple):
    """The way from the root of a file to a value: the fields of a `Fact`."""

    path: str = ""
    is_speech: bool = False
    item: str = ""
    field: str = ""

    def to_field(self, title: str, *, is_speech: bool) -> _Way:
        """Return the way to a field of the part at its end."""
        field = f"{self.field} › {title}" if self.item else ""
        path = f"{self.path} › {title}" if self.path else title
        return _Way(path, is_speech, self.item, field)

    def to_item(self, number: int, item: Any) -> _Way:
        """Return the way to an item of the list at its end."""
        name = f"《{_short(name)}》" if (name := _name_of(item)) else f" {number}"
        return _Way(f"{self.path}{name}", self.is_speech, f"{self.path} {number}", self.path)


def facts_of(entry: BranchYear) -> tuple[Fact, ...]:
    """Return the facts of a branch's year as they stand in branch.yaml and in the record.

    A text that an alias of YAML repeats is one fact. What branch.yaml says is a fact of the branch's last
    year, for it says how things are then. A figure, and the name of a method or of its items, that a
    text states is in that text, and so is a phrase for a slide that the text of its work has. A figure
    that nobody counted (没统计) is no fact. A slide that is not to be made (`show: none`) has none.
    """
    branch = _of_part(entry.branch, _Way("支部")) if entry.is_latest else ()
    statements = entry.statements
    stated = {
        span_of(figure.value.text)
        for figure in entry.record.figures.values()
        if statements.has_figure(figure)
    }
    for figure in entry.record.figures.values():
        if trends.has_nothing(figure, entry.year):
            stated |= {span_of(figure.value.text), span_of(figure.note)}
    for work in (work for chapter in entry.chapters for work in chapter.works):
        slide = work.slide
        texts = (t for point in slide.points for t in (point.name, point.text))
        for phrase in (slide.panel, slide.brief, *texts):
            if phrase and phrase in (slide.notes or work.text):
                stated.add(span_of(phrase))
    # Who usually has an office in a party group: the minutes have that member's name.
    for habit in entry.record.meetings.values():
        people = (habit.chair, habit.recorder)
        stated |= {span_of(words) for words in people if is_office(entry.branch, words)}
    for method in entry.record.methods.values():
        names = (method.name, *(item.name for item in method.items))
        stated |= {span_of(name) for name in names if statements.has(name)}
    facts = [f for f in (*branch, *_of_part(entry.record, _Way())) if f.span not in stated]
    return tuple({(fact.span, fact.text): fact for fact in reversed(facts)}.values())[::-1]


def _of_part(part: Part, way: _Way) -> Iterator[Fact]:
    for name, title, is_speech in _fields_of(type(part)):
        value = getattr(part, name)
        if value or value == 0:
            yield from _of_value(value, way.to_field(title, is_speech=is_speech))


@cache
def _fields_of(model: type[Part]) -> tuple[tuple[str, str, bool], ...]:
    """Return the name and Chinese title of each field of a model with facts, and whether it is speech."""
    return tuple(
        (name, field.title or name, SPEECH in field.metadata)
        for name, field in model.model_fields.items()
        if STEERS not in field.metadata
    )


def _of_value(value: Any, way: _Way) -> Iterator[Fact]:
    if isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _of_value(item, way.to_item(number, item))
    elif isinstance(value, dict):
        for key, item in value.items():
            # A name in English letters is a code for references.
            name = _name_of(item) if isinstance(key, str) and key.isascii() else ""
            path = f"{way.path}《{_short(name or str(key))}》"
            yield from _of_value(item, _Way(path, *way[1:]))
    elif isinstance(value, Part):
        if not (isinstance(value, WorkSlide) and value.show == "none"):
            yield from _of_part(value, way)
    else:
        text = value.text if isinstance(value, Quantity | Wording | WrittenDate) else value
        span = span_of(text)
        if span and any(map(str.isalnum, str(text))):
            yield Fact(way.path, str(text), span, *way[1:])


def _name_of(item: Any) -> str:
    kind: type = type(item)
    names = (getattr(item, field) for field in _naming_fields(kind))
    return next((str(name) for name in names if name), "")


@cache
def _naming_fields(kind: type) -> tuple[str, ...]:
    """Return the fields that give a part of a class its name; () for a class that is no part."""
    fields = kind.model_fields if issubclass(kind, Part) else {}
    return tuple(name for name in _NAMES if name in fields)


def _short(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= _MOST_NAMED else f"{flat[:_MOST_NAMED]}…"
