"""Charts, pictures and tables of the content → nodes of the document, which markup refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast, get_args

from markupsafe import Markup, escape

from reportgen.compose.phrases import inlines_of
from reportgen.compose.places import as_markup
from reportgen.compose.templates.chart_order import arranged
from reportgen.content import quantities
from reportgen.content.chart_values import (
    ChartPoint,
    ChartUnit,
    common_unit,
    named_unit,
    point_of,
    unit_of,
)
from reportgen.content.model import ChartData, PictureFile, TableData
from reportgen.content.quantities import Quantity, Wording
from reportgen.content.references import picture_path
from reportgen.content.tables.grid import GridCell, grid_of
from reportgen.document.nodes import (
    Align,
    Cell,
    Chart,
    ChartKind,
    Column,
    Content,
    Picture,
    Series,
    Table,
    Text,
    number_text,
)
from reportgen.spans import Located, span_of

#: characters of a cell up to which it is a short word, and beyond which it is always set at the left
_SHORT_CELL, _LONG_CELL = 6, 12
#: what stands in a cell for a number that is not there
_NOTHING = ("", "-", "－", "—", "——", "–", "/", "／", "…", "……")
_ALIGNS: dict[str, Align] = {
    "左": "left",
    "中": "center",
    "右": "right",
    "left": "left",
    "center": "center",
    "right": "right",
}


@dataclass(eq=False, slots=True)
class Exhibits:
    """The exhibits of one document: its markup names each by its number, `<table ref="0"/>`."""

    items: list[Any] = field(default_factory=list)

    def add(self, tag: str, item: Table | Chart | Picture, name: str = "") -> Markup:
        """Add an exhibit and return the element that refers to it; by its name a text refers to it."""
        self.items.append(item)
        own = f' id="{escape(name)}"' if name else ""
        return as_markup(f'<{tag} ref="{len(self.items) - 1}"{own}/>')


def chart_of_numbers(title: str, unit: str, data: dict[str, Any], kind: str) -> Chart:
    """Return a chart of one series of plain numbers or quantities.

    Raise ValueError for a kind of chart there is not.
    """
    if kind not in get_args(ChartKind) or kind == "range":
        raise ValueError(f"unknown chart kind '{kind}'")
    numbers = [value for value in data.values() if isinstance(value, Quantity)]
    chosen = named_unit(unit) if unit else common_unit(numbers)
    series = _series(title, list(data.values()), chosen)
    categories = tuple(str(k) for k in data)
    written = _written(title, unit, *data, *data.values())
    drawn = cast("ChartKind", kind)
    return arranged(Chart(drawn, title, categories, (series,), chosen.name, written=written))


def chart_node(data: ChartData) -> Chart:
    """Return a chart of the content as a document node."""
    groups = data.series or {data.title: data.data}
    categories = tuple(dict.fromkeys(name for values in groups.values() for name in values))
    unit = unit_of(data)
    chart = Chart(
        data.kind,
        str(data.title),
        tuple(str(c) for c in categories),
        tuple(
            _series(str(name), [values.get(c) for c in categories], unit)
            for name, values in groups.items()
        ),
        unit.name,
        categories.index(data.highlight) if data.highlight else None,
        newest_last=_are_years(list(groups)),
        at=span_of(data.title),
        written=_written(
            data.title,
            data.unit,
            *groups,
            *(text for values in groups.values() for pair in values.items() for text in pair),
        ),
    )
    return arranged(chart, in_order=data.order)


def _series(name: str, values: Sequence[Any], unit: ChartUnit) -> Series:
    """Return a series of plain numbers and of values of the content; words leave a gap."""
    points = [_point(value, unit) for value in values]
    numbers = tuple(float(point.number) if point else None for point in points)
    labels = tuple(point.label if point else "" for point in points)
    plain = tuple("" if number is None else number_text(number) for number in numbers)
    if labels == plain:
        return Series(name, numbers)
    return Series(name, numbers, labels, tuple(point.text if point else "" for point in points))


def _point(value: Any, unit: ChartUnit) -> ChartPoint | None:
    if value is None or isinstance(value, Quantity | Wording):
        return point_of(value, unit) if value else None
    number = Decimal(str(value))
    text = number_text(float(number))
    return ChartPoint(number, text, f"{text}{unit.name}")


#: the name of a series that is a year: 2025年, 2025年度, 上年, 本年
_YEAR_NAME = re.compile(r"(?P<year>(?:19|20)\d\d)年?度?|(?P<last>上年|去年)度?|(?:本年|今年)度?")


def _are_years(names: Sequence[str]) -> bool:
    """Return whether series are years from the earliest to the latest."""
    years = [_YEAR_NAME.fullmatch(str(name)) for name in names]
    if len(names) < 2 or not all(years):
        return False
    order = [int(match["year"] or (9998 if match["last"] else 9999)) for match in years if match]
    return order == sorted(set(order))


def _written(*values: Any) -> tuple[str, ...]:
    """Return the texts and values of a chart that know their places; it does not draw words."""
    texts = (v.text if isinstance(v, Quantity) else v for v in values)
    return tuple(text for text in texts if isinstance(text, Located))


def captioned(chart: Chart) -> Chart:
    """Return a chart with its title and its unit as its caption too."""
    return replace(chart, caption=tuple(inlines_of(chart.heading, chart.at)))


def picture_node(data: PictureFile, folder: str) -> Picture:
    """Return a picture of the content as a document node."""
    return Picture(
        picture_path(folder, data.file),
        data.alt or data.caption,
        tuple(inlines_of(str(data.caption), span_of(data.caption))),
        data.credit,
        data.focus,
        at=span_of(data.file),
    )


def table_node(data: TableData) -> Table:
    """Return a table of the content as a node.

    Where `align` says nothing the first column stands at the left, a column mostly of figures at the
    right, one mostly of short words and joined cells in the middle. Cells that name rows are heads.
    """
    grid = grid_of(data)
    body = [cell for row in grid.rows[grid.head_rows :] for cell in row]
    columns = [
        _column_align(i, body, names_rows=i < grid.row_heads) for i in range(len(grid.columns))
    ]
    words = tuple(_ALIGNS[data.align[i]] for i in grid.columns if data.align)

    def cell_node(cell: GridCell) -> Cell:
        if cell.row < grid.head_rows:
            align: Align | None = "center" if cell.width > 1 else None
            return Cell(_text(cell.text), cell.width, cell.height, align, header=True)
        align = words[cell.column] if words else _cell_align(cell, columns[cell.column])
        names_row = cell.column + cell.width <= grid.row_heads
        return Cell(
            _text(cell.text),
            cell.width,
            cell.height,
            align or (columns[cell.column] if names_row else None),
            names_row,
            tone="sum" if cell.row in grid.sum_rows else "",
        )

    return Table(
        tuple(Column(align) for align in words or columns),
        tuple(tuple(map(cell_node, row)) for row in grid.rows),
        grid.head_rows,
        caption=_text(data.title),
        note=_text(data.note, "注："),
        at=span_of(data.title),
        unit=_text(data.unit, "单位："),
    )


def _text(text: str, label: str = "") -> Content:
    """Return a text of the content, behind a label where there is any text."""
    if not text:
        return ()
    return (*((Text(label),) if label else ()), *inlines_of(str(text), span_of(text)))


def _column_align(column: int, body: Sequence[GridCell], *, names_rows: bool) -> Align:
    """Return how most cells of a column are set; names of rows stand at the left."""
    own = [cell for cell in body if cell.column == column and cell.width == 1]
    texts = [text for cell in own if (text := cell.text.strip()) not in _NOTHING]
    mostly_figures = 2 * sum(map(_is_figure, texts)) > len(texts)
    if column == 0 and not any(cell.height > 1 for cell in own):
        return "center" if mostly_figures else "left"  # figures at the left are running numbers
    if mostly_figures:
        return "right"
    if names_rows:
        return "left"
    return "center" if 2 * sum(len(text) <= _SHORT_CELL for text in texts) >= len(texts) else "left"


def _cell_align(cell: GridCell, column: Align) -> Align | None:
    """Return how a cell is set where it differs from its column, None where it does not."""
    if len(cell.text) > _LONG_CELL:
        return "left"
    if cell.width > 1 or cell.height > 1:
        return "center"
    return "left" if cell.column == 0 and column == "left" else None


def _is_figure(text: str) -> bool:
    return any(c.isdecimal() for c in text) and quantities.parse(text) is not None
