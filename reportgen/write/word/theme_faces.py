"""The faces that the theme of a Word file stands for: +标题 and +正文 in Word's list of fonts."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportgen.write.word.markup import A

_A = f"{{{A}}}"
#: the script of a theme's list that Word takes for a language of East Asia
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan"}


def theme_faces(theme: bytes, language: str) -> Mapping[str, str]:
    """Return the face behind each value of a theme attribute (`majorEastAsia`, `minorHAnsi` …).

    `language` is the East Asian language of the settings (`w:themeFontLang`). A face that the theme
    leaves open is left out.
    """
    faces: dict[str, str] = {}
    script = _SCRIPTS.get(language, "Hans")
    root = etree.fromstring(theme)
    for name in ("major", "minor"):
        font = next(root.iter(f"{_A}{name}Font"), None)
        if font is None:
            continue
        latin, east = _typeface(font, "latin"), _typeface(font, "ea")
        by_script = {one.get("script"): one.get("typeface") or "" for one in font.iter(f"{_A}font")}
        result = {"Ascii": latin, "HAnsi": latin, "EastAsia": east or by_script.get(script, "")}
        faces |= {f"{name}{slot}": face for slot, face in result.items() if face}
    return faces


def _typeface(font: etree._Element, name: str) -> str:
    node = font.find(f"{_A}{name}")
    return (node.get("typeface") or "") if node is not None else ""
