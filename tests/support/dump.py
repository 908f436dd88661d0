"""An Office package → one readable text a part, equal for packages that mean the same."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

_XML = (".xml", ".rels")
_EMBEDDED = (".xlsx", ".docx", ".pptx")
#: the property that names the fingerprint; it covers the text of the templates, which may change
_FINGERPRINT = re.compile(r"(<vt:lpwstr[^>]*>)[0-9a-f]{32}(</vt:lpwstr>)")


def parts(package: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name and the readable text of each part, in the order of their names.

    XML is put into canonical form (C14N), one element a line. A package within the package is
    opened in turn. Any other part is told by its length and its SHA-256.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in sorted(opened.namelist()):
            data = opened.read(name)
            if name.endswith(_XML):
                yield name, _readable(data)
            elif name.endswith(_EMBEDDED):
                for inner, text in parts(data):
                    yield f"{name}/{inner}", text
            else:
                yield name, f"{len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}\n"


def write(package: bytes, folder: Path) -> None:
    """Write the text of each part of `package` into a file of `folder` that has the part's name."""
    for name, text in parts(package):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def digest(text: str) -> str:
    """Return sixteen hexadecimal digits that differ when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _readable(data: bytes) -> str:
    root = etree.fromstring(data)
    etree.indent(root)
    text = etree.tostring(root, method="c14n2").decode()
    return _FINGERPRINT.sub(r"\1…\2", text) + "\n"
