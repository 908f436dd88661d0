"""A letter that does not fill its page has more room above and below its title."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from reportgen.document.nodes import Content, Paragraph, Text
from reportgen.theme.word import WordTheme
from reportgen.write.word.layout.pagination import paginate
from reportgen.write.word.model import Element
from reportgen.write.word.model import Paragraph as Lowered
from reportgen.write.word.reference import template_of

Elements = Callable[..., tuple[Element, ...]]
TITLE: Content = (Text("写给乡亲们的一封新年信"),)
LINE = "一年到头，先给大家报个账。"


@pytest.fixture(scope="module")
def letter(theme_of: Callable[[str], WordTheme]) -> WordTheme:
    return theme_of("letter")


def letter_of(elements: Elements, use: WordTheme, paragraphs: int) -> tuple[Element, ...]:
    blocks = [Paragraph((Text("和风村党支部"),), role="byline")]
    blocks += [Paragraph((Text(LINE * 6),)) for _ in range(paragraphs)]
    return elements(*blocks, title=TITLE, use=use)


def room(result: Sequence[Element]) -> tuple[int, int]:
    """Return the room above the title and below the author that they have of their own."""
    title, author = result[:2]
    assert isinstance(title, Lowered)
    assert isinstance(author, Lowered)
    return title.properties.before or 0, author.properties.after or 0


def test_a_short_letter_stands_lower_on_its_page(elements: Elements, letter: WordTheme) -> None:
    above, below = room(letter_of(elements, letter, 3))
    most = letter.profile.title_block.most_lines_more * letter.profile.pitch_twips
    assert above == pytest.approx(most, abs=2)
    assert below > most


def test_a_letter_that_fills_its_page_stays_on_it(elements: Elements, letter: WordTheme) -> None:
    area = template_of(letter).area
    pages = [
        paginate(area.ruler.boxes(letter_of(elements, letter, count), area.width), area.heights)
        for count in range(1, 9)
    ]
    counts = [each.page for each in pages]
    assert counts == sorted(counts)
    assert 1 in counts
    assert 2 in counts
    assert max(each.y for each in pages if each.page == 1) > area.height - 4 * area.pitch


def test_a_report_has_no_more_room_than_its_format_says(
    elements: Elements, theme: WordTheme
) -> None:
    above, _ = room(letter_of(elements, theme, 1))
    assert above == theme.profile.title_block.lines_before * theme.profile.pitch_twips
