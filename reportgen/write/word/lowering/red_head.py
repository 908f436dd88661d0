"""The head and the imprint of an issued document become paragraphs and a table.

GB/T 9704-2012, 7.2 (红头) and 7.4 (版记); lengths in twips.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import AttachmentPage, Content, Imprint, RedHead
from reportgen.units import TWIPS_PER_PT, twips_of_mm, twips_of_pt
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.lowering.text import run, text_in_style
from reportgen.write.word.lowering.titles import title_lines
from reportgen.write.word.model import (
    NO_BORDER,
    Border,
    Borders,
    Cell,
    Element,
    Paragraph,
    Row,
    RunProperties,
    Table,
    TabStop,
    gap,
    paragraph,
)
from reportgen.write.word.style_cascade import border_height
from reportgen.write.word.typography import GAP_STYLE, RED

_MARK_TOP_MM = 35
"""From the top of the type area to the upper edge of 发文机关标志 (7.2.4)."""
_MARK_MOST_PT, _MARK_LEAST_PT = 42.0, 22.0
"""初号 is as wide as 15 mm, the most a character of the mark usually has; below 二号 it is no mark."""
_MARK_PITCH = 1.25
"""Distance of the lines of the mark, by their size."""
_MARK_MARGIN = 0.97
"""Share of the line that the mark fills at most."""
_RULE_BELOW_MM = 4
"""From 发文字号 to the red rule (7.2.7); how thick it is the standard leaves open."""
_LEAST_LINE = 20
_RULE = Border(12, RED)
_STRONG, _FINE = Border(8), Border(6)
"""0.35 mm and 0.25 mm (7.4.1)."""
_SIDE_CHARS = 1
_UPRIGHT_MARGIN = 50
"""Room above and below a line of the imprint."""


def red_head(state: WriterState, node: RedHead) -> tuple[Paragraph, ...]:
    """Return the head of an issued document, a whole number of body lines high."""
    profile = state.profile
    pitch, size = profile.pitch_twips, profile.faces.body.size_pt
    # Order of 7.2.1 to 7.2.3; a line stays empty, so that the mark keeps its place.
    out = [
        paragraph(style, run(text), at=node.at)
        for style, text in (
            ("FlushText", node.copy),
            ("RedHeadNote", node.secrecy),
            ("RedHeadNote", node.urgency),
        )
    ]
    height = len(out) * pitch
    organs = [organ for organ in node.organs if organ]
    mark_pt = _mark_size(state, organs)
    line = twips_of_pt(mark_pt * _MARK_PITCH)
    room = max(0, twips_of_mm(_MARK_TOP_MM) - height - (line - twips_of_pt(mark_pt)) // 2)
    for place, organ in enumerate(organs):
        before = room if place == 0 else 0
        name = run(state.text(organ), RunProperties(size_pt=mark_pt))
        mark = paragraph("RedHeadMark", name, at=node.at, before=before, after=0, line=line)
        out.append(mark)
        height += before + line
    # Two lines below the mark stands the number (7.2.5).
    out += [paragraph("FlushText")] * 2
    numbers = _numbers(state, node)
    out += numbers
    rule = max(_LEAST_LINE, twips_of_mm(_RULE_BELOW_MM) - (pitch - twips_of_pt(size)) // 2)
    height += (2 + len(numbers)) * pitch + rule + border_height(_RULE.eighths)
    # The rest of the last line goes below the rule: the text stays on the grid of lines.
    after = -height % pitch
    out.append(paragraph(GAP_STYLE, border_below=_RULE, before=0, after=after, line=rule))
    # The title stands two lines below the rule (7.3.1).
    return (*out, *[paragraph("FlushText")] * 2)


def _mark_size(state: WriterState, organs: Sequence[Content]) -> float:
    """Return the size of the mark in points, a multiple of a half, at which each organ fits a line."""
    room = state.text_width / TWIPS_PER_PT * _MARK_MARGIN
    widest = max((state.width(state.text(organ), "title", 1.0) for organ in organs), default=1.0)
    return max(_MARK_LEAST_PT, min(_MARK_MOST_PT, int(2 * room / max(widest, 0.1)) / 2))


def _numbers(state: WriterState, node: RedHead) -> list[Paragraph]:
    """Return the lines of 发文字号: centred, or left of the signers on their last line (7.2.6)."""
    signers = [name for name in node.signers if name]
    if not signers:
        inlines = state.runs(node.number)
        return [paragraph("CenteredText", *inlines, at=node.at)] if node.number else []
    profile = state.profile
    tracking = profile.tracking_twips / TWIPS_PER_PT
    size = profile.faces.body.size_pt
    side = twips_of_pt(_SIDE_CHARS * size)
    pairs = [signers[at : at + 2] for at in range(0, len(signers), 2)]
    texts = ["　".join(state.text(name) for name in pair) for pair in pairs]
    wide = twips_of_pt(max(state.width(text, "heading2", size, tracking) for text in texts))
    label = twips_of_pt(state.width("签发人：", "body", tracking_pt=tracking))
    names = state.text_width - side - wide
    tabs = (TabStop(names - label), TabStop(names))
    out = []
    for place, text in enumerate(texts):
        number = state.runs(node.number) if place == len(texts) - 1 else ()
        mark = run("\t签发人：") if place == 0 else run("\t\t")
        name = text_in_style(text, "SignerName")
        out.append(paragraph("FlushText", *number, mark, name, at=node.at, tabs=tabs, left=side))
    return out


def imprint(state: WriterState, node: Imprint) -> tuple[Element, ...]:
    """Return 抄送 and 印发 at the foot of the last page.

    A floating table, held by the small paragraph after it: in the flow of the text it would drift.
    """
    profile = state.profile
    size = profile.faces.page_number.size_pt
    side = twips_of_pt(_SIDE_CHARS * size)
    rows = []
    if node.copies:
        label = twips_of_pt(state.width("抄送：", "body", size))
        inlines = (run("抄送："), *state.runs(node.copies))
        rows.append(
            paragraph(
                "ImprintText", *inlines, at=node.at, left=side + label, right=side, hanging=label
            )
        )
    if node.unit or node.date:
        tabs = (TabStop(state.text_width - side, "right"),)
        date = (*state.runs(node.date), run("印发")) if node.date else ()
        inlines = (*state.runs(node.unit), run("\t"), *date)
        rows.append(
            paragraph("ImprintText", *inlines, at=node.at, tabs=tabs, left=side, right=side)
        )
    if not rows:
        return ()
    table = Table(
        "TableNormal",
        (state.text_width,),
        tuple(Row((Cell(state.text_width, (text,)),)) for text in rows),
        Borders(_STRONG, NO_BORDER, _STRONG, NO_BORDER, _FINE, NO_BORDER),
        upright_margin=_UPRIGHT_MARGIN,
        page_x=twips_of_mm(profile.page.left_mm),
        at=node.at,
    )
    return (table, gap())


def attachment_page(state: WriterState, node: AttachmentPage, unit: str) -> tuple[Paragraph, ...]:
    """Return the opening of an attachment: 附件1 at the top, its title on line 3 (7.3.7).

    The name of the unit is not divided.
    """
    profile = state.profile
    state.attachments += 1
    number = "" if node.number is None else str(node.number)
    mark = run(f"附件{number}")
    top = (
        paragraph("AttachmentMark", mark, at=node.at, page_break_before=True),
        paragraph("FlushText"),
    )
    title, lines = title_lines(state, node.title, "title", unit)
    if not lines:
        return top
    pitch, block = profile.pitch_twips, profile.title_block
    slack = -lines * twips_of_pt(block.pitch_pt) % pitch
    after = slack + round(block.lines_after * pitch)
    headline = paragraph("Headline", *state.runs(title), at=node.at, before=0, after=after)
    return (*top, headline)
