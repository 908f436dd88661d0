from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reportgen.diagnostics import Faults
from reportgen.document.nodes import Content, Heading, Paragraph, Signature
from reportgen.office_files import check_office_file
from reportgen.theme.format_parts import StyleNames
from reportgen.theme.formats import FormatProfile
from reportgen.theme.palettes import Palette
from reportgen.theme.word import WordTheme
from reportgen.write.word.survey import survey
from reportgen.write.written import Written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def units_own(*, numbered: bool = True) -> Document:
    """Return a template as a unit makes one: A5, a header, a body style of its own, numbering."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.left_margin, section.top_margin = Mm(20), Mm(22)
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "和风街道党工委"
    body = document.styles.add_style("公文正文", 1)
    body.font.size = Pt(12)
    fonts = body.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "宋体")
    fonts.set(qn("w:ascii"), "宋体")
    body.paragraph_format.line_spacing = Pt(20)
    document.styles.add_style("批示", 1)
    if numbered:
        part = document.part.numbering_part.element
        part.insert(0, parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Heading1"/>'
            '<w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum>'
        ))  # fmt: skip
        part.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        ppr = document.styles["Heading 1"].element.get_or_add_pPr()
        ppr.insert(0, parse_xml(f'<w:numPr {W}><w:numId w:val="90"/></w:numPr>'))
    document.add_paragraph("样张里的字不会进入报告")
    return document


def bytes_of(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def own(profile: Callable[[str], FormatProfile], palette: Callable[[str], Palette]) -> WordTheme:
    named = profile("gbt9704").model_copy(update={"styles": StyleNames(body="公文正文")})
    return WordTheme(bytes_of(units_own()), named, palette("juli-red"), own_template=True)


def test_page_header_styles_and_numbering_of_a_unit_stay(
    own: WordTheme, write: Callable[..., Written], text: Callable[[str], Content]
) -> None:
    result = write(
        Heading(1, text("工作成效"), "一、"), Heading(1, text("附记"), ""),
        Paragraph(text("正文。")), use=own,
    )  # fmt: skip
    document = docx.Document(io.BytesIO(result.data))
    section = document.sections[0]
    assert round(section.page_width.mm) == 148
    assert section.header.paragraphs[0].text == "和风街道党工委"
    first, second, body, *_ = document.paragraphs
    assert first.text == "工作成效"  # the style numbers it: 第一章
    assert first.style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    number = second._p.pPr.numPr.numId
    assert number.val == 0
    assert (body.style.name, body.style.font.size.pt) == ("公文正文", 12)
    assert not result.diagnostics
    assert "样张" not in "".join(p.text for p in document.paragraphs)


def test_styles_a_template_lacks_are_added_in_its_own_face_and_size(
    own: WordTheme, write: Callable[..., Written], text: Callable[[str], Content]
) -> None:
    result = write(
        Paragraph(text("各位党员："), "salutation"),
        Signature(text("和风社区党支部"), text("2025年12月31日")),
        use=own,
    )
    document = docx.Document(io.BytesIO(result.data))
    salutation = document.paragraphs[0].style
    fonts = salutation.element.rPr.rFonts
    assert (salutation.font.size.pt, fonts.get(qn("w:eastAsia"))) == (12, "宋体")
    assert salutation.paragraph_format.line_spacing.pt == 20


def test_a_style_name_that_is_not_in_the_template_is_told(
    own: WordTheme, write: Callable[..., Written], text: Callable[[str], Content]
) -> None:
    styles = StyleNames(body="公文正文二", heading1="标题 1")
    theme = replace(own, profile=own.profile.model_copy(update={"styles": styles}))
    result = write(Paragraph(text("正文。")), use=theme)
    assert [d.code for d in result.diagnostics] == ["word-template-style"]
    assert "公文正文" in result.diagnostics[0].hints[0]


def test_a_survey_tells_header_numbering_and_what_maps_to_what(own: WordTheme) -> None:
    result = survey(own.reference, own.profile)
    assert result.header == "和风街道党工委"
    assert result.numbers == {1: "第一章"}
    assert result.page_mm == (148, 210)
    body = next(use for use in result.styles if use.title == "正文")
    assert (body.template_name, body.face) == ("公文正文", "宋体 12磅，行距20磅")
    plain = survey(own.reference, own.profile.model_copy(update={"styles": StyleNames()}))
    assert plain.others == ("批示",)
    assert "公文正文" in [use.template_name for use in plain.styles]


def test_text_that_is_plain_word_text_in_the_template_gives_face_and_pitch(
    profile: Callable[[str], FormatProfile],
    palette: Callable[[str], Palette],
    write: Callable[..., Written],
    text: Callable[[str], Content],
) -> None:
    document = units_own(numbered=False)
    for name in ("Body Text", "Body Text 2", "Body Text 3", "公文正文"):
        style = document.styles[name].element
        style.getparent().remove(style)
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "楷体")
    normal.font.size = Pt(15)
    normal.paragraph_format.line_spacing = Pt(26)
    theme = WordTheme(
        bytes_of(document), profile("gbt9704"), palette("juli-red"), own_template=True
    )
    result = docx.Document(io.BytesIO(write(Paragraph(text("正文。")), use=theme).data))
    style = result.paragraphs[0].style
    assert style.name == "Body Text"
    assert style.font.size.pt == 15
    assert style.paragraph_format.line_spacing.pt == 26
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_template_saved_by_another_program_serves_as_well(
    own: WordTheme, tmp_path: Path, write: Callable[..., Written], text: Callable[[str], Content]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "own.docx").write_bytes(own.reference)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path, "in/own.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = (tmp_path / "own.docx").read_bytes()
    result = survey(saved, own.profile)
    assert result.header == "和风街道党工委"
    assert result.numbers == {1: "第一章"}
    theme = replace(own, reference=saved)
    new = write(Heading(1, text("成效"), "一、"), Paragraph(text("正文。")), use=theme)
    document = docx.Document(io.BytesIO(new.data))
    assert [p.text for p in document.paragraphs] == ["成效", "正文。"]
    assert document.paragraphs[1].style.name == "公文正文"


def _zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def _swollen() -> bytes:
    """Return a package whose directory claims half a gigabyte for one part."""
    data = bytearray(_zipped(a=b"1"))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (512 * 1024 * 1024).to_bytes(4, "little")
    return bytes(data)


def _crowded(attributes: int) -> bytes:
    """Return an element with so many attributes."""
    return b"<x %s/>" % b" ".join(b'a%d="1"' % number for number in range(attributes))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04", "打不开"),
        (b"plain text", "打不开"),
        (_zipped(a=b"1"), "打不开"),
        (_zipped(**{"ppt/presentation.xml": b"<x/>"}), "不是 Word"),
        (_swollen(), "过大"),
        (_zipped(**{"word/document.xml": _crowded(1000)}), "内容过多"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512), "旧格式"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ],
)
def test_a_file_that_is_no_template_is_refused_with_the_reason(data: bytes, told: str) -> None:
    with pytest.raises(Faults) as caught:
        check_office_file(data, "docx")
    assert told in caught.value.diagnostics[0].message
