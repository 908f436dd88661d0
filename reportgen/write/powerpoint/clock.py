"""The slides of a timed talk → the same with their time and the clock, which open their notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.content.speech_time import clock, duration
from reportgen.document.nodes import Content, Text
from reportgen.write.powerpoint.model import LoweredSlide


def with_clock(slides: Sequence[LoweredSlide]) -> tuple[LoweredSlide, ...]:
    """Return the slides, those that have a time with it before their notes.

    Each says how long it takes and from when to when; the first of a part, how long the part takes.
    """
    totals: dict[str, int] = {}
    for slide in slides:
        totals[slide.section] = totals.get(slide.section, 0) + slide.seconds
    now, section = 0, ""
    timed: list[LoweredSlide] = []
    for slide in slides:
        if slide.seconds:
            end = now + slide.seconds
            words = f"【约{duration(slide.seconds)}，{clock(now)}—{clock(end)}】"
            if slide.section and slide.section != section:
                words += f"【本部分共{duration(totals[slide.section])}】"
            now = end
            line: Content = (Text(words),)
            timed.append(replace(slide, notes=(line, *slide.notes)))
        else:
            timed.append(slide)
        section = slide.section
    return tuple(timed)
