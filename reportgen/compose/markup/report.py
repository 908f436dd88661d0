"""A `<report>` element → a Report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from reportgen.compose.markup.child_elements import children, first_content
from reportgen.compose.markup.elements import Elements
from reportgen.compose.markup.inlines import content_of, number_of
from reportgen.compose.markup.issued import (
    read_attachment_note,
    read_attachment_page,
    read_imprint,
    read_red_head,
)
from reportgen.compose.markup.tree import Element
from reportgen.compose.markup.vocabulary import BY_NAME
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


def read_report(element: Element, elements: Elements, properties: Properties) -> Report:
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
                title = content_of(child)
            case "subtitle":
                subtitle = content_of(child)
            case "shoulder":
                shoulder = content_of(child)
            case _:
                block = _BLOCKS[child.tag](child, elements)
                if block is not None:
                    blocks.append(block)
    if not title:
        elements.fault("missing-title", "报告没有标题 <title>", element)
    return Report(
        properties, title, tuple(blocks), subtitle, element.get("format"),
        element.at, shoulder, head,
    )  # fmt: skip


def read_meta(element: Element, properties: Properties) -> Properties:
    """Return `properties` with what `<meta>` says."""
    return replace(
        properties,
        subject=element.get("subject") or properties.subject,
        keywords=element.get("keywords") or properties.keywords,
        description=element.get("description") or properties.description,
        author=element.get("author") or properties.author,
    )


def _heading(element: Element, _: Elements) -> Heading:
    number = "" if element.get("number") == "no" else None
    return Heading(
        int(element.get("level", "1")), content_of(element), number,
        element.attrib.get("id"), element.at,
    )  # fmt: skip


def _paragraph(element: Element, _: Elements) -> Paragraph | None:
    leads = [child for child in element.children() if child.tag == "lead"]
    lead = content_of(leads[0]) if leads else ()
    content = content_of(element, skip=("lead",))
    if not content and not lead:
        return None  # a value that was left out leaves no empty paragraph
    return Paragraph(
        content,
        cast("ParagraphRole", element.get("role", "body")),
        lead,
        int(element.get("level", "2")),
        None if element.get("number") == "yes" else "",
        element.at,
    )


def _list(element: Element, elements: Elements) -> ListBlock:
    items = tuple(content_of(li) for li in children(element, elements)["li"])
    return ListBlock(items, element.get("ordered") == "yes", element.at)


def read_table(element: Element, elements: Elements) -> Table | None:
    """Return the table of `element`, by reference or from its rows."""
    found = children(element, elements)
    caption, note = first_content(found, "caption"), first_content(found, "note")
    given = elements.handle(element)
    if isinstance(given, Table):
        return replace(
            given, caption=caption or given.caption, note=note, id=element.attrib.get("id")
        )
    header_rows = int(element.get("header", "1") or 1)
    rows = tuple(
        tuple([_cell(cell, index < header_rows) for cell in children(row, elements)["cell"]])
        for index, row in enumerate(found["row"])
    )
    if not any(rows):
        return None
    columns = _columns(element.get("columns"), rows)
    if _shape_fault(rows, len(columns)):
        elements.fault("table-shape", "表格各行的格数（算上跨行跨列）不一致", element)
        return None
    return Table(
        columns, rows, header_rows, caption, element.attrib.get("id"), None, note, element.at
    )


def _cell(element: Element, is_header: bool) -> Cell:
    content = content_of(element)
    if not element.attrib:
        return Cell(content, 1, 1, None, is_header)
    return Cell(
        content,
        int(element.get("colspan", "1")),
        int(element.get("rowspan", "1")),
        cast("Align | None", element.attrib.get("align")),
        is_header,
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


def _figure(element: Element, elements: Elements) -> Figure | None:
    found = children(element, elements)
    pictures = tuple(p for e in found["picture"] if isinstance(p := elements.handle(e), Picture))
    if not pictures:
        return None
    caption = first_content(found, "caption")
    return Figure(pictures, caption, element.attrib.get("id"), None, element.at)


def read_chart(element: Element, elements: Elements) -> Chart | None:
    """Return the chart `element` refers to."""
    found = children(element, elements)
    given = elements.handle(element)
    if not isinstance(given, Chart):
        return None
    caption = first_content(found, "caption") or given.caption
    return replace(given, caption=caption, id=element.attrib.get("id"))


def _key_figures(element: Element, elements: Elements) -> KeyFigures | None:
    items = []
    for child in children(element, elements)["key-figure"]:
        found = children(child, elements)
        numbers = [number_of(n) for n in found["n"]]
        if numbers:
            items.append(
                KeyFigure(
                    numbers[0],
                    first_content(found, "label"),
                    first_content(found, "note"),
                )
            )
    return KeyFigures(tuple(items), element.at) if items else None


def _steps(element: Element, elements: Elements) -> Steps | None:
    found = children(element, elements)
    items = []
    for child in found["step"]:
        parts = children(child, elements)
        items.append(Step(first_content(parts, "name"), first_content(parts, "text")))
    title = first_content(found, "title")
    return Steps(tuple(items), title, element.at) if items else None


def _matrix(element: Element, elements: Elements) -> Matrix | None:
    label: Content = ()
    lead: Content = ()
    items = []
    for child in elements.children(element):
        match child.tag:
            case "label":
                label = content_of(child)
            case "lead":
                lead = content_of(child)
            case "item":
                parts = {e.tag: content_of(e) for e in elements.children(child)}
                items.append(MatrixItem(parts.get("label", ()), parts.get("name", ())))
            case _:
                elements.check(child, ("label", "lead", "item"))
    return Matrix(label, lead, tuple(items), element.at) if items else None


def _signature(element: Element, elements: Elements) -> Signature:
    found = children(element, elements)
    return Signature(
        first_content(found, "unit"), first_content(found, "date"),
        element.get("sealed") == "yes", element.at,
    )  # fmt: skip


def _contents(element: Element, _: Elements) -> Contents:
    return Contents(int(element.get("depth", "2")), element.at)


def _page_break(element: Element, _: Elements) -> PageBreak:
    return PageBreak(element.at)


_BLOCKS: dict[str, Callable[[Element, Elements], Block | None]] = {
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
