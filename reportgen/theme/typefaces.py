"""The faces of party work: how an Office file describes each, what stands in for it, and sets of them.

A computer that lacks a face takes another. It chooses by the other name, the PANOSE number, the character
set and the family that the file gives (ECMA-376 part 1, 17.8.3 and 20.1.4.1.16).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Literal

#: The sets of faces. `windows` has those of the style's drawings, `wps` those that WPS installs, and
#: `safe` only those that every Chinese Windows has.
FaceSet = Literal["windows", "wps", "safe"]
_FAMILY_BITS = {"roman": 0x10, "swiss": 0x20, "modern": 0x30}
_GB2312_CHARSET = 134


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face: its names, the Chinese one first, and what a file says of it.

    `stand_in` is what Office shows on a computer without it. `everywhere` says that each Chinese Windows
    has it.
    """

    names: tuple[str, ...]
    family: Literal["roman", "swiss", "modern"]
    panose: str
    stand_in: str
    everywhere: bool = False
    fixed: bool = False

    @property
    def is_chinese(self) -> bool:
        """Whether it sets Chinese text."""
        return not self.names[0].isascii()

    @property
    def charset(self) -> int:
        """The number of its character set in Windows."""
        return _GB2312_CHARSET if self.is_chinese else 0

    @property
    def pitch_family(self) -> int:
        """Its pitch and family as one number of Windows: LOGFONT.lfPitchAndFamily."""
        return _FAMILY_BITS[self.family] + (1 if self.fixed else 2)

    @property
    def other_name(self) -> str:
        """The name under which a program finds a face in its place: another of its own, or the stand-in."""
        return self.names[-1] if self.everywhere else self.stand_in


_SONG, _FANG, _HEI = "02010600030101010101", "02010609030101010101", "02010609060101010101"
TYPEFACES = (
    Typeface(("方正小标宋简体", "FZXiaoBiaoSong-B05S"), "roman", _SONG, "华文中宋"),
    Typeface(("方正小标宋_GBK", "FZXiaoBiaoSong-B05"), "roman", _SONG, "华文中宋"),
    Typeface(("华文中宋", "STZhongsong"), "roman", "02010600040101010101", "宋体"),
    Typeface(("仿宋_GB2312", "FangSong_GB2312"), "modern", _FANG, "仿宋", fixed=True),
    Typeface(("楷体_GB2312", "KaiTi_GB2312"), "modern", _FANG, "楷体", fixed=True),
    Typeface(("方正仿宋_GBK", "FZFangSong-Z02"), "roman", _SONG, "仿宋"),
    Typeface(("方正楷体_GBK", "FZKai-Z03"), "roman", _SONG, "楷体"),
    Typeface(("方正黑体_GBK", "FZHei-B01"), "swiss", _HEI, "黑体"),
    Typeface(("方正书宋_GBK", "FZShuSong-Z01"), "roman", _SONG, "宋体"),
    Typeface(("宋体", "SimSun"), "roman", _SONG, "宋体", everywhere=True),
    Typeface(("黑体", "SimHei"), "modern", _HEI, "黑体", everywhere=True, fixed=True),
    Typeface(("仿宋", "FangSong"), "modern", _HEI, "仿宋", everywhere=True, fixed=True),
    Typeface(("楷体", "KaiTi"), "modern", _HEI, "楷体", everywhere=True, fixed=True),
    Typeface(("微软雅黑", "Microsoft YaHei"), "swiss", "020B0503020204020204", "微软雅黑", everywhere=True),
    Typeface(("等线", "DengXian"), "roman", _SONG, "等线", everywhere=True),
    Typeface(("Times New Roman",), "roman", "02020603050405020304", "Times New Roman", everywhere=True),
    Typeface(("Arial",), "swiss", "020B0604020202020204", "Arial", everywhere=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Replacement:
    """The face taken in place of another; `bold` keeps the weight of a face that is heavy by itself."""

    face: str
    bold: bool = False


_HEAVY_SONG = Replacement("宋体", bold=True)
SETS: Mapping[FaceSet, Mapping[str, Replacement]] = {
    "windows": {},
    "wps": {
        "方正小标宋简体": Replacement("方正小标宋_GBK"),
        "仿宋_GB2312": Replacement("方正仿宋_GBK"),
        "楷体_GB2312": Replacement("方正楷体_GBK"),
        "黑体": Replacement("方正黑体_GBK"),
        "宋体": Replacement("方正书宋_GBK"),
        "微软雅黑": Replacement("方正黑体_GBK"),
    },
    "safe": {
        "方正小标宋简体": _HEAVY_SONG,
        "方正小标宋_GBK": _HEAVY_SONG,
        "华文中宋": _HEAVY_SONG,
        "仿宋_GB2312": Replacement("仿宋"),
        "楷体_GB2312": Replacement("楷体"),
        "方正仿宋_GBK": Replacement("仿宋"),
        "方正楷体_GBK": Replacement("楷体"),
        "方正黑体_GBK": Replacement("黑体"),
        "方正书宋_GBK": Replacement("宋体"),
    },
}


def replaced_face(name: str, faces: FaceSet) -> str:
    """Return the face that a set of faces has in place of `name`: itself if it has no other."""
    replacement = SETS[faces].get(name)
    return replacement.face if replacement else name


@cache
def _by_name() -> Mapping[str, Typeface]:
    return {name: typeface for typeface in TYPEFACES for name in typeface.names}


def typeface(name: str) -> Typeface | None:
    """Return what is known of a face by any of its names, None for an unknown one."""
    return _by_name().get(name)


def font_attributes(name: str) -> dict[str, str]:
    """Return the attributes of a DrawingML font: `typeface`, and what is known of it."""
    known = typeface(name)
    if known is None:
        return {"typeface": name}
    # The byte of a charset has a sign: 134 is -122 (ECMA-376 part 1, 21.1.2.3.3).
    charset = known.charset - 256 if known.charset > 127 else known.charset
    return {
        "typeface": name,
        "panose": known.panose,
        "pitchFamily": str(known.pitch_family),
        "charset": str(charset),
    }


def with_faces(part: bytes, replacements: Mapping[str, Replacement]) -> bytes:
    """Return a theme part (UTF-8 XML) with faces of its font scheme replaced."""

    def replaced(match: re.Match[bytes]) -> bytes:
        kind, name = match[1].decode(), match[2].decode()
        if name not in replacements:
            return match[0]
        script = re.search(rb'script="\w+"', match[0])
        # A font of a script has no more attributes than its face (20.1.4.1.16).
        known = font_attributes(replacements[name].face)
        attributes = {"typeface": known["typeface"]} if kind == "font" else known
        written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        return f"<a:{kind}{' ' + script[0].decode() if script else ''}{written}/>".encode()

    return re.sub(rb'<a:(latin|ea|font)\b[^>]*?typeface="([^"]+)"[^>]*/>', replaced, part)
