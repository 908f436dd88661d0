"""A slide for which nobody wrote speech gets the sentences that stand on it."""

from __future__ import annotations

from reportgen.compose.speech import with_speech
from reportgen.document.nodes import (
    Content,
    Deck,
    LineBreak,
    Number,
    Properties,
    Prose,
    Slide,
    Text,
    Topic,
)
from reportgen.document.walk import plain_text


def prose(*lines: str) -> Prose:
    return Prose(tuple((Text(line),) for line in lines))


def spoken(*slides: Slide | Topic) -> list[list[str]]:
    """Return what is said of the slides, which follow one with speech."""
    opening = Slide("cover", {}, notes=((Text("下面汇报。"),),))
    deck = with_speech(Deck(Properties("讲"), (opening, *slides)))
    return [[plain_text(note) for note in slide.notes] for slide in deck.slides[1:]]


def test_speech_of_the_template_stays_as_it_is() -> None:
    assert spoken(Topic({"title": prose("标题")}, notes=((Text("讲这一页。"),),))) == [
        ["讲这一页。"]
    ]


def test_a_slide_with_nothing_but_asides_says_its_sentences_before_them() -> None:
    aside = (Text("【备查】名单。"),)
    lead: Content = (Text("学在前面"), LineBreak(), Text("改在实处"))
    topic = Topic({"title": prose("标题"), "lead": Prose((lead,))}, notes=(aside,))
    assert spoken(topic) == [["学在前面，改在实处。", "【备查】名单。"]]


def test_the_full_text_is_said_and_nothing_beside_it() -> None:
    points = ({"text": prose("要点")},)
    assert spoken(Topic({"text": prose("第一段。", "第二段。")}, {"point": points})) == [
        ["第一段。", "第二段。"]
    ]


def test_points_and_figures_are_said_as_sentences() -> None:
    points = ({"name": prose("巡在前"), "text": prose("党员每周巡查")}, {"text": prose("办得快。")})
    figures = tuple(
        {"figure": Prose(((Number(n, "次"),),)), "label": prose(label)}
        for n, label in (("104", "平安巡查"), ("18", "议事会"))
    )
    assert spoken(Topic({}, {"point": points}), Topic({}, {"figure": figures})) == [
        ["巡在前，党员每周巡查。", "办得快。"],
        ["平安巡查104次；议事会18次。"],
    ]


def test_a_title_is_said_where_there_is_nothing_else() -> None:
    assert spoken(Slide("section", {"title": prose("修通果园路")})) == [["修通果园路。"]]


def test_a_deck_without_notes_has_none() -> None:
    deck = Deck(Properties("讲"), (Topic({"title": prose("标题")}),))
    assert with_speech(deck) == deck
