"""Two thin slides that stand side by side in one chapter become one.

Figures and points stand together; points and points in two columns, each under its own title.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reportgen.choose.arrange import as_paragraphs
from reportgen.choose.capacity import length
from reportgen.document.nodes import Content, Prose, Slide, SlotValue, Topic
from reportgen.document.speech import joined_notes
from reportgen.document.walk import plain_text

#: a slide of at most so many points of so many characters, or so many figures, is thin
_FEW_POINTS, _SHORT_POINT, _FEW_FIGURES = 3, 8, 2
#: characters of a title that stands as the head of a column, and as the name of a point
_COLUMN_HEAD, _POINT_NAME = 12, 6
#: what a slide that may be merged is made of
_PLAIN = frozenset({"point", "figure"})
_ONCE = frozenset({"kicker", "title", "text"})
_DIVIDER = "section"


def merge_thin_slides(
    slides: Sequence[Slide | Topic], fill: Callable[[Topic], float], least_fill: float
) -> list[Slide | Topic]:
    """Return the slides, thin neighbours as one, each at most once.

    `fill` returns how full the slide of a topic is at best, 0 where no layout holds it whole.
    """
    result: list[Slide | Topic] = []
    chapter: SlotValue | None = None
    for slide in slides:
        if isinstance(slide, Slide):
            chapter = slide.slots.get("title") if slide.layout == _DIVIDER else None
        before = result[-1] if result else None
        if isinstance(slide, Topic) and isinstance(before, Topic) and _may_merge(before, slide):
            one = _one_of(before, slide, chapter)
            if one is not None:
                fills = fill(before), fill(slide)
                thin = min(fills) < least_fill or _is_slight(before) or _is_slight(slide)
                if thin and fill(one) >= least_fill:
                    result[-1] = one
                    continue
        result.append(slide)
    return result


def _may_merge(first: Topic, second: Topic) -> bool:
    alike = (first.section, first.playback) == (second.section, second.playback)
    return alike and all(
        not topic.form
        and not topic.merged_from
        and bool(topic.groups)
        and topic.groups.keys() <= _PLAIN
        and topic.slots.keys() <= _ONCE
        for topic in (first, second)
    )


def _is_slight(topic: Topic) -> bool:
    """Return whether a topic has few and short points, and few figures."""
    points = topic.groups.get("point", ())
    texts = ["".join(map(_plain, point.values())) for point in points]
    few = len(points) <= _FEW_POINTS and len(topic.groups.get("figure", ())) <= _FEW_FIGURES
    return few and all(length(text) <= _SHORT_POINT for text in texts)


def _one_of(first: Topic, second: Topic, chapter: SlotValue | None) -> Topic | None:
    """Return two topics as one, None where they have no common form."""
    kinds = [frozenset(topic.groups) for topic in (first, second)]
    if kinds in ([{"figure"}, {"point"}], [{"point"}, {"figure"}]):
        return _figures_and_points(first, second)
    if kinds == [{"point"}, {"point"}] and chapter is not None:
        return _columns(first, second, chapter)
    return None


def _figures_and_points(first: Topic, second: Topic) -> Topic | None:
    """Return figures and points as one under the title of the points.

    The title of the figures names the first point, or is left out if it is spare.
    """
    figures, texts = (first, second) if "figure" in first.groups else (second, first)
    points = texts.groups["point"]
    title = figures.slots.get("title")
    if "title" not in figures.spare and title is not None:
        if "name" in points[0] or length(_plain(title)) > _POINT_NAME:
            return None
        points = ({"text": as_paragraphs([{"name": title, **points[0]}])}, *points[1:])
    return replace(
        _together(first, second),
        slots={**texts.slots, **_text_of_both(first, second)},
        groups={"figure": figures.groups["figure"], "point": points},
    )


def _columns(first: Topic, second: Topic, chapter: SlotValue) -> Topic | None:
    """Return two topics of points as two columns under the title of their chapter."""
    columns: list[Mapping[str, SlotValue]] = []
    for topic in (first, second):
        title = topic.slots.get("title")
        if title is None or length(_plain(title)) > _COLUMN_HEAD:
            return None
        columns.append({"head": title, "body": as_paragraphs(topic.groups["point"])})
    return replace(
        _together(first, second),
        slots={**first.slots, "title": chapter, **_text_of_both(first, second)},
        groups={"column": tuple(columns)},
    )


def _together(first: Topic, second: Topic) -> Topic:
    """Return the first topic with what both have to say besides their slots and groups."""
    return replace(
        first,
        traits=first.traits | second.traits,
        spare=frozenset(),
        notes=joined_notes(first.notes, second.notes),
        id=first.id or second.id,
        seconds=first.seconds + second.seconds,
        merged_from=tuple(_plain(topic.slots.get("title")) for topic in (first, second)),
    )


def _text_of_both(first: Topic, second: Topic) -> dict[str, SlotValue]:
    """Return the full texts of two topics as one."""
    texts = [
        text for topic in (first, second) if isinstance(text := topic.slots.get("text"), Prose)
    ]
    paragraphs: tuple[Content, ...] = tuple(p for text in texts for p in text.paragraphs)
    return {"text": Prose(paragraphs)} if paragraphs else {}


def _plain(value: SlotValue | None) -> str:
    if not isinstance(value, Prose):
        return ""
    return "".join(plain_text(paragraph, line_break="") for paragraph in value.paragraphs)
