"""Rows of a table of a report as SVG: grounds, rules, and texts in their cells. Lengths are in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.spans import Span
from reportgen.write.preview.paragraphs import ParagraphDrawing
from reportgen.write.preview.svg import group, number, of_twips, path, rectangle
from reportgen.write.preview.text import place_attribute
from reportgen.write.word.model import Border, Borders, Cell, Paragraph, Table
from reportgen.write.xml import Xml

_LEAST_RULE_PT = 0.75
"""A rule is a pixel wide at least, as programs show the finest ones."""

_SLACK = 0.15
"""The share of a line that may stand below the end of a page."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a table on a page: its place among the rows, where it begins, and how high it is there.

    Of a row that pages divide, `above` is how much of it stands on pages before, `whole` its full height.
    """

    place: int
    y: float
    height: float
    above: float = 0.0
    whole: float = 0.0

    @property
    def is_divided(self) -> bool:
        """Whether other pages have a part of it."""
        return self.whole > 0

    def holds(self, bottom: float, pitch: float) -> bool:
        """Return whether a line that ends `bottom` below the top of the whole row stands on this page."""
        slack = pitch * _SLACK
        ends = bottom - self.above
        is_last = self.above + self.height > self.whole - slack
        return ends > slack * (self.above > 0) and (ends <= self.height + slack or is_last)


@dataclass(eq=False, slots=True)
class _Rules:
    """The rules of a table by colour and weight: those that are alike become one path."""

    lines: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def level(self, border: Border | None, x: float, y: float, width: float, side: int) -> None:
        """Add a level line where a border draws one; all of it is below `y`, above where `side` is -1."""
        if border is not None and border.eighths:
            middle = y + side * border.eighths / 16
            self._add(border, f"M{number(x)} {number(middle)}h{number(width)}")

    def upright(self, border: Border | None, x: float, y: float, height: float) -> None:
        """Add an upright line where a border draws one."""
        if border is not None and border.eighths:
            self._add(border, f"M{number(x)} {number(y)}v{number(height)}")

    def _add(self, border: Border, d: str) -> None:
        self.lines.setdefault((border.colour, border.eighths), []).append(d)

    def drawn(self) -> list[Xml]:
        """Return the rules, the strongest last: it lies above the others where they cross."""
        return [
            path(
                "".join(dict.fromkeys(lines)),
                fill="none",
                stroke="#000000" if colour == "auto" else f"#{colour}",
                stroke_width=number(max(eighths / 8, _LEAST_RULE_PT)),
                shape_rendering="crispEdges",
            )
            for (colour, eighths), lines in sorted(self.lines.items(), key=lambda pair: pair[0][1])
        ]


def table_rows(
    table: Table, rows: Sequence[PlacedRow], left: float, drawing: ParagraphDrawing
) -> Xml:
    """Return rows of a table that stand on one page below one another, the table's left edge at `left`.

    Cells joined with rows of another page end with the page.
    """
    edges = [left]
    for width in table.widths:
        edges.append(edges[-1] + of_twips(width))
    grounds: list[Xml] = []
    texts: list[Xml] = []
    rules = _Rules()
    for index, row in enumerate(rows):
        column = 0
        cells: list[Xml] = []
        for cell in table.rows[row.place].cells:
            x, ends = edges[column], edges[min(column + cell.span, len(edges) - 1)]
            begins = cell.merge != "continue"
            if begins or index == 0:
                height = row.height + sum(
                    below.height for below in _joined(table, rows[index + 1 :], column, cell)
                )
                if cell.fill:
                    grounds.append(
                        rectangle(
                            x,
                            row.y,
                            ends - x,
                            height,
                            fill=f"#{cell.fill.lower()}",
                            shape_rendering="crispEdges",
                        )
                    )
                sides = _sides(table, rows, index, column, cell)
                _add_rules(rules, table, cell, (x, row.y, ends - x, height), sides)
                if begins:
                    border = _upper(table, cell, at_top=sides[1])
                    above = border.eighths / 8 if border is not None else 0.0
                    inner = (x, row.y + above, ends - x, height - above)
                    cells.append(_text(table, cell, inner, row, drawing))
            column += cell.span
        texts.append(group(*cells, role="row"))
    return group(
        *grounds, *rules.drawn(), *texts,
        role="table", data_at=place_attribute(table.at), aria_label=table.caption or None,
    )  # fmt: skip


def _joined(table: Table, below: Sequence[PlacedRow], column: int, cell: Cell) -> list[PlacedRow]:
    """Return the rows below that a cell at a column goes on through."""
    out: list[PlacedRow] = []
    if not cell.merge:
        return out
    for row in below:
        at = 0
        goes_on = False
        for other in table.rows[row.place].cells:
            goes_on = goes_on or (at == column and other.merge == "continue")
            at += other.span
        if not goes_on:
            break
        out.append(row)
    return out


def _sides(
    table: Table, rows: Sequence[PlacedRow], index: int, column: int, cell: Cell
) -> tuple[bool, bool, bool, bool]:
    """Return whether a cell stands at the left, the upper, the right and the lower edge of its table."""
    last = rows[index].place + len(_joined(table, rows[index + 1 :], column, cell))
    return (
        column == 0,
        rows[index].place == 0,
        column + cell.span >= len(table.widths),
        last >= len(table.rows) - 1,
    )


def _add_rules(
    rules: _Rules,
    table: Table,
    cell: Cell,
    box: tuple[float, float, float, float],
    outer: tuple[bool, bool, bool, bool],
) -> None:
    x, y, w, h = box
    usual, own = table.borders, cell.borders or Borders()
    at_left, at_top, at_right, at_bottom = outer
    left, right = (
        (usual.left if at_left else usual.inside_v),
        (usual.right if at_right else usual.inside_v),
    )
    rules.upright(left if own.left is None else own.left, x, y, h)
    rules.upright(right if own.right is None else own.right, x + w, y, h)
    rules.level(_upper(table, cell, at_top=at_top), x, y, w, 1)
    bottom = usual.bottom if at_bottom else usual.inside_h
    # The line between two rows takes its room below; that of the last row inside it.
    rules.level(bottom if own.bottom is None else own.bottom, x, y + h, w, -1 if at_bottom else 1)


def _upper(table: Table, cell: Cell, *, at_top: bool) -> Border | None:
    """Return the border above a cell."""
    usual = table.borders.top if at_top else table.borders.inside_h
    return usual if cell.borders is None or cell.borders.top is None else cell.borders.top


def _text(
    table: Table,
    cell: Cell,
    box: tuple[float, float, float, float],
    row: PlacedRow,
    drawing: ParagraphDrawing,
) -> Xml:
    """Return the paragraphs of a cell in its box; of a divided row those lines that stand here."""
    x, y, w, h = box
    margin = table.side_margin if cell.side_margin is None else cell.side_margin
    side, upright = of_twips(margin), of_twips(table.upright_margin)
    width = round((w - 2 * side) * 20)
    set_ones = [(paragraph, drawing.set(paragraph, width)) for paragraph in cell.paragraphs]
    heights = [
        of_twips(one.line * one.count + one.style.before + one.style.after) for _, one in set_ones
    ]
    room = row.whole - (y - row.y) if row.is_divided else h
    at = upright + (max((room - sum(heights)) / 2 - upright, 0.0) if cell.align == "center" else 0)
    drawn = []
    first: float | None = None
    for (paragraph, one), height in zip(set_ones, heights, strict=True):
        top, pitch = at + of_twips(one.style.before), of_twips(one.line)
        some = range(one.count)
        if row.is_divided:
            here = [place for place in some if row.holds(top + pitch * (place + 1), pitch)]
            some = range(here[0], here[-1] + 1) if here else range(0)
            top += pitch * some.start - row.above
        if some:
            # No line stands above the row: the first one that goes on here begins with it.
            first = top if first is None else first
            top -= min(first, 0.0)
            drawn.append(drawing.lines(paragraph, one, x + side, y + top, w - 2 * side, some))
        at += height
    return group(*drawn, role="cell", data_at=place_attribute(_first_place(cell.paragraphs)))


def _first_place(paragraphs: Sequence[Paragraph]) -> Span | None:
    return next((paragraph.at for paragraph in paragraphs if paragraph.at is not None), None)
