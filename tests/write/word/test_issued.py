from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from reportgen.document.nodes import (
    AttachmentPage,
    Content,
    Imprint,
    Paragraph,
    Properties,
    RedHead,
    Report,
)
from reportgen.theme.word import WordTheme
from reportgen.write.word import write_report
from reportgen.write.word.model import Element
from reportgen.write.word.reference import template_of

Texts = Callable[[str], Content]


def red_head(text: Texts, *signers: str) -> RedHead:
    return RedHead(
        (text("中共和风社区支部委员会文件"),), text("和社党字〔2026〕5号"),
        tuple(text(name) for name in signers), "000012", "秘密★1年", "特急",
    )  # fmt: skip


@pytest.fixture
def issued(theme: WordTheme, text: Texts) -> Callable[..., Document]:
    def document(*signers: str, paragraphs: int = 1, imprint: bool = True) -> Document:
        head = red_head(text, *signers)
        blocks = tuple(Paragraph(text("正文一段。")) for _ in range(paragraphs))
        foot = Imprint(text("各党支部。"), text("党群服务中心"), text("2026年1月6日"))
        report = Report(
            Properties("标题"), text("工作报告"), (*blocks, foot) if imprint else blocks, head=head
        )
        return docx.Document(io.BytesIO(write_report(report, theme, lambda _: b"").data))

    return document


def test_a_red_head_says_copy_secrecy_urgency_mark_and_number_in_this_order(
    issued: Callable[..., Document],
) -> None:
    texts = [p.text for p in issued().paragraphs if p.text]
    assert texts[:6] == [
        "000012", "秘密★1年", "特急", "中共和风社区支部委员会文件", "和社党字〔2026〕5号", "工作报告",
    ]  # fmt: skip


def test_the_mark_is_red_no_wider_than_the_type_area_and_35_mm_from_its_top(
    issued: Callable[..., Document], theme: WordTheme
) -> None:
    document = issued()
    mark = document.paragraphs[3]
    assert str(mark.style.font.color.rgb) == "FF0000"
    size = mark.runs[0].font.size.pt
    assert size * len(mark.text) <= theme.profile.text_width_twips / 20
    spacing = mark._p.pPr.find(qn("w:spacing"))
    line = int(spacing.get(qn("w:line")))
    top = 3 * 579 + int(spacing.get(qn("w:before"))) + (line - size * 20) / 2
    assert top / 1440 * 25.4 == pytest.approx(35, abs=0.6)


def test_the_head_is_a_whole_number_of_lines_high(
    elements: Callable[..., tuple[Element, ...]], theme: WordTheme, text: Texts
) -> None:
    area = template_of(theme).area
    for signers in ((), ("王一鸣",), ("王一鸣", "李华", "张三丰")):
        head = elements(head=red_head(text, *signers))
        assert head
        result = area.ruler.boxes(head, area.width)
        assert sum(b.before + b.height + b.after for b in result) % 579 == 0


def test_with_signers_the_number_stands_left_on_the_line_of_the_last(
    issued: Callable[..., Document],
) -> None:
    lines = [p.text for p in issued("王一鸣", "李华", "张三丰").paragraphs if "\t" in p.text]
    assert lines == ["\t签发人：王一鸣　李华", "和社党字〔2026〕5号\t\t张三丰"]


def test_the_imprint_floats_at_the_foot_of_the_type_area_between_strong_rules(
    issued: Callable[..., Document],
) -> None:
    (table,) = issued().tables
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert place.get(qn("w:vertAnchor")) == "margin"
    assert place.get(qn("w:tblpYSpec")) == "bottom"
    edges = table._tbl.tblPr.find(qn("w:tblBorders"))
    weight = {edge.tag.split("}")[1]: edge.get(qn("w:sz")) for edge in edges}
    # 0.35 mm and 0.25 mm in eighths of a point (7.4.1).
    assert (weight["top"], weight["insideH"], weight["bottom"]) == ("8", "6", "8")
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：各党支部。", "党群服务中心\t2026年1月6日印发",
    ]  # fmt: skip


def test_the_imprint_turns_the_page_only_where_the_last_one_is_full(
    issued: Callable[..., Document],
) -> None:
    turned = [
        issued(paragraphs=count).paragraphs[-1].paragraph_format.page_break_before
        for count in range(1, 14)
    ]
    # The imprint needs two lines and the paragraph that holds it: four counts in 22 leave no room.
    assert not turned[0]
    assert turned.count(True) == 4


def test_an_attachment_opens_a_page_with_its_number_and_the_title_on_line_three(
    opened: Callable[..., Document], text: Texts
) -> None:
    document = opened(Paragraph(text("正文。")), AttachmentPage(text("花名册"), 2))
    mark, gap, title = document.paragraphs[1:4]
    assert (mark.text, gap.text, title.text) == ("附件2", "", "花名册")
    assert mark.paragraph_format.page_break_before
    assert mark.style.element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
