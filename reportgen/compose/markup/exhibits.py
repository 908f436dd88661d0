"""`<table>` and `<chart>` elements → tables and charts, in reports and on slides."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from reportgen.compose.markup.checker import Checker
from reportgen.compose.markup.head_units import units_in_heads
from reportgen.compose.markup.inlines import content_of, first_content
from reportgen.compose.markup.reader import Element
from reportgen.document.nodes import Align, Cell, Chart, Column, Table, Text, Tone

_ALIGNS: dict[str, Align] = {"l": "left", "c": "center", "r": "right"}


def read_table(element: Element, checker: Checker) -> Table | None:
    """Return the table that `element` refers to, or that of its rows; None if there are none."""
    children = checker.children_by_tag(element)
    caption, note = first_content(children, "caption"), first_content(children, "note")
    unit = first_content(children, "unit")
    exhibit = checker.exhibit(element)
    if isinstance(exhibit, Table):
        return replace(
            exhibit,
            caption=caption or exhibit.caption,
            note=note or exhibit.note,
            unit=unit or exhibit.unit,
            id=element.attrib.get("id"),
        )
    header_rows = int(element.get("header", "1") or 1)
    rows = tuple(
        tuple(
            _in_bold(_cell(cell, index < header_rows), bold=row.get("sum") == "yes")
            for cell in checker.children_by_tag(row)["cell"]
        )
        for index, row in enumerate(children["row"])
    )
    if not any(rows):
        return None
    heights = tuple(float(row.get("height", "0") or 0) for row in children["row"])
    columns = _columns(element.get("columns"), rows)
    if _shape_fault(rows, len(columns)):
        checker.fault("table-shape", "表格各行的格数（算上跨行跨列）不一致", element)
        return None
    table = Table(
        columns,
        rows,
        header_rows,
        caption,
        id=element.attrib.get("id"),
        note=note,
        at=element.at,
        unit=unit,
        form=element.get("form") == "yes",
        heights=heights if any(heights) else (),
        open=element.get("rules") == "rows",
    )
    return units_in_heads(table) if element.get("units") == "head" else table


def _in_bold(cell: Cell, *, bold: bool) -> Cell:
    """Return a cell of a row of sums with its text bold, any other as it is."""
    if not bold:
        return cell
    content = tuple(replace(n, bold=True) if isinstance(n, Text) else n for n in cell.content)
    return replace(cell, content=content)


def _cell(element: Element, is_header: bool) -> Cell:
    own = content_of(element, skip=("p",))
    below = [child for child in element.children if child.tag == "p"]
    prose = [(content_of(child), child.get("role") == "source") for child in below]
    texts = [(text, small) for text, small in ((own, False), *prose) if text]
    paragraphs = [text for text, _ in texts] or [()]
    slides = tuple(map(int, element.get("slide", "").split()))
    return Cell(
        paragraphs[0],
        int(element.get("colspan", "1")),
        int(element.get("rowspan", "1")),
        cast("Align | None", element.attrib.get("align")),
        is_header or element.get("head") == "yes",
        tuple(paragraphs[1:]),
        any(child.get("role") != "flush" for child in below),
        int(element.get("blank", "0")),
        element.get("marked") == "yes",
        cast("Tone", element.get("tone")),
        slides,
        1 if own and slides else 0,
        tuple(place for place, (_, small) in enumerate(texts) if small),
    )


def _columns(alignments: str, rows: tuple[tuple[Cell, ...], ...]) -> tuple[Column, ...]:
    """Return the columns that `l3 c1 c1` describes: l, c, r with a relative width each."""
    columns = []
    for word in alignments.split():
        match = re.fullmatch(r"([lcr])(\d+(?:\.\d+)?)?", word)
        columns.append(Column(_ALIGNS[match[1]], float(match[2] or 0)) if match else Column())
    return tuple(columns) or tuple(Column() for _ in range(sum(c.colspan for c in rows[0])))


def _shape_fault(rows: tuple[tuple[Cell, ...], ...], width: int) -> bool:
    """Return whether the cells, with those they span, do not fill `width` columns in every row."""
    covered = [0] * width  # for each column: the rows that a cell above still covers
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


def read_chart(element: Element, checker: Checker) -> Chart | None:
    """Return the chart that `element` refers to."""
    children = checker.children_by_tag(element)
    exhibit = checker.exhibit(element)
    if not isinstance(exhibit, Chart):
        return None
    caption = first_content(children, "caption") or exhibit.caption
    return replace(exhibit, caption=caption, id=element.attrib.get("id"))
