"""The parts of an Office file and the relationships between them (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

#: What reading the parts of a package raises that `check_office_file` has passed: it judges no
#: numbers, relationships or XML; what is wrong with those ends in one of these.
DAMAGED_PACKAGE = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: the last word of its type, and the part it leads to; "" where it leads outside."""

    kind: str
    part: str


class OfficePackage:
    """The parts of a file by name, whatever the case of their letters."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}

    def has(self, part: str) -> bool:
        """Return whether there is such a part."""
        return part.lower() in self._names

    def data(self, part: str) -> bytes:
        """Return the bytes of a part; raise KeyError where there is none."""
        return self._archive.read(self._names[part.lower()])

    def xml(self, part: str) -> etree._Element:
        """Return the root of an XML part, comments left out; raise KeyError where there is no such part."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        return etree.fromstring(self.data(part), parser)

    def links(self, part: str) -> Mapping[str, Link]:
        """Return the relationships of a part by id; the name "" means the package itself."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        links = {}
        for element in self.xml(rels) if self.has(rels) else ():
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            is_outside = element.get("TargetMode") == "External"
            links[element.get("Id", "")] = Link(
                element.get("Type", "").rpartition("/")[2],
                "" if is_outside else target.lstrip("/"),
            )
        return links

    def linked(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the existing parts that `part` has a relationship of `kind` to."""
        parts = (link.part for link in self.links(part).values() if link.kind == kind)
        return tuple(name for name in parts if self.has(name))


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; a comment has none."""
    return str(element.tag).rpartition("}")[2]
