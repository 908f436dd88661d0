"""Pieces of PresentationML used by every part of a deck: namespaces, escaping, paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.theme.deck import SlotBox
from reportgen.write.escaping import escaped
from reportgen.write.powerpoint.fitting import Fitted, unit_size
from reportgen.write.powerpoint.texts import BREAK, Paragraph, Piece

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
LANGUAGE = 'lang="zh-CN" altLang="en-US"'
_FIELD = "{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E11}"
_MIDDLE = '<a:bodyPr lIns="{}" tIns="{}" rIns="{}" bIns="{}"><a:noAutofit/></a:bodyPr>'
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """How strong words are set (deck.yaml `emphasis`): the colour only on the plain text colour."""

    colour: str
    bold: bool

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Emphasis:
        """Return the emphasis of a theme."""
        told = settings.get("emphasis") or {}
        return cls(str(told.get("color", "")), bool(told.get("bold", True)))


def text_body(slot: SlotBox, text: Fitted, emphasis: Emphasis) -> str:
    """Return the `p:txBody` of a slot: only what differs from the layout is said again."""
    spacing = ""
    if text.size_pt != slot.size_pt and slot.line_pt:
        spacing = f'<a:lnSpc><a:spcPts val="{round(text.line_pt * 100)}"/></a:lnSpc>'
    if text.gap_pt != slot.space_before_pt:
        spacing += f'<a:spcBef><a:spcPts val="{round(text.gap_pt * 100)}"/></a:spcBef>'
    # A mark that hangs past the margin would leave the frame, which has no inset to hang in.
    hanging = ' hangingPunct="0"' if slot.hangs else ""
    properties = f"<a:pPr{hanging}>{spacing}</a:pPr>" if spacing or hanging else ""
    paragraphs = "".join(
        [f"<a:p>{properties}{runs(p, slot, text.size_pt, emphasis)}</a:p>" for p in text.paragraphs]
    )
    return f"<p:txBody>{body_properties(slot)}<a:lstStyle/>{paragraphs}</p:txBody>"


@lru_cache(maxsize=4096)
def body_properties(slot: SlotBox) -> str:
    """Return the `a:bodyPr`: the layout's insets, and no refitting by PowerPoint."""
    return _MIDDLE.format(*slot.insets)


def runs(paragraph: Paragraph, slot: SlotBox, size_pt: float, emphasis: Emphasis) -> str:
    """Return the runs of a paragraph set at `size_pt`."""
    size = "" if size_pt == slot.size_pt else f' sz="{round(size_pt * 100)}"'
    return "".join([_run(piece, slot, size, size_pt, emphasis) for piece in paragraph])


def lines(text: str, properties: str) -> str:
    """Return runs of one look, line ends as `a:br`."""
    return f"<a:br>{properties}</a:br>".join(
        [
            f"<a:r>{properties}<a:t>{escaped(part)}</a:t></a:r>" if part else ""
            for part in text.split(BREAK)
        ]
    )


def slide_number(slot: SlotBox, number: int) -> str:
    """Return the body of a slide number with its cached value."""
    return (
        f"<p:txBody>{body_properties(slot)}<a:lstStyle/><a:p>"
        f'<a:fld id="{_FIELD}" type="slidenum"><a:rPr {LANGUAGE}/><a:t>{number}</a:t></a:fld>'
        "</a:p></p:txBody>"
    )


def plain_paragraphs(texts: Sequence[str]) -> str:
    """Return paragraphs of plain text in whatever look they inherit."""
    return "".join(f"<a:p>{lines(text, f'<a:rPr {LANGUAGE}/>')}</a:p>" for text in texts)


def _run(piece: Piece, slot: SlotBox, size: str, size_pt: float, emphasis: Emphasis) -> str:
    if piece.unit and slot.unit is not None:
        unit = slot.unit
        properties = (
            f'<a:rPr {LANGUAGE} sz="{round(unit_size(slot, size_pt) * 100)}"{unit.attributes}>'
            f"{unit.children}</a:rPr>"
        )
    elif piece.bold:
        # A title face has no bold cut: an artificial one smears its strokes.
        bold = (
            ' b="1"' if emphasis.bold and slot.role not in ("title", "lead", "card-title") else ""
        )
        fill = ""
        if emphasis.colour and slot.colour in ("tx1", "dk1"):
            fill = f'<a:solidFill><a:schemeClr val="{emphasis.colour}"/></a:solidFill>'
        properties = f"<a:rPr {LANGUAGE}{size}{bold}>{fill}</a:rPr>"
    else:
        properties = f"<a:rPr {LANGUAGE}{size}/>"
    return lines(piece.text, properties)
