"""A lowered slide in, one group of shapes out: what its layout draws and what is placed on it, scaled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

from reportgen.document.nodes import Content
from reportgen.measure.paragraphs import fallback_width
from reportgen.theme.deck import DeckTheme, SlotBox
from reportgen.units import EMU_PER_PT
from reportgen.write import pending
from reportgen.write.chart_style import deck_chart_styles
from reportgen.write.pictures import PictureInfo, crop_to, fit_within
from reportgen.write.powerpoint.fit_text import placed_lines, unit_size
from reportgen.write.powerpoint.model import (
    LoweredDeck,
    LoweredSlide,
    Mark,
    Placed,
    PlacedCell,
    PlacedChart,
    PlacedNumber,
    PlacedPicture,
    PlacedTable,
    PlacedText,
)
from reportgen.write.powerpoint.slide_xml import BACKGROUND
from reportgen.write.powerpoint.table_style import TableStyle, table_styles
from reportgen.write.powerpoint.text_runs import LINE_END, Paragraph, TextRun, content_text
from reportgen.write.slide_drawing.charts import ChartSetting, chart_shapes
from reportgen.write.slide_drawing.layouts import LayoutLook, drawn, look_of
from reportgen.write.slide_drawing.shapes import (
    NO_FILL,
    Box,
    Piece,
    SetLine,
    Setting,
    emu,
    line,
    rectangle,
    solid,
    text_box,
    transform,
)
from reportgen.write.xml import EMPTY, Value, Xml, element

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
#: the edge of a slide on paper, and its width in EMU
_EDGE, _EDGE_WIDTH = "BFB8AE", 6350
_ALIGNS = {"left": "l", "center": "ctr", "right": "r"}
#: the first colour that a fill states in figures
_STATED = re.compile(r'srgbClr val="([0-9A-Fa-f]{6})"')
_NEVER_BOLD = frozenset({"numeral", "title"})
_RULE_PT = 0.75
#: the share of the width of a box by which it grows
_SPARE_SHARE = 0.3


class SlidePictures(Protocol):
    """The pictures of the document that a drawing stands in."""

    def picture(
        self, placed: PlacedPicture, frame: tuple[int, int]
    ) -> tuple[str, PictureInfo] | None:
        """Return the relationship to a picture and its size; None for one that cannot be shown.

        `frame` is the width and height in EMU in which it stands.
        """


@dataclass(frozen=True, slots=True)
class SlideDrawing:
    """A slide as a drawing: its size in EMU, its alternative text, and the group of its shapes."""

    width: int
    height: int
    alt: str
    group: Xml


@dataclass(frozen=True, eq=False, slots=True)
class SlideDrawings:
    """The slides of a deck, each to be drawn at any width."""

    deck: LoweredDeck
    theme: DeckTheme
    by_number: dict[int, LoweredSlide] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_number.update({slide.number: slide for slide in self.deck.slides})

    def draw(self, number: int, width: int, pictures: SlidePictures) -> SlideDrawing | None:
        """Return a slide `width` EMU wide, None where the deck has no slide of that number."""
        slide = self.by_number.get(number)
        if slide is None:
            return None
        across, down = self.theme.template.size
        scale = width / across
        drawing = _Drawing(
            slide, self.theme, look_of(self.theme, slide.layout.part), scale, pictures
        )
        height = round(down * scale)
        title = slide.title.replace("／", "")
        alt = f"第{number}页 {title or content_text(_first_words(slide))}".strip()
        return SlideDrawing(width, height, alt, drawing.group(Box(0, 0, width, height)))


def _first_words(slide: LoweredSlide) -> Content:
    """Return what stands first on a slide without a title."""
    values = slide.contents.values()
    return next((p for v in values for p in getattr(v, "paragraphs", ())), ())


@dataclass(eq=False, slots=True)
class _Drawing:
    """One slide as it is drawn; `scale` is the drawing's width over the slide's."""

    slide: LoweredSlide
    theme: DeckTheme
    look: LayoutLook
    scale: float
    pictures: SlidePictures
    shapes: list[Xml] = field(default_factory=list)

    def group(self, box: Box) -> Xml:
        """Return the `wpg:wgp` of the slide."""
        grounds = [p for p in self.slide.placed if isinstance(p, PlacedPicture) and _is_ground(p)]
        self._add(rectangle(self.number, box, self.look.fill()))
        for ground in grounds:
            self._picture(ground)
        for shape in drawn(self.look, self.number, self.scale):
            self._add(shape)
        for placed in self.slide.placed:
            if not any(placed is ground for ground in grounds):
                self._placed(placed)
        self._add(rectangle(self.number, box, NO_FILL, line(_EDGE, _EDGE_WIDTH)))
        inner = (
            element("a:chOff", {"x": 0, "y": 0}),
            element("a:chExt", {"cx": box.w, "cy": box.h}),
        )
        frame = element(
            "a:xfrm",
            None,
            element("a:off", {"x": 0, "y": 0}),
            element("a:ext", {"cx": box.w, "cy": box.h}),
            *inner,
        )
        return element(
            "wpg:wgp",
            None,
            element("wpg:cNvGrpSpPr"),
            element("wpg:grpSpPr", None, frame),
            *self.shapes,
        )

    @property
    def number(self) -> int:
        """The number of the next shape within the drawing."""
        return len(self.shapes) + 1

    def _add(self, shape: Xml) -> None:
        if shape:
            self.shapes.append(shape)

    def _placed(self, placed: Placed) -> None:
        match placed:
            case PlacedText():
                self._text(placed)
            case PlacedNumber(slot):
                run = TextRun(str(self.slide.number))
                pitch = slot.line_pt or slot.size_pt * 1.2
                self._set(slot, [self._line(slot, (run,), slot.size_pt, 0.0)], pitch)
            case PlacedPicture():
                self._picture(placed)
            case PlacedChart():
                styles = deck_chart_styles(self.theme.settings, self.theme.faces, self.theme.dark)
                style = styles.get(placed.slot.look, styles[""])
                slot = placed.slot
                frame = Box(slot.x, slot.y, slot.w, slot.h)
                setting = ChartSetting(frame, style, self.look, self.scale)
                for shape in chart_shapes(placed.chart, setting, self.number):
                    self._add(shape)
            case PlacedTable():
                self._table(placed)
            case Mark():
                self._mark(placed)

    def _box(self, slot: SlotBox) -> Box:
        return self._scaled(slot.x, slot.y, slot.w, slot.h)

    def _scaled(self, *lengths: float) -> Box:
        return Box(*(round(length * self.scale) for length in lengths))

    def _text(self, placed: PlacedText) -> None:
        slot = placed.slot
        frame = self.look.frames.get(slot.idx)
        if frame is not None:
            self._add(self.look.framed(self.number, frame, self._box(slot), self.scale))
        lines: list[SetLine] = []
        bullet = self.look.bullets.get(slot.idx) if slot.first_indent_pt < 0 else None
        rows = placed_lines(placed)
        for index, (paragraph, spans) in enumerate(zip(placed.paragraphs, rows, strict=True)):
            for row, span in enumerate(spans):
                before = placed.gap_pt if index and not row else 0.0
                part = _part_of(paragraph, span.start, span.inside)
                lines.append(self._line(slot, part, placed.size_pt, before))
        self._set(slot, lines, placed.line_pt)
        if bullet is not None:
            marks = [
                SetLine(
                    (self._piece(bullet.mark, placed.size_pt, bullet.colour, slot),)
                    if not row
                    else (),
                    placed.gap_pt * self.scale if index and not row else 0.0,
                )
                for index, spans in enumerate(rows)
                for row, _ in enumerate(spans)
            ]
            self._set(slot, marks, placed.line_pt, indented=False)

    def _set(
        self, slot: SlotBox, lines: Sequence[SetLine], pitch: float, *, indented: bool = True
    ) -> None:
        """Put the lines of a slot where they stand, in a box a little wider than the slot's."""
        left, top, right, bottom = (round(inset * self.scale) for inset in slot.insets)
        indent = slot.left_indent_pt if indented else slot.left_indent_pt + slot.first_indent_pt
        setting = Setting(
            pitch * self.scale,
            slot.align if indented else "l",
            {"ctr": "ctr", "b": "b"}.get(slot.anchor, "t"),
            slot.vertical,
            (left, top, right, bottom),
            max(indent, 0.0) * self.scale,
        )
        self._add(text_box(self.number, self._with_spare(self._box(slot), setting), lines, setting))

    def _with_spare(self, box: Box, setting: Setting) -> Box:
        """Return a box with room beside its lines: a program that sets them wider does not break them.

        It grows away from the side on which the lines stand, and never past the edges of the slide.
        """
        if setting.vertical:
            return box
        whole = round(self.theme.template.size[0] * self.scale)
        spare = round(box.w * _SPARE_SHARE)
        left = {"l": 0, "r": spare}.get(setting.align, spare // 2)
        right = {"l": spare, "r": 0}.get(setting.align, spare // 2)
        if setting.align == "ctr":
            left = right = min(left, box.x, max(whole - box.x - box.w, 0))
        left, right = min(left, box.x), min(right, max(whole - box.x - box.w, 0))
        return Box(box.x - left, box.y, box.w + left + right, box.h)

    def _line(
        self, slot: SlotBox, part: Iterable[TextRun], size_pt: float, before: float
    ) -> SetLine:
        """Return a line of runs as it is set."""
        pieces = []
        for run in part:
            colour = self._ink(slot)
            size, latin, east_asian = size_pt, slot.latin, slot.east_asian or slot.latin
            if run.unit and slot.unit is not None:
                size = unit_size(slot, size_pt)
                latin, east_asian = slot.unit.latin, slot.unit.east_asian or slot.unit.latin
            strong = run.bold and self.theme.settings.emphasis.bold and slot.role not in _NEVER_BOLD
            emphasis = self.theme.settings.emphasis.color
            if run.bold and emphasis and slot.colour in ("tx1", "dk1"):
                colour = self.look.colour(emphasis)
            bold = (slot.bold and slot.role != "numeral") or strong
            if run.pending:
                piece = Piece(
                    run.text, size * self.scale, pending.INK, latin, east_asian, bold, pending.SHADE
                )
            else:
                piece = Piece(run.text, size * self.scale, colour, latin, east_asian, bold)
            pieces.append(piece)
        return SetLine(tuple(pieces), before * self.scale)

    def _ink(self, slot: SlotBox) -> str:
        """Return the colour of a slot's text as RRGGBB."""
        stated = _STATED.search(slot.fill)
        if stated:
            return stated[1].upper()
        return self.look.colour(slot.colour if slot.colour in self.look.colours else "tx1")

    def _piece(self, words: str, size_pt: float, colour: str, slot: SlotBox) -> Piece:
        return Piece(words, size_pt * self.scale, colour, slot.latin, slot.east_asian or slot.latin)

    def _picture(self, placed: PlacedPicture) -> None:
        slot, crop = placed.slot, EMPTY
        box = self._box(slot)
        picture = self.pictures.picture(placed, (box.w, box.h))
        if picture is None:
            return
        rid, info = picture
        if slot.optional:
            w, h = fit_within(info, box.w, box.h)
            box = Box(box.x + (box.w - w) // 2, box.y + (box.h - h) // 2, w, h)
        else:
            sides = crop_to(slot.w, slot.h, info, placed.picture.focus)
            if any(sides):
                crop = element("a:srcRect", dict(zip("ltrb", sides, strict=True)))
        named: dict[str, Value] = {
            "id": self.number,
            "name": f"图 {self.number}",
            "descr": placed.alt,
        }
        self._add(
            element(
                "pic:pic",
                {"xmlns:pic": _PICTURE},
                element("pic:nvPicPr", None, element("pic:cNvPr", named), element("pic:cNvPicPr")),
                element(
                    "pic:blipFill",
                    None,
                    element("a:blip", {"r:embed": rid}),
                    crop,
                    element("a:stretch", None, element("a:fillRect")),
                ),
                element(
                    "pic:spPr",
                    None,
                    transform(box),
                    element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
                ),
            )
        )

    def _table(self, placed: PlacedTable) -> None:
        page, slot = placed.page, placed.slot
        styles = table_styles(self.theme.settings, self.theme.faces)
        style = styles.get(slot.look, styles[""])
        columns = [0, *accumulate(page.widths)]
        rows = [0, *accumulate(page.heights)]
        for cell in page.cells:
            x, y = slot.x + columns[cell.column], slot.y + rows[cell.row]
            right = columns[min(cell.column + cell.cell.colspan, len(page.widths))]
            below = rows[min(cell.row + cell.cell.rowspan, len(page.heights))]
            box = self._scaled(x, y, right - columns[cell.column], below - rows[cell.row])
            self._cell(cell, placed, style, box)

    def _cell(self, cell: PlacedCell, placed: PlacedTable, style: TableStyle, box: Box) -> None:
        page = placed.page
        is_head = cell.row < page.header_rows
        fill = style.rules.header_fill if style.rules else style.header_fill
        ground = solid(self.look.colour(fill)) if is_head and fill else NO_FILL
        tone = style.tones.get(cell.cell.tone)
        if tone is not None and tone.fill and not is_head:
            shade = f'<a:alpha val="{tone.share * 1000}"/>'
            colour = self.look.colour(tone.fill)
            ground = Xml(
                f'<a:solidFill><a:srgbClr val="{colour}">{shade}</a:srgbClr></a:solidFill>'
            )
        if ground is not NO_FILL:
            self._add(rectangle(self.number, box, ground))
        if not is_head:
            thin = max(emu(_RULE_PT * self.scale), 1)
            edge = Box(box.x, box.y + box.h - thin, box.w, thin)
            self._add(rectangle(self.number, edge, solid(_EDGE)))
        size = cell.style.size_at(style, page.size_pt)
        own = self.theme.faces.by_token
        kind = "mj" if cell.style.major else "mn"
        colour = self.look.colour(cell.style.colour)
        words = "".join(run.text for run in cell.paragraph).split(LINE_END)
        lines = [
            SetLine(
                (
                    Piece(
                        one, size * self.scale, colour,
                        own.get(f"+{kind}-lt", ""), own.get(f"+{kind}-ea", ""),
                        style.is_bold(cell.style),
                    ),
                )
            )
            for one in words
        ]  # fmt: skip
        align = cell.cell.align or (
            placed.aligns[cell.column] if cell.column < len(placed.aligns) else "left"
        )
        left, right = (emu(margin * self.scale) for margin in page.margins)
        pitch = size * style.line_ratio * self.scale
        setting = Setting(pitch, _ALIGNS[align], "ctr", insets=(left, 0, right, 0))
        if any(words):
            # A text of one line may get room for other faces; a longer one breaks as in the slide.
            own_width = box.w - left - right
            longest = emu(max(map(fallback_width, words)) / 1000 * size * self.scale)
            place = self._with_spare(box, setting) if longest <= own_width else box
            self._add(text_box(self.number, place, lines, setting))

    def _mark(self, mark: Mark) -> None:
        box = self._scaled(*(v * EMU_PER_PT for v in (mark.x, mark.y, mark.w, mark.h)))
        if mark.fill:
            self._add(rectangle(self.number, box, solid(self.look.colour(mark.fill))))
        own = self.theme.faces.by_token
        piece = Piece(
            mark.text, mark.size_pt * self.scale, self.look.colour(mark.colour),
            own.get("+mn-lt", ""), own.get("+mn-ea", ""), mark.bold,
        )  # fmt: skip
        setting = Setting(mark.size_pt * 1.2 * self.scale, _ALIGNS[mark.align], "ctr")
        self._add(text_box(self.number, box, (SetLine((piece,)),), setting))
        if mark.bar:
            below = self._scaled(
                *(v * EMU_PER_PT for v in (mark.x, mark.y + mark.h, mark.w, mark.bar_pt))
            )
            self._add(rectangle(self.number, below, solid(self.look.colour(mark.bar))))


def _is_ground(placed: PlacedPicture) -> bool:
    return placed.slot.look == BACKGROUND


def _part_of(paragraph: Paragraph, start: int, end: int) -> Iterator[TextRun]:
    """Yield the runs of a paragraph between two characters, without its line ends."""
    begins = 0
    for run in paragraph:
        ends = begins + len(run.text)
        low, high = max(start, begins), min(end, ends)
        if low < high:
            words = run.text[low - begins : high - begins].replace(LINE_END, "")
            if words:
                yield run._replace(text=words)
        begins = ends
