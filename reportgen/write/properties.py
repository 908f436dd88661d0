"""The docProps parts of a document; dates come from its year, so that the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document.nodes import Properties
from reportgen.write.package import XML_HEAD, Member, Relationship
from reportgen.write.xml import Xml, element, text

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# The property set of user-defined properties ([MS-OLEPS] 2.25).
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
FINGERPRINT = "reportgen-fingerprint"


def core(properties: Properties) -> bytes:
    """Return docProps/core.xml, dated at the end of the document's year."""
    date = f"{properties.year if properties.year > 0 else 2000:04d}-12-31T00:00:00Z"
    described = (
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        ("dc:creator", properties.author),
        ("cp:keywords", properties.keywords),
        ("dc:description", properties.description),
        ("cp:lastModifiedBy", properties.author),
    )
    root = element(
        "cp:coreProperties",
        {
            "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        },
        *(element(name, None, text(value)) for name, value in described if value),
        element("dcterms:created", {"xsi:type": "dcterms:W3CDTF"}, text(date)),
        element("dcterms:modified", {"xsi:type": "dcterms:W3CDTF"}, text(date)),
        element("dc:language", None, text("zh-CN")),
    )
    return (XML_HEAD + root).encode()


def application(counts: Iterable[Xml] = ()) -> bytes:
    """Return docProps/app.xml; `counts` are elements that come before the application's name."""
    name = element("Application", None, text("reportgen"))
    root = element("Properties", {"xmlns": f"{_OFFICE}/extended-properties"}, *counts, name)
    return (XML_HEAD + root).encode()


def custom(fingerprint: str) -> bytes:
    """Return docProps/custom.xml with the fingerprint of the content."""
    root = element(
        "Properties",
        {
            "xmlns": f"{_OFFICE}/custom-properties",
            "xmlns:vt": f"{_OFFICE}/docPropsVTypes",
        },
        element(
            "property",
            {"fmtid": _USER_DEFINED, "pid": 2, "name": FINGERPRINT},
            element("vt:lpwstr", None, text(fingerprint)),
        ),
    )
    return (XML_HEAD + root).encode()


def property_parts(
    properties: Properties, counts: Iterable[Xml] = ()
) -> tuple[list[Member], list[tuple[str, str]], list[Relationship]]:
    """Return the parts, their content types and the package's relationships to them."""
    members = [
        Member("docProps/core.xml", core(properties)),
        Member("docProps/app.xml", application(counts)),
    ]
    types = [
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    ]
    rels = [
        Relationship(
            "rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"
        ),
        Relationship("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    ]
    if properties.fingerprint:
        members.append(Member("docProps/custom.xml", custom(properties.fingerprint)))
        types.append(
            (
                "/docProps/custom.xml",
                "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            )
        )
        rels.append(
            Relationship(
                "rId4", f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"
            )
        )
    return members, types, rels
