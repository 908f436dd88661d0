"""Running text is set a hair closer or wider where a line would end badly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from reportgen.document.nodes import Block, Column, Content, Paragraph, Reference, Table, Text
from reportgen.document.nodes import Cell as NodeCell
from reportgen.theme.word import WordTheme
from reportgen.write.word.layout.measuring import text_runs
from reportgen.write.word.model import Element
from reportgen.write.word.model import Paragraph as LoweredParagraph
from reportgen.write.word.model import Table as LoweredTable
from reportgen.write.word.reference import template_of

Elements = Callable[..., tuple[Element, ...]]
_STYLE_TWIPS = -5
"""The tracking of running text in the format for official documents, at which a line holds 28 characters."""


@pytest.fixture(scope="module")
def report(theme_of: Callable[[str], WordTheme]) -> WordTheme:
    return theme_of("report")


def lines(theme: WordTheme, paragraph: LoweredParagraph) -> list[str]:
    area = template_of(theme).area
    result = area.ruler.set_lines(paragraph, area.width)
    return [result.text[span.start : span.end] for span in result.spans]


def first(elements: Elements, use: WordTheme, *blocks: Block) -> LoweredParagraph:
    result = next(e for e in elements(*blocks, use=use) if isinstance(e, LoweredParagraph))
    assert isinstance(result, LoweredParagraph)
    return result


def tracking(paragraph: LoweredParagraph) -> set[int | None]:
    return {run.properties.tracking for run in text_runs(paragraph.inlines)}


@pytest.mark.parametrize("count", [26 + 1, 26 + 28 + 1, 26 + 28 * 4 + 1])
def test_no_single_character_stands_on_the_last_line(
    elements: Elements, report: WordTheme, count: int
) -> None:
    paragraph = first(elements, report, Paragraph((Text("中" * count + "。"),)))
    own = lines(report, paragraph)
    assert len(own[-1].rstrip("。")) != 1
    (twips,) = tracking(paragraph)
    assert twips is not None
    assert 0 < abs(twips - _STYLE_TWIPS) <= 4


def test_text_that_ends_well_keeps_the_tracking_of_its_style(
    elements: Elements, report: WordTheme
) -> None:
    assert tracking(first(elements, report, Paragraph((Text("中" * 60 + "。"),)))) == {None}


def test_a_line_of_an_official_document_keeps_its_28_characters(
    elements: Elements, theme: WordTheme
) -> None:
    paragraph = first(elements, theme, Paragraph((Text("中" * (26 + 28 + 1) + "。"),)))
    assert [len(line) for line in lines(theme, paragraph)] == [26, 28, 2]


def test_a_reference_is_divided_less_often_and_never_where_it_was_not(
    elements: Elements, report: WordTheme
) -> None:
    table = Table(
        (Column(), Column()), ((NodeCell((Text("甲"),)), NodeCell((Text("乙"),))),) * 2,
        caption=(Text("表题"),), id="t", number=1,
    )  # fmt: skip
    before, after = [], []
    for count in range(100, 128):
        content: Content = (Text("中" * count + "（见"), Reference("t"), Text("）。"))
        paragraph = first(elements, report, Paragraph(content), table)
        after.append(_is_whole(lines(report, paragraph)))
        plain = (Text("中" * count + "（见表1）。"),)
        before.append(_is_whole(lines(report, first(elements, report, Paragraph(plain)))))
    assert sum(after) > sum(before)
    assert all(new or not old for old, new in zip(before, after, strict=True))


def _is_whole(own: Sequence[str]) -> bool:
    return any("（见表1）" in line for line in own)


def test_prose_in_a_cell_ends_in_no_single_character_more_often_than_it_must(
    elements: Elements, theme_of: Callable[[str], WordTheme]
) -> None:
    form = theme_of("form")
    area = template_of(form).area
    fitted = 0
    for count in range(60, 140):
        cell = NodeCell((Text("中" * count + "。"),), prose=True)
        table = Table((Column("left", 160),), ((cell,),), 0, form=True)
        (made,) = (e for e in elements(table, use=form) if isinstance(e, LoweredTable))
        (one,) = made.rows[0].cells
        own = area.ruler.set_lines(one.paragraphs[0], one.width - 2 * made.side_margin)
        last = own.text[own.spans[-1].start :].rstrip("。")
        if len(own.spans) > 3:
            assert len(last) != 1
        fitted += tracking(one.paragraphs[0]) != {None}
    assert 0 < fitted < 20
