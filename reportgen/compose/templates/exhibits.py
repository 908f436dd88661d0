"""Charts, pictures and tables of the content → nodes of the document."""

from __future__ import annotations

from typing import Any

from reportgen.content.model import ChartData, PictureFile, TableData
from reportgen.content.quantities import Quantity
from reportgen.content.references import picture_path
from reportgen.document.nodes import Cell, Chart, Column, Picture, Series, Table, Text
from reportgen.spans import span_of


def _value(value: Any) -> float | None:
    return (
        float(value.value)
        if isinstance(value, Quantity)
        else None
        if value is None
        else float(value)
    )


def drawn(title: str, unit: str, data: dict[str, Any], kind: str) -> Chart:
    """Return a chart of one series of plain numbers or quantities."""
    values = tuple(_value(v) for v in data.values())
    return Chart(
        kind,  # type: ignore[arg-type]  # the parser checks the kind a template names
        title, tuple(str(k) for k in data), (Series(title, values),), unit,
    )  # fmt: skip


def chart_node(data: ChartData) -> Chart:
    """Return a chart of the content as a document node."""
    groups = data.series or {data.title: data.data}
    categories = tuple(dict.fromkeys(name for values in groups.values() for name in values))
    units = {q.unit for values in groups.values() for q in values.values()}
    series = tuple(
        Series(str(name), tuple(_value(values.get(c)) if c in values else None for c in categories))
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
    """Return a table of the content as a document node; columns of figures are centred."""
    from reportgen.content import quantities  # the parser is only needed for tables

    def column(index: int) -> Column:
        cells = [row[index] for row in data.rows if row[index].strip()]
        numeric = bool(cells) and all(quantities.parse(cell) for cell in cells)
        short = all(len(cell) <= 6 for cell in (*cells, data.columns[index]))
        return Column("center" if numeric or short else "left")

    header = tuple(Cell((Text(str(t), at=span_of(t)),), header=True) for t in data.columns)
    body = tuple(tuple(Cell((Text(str(t), at=span_of(t)),)) for t in row) for row in data.rows)
    return Table(
        tuple(column(i) for i in range(len(data.columns))),
        (header, *body),
        caption=(Text(str(data.title), at=span_of(data.title)),),
        at=span_of(data.title),
    )
