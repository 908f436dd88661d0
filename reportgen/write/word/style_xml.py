"""Faces, pitches and indents in, the XML of one style out.

Word knows a built-in style by its English `w:name`; the `w:styleId` is only a local key.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.theme.format_parts import Face
from reportgen.units import twips_of_pt
from reportgen.write.escaping import escaped
from reportgen.write.word.markup import W


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its local id, its name, and its whole definition as XML."""

    id: str
    name: str
    kind: str
    xml: str


def fonts(face: Face, digits: str = "") -> str:
    """Return `w:rFonts` with all four slots set; a slot left out would fall to the theme."""
    latin = escaped(face.digits or digits or face.font)
    name = escaped(face.font)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"/>'


def run_properties(face: Face, digits: str = "", tracking: int = 0, color: str = "") -> str:
    """Return the children of `w:rPr` for a face; `tracking` in twips."""
    # w:sz counts half points (ECMA-376 17.3.2.38).
    size = round(face.size_pt * 2)
    weight = "<w:b/><w:bCs/>" if face.bold else ""
    ink = f'<w:color w:val="{color}"/>' if color else ""
    return (
        f'{fonts(face, digits)}{weight}{ink}<w:spacing w:val="{tracking}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def exact(twips: int, before: int = 0, after: int = 0) -> str:
    """Return `w:spacing` for lines of exactly `twips`."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{twips}" w:lineRule="exact"/>'


def single(before: int = 0, after: int = 0, line: int = 240) -> str:
    """Return `w:spacing` for lines as high as their content; `line` in 240ths of a line."""
    # A fixed pitch cuts off pictures and large numerals.
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def first_line(chars: float, size_pt: float) -> str:
    """Return `w:ind` for a first line set in by `chars` characters."""
    # Word follows the character count, others the twips; both say the same.
    return (
        f'<w:ind w:left="0" w:right="0" w:firstLineChars="{round(chars * 100)}"'
        f' w:firstLine="{twips_of_pt(chars * size_pt)}"/>'
    )


NO_INDENT = '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'


_BUILT_IN = frozenset(
    {"Normal", "Body Text", "Title", "Subtitle", "Salutation", "Quote", "Signature", "Date",
     "caption", "TOC Heading", "footer"}
    | {f"heading {n}" for n in range(1, 10)} | {f"toc {n}" for n in range(1, 10)}
)  # fmt: skip


def paragraph_style(
    id_: str,
    name: str,
    ppr: str,
    rpr: str,
    *,
    based: str = "Normal",
    follow: str = "",
    link: str = "",
    primary: bool = False,
) -> Style:
    """Return a paragraph style of the properties `ppr` and `rpr`, based on Normal."""
    head = f'<w:basedOn w:val="{based}"/>' if based else ""
    head += f'<w:next w:val="{follow}"/>' if follow else ""
    head += f'<w:link w:val="{link}"/>' if link else ""
    head += "<w:qFormat/>" if primary else ""
    ppr = ppr.replace("<w:tabs/>", "")
    body = f"{head}<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr>"
    custom = name not in _BUILT_IN
    xml = style_xml("paragraph", id_, name, body, default=not based, custom=custom)
    return Style(id_, name, "paragraph", xml)


def character_style(id_: str, name: str, rpr: str, *, custom: bool = False) -> Style:
    """Return a character style of the properties `rpr`."""
    body = f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{rpr}</w:rPr>'
    return Style(id_, name, "character", style_xml("character", id_, name, body, custom=custom))


def style_xml(
    kind: str, id_: str, name: str, body: str, *, default: bool = False, custom: bool = False
) -> str:
    """Return the definition of a style as XML; `body` is what follows its name."""
    marks = (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    return (
        f'<w:style xmlns:w="{W}" w:type="{kind}"{marks} w:styleId="{id_}">'
        f'<w:name w:val="{escaped(name)}"/>{body}</w:style>'
    )
