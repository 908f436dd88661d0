"""The headings of a report in, a TOC field with every entry already set out."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document.nodes import Contents, Heading, Report, Text
from reportgen.write.word.draft import Draft
from reportgen.write.word.runs import field, run


def contents(draft: Draft, report: Report, node: Contents, pages: Mapping[str, int]) -> str:
    """Return the heading 目录 and an entry for each heading down to the depth, with its page."""
    depth = min(max(node.depth, 1), 4)
    entries = []
    number = 0
    for block in report.blocks:
        if not isinstance(block, Heading):
            continue
        number += 1
        if block.level <= depth:
            name = f"_Toc{200_000_000 + number}"
            text = draft.text((Text(block.number or ""), *block.content)).replace("\n", "")
            entries.append((max(block.level, 1), name, text))
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
