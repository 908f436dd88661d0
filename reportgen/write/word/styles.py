"""A format profile in, the styles of a report out, one definition per style the writer names.

Word knows a built-in style by its English `w:name`; the `w:styleId` is only a local key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.theme.formats import Face, FormatProfile, twips_of_pt
from reportgen.write.word.markup import W, escaped

MUTED = "6B6460"
NUMERAL_PT = 26
MATRIX_PT = 16
GAP_TWIPS, GAP_LINE_TWIPS = 160, 14
"""Height of the paragraph that stands between a table and what follows, and of its line alone.

22 lines of 579 twips leave 18 of the type area: on top of a page the line takes none of them away.
"""


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


def small_table_pt(profile: FormatProfile) -> float:
    """Return the size of text in a table of many columns: 五号 where 小四 is usual."""
    return profile.faces.table.size_pt * 0.875


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
    return (*_text(profile), *_furniture(profile, accent))


def _text(profile: FormatProfile) -> Iterator[Style]:
    faces, digits = profile.faces, profile.body.digits
    pitch, track, body_pt = profile.pitch_twips, profile.tracking_twips, profile.faces.body.size_pt
    indent = first_line(profile.body.first_line_chars, body_pt)
    widow = "<w:widowControl/>" if profile.body.widow_control else '<w:widowControl w:val="0"/>'

    def run(face: Face, tracking: int = 0, color: str = "") -> str:
        return run_properties(face, digits, tracking, color)

    yield _paragraph(
        "Normal", "Normal",
        f'{widow}{exact(pitch)}<w:jc w:val="both"/>',
        run(faces.body), based="", primary=True,
    )  # fmt: skip
    yield Style(
        "DefaultParagraphFont", "Default Paragraph Font", "character",
        _style("character", "DefaultParagraphFont", "Default Paragraph Font",
               '<w:uiPriority w:val="1"/><w:semiHidden/>', default=True),
    )  # fmt: skip
    yield Style(
        "TableNormal", "Normal Table", "table",
        _style("table", "TableNormal", "Normal Table",
               '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
               '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
               '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
               "</w:tblPr>", default=True),
    )  # fmt: skip
    yield Style(
        "TableGrid", "Table Grid", "table",
        _style("table", "TableGrid", "Table Grid",
               '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>'
               + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                         for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
               + "</w:tblBorders></w:tblPr>"),
    )  # fmt: skip
    yield _paragraph(
        "BodyText", "Body Text", exact(pitch) + indent, run(faces.body, track), primary=True
    )
    title = profile.title_block
    # LibreOffice sets even an exact line to the height of the grid's.
    off_grid = '<w:snapToGrid w:val="0"/>'
    yield _paragraph(
        "Title", "Title",
        f"<w:keepNext/><w:keepLines/>{off_grid}{exact(twips_of_pt(title.pitch_pt))}{NO_INDENT}"
        '<w:jc w:val="center"/>',
        run(faces.title), follow="BodyText", primary=True,
    )  # fmt: skip
    yield _paragraph(
        "Subtitle", "Subtitle",
        f'<w:keepNext/><w:keepLines/>{exact(pitch)}{NO_INDENT}<w:jc w:val="center"/>',
        run(faces.subtitle, track), follow="BodyText", primary=True,
    )  # fmt: skip
    for level, face in enumerate(
        (faces.heading1, faces.heading2, faces.heading3, faces.heading4), start=1
    ):
        yield _paragraph(
            f"Heading{level}", f"heading {level}",
            f'<w:keepNext/><w:keepLines/>{exact(pitch)}{indent}<w:outlineLvl w:val="{level - 1}"/>',
            run(face, track), follow="BodyText", link=f"Heading{level}Char", primary=True,
        )  # fmt: skip
        yield Style(
            f"Heading{level}Char", f"Heading {level} Char", "character",
            _style("character", f"Heading{level}Char", f"Heading {level} Char",
                   '<w:basedOn w:val="DefaultParagraphFont"/>'
                   f'<w:link w:val="Heading{level}"/><w:uiPriority w:val="9"/>'
                   f"<w:rPr>{run(face, track)}</w:rPr>", custom=True),
        )  # fmt: skip
    yield _paragraph("Salutation", "Salutation", exact(pitch) + NO_INDENT, run(faces.body, track))
    yield _paragraph("FlushText", "顶格正文", exact(pitch) + NO_INDENT, run(faces.body, track))
    yield _paragraph(
        "CenteredText", "居中正文",
        f'{exact(pitch)}{NO_INDENT}<w:jc w:val="center"/>', run(faces.body, track),
    )  # fmt: skip
    yield _paragraph("Quote", "Quote", exact(pitch) + indent, run(faces.quote, track))
    yield _paragraph("AttachmentList", "附件说明", exact(pitch), run(faces.body, track))
    yield _paragraph(
        "Headline", "附件标题",
        f"<w:keepNext/><w:keepLines/>{off_grid}{exact(twips_of_pt(title.pitch_pt))}{NO_INDENT}"
        '<w:jc w:val="center"/>',
        run(faces.title), follow="BodyText",
    )  # fmt: skip
    flush = f"<w:keepNext/>{exact(pitch)}{NO_INDENT}"
    yield _paragraph("AttachmentMark", "附件序号", flush, run(faces.heading1, track))
    yield _paragraph("RedHeadNote", "密级和紧急程度", flush, run(faces.heading1, track))
    yield _paragraph(
        "RedHeadMark", "发文机关标志",
        f'<w:keepNext/><w:keepLines/>{off_grid}{exact(pitch)}{NO_INDENT}<w:jc w:val="center"/>',
        run_properties(faces.title.model_copy(update={"bold": False}), digits, 0, "FF0000"),
    )  # fmt: skip
    yield _paragraph(
        "Signature", "Signature",
        f'<w:keepNext/><w:keepLines/>{exact(pitch)}{NO_INDENT}<w:jc w:val="right"/>',
        run(faces.body, track), follow="Date",
    )  # fmt: skip
    yield _paragraph(
        "Date", "Date",
        f'<w:keepLines/>{exact(pitch)}{NO_INDENT}<w:jc w:val="right"/>', run(faces.body, track),
    )  # fmt: skip


def _furniture(profile: FormatProfile, accent: str) -> Iterator[Style]:
    # What stands apart from the line grid: tables, captions, panels. Their lines are exact too:
    # the faces a machine puts in place of a missing one differ most in their own line height.
    faces, digits = profile.faces, profile.body.digits
    free = '<w:snapToGrid w:val="0"/>'
    cell = exact(twips_of_pt(profile.table.pitch_pt))
    cell_spaced = exact(twips_of_pt(profile.table.pitch_pt), 30, 30)
    title = exact(_close(faces.caption), 100, 60)
    note = exact(_close(faces.note), 60, 160)

    def furniture(
        id_: str, name: str, spacing: str, rpr: str, *, jc: str = "left", head: str = ""
    ) -> Style:
        ppr = f'{head}{free}{spacing}{NO_INDENT}<w:jc w:val="{jc}"/>'
        return _paragraph(id_, name, ppr, rpr)

    def in_cell(
        id_: str, name: str, spacing: str, rpr: str, jc: str = "left", head: str = ""
    ) -> Style:
        # No stop hangs out of a cell: LibreOffice lets none, and a cell has no margin to hang in.
        inside = f'{head}<w:overflowPunct w:val="0"/>'
        return furniture(id_, name, spacing, rpr, jc=jc, head=inside)

    def run(face: Face, color: str = "", size_pt: float = 0) -> str:
        if size_pt:
            face = face.model_copy(update={"size_pt": size_pt})
        return run_properties(face, digits, 0, color)

    small_pt = small_table_pt(profile)
    keep = "<w:keepNext/>"
    lines = "<w:keepLines/>"
    yield in_cell("TableText", "表格文字", cell_spaced, run(faces.table))
    yield in_cell("TableHeader", "表头", cell_spaced, run(faces.table_header), "center")
    # Small type in lines of no more than 28 characters, as body text has.
    over = max(0, profile.text_width_twips - twips_of_pt(28 * faces.note.size_pt))
    yield _paragraph(
        "TableNote", "表注",
        f'{lines}{free}{note}<w:ind w:left="0" w:right="{over}" w:firstLineChars="0"'
        ' w:firstLine="0"/>',
        run(faces.note),
    )  # fmt: skip
    yield furniture("Caption", "caption", title, run(faces.caption), jc="center", head=lines)
    small_cell = exact(twips_of_pt(profile.table.pitch_pt * 0.85), 30, 30)
    yield in_cell("TableTextSmall", "表格小字", small_cell, run(faces.table, size_pt=small_pt))
    small_header = run(faces.table_header, size_pt=small_pt)
    yield in_cell("TableHeaderSmall", "表头小字", small_cell, small_header, "center")
    # Where a report takes its facts from: smaller, set in from both sides.
    side = twips_of_pt(faces.panel.size_pt * 2)
    yield _paragraph(
        "SourceText", "来源说明",
        f"{lines}{free}{exact(_close(faces.panel), 120)}"
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLineChars="0" w:firstLine="0"/>',
        run(faces.quote, size_pt=faces.panel.size_pt),
    )  # fmt: skip
    # A fixed pitch would cut off a picture. Word adds the depth of the paragraph's mark below it and
    # LibreOffice does not: at one point nobody sees a difference.
    yield furniture(
        "Picture", "图片", single(120), run(faces.table, size_pt=1), jc="center", head=keep
    )
    small = run(faces.note, size_pt=faces.caption.size_pt)
    under = exact(_close(faces.caption), 60, 40)
    yield in_cell("PictureCaption", "图片说明", under, small, "center", lines)
    panel = exact(_close(faces.panel))
    yield in_cell("PanelText", "栏目文字", panel, run(faces.panel))
    panel_title = run(faces.table_header, size_pt=faces.panel.size_pt)
    yield in_cell("PanelTitle", "栏目标题", panel, panel_title)
    yield in_cell("KeyLabel", "关键数字名称", cell, run(faces.table), "center")
    below = exact(_close(faces.note))
    yield in_cell("PanelNote", "栏目附注", below, run(faces.note, MUTED), "center")
    numeral = exact(twips_of_pt(NUMERAL_PT * 1.3), 0, 20)
    yield in_cell("KeyFigure", "关键数字", numeral, run(faces.title, accent, NUMERAL_PT), "center")
    step = exact(twips_of_pt(24))
    yield in_cell("StepNumber", "步骤序号", step, run(faces.title, accent, 18), "center")
    lead = exact(twips_of_pt(MATRIX_PT * 1.5), 40)
    yield in_cell("MatrixLead", "引领品牌", lead, run(faces.title, accent, MATRIX_PT), "center")
    # The room is above the line: on top of a page it vanishes, and text begins at the first line.
    gap = exact(GAP_LINE_TWIPS, GAP_TWIPS - GAP_LINE_TWIPS)
    yield furniture("PanelGap", "栏目间距", gap, run(faces.note, size_pt=1))
    yield _paragraph(
        "TOCHeading", "TOC Heading",
        f'<w:keepNext/>{exact(profile.pitch_twips, 0, profile.pitch_twips)}{NO_INDENT}'
        '<w:jc w:val="center"/><w:outlineLvl w:val="9"/>',
        run(faces.heading1.model_copy(update={"size_pt": faces.title.size_pt * 0.82})),
        follow="BodyText",
    )  # fmt: skip
    right = profile.text_width_twips
    for level in range(1, 5):
        face = faces.heading1 if level == 1 else faces.body
        left = twips_of_pt((level - 1) * faces.body.size_pt)
        yield _paragraph(
            f"TOC{level}", f"toc {level}",
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
            f'{exact(profile.pitch_twips)}<w:ind w:left="{left}"'
            ' w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>',
            run(face.model_copy(update={"size_pt": faces.body.size_pt})), follow="Normal",
        )  # fmt: skip
    number = faces.page_number
    yield _paragraph(
        "Footer", "footer",
        f'<w:tabs/>{free}{exact(twips_of_pt(number.size_pt))}{NO_INDENT}<w:jc w:val="left"/>',
        run_properties(number, number.font),
    )  # fmt: skip
    issued = faces.body.model_copy(update={"size_pt": number.size_pt})
    yield furniture("ImprintText", "版记", exact(_close(issued)), run(issued))
    yield _character("SignerName", "签发人姓名", fonts(faces.heading2, digits), custom=True)
    yield _character("Strong", "Strong", "<w:b/><w:bCs/>")
    yield _character("Hyperlink", "Hyperlink", '<w:color w:val="auto"/>')
    yield _character(
        "Pending", "待补充", '<w:shd w:val="clear" w:color="auto" w:fill="FFE699"/>', custom=True
    )
    unit_size = round(faces.table.size_pt * 2)
    yield _character(
        "KeyUnit", "关键数字单位",
        f'{fonts(faces.table, digits)}<w:sz w:val="{unit_size}"/><w:szCs w:val="{unit_size}"/>',
        custom=True,
    )  # fmt: skip


def _close(face: Face) -> int:
    return twips_of_pt(face.size_pt * 1.5)


_BUILT_IN = frozenset(
    {"Normal", "Body Text", "Title", "Subtitle", "Salutation", "Quote", "Signature", "Date",
     "caption", "TOC Heading", "footer"}
    | {f"heading {n}" for n in range(1, 10)} | {f"toc {n}" for n in range(1, 10)}
)  # fmt: skip


def _paragraph(
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
    head = f'<w:basedOn w:val="{based}"/>' if based else ""
    head += f'<w:next w:val="{follow}"/>' if follow else ""
    head += f'<w:link w:val="{link}"/>' if link else ""
    head += "<w:qFormat/>" if primary else ""
    ppr = ppr.replace("<w:tabs/>", "")
    body = f"{head}<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr>"
    custom = name not in _BUILT_IN
    xml = _style("paragraph", id_, name, body, default=not based, custom=custom)
    return Style(id_, name, "paragraph", xml)


def _character(id_: str, name: str, rpr: str, *, custom: bool = False) -> Style:
    body = f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{rpr}</w:rPr>'
    return Style(id_, name, "character", _style("character", id_, name, body, custom=custom))


def _style(
    kind: str, id_: str, name: str, body: str, *, default: bool = False, custom: bool = False
) -> str:
    marks = (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    return (
        f'<w:style xmlns:w="{W}" w:type="{kind}"{marks} w:styleId="{id_}">'
        f'<w:name w:val="{escaped(name)}"/>{body}</w:style>'
    )
