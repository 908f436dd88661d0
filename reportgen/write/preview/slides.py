"""Lowered slides in, one SVG for each out: placed texts over what their layout draws."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.diagnostics import Faults as Unreadable
from reportgen.document.nodes import Prose
from reportgen.measure import LineSpan
from reportgen.theme.deck import DeckTheme, SlotBox
from reportgen.units import EMU_PER_PT
from reportgen.write import pending
from reportgen.write.charts import chart_alt, chart_xml
from reportgen.write.pictures import PictureError, crop_to, fit_within
from reportgen.write.powerpoint.fit_text import placed_lines, unit_size
from reportgen.write.powerpoint.model import (
    LoweredDeck,
    LoweredSlide,
    Mark,
    Placed,
    PlacedChart,
    PlacedNumber,
    PlacedPicture,
    PlacedTable,
    PlacedText,
)
from reportgen.write.powerpoint.slide_xml import BACKGROUND
from reportgen.write.powerpoint.text_runs import LINE_END, TextRun
from reportgen.write.preview.charts import chart_svg
from reportgen.write.preview.deck_look import Bullet, DeckLook, LayoutLook, deck_look
from reportgen.write.preview.drawingml import cropped, image
from reportgen.write.preview.faces import FacePair, face_class
from reportgen.write.preview.fragments import Fragment, Preview, fragment
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.places import Faults, sources_of_content, with_places
from reportgen.write.preview.slide_tables import SlideTable
from reportgen.write.preview.svg import group, number, of_emu, rectangle
from reportgen.write.preview.text import (
    Look,
    Stretch,
    baseline,
    look_attributes,
    part_of,
    place_attribute,
    text_line,
)
from reportgen.write.theme_colours import A, colour_of
from reportgen.write.xml import EMPTY, Value, Xml, element, joined
from reportgen.write.xml import text as xml_text

_ANCHORS = {"ctr": "middle", "r": "end"}
_MARK_ANCHORS = {"center": "middle", "right": "end"}
_NEVER_BOLD = ("title", "lead", "card-title")
_UNIT_GAP = 0.12
"""The room between a numeral and its unit, in ems of the numeral."""
#: the sides of squares, the radius of •, and how high their middle stands, in ems, as Arial has them
_SQUARES, _DOT, _MIDDLE = {"■": 0.52, "▪": 0.3}, 0.13, 0.34
_WHOLE = 100_000


def preview_deck(
    deck: LoweredDeck,
    theme: DeckTheme,
    picture: Callable[[str], bytes],
    pictures: PreviewPictures,
    faults: Faults,
) -> Preview:
    """Return the slides of a deck as fragments; `picture` gives the bytes of a workspace path."""
    look = deck_look(theme, pictures)
    numbers = {slide.id: slide.number for slide in deck.slides if slide.id}
    drawing = _Drawing(look, picture, pictures, faults, numbers)
    fragments = tuple(map(drawing.slide, deck.slides))
    used = {own.drawing: own.symbols for own in (look.layout(s.layout) for s in deck.slides)}
    return Preview("slides", fragments, joined([*used.values()]), frozenset(drawing.faces))


@dataclass(eq=False, slots=True)
class _Drawing:
    """The slides of a deck as they are drawn; `numbers` are those of the slides with ids."""

    look: DeckLook
    picture: Callable[[str], bytes]
    pictures: PreviewPictures
    faults: Faults
    numbers: dict[str, int]
    faces: set[FacePair] = field(default_factory=set)

    def slide(self, slide: LoweredSlide) -> Fragment:
        """Return a slide."""
        layout = self.look.layout(slide.layout)
        backgrounds = [p for p in slide.placed if _is_background(p)]
        others = [p for p in slide.placed if not _is_background(p)]
        drawn = [
            *(self._placed(slide, layout, placed) for placed in backgrounds),
            EMPTY if backgrounds else element("use", {"href": f"#{layout.ground}"}),
            element("use", {"href": f"#{layout.drawing}"}),
            *(self._placed(slide, layout, placed) for placed in others),
        ]
        title = slide.title.replace(LINE_END, "")
        label = f"第 {slide.number} 页 {title}".strip()
        return fragment(
            "slide", slide.number, (self.look.width, self.look.height), joined(drawn), label,
            data_layout=slide.layout.id, data_at=place_attribute(slide.at),
        )  # fmt: skip

    def _placed(self, slide: LoweredSlide, layout: LayoutLook, placed: Placed) -> Xml:
        match placed:
            case PlacedText():
                own = self._own_drawing(layout, placed.slot)
                value = slide.contents.get(placed.slot.name)
                text = self._text(layout, placed, value if isinstance(value, Prose) else None)
                drawn = joined([own, text])
                target = self.numbers.get(placed.target)
                return drawn if target is None else _link(target, drawn)
            case PlacedNumber(slot):
                return self._number(layout, slot, slide.number)
            case PlacedPicture():
                return self._picture(placed)
            case PlacedChart():
                return self._chart(layout, placed)
            case PlacedTable():
                return self._table(layout, placed)
            case Mark():
                return self._mark(layout, placed)

    def _own_drawing(self, layout: LayoutLook, slot: SlotBox) -> Xml:
        """Return the fill and the line that a placeholder has itself."""
        shapes = layout.slot(slot).shapes
        if not shapes:
            return EMPTY
        return layout.outline(shapes[0], _box(slot))

    def _text(self, layout: LayoutLook, placed: PlacedText, value: Prose | None) -> Xml:
        slot = placed.slot
        lines = placed_lines(placed)
        height = sum(map(len, lines)) * placed.line_pt
        height += placed.gap_pt * (len(placed.paragraphs) - 1)
        base = self._look(layout, slot, placed.size_pt, TextRun(""))
        self.faces.add(base.faces)
        contents = value.paragraphs if value is not None else ()
        paragraphs = []
        for index, paragraph in enumerate(placed.paragraphs):
            stretches = [
                Stretch(run.text, self._look(layout, slot, placed.size_pt, run))
                for run in paragraph
            ]
            self.faces |= {stretch.look.faces for stretch in stretches}
            content = contents[index] if len(contents) == len(placed.paragraphs) else ()
            stretches = with_places(stretches, sources_of_content(content), placed.at)
            paragraphs.append(self.faults.marked(stretches))
        if slot.vertical:
            drawn = self._columns(placed, paragraphs, lines, base)
        else:
            drawn = self._rows(layout, placed, paragraphs, lines, base, height)
        return group(
            *drawn, **look_attributes(base),
            data_slot=slot.name, data_at=place_attribute(placed.at),
        )  # fmt: skip

    def _rows(
        self,
        layout: LayoutLook,
        placed: PlacedText,
        paragraphs: Sequence[Sequence[Stretch]],
        lines: Sequence[Sequence[LineSpan]],
        base: Look,
        height: float,
    ) -> Iterator[Xml]:
        """Yield the lines of horizontal text."""
        slot, pitch = placed.slot, placed.line_pt
        x, y, w, h = _text_box(slot)
        y += {"ctr": (h - height) / 2, "b": h - height}.get(slot.anchor, 0.0)
        bullet = layout.slot(slot).bullet
        for index, (stretches, spans) in enumerate(zip(paragraphs, lines, strict=True)):
            y += placed.gap_pt if index else 0.0
            for row, span in enumerate(spans):
                parts = _without_line_end(stretches, span)
                left = x + slot.left_indent_pt
                left += max(slot.first_indent_pt, 0.0) if row == 0 else 0.0
                at = {"ctr": (left + x + w) / 2, "r": x + w}.get(slot.align, left)
                base_line = y + baseline(parts, pitch)
                if row == 0 and bullet is not None and slot.first_indent_pt < 0 and parts:
                    size = placed.size_pt * bullet.share
                    yield _bullet(bullet, left + slot.first_indent_pt, base_line, size, base)
                if parts:
                    yield text_line(
                        at, base_line, parts, base,
                        anchor=_ANCHORS.get(slot.align, ""), gaps=_unit_gaps(parts, placed.size_pt),
                    )  # fmt: skip
                y += pitch

    def _columns(
        self,
        placed: PlacedText,
        paragraphs: Sequence[Sequence[Stretch]],
        lines: Sequence[Sequence[LineSpan]],
        base: Look,
    ) -> Iterator[Xml]:
        """Yield the lines of vertical text, columns from right to left."""
        slot, pitch = placed.slot, placed.line_pt
        x, y, w, h = _text_box(slot)
        right = x + w
        for index, (stretches, spans) in enumerate(zip(paragraphs, lines, strict=True)):
            right -= placed.gap_pt if index else 0.0
            for span in spans:
                parts = _without_line_end(stretches, span)
                at = {"ctr": y + h / 2, "r": y + h}.get(slot.align, y)
                if parts:
                    line = text_line(
                        right - pitch / 2, at, parts, base, anchor=_ANCHORS.get(slot.align, "")
                    )
                    yield group(line, writing_mode="vertical-rl", dominant_baseline="central")
                right -= pitch

    def _look(self, layout: LayoutLook, slot: SlotBox, size_pt: float, run: TextRun) -> Look:
        """Return how a run is set, as `text_xml` writes it."""
        emphasis = self.look.base.emphasis
        colour = layout.slot(slot).colour.value
        if run.unit and slot.unit is not None:
            unit = slot.unit
            properties = etree.fromstring(f'<a:rPr xmlns:a="{A[1:-1]}">{unit.children}</a:rPr>')
            own = colour_of(properties.find(f"{A}solidFill"), layout.scheme)
            bold = ' b="1"' in unit.attributes
            faces = FacePair(unit.latin, unit.east_asian or unit.latin, bold)
            return Look(faces, unit_size(slot, size_pt), own.value if own else colour)
        heavy = slot.bold and slot.role != "numeral"
        strong = run.bold and emphasis.bold and slot.role not in _NEVER_BOLD
        faces = FacePair(slot.latin, slot.east_asian or slot.latin, heavy or strong)
        look = Look(faces, size_pt, colour, slot.tracking_pt)
        if run.pending:
            return look._replace(colour=f"#{pending.INK}", shade=f"#{pending.SHADE}")
        if run.bold and emphasis.colour and slot.colour in ("tx1", "dk1"):
            return look._replace(colour=layout.scheme.named(emphasis.colour).value)
        return look

    def _number(self, layout: LayoutLook, slot: SlotBox, page: int) -> Xml:
        look = self._look(layout, slot, slot.size_pt, TextRun(""))
        self.faces.add(look.faces)
        x, y, w, h = _text_box(slot)
        pitch = slot.line_pt or slot.size_pt * 1.2
        y += {"ctr": (h - pitch) / 2, "b": h - pitch}.get(slot.anchor, 0.0)
        at = x + {"ctr": w / 2, "r": w}.get(slot.align, 0.0)
        text = Stretch(str(page), look)
        line = text_line(
            at, y + baseline([text], pitch), [text], look, anchor=_ANCHORS.get(slot.align, "")
        )
        return group(line, **look_attributes(look))

    def _mark(self, layout: LayoutLook, mark: Mark) -> Xml:
        faces = self.look.theme.faces.by_token
        latin = faces.get("+mn-lt", "")
        pair = FacePair(latin, faces.get("+mn-ea", "") or latin, mark.bold)
        self.faces.add(pair)
        look = Look(pair, mark.size_pt, layout.scheme.named(mark.colour).value)
        drawn = []
        for fill, y, h in ((mark.fill, mark.y, mark.h), (mark.bar, mark.y + mark.h, mark.bar_pt)):
            if fill:
                colour = layout.scheme.named(fill).value
                drawn.append(rectangle(mark.x, y, mark.w, h, fill=colour))
        at = mark.x + {"center": mark.w / 2, "right": mark.w}.get(mark.align, 0.0)
        text = [Stretch(mark.text, look)]
        pitch = mark.size_pt * 1.2
        base_line = mark.y + (mark.h - pitch) / 2 + baseline(text, pitch)
        line = text_line(at, base_line, text, look, anchor=_MARK_ANCHORS.get(mark.align, ""))
        return _link(mark.target, group(*drawn, line, **look_attributes(look)))

    def _picture(self, placed: PlacedPicture) -> Xml:
        slot = placed.slot
        try:
            data = self.picture(placed.picture.path)
            frame = (float(slot.w), float(slot.h))
            address, info = self.pictures.in_frame(data, frame, fills=not slot.optional)
        except (Unreadable, PictureError):
            return EMPTY  # the writer of the file reports it
        own: dict[str, Value] = {
            "role": "img", "aria_label": placed.alt, "data_at": place_attribute(placed.at),
        }  # fmt: skip
        if slot.optional and slot.look != BACKGROUND:
            width, height = fit_within(info, slot.w, slot.h)
            x, y = slot.x + (slot.w - width) // 2, slot.y + (slot.h - height) // 2
            box = (of_emu(x), of_emu(y), of_emu(width), of_emu(height))
            return image(address, box, "none", **own)
        sides = [side / _WHOLE for side in crop_to(slot.w, slot.h, info, placed.picture.focus)]
        return cropped(address, _box(slot), sides, **own)

    def _chart(self, layout: LayoutLook, placed: PlacedChart) -> Xml:
        styles = self.look.base.chart_styles
        style = styles.get(placed.slot.look, styles[""])
        part = chart_xml(placed.chart, style, None)
        drawn = chart_svg(part, layout.scheme, _box(placed.slot))
        self.faces |= drawn.faces
        return group(
            drawn.svg, role="img", aria_label=chart_alt(placed.chart),
            data_slot=placed.slot.name, data_at=place_attribute(placed.at),
        )  # fmt: skip

    def _table(self, layout: LayoutLook, placed: PlacedTable) -> Xml:
        tables = self.look.base.tables
        style = tables.get(placed.slot.look, tables[""])
        faces = self.look.theme.faces.by_token
        file_style = self.look.table_style(style.style_id)
        table = SlideTable(placed, style, layout, file_style, faces)
        self.faces |= table.faces
        return table.drawn(self.faults)


def _is_background(placed: Placed) -> bool:
    return isinstance(placed, PlacedPicture) and placed.slot.look == BACKGROUND


def _link(number: int, drawn: Xml) -> Xml:
    return element("a", {"href": f"#slide-{number}", "data-target": number}, drawn)


def _bullet(bullet: Bullet, x: float, base_line: float, size_pt: float, base: Look) -> Xml:
    """Return the mark before a paragraph; squares and dots are drawn: faces differ most in them."""
    colour = bullet.colour.value
    if bullet.mark in _SQUARES:
        side = size_pt * _SQUARES[bullet.mark]
        return rectangle(x, base_line - size_pt * _MIDDLE - side / 2, side, side, fill=colour)
    if bullet.mark in "•●":
        radius = size_pt * _DOT
        place: dict[str, Value] = {
            "cx": number(x + radius * 1.3), "cy": number(base_line - size_pt * _MIDDLE),
            "r": number(radius), "fill": colour,
        }  # fmt: skip
        return element("circle", place)
    attributes: dict[str, Value] = {
        "x": number(x), "y": number(base_line), "fill": colour, "font-size": number(size_pt),
        "class": face_class(base.faces), "aria-hidden": "true",
    }  # fmt: skip
    return element("text", attributes, xml_text(bullet.mark))


def _without_line_end(stretches: Sequence[Stretch], span: LineSpan) -> list[Stretch]:
    """Return the stretches of a line without its line end."""
    parts = part_of(stretches, span.start, span.end)
    visible = [part._replace(text=part.text.replace(LINE_END, "")) for part in parts]
    return [part for part in visible if part.text]


def _unit_gaps(parts: Sequence[Stretch], size_pt: float) -> list[tuple[int, float]]:
    """Return the room before each unit of a line: where the size changes behind a numeral."""
    gaps, at = [], 0
    for before, after in itertools.pairwise(parts):
        at += len(before.text)
        if after.look.size_pt < before.look.size_pt == size_pt:
            gaps.append((at, _UNIT_GAP * size_pt))
    return gaps


def _box(slot: SlotBox) -> tuple[float, float, float, float]:
    """Return the box of a slot in points."""
    return of_emu(slot.x), of_emu(slot.y), of_emu(slot.w), of_emu(slot.h)


def _text_box(slot: SlotBox) -> tuple[float, float, float, float]:
    """Return the box of a slot without its insets, in points."""
    left, up, right, down = (inset / EMU_PER_PT for inset in slot.insets)
    x, y, w, h = _box(slot)
    return x + left, y + up, w - left - right, h - up - down
