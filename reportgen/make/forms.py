"""The sample Word form: tables with Jinja tags in their cells. A unit puts its own forms beside it."""

from __future__ import annotations

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from reportgen.make.reference import saved

TITLE, BODY, HEAD = "方正小标宋简体", "仿宋_GB2312", "黑体"
#: six columns make the 156 mm of the type area (GB/T 9704-2012, 5.2.1)
COLUMN_MM, COLUMNS, ROW_MM = 26, 6, 9
BLANK_ROWS = 8

#: texts of a row with the number of columns each covers; odd cells of the head rows are labels
HEAD_ROWS = (
    (("党支部", 1), ("{{ branch.name }}", 3), ("书记", 1),
     ("{{ branch.secretary or '【待补充：书记】' }}", 1)),
    (("评议日期", 1), ("{{ held.date if held else '【待补充：评议日期】' }}", 2), ("地点", 1),
     ("{{ held.place if held and held.place else '【待补充：评议地点】' }}", 2)),
    (("应到", 1), ("{{ held.due if held and held.due is not none else '【待补充：应到人数】' }}人", 1),
     ("实到", 1),
     ("{{ held.present if held and held.present is not none else '【待补充：实到人数】' }}人", 1),
     ("党员总数", 1),
     ("{{ branch.members.total if branch.members and branch.members.total "
      "else '【待补充：党员总数】' }}", 1)),
    (("活动记录", 1),
     ("{{ counts('谈心谈话', '主题党日') }}{% if has('到会率', '主题党日') %}，"
      "主题党日到会率{{ attendance('主题党日') }}{% endif %}", 5)),
    (("评议情况", 1), ("{{ held.text if held and held.text else '【待补充：评议情况】' }}", 5)),
)  # fmt: skip
LIST_HEAD = tuple(
    (text, 1) for text in ("序号", "姓名", "职务", "自评等次", "测评等次", "本人签字")
)
LIST_ROW = tuple(
    (text, 1) for text in ("{{ loop.index }}", "{{ person.name }}", "{{ person.role }}", "", "", "")
)
NOTE = (
    "注：等次分为优秀、合格、基本合格、不合格，优秀一般不超过参加评议党员的三分之一；"
    "预备党员参加评议，不评定等次。"
)


def appraisal_register() -> bytes:
    """Return the form of the yearly appraisal of members (民主评议党员登记表)."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # A line of its own for the docxtpl statement; it leaves no paragraph behind.
    _text(document.add_paragraph(), "{%p set held = last_event('民主评议党员') %}", BODY, 12)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _text(title, "民主评议党员登记表", TITLE, 22)
    year = document.add_paragraph()
    year.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _text(year, "{{ year }}年度{{ '（示例）' if branch.sample }}", BODY, 14)
    table = document.add_table(rows=0, cols=COLUMNS)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for row in HEAD_ROWS:
        _row(table, row, labels=True)
    _row(table, LIST_HEAD, labels=True)
    _row(table, (("{%tr for person in branch.committee %}", COLUMNS),))
    _row(table, LIST_ROW)
    _row(table, (("{%tr endfor %}", COLUMNS),))
    for _ in range(BLANK_ROWS):
        _row(table, (("", 1),) * COLUMNS)
    _row(table, (("支部意见", 1), ("", 5)), labels=True, height_mm=24)
    _text(document.add_paragraph(), NOTE, BODY, 10.5)
    core = document.core_properties
    core.author, core.title, core.comments = "", "民主评议党员登记表", ""
    return saved(document)


def _row(
    table: Table,
    cells: tuple[tuple[str, int], ...],
    *,
    labels: bool = False,
    height_mm: float = ROW_MM,
) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx ships no types
    row.height, row.height_rule = Mm(height_mm), WD_ROW_HEIGHT_RULE.AT_LEAST
    column = 0
    for index, (text, span) in enumerate(cells):
        cell = row.cells[column]
        if span > 1:
            cell = cell.merge(row.cells[column + span - 1])
        cell.width = Mm(COLUMN_MM * span)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        label = labels and (span == 1 and (index % 2 == 0 or cells is LIST_HEAD))
        centred = label or span < 5
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        _text(paragraph, text, HEAD if label else BODY, 12)
        column += span


def _text(paragraph: Paragraph, text: str, face: str, size_pt: float) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size_pt), face
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no eastAsia
    fonts.set(qn("w:eastAsia"), face)
    # Without the hint Word takes curly quotes and dashes from the Latin face.
    fonts.set(qn("w:hint"), "eastAsia")
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
