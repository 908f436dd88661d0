"""Well-formed XML elements from names, attributes and children; every value is escaped here.

The writers hold XML as `Xml`, a string that mypy keeps apart from other strings. `element` and `text`
make one, so that no text of a user, no style id and no colour reaches a part unescaped; markup that
was read from a template is the one thing that is made an `Xml` as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NewType

# XML 1.0, 2.2: characters that no document may hold, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_IN_TEXT = str.maketrans(_SPECIAL)
# A reader turns breaks and tabs of an attribute into spaces (XML 1.0, 3.3.3) unless they are escaped.
_IN_ATTRIBUTE = str.maketrans({**_SPECIAL, "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_needs_escape = re.compile('["&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]').search

Xml = NewType("Xml", str)
EMPTY = Xml("")

#: a value of an attribute; None leaves the attribute out, True and False are written 1 and 0
Value = str | int | bool | None


def element(name: str, attributes: Mapping[str, Value] | None = None, *children: Xml) -> Xml:
    """Return `<name …>children</name>`, or `<name …/>` where there is nothing within.

    Attributes are written in the order of the mapping.
    """
    head, inner = name, "".join(children)
    if attributes:
        for key, value in attributes.items():
            if value is None:
                continue
            written = value
            if isinstance(value, str):
                if _needs_escape(value):
                    written = legal(value).translate(_IN_ATTRIBUTE)
            elif isinstance(value, bool):
                written = int(value)
            head += f' {key}="{written}"'
    return Xml(f"<{head}>{inner}</{name}>" if inner else f"<{head}/>")


def text(characters: str) -> Xml:
    """Return `characters` as the content of an element; what XML cannot hold is left out."""
    return Xml(legal(characters).translate(_IN_TEXT) if _needs_escape(characters) else characters)


def legal(characters: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", characters)


def joined(pieces: Sequence[Xml]) -> Xml:
    """Return the elements one after another."""
    return Xml("".join(pieces))


def in_order(children: Mapping[str, Xml], order: Sequence[str]) -> Xml:
    """Return children given by local name in the sequence that the schema asks for.

    Raises ValueError for a name that `order` does not list: Word reports a file with an element out
    of its place as damaged.
    """
    return joined([children[name] for name in sorted(children, key=order.index)])
