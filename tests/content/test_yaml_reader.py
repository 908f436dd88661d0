"""YAML bytes → values that know their places."""

from __future__ import annotations

import pytest

from reportgen.content.yaml.reader import MAX_DEPTH, MAX_NODES, Path, parse
from reportgen.diagnostics import Faults
from reportgen.spans import Located, Span

PATH = "content/x.yaml"


def codes(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Faults) as caught:
        parse(data, PATH)
    return [d.code for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    "written", ["010", "1.20", "yes", "2022-03-05", "1_000", "0x1F", "1e3", "12:30", "=", "<<"]
)
def test_scalars_stay_as_they_were_typed(written: str) -> None:
    assert parse(f"a: {written}\n".encode(), PATH).value == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_after_a_name_is_nothing(written: str) -> None:
    source = parse(f"a: {written}\nb: 1\n".encode(), PATH)
    assert source.value["a"] is None
    assert source.blanks == (("a",),)


@pytest.mark.parametrize("written", ["''", '""', "'null'", '"~"'])
def test_quoted_text_is_text(written: str) -> None:
    assert parse(f"a: {written}\n".encode(), PATH).value["a"] == written[1:-1]


@pytest.mark.parametrize(
    ("text", "path", "span"),
    [
        ("甲: 乙丙\n", ("甲",), (1, 4, 2)),
        ('甲: "乙丙"\n', ("甲",), (1, 4, 4)),
        ("a:\n  - 甲\n  - 乙丙\n", ("a", 1), (3, 5, 2)),
        ("a: |\n\n  甲乙\n  丙\n", ("a",), (3, 3, 2)),
        ("a: >-\n  甲\n", ("a",), (2, 3, 1)),
        ("a: 甲\n  乙\n", ("a",), (1, 4, 1)),
        ("a: {b: 甲, c: 乙}\n", ("a", "c"), (1, 14, 1)),
    ],
)
def test_values_know_their_place(text: str, path: Path, span: tuple[int, int, int]) -> None:
    line, column, length = span
    assert parse(text.encode(), PATH).span(path) == Span(PATH, line, column, length)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("[{b: 甲},{c: 乙}]", [{"b": "甲"}, {"c": "乙"}]),
        ("[[甲],[乙]]", [["甲"], ["乙"]]),
        ("[{b: 甲},100]", [{"b": "甲"}, "100"]),
    ],
)
def test_parts_in_brackets_need_no_space_after_their_comma(
    written: str, value: list[object]
) -> None:
    assert parse(f"a: {written}\n".encode(), PATH).value == {"a": value}


def test_places_are_the_same_under_bom_and_windows_line_ends() -> None:
    text = "year: 2022\n甲:\n  乙: 丙\n"
    plain = parse(text.encode(), PATH)
    windows = parse(text.replace("\n", "\r\n").encode("utf-8-sig"), PATH)
    for path in (("year",), ("甲",), ("甲", "乙")):
        assert windows.span(path) == plain.span(path)
        assert windows.span(path, key=True) == plain.span(path, key=True)
    assert windows.value == plain.value


def test_every_string_carries_its_place() -> None:
    value = parse("a: {b: [甲, 乙]}\n".encode(), PATH).value
    assert all(isinstance(text, Located) for text in value["a"]["b"])
    assert value["a"]["b"][1].span == Span(PATH, 1, 12)


def test_what_is_missing_is_placed_at_what_surrounds_it() -> None:
    source = parse("a:\n  b: 甲\n".encode(), PATH)
    assert source.span(("a", "c"), key=True) == Span(PATH, 1, 1)


def test_an_alias_bomb_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert codes("\n".join(lines)) == ["too-large"]


def test_a_value_may_not_hold_itself() -> None:
    assert codes("a: &a [*a]\n") == ["too-large"]


@pytest.mark.parametrize("text", ["[" * 5000, "a: " + "[" * 1100, "- " * 1100 + "x", "{a: " * 700])
def test_endless_nesting_is_refused_before_it_recurses(text: str) -> None:
    assert codes(text)[0] in ("too-large", "yaml-bracket")


def test_depth_and_count_have_room_for_honest_content() -> None:
    deep = "a:\n" + "".join(f"{'  ' * n}a:\n" for n in range(1, MAX_DEPTH - 2))
    parse(deep.encode(), PATH)
    assert MAX_NODES > 100_000


def test_brackets_and_spaces_in_a_text_are_no_nesting() -> None:
    text = f"a: |\n  {'[' * 900}\n  {' ' * 900}甲\n"
    assert parse(text.encode(), PATH).value == {"a": f"{'[' * 900}\n{' ' * 900}甲\n"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("bad", [*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF])
def test_no_control_character_is_taken_for_text(bad: int, mark: str, end: str) -> None:
    data = f"a: 甲{end}b: |{end}  乙{chr(bad)}丙{end}".encode(mark)
    with pytest.raises(Faults) as caught:
        parse(data, PATH)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.span) == ("control-character", Span(PATH, 3, 4))


@pytest.mark.parametrize("unseen", [0xAD, 0x200B, 0x200F, 0x202E, 0x2060, 0x2066])
def test_a_character_that_nobody_sees_is_a_warning_with_the_line_as_it_should_be(
    unseen: int,
) -> None:
    source = parse(f"a: 甲\r\nb: 主题{chr(unseen)}党日\r\n".encode(), PATH)
    (warning,) = source.warnings
    assert (warning.code, warning.span) == ("unseen-character", Span(PATH, 2, 6))
    assert f"U+{unseen:04X}" in warning.message
    assert warning.correction is not None
    assert warning.correction.rows == ("b: 主题党日",)
    assert source.value["b"] == f"主题{chr(unseen)}党日"


def test_python_tags_make_nothing_but_text() -> None:
    value = parse(b"a: !!python/object/apply:os.getcwd []\nb: !!int '3'\n", PATH).value
    assert value == {"a": [], "b": "3"}


def test_two_faults_of_the_text_are_reported_together() -> None:
    assert codes('a: "\\x07"\na: 1\nb: "\\x00"\n') == [
        "control-character",
        "duplicate-key",
        "control-character",
    ]
