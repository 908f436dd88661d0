"""Parts in, the bytes of an Office package out: the same parts give the same bytes.

Records are laid out here: `zipfile` is slow and cannot take a member compressed before.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reportgen.write.escaping import escaped

CONTENT_TYPES = "[Content_Types].xml"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"

# APPNOTE.TXT 6.3.10: 4.3.7 local file header, 4.3.12 central directory header, 4.3.16 end record.
_LOCAL, _ENTRY = b"PK\3\4", b"PK\1\2\x14\0"
_COMMON = struct.Struct("<HHHHHIIIHH")
_NO_MORE = bytes(10)  # no comment, one disk, no attributes
_END = struct.Struct("<IHHHHIIH")
_VERSION = 20  # 2.0: deflate
_UTF8_NAME = 0x0800  # general purpose bit 11
_STORE, _DEFLATE = 0, 8
_TIME, _DATE = 0, 0x0021  # 00:00 on 1980-01-01, the earliest a zip can say
_MAX_SIZE = 0xFFFFFFFF  # a length or offset beyond this needs zip64, which Office files never reach
_MAX_MEMBERS = 0xFFFF
_SMALL = 4096  # bytes of a member that is kept deflated for the next document


class Member(NamedTuple):
    """One file of the package, not yet compressed; `stored` leaves it so (JPEG, PNG, xlsx)."""

    name: str
    data: bytes
    stored: bool = False


class Prepared(NamedTuple):
    """A member compressed once a process; `size` counts the bytes before compression."""

    name: str
    crc: int
    size: int
    deflated: bytes
    stored: bool


class Bundle(NamedTuple):
    """Members laid out once a process, to stand one behind the other in any number of packages."""

    name: str
    """Of the first."""
    names: frozenset[str]
    """Of all, in small letters."""
    records: bytes
    directory: bytes
    """Their entries, with offsets from the start of the bundle."""
    places: int
    """A number with a one where `directory`, read as a number, has an offset."""


class Relationship(NamedTuple):
    """One relationship of a part or of the package."""

    id: str
    type: str
    target: str
    external: bool = False


def prepare(member: Member) -> Prepared:
    """Return the member compressed (raw deflate, level 6), to be packed any number of times."""
    name, data, stored = member
    pressed = _remembered if len(data) <= _SMALL else _deflate
    crc, deflated = (zlib.crc32(data), data) if stored else pressed(data)
    return Prepared(name, crc, len(data), deflated, stored)


def bundle(members: Iterable[Member]) -> Bundle:
    """Return the members laid out, to be packed any number of times."""
    records: list[bytes] = []
    directory: list[bytes] = []
    names: list[str] = []
    places = offset = length = 0
    for member in members:
        record, data, entry, name = _laid_out(prepare(member))
        records += (record, data)
        directory += (entry, offset.to_bytes(4, "little"), name)
        places |= 1 << 8 * (length + len(entry))
        offset += len(record) + len(data)
        length += len(entry) + 4 + len(name)
        names.append(member.name)
    folded = frozenset(map(str.lower, names))
    if len(folded) < len(names):
        raise ValueError("two members have one name")
    return Bundle(names[0], folded, b"".join(records), b"".join(directory), places)


def pack(members: Iterable[Member | Prepared | Bundle]) -> bytes:
    """Return the zip package of the members in the order given, dated 1980-01-01.

    ValueError: `[Content_Types].xml` is not the first member, a name occurs twice, or the package
    is larger than a plain zip can be (4 GiB, 65,535 members).
    """
    pieces: list[bytes] = []
    directory: list[bytes] = []
    names: set[str] = set()
    count = offset = 0
    for given in members:
        if not count and given.name != CONTENT_TYPES:
            raise ValueError(f"{CONTENT_TYPES} must be the first member, not {given.name}")
        if isinstance(given, Bundle):
            pieces.append(given.records)
            directory.append(_moved(given, offset))
            offset += len(given.records)
            names |= given.names
            count += len(given.names)
        else:
            record, data, entry, name = (
                _laid_out_again(given) if isinstance(given, Prepared) else _laid_out(prepare(given))
            )
            pieces += (record, data)
            directory += (entry, offset.to_bytes(4, "little"), name)
            offset += len(record) + len(data)
            # Names that differ in case only are one part (ECMA-376 part 2, name equivalence).
            names.add(given.name.lower())
            count += 1
        if len(names) < count:
            raise ValueError(f"two members are named {given.name}")
        if offset > _MAX_SIZE:
            raise ValueError(f"{given.name} would make the package larger than 4 GiB")
    if not count:
        raise ValueError(f"a package holds {CONTENT_TYPES} at least")
    length = sum(map(len, directory))
    if offset + length > _MAX_SIZE or count > _MAX_MEMBERS:
        raise ValueError("the package is larger than 4 GiB or holds more than 65,535 members")
    end = _END.pack(0x06054B50, 0, 0, count, count, length, offset, 0)
    return b"".join((*pieces, *directory, end))


def _laid_out(member: Prepared) -> tuple[bytes, bytes, bytes, bytes]:
    """Return local header, data, and the directory's entry before the offset and behind it."""
    name, crc, size, deflated, stored = member
    if max(size, len(deflated)) > _MAX_SIZE:
        raise ValueError(f"{name} would make the package larger than 4 GiB")
    raw = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    method = _STORE if stored else _DEFLATE
    # The fields both headers share.
    common = _COMMON.pack(
        _VERSION, flags, method, _TIME, _DATE, crc, len(deflated), size, len(raw), 0
    )
    return _LOCAL + common + raw, deflated, _ENTRY + common + _NO_MORE, raw


