"""A lowered slide in; its slide part, its notes part and what they need from the package out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Chart
from reportgen.theme.deck import SlotBox
from reportgen.write.charts import (
    CHART_NAMESPACE,
    CHART_RELATIONSHIP,
    WORKBOOK_CONTENT_TYPE,
    WORKBOOK_RELATIONSHIP,
    chart_alt,
    chart_xml,
)
from reportgen.write.escaping import escaped
from reportgen.write.package import (
    XML_HEAD,
    Member,
    Prepared,
    Relationship,
    relationships_of,
)
from reportgen.write.pictures import (
    PictureError,
    PictureInfo,
    crop_to,
    fit_within,
    inspect,
    upright,
)
from reportgen.write.powerpoint.fitting import PlacedText
from reportgen.write.powerpoint.markup import (
    GROUP,
    NAMESPACES,
    A,
    add_body,
    body_properties,
    plain_paragraphs,
    slide_number,
)
from reportgen.write.powerpoint.parts import OFFICE, Base
from reportgen.write.powerpoint.slides import (
    LoweredSlide,
    Placed,
    PlacedChart,
    PlacedNumber,
    PlacedPicture,
    PlacedTable,
)
from reportgen.write.powerpoint.table_markup import table_xml
from reportgen.write.powerpoint.texts import told
from reportgen.write.workbook import chart_workbook

_LOCKED = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
_TABLE = f"{A[: A.rindex('/main')]}/table"
_SLIDE, _LAYOUT, _NOTES = (f"{OFFICE}/{kind}" for kind in ("slide", "slideLayout", "notesSlide"))
_ENDING = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
_OPENING = f"{XML_HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{GROUP}".encode()
_TEXT_OPENING, _TEXT_CLOSING = b'<p:sp><p:nvSpPr><p:cNvPr id="', b"</p:txBody></p:sp>"
_CLOSING = f"</p:spTree></p:cSld>{_ENDING}</p:sld>".encode()
_NOTES_OPENING = (
    f"{XML_HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree>{GROUP}"
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1"'
    ' noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr>'
    f'<p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="notes"/>{_LOCKED}'
    '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:lstStyle/>"
).encode()
_NOTES_CLOSING = f"</p:txBody></p:sp></p:spTree></p:cSld>{_ENDING}</p:notes>".encode()


@dataclass(frozen=True, slots=True)
class _Media:
    """A picture of the package by the name of its part."""

    name: str
    info: PictureInfo


@dataclass(eq=False, slots=True)
class Package:
    """The parts of one deck as they are made; `slides_by_id` tells where links lead."""

    base: Base
    picture: Callable[[str], bytes]
    slides_by_id: Mapping[str, int]
    members: list[Member | Prepared] = field(default_factory=list)
    extensions: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    notes: int = 0
    charts: int = 0
    _media: dict[str, _Media | None] = field(default_factory=dict)

    def add_slide(self, slide: LoweredSlide) -> None:
        """Add the parts of a slide."""
        sheet = _Sheet(self, slide)
        for placed in slide.placed:
            sheet.add(placed)
        sheet.told.append(_CLOSING)
        if slide.notes:
            self.notes += 1
            sheet.relate(_NOTES, f"../notesSlides/notesSlide{self.notes}.xml")
            self._add_notes(slide)
        name = f"ppt/slides/slide{slide.number}.xml"
        rels = relationships_of(name, tuple(sheet.rels))
        self.members += (Member(name, b"".join(sheet.told)), rels)

    def add_chart(self, chart: Chart) -> str:
        """Add a chart with its workbook and return the chart's name."""
        self.charts += 1
        book = f"workbook{self.charts}.xlsx"
        self.members.append(Member(f"ppt/embeddings/{book}", chart_workbook(chart), stored=True))
        self.extensions["xlsx"] = WORKBOOK_CONTENT_TYPE
        name = f"chart{self.charts}.xml"
        data = chart_xml(chart, self.base.chart_style, "rId1")
        rel = Relationship("rId1", WORKBOOK_RELATIONSHIP, f"../embeddings/{book}")
        part = f"ppt/charts/{name}"
        self.members += (Member(part, data), relationships_of(part, (rel,)))
        return name

    def media(self, placed: PlacedPicture) -> _Media | None:
        """Return the part of a picture, each file added once; None for one Office cannot show."""
        path = placed.picture.path
        if path not in self._media:
            self._media[path] = self._read(placed)
        return self._media[path]

    def _read(self, placed: PlacedPicture) -> _Media | None:
        path = placed.picture.path
        try:
            data = upright(self.picture(path))
            info = inspect(data)
        except PictureError as fault:
            self.diagnostics.append(
                Diagnostic("bad-picture", f"图片“{path}”用不了：{fault}", placed.picture.at)
            )
            return None
        except Faults as faults:
            self.diagnostics += faults.diagnostics
            return None
        number = sum(media is not None for media in self._media.values()) + 1
        name = f"image{number}.{info.extension}"
        self.members.append(Member(f"ppt/media/{name}", data, stored=True))
        self.extensions[info.extension] = info.content_type
        return _Media(name, info)

    def _add_notes(self, slide: LoweredSlide) -> None:
        spoken = plain_paragraphs([told(content) for content in slide.notes])
        name = f"ppt/notesSlides/notesSlide{self.notes}.xml"
        xml = b"".join((_NOTES_OPENING, *spoken, _NOTES_CLOSING))
        rels = _notes_relationships(name, self.base.notes_master, slide.number)
        self.members += (Member(name, xml), rels)


