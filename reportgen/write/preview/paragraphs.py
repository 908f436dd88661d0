"""Set paragraphs of a report as SVG: each line where the layout has it. Lengths are in points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.measure import LineSpan
from reportgen.spans import Span
from reportgen.units import TWIPS_PER_PT
from reportgen.write import pending
from reportgen.write.preview.faces import FacePair
from reportgen.write.preview.places import Faults, sources_in_turn, with_places
from reportgen.write.preview.svg import group, number, of_emu, of_twips, path, rectangle
from reportgen.write.preview.text import (
    Look,
    Stretch,
    look_attributes,
    part_of,
    place_attribute,
    text_line,
)
from reportgen.write.word.layout.measuring import Ruler, SetParagraph
from reportgen.write.word.model import Drawing, Paragraph, Run, TabStop
from reportgen.write.word.style_cascade import EffectiveStyle
from reportgen.write.xml import EMPTY, Xml

_BASELINE = 0.8
"""The share of an exact line above its base line, off the grid of the page."""
_ASCENT = 0.859
"""The height of Chinese type above its base line, in ems."""
_LEAST_DRAWN_OUT = 0.6
"""A justified line that fills less of its width is not drawn out: its text is unusual."""
_DEFAULT_TAB = 21.0
_LEADER_GAP = 4.0
_ANCHORS = {"center": "middle", "right": "end"}


@dataclass(eq=False, slots=True)
class ParagraphDrawing:
    """Draws paragraphs in the styles of one template; `drawn_object` draws a picture or a chart in a box."""

    ruler: Ruler
    faults: Faults
    faces: set[FacePair]
    drawn_object: Callable[[Drawing, tuple[float, float, float, float], Span | None], Xml]
    right_tab: float
    """Where a line of the contents ends that names no tab stop."""
    has_grid: bool
    """Whether the page has a grid of lines."""

    def set(self, paragraph: Paragraph, width: int) -> SetParagraph:
        """Return a paragraph in its lines in a column `width` twips wide."""
        return self.ruler.set_lines(paragraph, width)

    def lines(
        self,
        paragraph: Paragraph,
        one: SetParagraph,
        x: float,
        y: float,
        width: float,
        some: range | None = None,
    ) -> Xml:
        """Return some lines of a paragraph, all if none are named, in a column at `x`, the first at `y`."""
        wanted = range(one.count) if some is None else some
        pitch = of_twips(one.line)
        drawings = [inline for inline in paragraph.inlines if isinstance(inline, Drawing)]
        if drawings:
            return self._objects(paragraph, drawings, one, x, y, width)
        if not one.runs:
            return self._rule(paragraph, one, x, y + pitch * len(wanted), width)
        stretches = self._stretches(one, paragraph.at)
        base = stretches[0].look
        self.faces |= {stretch.look.faces for stretch in stretches}
        if one.measurement is None:
            drawn = self._with_tabs(paragraph, one, stretches, x, y)
        else:
            drawn = list(self._rows(one, stretches, x, y, width, wanted))
        drawn.append(self._rule(paragraph, one, x, y + pitch * len(wanted), width))
        return group(*drawn, **look_attributes(base), data_at=place_attribute(paragraph.at))

    def _rows(
        self,
        one: SetParagraph,
        stretches: Sequence[Stretch],
        x: float,
        y: float,
        width: float,
        wanted: range,
    ) -> Iterator[Xml]:
        style, pitch = one.style, of_twips(one.line)
        base = stretches[0].look
        left, right = of_twips(style.left), of_twips(style.right)
        for row, index in enumerate(wanted):
            span = one.spans[index]
            indent = of_twips(style.first) if index == 0 else 0.0
            begins, room = x + left + indent, width - left - right - indent
            end = span.end
            while end > span.start and one.text[end - 1] in "\n\r ":
                end -= 1
            parts = part_of(stretches, span.start, end)
            if not parts:
                continue
            drawn_out = (
                style.align == "both"
                and index < one.count - 1
                and one.text[span.end - 1] not in "\n\r"
            )
            length = self._length(one, span, end, room) if drawn_out else 0.0
            at = begins + {"center": room / 2, "right": room}.get(style.align, 0.0)
            base_line = y + row * pitch + self._baseline(one, base)
            if any(stretch.look.shade for stretch in parts):
                own = self._own_width(one, span, end)
                free = {"center": (room - own) / 2, "right": room - own}.get(style.align, 0.0)
                yield from self._shades(one, parts, span, begins + free, base_line)
            yield text_line(
                at, base_line, parts, base,
                anchor=_ANCHORS.get(style.align, ""), length=length, gaps=self._gaps(one, span, end),
            )  # fmt: skip

    def _baseline(self, one: SetParagraph, base: Look) -> float:
        """Return how far the base line stands below the top of its line.

        On the grid of lines type stands in the middle of its line.
        """
        pitch = of_twips(one.line)
        if one.style.snap and self.has_grid:
            return pitch / 2 + base.size_pt * (_ASCENT - 0.5)
        return pitch * _BASELINE

    def _em(self, one: SetParagraph) -> float:
        """Return the points of a thousandth of an em in which a paragraph is measured."""
        return one.styles[0].size_pt / 1000

    def _length(self, one: SetParagraph, span: LineSpan, end: int, room: float) -> float:
        """Return the length of a justified line: its room, and what hangs past it."""
        measured = one.measurement
        assert measured is not None
        offsets, em = measured.offsets, self._em(one)
        if self._own_width(one, span, end) < room * _LEAST_DRAWN_OUT:
            return 0.0
        hung = max(offsets[end] - offsets[min(span.inside, end)], 0.0) * em
        return room + hung

    def _own_width(self, one: SetParagraph, span: LineSpan, end: int) -> float:
        """Return the width of a line's own text."""
        measured = one.measurement
        assert measured is not None
        offsets = measured.offsets
        own = offsets[end] - offsets[span.start] - measured.gaps.get(span.start, 0.0)
        return own * self._em(one)

    def _gaps(self, one: SetParagraph, span: LineSpan, end: int) -> list[tuple[int, float]]:
        assert one.measurement is not None
        em = self._em(one)
        return [
            (at - span.start, gap * em)
            for at, gap in one.measurement.gaps.items()
            if span.start < at < end
        ]

    def _shades(
        self,
        one: SetParagraph,
        parts: Sequence[Stretch],
        span: LineSpan,
        x: float,
        base_line: float,
    ) -> Iterator[Xml]:
        """Yield what lies behind the shaded characters of a line."""
        assert one.measurement is not None
        offsets, em = one.measurement.offsets, self._em(one)
        at = span.start
        for stretch in parts:
            ends = at + len(stretch.text)
            if stretch.look.shade:
                left, right = ((offsets[place] - offsets[span.start]) * em for place in (at, ends))
                size = stretch.look.size_pt
                yield rectangle(
                    x + left, base_line - size * 0.9, right - left, size * 1.1,
                    fill=stretch.look.shade,
                )  # fmt: skip
            at = ends

    def _with_tabs(
        self,
        paragraph: Paragraph,
        one: SetParagraph,
        stretches: Sequence[Stretch],
        x: float,
        y: float,
    ) -> list[Xml]:
        """Return a line whose texts tab stops place; the last of two lines where it is too long."""
        stops = list(paragraph.properties.tabs)
        if not stops and paragraph.style.startswith("TOC"):
            stops = [TabStop(round(self.right_tab * TWIPS_PER_PT), "right", "dot")]
        base = stretches[0].look
        pitch = of_twips(one.line)
        base_line = y + self._baseline(one, base)
        cursor = x + of_twips(one.style.left) + of_twips(one.style.first)
        drawn: list[Xml] = []
        at = 0
        for place, piece in enumerate(one.text.split("\t")):
            parts = part_of(stretches, at, at + len(piece))
            at += len(piece) + 1
            own = sum(self._natural(stretch) for stretch in parts)
            if place:
                stop = stops.pop(0) if stops else TabStop(0)
                to = x + of_twips(stop.position) if stop.position else cursor + _DEFAULT_TAB
                if stop.align == "right":
                    to -= own
                    if to < cursor:
                        base_line += pitch
                if stop.leader and to - cursor > 2 * _LEADER_GAP:
                    dots = f"M{number(cursor + _LEADER_GAP)} {number(base_line - 1)}H{number(to - _LEADER_GAP)}"
                    drawn.append(
                        path(dots, fill="none", stroke=base.colour, stroke_width="1",
                             stroke_dasharray="1 3")
                    )  # fmt: skip
                cursor = to
            if parts:
                drawn.append(text_line(cursor, base_line, parts, base))
            cursor += own
        return drawn

    def _natural(self, stretch: Stretch) -> float:
        from reportgen.measure import WORD, face, text_width

        faces = stretch.look.faces
        widths = face(faces.east_asian, faces.latin, bold=faces.bold)
        look = stretch.look
        return text_width(
            stretch.text, widths, look.size_pt, tracking_pt=look.tracking_pt, rules=WORD
        )

    def _rule(
        self, paragraph: Paragraph, one: SetParagraph, x: float, y: float, width: float
    ) -> Xml:
        border = paragraph.properties.border_below
        if border is None or not border.eighths:
            return EMPTY
        left, right = of_twips(one.style.left), of_twips(one.style.right)
        weight = border.eighths / 8
        colour = "#000000" if border.colour == "auto" else f"#{border.colour}"
        d = f"M{number(x + left)} {number(y + weight / 2)}H{number(x + width - right)}"
        return path(d, fill="none", stroke=colour, stroke_width=number(weight))

    def _objects(
        self,
        paragraph: Paragraph,
        drawings: Sequence[Drawing],
        one: SetParagraph,
        x: float,
        y: float,
        width: float,
    ) -> Xml:
        """Return pictures and charts that stand on one line."""
        room = width - sum(of_emu(drawing.width) for drawing in drawings)
        at = x + {"center": room / 2, "right": room}.get(one.style.align, 0.0)
        drawn = []
        for drawing in drawings:
            w, h = of_emu(drawing.width), of_emu(drawing.height)
            drawn.append(self.drawn_object(drawing, (at, y, w, h), paragraph.at))
            at += w
        return group(*drawn)

    def _stretches(self, one: SetParagraph, at: Span | None) -> list[Stretch]:
        """Return the texts of a paragraph with their looks and places."""
        runs = zip(one.runs, one.styles, strict=True)
        stretches = [Stretch(run.text, look_of(run, style)) for run, style in runs]
        sources = sources_in_turn(piece for run in one.runs for piece in _pieces(run))
        return self.faults.marked(with_places(stretches, sources, at))


def look_of(run: Run, style: EffectiveStyle) -> Look:
    """Return how a run is set: as its style says, and as it says itself."""
    own = run.properties
    east_asian = own.east_asian or style.font
    latin = own.latin or own.east_asian or style.latin
    colour = own.colour or style.colour
    fill = own.fill or style.fill
    shade = "" if not fill or (own.style != "Pending" and fill == "FFFFFF") else f"#{fill}"
    tracking = style.tracking_pt if own.tracking is None else own.tracking / TWIPS_PER_PT
    plain = not colour or colour == "auto"
    return Look(
        FacePair(latin, east_asian, style.bold, style.italic),
        style.size_pt,
        f"#{pending.INK}" if plain else f"#{colour.lower()}",
        tracking,
        shade,
    )


def _pieces(run: Run) -> Iterator[tuple[str, Span | None]]:
    """Yield the texts that a run is put together from, with their places."""
    cuts = [(0, run.at), *run.further, (len(run.text), None)]
    for (start, at), (end, _) in pairwise(cuts):
        if start < end:
            yield run.text[start:end], at
