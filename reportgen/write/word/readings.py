"""Properties as the writer wrote them in, what of them bears on lines and heights out, in twips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from reportgen.measure.faces import Face, face
from reportgen.write.word.looks import Look, with_paragraph, with_run
from reportgen.write.word.markup import NAMESPACES, W

_W = f"{{{W}}}"
_KEPT = 4096
"""Properties remembered: a report has a few hundred that differ."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How the characters of a run are set; sizes in points."""

    face: Face
    size_pt: float
    tracking_pt: float


class Reading(NamedTuple):
    """How a paragraph is set: the height of its lines without pictures, its text where no run differs."""

    look: Look
    line: int
    hand: Hand
    taken: int
    """Twips of its width that the first line, or each below it, has not."""
    em: float
    """Twips the widest of its characters takes."""


class Reader:
    """Reads properties with the looks of one reference document; remembers what it met."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self._looks = looks
        remember = lru_cache(maxsize=_KEPT)
        self.paragraph: Callable[[str], Reading] = remember(self._read_paragraph)
        self.run: Callable[[str, str], Hand] = remember(self._read_run)
        self.cell: Callable[[str, int], tuple[Cell, Reading | None]] = remember(self._read_cell)

    def _read_paragraph(self, properties: str) -> Reading:
        look = self._looks.get("Normal", Look())
        ppr = _element(properties, "pPr")
        style = ppr.find(f"{_W}pStyle")
        if style is not None:
            look = self._looks.get(style.get(f"{_W}val", ""), look)
        look = with_paragraph(look, ppr)
        hand = _hand(look)
        line = look.line
        if not look.exact:
            line = round(hand.face.line_em * look.size_pt * 20 * line / 240)
        taken = look.left + look.right + max(look.first, 0)
        return Reading(look, line, hand, taken, (look.size_pt + max(look.tracking_pt, 0)) * 20)

    def _read_run(self, paragraph: str, properties: str) -> Hand:
        look = self.paragraph(paragraph).look
        rpr = _element(properties, "rPr")
        style = rpr.find(f"{_W}rStyle")
        if style is not None and (own := self._looks.get(style.get(f"{_W}val", ""))):
            look = _over(look, own, self._looks.get("DefaultParagraphFont", Look()))
        return _hand(with_run(look, rpr))

    def _read_cell(self, opening: str, pad: int) -> tuple[Cell, Reading | None]:
        """Return what a cell says up to the properties of its first paragraph, and what they do.

        None: its first paragraph has no properties.
        """
        properties, _, first = opening.partition("</w:tcPr>")
        told = first.startswith("<w:p><w:pPr>")
        reading = self.paragraph(first.removeprefix("<w:p>")) if told else None
        return _cell_properties(properties, pad), reading


def _element(properties: str, tag: str) -> etree._Element:
    """Return the element of properties that are written without their closing tag."""
    held = f"{properties}</w:{tag}>" if properties else f"<w:{tag}/>"
    return etree.fromstring(f"<w:x {NAMESPACES}>{held}</w:x>")[0]


def _over(look: Look, own: Look, normal: Look) -> Look:
    # A character style changes what it sets apart from the document's defaults.
    changes = {
        name: getattr(own, name)
        for name in ("font", "latin", "size_pt", "bold", "tracking_pt")
        if getattr(own, name) != getattr(normal, name)
    }
    return replace(look, **changes) if changes else look


def _hand(look: Look) -> Hand:
    return Hand(face(look.font, look.latin, bold=look.bold), look.size_pt, look.tracking_pt)


class Cell(NamedTuple):
    """What of a cell bears on its height; lengths in twips."""

    span: int = 1
    merged: bool = False
    side: int = 0
    top: int = 0
    bottom: int = 0


@lru_cache(maxsize=_KEPT)
def table_properties(properties: str) -> tuple[int, int, dict[str, int]]:
    """Return the side and the upright margin of cells, and the weight of each edge."""
    tblpr = _element(properties, "tblPr")
    edges = _weights(tblpr.find(f"{_W}tblBorders"))
    margins = tblpr.find(f"{_W}tblCellMar")
    if margins is None:
        return 108, 0, edges
    values = {str(side.tag)[len(_W) :]: int(side.get(f"{_W}w", "0")) for side in margins}
    return values.get("left", 108), values.get("top", 0), edges


@lru_cache(maxsize=_KEPT)
def row_properties(properties: str) -> tuple[int, bool]:
    """Return the least height of a row and whether it repeats."""
    trpr = _element(properties, "trPr")
    given = trpr.find(f"{_W}trHeight")
    least = int(given.get(f"{_W}val", "0")) if given is not None else 0
    return least, trpr.find(f"{_W}tblHeader") is not None


def _cell_properties(properties: str, pad: int) -> Cell:
    """Return what a cell's properties say; `pad` is the side margin of its table."""
    cell = Cell(side=pad)
    for given in _element(properties, "tcPr"):
        name = str(given.tag)[len(_W) :]
        if name == "gridSpan":
            cell = cell._replace(span=int(given.get(f"{_W}val", "1")))
        elif name == "vMerge":
            cell = cell._replace(merged=True)  # it finds its room in all its rows together
        elif name == "tcBorders":
            edges = _weights(given)
            cell = cell._replace(top=edges.get("top", 0), bottom=edges.get("bottom", 0))
        elif name == "tcMar" and (own := given.find(f"{_W}left")) is not None:
            cell = cell._replace(side=int(own.get(f"{_W}w", "0")))
    return cell


def _weights(borders: etree._Element | None) -> dict[str, int]:
    """Return the weight of each edge in twips; `w:sz` counts eighths of a point."""
    if borders is None:
        return {}
    return {
        str(edge.tag)[len(_W) :]: round(int(edge.get(f"{_W}sz", "0")) * 2.5) for edge in borders
    }
