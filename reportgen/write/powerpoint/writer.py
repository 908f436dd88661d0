"""A lowered deck to a package: the parts of its slides, and those they refer to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.theme.deck import DeckTheme
from reportgen.write.charts import (
    CHART_CONTENT_TYPE,
    CHART_RELATIONSHIP,
    WORKBOOK_CONTENT_TYPE,
    WORKBOOK_RELATIONSHIP,
    chart_xml,
)
from reportgen.write.package import (
    CONTENT_TYPES,
    RELATIONSHIPS_TYPE,
    Member,
    Prepared,
    Relationship,
    content_types,
    prepare,
    relationships_of,
)
from reportgen.write.pictures import PictureError, PictureInfo, crop_to, inspect, visible_share
from reportgen.write.powerpoint import master_marks
from reportgen.write.powerpoint.model import (
    LoweredDeck,
    LoweredSlide,
    PlacedChart,
    PlacedPicture,
)
from reportgen.write.powerpoint.parts import KIND, OFFICE, SharedParts, presentation, shared_parts
from reportgen.write.powerpoint.slide_xml import notes_xml, slide_xml
from reportgen.write.properties import property_parts
from reportgen.write.stored_pictures import cropped, stored, tiny
from reportgen.write.workbook import chart_workbook
from reportgen.write.written import Written
from reportgen.write.xml import element, text

_SLIDE, _LAYOUT, _NOTES, _NOTES_MASTER, _IMAGE = (
    f"{OFFICE}/{kind}" for kind in ("slide", "slideLayout", "notesSlide", "notesMaster", "image")
)


@dataclass(frozen=True, slots=True)
class _Media:
    """A picture of the package by the name of its part."""

    name: str
    info: PictureInfo


@dataclass(eq=False, slots=True)
class _Package:
    """The parts of one deck as they are made.

    `slides_by_id` has the numbers of slides with ids, `frames` the largest frame of each picture in EMU.
    """

    base: SharedParts
    picture: Callable[[str], bytes]
    slides_by_id: Mapping[str, int]
    frames: Mapping[str, tuple[int, int]]
    members: list[Member | Prepared] = field(default_factory=list)
    extensions: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    notes: int = 0
    charts: int = 0
    media: dict[str, _Media | None] = field(default_factory=dict)
    """The pictures by their paths; None for one Office cannot show."""


@dataclass(eq=False, slots=True)
class _SlideRelationships:
    """The relationships of one slide as they are made (the `SlideParts` of its markup)."""

    package: _Package
    listed: list[Relationship]

    def add(self, kind: str, target: str) -> str:
        """Return the id of the relationship to a part, a new one if there is none yet."""
        existing = next((rel.id for rel in self.listed if rel.target == target), "")
        if existing:
            return existing
        rid = f"rId{len(self.listed) + 1}"
        self.listed.append(Relationship(rid, kind, target))
        return rid

    def link(self, target: str) -> str:
        """Return the relationship to the slide with an id; "" if there is none."""
        number = self.package.slides_by_id.get(target)
        return "" if number is None else self.slide(number)

    def slide(self, number: int) -> str:
        """Return the relationship to a slide by its number."""
        return self.add(_SLIDE, f"slide{number}.xml")

    def chart(self, placed: PlacedChart) -> str:
        """Return the relationship to the part of a chart, which is added to the package."""
        return self.add(CHART_RELATIONSHIP, f"../charts/{_add_chart(self.package, placed)}")

    def picture(self, placed: PlacedPicture) -> tuple[str, PictureInfo] | None:
        """Return the relationship to a picture and its size; None for one Office cannot show."""
        media = _media(self.package, placed)
        return None if media is None else (self.add(_IMAGE, f"../media/{media.name}"), media.info)


def write_deck(deck: LoweredDeck, theme: DeckTheme, picture: Callable[[str], bytes]) -> Written:
    """Return the PowerPoint file of a deck; `picture` gives the bytes of a workspace path."""
    base = shared_parts(theme)
    numbers = {slide.id: slide.number for slide in deck.slides if slide.id}
    package = _Package(base, picture, numbers, _frames(deck))
    for slide in deck.slides:
        _add_slide(package, slide)
    main = theme.template.presentation
    counts = (
        element("PresentationFormat", None, text("宽屏")),
        element("Slides", None, text(str(len(deck.slides)))),
        element("Notes", None, text(str(package.notes))),
    )
    properties, property_types, property_rels = property_parts(deck.properties, counts)
    members: list[Member | Prepared] = [
        _content_types(
            base,
            (len(deck.slides), package.notes, package.charts),
            tuple(package.extensions.items()),
            tuple(property_types),
        ),
        relationships_of(
            "", (Relationship("rId1", f"{OFFICE}/officeDocument", main), *property_rels)
        ),
        *presentation(base, main, deck.slides),
        *package.members,
        *base.fixed,
        *properties,
    ]
    marks = master_marks.findings(base.marks, (slide.layout.part for slide in deck.slides))
    diagnostics = in_order((*deck.diagnostics, *package.diagnostics, *marks))
    return Written(members, diagnostics, untouched=base.untouched)


def _add_slide(package: _Package, slide: LoweredSlide) -> None:
    """Add the parts of a slide to the package."""
    layout = Relationship("rId1", _LAYOUT, f"../{slide.layout.part.removeprefix('ppt/')}")
    rels = _SlideRelationships(package, [layout])
    data = slide_xml(slide, rels, package.base.tables, package.base.emphasis)
    if slide.notes:
        package.notes += 1
        rels.add(_NOTES, f"../notesSlides/notesSlide{package.notes}.xml")
        _add_notes(package, slide)
    name = f"ppt/slides/slide{slide.number}.xml"
    package.members += (Member(name, data), relationships_of(name, tuple(rels.listed)))


def _add_notes(package: _Package, slide: LoweredSlide) -> None:
    name = f"ppt/notesSlides/notesSlide{package.notes}.xml"
    master = package.base.notes_master.removeprefix("ppt/")
    rels = (
        Relationship("rId1", _NOTES_MASTER, f"../{master}"),
        Relationship("rId2", _SLIDE, f"../slides/slide{slide.number}.xml"),
    )
    package.members += (Member(name, notes_xml(slide)), relationships_of(name, rels))


def _add_chart(package: _Package, placed: PlacedChart) -> str:
    """Add a chart with its workbook and return the name of the chart's file."""
    package.charts += 1
    book = f"workbook{package.charts}.xlsx"
    workbook = chart_workbook(placed.chart)
    package.members.append(Member(f"ppt/embeddings/{book}", workbook, stored=True))
    package.extensions["xlsx"] = WORKBOOK_CONTENT_TYPE
    name = f"chart{package.charts}.xml"
    styles = package.base.chart_styles
    style = styles.get(placed.slot.look, styles[""])
    data = chart_xml(placed.chart, style, "rId1")
    rel = Relationship("rId1", WORKBOOK_RELATIONSHIP, f"../embeddings/{book}")
    part = f"ppt/charts/{name}"
    package.members += (Member(part, data), relationships_of(part, (rel,)))
    return name


