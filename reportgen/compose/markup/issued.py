"""The elements of issued documents → their nodes: 红头, 附件, 版记 (GB/T 9704-2012, 7.2 to 7.4)."""

from __future__ import annotations

import re

from reportgen.compose.markup.child_elements import children, first_content
from reportgen.compose.markup.elements import Elements
from reportgen.compose.markup.inlines import content_of
from reportgen.compose.markup.tree import Element
from reportgen.document.nodes import AttachmentPage, Imprint, Paragraph, RedHead, Text


def read_attachment_page(element: Element, elements: Elements) -> AttachmentPage:
    """Return the opening of an attachment."""
    given = element.get("number")
    if given and not re.fullmatch("[1-9][0-9]?", given):
        message = f"<attachment-page> 的 number 应为序号，这里是“{given}”"
        elements.fault("wrong-attribute", message, element)
        given = ""
    number = int(given) if given else None
    return AttachmentPage(content_of(element), number, element.at)


def read_attachment_note(element: Element, elements: Elements) -> list[Paragraph]:
    """Return the list of attachments as it is written (GB/T 9704-2012, 7.3.4)."""
    items = [content_of(li) for li in children(element, elements)["li"]]
    at = element.at
    out = []
    for number, item in enumerate(items, start=1):
        mark = ("附件：" if number == 1 else "") + (f"{number}." if len(items) > 1 else "")
        content = (Text(mark), *item) if mark else item
        out.append(Paragraph(content, "attachment", at=at))
    return out


# GB/T 9704-2012, 7.2.5: the year whole, in 〔〕; no 第, no leading nought.
_NUMBER = r"[^\[\]()（）〔〕]+〔[12]\d{3}〕[1-9]\d*号"


def read_red_head(element: Element, elements: Elements) -> RedHead:
    """Return the head of an issued document."""
    found = children(element, elements)
    organs = tuple(content_of(one) for one in found["organ"])
    if not any(organs):
        elements.fault("missing-organ", "<red-head> 里没有发文机关标志 <organ>", element)
    number = first_content(found, "number")
    written = "".join(part.text for part in number if isinstance(part, Text)).strip()
    if written and not re.fullmatch(_NUMBER, written):
        message = f"发文字号“{written}”写法不合规范"
        hint = "年份写全，用六角括号〔〕，不加“第”，序号前不补零，如 和社党字〔2026〕5号"
        elements.fault("document-number", message, found["number"][0], hint)
    copy = element.get("copy")
    if copy and not re.fullmatch(r"\d{6}", copy):
        elements.fault("wrong-attribute", f"份号用六位数字，这里是“{copy}”", element)
    return RedHead(
        organs, number, tuple(content_of(one) for one in found["signer"]),
        copy, element.get("secrecy"), element.get("urgency"), element.at,
    )  # fmt: skip


def read_imprint(element: Element, elements: Elements) -> Imprint:
    """Return the imprint of an issued document."""
    found = children(element, elements)
    return Imprint(
        first_content(found, "copies"), first_content(found, "unit"),
        first_content(found, "date"), element.at,
    )  # fmt: skip
