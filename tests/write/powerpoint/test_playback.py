"""How slides are played: points that come one by one, hidden slides, slides that stay at a click."""

from __future__ import annotations

import io

import pptx
import pytest
from lxml import etree
from support import documents

from reportgen.content.loading import load
from reportgen.document.nodes import Deck
from reportgen.theme.loading import load_theme
from reportgen.write.powerpoint import LoweredDeck, write_deck

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture(scope="module")
def slides() -> tuple[LoweredDeck, list[etree._Element]]:
    """Return the deck of the long sample lesson, and the markup of its slides."""
    (subject,) = load(documents.SUPPLIED, ["five-types"]).subjects("lesson")
    deck = documents.composed("party-lesson", subject).document
    lowered = documents.lowered("party-lesson", subject)
    assert isinstance(deck, Deck)
    assert lowered
    theme = load_theme(documents.SUPPLIED, documents.FOLDER).deck(deck.palette)
    data = write_deck(lowered, theme, documents.SUPPLIED.read).data
    return lowered, [slide.element for slide in pptx.Presentation(io.BytesIO(data)).slides]


def test_points_come_one_by_one_where_they_are_asked_to(
    slides: tuple[LoweredDeck, list[etree._Element]],
) -> None:
    built = 0
    for slide, markup in zip(slides[0].slides, slides[1], strict=True):
        timing = markup.find(f"{_P}timing")
        assert (timing is not None) == slide.playback.steps
        if timing is None:
            continue
        built += 1
        ids = [int(one.get("id", "0")) for one in timing.iter(f"{_P}cTn")]
        assert ids == sorted(set(ids)), "every node of the timing has an id of its own"
        shapes = {one.get("id") for one in markup.iter(f"{_P}cNvPr")}
        targets = [one.get("spid") for one in timing.iter(f"{_P}spTgt")]
        assert set(targets) <= shapes
        clicks = [one for one in timing.iter(f"{_P}cTn") if one.get("nodeType") == "clickEffect"]
        assert len(clicks) == slide.layout.count
    assert built


def test_spare_slides_are_hidden_and_question_slides_stay(
    slides: tuple[LoweredDeck, list[etree._Element]],
) -> None:
    hidden = [markup.get("show") == "0" for markup in slides[1]]
    assert hidden == [slide.playback.hidden for slide in slides[0].slides]
    assert hidden[-1]
    transitions = [markup.find(f"{_P}transition") for markup in slides[1]]
    stays = [one is not None and one.get("advClick") == "0" for one in transitions]
    assert stays == [slide.playback.stays for slide in slides[0].slides]
    assert sum(stays) == 2
