"""What is shown rather than told, in reports and on slides: tables, pictures and charts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.document.nodes.inlines import Content
from reportgen.spans import Span

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; it covers `colspan` columns and `rowspan` rows."""

    content: Content
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` is a relative weight, 0 lets the writer fit it to its content."""

    align: Align = "left"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `header_rows` rows repeat on every page. Covered cells are left out."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    note: Content = ()
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by workspace path; `focus` is the point kept when cropped, as fractions of 1."""

    path: str
    alt: str
    caption: Content = ()
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One to four pictures in a row or a grid, each with its own caption."""

    pictures: tuple[Picture, ...]
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    at: Span | None = field(default=None, compare=False)


ChartKind = Literal["column", "bar", "stacked", "line", "pie", "doughnut"]


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value for each category, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart; `highlight` is the index of the one point set in the accent colour."""

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    highlight: int | None = None
    alt: str = ""
    caption: Content = ()
    id: str | None = None
    number: int | None = None
    at: Span | None = field(default=None, compare=False)