@lru_cache(maxsize=512)
def _notes_relationships(part: str, master: str, slide: int) -> Prepared:
    listed = (
        Relationship("rId1", f"{OFFICE}/notesMaster", f"../{master.removeprefix('ppt/')}"),
        Relationship("rId2", _SLIDE, f"../slides/slide{slide}.xml"),
    )
    return relationships_of(part, listed)


@lru_cache(maxsize=4096)
def _frame_of(slot: SlotBox) -> str:
    # Said again although the layout says it: readers that look up a placeholder by its type alone
    # take all texts of a page for the first one.
    return (
        f'<p:spPr><a:xfrm><a:off x="{slot.x}" y="{slot.y}"/><a:ext cx="{slot.w}" cy="{slot.h}"/>'
        "</a:xfrm></p:spPr>"
    )


@lru_cache(maxsize=4096)
def _text_frame(slot: SlotBox) -> tuple[bytes, bytes]:
    """Return what stands in a text's shape between its id and a link, and between that and text."""
    return (
        f'" name="{escaped(slot.name)}"'.encode(),
        (
            f"{_LOCKED}<p:nvPr>{slot.ph}</p:nvPr></p:nvSpPr>{_frame_of(slot)}<p:txBody>"
            f"{body_properties(slot)}<a:lstStyle/>"
        ).encode(),
    )


@lru_cache(maxsize=512)
def _layout_relationship(part: str) -> Relationship:
    return Relationship("rId1", _LAYOUT, f"../{part.removeprefix('ppt/')}")


