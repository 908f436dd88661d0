"""The members of a finished Office file in; what is wrong with the package, before it is delivered, out.

Every part is well-formed and of a known type, every relationship leads to a part, and every id that
a part names is one of its relationships. A file without these opens in no program.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote
from xml.parsers import expat

from reportgen.diagnostics import Diagnostic
from reportgen.write.package import CONTENT_TYPES, Member, Prepared
from reportgen.write.written import Written

#: parts that are read; old drawings (.vml) need not be well-formed
_XML = (".xml", ".rels")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: a prefix bound to the namespace of relationships
_PREFIX = re.compile(rb"xmlns:([\w.-]+)=[\"']" + re.escape(_RELATIONS.encode()))
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_DEFAULT = re.compile(rb"<(?:\w+:)?Default\s([^>]*)>")
_OVERRIDE = re.compile(rb"<(?:\w+:)?Override\s([^>]*)>")


def unsound(written: Written) -> tuple[Diagnostic, ...]:
    """Return one fault for a package that no program would open, none for a sound one.

    Nobody is blamed for what was already wrong with the file that it was filled from.
    """
    wrong = [
        fault
        for fault in defects(written.members, written.untouched)
        if fault not in written.inherited
    ]
    if not wrong:
        return ()
    message = f"生成的文件不完整，没有写出：{wrong[0]}"
    if len(wrong) > 1:
        message += f"（共 {len(wrong)} 处）"
    hints = ("这是程序的毛病，不是内容的；请把这一条和所用的模板交给维护的人",)
    return (Diagnostic("unsound-file", message, hints=hints),)


def defects(members: Iterable[Member | Prepared], untouched: Collection[str] = ()) -> Iterator[str]:
    """Yield what is wrong with a package, part by part.

    `untouched` are the names of parts that came with their relationships from a template of ours: they use
    what they have.
    """
    parts = {
        member.name: _OTHER if member.name in untouched else _read(member) for member in members
    }
    folded = {name.lower() for name in parts}
    if len(folded) < len(parts):
        yield "两个部分同名"
    types = parts.get(CONTENT_TYPES)
    if types is None:
        yield f"没有 {CONTENT_TYPES}"
    else:
        yield from _untyped(folded, types)
    for name, part in parts.items():
        if part.error:
            yield f"{name} {part.error}"
        for target, place in part.targets:
            if place not in folded:
                yield f"{name} 指向的 {target} 不在文件里"
        if part.names:
            rels = parts.get(_relationships_of(name))
            missing = part.names - (rels.ids if rels else frozenset())
            if missing:
                yield f"{name} 用到的关系 {min(missing)} 不存在"


@dataclass(frozen=True, slots=True)
class _Part:
    """What one member of a package says of itself.

    `names` are the relationships that it uses. `ids` are those that a `.rels` part gives, `targets`
    where they lead: as written, and as the name of a member in small letters. `extensions` and
    `listed` are what the list of content types knows.
    """

    error: str = ""
    names: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    targets: tuple[tuple[str, str], ...] = ()
    extensions: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


_OTHER = _Part()


def _read(member: Member | Prepared) -> _Part:
    """Return what a member says of itself.

    One that lies compressed, as in a template, was parsed when the template was opened, and is the same in
    every document.
    """
    if not member.name.lower().endswith(_XML):
        return _OTHER
    if isinstance(member, Prepared):
        return _read_prepared(member)
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(member.data, True)
    except expat.ExpatError as error:
        return _Part(f"第 {error.lineno} 行读不通")
    return _read_xml(member.name, member.data)


@lru_cache(maxsize=4096)
def _read_prepared(member: Prepared) -> _Part:
    return _read_xml(member.name, member.data)


def _read_xml(name: str, data: bytes) -> _Part:
    if name == CONTENT_TYPES:
        extensions = (_attributes(one).get("Extension", "") for one in _DEFAULT.findall(data))
        listed = (_attributes(one).get("PartName", "") for one in _OVERRIDE.findall(data))
        return _Part(
            extensions=frozenset(map(str.lower, extensions)),
            listed=frozenset(one.lower().lstrip("/") for one in listed),
        )
    if name.endswith(".rels"):
        rels = [_attributes(one) for one in _RELATIONSHIP.findall(data)]
        targets = ((rel.get("Target", ""), rel) for rel in rels)
        return _Part(
            ids=frozenset(rel.get("Id", "") for rel in rels),
            targets=tuple(
                (target, _place(name, target))
                for target, rel in targets
                if rel.get("TargetMode") != "External" and not target.startswith("#")
            ),
        )
    named = set()
    for prefix in set(_PREFIX.findall(data)):
        for match in _using(prefix).finditer(data):
            if data[match.start() - 1 : match.start()].isspace():
                named.add(match[1].decode("utf-8", "replace"))
    return _Part(names=frozenset(named))


@lru_cache(maxsize=64)
def _using(prefix: bytes) -> re.Pattern[bytes]:
    """Return the pattern of an attribute with a prefix."""
    return re.compile(re.escape(prefix) + rb":[A-Za-z]+=[\"']([^\"']+)[\"']")


def _attributes(written: bytes) -> Mapping[str, str]:
    return {
        key.decode(): value.decode("utf-8", "replace").replace("&amp;", "&")
        for key, value in _ATTRIBUTE.findall(written)
    }


@lru_cache(maxsize=4096)
def _relationships_of(name: str) -> str:
    """Return the name of the part that holds the relationships of a part."""
    folder, slash, file = name.rpartition("/")
    return f"{folder}{slash}_rels/{file}.rels"


def _place(name: str, target: str) -> str:
    """Return the member in small letters to which a relationship in the part `name` leads."""
    base = name.rpartition("_rels/")[0]
    path = unquote(target.partition("#")[0])
    place = posixpath.normpath(path if path.startswith("/") else f"/{base}{path}")
    return place.lstrip("/").lower()


def _untyped(names: Iterable[str], types: _Part) -> Iterator[str]:
    """Yield the parts whose content type nothing says, and the types of parts that are not there."""
    there = set(names) - {CONTENT_TYPES.lower()}
    for name in sorted(there - types.listed):
        if name.rpartition(".")[2] not in types.extensions:
            yield f"{name} 没有类型"
    for name in sorted(types.listed - there):
        yield f"{name} 写了类型，却不在文件里"
