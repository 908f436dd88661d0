"""Headings, paragraphs, lists, the contents and the signature become paragraphs of the model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.document.nodes import (
    AttachmentPage,
    Content,
    Contents,
    Heading,
    ListBlock,
    Report,
    Signature,
    Text,
)
from reportgen.document.nodes import Paragraph as Node
from reportgen.units import TWIPS_PER_PT, twips_of_pt
from reportgen.write.word.lowering.state import WriterState, heading_bookmark
from reportgen.write.word.lowering.text import run
from reportgen.write.word.model import (
    Border,
    FieldEnd,
    FieldStart,
    Inline,
    Link,
    PageReference,
    Paragraph,
    TabStop,
    paragraph,
)
from reportgen.write.word.numbering import Counter

HEADING_LEVELS = 4
_BYLINE_RULE = 12
"""The rule below the author of a story, in eighths of a point."""
_ROLE_STYLES = {
    "body": "BodyText",
    "flush": "FlushText",
    "centered": "CenteredText",
    "quote": "Quote",
    "source": "SourceText",
    "salutation": "Salutation",
    "attachment": "AttachmentList",
    "headline": "Headline",
    "byline": "Byline",
}
_ATTACHMENT = re.compile(r"(附件[：:]\s*)?(\d+[.．、]\s*)?")


def heading(state: WriterState, node: Heading) -> tuple[Paragraph, ...]:
    """Return a heading; its number is written text, see docs/dev/analysis/headings.md."""
    level = _level(node.level)
    own = state.template.headings.get(level)
    number_part = node.number if node.number and own is None else ""
    number, depth = None, 0
    if own is not None:
        number = state.restart(own) if node.number else 0
        depth = own.level.depth
    name = state.next_heading()
    return (
        paragraph(
            f"Heading{level}",
            state.add_bookmark(name, state.runs(_with_number(number_part, node.content))),
            at=node.at,
            keep_next=True if level in state.template.loose_headings else None,
            numbering=number,
            numbering_depth=depth if number else 0,
        ),
    )


def text_paragraph(state: WriterState, node: Node, *, first: bool) -> tuple[Paragraph, ...]:
    """Return a paragraph in the style of its role, its run-in heading in the heading's face.

    Its outline level puts it into the navigation pane, where the line begins with the heading. `first` says whether it may open a list of attachments.
    """
    inlines: list[Inline] = []
    if node.lead:
        style = f"Heading{_level(node.lead_level)}Char"
        lead = state.runs(
            _with_number(node.lead_number, node.lead), style, state.template.run_in_pt
        )
        inlines.append(state.add_bookmark(state.next_heading(), lead))
    inlines += state.runs(node.content)
    if node.role == "attachment":
        return (_attachment(state, node, inlines, first=first),)
    if node.role == "quote-signature":
        return (paragraph("Quote", *inlines, at=node.at, align="right", first_line_chars=0),)
    rule = Border(_BYLINE_RULE, state.colours.accent) if node.role == "byline" else None
    outline = _level(node.lead_level) - 1 if node.lead else None
    style = _ROLE_STYLES[node.role]
    return (paragraph(style, *inlines, at=node.at, border_below=rule, outline_level=outline),)


def _level(level: int) -> int:
    return min(max(level, 1), HEADING_LEVELS)


def _with_number(number: str | None, content: Content) -> Content:
    return (Text(number), *content) if number else content


def _attachment(state: WriterState, node: Node, inlines: list[Inline], *, first: bool) -> Paragraph:
    """Return a line of the list of attachments (GB/T 9704-2012, 7.3.4).

    A blank line stands above the list, it is set in by two characters, and further lines begin
    under the first character of the name.
    """
    profile = state.profile
    match = _ATTACHMENT.match(state.text(node.content))
    opening, number = match.groups("") if match else ("", "")
    start = profile.body.first_line_chars * profile.faces.body.size_pt

    def width(text: str) -> float:
        return state.width(text, "body", tracking_pt=profile.tracking_twips / TWIPS_PER_PT)

    # Every number is measured after 附件：, so that all names begin at one place.
    through, word = width(f"附件：{number or ''}"), width("附件：")
    hang = through
    if not opening:
        hang = through - word
        start += word if number else 0
    return paragraph(
        "AttachmentList",
        *inlines,
        at=node.at,
        before=profile.pitch_twips if first else None,
        left=twips_of_pt(start + hang),
        hanging=twips_of_pt(hang),
    )


def list_block(state: WriterState, node: ListBlock) -> tuple[Paragraph, ...]:
    """Return the items as indented paragraphs: 1. 2. 3. when ordered, opened by —— when not."""
    marks = (f"{number}." if node.ordered else "——" for number in range(1, len(node.items) + 1))
    return tuple(
        paragraph("BodyText", run(mark), *state.runs(item), at=node.at)
        for mark, item in zip(marks, node.items, strict=True)
    )


def contents(state: WriterState, report: Report, node: Contents) -> tuple[Paragraph, ...]:
    """Return 目录 and an entry for each heading down to the depth, as a TOC field already filled.

    Word takes run-in headings into a TOC as well: text in the character style linked to a heading.
    """
    depth = _level(node.depth)
    entries: list[Paragraph] = []
    number = 0
    counter = Counter(state.template.headings)
    for block in report.blocks:
        if isinstance(block, AttachmentPage):
            counter.restart()
        if isinstance(block, Heading):
            level, number_shown = block.level, block.number
            if number_shown and _level(level) in state.template.headings:
                number_shown = counter.next(_level(level))
            content = _with_number(number_shown, block.content)
        elif isinstance(block, Node) and block.lead:
            level, content = block.lead_level, _with_number(block.lead_number, block.lead)
        else:
            continue
        number += 1
        if level <= depth:
            text = state.text(content).replace("\n", "").rstrip("。：:")
            name = heading_bookmark(number)
            link = Link(name, (run(text), run("\t"), PageReference(name)))
            without_tab = _level(level) in state.template.untabbed_contents
            tabs = (TabStop(state.text_width, "right", "dot"),) if without_tab else ()
            entries.append(paragraph(f"TOC{max(level, 1)}", link, at=node.at, tabs=tabs))
    title = paragraph("TOCHeading", run("目　录"), at=node.at)
    if not entries:
        return (title,)
    # Not \\u, which would take the whole paragraph of a run-in heading for one.
    start = FieldStart(f' TOC \\o "1-{depth}" \\h \\z ')
    first = entries[0]
    entries[0] = first._replace(inlines=(start, *first.inlines))
    last = entries[-1]
    entries[-1] = last._replace(inlines=(*last.inlines, FieldEnd()))
    return (title, *entries)


@dataclass(frozen=True, slots=True)
class Offsets:
    """Room right of the unit and right of the date, in points."""

    unit: float
    date: float


def unsealed_offsets(unit: float, date: float, character: float, right: float) -> Offsets:
    """Return the offsets without a seal (GB/T 9704-2012, 7.3.5.2); all in points.

    The date begins two characters right of the unit. When it is the longer one it takes the right
    offset itself, and the unit moves left with it.
    """
    step = 2 * character
    if date <= unit:
        return Offsets(right, max(0.0, right + unit - step - date))
    return Offsets(right + date + step - unit, right)


def sealed_offsets(unit: float, date: float, right: float) -> Offsets:
    """Return the offsets with a seal (7.3.5.1): the date right by four, the unit centred over it.

    A unit too long for that moves both to the left until it fits. All are in points.
    """
    over = right + (date - unit) / 2
    shift = max(0.0, -over)
    return Offsets(over + shift, right + shift)


def signature(state: WriterState, node: Signature) -> tuple[Paragraph, ...]:
    """Return the signing unit and the date at the places of GB/T 9704-2012, 7.3.5."""
    profile, setting = state.profile, state.profile.signature
    tracking = profile.tracking_twips / TWIPS_PER_PT
    character = profile.faces.body.size_pt + tracking
    # A unit with a name of several lines is as wide as the line.
    room = state.text_width / TWIPS_PER_PT - setting.right_chars * character
    unit = min(room, state.width(state.text(node.unit), "body", tracking_pt=tracking))
    date = state.width(state.text(node.date), "body", tracking_pt=tracking)
    if node.sealed:
        offsets = sealed_offsets(unit, date, setting.sealed_right_chars * character)
    else:
        offsets = unsealed_offsets(unit, date, character, setting.right_chars * character)
    lines = setting.sealed_lines_before if node.sealed else setting.lines_before
    before = round(lines * profile.pitch_twips)
    out: list[Paragraph] = []
    for style, content, right in (
        ("Signature", node.unit, offsets.unit),
        ("Date", node.date, offsets.date),
    ):
        if content:
            space = before if not out and (before or style == "Signature") else None
            out.append(
                paragraph(
                    style,
                    *state.runs(content),
                    at=node.at,
                    before=space,
                    right=twips_of_pt(right),
                )
            )
    return tuple(out)
