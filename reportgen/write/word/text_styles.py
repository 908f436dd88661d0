"""A format profile in, the styles of titles, headings and running text out."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.theme.format_parts import Face
from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_pt
from reportgen.write.word.style_xml import (
    NO_INDENT,
    Style,
    exact,
    first_line,
    paragraph_style,
    run_properties,
    style_xml,
)


def text_styles(profile: FormatProfile) -> Iterator[Style]:
    """Yield the styles that keep to the grid of lines, and those every document has."""
    faces, digits = profile.faces, profile.body.digits
    pitch, track, body_pt = profile.pitch_twips, profile.tracking_twips, profile.faces.body.size_pt
    indent = first_line(profile.body.first_line_chars, body_pt)
    widow = "<w:widowControl/>" if profile.body.widow_control else '<w:widowControl w:val="0"/>'

    def run(face: Face, tracking: int = 0, color: str = "") -> str:
        return run_properties(face, digits, tracking, color)

    yield paragraph_style(
        "Normal", "Normal",
        f'{widow}{exact(pitch)}<w:jc w:val="both"/>',
        run(faces.body), based="", primary=True,
    )  # fmt: skip
    yield Style(
        "DefaultParagraphFont", "Default Paragraph Font", "character",
        style_xml("character", "DefaultParagraphFont", "Default Paragraph Font",
               '<w:uiPriority w:val="1"/><w:semiHidden/>', default=True),
    )  # fmt: skip
    yield Style(
        "TableNormal", "Normal Table", "table",
        style_xml("table", "TableNormal", "Normal Table",
               '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
               '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
               '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
               "</w:tblPr>", default=True),
    )  # fmt: skip
    yield Style(
        "TableGrid", "Table Grid", "table",
        style_xml("table", "TableGrid", "Table Grid",
               '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>'
               + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                         for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
               + "</w:tblBorders></w:tblPr>"),
    )  # fmt: skip
    yield paragraph_style(
        "BodyText", "Body Text", exact(pitch) + indent, run(faces.body, track), primary=True
    )
    title = profile.title_block
    # LibreOffice sets even an exact line to the height of the grid's.
    off_grid = '<w:snapToGrid w:val="0"/>'
    yield paragraph_style(
        "Title", "Title",
        f"<w:keepNext/><w:keepLines/>{off_grid}{exact(twips_of_pt(title.pitch_pt))}{NO_INDENT}"
        '<w:jc w:val="center"/>',
        run(faces.title), follow="BodyText", primary=True,
    )  # fmt: skip
    yield paragraph_style(
        "Subtitle", "Subtitle",
        f'<w:keepNext/><w:keepLines/>{exact(pitch)}{NO_INDENT}<w:jc w:val="center"/>',
        run(faces.subtitle, track), follow="BodyText", primary=True,
    )  # fmt: skip
    for level, face in enumerate(
        (faces.heading1, faces.heading2, faces.heading3, faces.heading4), start=1
    ):
        yield paragraph_style(
            f"Heading{level}", f"heading {level}",
            f'<w:keepNext/><w:keepLines/>{exact(pitch)}{indent}<w:outlineLvl w:val="{level - 1}"/>',
            run(face, track), follow="BodyText", link=f"Heading{level}Char", primary=True,
        )  # fmt: skip
        yield Style(
            f"Heading{level}Char", f"Heading {level} Char", "character",
            style_xml("character", f"Heading{level}Char", f"Heading {level} Char",
                   '<w:basedOn w:val="DefaultParagraphFont"/>'
                   f'<w:link w:val="Heading{level}"/><w:uiPriority w:val="9"/>'
                   f"<w:rPr>{run(face, track)}</w:rPr>", custom=True),
        )  # fmt: skip
    yield paragraph_style(
        "Salutation", "Salutation", exact(pitch) + NO_INDENT, run(faces.body, track)
    )
    yield paragraph_style("FlushText", "顶格正文", exact(pitch) + NO_INDENT, run(faces.body, track))
    yield paragraph_style(
        "CenteredText", "居中正文",
        f'{exact(pitch)}{NO_INDENT}<w:jc w:val="center"/>', run(faces.body, track),
    )  # fmt: skip
    yield paragraph_style("Quote", "Quote", exact(pitch) + indent, run(faces.quote, track))
    yield paragraph_style("AttachmentList", "附件说明", exact(pitch), run(faces.body, track))
    yield paragraph_style(
        "Headline", "附件标题",
        f"<w:keepNext/><w:keepLines/>{off_grid}{exact(twips_of_pt(title.pitch_pt))}{NO_INDENT}"
        '<w:jc w:val="center"/>',
        run(faces.title), follow="BodyText",
    )  # fmt: skip
    flush = f"<w:keepNext/>{exact(pitch)}{NO_INDENT}"
    yield paragraph_style("AttachmentMark", "附件序号", flush, run(faces.heading1, track))
    yield paragraph_style("RedHeadNote", "密级和紧急程度", flush, run(faces.heading1, track))
    yield paragraph_style(
        "RedHeadMark", "发文机关标志",
        f'<w:keepNext/><w:keepLines/>{off_grid}{exact(pitch)}{NO_INDENT}<w:jc w:val="center"/>',
        run_properties(faces.title.model_copy(update={"bold": False}), digits, 0, "FF0000"),
    )  # fmt: skip
    yield paragraph_style(
        "Signature", "Signature",
        f'<w:keepNext/><w:keepLines/>{exact(pitch)}{NO_INDENT}<w:jc w:val="right"/>',
        run(faces.body, track), follow="Date",
    )  # fmt: skip
    yield paragraph_style(
        "Date", "Date",
        f'<w:keepLines/>{exact(pitch)}{NO_INDENT}<w:jc w:val="right"/>', run(faces.body, track),
    )  # fmt: skip
