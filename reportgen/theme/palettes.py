"""A palette in, the colour scheme of a theme part out; weak contrasts are told as faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from reportgen.diagnostics import Diagnostic, Faults

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_SCHEME = re.compile(rb"<a:clrScheme\b.*?</a:clrScheme>", re.DOTALL)
#: ECMA-376 part 1, 20.1.6.2: the twelve colours of a scheme, in schema order
_ORDER = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
#: what a unit names itself; the rest is mixed from these: (one, other, share of the other)
OWN_COLOURS = ("page", "structure", "accent", "text", "muted")
_MIXED = {
    "wash": ("page", "structure", 0.06),
    "second": ("structure", "page", 0.22),
    "comparison": ("muted", "page", 0.38),
    "axis": ("muted", "page", 0.68),
    "quiet": ("muted", "page", 0.85),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Named colours as RRGGBB."""

    title: str
    colours: Mapping[str, str]


def read_palette(data: Mapping[str, Any], contrast: tuple[Mapping[str, Any], ...]) -> Palette:
    """Return the palette, five own colours completed to ten; raise Faults for a weak contrast.

    `contrast` lists the pairs a theme uses with the ratio each needs (WCAG 2.2, 1.4.3).
    """
    given = data.get("colours") or {}
    if not isinstance(given, dict):
        raise Faults([Diagnostic("wrong-value", "配色的 `colours` 应当由一行行“名称: 颜色”组成")])
    faults: list[Diagnostic] = []
    colours: dict[str, str] = {}
    for name, value in given.items():
        match = _HEX.fullmatch(str(value))
        if match is None:
            message = f"配色里 `{str(name)[:40]}` 的颜色“{str(value)[:40]}”要写成 #9E1530 这样的六位十六进制"
            faults.append(Diagnostic("wrong-value", message))
        else:
            colours[str(name)] = match[1].upper()
    for name in OWN_COLOURS:
        if name not in given:
            faults.append(Diagnostic("missing-value", f"配色里缺少 `{name}`"))
    if faults:
        raise Faults(faults)
    for name, (one, other, share) in _MIXED.items():
        colours.setdefault(name, mix(colours[one], colours[other], share))
    for pair in contrast:
        text, behind, least = colours[pair["text"]], colours[pair["behind"]], pair["ratio"]
        ratio = contrast_ratio(text, behind)
        if ratio < least:
            message = (
                f"配色里 `{pair['text']}`（#{text}）写在 `{pair['behind']}`（#{behind}）上"
                f"对比度只有 {ratio:.1f}，至少要 {least:g}"
            )
            faults.append(Diagnostic("weak-contrast", message, hints=("把其中一种颜色调深或调浅",)))
    if faults:
        raise Faults(faults)
    return Palette(str(data.get("title") or data.get("id") or ""), colours)


def recoloured(part: bytes, palette: Palette, scheme: Mapping[str, str]) -> bytes:
    """Return a theme part in the palette; `scheme` names the colour of each scheme slot."""
    if not scheme:
        return part
    slots = "".join(
        f'<a:{slot}><a:srgbClr val="{palette.colours[scheme[slot]]}"/></a:{slot}>'
        for slot in _ORDER
    )
    title = escape(palette.title)
    made = f'<a:clrScheme name="{title}">{slots}</a:clrScheme>'.encode()
    return _SCHEME.sub(lambda _: made, part, count=1)


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
