"""Settings, the font table and the footers follow from the format profile."""

from __future__ import annotations

from typing import Any

from reportgen.theme.formats import FormatProfile
from reportgen.theme.typefaces import typeface
from reportgen.units import twips_of_mm, twips_of_pt
from reportgen.write.word.emit import Emitter, value_element
from reportgen.write.word.markup import NAMESPACES, W
from reportgen.write.word.model import Field, Inline, Run, TabStop, paragraph
from reportgen.write.xml import EMPTY, Xml, element

_COMPATIBILITY = {
    # 15 is the mode of Word 2013 and later; without it Word opens the file in 兼容模式.
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_LAYOUT = (
    "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
    "adjustLineHeightInTable", "useFELayout",
)  # fmt: skip
_SCHEME = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"} | {
    name: name for name in (*(f"accent{n}" for n in range(1, 7)), "hyperlink", "followedHyperlink")
}


def settings(profile: FormatProfile) -> Xml:
    """Return settings: no prompt to update fields, mirrored page numbers, current Word's layout."""
    facing = profile.page_number.place == "outside"
    office = "http://schemas.microsoft.com/office/word"
    compatibility = [
        element("w:compatSetting", {"w:name": name, "w:uri": office, "w:val": str(value)})
        for name, value in _COMPATIBILITY.items()
    ]
    layout = [element(f"w:{name}") for name in _LAYOUT]
    return element(
        "w:settings",
        {"xmlns:w": W},
        element("w:zoom", {"w:percent": 100}),
        element("w:bordersDoNotSurroundHeader"),
        element("w:bordersDoNotSurroundFooter"),
        value_element("defaultTabStop", 420),
        element("w:evenAndOddHeaders") if facing else EMPTY,
        # Compressed punctuation would make some lines longer than 28 characters.
        value_element("characterSpacingControl", "doNotCompress"),
        element("w:compat", None, *layout, *compatibility),
        element("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
        element("w:clrSchemeMapping", {f"w:{key}": value for key, value in _SCHEME.items()}),
        value_element("decimalSymbol", "."),
        value_element("listSeparator", ","),
    )


def font_table(profile: FormatProfile) -> bytes:
    """Return the font table part with a fall-back for each face a machine may lack."""
    faces = profile.faces
    names: set[str] = {profile.body.digits} - {""}
    for key in type(faces).model_fields:
        face = getattr(faces, key)
        names |= {face.font, face.digits or face.font}
    fonts = []
    for name in sorted(names):
        face_data = typeface(name)
        chinese = face_data.is_chinese if face_data else not name.isascii()
        other = face_data.other_name if face_data else name
        fonts.append(
            element(
                "w:font",
                {"w:name": name},
                value_element("altName", other) if other != name else EMPTY,
                value_element("panose1", face_data.panose) if face_data else EMPTY,
                # 0x86 is GB2312_CHARSET (ECMA-376 part 1, 17.8.3.2).
                value_element("charset", "86" if chinese else "00"),
                value_element("family", face_data.family if face_data else "auto"),
                value_element("pitch", "fixed" if face_data and face_data.fixed else "variable"),
            )
        )
    return element("w:fonts", {"xmlns:w": W}, *fonts).encode()


def footer(
    profile: FormatProfile, emitter: Emitter, *, even: bool, words: tuple[Inline, ...] = ()
) -> Xml:
    """Return a footer: the page number of GB/T 9704-2012, 7.5; `even` is for left-hand pages.

    With `words` these stand at the left and the number at the right.
    """
    number = profile.page_number
    place = {"outside": "left" if even else "right"}.get(number.place, number.place)
    indents: dict[str, Any] = {}
    if number.indent_chars and place in ("left", "right"):
        edge = twips_of_pt(number.indent_chars * profile.faces.page_number.size_pt)
        # Word follows the character count, others the twips; both say the same.
        indents = {place: edge, f"{place}_chars": round(number.indent_chars * 100)}
    # Word asks to repair a PAGE field without a result.
    page = Field(" PAGE ", Run("2" if even else "1"))
    # The dashes are 一字线, U+2014.
    inlines: tuple[Inline, ...] = (
        (page,) if number.style == "plain" else (Run("— "), page, Run(" —"))
    )
    if number.place == "none":
        inlines, place = (), "center"
    if words:
        inlines, place = (*words, Run("\t"), *inlines), "left"
        indents = {"tabs": (TabStop(profile.text_width_twips, "right"),)}
    line = emitter.paragraph(paragraph("Footer", *inlines, align=place, **indents))
    return element("w:ftr", NAMESPACES, line)


def footer_distance(profile: FormatProfile) -> int:
    """Return `w:footer` in twips: from the paper's edge to the bottom of the number's line.

    7 mm below the type area stand the dashes, the middle of the line (GB/T 9704-2012, 7.5).
    """
    half_line = twips_of_pt(profile.faces.page_number.size_pt) // 2
    return max(0, twips_of_mm(profile.page_number.edge_mm) - half_line)
