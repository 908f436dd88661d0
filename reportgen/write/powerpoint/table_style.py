"""deck.yaml's `tables` in, the look of a theme's tables out: sizes in points, faces resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.measure import Face, face
from reportgen.theme.deck_slots import Faces


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


def table_style(settings: Mapping[str, Any], faces: Faces) -> TableStyle:
    """Return the table style of a theme; what deck.yaml leaves out is plain."""
    told = settings.get("tables") or {}

    def look(name: str, size: float, colour: str, *, major: bool = False) -> CellLook:
        data = told.get(name) or {}
        return CellLook(
            float(data.get("size_pt", size)),
            data.get("font", "major" if major else "minor") == "major",
            str(data.get("color", colour)),
        )

    row = told.get("row") or {}
    names = faces.by_token
    return TableStyle(
        style_id=str(told.get("style_id", "")),
        header=look("header", 20, "bg1", major=True),
        body=look("row", 20, "tx1"),
        first=look("first_column", 20, "tx1"),
        strong=look("emphasis", 20, "accent1"),
        header_pt=float((told.get("header") or {}).get("height_pt", 44)),
        row_pt=float(row.get("height_pt", 50)),
        least_row_pt=float(row.get("min_height_pt", 34)),
        least_pt=float(row.get("min_pt", 16)),
        margin_pt=float(told.get("cell_margin_left_pt", 12)),
        line_ratio=float(told.get("line_ratio", 1.3)),
        minor_face=face(names.get("+mn-ea", ""), names.get("+mn-lt") or None),
        major_face=face(names.get("+mj-ea", ""), names.get("+mj-lt") or None),
    )


def look_size(style: TableStyle, look: CellLook, size_pt: float) -> float:
    """Return the size of a cell's text when the body of the table is set at `size_pt`."""
    return max(look.size_pt - (style.body.size_pt - size_pt), min(size_pt, look.size_pt))
