"""Excerpts: carets stand under the very characters, whatever their width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.show import excerpts
from reportgen.spans import Span


def lines_of(row: str, column: int, length: int = 1, line: int = 1) -> list[str]:
    text = "\n" * (line - 1) + row
    fault = Diagnostic("some-code", "坏了", Span("a.yaml", line, column, length))
    return excerpts.human(fault, lambda _: text, str).split("\n")


@pytest.mark.parametrize(
    ("row", "column", "length", "carets"),
    [
        ("name: x", 7, 1, "      ^"),
        ("名称: 甲乙", 5, 2, "      ^^^^"),
        ("“引号”: 甲", 1, 4, "^^^^^^"),
        ("a\tb", 3, 1, "     ^"),
        ("𠮷野家", 2, 1, "  ^^"),
        ("é", 1, 2, "^"),
        ("甲\u200b乙", 3, 1, "  ^^"),
        ("甲", 9, 1, "  ^"),
        ("甲乙", 1, 99, "^^^^"),
    ],
)
def test_carets_stand_under_the_marked_characters(
    row: str, column: int, length: int, carets: str
) -> None:
    assert lines_of(row, column, length)[-1] == f"   | {carets}"


def test_the_margin_grows_with_the_line_number() -> None:
    lines = lines_of("name: x", 1, 4, line=123)
    assert lines[1:] == ["  --> a.yaml:123:1", "     |", " 123 | name: x", "     | ^^^^"]


def test_a_long_line_is_cut_to_what_surrounds_the_mark() -> None:
    row = "甲" * 200 + "错" + "乙" * 200
    _, _, _, excerpt, carets = lines_of(row, 201)
    row_text = excerpt.removeprefix(" 1 | ")
    assert excerpts.columns(row_text) <= 100
    assert row_text.startswith("…")
    assert row_text.endswith("…")
    position = excerpts.columns(row_text[: row_text.index("错")])
    assert carets == f"   | {' ' * position}^^"


def test_control_characters_never_reach_the_terminal() -> None:
    row = "名\x1b[31m称\x07: 甲\x00\x9b"
    row_text = lines_of(row, 1)[3]
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in row_text)
    assert "␛[31m" in row_text


def test_a_file_that_is_gone_is_told_by_its_place_alone() -> None:
    fault = Diagnostic("some-code", "坏了", Span("a.yaml", 3, 2))
    assert excerpts.human(fault, lambda _: None, str) == "错误[some-code]：坏了\n  --> a.yaml:3:2"


def test_notes_are_shown_with_dashes_and_hints_last() -> None:
    fault = Diagnostic(
        "some-code", "坏了", Span("a.yaml", 2, 1, 2), Severity.WARNING, ("改好",),
        (Note("前一处", Span("a.yaml", 1, 1, 2)),),
    )  # fmt: skip
    assert excerpts.human(fault, lambda _: "甲: 1\n甲: 2", str).split("\n") == [
        "警告[some-code]：坏了",
        "  --> a.yaml:2:1",
        "   |",
        " 2 | 甲: 2",
        "   | ^^^",
        "  说明：前一处",
        "  --> a.yaml:1:1",
        "   |",
        " 1 | 甲: 1",
        "   | ---",
        "  提示：改好",
    ]


def test_one_line_for_editors() -> None:
    fault = Diagnostic("some-code", "坏了", Span("a.yaml", 2, 7), hints=("改好",))
    assert excerpts.short(fault, str) == "a.yaml:2:7: error[some-code]: 坏了（改好）"


@given(st.text(max_size=150), st.integers(1, 160), st.integers(1, 30))
def test_no_line_of_text_breaks_the_excerpt(row: str, column: int, length: int) -> None:
    row = row.replace("\n", " ").replace("\r", " ")
    lines = lines_of(row, column, length)
    assert all("\n" not in line for line in lines)
    if len(lines) > 2:
        assert set(lines[-1].removeprefix("   | ").strip()) == {"^"}
