"""What is taken for short without being measured stands on one line when it is measured."""

from __future__ import annotations

import random

import pytest

from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint.looks import is_one_line, is_short, look_of, measured
from reportgen.write.powerpoint.texts import Paragraph, Piece, joined, plain

CHINESE = "中文汉字，。、（）《》"


def paragraphs(pool: str, longest: int, given: random.Random) -> list[Paragraph]:
    """Return texts about as long as a line, plain and with a strong beginning."""
    found = []
    for _ in range(4):
        text = "".join(given.choices(pool, k=max(longest + given.randint(-3, 1), 1)))
        at = given.randint(0, len(text))
        found += [(Piece(text),), joined((Piece(text[:at], bold=True), Piece(text[at:])))]
    return found


@pytest.mark.parametrize(
    "pool",
    [
        CHINESE,
        f"{CHINESE}“”‘’—…\u3000",
        "中WM@%",
        "中12",
        "W 中",
        "“W中",
        "\u3000中a",
        "😀中",
        "·•中",
    ],
)
def test_what_is_taken_for_short_stands_on_one_line(pool: str, theme: DeckTheme) -> None:
    given, short, wrong = random.Random(pool), 0, []
    for slot in [s for layout in theme.layouts.values() for s in layout.slots.values()]:
        if slot.is_object:
            continue
        look = look_of(slot)
        for paragraph in paragraphs(pool, min(look.wide_chars, 60), given):
            if is_short(paragraph, look):
                short += 1
                if not is_one_line(measured(paragraph, look), look):
                    wrong.append((slot.name, plain(paragraph)))
    assert short > 500
    assert not wrong


@pytest.mark.parametrize("unit", ["次", "余篇", "%", "万 kW"])
def test_a_figure_taken_for_short_stands_on_one_line_with_its_unit(
    unit: str, theme: DeckTheme
) -> None:
    short, wrong = 0, []
    for slot in [s for layout in theme.layouts.values() for s in layout.slots.values() if s.unit]:
        look = look_of(slot)
        for number in ("1", "18", "77", "440", "888", "2022", "66666", "1000000"):
            paragraph = (Piece(number), Piece(unit, unit=True))
            if is_short(paragraph, look):
                short += 1
                if not is_one_line(measured(paragraph, look), look):
                    wrong.append((slot.name, number))
            assert not is_short((Piece(number * 60), Piece(unit, unit=True)), look)
    assert short > 20
    assert not wrong


@pytest.mark.parametrize("mark", ["\v", "\t"])
def test_a_line_end_or_a_tab_is_never_short(mark: str, theme: DeckTheme) -> None:
    look = look_of(theme.layouts["bullets"].slots["body"])
    text = "中" * (look.short_chars - 1)
    assert is_short((Piece(text + "中"),), look)
    assert not is_short(((Piece(f"{text}中{mark}"),)), look)
