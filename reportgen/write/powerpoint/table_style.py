"""How a theme sets its tables (deck.yaml `tables`), with the faces looked up."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.measure import Face, face
from reportgen.theme.deck_settings import TableSettings, TableText
from reportgen.theme.deck_template import Faces


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How one kind of cell is set: in the theme's major or minor face, `colour` a theme colour."""

    size_pt: float
    major: bool
    colour: str

    def size_at(self, table: TableStyle, size_pt: float) -> float:
        """Return the size of such a cell's text when the body of the table is set at `size_pt`.

        All kinds of cells shrink by as many points as the body, but never below it.
        """
        shrunk_by = table.body.size_pt - size_pt
        return max(self.size_pt - shrunk_by, min(size_pt, self.size_pt))


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How the tables of a theme are set; lengths in points."""

    style_id: str
    header: CellStyle
    body: CellStyle
    first: CellStyle
    strong: CellStyle
    header_pt: float
    row_pt: float
    least_row_pt: float
    least_pt: float
    margin_pt: float
    line_ratio: float
    minor_face: Face
    major_face: Face
    header_fill: str
    """The theme colour behind a head of several rows: a table style knows of one."""

    def face(self, style: CellStyle) -> Face:
        """Return the widths of a cell's face."""
        return self.major_face if style.major else self.minor_face


def table_style(settings: TableSettings, faces: Faces) -> TableStyle:
    """Return the table style of a theme with these faces."""
    names = faces.by_token
    return TableStyle(
        style_id=settings.style_id,
        header=_cell_style(settings.header),
        body=_cell_style(settings.row),
        first=_cell_style(settings.first_column),
        strong=_cell_style(settings.emphasis),
        header_pt=settings.header.height_pt,
        row_pt=settings.row.height_pt,
        least_row_pt=settings.row.min_height_pt,
        least_pt=settings.row.min_pt,
        margin_pt=settings.cell_margin_left_pt,
        line_ratio=settings.line_ratio,
        minor_face=face(names.get("+mn-ea", ""), names.get("+mn-lt") or None),
        major_face=face(names.get("+mj-ea", ""), names.get("+mj-lt") or None),
        header_fill=settings.header.fill,
    )


def _cell_style(text: TableText) -> CellStyle:
    return CellStyle(text.size_pt, text.font == "major", text.color)
