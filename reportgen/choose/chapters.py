"""The divider of a thin chapter joins its first content, where a layout has room for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.document.nodes import Slide, Topic

#: a chapter of at most so many slides behind its divider is thin
_THIN = 2
_DIVIDER = "section"


def without_thin_dividers(
    slides: Sequence[Slide | Topic], has_room: Callable[[Topic], bool]
) -> list[Slide | Topic]:
    """Return the slides; a thin chapter has its number and name on its first slide of content.

    `has_room` says whether some layout holds a topic whole. An author's form, and content that no
    such layout holds, leave the divider where it is.
    """
    result: list[Slide | Topic] = []
    for index, slide in enumerate(slides):
        divider = result[-1] if result else None
        if isinstance(slide, Topic) and isinstance(divider, Slide) and divider.layout == _DIVIDER:
            merged = _merged(divider, slide)
            if _length(slides, index) <= _THIN and not slide.form and has_room(merged):
                result[-1] = merged
                continue
        result.append(slide)
    return result


def _length(slides: Sequence[Slide | Topic], first: int) -> int:
    """Return how many slides of one chapter there are from the index `first` on."""
    chapter = slides[first].section
    rest = slides[first:]
    return next((n for n, slide in enumerate(rest) if slide.section != chapter), len(rest))


def _merged(divider: Slide, topic: Topic) -> Topic:
    head = {"section-title" if n == "title" else n: value for n, value in divider.slots.items()}
    head.pop("kicker", None)
    return replace(
        topic,
        slots={**head, **{name: v for name, v in topic.slots.items() if name != "kicker"}},
        notes=(*divider.notes, *topic.notes),
        id=divider.id or topic.id,
        seconds=divider.seconds + topic.seconds,
    )
