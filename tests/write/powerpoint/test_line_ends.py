"""Where the lines of cards, panels and lists end: behind a comma, before a number with its unit, not inside a word."""

from __future__ import annotations

import pytest

from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint.fit_text import common_size, measure_for, place
from reportgen.write.powerpoint.text_runs import LINE_END, TextRun, plain_text


def placed(theme: DeckTheme, layout: str, slot: str, words: str) -> list[str]:
    """Return the lines of a text that the program ends itself in a slot."""
    text = measure_for(theme.layouts[layout].slots[slot], ((TextRun(words),),))
    (paragraph,) = place(text, common_size([text])).paragraphs
    return plain_text(paragraph).split(LINE_END)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("认养绿地，补种花木", ["认养绿地，", "补种花木"]),
        ("平安课堂，学消防会自救", ["平安课堂，", "学消防会自救"]),
        ("充电棚里说安全", ["充电棚里", "说安全"]),
    ],
)
def test_a_short_text_in_a_narrow_column_breaks_at_its_comma_and_between_words(
    theme: DeckTheme, words: str, lines: list[str]
) -> None:
    assert placed(theme, "timeline-12", "event-1", words) == lines


def test_a_number_goes_to_the_next_line_with_its_unit(theme: DeckTheme) -> None:
    texts = [
        "新" * n + "设岗不少于8个，按专长派单，每季度公布一次参与情况。" for n in range(10, 30)
    ]
    broken = [placed(theme, "plan-list-4", "task-1", text) for text in texts]
    assert any(line.startswith("8个") for lines in broken for line in lines)
    assert not any(line.endswith("8") for lines in broken for line in lines)