_laid_out_again = lru_cache(maxsize=2048)(_laid_out)


def _moved(given: Bundle, offset: int) -> bytes:
    """Return the directory of a bundle that starts at `offset`."""
    # All offsets in one sum: none carries over, as none exceeds four bytes. Entry by entry the
    # layouts of a theme took a sixth of the time of packing a deck.
    length = len(given.directory)
    if offset + len(given.records) > _MAX_SIZE:
        raise ValueError(f"{given.name} would make the package larger than 4 GiB")
    moved = int.from_bytes(given.directory, "little") + offset * given.places
    return moved.to_bytes(length, "little")


def _deflate(data: bytes) -> tuple[int, bytes]:
    """Return the checksum of a member and its raw deflate."""
    return zlib.crc32(data), zlib.compress(data, 6, -zlib.MAX_WBITS)


#: Relationships, notes and dividers are much the same in document after document.
_remembered = lru_cache(maxsize=1024)(_deflate)


@lru_cache(maxsize=2048)
def relationships_of(part: str, rels: tuple[Relationship, ...]) -> Prepared:
    """Return the member that holds the relationships of a part."""
    folder, slash, file = part.rpartition("/")
    return prepare(Member(f"{folder}{slash}_rels/{file}.rels", relationships(rels)))


def content_types(
    overrides: Iterable[tuple[str, str]], defaults: Iterable[tuple[str, str]]
) -> bytes:
    """Return `[Content_Types].xml`: types by part name (`/word/document.xml`) and by extension."""
    lines = [_default(*pair) for pair in _unique(defaults)]
    lines += [_override(*pair) for pair in _unique(overrides)]
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{XML_HEAD}<Types xmlns="{namespace}">{"".join(lines)}</Types>'.encode()


# The parts of one document are called as those of another.
@lru_cache(maxsize=2048)
def _default(extension: str, kind: str) -> str:
    return f'<Default Extension="{escaped(extension)}" ContentType="{escaped(kind)}"/>'


@lru_cache(maxsize=2048)
def _override(name: str, kind: str) -> str:
    return f'<Override PartName="{escaped(name)}" ContentType="{escaped(kind)}"/>'


@lru_cache(maxsize=2048)
def _relationship(rel: Relationship) -> str:
    mode = ' TargetMode="External"' if rel.external else ""
    return (
        f'<Relationship Id="{escaped(rel.id)}" Type="{escaped(rel.type)}"'
        f' Target="{escaped(rel.target)}"{mode}/>'
    )


def relationships(rels: Iterable[Relationship]) -> bytes:
    """Return a `.rels` part with the relationships in the order given."""
    lines = map(_relationship, rels)
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{XML_HEAD}<Relationships xmlns="{namespace}">{"".join(lines)}</Relationships>'.encode()


def _unique(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    types: dict[str, str] = {}
    for key, kind in pairs:
        if types.setdefault(key, kind) != kind:
            raise ValueError(f"{key} is declared both as {types[key]} and as {kind}")
    return sorted(types.items())