class _Sheet:
    """One slide being written: shape ids and relationships count up; `told` is its markup."""

    def __init__(self, package: Package, slide: LoweredSlide) -> None:
        self.package = package
        self.slide = slide
        self.told = [_OPENING]
        self.rels = [_layout_relationship(slide.layout.part)]
        self._shapes = 1
        self._links: dict[int, str] = {}

    def relate(self, kind: str, target: str) -> str:
        """Add a relationship and return its id."""
        rid = f"rId{len(self.rels) + 1}"
        self.rels.append(Relationship(rid, kind, target))
        return rid

    def add(self, placed: Placed) -> None:
        """Add the shape of one placed thing."""
        slot, told, package = placed.slot, self.told, self.package
        if isinstance(placed, PlacedText):  # nearly all are, and a `case` takes longer
            self._open_text(slot, self._link(placed.target) if placed.target else "")
            add_body(told, placed, package.base.emphasis)
            told.append(_TEXT_CLOSING)
            return
        match placed:
            case PlacedNumber():
                self._open_text(slot)
                told += (slide_number(self.slide.number), _TEXT_CLOSING)
            case PlacedPicture():
                told.append(self._picture(placed).encode())
            case PlacedChart():
                name = package.add_chart(placed.chart)
                rid = self.relate(CHART_RELATIONSHIP, f"../charts/{name}")
                graphic = (
                    f'<a:graphicData uri="{CHART_NAMESPACE}"><c:chart xmlns:c="{CHART_NAMESPACE}"'
                    f' r:id="{rid}"/></a:graphicData>'
                )
                alt = chart_alt(placed.chart)
                told.append(self._frame(placed, alt, slot.h, graphic).encode())
            case PlacedTable():
                table = table_xml(placed.page, package.base.tables, placed.aligns)
                graphic = f'<a:graphicData uri="{_TABLE}">{table}</a:graphicData>'
                height = sum(placed.page.heights)
                told.append(self._frame(placed, placed.alt, height, graphic).encode())

    def _open(self, placed: Placed, alt: str) -> str:
        self._shapes += 1
        descr = f' descr="{escaped(alt)}"' if alt else ""
        return f'<p:cNvPr id="{self._shapes}" name="{escaped(placed.slot.name)}"{descr}/>'

    def _open_text(self, slot: SlotBox, link: str = "") -> None:
        self._shapes += 1
        named, frame = _text_frame(slot)
        ended = f">{link}</p:cNvPr>".encode() if link else b"/>"
        self.told += (_TEXT_OPENING, b"%d" % self._shapes, named, ended, frame)

    def _link(self, target: str) -> str:
        # The click sits on the shape: on the text it would underline and recolour it.
        number = self.package.slides_by_id.get(target)
        if number is None:
            return ""
        if number not in self._links:
            self._links[number] = self.relate(_SLIDE, f"slide{number}.xml")
        return f'<a:hlinkClick r:id="{self._links[number]}" action="ppaction://hlinksldjump"/>'

    def _picture(self, placed: PlacedPicture) -> str:
        media = self.package.media(placed)
        if media is None:
            return ""
        slot, crop = placed.slot, ""
        frame = _frame_of(slot)
        if slot.optional:
            # An emblem is shown whole; other pictures fill their frame.
            width, height = fit_within(media.info, slot.w, slot.h)
            x, y = slot.x + (slot.w - width) // 2, slot.y + (slot.h - height) // 2
            frame = (
                f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
                '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            )
        else:
            left, top, right, bottom = crop_to(slot.w, slot.h, media.info, placed.picture.focus)
            if left or top or right or bottom:
                crop = f'<a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>'
        kind = f"{OFFICE}/image"
        target = f"../media/{media.name}"
        there = next((r.id for r in self.rels if r.target == target), None)
        rid = there or self.relate(kind, target)
        return (
            f"<p:pic><p:nvPicPr>{self._open(placed, placed.alt)}"
            '<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr>'
            f"<p:nvPr>{slot.ph}</p:nvPr></p:nvPicPr>"
            f'<p:blipFill><a:blip r:embed="{rid}"/>{crop}<a:stretch><a:fillRect/></a:stretch>'
            f"</p:blipFill>{frame}</p:pic>"
        )

    def _frame(self, placed: Placed, alt: str, height: int, graphic: str) -> str:
        slot = placed.slot
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._open(placed, alt)}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
            f"<p:nvPr>{slot.ph}</p:nvPr></p:nvGraphicFramePr>"
            f'<p:xfrm><a:off x="{slot.x}" y="{slot.y}"/><a:ext cx="{slot.w}" cy="{height}"/>'
            f"</p:xfrm><a:graphic>{graphic}</a:graphic></p:graphicFrame>"
        )
