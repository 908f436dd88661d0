"""A report and a Word theme in, the bytes of a .docx out.

The blocks of a report are lowered to paragraphs and tables as plain data, the layout sets what pages
ask of them, and the emitter writes each element once.
"""

from __future__ import annotations

from collections.abc import Callable

from reportgen.diagnostics import in_order
from reportgen.document.nodes import Report
from reportgen.theme.word import WordTheme
from reportgen.write.package import (
    CONTENT_TYPES,
    RELATIONSHIPS_TYPE,
    XML_HEAD,
    Member,
    Prepared,
    Relationship,
    content_types,
    relationships,
)
from reportgen.write.properties import property_parts
from reportgen.write.word.base import base_of
from reportgen.write.word.emit import Emitter
from reportgen.write.word.layout import TypeArea, lay_out
from reportgen.write.word.lowering import WriterState, lower, targets_of
from reportgen.write.word.model import Element
from reportgen.write.written import Written
from reportgen.write.xml import Xml

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def write_report(report: Report, theme: WordTheme, picture: Callable[[str], bytes]) -> Written:
    """Return the Word file of a report; `picture` gives the bytes of a workspace path."""
    base = base_of(theme)
    fixed = base.reading
    state = WriterState(base, picture, targets_of(report))
    elements = laid_out(state, report)
    document = Emitter(fixed.styles).document(elements, Xml(fixed.section))
    properties, types, rels = property_parts(report.properties)
    extensions = {"rels": RELATIONSHIPS_TYPE, "xml": "application/xml", **state.extensions}
    listed = content_types((*fixed.overrides, *state.overrides, *types), extensions.items())
    root = [Relationship("rId1", _DOCUMENT, "word/document.xml"), *rels]
    members: list[Member | Prepared] = [
        Member(CONTENT_TYPES, listed),
        Member("_rels/.rels", relationships(root)),
        Member("word/document.xml", f"{XML_HEAD}{document}".encode()),
        Member("word/_rels/document.xml.rels", relationships((*fixed.rels, *state.relationships))),
        *fixed.prepared,
        *state.members,
        *properties,
    ]
    return Written(members, in_order((*base.findings, *state.diagnostics)))


def laid_out(state: WriterState, report: Report) -> tuple[Element, ...]:
    """Return the elements of a report as they will stand in the file."""
    base = state.base
    area = TypeArea(
        base.ruler, base.reading.text_width, base.reading.text_height, base.profile.pitch_twips
    )
    return lay_out(lower(state, report), area, floats=base.profile.floats)
