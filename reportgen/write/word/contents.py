"""The headings of a report in, a TOC field with every entry already set out."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document.nodes import Contents, Heading, Paragraph, Report, Text
from reportgen.write.word.draft import Draft, toc_name
from reportgen.write.word.runs import field, run


def contents(draft: Draft, report: Report, node: Contents, pages: Mapping[str, int]) -> str:
    """Return the heading 目录 and an entry for each heading down to the depth, with its page.

    Word takes run-in headings into a TOC as well: text in the character style linked to a heading.
    """
    depth = min(max(node.depth, 1), 4)
    entries = []
    number = 0
    for block in report.blocks:
        if isinstance(block, Heading):
            level, content = block.level, (Text(block.number or ""), *block.content)
        elif isinstance(block, Paragraph) and block.lead:
            level, content = block.lead_level, (Text(block.lead_number or ""), *block.lead)
        else:
            continue
        number += 1
        if level <= depth:
            text = draft.text(content).replace("\n", "").rstrip("。：:")
            entries.append((max(level, 1), toc_name(number), text))
    title = draft.paragraph("TOCHeading", run("目　录"))
    if not entries:
        return title
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    out = [title]
    for index, (level, name, text) in enumerate(entries):
        page = field(f" PAGEREF {name} \\h ", run(str(pages.get(name, 1))))
        link = (
            f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}<w:r><w:tab/></w:r>'
            f"{page}</w:hyperlink>"
        )
        inner = (begin if index == 0 else "") + link + (end if index == len(entries) - 1 else "")
        out.append(draft.paragraph(f"TOC{level}", inner))
    return "".join(out)
