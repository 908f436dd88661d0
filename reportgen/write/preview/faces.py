"""The faces of a preview as CSS: a class for each pair, and what stands in for a face that is missing.

A browser takes quotes and dashes from the first face that has them, so a Latin face is limited to Latin
characters: Office sets “” and —— in Chinese type.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reportgen.theme.typefaces import typeface

_LATIN_CHARACTERS = "U+20-7E,U+A0-B6,U+B8-24F"
#: faces with the widths of others, for computers without these
_SAME_WIDTHS = {
    "Times New Roman": ("Liberation Serif", "Tinos"),
    "Arial": ("Liberation Sans", "Arimo"),
    "Calibri": ("Carlito",),
    "Cambria": ("Caladea",),
}
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "serif")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Heiti SC", "sans-serif")
_SANS_NAMES = ("黑", "等线", "Hei", "Sans", "DengXian")
_ON_MAC = {
    "仿宋": ("STFangsong",),
    "楷体": ("STKaiti", "Kaiti SC"),
    "宋体": ("STSong",),
    "黑体": ("STHeiti",),
}
_GENERIC = ("serif", "sans-serif")


class FacePair(NamedTuple):
    """The faces of a text: one for Latin, one for Chinese characters."""

    latin: str
    east_asian: str
    bold: bool = False
    italic: bool = False


@lru_cache(maxsize=256)
def face_class(pair: FacePair) -> str:
    """Return the name of the class that sets a text in a pair of faces; it is the same in every preview."""
    return f"f{hashlib.blake2s(repr(pair).encode(), digest_size=4).hexdigest()}"


def face_rules(pairs: Iterable[FacePair]) -> str:
    """Return the rules of the classes of some pairs, with the Latin faces they need."""
    pairs = sorted(set(pairs))
    latins = sorted({pair.latin for pair in pairs if pair.latin != pair.east_asian})
    return "".join((*map(_latin_rules, latins), *map(_class_rule, pairs)))


def _class_rule(pair: FacePair) -> str:
    names = [*dict.fromkeys(_chain(pair.east_asian))]
    if pair.latin and pair.latin != pair.east_asian:
        names.insert(0, _latin_name(pair.latin))
    family = ",".join(name if name in _GENERIC else _quoted(name) for name in names)
    weight, style = 700 if pair.bold else 400, "italic" if pair.italic else "normal"
    return f".{face_class(pair)}{{font-family:{family};font-weight:{weight};font-style:{style}}}\n"


def _chain(name: str) -> tuple[str, ...]:
    """Return a face, its other names, what stands in for it, and a kind of face that always exists."""
    known = typeface(name)
    names = [name]
    stand_in = name
    if known:
        names += known.names
        stand_in = known.stand_in
        again = typeface(stand_in)
        names += again.names if again else (stand_in,)
    names += _ON_MAC.get(stand_in, ())
    sans = any(part in one for part in _SANS_NAMES for one in (name, stand_in))
    return (*names, *(_SANS if sans else _SERIF))


def _latin_name(face: str) -> str:
    return f"latin {face}"


def _latin_rules(face: str) -> str:
    """Return the two weights of a Latin face, limited to Latin characters."""
    rules = []
    for weight, ending in ((400, ""), (700, " Bold")):
        names = [f"{name}{ending}" for name in (face, *_SAME_WIDTHS.get(face, ()))]
        sources = ",".join(f"local({_quoted(name)})" for name in names)
        rules.append(
            f"@font-face{{font-family:{_quoted(_latin_name(face))};font-weight:{weight};"
            f"src:{sources};unicode-range:{_LATIN_CHARACTERS}}}\n"
        )
    return "".join(rules)


def _quoted(name: str) -> str:
    r"""Return a name as a string of CSS: a quote, a backslash or a break in it is escaped by its number."""
    safe = "".join(
        f"\\{ord(char):x} " if char in '"\\<>' or ord(char) < 0x20 else char for char in name
    )
    return f'"{safe}"'
