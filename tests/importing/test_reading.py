"""What of a Word document is read, and that hostile ones are refused within limits."""

from __future__ import annotations

import time

import pytest
from support.word_files import docx, lists, numbered, paragraph

from reportgen.diagnostics import Diagnostic
from reportgen.importing.word.model import Paragraph, Table, Where, WordFile
from reportgen.importing.word.reading import read_document


def read(body: str, numbering: str = "", links: str = "") -> WordFile:
    file = read_document(docx(body, numbering, links))
    assert isinstance(file, WordFile), file
    return file


def shown(file: WordFile) -> list[str]:
    return [b.visible_text for b in file.blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    ("form", "text", "numbers"),
    [
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting", "第%1章", ["第一章", "第二章", "第三章"]),
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimalFullWidth", "%1．", ["１．", "２．", "３．"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("bullet", "●", ["", "", ""]),
    ],
)
def test_automatic_numbers_are_those_that_word_shows(
    form: str, text: str, numbers: list[str]
) -> None:
    body = "".join(numbered(f"第{n}段", 0) for n in range(3))
    file = read(body, lists((form, text)))
    assert [b.number for b in file.blocks if isinstance(b, Paragraph)] == numbers


def test_a_deeper_level_begins_anew_below_each_higher_one() -> None:
    body = "".join(numbered("段", level) for level in (0, 1, 1, 0, 1))
    file = read(body, lists(("decimal", "%1"), ("decimal", "%1.%2")))
    assert shown(file) == ["1段", "1.1段", "1.2段", "2段", "2.1段"]


def test_a_list_that_starts_over_counts_from_its_own_start() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    body = numbered("段", 0) + numbered("段", 0) + numbered("段", 0, 2)
    assert shown(read(body, lists(("decimal", "%1.")) + again)) == ["1.段", "2.段", "1.段"]


def test_fields_show_their_results() -> None:
    marks = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        f"<w:p>{marks.format('begin')}<w:r><w:instrText> REF x </w:instrText></w:r>{marks.format('separate')}"
        f"<w:r><w:t>见表1</w:t></w:r>{marks.format('end')}</w:p>"
    )
    assert shown(read(body)) == ["见表1"]


def test_a_text_box_counts_once_though_it_stands_there_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
    body = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    file = read(body)
    assert shown(file) == ["正文", "框里的话"]
    assert [b.where for b in file.blocks if isinstance(b, Paragraph)] == [Where.BODY, Where.BOX]


def test_insertions_are_read_and_deletions_told() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom></w:p>"
    )
    file = read(body)
    assert shown(file) == ["甲乙"]
    assert [(p.text, p.where) for p in file.aside] == [("丙", Where.DELETED), ("丁", Where.DELETED)]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    first = paragraph("前半", "<w:rPr><w:del/></w:rPr>")
    assert shown(read(first + paragraph("后半"))) == ["前半后半"]


def test_prompts_of_empty_controls_are_no_text() -> None:
    body = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('单击此处输入文字')}</w:sdtContent></w:sdt>"
    file = read(body + paragraph("正文"))
    assert shown(file) == ["正文"]
    assert [p.where for p in file.aside] == [Where.PROMPT]


def test_ruby_shows_its_base() -> None:
    body = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>shì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>示</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    assert shown(read(body)) == ["示"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_joined_cells_know_what_they_cover() -> None:
    first = cell("甲", '<w:gridSpan w:val="2"/>') + cell("乙", '<w:vMerge w:val="restart"/>')
    second = cell("丙") + cell("丁") + cell("", "<w:vMerge/>")
    body = f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"
    (table,) = [b for b in read(body).blocks if isinstance(b, Table)]
    places = [(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells]
    assert places == [
        ("甲", 0, 0, 1, 2),
        ("乙", 0, 2, 2, 1),
        ("丙", 1, 0, 1, 1),
        ("丁", 1, 1, 1, 1),
    ]


def test_a_picture_outside_the_file_is_not_fetched() -> None:
    link = '<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://192.0.2.1/a.png" TargetMode="External"/>'
    body = '<w:p><w:r><w:drawing><a:blip r:link="x"/></w:drawing></w:r></w:p>'
    file = read(body, links=link)
    assert [u.what for u in file.unread] == ["没有存在文件里的图片（链接到别处）"]


# ── Hostile files ──


def refused(data: bytes) -> Diagnostic:
    start = time.monotonic()
    fault = read_document(data)
    assert isinstance(fault, Diagnostic)
    assert time.monotonic() - start < 20
    return fault


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04 no archive", docx("<w:p>")[:300]])
def test_damaged_files_are_told(data: bytes) -> None:
    assert refused(data).code == "word-file"


def test_an_entity_that_grows_is_refused() -> None:
    entity = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert refused(docx("", parts={"word/styles.xml": entity})).code == "word-file"


@pytest.mark.generated
def test_a_bomb_is_not_unpacked() -> None:
    assert refused(docx("", parts={"word/media/a.png": bytes(300 << 20)})).code == "word-file"


def test_too_many_cells_are_told() -> None:
    row = f"<w:tr>{'<w:tc/>' * 60}</w:tr>"
    assert refused(docx(f"<w:tbl>{row * 900}</w:tbl>")).code == "too-large"


def test_a_cell_that_says_it_is_endless_is_as_wide_as_a_table_can_be() -> None:
    endless = cell("甲", '<w:gridSpan w:val="99999"/>')
    body = f"<w:tbl><w:tr>{endless}</w:tr></w:tbl>"
    (table,) = [b for b in read(body).blocks if isinstance(b, Table)]
    assert table.column_count == 63


def test_tables_in_tables_without_end_are_cut_off() -> None:
    body = paragraph("最里面")
    for _ in range(40):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert "套了太多层的表格或文本框" in [u.what for u in read(body).unread]


def test_a_style_based_on_itself_does_no_harm() -> None:
    style = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'
    link = '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    data = docx(paragraph("正文", '<w:pStyle w:val="a"/>'), links=link, parts={"word/styles.xml": style})  # fmt: skip
    file = read_document(data)
    assert isinstance(file, WordFile)
    assert shown(file) == ["正文"]
