"""A deck and a deck theme in, the bytes of a .pptx out."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.diagnostics import in_order
from reportgen.document.nodes import Deck
from reportgen.theme.deck import DeckTheme
from reportgen.write.package import (
    CONTENT_TYPES,
    RELATIONSHIPS_TYPE,
    Member,
    Prepared,
    Relationship,
    content_types,
    pack,
    relationships,
)
from reportgen.write.powerpoint.lowering import lower
from reportgen.write.powerpoint.parts import OFFICE, base_of, presentation
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
    main = theme.presentation.name
    text, rels = presentation(base, lowered.slides)
    counts = (
        f"<PresentationFormat>宽屏</PresentationFormat><Slides>{len(lowered.slides)}</Slides>"
        f"<Notes>{package.notes}</Notes>"
    )
    told, types, root = property_parts(deck.properties, counts)
    extensions = {"rels": RELATIONSHIPS_TYPE, "xml": "application/xml", **package.extensions}
    listed = content_types((*base.types, *package.types, *types), extensions.items())
    folder, _, file = main.rpartition("/")
    start = [Relationship("rId1", f"{OFFICE}/officeDocument", main), *root]
    members: list[Member | Prepared] = [
        Member(CONTENT_TYPES, listed),
        Member("_rels/.rels", relationships(start)),
        Member(main, text),
        Member(f"{folder}/_rels/{file}.rels", relationships(rels)),
        *package.members,
        *base.prepared,
        *told,
    ]
    return Written(pack(members), in_order((*lowered.diagnostics, *package.diagnostics)))
