from __future__ import annotations

import itertools

from reportgen.compose.passes import finish
from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Deck,
    Document,
    Figure,
    Heading,
    Imprint,
    KeyFigure,
    KeyFigures,
    ListBlock,
    Matrix,
    MatrixItem,
    Number,
    Paragraph,
    Pending,
    Picture,
    Properties,
    Prose,
    RedHead,
    Report,
    Series,
    Signature,
    Slide,
    Step,
    Steps,
    Table,
    Text,
)


def words(text: str) -> Content:
    return (Text(text),)


def numbers(*blocks: Block) -> list[str | None]:
    finished, _ = finish(Report(Properties("题"), words("题"), blocks), final=False)
    assert isinstance(finished, Report)
    return [
        block.number if isinstance(block, Heading) else block.lead_number
        for block in finished.blocks
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.lead)
    ]


def heading(level: int) -> Heading:
    return Heading(level, words("抓实学习"))


def run_in(level: int) -> Paragraph:
    return Paragraph(words("每月一课。"), lead=words("抓实学习。"), lead_level=level)


def test_headings_and_run_in_headings_count_together_within_the_level_above() -> None:
    deeper = heading(3), heading(4), heading(4), heading(3)
    blocks = heading(1), heading(2), run_in(2), *deeper, heading(1), run_in(2), run_in(2)
    assert numbers(*blocks) == [
        "一、", "（一）", "（二）", "1.", "（1）", "（2）", "2.", "二、", "（一）", "（二）",
    ]  # fmt: skip


def test_a_heading_that_is_the_only_one_under_the_heading_above_has_no_number() -> None:
    assert numbers(heading(1), run_in(2), heading(1), run_in(2), heading(2)) == [
        "一、", "", "二、", "（一）", "（二）",
    ]  # fmt: skip
    assert numbers(heading(1), heading(2), heading(3)) == ["", "", ""]


def test_a_heading_without_a_number_or_with_its_own_is_left_alone() -> None:
    unnumbered, own = Heading(1, words("结束语"), ""), Heading(1, words("总则"), "第一章")
    assert numbers(heading(1), unnumbered, own, heading(1)) == ["一、", "", "第一章", "二、"]


def test_each_attachment_numbers_its_headings_from_the_first_again() -> None:
    first, second = AttachmentPage(words("方案"), 1), AttachmentPage(words("名单"), 2)
    blocks = heading(1), heading(1), first, heading(1), run_in(2), run_in(2), heading(1)
    assert numbers(*blocks, second, run_in(2), run_in(2), heading(1)) == [
        "一、", "二、", "一、", "（一）", "（二）", "二、", "（一）", "（二）", "",
    ]  # fmt: skip


def test_every_missing_fact_of_a_report_is_told_wherever_it_stands_in_reading_order() -> None:
    numbered = itertools.count(1)

    def gap() -> Content:
        return Text("已有"), Pending(f"{next(numbered)}")

    report = Report(
        Properties("题"), gap(),
        (
            Heading(1, gap()),
            Paragraph(gap(), lead=gap()),
            ListBlock((gap(), gap())),
            Table((Column(),), ((Cell(gap()),), (Cell(gap()),)), caption=gap(), note=gap()),
            Figure((Picture("一.png", "图", gap()), Picture("二.png", "图", gap())), gap()),
            Chart("column", "图", ("一",), (Series("数", (1.0, None)),), caption=gap()),
            KeyFigures((KeyFigure(Number("3", "次"), gap(), gap()),)),
            Steps((Step(gap(), gap()),), gap()),
            Matrix(gap(), gap(), (MatrixItem(gap(), gap()),)),
            Signature(gap(), gap()),
            AttachmentPage(gap()),
            Imprint(gap(), gap(), gap()),
        ),
        gap(), shoulder=gap(), head=RedHead((gap(), gap()), gap(), (gap(),)),
    )  # fmt: skip
    assert missing(report) == [f"{number}" for number in range(1, next(numbered))]


def test_every_missing_fact_of_a_deck_is_told_wherever_it_stands_in_reading_order() -> None:
    numbered = itertools.count(1)

    def gap() -> Prose:
        return Prose(((Pending(f"{next(numbered)}"),), (Pending(f"{next(numbered)}"),)))

    slides = (
        Slide("cards", {"title": gap(), "lead": gap()}, ({"text": gap()},), gap().paragraphs),
        Slide("statement", {"statement": gap()}, notes=gap().paragraphs),
    )
    facts = missing(Deck(Properties("题"), slides))
    assert facts == [f"{number}" for number in range(1, next(numbered))]


def missing(document: Document) -> list[str]:
    _, faults = finish(document, final=True)
    assert all(fault.code == "pending-fact" for fault in faults)
    return [fault.message.rpartition("：")[2] for fault in faults]


def test_a_long_missing_fact_is_told_by_its_opening() -> None:
    report = Report(Properties("题"), words("题"), (Paragraph((Pending("长" * 500),)),))
    _, (fault,) = finish(report, final=False)
    assert fault.message == f"还有待补充的内容：{'长' * 60}…"
