from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.measure import BREAK, DISCOURAGED, PROHIBITED, levels
from reportgen.measure.line_breaks import NO_LINE_END, NO_LINE_START, numbers


def level(marked: str) -> int:
    """The level at the place `|` marks."""
    before, after = marked.split("|")
    return levels(before + after)[len(before)]


@pytest.mark.parametrize(
    "marked", ["党|建", "。|党", "，|（", "》|《", "建 |设", "的|OK", "OK|的", "…|党"]
)
def test_a_line_may_end_here(marked: str) -> None:
    assert level(marked) == BREAK


@pytest.mark.parametrize(
    "marked",
    [
        "党|，",
        "党|。",
        "党|”",
        "党|》",
        "党|）",
        "（|党",
        "《|党",
        "“|党",
        "￥|3",
        "3|%",
        "5|‰",
        "25|℃",
        "9|5.6%",
        "95|.6",
        "95.|6",
        "12|,000",
        "Po|wer",
        "don’|t",
        "G|B/T",
        "B2|B",
        "习|·马",
        "习·|马",
        "党|…",
        "…|…",
        "—|—",
        "党 |，",
        "9|:00",
        "(|a",
        "a|)",
        "2020|—2022",
        "北京|—上海",
        "30|～40",
    ],
)
def test_a_line_may_not_end_here(marked: str) -> None:
    assert level(marked) == PROHIBITED


@pytest.mark.parametrize(
    "marked",
    ["2022|年", "1.2|万卷", "1.2万|卷", "130|余篇", "第|3届", "34|次", "5|平方米", "党|——建"],
)
def test_a_line_ends_here_only_for_want_of_better(marked: str) -> None:
    assert level(marked) == DISCOURAGED


def test_what_combines_stays_with_its_base() -> None:
    assert level("e|\u0301党") == PROHIBITED
    assert level("👨\u200d|👩") == PROHIBITED
    assert level("👍|\U0001f3fd") == PROHIBITED


@given(st.text())
def test_there_is_a_level_for_every_place(text: str) -> None:
    assert len(levels(text)) == len(text) + 1
    assert set(levels(text)) <= {PROHIBITED, DISCOURAGED, BREAK}


@given(st.text(), st.sampled_from(sorted(NO_LINE_START)))
def test_no_text_lets_a_forbidden_mark_open_a_line(before: str, mark: str) -> None:
    text = before.rstrip("\n\v\r\u2028\u2029") + "党" + mark
    assert levels(text)[len(text) - 1] == PROHIBITED


@given(st.sampled_from(sorted(NO_LINE_END)), st.sampled_from("党建A1（《"))
def test_no_opening_mark_ends_a_line(mark: str, after: str) -> None:
    assert levels(mark + after)[1] == PROHIBITED


def test_a_number_takes_along_what_belongs_to_it() -> None:
    text = "在第3届竞赛中130余篇获奖，占30%～40%"
    assert [text[start:end] for start, end in numbers(text)] == ["第3届", "130余篇", "30%～40%"]
    assert numbers("党建引领") == []


def test_a_unit_in_latin_letters_and_the_sign_before_a_number_belong_to_it() -> None:
    text = "掘进3,652 m、最深−1,050 m、CO≤24 ppm、锚杆22×2400 mm、110 kV、40 km/h，用了5 Macs"
    assert [text[start:end] for start, end in numbers(text)] == [
        "3,652 m", "−1,050 m", "≤24 ppm", "22×2400 mm", "110 kV", "40 km/h", "5",
    ]  # fmt: skip
