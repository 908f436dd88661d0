"""A format profile in, word/settings.xml and word/fontTable.xml out."""

from __future__ import annotations

from reportgen.theme.formats import FormatProfile
from reportgen.write.escaping import escaped
from reportgen.write.word.markup import W

# A licensed or old face and the one every Windows, or WPS, has in its stead.
SUBSTITUTES = {
    "方正小标宋简体": "华文中宋",
    "方正小标宋_GBK": "华文中宋",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}


def settings(profile: FormatProfile) -> bytes:
    """Return settings: no prompt to update fields, mirrored page numbers, current Word's layout."""
    facing = "<w:evenAndOddHeaders/>" if profile.page_number.place == "outside" else ""
    # 15 is the mode of Word 2013 and later; without it Word opens the file in 兼容模式.
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    xml = (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        "<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        f'<w:defaultTabStop w:val="420"/>{facing}'
        # Compressed punctuation would make some lines longer than 28 characters.
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        f"<w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
        ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
        ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
    return xml.encode()


def font_table(profile: FormatProfile) -> bytes:
    """Return the font table with a fall-back for each face a machine may lack."""
    faces = profile.faces
    names: dict[str, bool] = {}
    for key in type(faces).model_fields:
        face = getattr(faces, key)
        names.setdefault(face.font, True)
        if face.digits:
            names.setdefault(face.digits, True)
    if profile.body.digits:
        names.setdefault(profile.body.digits, profile.body.digits in SUBSTITUTES)
    fonts = []
    for name in sorted(names):
        chinese = not name.isascii()
        other = SUBSTITUTES.get(name, "")
        alt = f'<w:altName w:val="{other}"/>' if other else ""
        # 0x86 is GB2312_CHARSET (ECMA-376 17.8.3.2).
        charset = "86" if chinese else "00"
        family = "modern" if chinese else "roman"
        fonts.append(
            f'<w:font w:name="{escaped(name)}">{alt}<w:charset w:val="{charset}"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        )
    return f'<w:fonts xmlns:w="{W}">{"".join(fonts)}</w:fonts>'.encode()
