"""Filters of the templates: what they make of a value is escaped once."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from reportgen.chinese import chinese_number
from reportgen.compose.templates.filters import counted, inline, prose
from reportgen.spans import Located, Span

TEXT = "**到会率<95%** & 其他"


@pytest.mark.parametrize("value", [TEXT, Located.at(TEXT, Span("a.yaml", 3, 5, 9))])
def test_emphasis_in_a_text_with_signs_of_markup_is_markup_and_the_signs_are_not(
    value: str,
) -> None:
    assert "<b>到会率&lt;95%</b> &amp; 其他" in prose(value)
    assert "&amp;lt;" not in inline(value)


def test_markup_is_not_escaped_again() -> None:
    assert inline(Markup("**甲** &amp; 乙")) == "<b>甲</b> &amp; 乙"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "零"), (9, "九"), (10, "十"), (19, "十九"), (20, "二十"), (99, "九十九"), (100, "一百"),
     (105, "一百零五"), (110, "一百一十"), (999, "九百九十九"), (1000, "一千"), (1010, "一千零一十"),
     (9999, "九千九百九十九"), (10000, "10000"), (-5, "-5")],
)  # fmt: skip
def test_whole_numbers_are_written_in_chinese(value: int, expected: str) -> None:
    assert chinese_number(value) == expected


def test_two_of_something_are_liang() -> None:
    assert [counted(number) for number in (1, 2, 12, 22)] == ["一", "两", "十二", "二十二"]
