"""How a theme sets its tables (deck.yaml `tables`, `tones`), with the faces looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reportgen.document.nodes import Tone
from reportgen.measure import Face, face
from reportgen.theme.deck_settings import DeckSettings, TableLook, TableText, ToneSettings
from reportgen.theme.deck_template import Faces

_PADDING_PT = 4.0


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How one kind of cell is set: in the theme's major or minor face, `colour` a theme colour."""

    size_pt: float
    major: bool
    colour: str
    bold: bool = False

    def size_at(self, table: TableStyle, size_pt: float) -> float:
        """Return the size of such a cell's text when the body of the table is set at `size_pt`.

        All kinds of cells shrink by as many points as the body, but never below it.
        """
        shrunk_by = table.body.size_pt - size_pt
        return max(self.size_pt - shrunk_by, min(size_pt, self.size_pt))


@dataclass(frozen=True, slots=True)
class TableRules:
    """What a look draws itself, without a style of the file; colours of the theme, "" for nothing."""

    header_fill: str
    row: str
    header: str
    bottom: str
    gap_pt: float
    joined: bool
    """Whether filled cells of a row make one band, with gaps above and below alone."""
    unit_pt: float
    highest_row_pt: float


@dataclass(frozen=True, eq=False, slots=True)
class TableStyle:
    """How the tables of a theme are set; lengths in points.

    `rules` is None where the table style of the file draws rules and bands.
    """

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
    padding_pt: float
    """Above and below the text of a cell."""
    line_ratio: float
    minor_face: Face
    minor_bold_face: Face
    major_face: Face
    major_is_heavy: bool
    header_fill: str
    """The theme colour behind a head of several rows: a table style knows of one."""
    tones: Mapping[Tone, ToneSettings] = field(default_factory=dict)
    typefaces: Mapping[str, str] = field(default_factory=dict)
    """The names that stand for the faces of the theme (+mn-ea), where the theme has others."""
    rules: TableRules | None = None

    def face(self, style: CellStyle) -> Face:
        """Return the widths of a cell's face."""
        if style.major:
            return self.major_face
        return self.minor_bold_face if style.bold else self.minor_face

    def is_bold(self, style: CellStyle) -> bool:
        """Tell whether a cell is set in the bold cut of its face."""
        return self.major_is_heavy if style.major else style.bold

    def toned(self, style: CellStyle, tone: Tone) -> CellStyle:
        """Return how a cell of a tone is set that would be set in `style` without it."""
        settings = self.tones.get(tone)
        if settings is None:
            return style
        return CellStyle(
            style.size_pt + float(settings.larger_pt),
            settings.font == "major" if settings.font else style.major,
            settings.color or style.colour,
            style.bold,
        )


#: the styles of the tables of a theme by look; "" is the usual one
TableStyles = Mapping[str, TableStyle]


def table_styles(settings: DeckSettings, faces: Faces) -> TableStyles:
    """Return the table styles of a theme with these faces."""
    tables = settings.tables
    names = faces.by_token
    usual = TableStyle(
        style_id=tables.style_id,
        header=_cell_style(tables.header),
        body=_cell_style(tables.row),
        first=replace(_cell_style(tables.first_column), bold=tables.first_column.bold),
        strong=_cell_style(tables.emphasis),
        header_pt=tables.header.height_pt,
        row_pt=tables.row.height_pt,
        least_row_pt=tables.row.min_height_pt,
        least_pt=tables.row.min_pt,
        margin_pt=tables.cell_margin_left_pt,
        padding_pt=_PADDING_PT,
        line_ratio=tables.line_ratio,
        minor_face=face(names.get("+mn-ea", ""), names.get("+mn-lt") or None),
        minor_bold_face=face(names.get("+mn-ea", ""), names.get("+mn-lt") or None, bold=True),
        major_face=face(
            names.get("+mj-ea", ""), names.get("+mj-lt") or None, bold="+mj-ea" in faces.heavy
        ),
        major_is_heavy="+mj-ea" in faces.heavy,
        header_fill=tables.header.fill,
        tones=settings.tones,
        typefaces=names if faces.stated else {},
    )
    return {"": usual, **{name: _with_look(usual, look) for name, look in tables.looks.items()}}


def _with_look(usual: TableStyle, look: TableLook) -> TableStyle:
    body = replace(usual.body, size_pt=look.size_pt)
    return replace(
        usual,
        style_id="",
        header=CellStyle(look.header_pt, usual.header.major, look.header_color),
        body=body,
        first=CellStyle(
            look.first_pt, look.first_font == "major", usual.first.colour, look.first_bold
        ),
        strong=replace(usual.strong, size_pt=look.size_pt),
        header_pt=look.header_height_pt,
        least_row_pt=look.min_height_pt,
        least_pt=look.min_pt,
        margin_pt=look.margin_pt,
        padding_pt=look.padding_pt,
        line_ratio=float(look.line_ratio),
        header_fill=look.header_fill,
        rules=TableRules(
            look.header_fill,
            look.rule,
            look.header_rule,
            look.bottom_rule,
            look.gap_pt,
            look.joined,
            look.unit_pt,
            look.max_height_pt,
        ),
    )


def _cell_style(text: TableText) -> CellStyle:
    return CellStyle(text.size_pt, text.font == "major", text.color)
