"""The sample Word form: a table with Jinja tags in its cells. A unit puts its own forms beside it."""

from __future__ import annotations

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from reportgen.make.reference import saved

TITLE_FACE, BODY_FACE, HEAD_FACE = "方正小标宋简体", "仿宋_GB2312", "黑体"
#: the columns of the list make the 156 mm of the type area (GB/T 9704-2012, 5.2.1)
COLUMNS_MM = (16, 34, 40, 40, 26)
#: rows of which the list of thirty members stands on one page
ROW_MM = 6.4
#: the background of the header row, a light grey as in Word's own table styles
HEAD_FILL = "F2F2F2"
HEAD = ("序号", "姓名", "党内职务", "党小组", "备注")
ROW = (
    "{{ loop.index }}",
    "{{ person.name }}",
    "{{ person.role }}",
    "{{ person.group }}",
    "{{ '预备党员' if person.probationary }}",
)
SIGNED = "支部书记（签字）：　　　　　　　　　　　　　　　年　　月　　日"


def member_list() -> bytes:
    """Return the form of the list of members (党员名册)."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _text(title, "{{ branch.short or branch.name }}党员名册", TITLE_FACE, 22)
    year = document.add_paragraph()
    year.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _text(year, "{{ year }}年{{ '（示例）' if branch.sample }}", BODY_FACE, 14)
    year.paragraph_format.space_after = Pt(6)
    table = document.add_table(rows=0, cols=len(COLUMNS_MM))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    # LibreOffice takes the widths of the columns, Word those of the cells.
    for column, width in zip(table.columns, COLUMNS_MM, strict=True):
        column.width = Mm(width)
    _row(table, HEAD, HEAD_FACE)
    _mark_head(table.rows[0])
    _row(table, ("{%tr for person in members_by_name %}", *[""] * 4), BODY_FACE)
    _row(table, ROW, BODY_FACE)
    _row(table, ("{%tr endfor %}", *[""] * 4), BODY_FACE)
    signed = document.add_paragraph()
    _text(signed, SIGNED, BODY_FACE, 12)
    signed.paragraph_format.space_before = Pt(12)
    core = document.core_properties
    core.author, core.title, core.comments = "", "党员名册", ""
    return saved(document)


def _row(table: Table, texts: tuple[str, ...], face: str) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx ships no types
    row.height, row.height_rule = Mm(ROW_MM), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, text, width in zip(row.cells, texts, COLUMNS_MM, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _text(paragraph, text, face, 12)


def _mark_head(row: _Row) -> None:
    """Shade a row and repeat it at the top of each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no repeated header rows
    properties.append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:color"), "auto")
        shade.set(qn("w:fill"), HEAD_FILL)
        # The schema wants w:shd before w:vAlign (ECMA-376 part 1, 17.4.69), which is the last element here.
        cell._tc.get_or_add_tcPr()[-1].addprevious(shade)  # noqa: SLF001 - python-docx has no shading


def _text(paragraph: Paragraph, text: str, face: str, size_pt: float) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size_pt), face
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no eastAsia
    fonts.set(qn("w:eastAsia"), face)
    # Without the hint Word takes curly quotes and dashes from the Latin face.
    fonts.set(qn("w:hint"), "eastAsia")
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
