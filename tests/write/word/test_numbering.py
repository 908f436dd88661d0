"""Headings that number themselves: their numbers in the contents, and a new count in attachments."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.document.nodes import AttachmentPage, Block, Content, Contents, Heading
from reportgen.theme.formats import FormatProfile
from reportgen.theme.palettes import Palette
from reportgen.theme.word import WordTheme
from reportgen.write.word.markup import W
from reportgen.write.word.numbering import Counter, heading_lists, number_text
from reportgen.write.written import Written

TEMPLATES = Path(__file__).parent / "templates"


def counter(*levels: str, more: str = "") -> Counter:
    """Return a counter of headings whose list has `levels`, each a `w:lvl` without its frame."""
    written_levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{inner}</w:lvl>'
        for depth, inner in enumerate(levels)
    )
    root = etree.fromstring(
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="4">{written_levels}'
        f'</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="4"/>{more}</w:num></w:numbering>'
    )
    styles = etree.fromstring(
        f'<w:styles xmlns:w="{W}">' + "".join(
            f'<w:style w:styleId="h{n}"><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="9"/>'
            "</w:numPr></w:pPr></w:style>" for n in range(len(levels))
        ) + "</w:styles>"
    )  # fmt: skip
    ids = {level + 1: f"h{level}" for level in range(len(levels))}
    return Counter(heading_lists(styles, root, ids))


def level(kind: str, text: str, more: str = "") -> str:
    return f'<w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'


CHAPTERS = (
    level("chineseCountingThousand", "第%1章"),
    level("decimal", "%1.%2", "<w:isLgl/>"),
    level("decimalEnclosedCircleChinese", "%3", '<w:suff w:val="nothing"/>'),
)


def test_numbers_follow_their_list_and_begin_anew_under_each_heading() -> None:
    count = counter(*CHAPTERS)
    assert [count.next(one) for one in (1, 2, 2, 3, 3, 1, 2, 3)] == [
        "第一章 ", "1.1 ", "1.2 ", "①", "②", "第二章 ", "2.1 ", "①",
    ]  # fmt: skip


def test_a_level_may_go_on_counting_and_a_list_begin_elsewhere() -> None:
    steady = level("decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    count = counter(level("upperRoman", "%1"), steady, more=start)
    assert [count.next(one).strip() for one in (1, 2, 2, 1, 2)] == ["III", "1.", "2.", "IV", "3."]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("chineseCounting", "一 十 十二 二十"), ("ideographDigital", "一 一〇 一二 二〇"),
        ("chineseLegalSimplified", "壹 拾 拾贰 贰拾"), ("decimalZero", "01 10 12 20"),
        ("ideographTraditional", "甲 癸 乙 癸"), ("decimalEnclosedCircle", "① ⑩ ⑫ ⑳"),
        ("lowerRoman", "i x xii xx"), ("upperLetter", "A J L T"), ("decimalFullWidth", "１ １０ １２ ２０"),
        ("a later kind", "1 10 12 20"),
    ],
)  # fmt: skip
def test_formats_of_numbers(kind: str, numbers: str) -> None:
    assert " ".join(number_text(value, kind) for value in (1, 10, 12, 20)) == numbers


@settings(max_examples=20)
@given(st.sampled_from(["chineseCounting", "upperRoman", "lowerLetter", "ideographEnclosedCircle"]),
       st.integers(1, 60))  # fmt: skip
def test_every_number_is_written(kind: str, value: int) -> None:
    assert number_text(value, kind)


@pytest.mark.parametrize("kind", ["none", "bullet"])
def test_a_list_of_marks_is_no_numbering(kind: str) -> None:
    assert counter(level(kind, "●")).lists == {}


@pytest.fixture(scope="module")
def build(
    profile: Callable[[str], FormatProfile],
    palette: Callable[[str], Palette],
    write: Callable[..., Written],
) -> Callable[..., docx.document.Document]:
    def built(template: str, *blocks: Block) -> docx.document.Document:
        reference = (TEMPLATES / f"{template}.docx").read_bytes()
        theme = WordTheme(reference, profile("gbt9704"), palette("juli-red"), own_template=True)
        return docx.Document(io.BytesIO(write(*blocks, use=theme).data))

    return built


@pytest.mark.parametrize(
    ("template", "numbers"),
    [
        ("school-chapters", ("第一章 ", "1.1 ", "第二章 ", "第一章 ")),
        ("office-list-styles", ("一、", "（一）", "二、", "一、")),
        ("office-list-styles-saved-again", ("一、", "（一）", "二、", "一、")),
    ],
)
def test_the_contents_have_the_numbers_that_word_writes(
    build: Callable[..., docx.document.Document],
    text: Callable[[str], Content],
    template: str,
    numbers: tuple[str, ...],
) -> None:
    document = build(
        template, Contents(2), Heading(1, text("甲"), "一、"), Heading(2, text("乙"), "（一）"),
        Heading(1, text("丙"), "二、"), Heading(1, text("丁"), ""),
        AttachmentPage(text("名单"), 1), Heading(1, text("戊"), "一、"), Heading(1, text("己"), "二、"),
    )  # fmt: skip
    entries = [
        p.text
        for p in document.paragraphs
        if p.style and re.fullmatch("toc [1-9]", p.style.name.lower())
    ]
    expected = [
        f"{n}{t}" for n, t in zip((*numbers[:3], "", numbers[3]), "甲乙丙丁戊", strict=True)
    ]
    assert [entry.split("\t")[0] for entry in entries][:5] == expected
    headings = [p for p in document.paragraphs if p.text in list("甲乙丙丁戊己")]
    own = [p._p.pPr.numPr for p in headings]
    assert [n is not None for n in own] == [False, False, False, True, True, True]
    assert own[3].numId.val == 0
    assert own[4].numId.val == own[5].numId.val
    root = document.part.numbering_part.element
    (num,) = (n for n in root.findall(qn("w:num")) if n.numId == own[4].numId.val)
    assert [
        o.find(qn("w:startOverride")).get(qn("w:val")) for o in num.findall(qn("w:lvlOverride"))
    ]
