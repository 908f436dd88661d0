"""Parts in, the bytes of an Office package out: the same parts give the same bytes.

`zipfile` reads packages here, and cannot write them: it has no way to take over a member of a
template as it lies there, deflated.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from reportgen.office_files import raw_member
from reportgen.write.xml import Xml, element

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = "[Content_Types].xml"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"

# APPNOTE.TXT 6.3.10: 4.3.7 local file header, 4.3.12 central directory header, 4.3.16 end record.
_LOCAL, _ENTRY, _END = b"PK\3\4", b"PK\1\2\x14\0", b"PK\5\6"
_COMMON = struct.Struct("<HHHHHIIIHH")  # the fields both headers share
_END_FIELDS = struct.Struct("<HHHHIIH")
_LOCAL_LENGTH = 30  # bytes of a local header before the name
_NO_MORE = bytes(10)  # no comment, one disk, no attributes
_VERSION = 20  # 2.0: deflate
_QUICK, _SMALL = 3, 6  # levels of zlib; level 6 makes a deck less than 1 % smaller
_UTF8_NAME = 0x0800  # general purpose bit 11
_TIME, _DATE = 0, 0x0021  # 00:00 on 1980-01-01, the earliest a zip can say
_MAX_SIZE = 0xFFFFFFFF  # a length or offset beyond this needs zip64, which Office files never reach
_MAX_MEMBERS = 0xFFFF


class Member(NamedTuple):
    """One file of a package, not yet compressed; `stored` leaves it so (JPEG, PNG, xlsx)."""

    name: str
    data: bytes
    stored: bool = False


class Prepared(NamedTuple):
    """One file of a package as it lies in the zip; `size` counts its bytes before compression."""

    name: str
    crc: int
    size: int
    deflated: bytes
    stored: bool

    @property
    def data(self) -> bytes:
        """The file itself."""
        return self.deflated if self.stored else zlib.decompress(self.deflated, -zlib.MAX_WBITS)


class Relationship(NamedTuple):
    """One relationship of a part or of the package."""

    id: str
    type: str
    target: str
    external: bool = False


def prepare(member: Member, level: int = _SMALL) -> Prepared:
    """Return the member compressed (raw deflate), to be packed any number of times."""
    name, data, stored = member
    deflated = data if stored else zlib.compress(data, level, -zlib.MAX_WBITS)
    return Prepared(name, zlib.crc32(data), len(data), deflated, stored)


def members_of(package: bytes) -> dict[str, Prepared]:
    """Return the members of a sound package by name, as they lie in it."""
    members = {}
    with ZipFile(BytesIO(package)) as archive:
        for info in archive.infolist():
            if info.compress_type not in (ZIP_DEFLATED, ZIP_STORED):
                members[info.filename] = prepare(Member(info.filename, archive.read(info)))
                continue
            members[info.filename] = Prepared(
                info.filename,
                info.CRC,
                info.file_size,
                raw_member(package, info),
                info.compress_type == ZIP_STORED,
            )
    return members


def pack(members: Iterable[Member | Prepared]) -> bytes:
    """Return the zip package of the members in the order given, dated 1980-01-01.

    ValueError: `[Content_Types].xml` is not the first member, a name occurs twice, or the package
    is larger than a plain zip can be (4 GiB, 65,535 members).
    """
    records: list[bytes] = []
    directory: list[bytes] = []
    names: set[str] = set()
    offset = 0
    for member in members:
        if not names and member.name != CONTENT_TYPES:
            raise ValueError(f"{CONTENT_TYPES} must be the first member, not {member.name}")
        # Names that differ in case only are one part (ECMA-376 part 2, name equivalence).
        folded = member.name.lower()
        if folded in names:
            raise ValueError(f"two members are named {member.name}")
        names.add(folded)
        prepared = member if isinstance(member, Prepared) else prepare(member, _QUICK)
        name, common = _header(prepared)
        records += (_LOCAL, common, name, prepared.deflated)
        directory += (_ENTRY, common, _NO_MORE, offset.to_bytes(4, "little"), name)
        offset += _LOCAL_LENGTH + len(name) + len(prepared.deflated)
        if offset > _MAX_SIZE:
            raise ValueError(f"{member.name} would make the package larger than 4 GiB")
    if not names:
        raise ValueError(f"a package holds {CONTENT_TYPES} at least")
    count, length = len(names), sum(map(len, directory))
    if offset + length > _MAX_SIZE or count > _MAX_MEMBERS:
        raise ValueError("the package is larger than 4 GiB or holds more than 65,535 members")
    end = _END_FIELDS.pack(0, 0, count, count, length, offset, 0)
    return b"".join((*records, *directory, _END, end))


def _header(member: Prepared) -> tuple[bytes, bytes]:
    """Return the name of a member as bytes, and the fields both its headers share."""
    if max(member.size, len(member.deflated)) > _MAX_SIZE:
        raise ValueError(f"{member.name} would make the package larger than 4 GiB")
    name = member.name.encode()
    common = _COMMON.pack(
        _VERSION,
        0 if member.name.isascii() else _UTF8_NAME,
        ZIP_STORED if member.stored else ZIP_DEFLATED,
        _TIME, _DATE, member.crc, len(member.deflated), member.size, len(name), 0,
    )  # fmt: skip
    return name, common


# The slides of one deck have the same relationships as those of the next: a layout and its notes.
@lru_cache(maxsize=1024)
def relationships_of(part: str, rels: tuple[Relationship, ...]) -> Prepared:
    """Return the member that holds the relationships of a part; `part` "" is the package."""
    folder, slash, file = part.rpartition("/")
    return prepare(Member(f"{folder}{slash}_rels/{file}.rels", relationships(rels)))


def relationships(rels: Iterable[Relationship]) -> bytes:
    """Return a `.rels` part with the relationships in the order given."""
    listed = [
        element(
            "Relationship",
            {
                "Id": rel.id,
                "Type": rel.type,
                "Target": rel.target,
                "TargetMode": "External" if rel.external else None,
            },
        )
        for rel in rels
    ]
    return _part("Relationships", f"{_PACKAGE}/relationships", listed)


def content_types(
    overrides: Iterable[tuple[str, str]], defaults: Iterable[tuple[str, str]]
) -> bytes:
    """Return `[Content_Types].xml`: types by part name (`/word/document.xml`) and by extension.

    ValueError: a name or extension is given two types.
    """
    by_extension = [
        element("Default", {"Extension": extension, "ContentType": kind})
        for extension, kind in _unique(defaults)
    ]
    by_name = [
        element("Override", {"PartName": name, "ContentType": kind})
        for name, kind in _unique(overrides)
    ]
    return _part("Types", f"{_PACKAGE}/content-types", [*by_extension, *by_name])


def _part(root: str, namespace: str, children: Sequence[Xml]) -> bytes:
    return (XML_HEAD + element(root, {"xmlns": namespace}, *children)).encode()


def _unique(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    types: dict[str, str] = {}
    for key, kind in pairs:
        if types.setdefault(key, kind) != kind:
            raise ValueError(f"{key} is declared both as {types[key]} and as {kind}")
    return sorted(types.items())
