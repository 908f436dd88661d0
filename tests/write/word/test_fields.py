from __future__ import annotations

import re
from collections.abc import Callable

from docx.document import Document
from docx.oxml.ns import qn

from reportgen.document.nodes import (
    Cell,
    Column,
    Content,
    Contents,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Table,
)

Words = Callable[[str], Content]
Opened = Callable[..., Document]


def fields(document: Document) -> list[tuple[str, str]]:
    """Instruction and result of every complex field of the body, nested ones too."""
    matches: list[tuple[str, str]] = []
    stack: list[list[str]] = []
    for run in document.element.body.iter(qn("w:r")):
        mark = run.find(qn("w:fldChar"))
        kind = mark.get(qn("w:fldCharType")) if mark is not None else ""
        if kind == "begin":
            stack.append(["", "", ""])
        elif kind == "separate":
            stack[-1][2] = "result"
        elif kind == "end":
            instruction, result, _ = stack.pop()
            matches.append((instruction.strip(), result))
        for text in run.findall(qn("w:instrText")):
            stack[-1][0] += text.text
        for text in run.findall(qn("w:t")):
            for level in stack:
                level[1] += text.text if level[2] else ""
    assert not stack
    return matches


def test_a_citation_by_title_shows_the_number_of_the_figure_with_that_caption(
    opened: Opened, text: Words
) -> None:
    pictures = (Picture("a.jpg", "甲", text("左边 一张")), Picture("b.jpg", "乙", text("右边")))
    document = opened(
        Paragraph((Reference("图《左边一张》", text="图《左边一张》"), *text("，"))),
        Paragraph((Reference("图《别处》", text="图《别处》"),)),
        Figure(pictures, text("两处"), number=4),
    )
    ((instruction, texts), *_) = [f for f in fields(document) if f[0].startswith("REF")]
    assert texts == "图4"
    bookmarks = [b.get(qn("w:name")) for b in document.element.body.iter(qn("w:bookmarkStart"))]
    assert instruction.split()[1] in bookmarks
    assert "图《别处》" in [paragraph.text for paragraph in document.paragraphs]


def test_captions_and_references_show_their_numbers_without_an_update(
    opened: Opened, text: Words
) -> None:
    document = opened(
        Paragraph((Reference("t"), Reference("f"))),
        Table((Column(),), ((Cell(text("甲")),),), caption=text("情况"), id="t", number=7),
        Figure((Picture("a.jpg", "甲", text("合影")),), id="f", number=3),
    )
    visible = fields(document)
    assert ("SEQ 表 \\* ARABIC", "7") in visible
    assert ("SEQ 图 \\* ARABIC", "3") in visible
    references = [(i, r) for i, r in visible if i.startswith("REF")]
    assert [result for _, result in references] == ["表7", "图3"]
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {instruction.split()[1] for instruction, _ in references} <= names


def test_bookmarks_are_paired_and_named_once(opened: Opened, text: Words) -> None:
    body = opened(Contents(), *(Heading(1, text("甲"), "一、") for _ in range(3))).element.body
    starts = list(body.iter(qn("w:bookmarkStart")))
    ends = {mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))}
    assert {mark.get(qn("w:id")) for mark in starts} == ends
    assert len({mark.get(qn("w:name")) for mark in starts}) == len(starts) == 3


def test_the_contents_lists_headings_down_to_its_depth_with_their_pages(
    opened: Opened, text: Words
) -> None:
    document = opened(
        Contents(2),
        PageBreak(),
        Heading(1, text("甲"), "一、"),
        Paragraph(text("字" * (28 * 22 - 2))),
        Heading(2, text("乙"), "（一）"),
        Heading(3, text("丙"), "1."),
        title=text("总结"),
    )
    entries = [p.text for p in document.paragraphs if p.style and p.style.name.startswith("toc")]
    # One heading and 22 lines need a line of a further page, where the next heading follows.
    assert entries == ["一、甲\t2", "（一）乙\t3"]
    (toc,) = [i for i, _ in fields(document) if i.startswith("TOC")]
    assert toc == 'TOC \\o "1-2" \\h \\z'
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert all(re.fullmatch(r"_Toc\d+", name) for name in links)


def test_contents_of_a_report_without_headings_is_its_title_alone(opened: Opened) -> None:
    assert [p.text for p in opened(Contents()).paragraphs] == ["目　录"]
