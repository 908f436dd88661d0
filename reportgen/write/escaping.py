"""Text as the content of an XML element, or as a quoted attribute."""

from __future__ import annotations

import re

# XML 1.0, 2.2: characters that no document may hold, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_IN_TEXT = str.maketrans(_SPECIAL)
# A reader turns breaks and tabs of an attribute into spaces (XML 1.0, 3.3.3) unless they are escaped.
_IN_ATTRIBUTE = str.maketrans({**_SPECIAL, "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_TO_ESCAPE = re.compile('["&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]')


def escaped(text: str) -> str:
    """Return text for an element or a quoted attribute; what XML cannot hold is left out."""
    if _TO_ESCAPE.search(text) is None:
        return text
    return _ILLEGAL.sub("", text).translate(_IN_TEXT)


def legal(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def quoted(text: str) -> str:
    """Return text as a quoted attribute; breaks and tabs in it are kept (XML 1.0, 3.3.3)."""
    if _TO_ESCAPE.search(text) is not None:
        text = _ILLEGAL.sub("", text).translate(_IN_ATTRIBUTE)
    return f'"{text}"'
