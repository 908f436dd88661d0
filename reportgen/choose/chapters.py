"""The chapters of a deck: their first slides, to which links lead, and their dividers.

The divider of a thin chapter joins its first content, where a layout has room for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from reportgen.document.nodes import Slide, Topic
from reportgen.document.speech import joined_notes

#: a chapter of at most so many slides behind its divider is thin
_THIN = 2
_DIVIDER = "section"


def with_ids_of_sections(slides: Sequence[Slide | Topic]) -> list[Slide | Topic]:
    """Return the slides with ids: the first slide of a section is what links to the section lead to."""
    ids = {slide.id for slide in slides if slide.id}
    links = {link for slide in slides if isinstance(slide, Slide) for link in slide.links} - ids
    result: list[Slide | Topic] = []
    for slide in slides:
        if slide.section in links and not slide.id:
            links.remove(slide.section)
            result.append(replace(slide, id=slide.section))
        else:
            result.append(slide)
    return result


def without_thin_dividers(
    slides: Sequence[Slide | Topic], look_of: Callable[[Topic], str]
) -> list[Slide | Topic]:
    """Return the slides; each thin chapter has its number and name on its first slide of content.

    `look_of` returns what the slide of a topic looks like, "" where no layout holds it whole. All thin
    chapters of a deck open in one manner: where one has an author's form there, or content that no such
    layout holds, all dividers stay.
    """
    joints: dict[int, Topic] = {}
    for index, (divider, topic) in enumerate(pairwise(slides)):
        if isinstance(divider, Slide) and _is_divider(divider) and isinstance(topic, Topic):
            if _length(slides, index + 1) > _THIN:
                continue
            joints[index] = _joint(divider, topic)
            if topic.form or not look_of(joints[index]):
                return list(slides)
    return [joints.get(i, slide) for i, slide in enumerate(slides) if i - 1 not in joints]


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
