"""A deck and a deck theme in, the bytes of a .pptx out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from reportgen.diagnostics import in_order
from reportgen.document.nodes import Deck
from reportgen.theme.deck import DeckTheme
from reportgen.write.charts import CHART_CONTENT_TYPE
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
from reportgen.write.powerpoint.lowering import lower
from reportgen.write.powerpoint.parts import KIND, OFFICE, Base, base_of, presentation
from reportgen.write.powerpoint.shapes import Package
from reportgen.write.powerpoint.slides import Lowered, LoweredSlide
from reportgen.write.properties import property_parts
from reportgen.write.written import Written

__all__ = ["Lowered", "LoweredSlide", "lower", "write_deck"]


def write_deck(deck: Deck, theme: DeckTheme, picture: Callable[[str], bytes]) -> Written:
    """Return the PowerPoint file of a deck; `picture` gives the bytes of a workspace path."""
    base, lowered = base_of(theme), lower(deck, theme)
    package = Package(base, picture, {s.id: s.number for s in lowered.slides if s.id})
    for slide in lowered.slides:
        package.add_slide(slide)
    main = theme.template.presentation
    counts = (
        f"<PresentationFormat>宽屏</PresentationFormat><Slides>{len(lowered.slides)}</Slides>"
        f"<Notes>{package.notes}</Notes>"
    )
    told, types, root = property_parts(deck.properties, counts)
    parts = (len(lowered.slides), package.notes, package.charts)
    start = Relationship("rId1", f"{OFFICE}/officeDocument", main)
    members: list[Member | Prepared] = [
        _types(base, *parts, frozenset(package.extensions.items()), tuple(types)),
        relationships_of("", (start, *root)),
        *presentation(base, main, lowered.slides),
        *package.members,
        *base.fixed,
        *told,
    ]
    return Written(members, in_order((*lowered.diagnostics, *package.diagnostics)))


# One deck has as many slides as the next, and its layouts are four fifths of the list.
@lru_cache(maxsize=64)
def _types(
    base: Base,
    slides: int,
    notes: int,
    charts: int,
    extensions: frozenset[tuple[str, str]],
    types: tuple[tuple[str, str], ...],
) -> Prepared:
    """Return the content types of a deck with so many slides, notes and charts."""
    made = (
        *((f"/ppt/slides/slide{i}.xml", f"{KIND}.slide+xml") for i in range(1, slides + 1)),
        *(
            (f"/ppt/notesSlides/notesSlide{i}.xml", f"{KIND}.notesSlide+xml")
            for i in range(1, notes + 1)
        ),
        *((f"/ppt/charts/chart{i}.xml", CHART_CONTENT_TYPE) for i in range(1, charts + 1)),
    )
    by_extension = {"rels": RELATIONSHIPS_TYPE, "xml": "application/xml", **dict(extensions)}
    listed = content_types((*base.types, *made, *types), by_extension.items())
    return prepare(Member(CONTENT_TYPES, listed))
