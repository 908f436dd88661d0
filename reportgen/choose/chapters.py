"""The chapters of a deck: their first slides, to which links lead, and their dividers.

The divider of a thin chapter joins its first content, where a layout has room for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from reportgen.choose.forms import is_of_form
from reportgen.document.nodes import Prose, Slide, Topic
from reportgen.document.speech import joined_notes
from reportgen.document.walk import plain_text

#: a chapter of at most so many slides behind its divider is thin
_THIN = 2
_DIVIDER = "section"
#: what a divider says of its chapter: where it stands, what it is called
_NAMES = frozenset({"kicker", "numeral", "role", "type", "power", "title"})


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
    layout holds, all dividers stay; in a deck whose every chapter is a single slide none is left that only
    names its chapter.
    """
    chapters: dict[int, tuple[Slide, Topic]] = {}
    lengths: list[int] = []
    all_join = True
    for index, (divider, topic) in enumerate(pairwise(slides)):
        if isinstance(divider, Slide) and _is_divider(divider):
            lengths.append(_length(slides, index + 1))
            if lengths[-1] <= _THIN and isinstance(topic, Topic):
                chapters[index] = divider, topic
                look = look_of(_with_head(divider, topic))
                all_join = all_join and bool(look) and is_of_form(look, topic.form)
    single = lengths == [1] * len(chapters) and all(_is_bare(d) for d, _ in chapters.values())
    if not all_join and not single:
        return list(slides)
    first = _with_head if all_join else _with_speech
    joints = {index: first(*chapter) for index, chapter in chapters.items()}
    return [joints.get(i, slide) for i, slide in enumerate(slides) if i - 1 not in joints]


def _is_divider(slide: Slide | Topic) -> bool:
    return isinstance(slide, Slide) and slide.layout == _DIVIDER


def _is_bare(divider: Slide) -> bool:
    """Return whether a divider has only the number and the name of its chapter."""
    return divider.slots.keys() <= _NAMES


def _length(slides: Sequence[Slide | Topic], first: int) -> int:
    """Return how many slides of one chapter there are from the index `first` on."""
    chapter = slides[first].section
    rest = slides[first:]
    return next((n for n, slide in enumerate(rest) if slide.section != chapter), len(rest))


def _with_head(divider: Slide, topic: Topic) -> Topic:
    """Return the first slide of a chapter with the chapter's number and name on it, in place of its kicker."""
    head = {"section-title" if n == "title" else n: value for n, value in divider.slots.items()}
    head.pop("kicker", None)
    own = {name: value for name, value in topic.slots.items() if name != "kicker"}
    return replace(_with_speech(divider, topic), slots={**head, **own})


def _with_speech(divider: Slide, topic: Topic) -> Topic:
    """Return a topic to which links to its chapter lead, with the speech of both slides.

    A speech that only reads the name of the chapter is left out.
    """
    name = divider.slots.get("title")
    title = "".join(map(plain_text, name.paragraphs)) if isinstance(name, Prose) else ""
    first = () if [plain_text(n) for n in divider.notes] == [f"{title}。"] else divider.notes
    return replace(
        topic,
        notes=joined_notes(first, topic.notes),
        id=divider.id or topic.id,
        seconds=divider.seconds + topic.seconds,
    )
