"""A `<report>` element → a Report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from reportgen.compose.markup.checker import Checker
from reportgen.compose.markup.exhibits import read_chart, read_table
from reportgen.compose.markup.inlines import content_of, first_content, number_of
from reportgen.compose.markup.reader import Element
from reportgen.compose.markup.vocabulary import BY_NAME
from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Columns,
    Content,
    Contents,
    Cover,
    Figure,
    Heading,
    Imprint,
    KeyFigure,
    KeyFigures,
    ListBlock,
    Matrix,
    MatrixItem,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Picture,
    Properties,
    PullQuote,
    RedHead,
    Report,
    Signature,
    Standfirst,
    Step,
    Steps,
    Summary,
    Text,
)
from reportgen.document.walk import plain_text

# GB/T 9704-2012, 7.2.5: the year in four digits and in 〔〕; no 第, no leading nought.
_DOCUMENT_NUMBER = r"[^\[\]()（）〔〕]+〔[12]\d{3}〕[1-9]\d*号"


def read_report(element: Element, checker: Checker, properties: Properties) -> Report:
    """Return the report of `element`; its faults are left in `checker`."""
    title: Content = ()
    subtitle: Content = ()
    shoulder: Content = ()
    footer: Content = ()
    head: RedHead | None = None
    cover: Cover | None = None
    blocks: list[Block] = []
    checker.check(element, ("report",))
    for child in checker.children(element):
        if not checker.check(child, BY_NAME["report"].children):
            continue
        match child.tag:
            case "meta":
                properties = read_meta(child, properties)
            case "cover":
                cover = _cover(child, checker)
            case "red-head":
                head = _red_head(child, checker)
            case "attachment-note":
                blocks += _attachment_note(child, checker)
            case "title":
                title = content_of(child)
            case "subtitle":
                subtitle = content_of(child)
            case "shoulder":
                shoulder = content_of(child)
            case "footer":
                footer = content_of(child)
            case _:
                block = _BLOCKS[child.tag](child, checker)
                if block is not None:
                    blocks.append(block)
    if not title:
        checker.fault("missing-title", "报告没有标题 <title>", element)
    return Report(
        properties,
        title,
        tuple(blocks),
        subtitle,
        format=element.get("format"),
        palette=element.get("palette"),
        numbers_one_page=element.get("page-number") != "several",
        at=element.at,
        shoulder=shoulder,
        head=head,
        cover=cover,
        footer=footer,
    )


def _cover(element: Element, checker: Checker) -> Cover:
    children = checker.children_by_tag(element)
    title, unit, subtitle, date, spine = (
        first_content(children, tag) for tag in ("title", "unit", "subtitle", "date", "spine")
    )
    return Cover(title, unit, subtitle, date, spine, element.at)


def read_meta(element: Element, properties: Properties) -> Properties:
    """Return `properties` with the values that the attributes of `<meta>` set."""
    return replace(
        properties,
        subject=element.get("subject") or properties.subject,
        keywords=element.get("keywords") or properties.keywords,
        description=element.get("description") or properties.description,
        author=element.get("author") or properties.author,
    )


def _heading(element: Element, _: Checker) -> Heading:
    number = "" if element.get("number") == "no" else None
    level = int(element.get("level", "1"))
    return Heading(level, content_of(element), number, element.attrib.get("id"), element.at)


def _paragraph(element: Element, _: Checker) -> Paragraph | None:
    leads = [child for child in element.children if child.tag == "lead"]
    lead = content_of(leads[0]) if leads else ()
    content = content_of(element, skip=("lead",))
    if not content and not lead:
        return None  # a template writes `<p>{{ text }}</p>` for a text that may be empty
    return Paragraph(
        content,
        cast("ParagraphRole", element.get("role", "body")),
        lead,
        int(element.get("level", "2")),
        None if element.get("number") == "yes" else "",
        element.at,
    )


def _list(element: Element, checker: Checker) -> ListBlock:
    items = tuple(content_of(li) for li in checker.children_by_tag(element)["li"])
    return ListBlock(items, element.get("ordered") == "yes", element.at)


def _figure(element: Element, checker: Checker) -> Figure | None:
    children = checker.children_by_tag(element)
    pictures = tuple(p for e in children["picture"] if isinstance(p := checker.exhibit(e), Picture))
    if not pictures:
        return None
    caption = first_content(children, "caption")
    wide, counted = element.get("wide") == "yes", element.get("number") != "no"
    return Figure(pictures, caption, element.attrib.get("id"), None, element.at, wide, counted)


def _key_figures(element: Element, checker: Checker) -> KeyFigures | None:
    items = _figures_in(checker.children_by_tag(element)["key-figure"], checker)
    return KeyFigures(items, element.at) if items else None


def _figures_in(elements: list[Element], checker: Checker) -> tuple[KeyFigure, ...]:
    items = []
    for child in elements:
        children = checker.children_by_tag(child)
        numbers = [number_of(n) for n in children["n"]]
        if numbers:
            items.append(
                KeyFigure(
                    numbers[0],
                    first_content(children, "label"),
                    first_content(children, "note"),
                )
            )
    return tuple(items)


def _summary(element: Element, checker: Checker) -> Summary | None:
    children = checker.children_by_tag(element)
    figures = _figures_in(children["key-figure"], checker)
    rows = tuple(
        tuple(content_of(cell) for cell in checker.children_by_tag(row)["cell"])
        for row in children["row"]
    )
    lines = []
    for item in children["item"]:
        parts = {e.tag: content_of(e) for e in checker.children(item)}
        lines.append((parts.get("label", ()), parts.get("text", ())))
    if not (figures or rows or lines):
        return None
    return Summary(first_content(children, "title"), figures, rows, tuple(lines), element.at)


def _steps(element: Element, checker: Checker) -> Steps | None:
    children = checker.children_by_tag(element)
    items = []
    for child in children["step"]:
        parts = checker.children_by_tag(child)
        items.append(Step(first_content(parts, "name"), first_content(parts, "text")))
    title = first_content(children, "title")
    return Steps(tuple(items), title, element.at) if items else None


def _matrix(element: Element, checker: Checker) -> Matrix | None:
    label: Content = ()
    lead: Content = ()
    items = []
    for child in checker.children(element):
        match child.tag:
            case "label":
                label = content_of(child)
            case "lead":
                lead = content_of(child)
            case "item":
                parts = {e.tag: content_of(e) for e in checker.children(child)}
                items.append(MatrixItem(parts.get("label", ()), parts.get("name", ())))
            case _:
                checker.check(child, ("label", "lead", "item"))
    return Matrix(label, lead, tuple(items), element.at) if items else None


def _signature(element: Element, checker: Checker) -> Signature:
    children = checker.children_by_tag(element)
    return Signature(
        first_content(children, "unit"), first_content(children, "date"),
        element.get("sealed") == "yes", element.at,
    )  # fmt: skip


def _contents(element: Element, _: Checker) -> Contents:
    return Contents(int(element.get("depth", "2")), element.at)


def _standfirst(element: Element, checker: Checker) -> Standfirst | None:
    paragraphs = (content_of(p) for p in checker.children_by_tag(element)["p"])
    filled = tuple(content for content in paragraphs if content)
    return Standfirst(filled, element.at) if filled else None


def _pull_quote(element: Element, _: Checker) -> PullQuote | None:
    content = content_of(element)
    return PullQuote(content, element.at) if content else None


def _columns(element: Element, _: Checker) -> Columns:
    return Columns(element.at)


def _page_break(element: Element, _: Checker) -> PageBreak:
    return PageBreak(element.at)


def _attachment_page(element: Element, checker: Checker) -> AttachmentPage:
    """Return the opening of an attachment (GB/T 9704-2012, 7.3.7)."""
    number = element.get("number")
    if number and not re.fullmatch("[1-9][0-9]?", number):
        message = f"<attachment-page> 的 number 应为序号，这里是“{number}”"
        checker.fault("wrong-attribute", message, element)
        number = ""
    return AttachmentPage(content_of(element), int(number) if number else None, element.at)


def _attachment_note(element: Element, checker: Checker) -> list[Paragraph]:
    """Return the list of attachments as it is written (GB/T 9704-2012, 7.3.4)."""
    items = [content_of(li) for li in checker.children_by_tag(element)["li"]]
    paragraphs = []
    for number, item in enumerate(items, start=1):
        label = ("附件：" if number == 1 else "") + (f"{number}." if len(items) > 1 else "")
        content = (Text(label), *item) if label else item
        paragraphs.append(Paragraph(content, "attachment", at=element.at))
    return paragraphs


def _red_head(element: Element, checker: Checker) -> RedHead:
    """Return the head of an issued document (GB/T 9704-2012, 7.2)."""
    children = checker.children_by_tag(element)
    organs = tuple(content_of(one) for one in children["organ"])
    if not any(organs):
        checker.fault("missing-organ", "<red-head> 里没有发文机关标志 <organ>", element)
    number = first_content(children, "number")
    text = plain_text(tuple(part for part in number if isinstance(part, Text))).strip()
    if text and not re.fullmatch(_DOCUMENT_NUMBER, text):
        message = f"发文字号“{text}”写法不合规范"
        hint = "年份写全，用六角括号〔〕，不加“第”，序号前不补零，如 和社党字〔2026〕5号"
        checker.fault("document-number", message, children["number"][0], hint)
    copy = element.get("copy")
    if copy and not re.fullmatch(r"\d{6}", copy):
        checker.fault("wrong-attribute", f"份号用六位数字，这里是“{copy}”", element)
    return RedHead(
        organs, number, tuple(content_of(one) for one in children["signer"]),
        copy, element.get("secrecy"), element.get("urgency"), element.at,
    )  # fmt: skip


def _imprint(element: Element, checker: Checker) -> Imprint:
    """Return the imprint of an issued document (GB/T 9704-2012, 7.4)."""
    children = checker.children_by_tag(element)
    return Imprint(
        first_content(children, "copies"), first_content(children, "unit"),
        first_content(children, "date"), element.at,
    )  # fmt: skip


#: tag → the function that reads it; None for a block that has nothing in it
_BLOCKS: dict[str, Callable[[Element, Checker], Block | None]] = {
    "h": _heading,
    "p": _paragraph,
    "list": _list,
    "table": read_table,
    "figure": _figure,
    "chart": read_chart,
    "key-figures": _key_figures,
    "summary": _summary,
    "steps": _steps,
    "matrix": _matrix,
    "signature": _signature,
    "contents": _contents,
    "standfirst": _standfirst,
    "pull-quote": _pull_quote,
    "columns": _columns,
    "page-break": _page_break,
    "attachment-page": _attachment_page,
    "imprint": _imprint,
}
