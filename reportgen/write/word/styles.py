"""A format profile in, the styles of a report out, one definition per style the writer names."""

from __future__ import annotations

from reportgen.theme.formats import FormatProfile
from reportgen.write.word.furniture import furniture_styles
from reportgen.write.word.markup import W
from reportgen.write.word.style_xml import Style, fonts
from reportgen.write.word.text_styles import text_styles


def document_defaults(profile: FormatProfile) -> str:
    """Return `w:docDefaults`: the body face and the languages."""
    face = profile.faces.body
    size = round(face.size_pt * 2)
    return (
        f'<w:docDefaults xmlns:w="{W}"><w:rPrDefault><w:rPr>{fonts(face, profile.body.digits)}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def definitions(profile: FormatProfile, accent: str) -> tuple[Style, ...]:
    """Return every style the writer uses, set to the profile; `accent` as RRGGBB."""
    return (*text_styles(profile), *furniture_styles(profile, accent))
