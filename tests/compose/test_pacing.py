from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportgen.compose.pacing import pace
from reportgen.content.speech_time import duration
from reportgen.document.nodes import Deck, Playback, Properties, Prose, Slide, Text


def deck(seconds: int, lengths: list[int], fixed: dict[int, int] | None = None) -> Deck:
    slides = tuple(
        Slide(
            "text",
            {"body": Prose(((Text("x"),),))},
            notes=((Text("字" * length),),),
            seconds=(fixed or {}).get(index, 0),
        )
        for index, length in enumerate(lengths)
    )
    return Deck(Properties("讲"), slides, seconds=seconds)


@given(
    st.integers(10, 120),
    st.lists(st.integers(0, 900), min_size=1, max_size=20),
    st.sets(st.integers(0, 19), max_size=3),
)
def test_the_times_of_the_slides_add_up_to_the_talk_exactly(
    minutes: int, lengths: list[int], fixed: set[int]
) -> None:
    stated = dict.fromkeys((i for i in fixed if i < len(lengths) - 1), 60)
    paced, faults = pace(deck(minutes * 60, lengths, stated))
    if any(d.code == "time-budget" for d in faults):
        return
    assert sum(slide.seconds for slide in paced.slides) == minutes * 60
    assert all(slide.seconds >= 10 for slide in paced.slides)
    assert all(paced.slides[i].seconds == 60 for i in stated)


def test_the_time_is_shared_out_by_the_length_of_the_notes() -> None:
    paced, _ = pace(deck(300, [500, 500, 100]))
    assert [slide.seconds for slide in paced.slides] == [140, 130, 30]


def test_a_short_speech_takes_a_step_and_leaves_the_rest_to_the_long_ones() -> None:
    paced, _ = pace(deck(1200, [350, 2, 2, 648]))
    assert [slide.seconds for slide in paced.slides] == [390, 40, 40, 730]


def test_an_aside_takes_no_time() -> None:
    talk = deck(300, [500, 500])
    aside = replace(talk.slides[0], notes=((Text("【备查】" + "字" * 500),),))
    paced, _ = pace(replace(talk, slides=(*talk.slides, aside)))
    assert [slide.seconds for slide in paced.slides] == [150, 140, 10]


def test_a_hidden_slide_takes_no_time() -> None:
    result = deck(300, [500, 500, 100])
    hidden = replace(result.slides[0], playback=Playback(hidden=True))
    paced, _ = pace(replace(result, slides=(*result.slides, hidden)))
    assert [slide.seconds for slide in paced.slides] == [140, 130, 30, 0]


def test_a_talk_without_a_length_is_left_alone() -> None:
    untimed = deck(0, [10, 10])
    assert pace(untimed) == (untimed, [])


def test_stated_times_beyond_the_talk_are_a_fault() -> None:
    _, faults = pace(deck(120, [10, 10], {0: 180}))
    assert [d.code for d in faults] == ["time-budget"]


def test_notes_too_long_for_their_time_are_told() -> None:
    _, faults = pace(deck(60, [200, 300]))
    assert [(d.code, d.is_error) for d in faults] == [("speech-length", False)]


def test_times_are_told_as_people_say_them() -> None:
    assert [duration(s) for s in (30, 40, 60, 90, 100, 150)] == [
        "30秒", "40秒", "1分钟", "1分30秒", "1分40秒", "2分30秒",
    ]  # fmt: skip
