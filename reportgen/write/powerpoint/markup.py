"""Pieces of PresentationML used by every part of a deck: namespaces, escaping, paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from reportgen.frozen import frozen
from reportgen.theme.deck import SlotBox
from reportgen.write.escaping import escaped
from reportgen.write.powerpoint.fitting import Fitted, unit_size
from reportgen.write.powerpoint.texts import BREAK

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
LANGUAGE = 'lang="zh-CN" altLang="en-US"'
_USUAL = f"<a:rPr {LANGUAGE}/>"
_FIELD = "{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E11}"
_MIDDLE = '<a:bodyPr lIns="{}" tIns="{}" rIns="{}" bIns="{}"><a:noAutofit/></a:bodyPr>'
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


@frozen
class Emphasis:
    """How strong words are set (deck.yaml `emphasis`): the colour only on the plain text colour."""

    colour: str
    bold: bool

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Emphasis:
        """Return the emphasis of a theme."""
        told = settings.get("emphasis") or {}
        return cls(str(told.get("color", "")), bool(told.get("bold", True)))


def body(slot: SlotBox, text: Fitted, emphasis: Emphasis) -> bytes:
    """Return the paragraphs of a slot: only what differs from the layout is said again.

    Markup is kept as bytes: a slide is nearly all markup, and encoding it took longer than joining.
    """
    opening, run, usual = _opening(slot, text.size_pt, text.line_pt, text.gap_pt)
    told: list[bytes] = []
    for paragraph in text.paragraphs:
        told.append(opening)
        for piece in paragraph:
            words = piece.text
            if piece.bold or piece.unit:
                look = _styled(slot, usual, text.size_pt, emphasis, unit=piece.unit)
                told.append(lines(words, look).encode())
            elif BREAK in words:
                told.append(lines(words, usual).encode())
            else:
                told += (run, escaped(words).encode(), b"</a:t></a:r>")
        told.append(b"</a:p>")
    return b"".join(told)


@lru_cache(maxsize=4096)
def _opening(
    slot: SlotBox, size_pt: float, line_pt: float, gap_pt: float
) -> tuple[bytes, bytes, str]:
    """Return how a paragraph of a slot opens, how its plain text does, and that text's `a:rPr`."""
    spacing = size = ""
    if size_pt != slot.size_pt:
        size = f' sz="{round(size_pt * 100)}"'
        if slot.line_pt:
            spacing = f'<a:lnSpc><a:spcPts val="{round(line_pt * 100)}"/></a:lnSpc>'
    if gap_pt != slot.space_before_pt:
        spacing += f'<a:spcBef><a:spcPts val="{round(gap_pt * 100)}"/></a:spcBef>'
    # A mark that hangs past the margin would leave the frame, which has no inset to hang in.
    hanging = ' hangingPunct="0"' if slot.hangs else ""
    properties = f"<a:pPr{hanging}>{spacing}</a:pPr>" if spacing or hanging else ""
    usual = f"<a:rPr {LANGUAGE}{size}/>"
    return f"<a:p>{properties}".encode(), f"<a:r>{usual}<a:t>".encode(), usual


@lru_cache(maxsize=4096)
def body_properties(slot: SlotBox) -> str:
    """Return the `a:bodyPr`: the layout's insets, and no refitting by PowerPoint."""
    return _MIDDLE.format(*slot.insets)


def lines(text: str, properties: str) -> str:
    """Return runs of one look, line ends as `a:br`."""
    if BREAK not in text:
        return f"<a:r>{properties}<a:t>{escaped(text)}</a:t></a:r>" if text else ""
    return f"<a:br>{properties}</a:br>".join(
        [lines(part, properties) for part in text.split(BREAK)]
    )


def slide_number(number: int) -> bytes:
    """Return the paragraph of a slide number with its cached value."""
    return (
        f'<a:p><a:fld id="{_FIELD}" type="slidenum"><a:rPr {LANGUAGE}/><a:t>{number}</a:t></a:fld>'
        "</a:p>"
    ).encode()


def plain_paragraphs(texts: Sequence[str]) -> bytes:
    """Return paragraphs of plain text in whatever look they inherit."""
    return "".join([f"<a:p>{lines(text, _USUAL)}</a:p>" for text in texts]).encode()


def _styled(slot: SlotBox, usual: str, size_pt: float, emphasis: Emphasis, *, unit: bool) -> str:
    """Return the `a:rPr` of strong words, or of a numeral's unit."""
    if unit:
        if slot.unit is None:
            return usual
        size = round(unit_size(slot, size_pt) * 100)
        return f'<a:rPr {LANGUAGE} sz="{size}"{slot.unit.attributes}>{slot.unit.children}</a:rPr>'
    # A title face has no bold cut: an artificial one smears its strokes.
    bold = ' b="1"' if emphasis.bold and slot.role not in ("title", "lead", "card-title") else ""
    fill = ""
    if emphasis.colour and slot.colour in ("tx1", "dk1"):
        fill = f'<a:solidFill><a:schemeClr val="{emphasis.colour}"/></a:solidFill>'
    return f"{usual.removesuffix('/>')}{bold}>{fill}</a:rPr>"
