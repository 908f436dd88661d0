"""A template is what all reports of one theme share: parts, style ids, the page, colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.diagnostics import Diagnostic
from reportgen.measure.faces import Face, face
from reportgen.theme.formats import FormatProfile
from reportgen.write.package import Prepared, Relationship
from reportgen.write.word.layout import TypeArea
from reportgen.write.word.layout.pagination import ByPage
from reportgen.write.word.numbering import HeadingList
from reportgen.write.word.typography import Colours
from reportgen.write.xml import Xml


@dataclass(frozen=True, slots=True, eq=False)
class WordTemplate:
    """A reference document set to a format profile.

    `style_ids` maps the writer's ids of styles to those of the template. `members` are the parts a
    file takes over as they are, `overrides` their content types by name, `relationships` those of
    the document part. `section` is the `w:sectPr` that ends the body, `tops` where text begins on its pages, in twips. In a unit's own template
    `headings` are the levels that number themselves, `restarts` the list numbers that begin them
    anew, one an attachment, and `run_in_pt` is the size of headings that run into the text;
    `loose_headings` are the levels whose style does not keep them with the text below, and
    `justifies_captions` says whether the style of captions spreads them over the line, and
    `untabbed_contents` are the levels of the contents whose style has no place for page numbers.
    `findings` are the faults of the template.
    """

    profile: FormatProfile
    style_ids: dict[str, str]
    members: tuple[Prepared, ...]
    overrides: tuple[tuple[str, str], ...]
    relationships: tuple[Relationship, ...]
    section: Xml
    area: TypeArea
    tops: ByPage
    colours: Colours
    headings: Mapping[int, HeadingList] = field(default_factory=dict)
    restarts: tuple[str, ...] = ()
    run_in_pt: float | None = None
    loose_headings: frozenset[int] = frozenset()
    justifies_captions: bool = False
    untabbed_contents: frozenset[int] = frozenset()
    findings: tuple[Diagnostic, ...] = ()

    def face(self, key: str) -> Face:
        """Return the widths of the profile's face `key` (`body`, `table`, `heading1` …)."""
        family = getattr(self.profile.faces, key)
        latin = family.digits or self.profile.body.digits or None
        return face(family.font, latin, bold=family.bold)
