"""A report and a Word theme in, the bytes of a .docx out."""

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
from reportgen.write.word.body import body
from reportgen.write.word.draft import Draft, targets_of
from reportgen.write.word.markup import NAMESPACES
from reportgen.write.written import Written

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def write_report(report: Report, theme: WordTheme, picture: Callable[[str], bytes]) -> Written:
    """Return the Word file of a report; `picture` gives the bytes of a workspace path."""
    base = base_of(theme)
    fixed = base.reading
    draft = Draft(base, picture, targets_of(report))
    text = body(draft, report)
    document = (
        f"{XML_HEAD}<w:document {NAMESPACES}><w:body>{text}{fixed.section}</w:body></w:document>"
    )
    told, types, rels = property_parts(report.properties)
    extensions = {"rels": RELATIONSHIPS_TYPE, "xml": "application/xml", **draft.extensions}
    listed = content_types((*fixed.overrides, *draft.overrides, *types), extensions.items())
    root = [Relationship("rId1", _DOCUMENT, "word/document.xml"), *rels]
    members: list[Member | Prepared] = [
        Member(CONTENT_TYPES, listed),
        Member("_rels/.rels", relationships(root)),
        Member("word/document.xml", document.encode()),
        Member("word/_rels/document.xml.rels", relationships((*fixed.rels, *draft.rels))),
        *fixed.prepared,
        *draft.members,
        *told,
    ]
    return Written(members, in_order((*base.findings, *draft.diagnostics)))
