from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reportgen.chinese import (
    EAST_ASIAN_LETTERS,
    HAN,
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


@pytest.mark.parametrize(
    ("pattern", "answers"), [(HAN, is_han), (EAST_ASIAN_LETTERS, is_east_asian_letter)]
)
def test_a_class_of_a_pattern_holds_what_its_function_says(
    pattern: str, answers: Callable[[str], bool]
) -> None:
    chars = [chr(code) for code in range(0x2000, 0x10000) if not 0xD800 <= code <= 0xDFFF]
    assert [c for c in chars if re.match(f"[{pattern}]", c)] == [c for c in chars if answers(c)]
