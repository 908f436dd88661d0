"""A `<report>` element → a Report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from lxml import etree

from reportgen.compose.child_elements import children, content_of
from reportgen.compose.elements import Elements
from reportgen.compose.issued_markup import (
    read_attachment_note,
    read_attachment_page,
    read_imprint,
    read_red_head,
)
from reportgen.compose.tags import BY_NAME
from reportgen.document.nodes import (
    Align,
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Contents,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    ListBlock,
    Matrix,
    MatrixItem,
    Number,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Picture,
    Properties,
    RedHead,
    Report,
    Signature,
    Step,
    Steps,
    Table,
)

_ALIGNS: dict[str, Align] = {"l": "left", "c": "center", "r": "right"}


def read_report(element: etree._Element, elements: Elements, properties: Properties) -> Report:
    """Return the report of `element`; its faults are left in `elements`."""
    title: Content = ()
    subtitle: Content = ()
    shoulder: Content = ()
    head: RedHead | None = None
    blocks: list[Block] = []
    elements.check(element, ("report",))
    for child in elements.children(element):
        if not elements.check(child, BY_NAME["report"].children):
            continue
        match child.tag:
            case "meta":
                properties = read_meta(child, properties)
            case "red-head":
                head = read_red_head(child, elements)
            case "attachment-note":
                blocks += read_attachment_note(child, elements)
            case "title":
                title = elements.content(child)
            case "subtitle":
                subtitle = elements.content(child)
            case "shoulder":
                shoulder = elements.content(child)
            case _:
                block = _BLOCKS[str(child.tag)](child, elements)
                if block is not None:
                    blocks.append(block)
    if not title:
        elements.fault("missing-title", "报告没有标题 <title>", element)
    return Report(
        properties, title, tuple(blocks), subtitle, element.get("format", ""),
        elements.at(element), shoulder, head,
    )  # fmt: skip


def read_meta(element: etree._Element, properties: Properties) -> Properties:
    """Return `properties` with what `<meta>` says."""
    return replace(
        properties,
        subject=element.get("subject") or properties.subject,
        keywords=element.get("keywords") or properties.keywords,
        description=element.get("description") or properties.description,
        author=element.get("author") or properties.author,
    )


def _heading(element: etree._Element, elements: Elements) -> Heading:
    number = "" if element.get("number") == "no" else None
    return Heading(
        int(element.get("level", "1")), elements.content(element), number,
        element.get("id"), elements.at(element),
    )  # fmt: skip


def _paragraph(element: etree._Element, elements: Elements) -> Paragraph | None:
    leads = [child for child in element if child.tag == "lead"]
    lead = elements.content(leads[0]) if leads else ()
    content = elements.content(element, skip=("lead",))
    if not content and not lead:
        return None  # a value that was left out leaves no empty paragraph
    return Paragraph(
        content,
        cast("ParagraphRole", element.get("role", "body")),
        lead,
        int(element.get("level", "2")),
        None if element.get("number") == "yes" else "",
        elements.at(element),
    )


def _list(element: etree._Element, elements: Elements) -> ListBlock:
    items = tuple(elements.content(li) for li in children(element, elements)["li"])
    return ListBlock(items, element.get("ordered") == "yes", elements.at(element))


def read_table(element: etree._Element, elements: Elements) -> Table | None:
    """Return the table of `element`, by reference or from its rows."""
    found = children(element, elements)
    caption, note = content_of(found, "caption", elements), content_of(found, "note", elements)
    given = elements.handle(element)
    if isinstance(given, Table):
        return replace(given, caption=caption or given.caption, note=note, id=element.get("id"))
    header_rows = int(element.get("header", "1") or 1)
    rows = tuple(
        tuple(
            Cell(
                elements.content(cell),
                int(cell.get("colspan", "1")),
                int(cell.get("rowspan", "1")),
                cast("Align | None", cell.get("align")),
                index < header_rows,
            )
            for cell in children(row, elements)["cell"]
        )
        for index, row in enumerate(found["row"])
    )
    if not rows:
        return None
    columns = _columns(element.get("columns", ""), rows)
    if _shape_fault(rows, len(columns)):
        elements.fault("table-shape", "表格各行的格数（算上跨行跨列）不一致", element)
        return None
    return Table(
        columns, rows, header_rows, caption, element.get("id"), None, note, elements.at(element)
    )


def _columns(text: str, rows: tuple[tuple[Cell, ...], ...]) -> tuple[Column, ...]:
    columns = []
    for word in text.split():
        match = re.fullmatch(r"([lcr])(\d+(?:\.\d+)?)?", word)
        columns.append(Column(_ALIGNS[match[1]], float(match[2] or 0)) if match else Column())
    return tuple(columns) or tuple(Column() for _ in range(sum(c.colspan for c in rows[0])))


def _shape_fault(rows: tuple[tuple[Cell, ...], ...], width: int) -> bool:
    covered = [0] * width  # how many rows each column is still covered from above
    for row in rows:
        free = [index for index in range(width) if not covered[index]]
        needed = sum(cell.colspan for cell in row)
        if needed != len(free):
            return True
        covered = [max(0, count - 1) for count in covered]
        position = 0
        for cell in row:
            for index in free[position : position + cell.colspan]:
                covered[index] = cell.rowspan - 1
            position += cell.colspan
    return any(covered)


def _figure(element: etree._Element, elements: Elements) -> Figure | None:
    found = children(element, elements)
    pictures = tuple(p for e in found["picture"] if isinstance(p := elements.handle(e), Picture))
    if not pictures:
        return None
    caption = content_of(found, "caption", elements)
    return Figure(pictures, caption, element.get("id"), None, elements.at(element))


def read_chart(element: etree._Element, elements: Elements) -> Chart | None:
    """Return the chart `element` refers to."""
    found = children(element, elements)
    given = elements.handle(element)
    if not isinstance(given, Chart):
        return None
    caption = content_of(found, "caption", elements) or given.caption
    return replace(given, caption=caption, id=element.get("id"))


def _key_figures(element: etree._Element, elements: Elements) -> KeyFigures | None:
    items = []
    for child in children(element, elements)["key-figure"]:
        found = children(child, elements)
        numbers = [
            part
            for n in found["n"]
            for part in elements.content(_wrapped(n))
            if isinstance(part, Number)
        ]
        if numbers:
            items.append(
                KeyFigure(
                    numbers[0],
                    content_of(found, "label", elements),
                    content_of(found, "note", elements),
                )
            )
    return KeyFigures(tuple(items), elements.at(element)) if items else None


def _wrapped(element: etree._Element) -> etree._Element:
    # Inline readers look at the children of what they are given.
    holder = etree.Element("p", at=element.get("at", ""))
    holder.append(element)
    element.tail = None
    return holder


def _steps(element: etree._Element, elements: Elements) -> Steps | None:
    found = children(element, elements)
    items = []
    for child in found["step"]:
        parts = children(child, elements)
        items.append(Step(content_of(parts, "name", elements), content_of(parts, "text", elements)))
    title = content_of(found, "title", elements)
    return Steps(tuple(items), title, elements.at(element)) if items else None


def _matrix(element: etree._Element, elements: Elements) -> Matrix | None:
    label: Content = ()
    lead: Content = ()
    items = []
    for child in elements.children(element):
        match child.tag:
            case "label":
                label = elements.content(child)
            case "lead":
                lead = elements.content(child)
            case "item":
                parts = {str(e.tag): elements.content(e) for e in elements.children(child)}
                items.append(MatrixItem(parts.get("label", ()), parts.get("name", ())))
            case _:
                elements.check(child, ("label", "lead", "item"))
    return Matrix(label, lead, tuple(items), elements.at(element)) if items else None


def _signature(element: etree._Element, elements: Elements) -> Signature:
    found = children(element, elements)
    return Signature(
        content_of(found, "unit", elements), content_of(found, "date", elements),
        element.get("sealed") == "yes", elements.at(element),
    )  # fmt: skip


def _contents(element: etree._Element, elements: Elements) -> Contents:
    return Contents(int(element.get("depth", "2")), elements.at(element))


def _page_break(element: etree._Element, elements: Elements) -> PageBreak:
    return PageBreak(elements.at(element))


_BLOCKS: dict[str, Callable[[etree._Element, Elements], Block | None]] = {
    "h": _heading,
    "p": _paragraph,
    "list": _list,
    "table": read_table,
    "figure": _figure,
    "chart": read_chart,
    "key-figures": _key_figures,
    "steps": _steps,
    "matrix": _matrix,
    "signature": _signature,
    "contents": _contents,
    "page-break": _page_break,
    "attachment-page": read_attachment_page,
    "imprint": read_imprint,
}
