from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.nodes import (
    Content,
    Heading,
    LineBreak,
    ListBlock,
    Number,
    PageBreak,
    Paragraph,
    Pending,
    Properties,
    Reference,
    Text,
)
from reportgen.write.word.model import Element
from reportgen.write.word.model import Paragraph as LoweredParagraph
from reportgen.write.written import Written

Words = Callable[[str], Content]
Opened = Callable[..., Document]
_LOST = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_text_survives_into_the_document(write: Callable[..., Written], given_: str) -> None:
    written = write(Paragraph((Text(given_), Text("尾"))))
    result = docx.Document(io.BytesIO(written.data)).paragraphs[0].text
    wanted = _LOST.sub("", given_).replace("\r\n", "\n").replace("\r", "\n")
    # The space before a unit is written as one that ends no line.
    assert result.replace("\u00a0", " ") == wanted.replace("\u00a0", " ") + "尾"


def test_headings_are_real_headings_with_written_numbers(opened: Opened, text: Words) -> None:
    numbers = ("一、", "（一）", "1.", "（1）")
    document = opened(*(Heading(i, text("标题"), n) for i, n in enumerate(numbers, start=1)))
    for level, (paragraph, number) in enumerate(
        zip(document.paragraphs, numbers, strict=True), start=1
    ):
        style = paragraph.style
        assert style is not None
        assert style.name == f"Heading {level}"
        assert paragraph.text == f"{number}标题"
        ppr = style.element.pPr
        assert ppr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
        assert ppr.find(qn("w:keepNext")) is not None


def test_a_run_in_heading_is_set_in_the_face_of_its_level(opened: Opened, text: Words) -> None:
    node = Paragraph(
        text("正文接排。"), lead=text("抓实学习。"), lead_level=2, lead_number="（一）"
    )
    paragraph = opened(node).paragraphs[0]
    assert paragraph.text == "（一）抓实学习。正文接排。"
    lead, rest = paragraph.runs
    assert lead.text == "（一）抓实学习。"
    assert lead.style.name == "Heading 2 Char"
    assert rest.style.name == "Default Paragraph Font"
    heading = paragraph.part.document.styles["Heading 2"].element
    assert heading.find(qn("w:link")).get(qn("w:val")) == lead.style.style_id


def test_quotes_dashes_and_ellipses_are_told_to_be_chinese(opened: Opened, text: Words) -> None:
    for run in opened(Paragraph(text("“三会一课”——学得进……"))).paragraphs[0].runs:
        assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_a_number_and_its_unit_are_one_run_with_the_text_around_them(opened: Opened) -> None:
    node = Paragraph((Text("发稿"), Number("130", "余篇"), Text("，")))
    assert [run.text for run in opened(node).paragraphs[0].runs] == ["发稿130余篇，"]


def test_no_line_ends_between_a_number_and_its_unit_in_latin_letters(opened: Opened) -> None:
    node = Paragraph((Text("更换管道3,652 m，浊度0.12 NTU，用时3 天。"),))
    result = opened(node).paragraphs[0].text
    assert result == "更换管道3,652\u00a0m，浊度0.12\u00a0NTU，用时3 天。"


def test_a_missing_fact_is_shown_and_shaded(opened: Opened) -> None:
    run = opened(Paragraph((Text("于"), Pending("会议日期")))).paragraphs[0].runs[1]
    assert run.text == "【待补充：会议日期】"
    assert run.style.element.find(qn("w:rPr")).find(qn("w:shd")).get(qn("w:fill")) == "FFE699"


def test_a_reference_to_nothing_is_shown_as_missing(opened: Opened) -> None:
    assert "待补充" in opened(Paragraph((Reference("没有"),))).paragraphs[0].text


def test_bold_is_bold_and_a_line_break_is_kept(opened: Opened) -> None:
    node = Paragraph((Text("甲", bold=True), LineBreak(), Text("乙")))
    paragraph = opened(node).paragraphs[0]
    assert paragraph.text == "甲\n乙"
    assert paragraph.runs[0].bold


def test_a_title_of_two_lines_is_broken_by_sense(opened: Opened, text: Words) -> None:
    unit = "中共莱州市档案馆支部委员会"
    document = opened(
        title=text(f"{unit}2022年度党建工作总结"),
        properties=Properties("t", author=unit, year=2022),
    )
    title = document.paragraphs[0]
    assert title.style is not None
    assert title.style.name == "Title"
    assert title.text.split("\n") == [unit, "2022年度党建工作总结"]


@pytest.mark.parametrize("count", [1, 12, 30, 60])
def test_the_title_block_is_a_whole_number_of_lines_high(
    opened: Opened, text: Words, count: int
) -> None:
    paragraphs = opened(title=text("党建工作总结" * count), subtitle=text("副标题")).paragraphs
    used = 0
    for paragraph in paragraphs:
        form = paragraph.paragraph_format
        assert paragraph.style is not None
        line = paragraph.style.paragraph_format.line_spacing
        assert line is not None
        lines = paragraph.text.count("\n") + 1
        used += lines * round(line.twips) + sum(
            round(space.twips) for space in (form.space_before, form.space_after) if space
        )
    assert used % 579 == 0


def test_list_items_carry_written_numbers(opened: Opened, text: Words) -> None:
    items = (text("学习"), text("服务"))
    texts = [p.text for p in opened(ListBlock(items, ordered=True), ListBlock(items)).paragraphs]
    assert texts == ["1.学习", "2.服务", "——学习", "——服务"]


def test_a_page_break_belongs_to_the_paragraph_after_it(opened: Opened, text: Words) -> None:
    document = opened(
        Paragraph(text("甲")), PageBreak(), Heading(1, text("乙"), "一、"), PageBreak()
    )
    assert [p.text for p in document.paragraphs] == ["甲", "一、乙"]
    assert document.paragraphs[1].paragraph_format.page_break_before


def test_further_lines_of_an_attachment_stand_under_its_name(opened: Opened, text: Words) -> None:
    first, second = opened(
        Paragraph(text("附件：1.统计表"), "attachment"),
        Paragraph(text("2.说明"), "attachment"),
    ).paragraphs
    one, two = first.paragraph_format, second.paragraph_format
    assert one.left_indent == two.left_indent
    assert one.space_before is not None
    assert one.space_before.twips == 579
    assert two.space_before is None
    # 2 characters of indent, 附件： and the number.
    assert one.left_indent is not None
    assert one.left_indent.pt == pytest.approx(32 + 3 * 15.75 + 2 * 7.75, abs=0.5)


def test_a_run_in_heading_is_in_the_navigation_pane_and_the_contents_hold_it_alone(
    elements: Callable[..., tuple[Element, ...]], text: Callable[[str], Content]
) -> None:
    lead = Paragraph(text("正文。"), lead=text("学在经常。"), lead_level=2, lead_number="（一）")
    plain = Paragraph(text("正文。"))
    first, second, *_ = elements(lead, plain, title=())
    assert isinstance(first, LoweredParagraph)
    assert isinstance(second, LoweredParagraph)
    assert (first.properties.outline_level, second.properties.outline_level) == (1, None)
