"""The head and the imprint of an issued document in, their paragraphs and table out.

GB/T 9704-2012, 7.2 (红头) and 7.4 (版记); lengths in twips.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import AttachmentPage, Content, Imprint, RedHead
from reportgen.units import twips_of_mm, twips_of_pt
from reportgen.write.word.cells import NO_BORDER, Border, cell, row, table
from reportgen.write.word.draft import Draft
from reportgen.write.word.opening import set_title
from reportgen.write.word.runs import run

RED = "FF0000"
_MARK_TOP_MM = 35
"""From the top of the type area to the upper edge of 发文机关标志 (7.2.4)."""
_MARK_MOST_PT, _MARK_LEAST_PT = 42.0, 22.0
"""初号 is as wide as 15 mm, the most a character of the mark usually has; below 二号 it is no mark."""
_MARK_MARGIN = 0.97
_RULE_BELOW_MM = 4
"""From 发文字号 to the red rule (7.2.7); how thick it is the standard leaves open."""
_RULE_EIGHTHS = 12
# 0.35 mm and 0.25 mm (7.4.1) in eighths of a point.
_STRONG, _FINE = 8, 6
_SIDE_CHARS = 1
_UPRIGHT = 50
"""Room above and below a line of the imprint, in twips."""


def red_head(draft: Draft, node: RedHead) -> str:
    """Return the head of an issued document, a whole number of body lines high."""
    profile = draft.base.profile
    pitch, size = profile.pitch_twips, profile.faces.body.size_pt
    lead = (pitch - twips_of_pt(size)) // 2
    out = []
    # Order of 7.2.1 to 7.2.3; a line stays empty, so that the mark keeps its place.
    for text, style in ((node.copy, "FlushText"), (node.secrecy, "RedHeadNote"),
                        (node.urgency, "RedHeadNote")):  # fmt: skip
        out.append(draft.paragraph(style, run(text)))
    used = 3 * pitch
    organs = [organ for organ in node.organs if organ]
    mark = _mark_size(draft, organs)
    line = twips_of_pt(mark * 1.25)
    gap = max(0, twips_of_mm(_MARK_TOP_MM) - used - (line - twips_of_pt(mark)) // 2)
    for place, organ in enumerate(organs):
        before = gap if place == 0 else 0
        half = round(mark * 2)
        spacing = f'<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        shown = run(draft.text(organ), f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
        out.append(draft.paragraph("RedHeadMark", shown, spacing))
        used += before + line
    # Two lines below the mark stands the number (7.2.5).
    out += [draft.paragraph("FlushText", "")] * 2
    numbers = _numbers(draft, node)
    out += numbers
    rule = max(20, twips_of_mm(_RULE_BELOW_MM) - lead)
    used += (2 + len(numbers)) * pitch + rule + round(_RULE_EIGHTHS * 2.5)
    # The rest of the last line goes below the rule: the text stays on the grid of 22 lines.
    spacing = (
        f'<w:spacing w:before="0" w:after="{-used % pitch}" w:line="{rule}" w:lineRule="exact"/>'
    )
    edge = f'<w:pBdr><w:bottom w:val="single" w:sz="{_RULE_EIGHTHS}" w:space="0" w:color="{RED}"/>'
    out.append(draft.paragraph("PanelGap", "", f"{edge}</w:pBdr>{spacing}"))
    # The title stands two lines below the rule (7.3.1).
    out += [draft.paragraph("FlushText", "")] * 2
    return "".join(out)


def _mark_size(draft: Draft, organs: Sequence[Content]) -> float:
    room = draft.base.reading.text_width / 20 * _MARK_MARGIN
    widest = max((draft.width(draft.text(o), "title", 1.0) for o in organs), default=1.0)
    return max(_MARK_LEAST_PT, min(_MARK_MOST_PT, int(2 * room / max(widest, 0.1)) / 2))


def _numbers(draft: Draft, node: RedHead) -> list[str]:
    """Return the lines of 发文字号: centred, or left of the signers on their last line (7.2.6)."""
    signers = [name for name in node.signers if name]
    if not signers:
        return [draft.paragraph("CenteredText", draft.runs(node.number))] if node.number else []
    profile = draft.base.profile
    track = profile.tracking_twips / 20
    side = twips_of_pt(_SIDE_CHARS * profile.faces.body.size_pt)
    pairs = [signers[at : at + 2] for at in range(0, len(signers), 2)]
    shown = ["　".join(draft.text(name) for name in pair) for pair in pairs]
    wide = twips_of_pt(
        max(draft.width(s, "heading2", profile.faces.body.size_pt, track) for s in shown)
    )
    label = twips_of_pt(draft.width("签发人：", "body", tracking_pt=track))
    names = draft.base.reading.text_width - side - wide
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{names - label}"/><w:tab w:val="left" w:pos="{names}"/></w:tabs>'
    indent = f'<w:ind w:left="{side}"/>'
    out = []
    for place, text in enumerate(shown):
        head = draft.runs(node.number) if place == len(shown) - 1 else ""
        mark = run("\t签发人：") if place == 0 else run("\t\t")
        name = run(text, style=draft.style("SignerName"))
        out.append(draft.paragraph("FlushText", head + mark + name, tabs + indent))
    return out


def imprint(draft: Draft, node: Imprint, *, turn: bool = False) -> str:
    """Return 抄送 and 印发 at the foot of the last page; with `turn` on a page of their own.

    A floating table, held by the small paragraph after it: in the flow of the text it would drift.
    """
    profile = draft.base.profile
    width, size = draft.base.reading.text_width, profile.faces.page_number.size_pt
    side = twips_of_pt(_SIDE_CHARS * size)
    rows = []
    if node.copies:
        label = twips_of_pt(draft.width("抄送：", "body", size))
        indent = f'<w:ind w:left="{side + label}" w:right="{side}" w:hanging="{label}"/>'
        shown = run("抄送：") + draft.runs(node.copies)
        rows.append(draft.paragraph("ImprintText", shown, indent))
    if node.unit or node.date:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{width - side}"/></w:tabs>'
        indent = f'<w:ind w:left="{side}" w:right="{side}"/>'
        date = draft.runs(node.date) + run("印发") if node.date else ""
        shown = draft.runs(node.unit) + run("\t") + date
        rows.append(draft.paragraph("ImprintText", shown, tab + indent))
    if not rows:
        return ""
    edges = dict.fromkeys(("left", "right", "insideV"), NO_BORDER)
    edges |= {"top": Border(_STRONG), "insideH": Border(_FINE), "bottom": Border(_STRONG)}
    cells = (row([cell(width, inner)]) for inner in rows)
    xml = table([width], cells, style=draft.style("TableNormal"), edges=edges, upright=_UPRIGHT)
    # LibreOffice floats no table as wide as the type area, unless its place is told from the page.
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin"'
        f' w:horzAnchor="page" w:tblpX="{twips_of_mm(profile.page.left_mm)}"'
        ' w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/><w:tblW '
    )
    xml = xml.replace("<w:tblW ", place, 1)
    return xml + draft.paragraph("PanelGap", "", "<w:pageBreakBefore/>" if turn else "")


def imprint_height(draft: Draft, xml: str) -> int:
    """Return the height of an imprint in twips."""
    held = xml.replace("<w:tblpPr ", "<w:tblpPr_ ", 1)
    found = draft.base.ruler.boxes(held, draft.base.reading.text_width)
    return sum(box.before + box.height + box.after for box in found)


def attachment_page(draft: Draft, node: AttachmentPage, name: str = "") -> str:
    """Return the opening of an attachment: 附件1 at the top, its title on line 3 (7.3.7).

    `name`, the unit's, is not divided.
    """
    profile = draft.base.profile
    number = "" if node.number is None else str(node.number)
    top = draft.paragraph("AttachmentMark", run(f"附件{number}"), "<w:pageBreakBefore/>")
    top += draft.paragraph("FlushText", "")
    title, lines = set_title(draft, node.title, "title", name)
    if not lines:
        return top
    pitch = profile.pitch_twips
    slack = -lines * twips_of_pt(profile.title_block.pitch_pt) % pitch
    after = slack + round(profile.title_block.lines_after * pitch)
    spacing = f'<w:spacing w:before="0" w:after="{after}"/>'
    return top + draft.paragraph("Headline", draft.runs(title), spacing)
