"""The sample Word form: a table with Jinja tags in its cells. A unit puts its own forms beside it."""

from __future__ import annotations

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from reportgen.make.reference import saved

TITLE_FACE, BODY_FACE, HEAD_FACE = "方正小标宋简体", "仿宋_GB2312", "黑体"
PAGE_NUMBER_FACE = "宋体"
#: widths of the columns; together they fill the 253 mm between the margins of a landscape A4 page
COLUMNS_MM = (13, 21, 13, 17, 28, 21, 28, 28, 32, 26, 26)
CELL_PT = 11
#: rows in which one writes by hand
ROW_MM = 8.6
HEAD = (
    "序号", "姓名", "性别", "民族", "出生年月", "学历",
    "入党时间", "转正时间", "党内职务", "党小组", "联系电话",
)  # fmt: skip
ROW = (
    "{{ loop.index }}",
    "{{ person.name }}",
    "{{ person.gender }}",
    "{{ person.ethnicity }}",
    "{{ person.born or '' }}",
    "{{ person.education }}",
    "{{ person.joined or '' }}",
    "{{ '预备党员' if person.probationary else person.confirmed or '' }}",
    "{{ person.role }}",
    "{{ person.group }}",
    "{{ person.phone }}",
)
WHOSE = "党支部：{{ branch.name }}　　党员总数：{{ branch.members.total if branch.members and branch.members.total else '' }}"
SIGNED = "支部书记（签字）：　　　　　　　　　　填表人（签字）：　　　　　　　　　　　　　　年　　月　　日"


def member_list() -> bytes:
    """Return the form of the list of members (党员名册)."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.left_margin = section.right_margin = Mm(22)
    section.footer_distance = Mm(12)
    _page_number(section.footer.paragraphs[0])
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _text(title, "{{ branch.short or branch.name }}党员名册", TITLE_FACE, 22)
    title.paragraph_format.space_after = Pt(6)
    year = document.add_paragraph()
    year.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _text(year, "{{ year }}年{{ '（示例）' if branch.sample }}", BODY_FACE, 14)
    year.paragraph_format.space_after = Pt(12)
    whose = document.add_paragraph()
    _text(whose, WHOSE, BODY_FACE, 12)
    whose.paragraph_format.space_after = Pt(6)
    table = document.add_table(rows=0, cols=len(COLUMNS_MM))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    # LibreOffice takes the widths of the columns, Word those of the cells.
    for column, width in zip(table.columns, COLUMNS_MM, strict=True):
        column.width = Mm(width)
    _row(table, HEAD, HEAD_FACE)
    # The header row stands at the top of each page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has none
    others = [""] * (len(COLUMNS_MM) - 1)
    _row(table, ("{%tr for person in members_by_name %}", *others), BODY_FACE)
    _row(table, ROW, BODY_FACE)
    _row(table, ("{%tr endfor %}", *others), BODY_FACE)
    signed = document.add_paragraph()
    _text(signed, SIGNED, BODY_FACE, 12)
    signed.paragraph_format.space_before = Pt(14)
    core = document.core_properties
    core.author, core.title, core.comments = "", "党员名册", ""
    return saved(document)


def _page_number(paragraph: Paragraph) -> None:
    """Write the number of the page, as GB/T 9704-2012, 7.5 sets it: between dashes, at the outer edge."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _text(paragraph, "— ", PAGE_NUMBER_FACE, 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    _text(paragraph, "1", PAGE_NUMBER_FACE, 14)
    field.append(paragraph.runs[-1]._element)  # noqa: SLF001 - python-docx has no fields
    paragraph._p.append(field)  # noqa: SLF001
    _text(paragraph, " —", PAGE_NUMBER_FACE, 14)


def _row(table: Table, texts: tuple[str, ...], face: str) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx ships no types
    row.height, row.height_rule = Mm(ROW_MM), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, text, width in zip(row.cells, texts, COLUMNS_MM, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _text(paragraph, text, face, CELL_PT)


def _text(paragraph: Paragraph, text: str, face: str, size_pt: float) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size_pt), face
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no eastAsia
    fonts.set(qn("w:eastAsia"), face)
    # Without the hint Word takes curly quotes and dashes from the Latin face.
    fonts.set(qn("w:hint"), "eastAsia")
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
