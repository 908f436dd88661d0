"""A unit that every figure of a column has stands in the head of the column (志愿服务（小时）)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen.document.nodes import Cell, LineBreak, Table, Text

_FIGURE = re.compile(r"([-+−±]?\d[\d,.]*)([^\d\s.,%％‰/（）万亿]{1,3})")
_NO_FIGURE = re.compile(r"[-—–－/]*|\d+/\d+")
"""What has no unit: a blank, a dash, and a share of branches (3/4)."""
_NEEDED = re.compile(r"[≥≤]\d[\d,.]*([^\d\s.,]{1,3})")
"""A cell of the head that says what is required, with its unit (≥12次)."""
_FEWEST = 2
"""So many figures have their unit in the head; a single one keeps it, unless the head has it already."""


def units_in_heads(table: Table) -> Table:
    """Return `table` with the units of its columns in their heads.

    A column with anything besides figures of one unit, dashes and shares stays as it is.
    """
    grid = list(_grid(table))
    rows = [list(row) for row in table.rows]
    for column in range(len(table.columns)):
        places = [(row, at) for row, at, start, span in grid if start == column and span == 1]
        heads = [place for place in places if place[0] < table.header_rows]
        body = [(row, at) for row, at in places if row >= table.header_rows]
        unit, figures = _unit_of([rows[row][at] for row, at in body])
        needed = (_NEEDED.fullmatch(_words(rows[row][at])) for row, at in heads)
        is_needed = any(match and match[1] == unit for match in needed)
        if not heads or not unit or (figures < _FEWEST and not is_needed):
            continue
        for row, at in body:
            rows[row][at] = _without(rows[row][at], unit)
        if not is_needed:
            row, at = heads[0]
            cell = rows[row][at]
            head = (*cell.content, LineBreak(), Text(f"（{unit}）"))
            rows[row][at] = replace(cell, content=head)
    return replace(table, rows=tuple(map(tuple, rows)))


def _grid(table: Table) -> Iterator[tuple[int, int, int, int]]:
    """Yield for each cell its row, its place in the row, its first column and how many it covers."""
    covered = [0] * len(table.columns)
    for index, row in enumerate(table.rows):
        free = iter([at for at, rows in enumerate(covered) if not rows])
        covered = [max(0, rows - 1) for rows in covered]
        for place, cell in enumerate(row):
            own = [next(free) for _ in range(cell.colspan)]
            for at in own:
                covered[at] = cell.rowspan - 1
            yield index, place, own[0], cell.colspan


def _words(cell: Cell) -> str:
    """Return the text of a cell; “…” where it holds anything but plain text."""
    if cell.further or not all(isinstance(one, Text) for one in cell.content):
        return "…"
    return "".join(one.text for one in cell.content if isinstance(one, Text))


def _unit_of(cells: list[Cell]) -> tuple[str, int]:
    """Return the unit of the figures of a column and their number; the unit is "" where they differ."""
    texts = [words for cell in cells if not _NO_FIGURE.fullmatch(words := _words(cell).strip())]
    matches = [_FIGURE.fullmatch(words) for words in texts]
    units = {match[2] if match else "" for match in matches}
    return units.pop() if len(units) == 1 else "", len(texts)


def _without(cell: Cell, unit: str) -> Cell:
    """Return a cell without the unit at the end of its text."""
    if not _FIGURE.fullmatch(_words(cell).strip()):
        return cell
    last = len(cell.content) - 1
    content = tuple(
        replace(one, text=one.text.rstrip().removesuffix(unit))
        if index == last and isinstance(one, Text)
        else one
        for index, one in enumerate(cell.content)
    )
    return replace(cell, content=tuple(one for one in content if one != Text("")))
