"""Charts, pictures and tables of the content → nodes of the document, which markup refers to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

from markupsafe import Markup

from reportgen.compose.places import as_markup
from reportgen.content import quantities
from reportgen.content.model import ChartData, PictureFile, TableData
from reportgen.content.quantities import Quantity
from reportgen.content.references import picture_path
from reportgen.document.nodes import Cell, Chart, ChartKind, Column, Picture, Series, Table, Text
from reportgen.spans import span_of

#: characters of a cell up to which a column is set centred
_SHORT_CELL = 6


@dataclass(eq=False, slots=True)
class Exhibits:
    """The exhibits of one document: its markup names each by its number, `<table ref="0"/>`."""

    items: list[Any] = field(default_factory=list)

    def add(self, tag: str, item: Table | Chart | Picture) -> Markup:
        """Add an exhibit and return the element that refers to it."""
        self.items.append(item)
        return as_markup(f'<{tag} ref="{len(self.items) - 1}"/>')


def _value(value: Any) -> float | None:
    if value is None:
        return None
    return float(value.value if isinstance(value, Quantity) else value)


def chart_of_numbers(title: str, unit: str, data: dict[str, Any], kind: str) -> Chart:
    """Return a chart of one series of plain numbers or quantities.

    Raise ValueError for a kind of chart there is not.
    """
    if kind not in get_args(ChartKind):
        raise ValueError(f"unknown chart kind '{kind}'")
    values = tuple(_value(v) for v in data.values())
    categories = tuple(str(k) for k in data)
    return Chart(cast("ChartKind", kind), title, categories, (Series(title, values),), unit)


def chart_node(data: ChartData) -> Chart:
    """Return a chart of the content as a document node."""
    groups = data.series or {data.title: data.data}
    categories = tuple(dict.fromkeys(name for values in groups.values() for name in values))
    units = {q.unit for values in groups.values() for q in values.values()}
    series = tuple(
        Series(str(name), tuple(_value(values.get(c)) for c in categories))
        for name, values in groups.items()
    )
    return Chart(
        data.kind,
        str(data.title),
        tuple(str(c) for c in categories),
        series,
        data.unit or (units.pop() if len(units) == 1 else ""),
        categories.index(data.highlight) if data.highlight else None,
        at=span_of(data.title),
    )


def captioned(chart: Chart) -> Chart:
    """Return a chart with its title as its caption too."""
    return replace(chart, caption=(Text(chart.title, at=chart.at),))


def picture_node(data: PictureFile, folder: str) -> Picture:
    """Return a picture of the content as a document node."""
    return Picture(
        picture_path(folder, data.file),
        str(data.alt or data.caption),
        (Text(str(data.caption), at=span_of(data.caption)),),
        str(data.credit),
        data.focus,
        at=span_of(data.file),
    )


def table_node(data: TableData) -> Table:
    """Return a table of the content as a node; columns of figures and of short words are centred."""

    def column(index: int) -> Column:
        cells = [row[index] for row in data.rows if row[index].strip()]
        numeric = bool(cells) and all(quantities.parse(cell) for cell in cells)
        short = all(len(cell) <= _SHORT_CELL for cell in (*cells, data.columns[index]))
        return Column("center" if numeric or short else "left")

    header = tuple(Cell((Text(str(t), at=span_of(t)),), header=True) for t in data.columns)
    body = tuple(tuple(Cell((Text(str(t), at=span_of(t)),)) for t in row) for row in data.rows)
    return Table(
        tuple(column(i) for i in range(len(data.columns))),
        (header, *body),
        caption=(Text(str(data.title), at=span_of(data.title)),),
        at=span_of(data.title),
    )
