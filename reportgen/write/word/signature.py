"""The signing unit and the date in, two paragraphs at the places of GB/T 9704-2012, 7.3.5 out."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document.nodes import Signature
from reportgen.units import twips_of_pt
from reportgen.write.word.draft import Draft


@dataclass(frozen=True, slots=True)
class Offsets:
    """Room right of the unit and right of the date, in points."""

    unit: float
    date: float


def unsealed(unit: float, date: float, character: float, right: float) -> Offsets:
    """Return the offsets without a seal (7.3.5.2); widths in points, `right` as a width.

    The date begins two characters right of the unit. When it is the longer one it takes the right
    offset itself, and the unit moves left with it.
    """
    step = 2 * character
    if date <= unit:
        return Offsets(right, max(0.0, right + unit - step - date))
    return Offsets(right + date + step - unit, right)


def sealed(unit: float, date: float, right: float) -> Offsets:
    """Return the offsets with a seal (7.3.5.1): the date right by four, the unit centred over it.

    A unit too long for that moves both to the left until it fits.
    """
    over = right + (date - unit) / 2
    shift = max(0.0, -over)
    return Offsets(over + shift, right + shift)


def signature(draft: Draft, node: Signature, *, keep_next: bool = False) -> str:
    """Return the signature block; with `keep_next` a note below it stays on its page."""
    profile = draft.base.profile
    size, track = profile.faces.body.size_pt, profile.tracking_twips / 20
    wanted = profile.signature
    unit = draft.width(draft.text(node.unit), "body", tracking_pt=track)
    date = draft.width(draft.text(node.date), "body", tracking_pt=track)
    character = size + track
    if node.sealed:
        offsets = sealed(unit, date, wanted.sealed_right_chars * character)
    else:
        offsets = unsealed(unit, date, character, wanted.right_chars * character)
    lines = wanted.sealed_lines_before if node.sealed else wanted.lines_before
    before = round(lines * profile.pitch_twips)
    out = []
    if node.unit:
        properties = f'<w:spacing w:before="{before}"/>{_right(offsets.unit)}'
        out.append(draft.paragraph("Signature", draft.runs(node.unit), properties))
        before = 0
    if node.date:
        space = f'<w:spacing w:before="{before}"/>' if before else ""
        keep = "<w:keepNext/>" if keep_next else ""
        properties = f"{keep}{space}{_right(offsets.date)}"
        out.append(draft.paragraph("Date", draft.runs(node.date), properties))
    return "".join(out)


def _right(pt: float) -> str:
    return f'<w:ind w:right="{twips_of_pt(pt)}"/>'
