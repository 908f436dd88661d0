"""What a preview shows, read from its HTML."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.write.preview.fragments import Fragment


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of text, and the places that name where it was written: the nearest is the last."""

    text: str
    places: tuple[str, ...]
    faults: tuple[str, ...]


def lines(fragment: Fragment) -> list[PreviewLine]:
    """Return the lines of text of a page or slide in the order in which they stand in its HTML."""
    root = etree.fromstring(fragment.html)
    return [_line(text) for text in root.iter("text") if text.get("aria-hidden") is None]


def texts(fragment: Fragment) -> list[str]:
    """Return the texts of its lines."""
    return [line.text for line in lines(fragment)]


def _line(element: etree._Element) -> PreviewLine:
    own = [*element.iterancestors(), element, *element.iter("tspan")]
    places = tuple(at for one in own if (at := one.get("data-at")))
    faults = tuple(number for one in own if (number := one.get("data-fault")))
    return PreviewLine("".join(element.itertext()), places, faults)
