"""A page of a table of a slide as SVG: what its markup and the table style of its template draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Literal

from lxml import etree

from reportgen.write.powerpoint.model import PlacedCell, PlacedTable
from reportgen.write.powerpoint.table_style import TableStyle
from reportgen.write.powerpoint.table_xml import table_xml
from reportgen.write.powerpoint.tables import cell_lines
from reportgen.write.powerpoint.text_runs import LINE_END, plain_text
from reportgen.write.powerpoint.text_xml import NAMESPACES
from reportgen.write.preview.deck_look import LayoutLook
from reportgen.write.preview.drawingml import Canvas
from reportgen.write.preview.faces import FacePair
from reportgen.write.preview.places import Faults, sources_of_content, with_places
from reportgen.write.preview.svg import group, number, of_emu, path
from reportgen.write.preview.text import (
    Look,
    Stretch,
    baseline,
    look_attributes,
    part_of,
    place_attribute,
    text_line,
)
from reportgen.write.theme_colours import A, Element
from reportgen.write.xml import EMPTY, Value, Xml, element

_ANCHORS = {"center": "middle", "right": "end"}
Side = Literal["left", "right", "top", "bottom"]
_SIDES: Mapping[Side, str] = {"left": "lnL", "right": "lnR", "top": "lnT", "bottom": "lnB"}


class SlideTable:
    """Draws one page of a table; `style` is how the theme sets it, `faces` those of its tokens."""

    def __init__(
        self,
        placed: PlacedTable,
        style: TableStyle,
        layout: LayoutLook,
        file_style: Element | None,
        faces: Mapping[str, str],
    ) -> None:
        self._placed, self._style, self._layout = placed, style, layout
        self._file_style, self._faces = file_style, faces
        self._canvas = Canvas(layout.scheme, "t", lambda _rid: "")
        page, slot = placed.page, placed.slot
        self._x = [of_emu(slot.x + at) for at in accumulate(page.widths, initial=0)]
        self._y = [of_emu(slot.y + at) for at in accumulate(page.heights, initial=0)]
        written = table_xml(page, style, placed.aligns).replace("<a:tbl>", _opening(), 1)
        self._rows = [row.findall(f"{A}tc") for row in etree.fromstring(written).iterfind(f"{A}tr")]
        self.faces: set[FacePair] = set()
        self._has_bands = not any(
            c.cell.rowspan > 1 and c.row >= page.header_rows for c in page.cells
        )

    def drawn(self, faults: Faults) -> Xml:
        """Return the table with its texts."""
        cells = self._placed.page.cells
        fills = [self._ground(cell) for cell in cells]
        lines = [self._edges(cell) for cell in cells]
        texts = [self._text(cell, faults) for cell in cells]
        return group(
            *fills, *lines, *texts,
            role="table", aria_label=self._placed.alt, data_at=place_attribute(self._placed.at),
        )  # fmt: skip

    def _properties(self, cell: PlacedCell) -> Element:
        properties = self._rows[cell.row][cell.column].find(f"{A}tcPr")
        assert properties is not None
        return properties

    def _box(self, cell: PlacedCell) -> tuple[float, float, float, float]:
        right = min(cell.column + cell.cell.colspan, len(self._x) - 1)
        low = min(cell.row + cell.cell.rowspan, len(self._y) - 1)
        x, y = self._x[cell.column], self._y[cell.row]
        return x, y, self._x[right] - x, self._y[low] - y

    def _parts(self, cell: PlacedCell) -> Iterator[Element]:
        """Yield the parts of the file's style that hold for a cell, the strongest first."""
        if self._style.rules is not None or self._file_style is None:
            return
        names = []
        if cell.row < self._placed.page.header_rows:
            names = ["firstRow"]
        elif self._has_bands:
            names = ["band1H" if (cell.row - self._placed.page.header_rows) % 2 == 0 else "band2H"]
        for name in (*names, "wholeTbl"):
            part = self._file_style.find(f"{A}{name}/{A}tcStyle")
            if part is not None:
                yield part

    def _ground(self, cell: PlacedCell) -> Xml:
        fill = self._canvas.fill(self._properties(cell))
        for part in self._parts(cell):
            fill = fill or self._canvas.fill(part.find(f"{A}fill"))
        if not fill or fill == {"fill": "none"}:
            return EMPTY
        x, y, w, h = map(number, self._box(cell))
        place: dict[str, Value] = {"x": x, "y": y, "width": w, "height": h}
        # Soft edges would show the seams between cells of one colour.
        return element("rect", {**place, **fill, "shape-rendering": "crispEdges"})

    def _edges(self, cell: PlacedCell) -> Xml:
        x, y, w, h = self._box(cell)
        ends = {
            "left": f"M{number(x)} {number(y)}v{number(h)}",
            "right": f"M{number(x + w)} {number(y)}v{number(h)}",
            "top": f"M{number(x)} {number(y)}h{number(w)}",
            "bottom": f"M{number(x)} {number(y + h)}h{number(w)}",
        }
        drawn = []
        for side in _SIDES:
            look = self._edge(cell, side)
            if look:
                drawn.append(path(ends[side], fill="none", **look))
        return group(*drawn)

    def _edge(self, cell: PlacedCell, side: Side) -> dict[str, Value]:
        """Return the look of an edge: the cell's own line, else that of the file's style."""
        own = self._properties(cell).find(f"{A}{_SIDES[side]}")
        if own is not None:
            return self._canvas.line(own)
        rows, columns = len(self._y) - 1, len(self._x) - 1
        outer = {
            "left": cell.column == 0,
            "right": cell.column + cell.cell.colspan >= columns,
            "top": cell.row == 0,
            "bottom": cell.row + cell.cell.rowspan >= rows,
        }[side]
        inner = "insideV" if side in ("left", "right") else "insideH"
        for part in self._parts(cell):
            border = part.find(f"{A}tcBdr/{A}{side if outer else inner}/{A}ln")
            if border is not None:
                return self._canvas.line(border)
        return {}

    def _text(self, cell: PlacedCell, faults: Faults) -> Xml:
        stretches = self._stretches(cell)
        if not stretches:
            return EMPTY
        stretches = with_places(stretches, sources_of_content(cell.cell.joined), cell.at)
        stretches = faults.marked(stretches)
        lines = cell_lines(cell, self._placed.page, self._style)
        base = stretches[0].look
        size = cell.style.size_at(self._style, self._placed.page.size_pt)
        pitch = round(size * self._style.line_ratio, 2)
        left, right = self._placed.page.margins
        x, y, w, h = self._box(cell)
        aligns = self._placed.aligns
        align = cell.cell.align or (aligns[cell.column] if cell.column < len(aligns) else "left")
        at = x + {"center": (left + w - right) / 2, "right": w - right}.get(align, left)
        y += (h - pitch * len(lines)) / 2
        drawn = []
        for span in lines:
            texts = [
                s._replace(text=s.text.replace(LINE_END, ""))
                for s in part_of(stretches, span.start, span.end)
            ]
            anchor = _ANCHORS.get(align, "")
            drawn.append(text_line(at, y + baseline(texts, pitch), texts, base, anchor=anchor))
            y += pitch
        return group(*drawn, **look_attributes(base), role="cell", data_at=place_attribute(cell.at))

    def _stretches(self, cell: PlacedCell) -> list[Stretch]:
        """Return the runs of a cell as its markup sets them."""
        page, own = self._placed.page, cell.style
        face = "mj" if own.major else "mn"
        latin, east_asian = self._faces[f"+{face}-lt"], self._faces[f"+{face}-ea"]
        pair = FacePair(latin, east_asian or latin, self._style.is_bold(own))
        size = own.size_at(self._style, page.size_pt)
        look = Look(pair, size, self._layout.scheme.named(own.colour).value)
        minor = FacePair(self._faces["+mn-lt"], self._faces["+mn-ea"] or latin)
        unit_pt = min(self._style.rules.unit_pt, own.size_pt) if self._style.rules else size
        unit = look._replace(faces=minor, size_pt=unit_pt)
        self.faces |= {pair, minor}
        if not plain_text(cell.paragraph).strip():
            return []
        return [Stretch(run.text, unit if run.unit else look) for run in cell.paragraph]


def _opening() -> str:
    names = "".join(f' {name}="{value}"' for name, value in NAMESPACES.items())
    return f"<a:tbl{names}>"
