"""A palette in, the colour scheme of a theme part out; a contrast too weak to read is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from markupsafe import escape
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from reportgen.content.model.base import Decimal, Text
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.theme.format_parts import Part
from reportgen.theme.typefaces import FaceSet

#: the names of the colours a palette may give
ColourName = Literal[
    "page", "structure", "accent", "text", "muted", "wash", "second", "comparison", "axis", "quiet"
]
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_SCHEME = re.compile(rb"<a:clrScheme\b.*?</a:clrScheme>", re.DOTALL)
#: colours a palette leaves out are mixed from two others: (one, other, share of the other)
_MIXED = {
    "wash": ("page", "structure", 0.06),
    "second": ("structure", "page", 0.22),
    "comparison": ("muted", "page", 0.38),
    "axis": ("muted", "page", 0.68),
    "quiet": ("muted", "page", 0.85),
}


def _hex(value: Any) -> str:
    match = _HEX.fullmatch(str(value))
    if match is None:
        raise PydanticCustomError("colour", "要写成 #9E1530 这样的六位十六进制")
    return match[1].upper()


#: RRGGBB in capital letters
Colour = Annotated[str, BeforeValidator(_hex)]


class PaletteColours(Part):
    """The colours of a palette: five are required, the others are mixed from them."""

    page: Colour = Field(title="页面底色")
    structure: Colour = Field(title="主色")
    accent: Colour = Field(title="点缀色")
    text: Colour = Field(title="文字")
    muted: Colour = Field(title="次要文字")
    wash: Colour | None = Field(None, title="卡片和色带的底色")
    second: Colour | None = Field(None, title="图表第二系列")
    comparison: Colour | None = Field(None, title="图表上年系列")
    axis: Colour | None = Field(None, title="图表坐标轴")
    quiet: Colour | None = Field(None, title="上年、问题栏的底色")


class PaletteFile(Part):
    """配色文件：名称和十种颜色，其中五种可以不写。"""

    title: Text = Field("", title="名称")
    id: Text = Field("", title="代号", description="没有名称时用作名称")
    faces: FaceSet | None = Field(
        None, title="字体", description="windows、wps 或 safe；不写则用主题的"
    )
    colours: PaletteColours = Field(title="颜色")


class SchemeColours(Part):
    """Which colour of the palette each of the twelve colours of a theme takes, in schema order."""

    dk1: ColourName = Field(title="文字")
    lt1: ColourName = Field(title="页面底色")
    dk2: ColourName = Field(title="第二文字色")
    lt2: ColourName = Field(title="第二底色")
    accent1: ColourName = Field(title="着色1")
    accent2: ColourName = Field(title="着色2")
    accent3: ColourName = Field(title="着色3")
    accent4: ColourName = Field(title="着色4")
    accent5: ColourName = Field(title="着色5")
    accent6: ColourName = Field(title="着色6")
    hlink: ColourName = Field(title="链接")
    folHlink: ColourName = Field(title="访问过的链接")  # noqa: N815 - the name in ECMA-376 part 1, 20.1.6.2


class Contrast(Part):
    """A colour of text, the colour behind it, and the least contrast (WCAG 2.2, 1.4.3)."""

    text: ColourName = Field(title="文字颜色")
    behind: ColourName = Field(title="底色")
    ratio: Annotated[Decimal, Field(ge=1, le=21, title="最低对比度")]


@dataclass(frozen=True, slots=True)
class Palette:
    """All ten colours of a palette by name, as RRGGBB; `faces` None leaves the set of faces to the theme."""

    title: str
    colours: Mapping[str, str]
    faces: FaceSet | None = None


def complete(file: PaletteFile) -> Palette:
    """Return the palette of a file, the colours it leaves out mixed from the others."""
    colours: dict[str, str] = file.colours.model_dump(exclude_none=True)
    for name, (one, other, share) in _MIXED.items():
        colours.setdefault(name, mix(colours[one], colours[other], share))
    return Palette(file.title or file.id, colours, file.faces)


def check_contrast(palette: Palette, pairs: Iterable[Contrast]) -> None:
    """Raise Faults for each pair of colours whose contrast is below its ratio (WCAG 2.2, 1.4.3)."""
    faults = []
    for pair in pairs:
        text, behind = palette.colours[pair.text], palette.colours[pair.behind]
        ratio = contrast_ratio(text, behind)
        if ratio < pair.ratio:
            message = (
                f"配色里 `{pair.text}`（#{text}）写在 `{pair.behind}`（#{behind}）上"
                f"对比度只有 {ratio:.1f}，至少要 {pair.ratio:g}"
            )
            faults.append(Diagnostic("weak-contrast", message, hints=("把其中一种颜色调深或调浅",)))
    if faults:
        raise Faults(faults)


def recoloured(part: bytes, palette: Palette, scheme: Iterable[tuple[str, str]]) -> bytes:
    """Return a theme part (UTF-8 XML) with its colour scheme replaced by the palette.

    `scheme` names the colour of the palette for each of the twelve slots, in schema order.
    """
    slots = "".join(
        f'<a:{slot}><a:srgbClr val="{palette.colours[name]}"/></a:{slot}>' for slot, name in scheme
    )
    colours = f'<a:clrScheme name="{escape(palette.title)}">{slots}</a:clrScheme>'.encode()
    return _SCHEME.sub(lambda _: colours, part, count=1)


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours RRGGBB, 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour RRGGBB with `share` of `other` in `one`."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _luminance(colour: str) -> float:
    # WCAG 2.2, relative luminance.
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
