"""A filled form as a Word file: the unit's own parts as they are, with our properties added."""

from __future__ import annotations

import io
import zipfile

from reportgen.document.nodes import Form
from reportgen.write.package import CONTENT_TYPES, Member
from reportgen.write.properties import core, custom
from reportgen.write.soundness import defects
from reportgen.write.written import Written
from reportgen.write.xml import Xml, element

_CORE, _CUSTOM, _RELS = "docProps/core.xml", "docProps/custom.xml", "_rels/.rels"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_REL = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)


def write_form(form: Form) -> Written:
    """Return the Word file of a filled form; its own parts stay as they are, in their order."""
    with zipfile.ZipFile(io.BytesIO(form.data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    inherited = tuple(defects(Member(name, data) for name, data in parts.items()))
    if _CORE in parts:
        parts[_CORE] = core(form.properties)
    # A unit's own custom properties are left alone.
    if form.properties.fingerprint and _CUSTOM not in parts:
        parts[_CUSTOM] = custom(form.properties.fingerprint)
        kind = {"PartName": f"/{_CUSTOM}", "ContentType": _CUSTOM_TYPE}
        parts[CONTENT_TYPES] = _appended(parts[CONTENT_TYPES], element("Override", kind))
        link = {"Id": "rIdFingerprint", "Type": _CUSTOM_REL, "Target": _CUSTOM}
        parts[_RELS] = _appended(parts[_RELS], element("Relationship", link))
    return Written([Member(name, data) for name, data in parts.items()], inherited=inherited)


def _appended(part: bytes, child: Xml) -> bytes:
    """Return an XML part with one more child at the end of its root element."""
    head, end, tail = part.rpartition(b"</")
    return head + child.encode() + end + tail