def _media(package: _Package, placed: PlacedPicture) -> _Media | None:
    """Return the part of a picture, each file added once; None for one Office cannot show."""
    path = placed.picture.path
    if path not in package.media:
        package.media[path] = _add_media(package, placed)
    return package.media[path]


def _add_media(package: _Package, placed: PlacedPicture) -> _Media | None:
    path = placed.picture.path
    try:
        frame = package.frames[path]
        data = stored(package.picture(path), frame, fills=not placed.slot.optional)
        info = inspect(data)
    except PictureError as fault:
        message = f"图片“{path}”用不了：{fault}"
        package.diagnostics.append(Diagnostic("bad-picture", message, placed.at))
        return None
    except Faults as faults:
        package.diagnostics += faults.diagnostics
        return None
    package.diagnostics += tiny(path, info, placed.at)
    if not placed.slot.optional:
        crop = crop_to(placed.slot.w, placed.slot.h, info, placed.picture.focus)
        package.diagnostics += cropped(path, info, visible_share(crop), placed.at)
    number = sum(media is not None for media in package.media.values()) + 1
    name = f"image{number}.{info.extension}"
    package.members.append(Member(f"ppt/media/{name}", data, stored=True))
    package.extensions[info.extension] = info.content_type
    return _Media(name, info)


def _frames(deck: LoweredDeck) -> dict[str, tuple[int, int]]:
    """Return the largest frame of each picture, its width and height in EMU, by the picture's path."""
    frames: dict[str, tuple[int, int]] = {}
    for slide in deck.slides:
        for placed in slide.placed:
            if isinstance(placed, PlacedPicture):
                wide, high = frames.get(placed.picture.path, (0, 0))
                slot = placed.slot
                frames[placed.picture.path] = max(wide, slot.w), max(high, slot.h)
    return frames


# Decks of one theme list the same parts if they have as many slides.
@lru_cache(maxsize=64)
def _content_types(
    base: SharedParts,
    counts: tuple[int, int, int],
    extensions: tuple[tuple[str, str], ...],
    properties: tuple[tuple[str, str], ...],
) -> Prepared:
    """Return the content types of a deck.

    `counts` are its slides, notes pages and charts; `extensions` the types of its pictures and
    workbooks; `properties` the types of its property parts.
    """
    slides, notes, charts = counts
    numbered = (
        *((f"/ppt/slides/slide{i}.xml", f"{KIND}.slide+xml") for i in range(1, slides + 1)),
        *(
            (f"/ppt/notesSlides/notesSlide{i}.xml", f"{KIND}.notesSlide+xml")
            for i in range(1, notes + 1)
        ),
        *((f"/ppt/charts/chart{i}.xml", CHART_CONTENT_TYPE) for i in range(1, charts + 1)),
    )
    by_extension = {"rels": RELATIONSHIPS_TYPE, "xml": "application/xml", **dict(extensions)}
    data = content_types((*base.types, *numbered, *properties), by_extension.items())
    return prepare(Member(CONTENT_TYPES, data))
