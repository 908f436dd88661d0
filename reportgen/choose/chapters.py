"""The divider of a thin chapter joins its first content, where a layout has room for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.document.nodes import Slide, Topic
from reportgen.document.speech import joined_notes

#: a chapter of at most so many slides behind its divider is thin
_THIN = 2
_DIVIDER = "section"


def without_thin_dividers(
    slides: Sequence[Slide | Topic], look_of: Callable[[Topic], str]
) -> list[Slide | Topic]:
    """Return the slides; a thin chapter has its number and name on its first slide of content.

    `look_of` returns what the slide of a topic looks like, "" where no layout holds it whole. The
    divider stays where it is beside an author's form, content that no such layout holds, and a slide
    that would look like the one before it.
    """
    result: list[Slide | Topic] = []
    before = ""
    for index, slide in enumerate(slides):
        divider = result[-1] if result else None
        if isinstance(slide, Topic) and isinstance(divider, Slide) and _is_divider(divider):
            joint = _joint(divider, slide)
            look = look_of(joint) if _length(slides, index) <= _THIN and not slide.form else ""
            if look and look != before:
                result[-1], before = joint, look
                continue
        if not _is_divider(slide):
            before = ""
        result.append(slide)
    return result


def _is_divider(slide: Slide | Topic) -> bool:
    return isinstance(slide, Slide) and slide.layout == _DIVIDER


def _length(slides: Sequence[Slide | Topic], first: int) -> int:
    """Return how many slides of one chapter there are from the index `first` on."""
    chapter = slides[first].section
    rest = slides[first:]
    return next((n for n, slide in enumerate(rest) if slide.section != chapter), len(rest))


def _joint(divider: Slide, topic: Topic) -> Topic:
    head = {"section-title" if n == "title" else n: value for n, value in divider.slots.items()}
    head.pop("kicker", None)
    return replace(
        topic,
        slots={**head, **{name: v for name, v in topic.slots.items() if name != "kicker"}},
        notes=joined_notes(divider.notes, topic.notes),
        id=divider.id or topic.id,
        seconds=divider.seconds + topic.seconds,
    )
