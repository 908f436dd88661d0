from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from reportgen.document.nodes import Content, Paragraph, Properties, Report
from reportgen.theme.word import WordTheme
from reportgen.write.word import write_report
from reportgen.write.written import Written

Text = Callable[[str], Content]


def part(written: Written, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(written.data)).read(name).decode()


def test_the_page_is_a4_with_the_margins_and_the_line_grid_of_gbt_9704(
    opened: Callable[..., Document], text: Text
) -> None:
    section = opened(Paragraph(text("正文"))).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm, 1) for side in sides if side is not None] == [37, 35, 28, 26]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert section.footer_distance is not None
    # 7 mm below the type area, at the middle of a line of 14 points.
    assert section.footer_distance.mm + 14 / 72 * 25.4 / 2 == pytest.approx(28, abs=0.1)
    assert not section.different_first_page_header_footer


def test_the_body_style_sets_28_characters_on_lines_of_exactly_28_95_points(
    opened: Callable[..., Document], text: Text
) -> None:
    style = opened(Paragraph(text("正文"))).styles["Body Text"].element
    spacing = style.find(qn("w:pPr")).find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    indent = style.find(qn("w:pPr")).find(qn("w:ind"))
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")
    run = style.find(qn("w:rPr"))
    assert run.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert run.find(qn("w:sz")).get(qn("w:val")) == "32"
    fonts = run.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "仿宋_GB2312"
    }


def test_page_numbers_stand_at_the_outer_corners_with_a_result(
    opened: Callable[..., Document], text: Text
) -> None:
    document = opened(Paragraph(text("正文")))
    section = document.sections[0]
    for footer, side, result in (
        (section.footer, "right", "— 1 —"),
        (section.even_page_footer, "left", "— 2 —"),
    ):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == result
        xml = paragraph._p.xml
        assert f'w:{side}Chars="100"' in xml
        assert f'<w:jc w:val="{side}"/>' in xml
        assert "PAGE" in xml
    assert document.settings.odd_and_even_pages_header_footer


def test_the_plain_profile_has_one_centred_footer(
    opened: Callable[..., Document], text: Text, theme_of: Callable[[str], WordTheme]
) -> None:
    document = opened(Paragraph(text("正文")), use=theme_of("plain"))
    assert not document.settings.odd_and_even_pages_header_footer
    assert document.sections[0].even_page_footer.is_linked_to_previous
    assert '<w:jc w:val="center"/>' in document.sections[0].footer.paragraphs[0]._p.xml


@pytest.mark.parametrize(("name", "pitch"), [("gbt33476", "589"), ("plain", "560")])
def test_other_profiles_set_their_own_pitch(
    opened: Callable[..., Document],
    text: Text,
    theme_of: Callable[[str], WordTheme],
    name: str,
    pitch: str,
) -> None:
    section = opened(Paragraph(text("正文")), use=theme_of(name)).sections[0]
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == pitch


def test_word_opens_the_file_in_its_current_mode_and_asks_nothing(
    write: Callable[..., Written], text: Text
) -> None:
    settings = part(write(Paragraph(text("正文"))), "word/settings.xml")
    assert re.search(r'compatibilityMode"[^>]*w:val="15"', settings)
    assert "updateFields" not in settings


def test_no_theme_font_overrides_a_named_one(write: Callable[..., Written], text: Text) -> None:
    written = write(Paragraph(text("正文")))
    for name in ("word/styles.xml", "word/document.xml", "word/footer1.xml"):
        assert not re.search(r"w:\w+Theme=", part(written, name))
    assert 'w:eastAsia="zh-CN"' in part(written, "word/styles.xml")


def test_the_font_table_names_a_substitute_for_each_face_that_may_be_missing(
    write: Callable[..., Written], text: Text
) -> None:
    table = part(write(Paragraph(text("正文"))), "word/fontTable.xml")
    for face, other in (
        ("方正小标宋简体", "华文中宋"),
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
    ):
        assert f'<w:font w:name="{face}"><w:altName w:val="{other}"/>' in table


def test_a_units_own_template_keeps_its_page_and_styles(
    opened: Callable[..., Document], text: Text, theme: WordTheme
) -> None:
    own = docx.Document()
    own.sections[0].top_margin = docx.shared.Mm(20)
    own.sections[0].footer.paragraphs[0].text = "本单位页脚"
    own.styles["Body Text"].font.size = docx.shared.Pt(15)
    out = io.BytesIO()
    own.save(out)
    use = replace(theme, reference=out.getvalue(), own_template=True)
    document = opened(Paragraph(text("正文")), Paragraph(text("主送："), "salutation"), use=use)
    assert document.sections[0].top_margin == own.sections[0].top_margin
    assert document.sections[0].footer.paragraphs[0].text == "本单位页脚"
    body, salutation = document.paragraphs
    assert body.style is not None
    assert body.style.font.size == docx.shared.Pt(15)
    assert salutation.style is not None
    assert salutation.style.name == "Salutation"


def test_a_letter_of_one_page_has_no_page_number(
    theme: WordTheme, text: Callable[[str], Content]
) -> None:
    def footers(lines: int, *, numbers: bool) -> int:
        blocks = tuple(Paragraph(text("一行。")) for _ in range(lines))
        report = Report(Properties("信"), text("信"), blocks, numbers_one_page=numbers)
        data = write_report(report, theme, lambda _: b"").data
        return len(docx.Document(io.BytesIO(data)).element.findall(f".//{qn('w:footerReference')}"))

    assert footers(3, numbers=False) == 0
    assert footers(3, numbers=True) > 0
    assert footers(60, numbers=False) > 0
