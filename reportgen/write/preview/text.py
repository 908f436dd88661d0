"""A line of text as SVG: stretches that are set alike, each with its place in the content."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportgen.spans import Span
from reportgen.write.preview.faces import FacePair, face_class
from reportgen.write.preview.svg import attributes as svg_attributes
from reportgen.write.preview.svg import number
from reportgen.write.xml import EMPTY, Value, Xml, element, joined
from reportgen.write.xml import text as escaped

_DEPTH = 0.2
"""The share of its size by which type reaches below its base line."""


class Look(NamedTuple):
    """How characters are set: size and tracking in points, the colour as CSS has it."""

    faces: FacePair
    size_pt: float
    colour: str = "#000000"
    tracking_pt: float = 0.0
    shade: str = ""
    """The colour behind the characters, "" for none."""


class Stretch(NamedTuple):
    """Characters that are set alike and were written at one place.

    Where `exact`, each character stands one column behind the one before, from `at` on. `faults` are the
    numbers of the diagnostics that point here, `severity` that of the gravest.
    """

    text: str
    look: Look
    at: Span | None = None
    exact: bool = False
    faults: tuple[int, ...] = ()
    severity: str = ""

    def part(self, start: int, end: int) -> Stretch:
        """Return the characters from `start` to `end`."""
        at = self.at
        if at is not None and self.exact and start:
            at = at._replace(column=at.column + start)
        return self._replace(text=self.text[start:end], at=at)


def part_of(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """Return the characters from `start` to `end` of stretches that follow one another."""
    out: list[Stretch] = []
    begins = 0
    for stretch in stretches:
        ends = begins + len(stretch.text)
        low, high = max(start, begins), min(end, ends)
        if low < high:
            whole = low == begins and high == ends
            out.append(stretch if whole else stretch.part(low - begins, high - begins))
        begins = ends
    return out


def baseline(stretches: Sequence[Stretch], pitch_pt: float) -> float:
    """Return how far below the top of its line the base line of a text stands on a slide.

    What a line has over the height of its type is room above it; a fifth of its largest type stands
    below, as LibreOffice Impress has it.
    """
    return pitch_pt - _DEPTH * max((stretch.look.size_pt for stretch in stretches), default=0.0)


def place_attribute(at: Span | None) -> str | None:
    """Return a place as `data-at` has it: file, line and column."""
    return None if at is None else f"{at.path}:{at.line}:{at.column}"


def text_line(
    x: float,
    y: float,
    stretches: Sequence[Stretch],
    base: Look,
    *,
    anchor: str = "",
    length: float = 0.0,
    gaps: Sequence[tuple[int, float]] = (),
) -> Xml:
    """Return a line whose base line is at `y`; its group sets text as `base` does.

    `anchor` is `middle` or `end` where `x` is not the beginning. A line of a `length` is drawn out to it.
    `gaps` are rooms between characters, each before the character of a number.
    """
    place: dict[str, Value] = {"x": number(x), "y": number(y), "text_anchor": anchor or None}
    attributes = svg_attributes(place)
    if length:
        attributes |= {"textLength": number(length), "lengthAdjust": "spacing"}
    if len(stretches) == 1 and not gaps and not stretches[0].severity:
        only = stretches[0]
        return element("text", {**attributes, **_attributes(only, base)}, escaped(only.text))
    pieces = joined([_tspan(*piece, base) for piece in _with_gaps(stretches, gaps)])
    return element("text", attributes, pieces) if pieces else EMPTY


def look_attributes(look: Look) -> dict[str, Value]:
    """Return the attributes of a group whose text is set alike."""
    return {
        "class": face_class(look.faces),
        "font-size": number(look.size_pt),
        "fill": look.colour,
        "letter-spacing": number(look.tracking_pt) if look.tracking_pt else None,
    }


def _with_gaps(
    stretches: Iterable[Stretch], gaps: Sequence[tuple[int, float]]
) -> Iterator[tuple[Stretch, float]]:
    """Yield the stretches, parted where there is room between characters, with the room before each."""
    rooms = dict(gaps)
    begins = 0
    for stretch in stretches:
        ends = begins + len(stretch.text)
        cuts = [begins, *sorted(at for at in rooms if begins < at < ends), ends]
        for start, end in itertools.pairwise(cuts):
            yield stretch.part(start - begins, end - begins), rooms.get(start, 0.0)
        begins = ends


def _tspan(stretch: Stretch, room: float, base: Look) -> Xml:
    attributes = _attributes(stretch, base)
    if not stretch.severity:
        if room:
            attributes = {"dx": number(room), **attributes}
        return element("tspan", attributes, escaped(stretch.text))
    # A line below a text has the colour of the element that draws it: the mark stands around the text.
    marked: dict[str, Value] = {
        "dx": number(room) if room else None,
        "class": stretch.severity,
        "data-fault": " ".join(map(str, stretch.faults)),
    }
    inner = element("tspan", {**attributes, "fill": stretch.look.colour}, escaped(stretch.text))
    return element("tspan", marked, inner)


def _attributes(stretch: Stretch, base: Look) -> dict[str, Value]:
    look = stretch.look
    return {
        "class": face_class(look.faces) if look.faces != base.faces else None,
        "font-size": number(look.size_pt) if look.size_pt != base.size_pt else None,
        "fill": look.colour if look.colour != base.colour else None,
        "letter-spacing": number(look.tracking_pt)
        if look.tracking_pt != base.tracking_pt
        else None,
        "data-at": place_attribute(stretch.at),
    }
