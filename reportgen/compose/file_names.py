"""The `output` of a template's header → the parts of a path that every system accepts as names."""

from __future__ import annotations

import re

from markupsafe import Markup

from reportgen.compose.places import as_markup, without_places

#: bytes of a name: systems allow 255, and some are left for an extension and a mark of a copy
MOST_BYTES = 200
#: characters of a rendered name, with its tags and marks, that are looked at
_MOST_CHARACTERS = 5_000
#: a slash that stands in no {{ }}
_SLASH = re.compile(r"/(?![^{]*\}\})")
#: characters no file name may hold on Windows, and those that change its look without being seen
_FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]'
)
#: names that Windows keeps for devices
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10))}
)


def split_path(pattern: str) -> list[str]:
    """Return the parts of a path with slots; a slash within a slot divides nothing."""
    return _SLASH.split(pattern)


def visible_text(markup: Markup) -> str:
    """Return the text of a rendered part of a path, without tags and marks of places."""
    return str(as_markup(without_places(markup)[:_MOST_CHARACTERS]).striptags())


def legal_name(text: str) -> str:
    """Return `text` as a file name without its extension, "" if no name can be made of it."""
    stem = _FORBIDDEN.sub("", text).strip(" .")
    stem = stem.encode(errors="ignore")[:MOST_BYTES].decode(errors="ignore").rstrip(" .")
    return "" if stem.partition(".")[0].upper() in _DEVICES else stem
