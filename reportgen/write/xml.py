"""Names, attributes and children in, one well-formed XML element out; every value is escaped here.

The writers hold XML as `Xml`, a string that mypy keeps apart from other strings: only `element` and
`text` make one, so that no text of a user, no style id and no colour reaches a part unescaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NewType

from reportgen.write.escaping import escaped, quoted

Xml = NewType("Xml", str)
EMPTY = Xml("")

#: a value of an attribute; None leaves the attribute out, True and False are written 1 and 0
Value = str | int | bool | None


def element(name: str, attributes: Mapping[str, Value] | None = None, *children: Xml) -> Xml:
    """Return `<name …>children</name>`, or `<name …/>` where there is nothing within.

    Attributes are written in the order of the mapping.
    """
    head = name
    for key, value in (attributes or {}).items():
        if isinstance(value, str):
            head += f" {key}={quoted(value)}"
        elif value is not None:
            head += f' {key}="{int(value)}"'
    inner = "".join(children)
    return Xml(f"<{head}>{inner}</{name}>" if inner else f"<{head}/>")


def text(characters: str) -> Xml:
    """Return `characters` as the content of an element; what XML cannot hold is left out."""
    return Xml(escaped(characters))


def joined(pieces: Sequence[Xml]) -> Xml:
    """Return the elements one after another."""
    return Xml("".join(pieces))


def in_order(children: Mapping[str, Xml], order: Sequence[str]) -> Xml:
    """Return children given by local name in the sequence that the schema asks for.

    Raises KeyError for a name that `order` does not list: Word reports a file with an element out
    of its place as damaged.
    """
    places = {name: place for place, name in enumerate(order)}
    return joined([children[name] for name in sorted(children, key=places.__getitem__)])
