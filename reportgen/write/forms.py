"""A filled form in, its file out: same content, same bytes, with our properties."""

from __future__ import annotations

import io
import zipfile

from reportgen.document.nodes import Form
from reportgen.write.package import CONTENT_TYPES, Member
from reportgen.write.properties import core, custom
from reportgen.write.written import Written

_CORE, _CUSTOM, _RELS = "docProps/core.xml", "docProps/custom.xml", "_rels/.rels"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_REL = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)


def write_form(form: Form) -> Written:
    """Return the Word file of a filled form; its own parts stay as they are, in their order."""
    with zipfile.ZipFile(io.BytesIO(form.data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if _CORE in parts:
        parts[_CORE] = core(form.properties)
    # A unit's own custom properties are left alone.
    if form.properties.fingerprint and _CUSTOM not in parts:
        parts[_CUSTOM] = custom(form.properties.fingerprint)
        parts[CONTENT_TYPES] = _with(
            parts[CONTENT_TYPES],
            b"</Types>",
            f'<Override PartName="/{_CUSTOM}" ContentType="{_CUSTOM_TYPE}"/>',
        )
        parts[_RELS] = _with(
            parts[_RELS],
            b"</Relationships>",
            f'<Relationship Id="rIdFingerprint" Type="{_CUSTOM_REL}" Target="{_CUSTOM}"/>',
        )
    return Written([Member(name, data) for name, data in parts.items()])


def _with(xml: bytes, end: bytes, element: str) -> bytes:
    head, _, tail = xml.rpartition(end)
    return head + element.encode() + end + tail
