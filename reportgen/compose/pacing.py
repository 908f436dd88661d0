"""A deck with a length of time → each slide's share of it."""

from __future__ import annotations

from dataclasses import replace

from reportgen.content.speech_time import (
    FASTEST,
    SLOWEST,
    SPEECH_RATE,
    duration,
    shared_out,
    spoken_length,
)
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.nodes import Content, Deck, Number, Text
from reportgen.document.speech import speech
from reportgen.document.walk import plain_text

#: seconds in whole numbers of which the time is shared out
_STEP = 10


def pace(deck: Deck) -> tuple[Deck, list[Diagnostic]]:
    """Return `deck` with its time shared out to its slides, and what is wrong with the times.

    A slide keeps the time it states; the rest is shared out by the length of the notes. The times of the
    slides add up to that of the deck exactly. Hidden slides take no time.
    """
    if not deck.seconds or not deck.slides:
        return deck, []
    times = [slide.seconds for slide in deck.slides]
    free = [i for i, s in enumerate(deck.slides) if not s.seconds and not s.playback.hidden]
    lengths = [length_of_speech(deck.slides[i].notes) for i in free]
    shares = shared_out(deck.seconds - sum(times), lengths, _STEP)
    if shares is None or (not free and sum(times) != deck.seconds):
        budget = duration(deck.seconds)
        message = f"各页写明的时长加起来是{duration(sum(times))}，全部是{budget}"
        return deck, [Diagnostic("time-budget", message, deck.at)]
    for i, share in zip(free, shares, strict=True):
        times[i] = share
    pairs = zip(deck.slides, times, strict=True)
    slides = tuple(replace(slide, seconds=seconds) for slide, seconds in pairs)
    return replace(deck, slides=slides), _speech_faults(sum(lengths), sum(shares), deck)


def length_of_speech(notes: tuple[Content, ...]) -> int:
    """Return how many characters of `notes` are said aloud: neither asides nor missing facts."""
    return sum(
        spoken_length(plain_text((part,)))
        for content in speech(notes)
        for part in content
        if isinstance(part, (Text, Number))
    )


def _speech_faults(length: int, seconds: int, deck: Deck) -> list[Diagnostic]:
    """Return a warning if so many characters are too many or too few for the time they have."""
    if not seconds:
        return []
    rate = 60 * length / seconds
    if SPEECH_RATE * SLOWEST <= rate <= SPEECH_RATE * FASTEST:
        return []
    fault = "太长" if rate > SPEECH_RATE * FASTEST else "太短"
    return [
        Diagnostic(
            "speech-length",
            f"讲稿{fault}：约{length}字，要讲{duration(seconds)}（每分钟{rate:.0f}字）",
            deck.at,
            Severity.WARNING,
            hints=("每分钟200字上下为宜；改讲稿，或者改分钟数",),
        )
    ]
