"""PresentationML of a slide and of its notes page.

A slide refers to other parts by relationship ids; `SlideParts` is what it asks for them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from reportgen.document.nodes import PLAYED, Playback
from reportgen.theme.deck import SlotBox
from reportgen.write.charts import CHART_NAMESPACE, chart_alt
from reportgen.write.package import XML_HEAD
from reportgen.write.pictures import PictureInfo, crop_to, fit_within
from reportgen.write.powerpoint.animation_xml import timing
from reportgen.write.powerpoint.mark_xml import mark_shapes
from reportgen.write.powerpoint.model import (
    LoweredSlide,
    Mark,
    Placed,
    PlacedChart,
    PlacedInSlot,
    PlacedNumber,
    PlacedPicture,
    PlacedTable,
    PlacedText,
)
from reportgen.write.powerpoint.table_style import TableStyles
from reportgen.write.powerpoint.table_xml import table_xml
from reportgen.write.powerpoint.text_runs import content_text
from reportgen.write.powerpoint.text_xml import (
    NAMESPACES,
    A,
    Emphasis,
    notes_body,
    slide_number_body,
    text_body,
)
from reportgen.write.xml import EMPTY, Xml, element

#: the look of a slot whose picture is the background of the slide
BACKGROUND = "background"
_TABLE_NAMESPACE = f"{A.removesuffix('/main')}/table"
_TEXT_LOCKS = element("p:cNvSpPr", None, element("a:spLocks", {"noGrp": True}))
_TEXT_BOX = element("p:cNvSpPr", {"txBox": True})
_RECTANGLE = element("a:prstGeom", {"prst": "rect"}, element("a:avLst"))
_NO_PROPERTIES = element("p:spPr")
# The group that holds all shapes of a slide has the id 1 and no place of its own.
_GROUP = (
    element(
        "p:nvGrpSpPr",
        None,
        element("p:cNvPr", {"id": 1, "name": ""}),
        element("p:cNvGrpSpPr"),
        element("p:nvPr"),
    ),
    element(
        "p:grpSpPr",
        None,
        element(
            "a:xfrm",
            None,
            element("a:off", {"x": 0, "y": 0}),
            element("a:ext", {"cx": 0, "cy": 0}),
            element("a:chOff", {"x": 0, "y": 0}),
            element("a:chExt", {"cx": 0, "cy": 0}),
        ),
    ),
)
_COLOURS_OF_MASTER = element("p:clrMapOvr", None, element("a:masterClrMapping"))
_NOTES_FRAME = element(
    "p:nvSpPr",
    None,
    element("p:cNvPr", {"id": 3, "name": "notes"}),
    _TEXT_LOCKS,
    element("p:nvPr", None, element("p:ph", {"type": "body", "idx": 1})),
)
# The picture of the slide on its notes page.
_SLIDE_PICTURE = element(
    "p:sp",
    None,
    element(
        "p:nvSpPr",
        None,
        element("p:cNvPr", {"id": 2, "name": "slide"}),
        element(
            "p:cNvSpPr",
            None,
            element("a:spLocks", {"noGrp": True, "noRot": True, "noChangeAspect": True}),
        ),
        element("p:nvPr", None, element("p:ph", {"type": "sldImg"})),
    ),
    _NO_PROPERTIES,
)


class SlideParts(Protocol):
    """The parts of the package that a slide refers to, each by the id of its relationship."""

    def link(self, target: str) -> str:
        """Return the relationship to the slide with an id; "" if there is none."""

    def slide(self, number: int) -> str:
        """Return the relationship to a slide by its number."""

    def chart(self, placed: PlacedChart) -> str:
        """Return the relationship to the part of a chart."""

    def picture(self, placed: PlacedPicture) -> tuple[str, PictureInfo] | None:
        """Return the relationship to a picture and its size; None for one Office cannot show."""


def slide_xml(
    slide: LoweredSlide, parts: SlideParts, tables: TableStyles, emphasis: Emphasis
) -> bytes:
    """Return the part of a slide."""
    shapes: list[Xml] = []
    numbered: list[tuple[int, Placed]] = []
    background = EMPTY
    for placed in slide.placed:
        if isinstance(placed, PlacedPicture) and placed.slot.look == BACKGROUND:
            background = _background(placed, parts)
            continue
        number = len(shapes) + 2  # the id 1 is that of the group
        if isinstance(placed, Mark):
            shapes += mark_shapes(placed, number, parts.slide(placed.target))
            continue
        shape = _shape(placed, number, slide.number, parts, tables, emphasis)
        if shape:
            shapes.append(shape)
            numbered.append((number, placed))
    played = timing(numbered) if slide.playback.steps else EMPTY
    return _part("p:sld", shapes, background, slide.playback, played)


def notes_xml(slide: LoweredSlide) -> bytes:
    """Return the notes page of a slide: its picture and the notes."""
    text = notes_body(content_text(content) for content in slide.notes)
    notes = element("p:sp", None, _NOTES_FRAME, _NO_PROPERTIES, text)
    return _part("p:notes", [_SLIDE_PICTURE, notes])


def _background(placed: PlacedPicture, parts: SlideParts) -> Xml:
    """Return the `p:bg` of a picture: it lies below all that its layout draws."""
    picture = parts.picture(placed)
    if picture is None:
        return EMPTY
    rid, info = picture
    fill = element(
        "a:blipFill",
        {"dpi": 0, "rotWithShape": True},
        element("a:blip", {"r:embed": rid}),
        _crop(placed, info),
        element("a:stretch", None, element("a:fillRect")),
    )
    return element("p:bg", None, element("p:bgPr", None, fill, element("a:effectLst")))


def _crop(placed: PlacedPicture, info: PictureInfo) -> Xml:
    """Return what of a picture is left out where it fills its frame, its focus in sight."""
    sides = crop_to(placed.slot.w, placed.slot.h, info, placed.picture.focus)
    if not any(sides):
        return EMPTY
    return element("a:srcRect", dict(zip("ltrb", sides, strict=True)))


def _part(
    name: str,
    shapes: list[Xml],
    background: Xml = EMPTY,
    playback: Playback = PLAYED,
    played: Xml = EMPTY,
) -> bytes:
    """Return a slide or a notes page with its shapes, in the colours of its master.

    `played` is what happens at its clicks.
    """
    tree = element("p:cSld", None, background, element("p:spTree", None, *_GROUP, *shapes))
    attributes = {**NAMESPACES, "show": False if playback.hidden else None}
    # A slide that stays goes on by a key or from the list of slides, not by a stray click.
    transition = element("p:transition", {"advClick": False}) if playback.stays else EMPTY
    return (
        XML_HEAD + element(name, attributes, tree, _COLOURS_OF_MASTER, transition, played)
    ).encode()


def _shape(
    placed: PlacedInSlot,
    number: int,
    slide_number: int,
    parts: SlideParts,
    tables: TableStyles,
    emphasis: Emphasis,
) -> Xml:
    """Return the shape of one placed thing with the shape id `number`."""
    match placed:
        case PlacedText():
            # The click sits on the shape: on the text it would underline and recolour it.
            rid = parts.link(placed.target) if placed.target else ""
            return _text_shape(placed.slot, number, text_body(placed, emphasis), rid)
        case PlacedNumber():
            return _text_shape(placed.slot, number, slide_number_body(placed.slot, slide_number))
        case PlacedPicture():
            picture = parts.picture(placed)
            return EMPTY if picture is None else _picture(placed, number, *picture)
        case PlacedChart():
            chart = element("c:chart", {"xmlns:c": CHART_NAMESPACE, "r:id": parts.chart(placed)})
            alt = chart_alt(placed.chart)
            return _frame(placed.slot, number, alt, placed.slot.h, CHART_NAMESPACE, chart)
        case PlacedTable():
            style = tables.get(placed.slot.look, tables[""])
            table = table_xml(placed.page, style, placed.aligns)
            height = sum(placed.page.heights)
            return _frame(placed.slot, number, placed.alt, height, _TABLE_NAMESPACE, table)


def _text_shape(slot: SlotBox, number: int, body: Xml, link: str = "") -> Xml:
    """Return the `p:sp` of a text; `link` is the relationship to the slide a click leads to."""
    shape = _rectangle(slot) if slot.is_free else _shape_properties(slot)
    return element("p:sp", None, _text_frame(slot, number, link), shape, body)


# A slot has the same shape id on almost every slide of its layout.
@lru_cache(maxsize=4096)
def _text_frame(slot: SlotBox, number: int, link: str) -> Xml:
    """Return the `p:nvSpPr` of a text."""
    click = EMPTY
    if link:
        click = element("a:hlinkClick", {"r:id": link, "action": "ppaction://hlinksldjump"})
    return element(
        "p:nvSpPr",
        None,
        element("p:cNvPr", {"id": number, "name": slot.name}, click),
        _TEXT_BOX if slot.is_free else _TEXT_LOCKS,
        _placeholder(slot),
    )


def _picture(placed: PlacedPicture, number: int, rid: str, info: PictureInfo) -> Xml:
    """Return the `p:pic` of a picture: an emblem is shown whole, other pictures fill their frame."""
    slot, crop = placed.slot, EMPTY
    properties = _rectangle(slot) if slot.is_free else _shape_properties(slot)
    if slot.optional:
        width, height = fit_within(info, slot.w, slot.h)
        x, y = slot.x + (slot.w - width) // 2, slot.y + (slot.h - height) // 2
        properties = element("p:spPr", None, _transform("a:xfrm", x, y, width, height), _RECTANGLE)
    else:
        crop = _crop(placed, info)
    locks = element("a:picLocks", {"noGrp": not slot.is_free or None, "noChangeAspect": True})
    return element(
        "p:pic",
        None,
        element(
            "p:nvPicPr",
            None,
            _named(slot, number, placed.alt),
            element("p:cNvPicPr", None, locks),
            _placeholder(slot),
        ),
        element(
            "p:blipFill",
            None,
            element("a:blip", {"r:embed": rid}),
            crop,
            element("a:stretch", None, element("a:fillRect")),
        ),
        properties,
    )


def _frame(slot: SlotBox, number: int, alt: str, height: int, kind: str, graphic: Xml) -> Xml:
    """Return the `p:graphicFrame` of a chart or table; `kind` is the namespace of what it holds."""
    locks = element(
        "a:graphicFrameLocks", {"noGrp": True}
    )  # as PowerPoint locks every table and chart
    return element(
        "p:graphicFrame",
        None,
        element(
            "p:nvGraphicFramePr",
            None,
            _named(slot, number, alt),
            element("p:cNvGraphicFramePr", None, locks),
            _placeholder(slot),
        ),
        _transform("p:xfrm", slot.x, slot.y, slot.w, height),
        element("a:graphic", None, element("a:graphicData", {"uri": kind}, graphic)),
    )


def _named(slot: SlotBox, number: int, alt: str) -> Xml:
    return element("p:cNvPr", {"id": number, "name": slot.name, "descr": alt or None})


def _transform(name: str, x: int, y: int, width: int, height: int) -> Xml:
    """Return a place and size in EMU."""
    return element(
        name,
        None,
        element("a:off", {"x": x, "y": y}),
        element("a:ext", {"cx": width, "cy": height}),
    )


def _placeholder(slot: SlotBox) -> Xml:
    return element("p:nvPr", None, Xml(slot.ph))


def _rectangle(slot: SlotBox) -> Xml:
    """Return the `p:spPr` of a shape without a placeholder, which has a form of its own."""
    return element("p:spPr", None, _transform("a:xfrm", slot.x, slot.y, slot.w, slot.h), _RECTANGLE)


@lru_cache(maxsize=4096)
def _shape_properties(slot: SlotBox) -> Xml:
    # The place is repeated although the layout has it: readers that look up a placeholder by its
    # type alone take all texts of a page for the first one.
    return element("p:spPr", None, _transform("a:xfrm", slot.x, slot.y, slot.w, slot.h))
