"""Pieces of PresentationML used by every part of a deck: namespaces, escaping, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reportgen.theme.deck import SlotBox
from reportgen.theme.deck_settings import EmphasisSettings
from reportgen.write.escaping import escaped
from reportgen.write.powerpoint.fitting import PlacedText, unit_size
from reportgen.write.powerpoint.texts import BREAK

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
LANGUAGE = 'lang="zh-CN" altLang="en-US"'
_FIELD = "{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E11}"
_NUMBER_OPENING = f'<a:p><a:fld id="{_FIELD}" type="slidenum"><a:rPr {LANGUAGE}/><a:t>'.encode()
_MIDDLE = '<a:bodyPr lIns="{}" tIns="{}" rIns="{}" bIns="{}"><a:noAutofit/></a:bodyPr>'
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


class Run(NamedTuple):
    """What opens a run of one look, and a line end of that look."""

    opening: bytes
    line_end: bytes


def run_of(properties: str) -> Run:
    """Return the run of an `a:rPr`."""
    return Run(f"<a:r>{properties}<a:t>".encode(), f"<a:br>{properties}</a:br>".encode())


_PLAIN = run_of(f"<a:rPr {LANGUAGE}/>")


@dataclass(frozen=True, eq=False, slots=True)
class Emphasis:
    """How strong words are set (deck.yaml `emphasis`): the colour only on the plain text colour."""

    colour: str
    bold: bool

    @classmethod
    def of(cls, settings: EmphasisSettings) -> Emphasis:
        """Return the emphasis of a theme."""
        return cls(settings.color, settings.bold)


def add_body(told: list[bytes], text: PlacedText, emphasis: Emphasis) -> None:
    """Add the paragraphs of a slot to what is told: only what differs from the layout is said again.

    Markup is kept as bytes: a slide is nearly all markup, and encoding it took longer than joining.
    It is joined once, slide by slide.
    """
    slot, size_pt = text.slot, text.size_pt
    opening, plain = _opening(slot, size_pt, text.line_pt, text.gap_pt)
    for paragraph in text.paragraphs:
        told.append(opening)
        for piece in paragraph:
            words, run = piece.text, plain
            if piece.unit:
                run = _unit(slot, size_pt)
            elif piece.bold:
                run = _strong(slot, size_pt, emphasis)
            if BREAK in words:
                told += lines(words, run)
            else:
                told += (run.opening, escaped(words).encode(), b"</a:t></a:r>")
        told.append(b"</a:p>")


@lru_cache(maxsize=4096)
def _opening(slot: SlotBox, size_pt: float, line_pt: float, gap_pt: float) -> tuple[bytes, Run]:
    """Return how a paragraph of a slot opens, and the run of its plain text."""
    spacing = ""
    if size_pt != slot.size_pt and slot.line_pt:
        spacing = f'<a:lnSpc><a:spcPts val="{round(line_pt * 100)}"/></a:lnSpc>'
    if gap_pt != slot.space_before_pt:
        spacing += f'<a:spcBef><a:spcPts val="{round(gap_pt * 100)}"/></a:spcBef>'
    # A mark that hangs past the margin would leave the frame, which has no inset to hang in.
    hanging = ' hangingPunct="0"' if slot.hangs else ""
    properties = f"<a:pPr{hanging}>{spacing}</a:pPr>" if spacing or hanging else ""
    return f"<a:p>{properties}".encode(), run_of(f"<a:rPr {LANGUAGE}{_size(slot, size_pt)}/>")


def _size(slot: SlotBox, size_pt: float) -> str:
    return "" if size_pt == slot.size_pt else f' sz="{round(size_pt * 100)}"'


@lru_cache(maxsize=4096)
def body_properties(slot: SlotBox) -> str:
    """Return the `a:bodyPr`: the layout's insets, and no refitting by PowerPoint."""
    return _MIDDLE.format(*slot.insets)


def lines(text: str, run: Run) -> list[bytes]:
    """Return runs of one look in pieces, line ends as `a:br`."""
    told: list[bytes] = []
    for line in text.split(BREAK):
        if line:
            told += (run.opening, escaped(line).encode(), b"</a:t></a:r>", run.line_end)
        else:
            told.append(run.line_end)
    return told[:-1]


def slide_number(number: int) -> bytes:
    """Return the paragraph of a slide number with its cached value."""
    return b"%b%d</a:t></a:fld></a:p>" % (_NUMBER_OPENING, number)


def plain_paragraphs(texts: Sequence[str]) -> list[bytes]:
    """Return paragraphs of plain text in whatever look they inherit, in pieces."""
    told: list[bytes] = []
    for text in texts:
        told += (b"<a:p>", *lines(text, _PLAIN), b"</a:p>")
    return told


@lru_cache(maxsize=4096)
def _unit(slot: SlotBox, size_pt: float) -> Run:
    """Return the run of a numeral's unit."""
    if slot.unit is None:
        return run_of(f"<a:rPr {LANGUAGE}{_size(slot, size_pt)}/>")
    size = round(unit_size(slot, size_pt) * 100)
    return run_of(
        f'<a:rPr {LANGUAGE} sz="{size}"{slot.unit.attributes}>{slot.unit.children}</a:rPr>'
    )


@lru_cache(maxsize=4096)
def _strong(slot: SlotBox, size_pt: float, emphasis: Emphasis) -> Run:
    """Return the run of strong words."""
    # A title face has no bold cut: an artificial one smears its strokes.
    bold = ' b="1"' if emphasis.bold and slot.role not in ("title", "lead", "card-title") else ""
    fill = ""
    if emphasis.colour and slot.colour in ("tx1", "dk1"):
        fill = f'<a:solidFill><a:schemeClr val="{emphasis.colour}"/></a:solidFill>'
    return run_of(f"<a:rPr {LANGUAGE}{_size(slot, size_pt)}{bold}>{fill}</a:rPr>")
