"""deck.yaml's `tables` in, the look of a theme's tables out: sizes in points, faces resolved."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.measure import Face, face
from reportgen.theme.deck_settings import TableSettings, TableText
from reportgen.theme.deck_template import Faces


@dataclass(frozen=True, slots=True)
class CellLook:
    """How one kind of cell is set; `colour` is a theme colour, faces as in the theme."""

    size_pt: float
    major: bool
    colour: str


@dataclass(frozen=True, slots=True)
class TableStyle:
    """The look of tables in a theme (deck.yaml `tables`), faces resolved."""

    style_id: str
    header: CellLook
    body: CellLook
    first: CellLook
    strong: CellLook
    header_pt: float
    row_pt: float
    least_row_pt: float
    least_pt: float
    margin_pt: float
    line_ratio: float
    minor_face: Face
    major_face: Face

    def face(self, look: CellLook) -> Face:
        """Return the widths of a cell's face."""
        return self.major_face if look.major else self.minor_face


def table_style(settings: TableSettings, faces: Faces) -> TableStyle:
    """Return the table style of a theme."""
    names = faces.by_token
    return TableStyle(
        style_id=settings.style_id,
        header=_look(settings.header),
        body=_look(settings.row),
        first=_look(settings.first_column),
        strong=_look(settings.emphasis),
        header_pt=settings.header.height_pt,
        row_pt=settings.row.height_pt,
        least_row_pt=settings.row.min_height_pt,
        least_pt=settings.row.min_pt,
        margin_pt=settings.cell_margin_left_pt,
        line_ratio=settings.line_ratio,
        minor_face=face(names.get("+mn-ea", ""), names.get("+mn-lt") or None),
        major_face=face(names.get("+mj-ea", ""), names.get("+mj-lt") or None),
    )


def _look(text: TableText) -> CellLook:
    return CellLook(text.size_pt, text.font == "major", text.color)


def look_size(style: TableStyle, look: CellLook, size_pt: float) -> float:
    """Return the size of a cell's text when the body of the table is set at `size_pt`."""
    return max(look.size_pt - (style.body.size_pt - size_pt), min(size_pt, look.size_pt))
