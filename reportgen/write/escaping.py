"""Text in; the same for an XML element or a quoted attribute out."""

from __future__ import annotations

import re

# XML 1.0, 2.2: characters that no document may hold, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_NEEDS_CARE = re.compile("[^\t\n\r\x20!#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Return text for an element or a quoted attribute; what XML cannot hold is left out."""
    if _NEEDS_CARE.search(text) is None:
        return text
    return _ILLEGAL.sub("", text).translate(_SPECIAL)
