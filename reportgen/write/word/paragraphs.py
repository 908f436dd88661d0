"""Headings, paragraphs and lists in, their `w:p` out."""

from __future__ import annotations

import re

from reportgen.document.nodes import Content, Heading, ListBlock, Paragraph, Text
from reportgen.units import twips_of_pt
from reportgen.write.word.draft import Draft
from reportgen.write.word.runs import run

KEEP_NEXT = "<w:keepNext/>"
_ROLE_STYLES = {
    "body": "BodyText",
    "flush": "FlushText",
    "centered": "CenteredText",
    "quote": "Quote",
    "source": "SourceText",
    "salutation": "Salutation",
    "attachment": "AttachmentList",
    "headline": "Headline",
}
_ATTACHMENT = r"(附件[：:]\s*)?(\d+[.．、]\s*)?"


def heading(draft: Draft, node: Heading) -> str:
    """Return a heading; its number is written text, see docs/dev/analysis/headings.md."""
    level = min(max(node.level, 1), 4)
    itself = level in draft.base.numbered
    written = node.number if node.number and not itself else ""
    content: Content = (Text(written), *node.content) if written else node.content
    # Number 0 takes a paragraph out of the numbering of its style (ECMA-376 17.9.18).
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>' if itself and not node.number else ""
    name = draft.next_heading()
    return draft.paragraph(f"Heading{level}", draft.bookmarked(name, draft.runs(content)), none)


def paragraph(draft: Draft, node: Paragraph, *, keep_next: bool, first: bool = True) -> str:
    """Return a paragraph in the style of its role, its run-in heading in the heading's face.

    `keep_next` holds it to the next paragraph; `first` tells whether a list of attachments opens.
    """
    keep = KEEP_NEXT if keep_next else ""
    inner = ""
    if node.lead:
        lead: Content = (Text(node.lead_number), *node.lead) if node.lead_number else node.lead
        shown = draft.runs(lead, f"Heading{min(max(node.lead_level, 1), 4)}Char")
        inner = draft.bookmarked(draft.next_heading(), shown)
    inner += draft.runs(node.content)
    if node.role == "attachment":
        return _attachment(draft, node, inner, keep, first=first)
    return draft.paragraph(_ROLE_STYLES[node.role], inner, keep)


def _attachment(draft: Draft, node: Paragraph, inner: str, keep: str, *, first: bool) -> str:
    # GB/T 9704-2012, 7.3.4: one blank line, indent 2, further lines under the name's first
    # character.
    profile = draft.base.profile
    size, pitch = profile.faces.body.size_pt, profile.pitch_twips
    met = re.match(_ATTACHMENT, draft.text(node.content))
    opening, number = met.groups("") if met else ("", "")
    start = profile.body.first_line_chars * size

    def width(text: str) -> float:
        return draft.width(text, "body", tracking_pt=profile.tracking_twips / 20)

    # Every number is measured after 附件：, so that all names begin at one place.
    through, word = width(f"附件：{number or ''}"), width("附件：")
    if opening:
        hang = through
    else:
        hang = through - word
        start += word if number else 0
    left, hanging = twips_of_pt(start + hang), twips_of_pt(hang)
    before = f' w:before="{pitch}"' if first else ""
    spacing = f"<w:spacing{before}/>" if before else ""
    indent = f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
    return draft.paragraph("AttachmentList", inner, f"{keep}{spacing}{indent}")


def list_block(draft: Draft, node: ListBlock, *, keep_next: bool) -> str:
    """Return the items as indented paragraphs: 1. 2. 3. when ordered, opened by —— when not."""
    out = []
    for number, item in enumerate(node.items, start=1):
        last = number == len(node.items)
        mark = run(f"{number}.") if node.ordered else run("——")
        keep = KEEP_NEXT if last and keep_next else ""
        out.append(draft.paragraph("BodyText", mark + draft.runs(item), keep))
    return "".join(out)
