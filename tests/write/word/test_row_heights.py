"""The rows of a register become higher where its pages have room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from reportgen.document.nodes import Cell, Column, Paragraph, Table, Text
from reportgen.theme.word import WordTheme
from reportgen.units import twips_of_mm
from reportgen.write.word.layout.pagination import paginate
from reportgen.write.word.model import Element, plain_text
from reportgen.write.word.model import Paragraph as LoweredParagraph
from reportgen.write.word.model import Table as LoweredTable
from reportgen.write.word.reference import template_of

Elements = Callable[..., tuple[Element, ...]]


@pytest.fixture(scope="module")
def register(theme_of: Callable[[str], WordTheme]) -> WordTheme:
    return theme_of("register")


def register_of(count: int) -> Table:
    """Return a register of so many rows below its head."""
    head = (Cell((Text("日期"),)), Cell((Text("主题"),)), Cell((Text("签字"),)))
    rows = [
        (Cell((Text(f"{day}日"),)), Cell((Text("研究年度工作"),)), Cell(()))
        for day in range(1, count + 1)
    ]
    columns = (Column("center", 30), Column("left", 150), Column("center", 60))
    return Table(columns, (head, *rows), 1)


def heights(result: Sequence[Element], use: WordTheme) -> list[int]:
    """Return the heights of the rows below the head."""
    (table,) = (e for e in result if isinstance(e, LoweredTable))
    return [box.height for box in template_of(use).area.ruler.rows(table)][1:]


def test_the_rows_of_a_short_register_are_as_high_as_the_format_lets_them_be(
    elements: Elements, register: WordTheme
) -> None:
    most = twips_of_mm(register.profile.table.most_row_mm)
    below_head = heights(elements(register_of(5), use=register), register)
    assert all(0 <= height - most <= 20 for height in below_head)


def test_the_rows_of_a_register_fill_its_page_and_no_further_one(
    elements: Elements, register: WordTheme
) -> None:
    area = template_of(register).area
    for count in range(12, 18):
        result = elements(register_of(count), use=register)
        pages = paginate(area.ruler.boxes(result, area.width), area.heights)
        assert pages.page == 1
        assert pages.y > area.height - 3 * area.pitch


def test_the_rows_of_a_register_of_several_pages_are_alike(
    elements: Elements, register: WordTheme
) -> None:
    for count in (24, 40, 60):
        below_head = heights(elements(register_of(count), use=register), register)
        assert max(below_head) - min(below_head) <= 20


def test_text_between_two_registers_goes_along_to_the_page_of_the_second(
    elements: Elements, register: WordTheme
) -> None:
    area = template_of(register).area
    words = "各类活动见下表。"
    text = Paragraph((Text(words),))
    for count in (5, 9, 10, 11):
        result = elements(register_of(count), text, register_of(8), use=register)
        place = next(
            at
            for at, e in enumerate(result)
            if isinstance(e, LoweredParagraph) and plain_text(e.inlines) == words
        )
        above = len(area.ruler.boxes(result[:place], area.width))
        starts = paginate(area.ruler.boxes(result, area.width), area.heights).starts
        assert starts[above][0] == starts[-1][0]
        assert (starts[-1][0] == 2) is (count > 5)
