"""A deck with a length of time → each slide's share of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from reportgen.document.nodes import (
    Chart,
    Content,
    Deck,
    Number,
    Picture,
    Prose,
    Slide,
    SlotValue,
    Table,
    Text,
    Topic,
)
from reportgen.document.speech import speech
from reportgen.document.walk import plain_text

#: seconds in whole numbers of which the time is shared out
_STEP = 10
#: characters read in the time in which one is said
_READING = 2
#: what hearers take to read a slide at least, one with a chart or a table at least, and any at most,
#: in characters said: 10, 15 and 20 seconds at the usual rate
_LEAST, _EXHIBIT, _MOST = 33, 50, 66


def pace(deck: Deck) -> tuple[Deck, list[Diagnostic]]:
    """Return `deck` with its time shared out to its slides, and what is wrong with the times.

    A slide keeps the time it states; the rest is shared out by what is said and what hearers have to
    read. The times of the slides add up to that of the deck exactly. Hidden slides take no time.
    """
    if not deck.seconds or not deck.slides:
        return deck, []
    times = [slide.seconds for slide in deck.slides]
    free = [i for i, s in enumerate(deck.slides) if not s.seconds and not s.playback.hidden]
    lengths = [length_of_speech(deck.slides[i].notes) for i in free]
    readings = [length_of_reading(_visible(deck.slides[i])) for i in free]
    weights = [max(pair) for pair in zip(lengths, readings, strict=True)]
    shares = shared_out(deck.seconds - sum(times), weights, _STEP)
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


def length_of_reading(values: Iterable[SlotValue]) -> int:
    """Return how many characters could be said while hearers read what stands on a slide."""
    characters, least = 0, _LEAST
    for value in values:
        match value:
            case Prose():
                characters += sum(spoken_length(plain_text(line)) for line in value.paragraphs)
            case Chart() | Table():
                least = _EXHIBIT
            case Picture():
                pass
    return min(_MOST, max(least, characters // _READING))


def _visible(slide: Slide | Topic) -> Iterator[SlotValue]:
    """Yield what a slide shows; a topic has forms of which it shows one, and its text in full beside them."""
    if isinstance(slide, Slide):
        yield from slide.values
        return
    yield from (value for name, value in slide.slots.items() if name != "text")
    for name, parts in slide.groups.items():
        if name not in slide.spare:
            yield from (value for part in parts for value in part.values())


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
