"""A deck with a length of time → each slide's share of it, which opens the slide's notes."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.nodes import Content, Deck, Number, Slide, Text, Topic
from reportgen.document.walk import plain_text

#: characters a minute: Chinese is spoken at about 200, and nobody keeps to the time beyond these
SLOWEST, FASTEST = 100, 280
#: seconds of a talk up to which it is shared out in steps of 10 seconds, a longer one in half minutes
SHORT_TALK = 600


def pace(deck: Deck) -> tuple[Deck, list[Diagnostic]]:
    """Return `deck` with its time shared out to its slides, and what is wrong with the times.

    The times of the slides add up to that of the deck exactly.
    """
    if not deck.seconds or not deck.slides:
        return deck, []
    step = 10 if deck.seconds <= SHORT_TALK else 30
    times = _shares(deck, step)
    if times is None:
        message = f"各页写明的时长加起来超过了全课的{duration(deck.seconds)}"
        return deck, [Diagnostic("time-budget", message, deck.at)]
    slides = tuple(_timed(slide, time) for slide, time in zip(deck.slides, times, strict=True))
    return replace(deck, slides=slides), _speech_faults(deck)


def duration(seconds: int) -> str:
    """Return a length of time in words: 2分钟, 1分半钟, 40秒."""
    minutes, rest = divmod(seconds, 60)
    if rest == 30:
        return f"{minutes}分半钟" if minutes else "半分钟"
    if not rest:
        return f"{minutes}分钟"
    return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"


def spoken_length(notes: tuple[Content, ...]) -> int:
    """Return how many characters of `notes` are said aloud: no blanks and no missing facts."""
    return sum(
        len("".join(plain_text((part,)).split()))
        for content in notes
        for part in content
        if isinstance(part, (Text, Number))
    )


def _shares(deck: Deck, step: int) -> list[int] | None:
    """Return the seconds of each slide, None if the times stated exceed the deck's.

    A slide keeps the time it states. The rest is shared out by the length of the notes in whole
    steps, one step at least.
    """
    fixed = [max(step, round(s.seconds / step) * step) if s.seconds else 0 for s in deck.slides]
    free = [index for index, seconds in enumerate(fixed) if not seconds]
    left = deck.seconds - sum(fixed)
    if left < step * len(free) or (left and not free):
        return None
    # Largest remainders: whole steps first, what is left over goes to the largest fractions.
    weights = {index: max(1, spoken_length(deck.slides[index].notes)) for index in free}
    spare = left - step * len(free)
    whole = sum(weights.values())
    exact = {index: spare * weight / whole for index, weight in weights.items()}
    shares = {index: int(value // step) * step for index, value in exact.items()}
    over = spare - sum(shares.values())
    order = sorted(free, key=lambda index: (shares[index] - exact[index], index))
    for index in order[: over // step]:
        shares[index] += step
    for index in free:
        fixed[index] = step + shares[index]
    if free:
        # A length that is no whole number of steps leaves its last seconds to the longest slide.
        longest = max(free, key=lambda index: (fixed[index], -index))
        fixed[longest] += over % step
    return fixed


def _speech_faults(deck: Deck) -> list[Diagnostic]:
    """Return a warning if the notes are too long or too short for the time they have."""
    free = [slide for slide in deck.slides if not slide.seconds]
    seconds = deck.seconds - sum(slide.seconds for slide in deck.slides)
    length = sum(spoken_length(slide.notes) for slide in free)
    if not seconds:
        return []
    rate = 60 * length / seconds
    if SLOWEST <= rate <= FASTEST:
        return []
    fault = "太长" if rate > FASTEST else "太短"
    return [
        Diagnostic(
            "speech-length",
            f"讲稿{fault}：约{length}字，要讲{duration(seconds)}（每分钟{rate:.0f}字）",
            deck.at,
            Severity.WARNING,
            hints=("每分钟200字上下为宜；改讲稿，或者改分钟数",),
        )
    ]


def _timed(slide: Slide | Topic, seconds: int) -> Slide | Topic:
    time: Content = (Text(f"【约{duration(seconds)}】"),)
    return replace(slide, seconds=seconds, notes=(time, *slide.notes))
