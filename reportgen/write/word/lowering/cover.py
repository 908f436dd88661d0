"""The cover of a bound report is one page of drawn shapes with texts; nothing of it is in the layout."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document.nodes import Content, Cover
from reportgen.measure.paragraphs import WORD_INSIDE
from reportgen.measure.titles import balanced_lines
from reportgen.units import EMU_PER_MM, EMU_PER_PT, twips_of_pt
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.lowering.titles import with_line_breaks
from reportgen.write.word.model import Paragraph, Run, RunProperties, Shape, paragraph
from reportgen.write.word.sections import bare
from reportgen.write.word.typography import GAP_LINE, GAP_STYLE

_BAND_MM, _LEFT_MM, _RIGHT_MM = 24.0, 40.0, 18.0
"""Width of the band at the left edge, and where texts begin and end."""
_TITLE_PT = (42.0, 36.0, 30.0, 26.0)
_TITLE_LINES = (2, 2, 3, 4)
"""Sizes of the title, and into how many lines it may go at each; the last takes any number."""
_UNIT_TOP_MM, _TITLE_TOP_MM, _DATE_ABOVE_MM = 41.0, 77.0, 19.0
_STRANDS = (0.783, 0.812, 0.844, 0.880, 0.919)
"""Where the strands begin at the band, in shares of the height of the page."""
_KNOT = (0.668, 0.702)
_HEIGHT_AT_EDGE = 0.468
"""Where the strands meet, and where the line that goes on from there leaves the page."""


@dataclass(eq=False, slots=True)
class _Page:
    """The page of a cover as its shapes are drawn; lengths in mm."""

    state: WriterState
    width: float
    height: float
    shapes: list[Shape]

    def rectangle(self, left: float, top: float, width: float, height: float, fill: str) -> None:
        """Draw a filled rectangle."""
        self._add(left, top, width, height, fill=fill)

    def curve(self, points: list[tuple[float, float]], colour: str, width_pt: float) -> None:
        """Draw a line through points: two for a straight one, four for a curve."""
        left, top = min(x for x, _ in points), min(y for _, y in points)
        right, bottom = max(x for x, _ in points), max(y for _, y in points)
        own = tuple((_emu(x - left), _emu(y - top)) for x, y in points)
        line_width = round(width_pt * EMU_PER_PT)
        self._add(
            left, top, right - left, bottom - top, line=colour, line_width=line_width, points=own
        )

    def text(
        self, at: tuple[float, float], size: tuple[float, float], text: Paragraph, *, upright: bool
    ) -> None:
        """Put a paragraph on the page."""
        self._add(*at, *size, text=(text,), upright=upright)

    def _add(self, left: float, top: float, width: float, height: float, **more: object) -> None:
        number = self.state.next_drawing()
        box = map(_emu, (left, top, width, height))
        self.shapes.append(Shape(number, *box, **more))  # type: ignore[arg-type]  # by field name


def _emu(mm: float) -> int:
    return max(0, round(mm * EMU_PER_MM))


def cover(state: WriterState, node: Cover) -> tuple[Paragraph, ...]:
    """Return the paragraph that holds the shapes of a cover and ends its section."""
    colours, paper = state.colours, state.profile.page
    page = _Page(state, paper.width_mm, paper.height_mm, [])
    page.rectangle(0, 0, page.width, page.height, colours.page)
    for share in _STRANDS:
        page.curve(_strand(page, share), colours.gold, 1.0)
    knot = (_KNOT[0] * page.width, _KNOT[1] * page.height)
    page.curve([knot, (page.width, _HEIGHT_AT_EDGE * page.height)], colours.accent, 3.0)
    page.rectangle(0, 0, _BAND_MM, page.height, colours.accent)
    if node.spine:
        spine = _line(state, node.spine, "subtitle", 15, colours.page, align="left")
        page.text((_BAND_MM / 2 - 4, 41), (8, page.height - 60), spine, upright=True)
    _texts(page, node)
    page_end = paragraph(
        GAP_STYLE,
        *page.shapes,
        before=0,
        after=0,
        line=GAP_LINE,
        section=bare(state.template.section),
    )
    return (page_end,)


def _strand(page: _Page, share: float) -> list[tuple[float, float]]:
    """Return the curve of a strand from the band to the knot."""
    x, y = _KNOT[0] * page.width, _KNOT[1] * page.height
    start = share * page.height
    slope = (page.height * _HEIGHT_AT_EDGE - y) / (page.width - x)
    bend = x - 0.30 * page.width
    return [
        (_BAND_MM, start),
        (0.42 * page.width, start),
        (bend + 0.1 * page.width, y - slope * 0.20 * page.width),
        (x, y),
    ]


def _texts(page: _Page, node: Cover) -> None:
    state, colours = page.state, page.state.colours
    wide = page.width - _LEFT_MM - _RIGHT_MM
    unit = _line(state, node.unit, "heading1", 18, colours.note)
    page.text((_LEFT_MM, _UNIT_TOP_MM), (wide, 20), unit, upright=False)
    size, title, lines = _title(state, node.title, wide)
    height = lines * size * 1.55 * 0.3528
    text = _line(state, title, "title", size, colours.text, pitch=1.55)
    page.text((_LEFT_MM, _TITLE_TOP_MM), (wide, height + 2), text, upright=False)
    below = _TITLE_TOP_MM + height + 6
    page.rectangle(_LEFT_MM, below, 24, 1, colours.gold)
    subtitle = _line(state, node.subtitle, "title", 22, colours.accent)
    page.text((_LEFT_MM, below + 9), (wide, 24), subtitle, upright=False)
    date = _line(state, node.date, "body", 15, colours.text)
    page.text((_LEFT_MM, page.height - _DATE_ABOVE_MM - 2), (wide, 12), date, upright=False)


def _title(state: WriterState, content: Content, wide_mm: float) -> tuple[float, Content, int]:
    """Return the size of the title in points, the title broken by sense, and its lines."""
    text = state.text(content)
    for size, most in zip(_TITLE_PT, _TITLE_LINES, strict=True):
        room = wide_mm / 0.3528
        lines = balanced_lines(text, state.face("title"), size, room, rules=WORD_INSIDE)
        if len(lines) <= most or size == _TITLE_PT[-1]:
            break
    ends = {line.end for line in lines[:-1] if text[line.end - 1] != "\n"}
    return size, with_line_breaks(state, content, ends), len(lines)


def _line(
    state: WriterState,
    content: Content,
    face: str,
    size_pt: float,
    colour: str,
    *,
    pitch: float = 1.3,
    align: str = "left",
) -> Paragraph:
    face_style = getattr(state.profile.faces, face)
    properties = RunProperties(
        east_asian=face_style.font,
        latin=face_style.digits or state.profile.body.digits or face_style.font,
        colour=colour,
        size_pt=size_pt,
        tracking=0,
    )
    runs = tuple(
        inline._replace(properties=properties) if isinstance(inline, Run) else inline
        for inline in state.runs(content)
    )
    line = twips_of_pt(size_pt * pitch)
    return paragraph("TableText", *runs, line=line, before=0, after=0, align=align)
