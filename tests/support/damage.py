"""A template → the same with one thing wrong: a part gone or without a type, a relationship gone or astray."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.write.package import CONTENT_TYPES

Parts = Mapping[str, bytes]
_RELATIONSHIP = re.compile(rb"<Relationship [^>]*>")


def damaged(parts: Parts) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Yield what was done and the parts after it; the list of types and the first relationships stay."""
    types = parts[CONTENT_TYPES]
    for name in parts:
        if name in (CONTENT_TYPES, "_rels/.rels"):
            continue
        yield f"{name} gone", {other: data for other, data in parts.items() if other != name}
        listed = rb'<Override[^>]*PartName="/' + re.escape(name.encode()) + rb'"[^>]*/>'
        untyped = re.sub(listed, b"", types)
        if untyped != types:
            yield f"{name} untyped", {**parts, CONTENT_TYPES: untyped}
        if not name.endswith(".rels"):
            continue
        for link in _RELATIONSHIP.findall(parts[name]):
            for damage, other in (
                ("gone", b""),
                ("void", re.sub(rb'Target="[^"]*"', b'Target="NULL"', link)),
            ):
                yield f"{link!r} {damage}", {**parts, name: parts[name].replace(link, other, 1)}
