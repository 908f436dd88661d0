"""A deck with every kind of content, built in a unit's own template; what stands in the file."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pptx
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu
from support.themes import palette

from reportgen.document.nodes import Chart, Deck, Picture, Table, Topic
from reportgen.make.sample_deck import sample_deck, sample_picture
from reportgen.office_files import as_document
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.write.powerpoint import lower, write_deck

if TYPE_CHECKING:
    from reportgen.write.written import Written


def theme(
    package: bytes, settings: dict[str, Any] | None = None, *, recolour: bool = False
) -> DeckTheme:
    """Return the theme of a unit's own template with the values of a deck.yaml."""
    values = DeckSettings.model_validate(settings or {})
    return load_deck_theme(package, values, palette("juli-red"), recolour=recolour)


def build(
    package: bytes, settings: dict[str, Any] | None = None, *, recolour: bool = False
) -> Written:
    """Return the deck written into a unit's own template."""
    own = theme(package, settings, recolour=recolour)
    return write_deck(lower(sample_deck(), own), own, lambda _: sample_picture())


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(parts: dict[str, bytes]) -> bytes:
    """Return the file of some parts."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


#: name, whether it has a title, and placeholders by type and box in shares of a slide
LayoutSketch = tuple[str, bool, list[tuple[str, tuple[float, float, float, float]]]]


def template_of(layouts: list[LayoutSketch], size: tuple[int, int]) -> bytes:
    """Return a template with layouts as they are sketched, on slides of a size in EMU."""
    presentation, out = pptx.Presentation(), io.BytesIO()
    presentation.slide_width, presentation.slide_height = Emu(size[0]), Emu(size[1])
    own = list(presentation.slide_layouts)[: len(layouts)]
    for other in list(presentation.slide_layouts)[len(layouts) :]:
        presentation.slide_layouts.remove(other)
    for layout, (name, titled, placeholders) in zip(own, layouts, strict=True):
        layout.element.cSld.set("name", name)
        layout.element.attrib.pop("type", None)
        tree = layout.element.cSld.spTree
        for shape in list(layout.placeholders):
            if not (titled and shape.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")):
                tree.remove(shape._element)
        for number, (kind, box) in enumerate(placeholders, 30):
            tree.append(parse_xml(_placeholder(kind, number, box, size)))
    presentation.save(out)
    return out.getvalue()


def _placeholder(kind: str, number: int, box: tuple[float, ...], size: tuple[int, int]) -> str:
    x, y, w, h = (round(share * side) for share, side in zip(box, size * 2, strict=True))
    type_ = "" if kind == "obj" else f' type="{kind}"'
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr/>'
        f'<p:nvPr><p:ph{type_} idx="{number}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{w}" cy="{h}"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>'
    )


def is_object(shape: Any) -> bool:
    """Tell whether a shape of python-pptx is a picture, a chart or a table."""
    return bool(_kind(shape))


def objects_in(data: bytes) -> dict[str, int]:
    """Return how many pictures, charts and tables the slides of a file have."""
    kinds = [_kind(s) for slide in pptx.Presentation(io.BytesIO(data)).slides for s in slide.shapes]
    return dict(Counter(filter(None, kinds)))


def _kind(shape: Any) -> str:
    if getattr(shape, "has_chart", False):
        return "chart"
    if getattr(shape, "has_table", False):
        return "table"
    return "picture" if etree.QName(shape._element).localname == "pic" else ""


#: forms of the same content, of which a template that has no layouts for them shows the first
_FORMS = (("task", "schedule"), ("year-table", "years"), ("chart", "months"))


def objects_of(deck: Deck) -> dict[str, int]:
    """Return how many pictures, charts and tables a deck is to show, counted in what it is made of."""
    counted: Counter[str] = Counter()
    for slide in deck.slides:
        values = list(slide.slots.values())
        groups = dict(slide.groups) if isinstance(slide, Topic) else {"items": slide.items}
        for first, other in _FORMS:
            if first in groups:
                groups.pop(other, None)
        values += [value for parts in groups.values() for part in parts for value in part.values()]
        counted.update(
            type(value).__name__.lower()
            for value in values
            if isinstance(value, Picture | Chart | Table)
        )
    return dict(counted)


def theme_parts(data: bytes) -> list[bytes]:
    """Return the part with the colours and faces of each master of a file, in their order."""
    masters = pptx.Presentation(io.BytesIO(as_document(data, "pptx"))).slide_masters
    return [master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob for master in masters]
