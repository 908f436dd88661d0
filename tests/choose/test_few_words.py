"""Words so few that they leave every layout hollow stand in large type, and none of them is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.themes import JULI
from support.topics import points, prose, topic

from reportgen.choose.chooser import LEAST_FILL
from reportgen.choose.table import ROWS, Place, Row
from reportgen.document.nodes import Deck, Number, Properties, Prose, SlotValue, Topic
from reportgen.theme.deck import DeckTheme
from reportgen.theme.loading import load_theme
from reportgen.workspace import DiskWorkspace
from reportgen.write.powerpoint import LoweredSlide, lower
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.text_runs import plain_text

STYLES = ("juli", "editorial")
#: what a slot needs that no word can be
NUMERALS = {"figure", "last", "this"}
OBJECTS = {"picture", "chart", "table", "emblem"}
#: the parts that the templates give to each element of a group that a place takes as it is
USUAL_PARTS = {"event": {"month", "event"}, "step": {"name"}, "honour": {"honour"}}


def slides_of(theme: DeckTheme, *topics: Topic) -> tuple[LoweredSlide, ...]:
    return lower(Deck(Properties("试"), topics), theme).slides


def words_on(slide: LoweredSlide) -> str:
    texts = [placed for placed in slide.placed if isinstance(placed, PlacedText)]
    return "".join(plain_text(paragraph) for text in texts for paragraph in text.paragraphs)


def test_a_ring_of_four_short_names_is_stated_under_its_lead(theme: DeckTheme) -> None:
    steps = ({"name": prose("听"), "text": prose("挨户听")},)
    steps = (*steps, *({"name": prose(name)} for name in ("记", "办", "回")))
    ring = replace(topic(slots={"lead": prose("一米")}, step=steps), traits={"ring"})
    (slide,) = slides_of(theme, ring)
    assert slide.choice is not None
    assert slide.layout.family.startswith("statement")
    assert ("ring", "太空") in [(row.layout, why[:2]) for row, why in slide.choice.rejections]
    for words in ("一米", "听　挨户听", "回"):
        assert words in words_on(slide)


def test_two_slides_of_few_words_do_not_look_alike(theme: DeckTheme) -> None:
    few = topic(point=points("听", "记", "办", "回"))
    first, second = slides_of(theme, few, few)
    assert {first.layout.family, second.layout.family} == {"statement", "statement-side"}


def test_the_form_that_the_author_wants_stays(theme: DeckTheme) -> None:
    (slide,) = slides_of(theme, topic("bullets", point=points("听", "记")))
    assert slide.layout.family == "bullets"


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_the_fewest_words_that_a_row_takes_leave_no_slide_hollow(style: str) -> None:
    workspace = DiskWorkspace({"templates": JULI.parent, "content": JULI.parents[1] / "content"})
    theme = load_theme(workspace, f"templates/{style}").deck("")
    hollow = []
    for row in ROWS:
        if row.airy or row.layout.startswith(("section", "quote")) or not is_of_words(row):
            continue
        for few in (least_of(row), replace(least_of(row), traits=frozenset())):
            hollow += [
                f"{row.layout} → {slide.layout.id} {slide.fill:.0%}"
                for slide in slides_of(theme, few)
                if slide.choice and not slide.choice.row.airy and slide.fill < LEAST_FILL
            ]
    assert hollow == []


def is_of_words(row: Row) -> bool:
    return bool(row.places) and not any(OBJECTS & place.parts for place in row.places)


def least_of(row: Row) -> Topic:
    """Return a topic of the fewest and shortest texts that a row takes."""
    once = {name: prose("字词") for name in row.needed}
    groups = {place.group: least_group(place) for place in row.places}
    return replace(topic(slots=once, **groups), traits=row.traits)


def least_group(place: Place) -> tuple[dict[str, SlotValue], ...]:
    names = place.parts or USUAL_PARTS.get(place.group, {"text"})
    part: dict[str, SlotValue] = {name: shortest(name) for name in sorted(names)}
    return (part,) * max(place.least, 1)


def shortest(name: str) -> Prose:
    return Prose(((Number("3", "次"),),)) if name in NUMERALS else prose("字词")
