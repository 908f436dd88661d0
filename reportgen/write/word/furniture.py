"""A format profile in, the styles of what stands apart from the grid of lines out.

Tables, captions, panels, contents, footers.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.theme.format_parts import Face
from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_pt
from reportgen.write.word.style_xml import (
    NO_INDENT,
    Style,
    character_style,
    exact,
    fonts,
    paragraph_style,
    run_properties,
    single,
)

MUTED = "6B6460"
NUMERAL_PT = 26
MATRIX_PT = 16
GAP_TWIPS, GAP_LINE_TWIPS = 160, 14
"""Height of the paragraph that stands between a table and what follows, and of its line alone.

22 lines of 579 twips leave 18 of the type area: on top of a page the line takes none of them away.
"""


def small_table_pt(profile: FormatProfile) -> float:
    """Return the size of text in a table of many columns: 五号 where 小四 is usual."""
    return profile.faces.table.size_pt * 0.875


def furniture_styles(profile: FormatProfile, accent: str) -> Iterator[Style]:
    """Yield the styles of tables, captions, panels, contents and footers; `accent` as RRGGBB."""
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
        return paragraph_style(id_, name, ppr, rpr)

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
    yield paragraph_style(
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
    yield paragraph_style(
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
    yield paragraph_style(
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
        yield paragraph_style(
            f"TOC{level}", f"toc {level}",
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
            f'{exact(profile.pitch_twips)}<w:ind w:left="{left}"'
            ' w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>',
            run(face.model_copy(update={"size_pt": faces.body.size_pt})), follow="Normal",
        )  # fmt: skip
    number = faces.page_number
    yield paragraph_style(
        "Footer", "footer",
        f'<w:tabs/>{free}{exact(twips_of_pt(number.size_pt))}{NO_INDENT}<w:jc w:val="left"/>',
        run_properties(number, number.font),
    )  # fmt: skip
    issued = faces.body.model_copy(update={"size_pt": number.size_pt})
    yield furniture("ImprintText", "版记", exact(_close(issued)), run(issued))
    yield character_style("SignerName", "签发人姓名", fonts(faces.heading2, digits), custom=True)
    yield character_style("Strong", "Strong", "<w:b/><w:bCs/>")
    yield character_style("Hyperlink", "Hyperlink", '<w:color w:val="auto"/>')
    yield character_style(
        "Pending", "待补充", '<w:shd w:val="clear" w:color="auto" w:fill="FFE699"/>', custom=True
    )
    unit_size = round(faces.table.size_pt * 2)
    yield character_style(
        "KeyUnit", "关键数字单位",
        f'{fonts(faces.table, digits)}<w:sz w:val="{unit_size}"/><w:szCs w:val="{unit_size}"/>',
        custom=True,
    )  # fmt: skip


def _close(face: Face) -> int:
    return twips_of_pt(face.size_pt * 1.5)
