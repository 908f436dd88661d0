from __future__ import annotations

import pytest

from reportgen.chinese import (
    han_count,
    is_east_asian,
    is_east_asian_letter,
    is_full_width,
    is_han,
)


def test_only_chinese_characters_are_counted() -> None:
    assert han_count("第3届，“党建”Word々ア") == 4


@pytest.mark.parametrize("char", "党々〇アか⼀")
def test_word_keeps_latin_apart_from_letters(char: str) -> None:
    assert is_east_asian_letter(char)
    assert is_east_asian(char)


@pytest.mark.parametrize("char", "，。《　〔")
def test_marks_are_east_asian_but_no_letters(char: str) -> None:
    assert is_east_asian(char)
    assert not is_east_asian_letter(char)


@pytest.mark.parametrize("char", "％２㎡𠮷")
def test_full_width_latin_units_and_rare_characters_are_east_asian(char: str) -> None:
    assert is_east_asian(char)
    assert is_full_width(char)
    assert not is_han(char)


@pytest.mark.parametrize("char", "“”—…·éπ1A")
def test_what_latin_has_too_is_not_east_asian(char: str) -> None:
    assert not is_east_asian(char)
    assert not is_full_width(char)


def test_an_emoji_is_full_width_but_not_east_asian() -> None:
    assert is_full_width("😀")
    assert not is_east_asian("😀")
