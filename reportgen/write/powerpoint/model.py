"""A deck lowered to plain data: which layout each slide has, what stands in which slot, at which size.

Nothing here is XML. Every placed thing has `at`, where its content was written, if that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.choose import Choice
from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import (
    PLAYED,
    Cell,
    Chart,
    Content,
    Picture,
    Playback,
    Properties,
    SlotValue,
)
from reportgen.document.pages import DeckPage
from reportgen.spans import Span
from reportgen.theme.deck import Layout, SlotBox
from reportgen.write.powerpoint.table_style import CellStyle
from reportgen.write.powerpoint.text_runs import LINE_END, Paragraph, one_line_text, plain_text


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Text as it will stand in its slot; sizes, line pitch and gap between paragraphs in points."""

    slot: SlotBox
    paragraphs: tuple[Paragraph, ...]
    size_pt: float
    line_pt: float
    gap_pt: float
    target: str = ""
    """The id of the slide a click on it leads to."""
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class PlacedNumber:
    """The slide's own number, a field."""

    slot: SlotBox
    at: None = None


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture filling its frame."""

    slot: SlotBox
    picture: Picture
    alt: str
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A native chart in its frame."""

    slot: SlotBox
    chart: Chart
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A table cell in its place on the page; the cells it covers are left out."""

    row: int
    column: int
    cell: Cell
    paragraph: Paragraph
    style: CellStyle
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class TablePage:
    """One page of a table; widths and heights in EMU, `margins` left and right in points."""

    cells: tuple[PlacedCell, ...]
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    header_rows: int
    size_pt: float
    """The size of the body of the table."""
    margins: tuple[float, float]
    cut_cells: tuple[tuple[Cell, int], ...] = ()
    """Cells cut short because they alone are taller than a page, with the characters cut."""
    broken_word: str = ""
    """The text of a cell whose number or word runs over two lines: the table is too wide."""

    @property
    def used_area(self) -> int:
        """The area of the cells that have a text or a tone, in square EMU."""
        return sum(
            sum(self.widths[placed.column : placed.column + placed.cell.colspan])
            * sum(self.heights[placed.row : placed.row + placed.cell.rowspan])
            for placed in self.cells
            if placed.paragraph or placed.cell.tone not in ("", "blank")
        )


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """One page of a native table; `aligns` has the alignment of each column."""

    slot: SlotBox
    page: TablePage
    alt: str
    aligns: tuple[str, ...] = ()
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A text that leads to another slide and stands in no slot; its box is in points.

    Colours are theme colours. `target` is the number of the slide a click leads to, `meaning` what it
    says to those who cannot see it, if that is not the text. `fill` is the ground, `bar` a bar of
    `bar_pt` below.
    """

    name: str
    text: str
    x: float
    y: float
    w: float
    h: float
    size_pt: float
    colour: str
    target: int
    align: str = "left"
    bold: bool = False
    fill: str = ""
    bar: str = ""
    bar_pt: float = 0.0
    meaning: str = ""
    at: None = None


PlacedInSlot = PlacedText | PlacedNumber | PlacedPicture | PlacedChart | PlacedTable
Placed = PlacedInSlot | Mark


@dataclass(frozen=True, slots=True)
class LoweredSlide:
    """One slide as it will be written; `placed` is in reading order."""

    number: int
    layout: Layout
    placed: tuple[Placed, ...]
    notes: tuple[Content, ...] = ()
    section: str = ""
    id: str = ""
    at: Span | None = None
    contents: Mapping[str, SlotValue] = field(default_factory=dict)
    """What stands in its slots as nodes, in the order in which the template fills them."""
    seconds: int = 0
    continued: bool = False
    """Whether it goes on with what the slide before it had no room for."""
    fill: float = 0.0
    """The share of its body that is drawn on."""
    choice: Choice | None = None
    """Why it has its layout; None where the template chose."""
    playback: Playback = PLAYED

    @property
    def title(self) -> str:
        """The text of its title placeholder."""
        titles = (p for p in self.placed if isinstance(p, PlacedText) and p.slot.is_title)
        return next(map(_dump_text, titles), "")


@dataclass(frozen=True, slots=True)
class LoweredDeck:
    """The slides of a deck, with the faults that lowering it brought to light."""

    properties: Properties
    slides: tuple[LoweredSlide, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def pages(self) -> tuple[DeckPage, ...]:
        """The slides as a speaker's script lists them."""
        return tuple(map(_page, self.slides))

    def dump(self) -> str:
        """Return the slides as text, one line a slot, for tests and for reading."""
        return "\n".join(line for slide in self.slides for line in _dump_lines(slide)) + "\n"


def _page(slide: LoweredSlide) -> DeckPage:
    title = slide.layout.title_slot
    return DeckPage(
        slide.number,
        slide.layout.id,
        slide.contents,
        title.name if title and title.name in slide.contents else "",
        slide.notes,
        slide.section,
        slide.seconds,
        slide.continued,
        slide.playback.hidden,
    )


def _dump_lines(slide: LoweredSlide) -> Iterator[str]:
    head = f"{slide.number} {slide.layout.id}"
    if slide.section:
        head += f" [{slide.section}]"
    if slide.id:
        head += f" #{slide.id}"
    yield head
    for placed in slide.placed:
        name = placed.name if isinstance(placed, Mark) else placed.slot.name
        yield f"  {name}{_dump_placed(placed, slide.number)}"
    for paragraph in slide.notes:
        yield f"  ✎ {one_line_text(paragraph)}"


def _dump_placed(placed: Placed, number: int) -> str:
    match placed:
        case PlacedText():
            link = f" → {placed.target}" if placed.target else ""
            return f" {placed.size_pt:g}: {_dump_text(placed)}{link}"
        case PlacedNumber():
            return f": ‹{number}›"
        case Mark():
            return (
                f" {placed.size_pt:g}: {placed.text}{'*' if placed.bold else ''} → {placed.target}"
            )
        case PlacedPicture():
            return f": 图 {placed.picture.path}（{placed.alt}）"
        case PlacedChart():
            return f": {placed.chart.kind} {placed.chart.title}"
        case PlacedTable():
            page = placed.page
            cells = " ".join(map(_dump_cell, page.cells))
            return f" {page.size_pt:g}: 表 {len(page.heights)}×{len(page.widths)} {cells}"


def _dump_cell(placed: PlacedCell) -> str:
    """Return the text of a cell, with the rows and columns it covers where it covers several."""
    height, width = placed.cell.rowspan, placed.cell.colspan
    size = f"[{height}×{width}]" if height > 1 or width > 1 else ""
    return f"{plain_text(placed.paragraph).replace(LINE_END, '／') or '∅'}{size}"


def _dump_text(text: PlacedText) -> str:
    return " ¶ ".join(plain_text(p).replace(LINE_END, "／") for p in text.paragraphs)
