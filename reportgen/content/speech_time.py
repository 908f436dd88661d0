"""How long words take to say: their length, the sharing out of a time, and times in words."""

from __future__ import annotations

from collections.abc import Sequence

#: characters that a speaker says in a minute, where nothing else is stated
SPEECH_RATE = 200
#: shares of that rate below and above which nobody keeps to the time
SLOWEST, FASTEST = 0.5, 1.4
#: seconds of a talk up to which it is shared out in steps of 10 seconds, a longer one in half minutes
_SHORT_TALK = 600


def step_of(seconds: int) -> int:
    """Return the seconds in whole numbers of which a talk of `seconds` is shared out."""
    return 10 if seconds <= _SHORT_TALK else 30


def shared_out(seconds: int, lengths: Sequence[int], step: int) -> list[int] | None:
    """Return `seconds` shared out by the lengths of the words, None if some would get less than a step.

    Each share is a whole number of steps, one at least; the shares add up exactly, so that what is no
    whole step goes to the longest.
    """
    if seconds < step * len(lengths):
        return None
    if not lengths:
        return []
    weights = [max(1, length) for length in lengths]
    short = _short(seconds, weights, step)
    rest = seconds - step * len(short)
    total = sum(weight for i, weight in enumerate(weights) if i not in short)
    # Largest remainders: whole steps first, what is left over goes to the largest fractions.
    exact = [step if i in short else rest * weight / total for i, weight in enumerate(weights)]
    shares = [int(value // step) * step for value in exact]
    over = seconds - sum(shares)
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in order[: over // step]:
        shares[i] += step
    longest = max(range(len(shares)), key=lambda i: (shares[i], -i))
    shares[longest] += over % step
    return shares


def _short(seconds: int, weights: Sequence[int], step: int) -> set[int]:
    """Return the words whose share of `seconds` by their weight is less than a step: they take one."""
    short: set[int] = set()
    while True:
        rest = seconds - step * len(short)
        others = [i for i in range(len(weights)) if i not in short]
        total = sum(weights[i] for i in others)
        more = {i for i in others if rest * weights[i] < step * total}
        if not more:
            return short
        short |= more


def natural_seconds(length: int) -> int:
    """Return how long so many characters take to say at the usual rate, in steps of 10 seconds."""
    return max(1, round(length * 6 / SPEECH_RATE)) * 10


def spoken_length(words: str) -> int:
    """Return how many characters of `words` are said aloud: blanks are not."""
    return len("".join(words.split()))


def clock(seconds: int) -> str:
    """Return a time since the beginning as minutes and seconds: 24:30."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def duration(seconds: int) -> str:
    """Return a length of time in words: 2分钟, 1分30秒, 40秒."""
    minutes, rest = divmod(seconds, 60)
    if minutes and not rest:
        return f"{minutes}分钟"
    return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"
