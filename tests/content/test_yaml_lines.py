"""Files read line by line → what the YAML library makes of them, to the last place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.content import yaml_faults, yaml_lines, yaml_text
from reportgen.diagnostics import Faults
from reportgen.spans import Located

ROOT = Path(__file__).parents[2]
CONTENT = sorted((ROOT / "content").rglob("*.yaml"))

INDENTS = st.sampled_from(["", "", "  ", "  ", "    ", "    ", " ", "   ", "      "])
NAMES = st.sampled_from(["a: ", "b: ", "c:", "名称: ", "d-1: ", "x_y:  ", "2022年: ", "a b: ", ""])
DASHES = st.sampled_from(["", "", "", "- ", "-  ", "- - ", "-"])
VALUES = st.one_of(
    st.sampled_from([
        "", "甲乙", "甲 乙", "12:30", "http://x", "甲: 乙", "甲:", "乙 # 丙", "乙# 丙", "# 丙", "~",
        "null", "-1", "- 甲", "?", "*甲", "&甲", "!甲", "%", "@", "`", "|", "|-", "|+", "|2", ">", ">-",
        "| # 甲", "'甲'", "'it''s'", "'甲' # 乙", "'甲'乙", "'甲", '"甲"', '"a\\n"', '""', "''", '"甲" :',
        "[甲, 乙]", "[]", "{}", "[甲, 乙", "{a: 甲, b: [乙, '丙']}", "{a: 甲, a: 乙}", "[甲, ]", "{a: }",
        "[甲] # 乙", "[甲]乙", "{a: {b: 甲}}", "[[甲], [乙]]", '["甲", \'乙\' , 丙 丁 ]', "[a: 甲]", "{a}",
        "[null]", "甲\u3000", "\u3000甲", "甲\xa0", "甲'乙", "甲, 乙]", "<<", "=", "甲\t", "甲\u2028乙", "...",
        "---", "甲 ", "'甲' ", "[甲\u3000,\u3000乙]", "{甲: '乙' }", "'甲'# 乙", "{a: 甲,b: 乙}", "[甲,乙]",
    ]),
    st.text("甲a :#-'\"[]{},|>&*!\\\n\t\u3000", max_size=8),
)  # fmt: skip
BELOW = st.lists(
    st.sampled_from(
        [
            "",
            "",
            "  ",
            "    甲",
            "    甲 ",
            "      甲乙",
            "  甲",
            "# 甲",
            "    # 甲",
            "    ",
            "     ",
            "    \u3000",
        ]
    ),
    max_size=4,
)
LINE = st.tuples(INDENTS, DASHES, NAMES, VALUES, BELOW)


def plain(value: Any) -> Any:
    """Return `value` with the place beside each text, names in their order."""
    if isinstance(value, Located):
        return str(value), value.span
    if isinstance(value, dict):
        return [(plain(key), plain(item)) for key, item in value.items()], "names"
    if isinstance(value, list):
        return [plain(item) for item in value]
    assert value is None
    return None


def read(text: str) -> bool:
    """Return whether `text` was read line by line; it must be as the library reads it."""
    try:
        text, printable = yaml_faults.decode_told(text.encode(), "p")
    except Faults:
        return False
    lines = text.split("\n")
    found = yaml_lines.read(lines, "p") if printable else None
    if found is None:
        return False
    library = yaml_text.from_library(text, lines, "p")
    assert plain(found[0]) == plain(library.value)
    assert tuple(found[1]) == library.blanks
    return True


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_samples_are_read_line_by_line_and_as_the_library_reads_them(path: Path) -> None:
    assert read(path.read_text(encoding="utf-8"))


@settings(max_examples=1500)
@given(st.lists(LINE, min_size=1, max_size=7), st.sampled_from(["\n", "", "\n\n", "\n  "]))
def test_whatever_is_read_line_by_line_is_as_the_library_reads_it(
    lines: list[tuple[str, str, str, str, list[str]]], end: str
) -> None:
    rows = [row for *parts, below in lines for row in ("".join(parts), *below)]
    read("\n".join(rows) + end)


@settings(max_examples=300)
@given(st.data())
def test_a_sample_mistyped_anywhere_is_read_as_the_library_reads_it(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(CONTENT))
    lines = path.read_text(encoding="utf-8").split("\n")
    start = data.draw(st.integers(0, len(lines) - 1))
    part = lines[start : start + 12]
    margin = min((len(row) - len(row.lstrip(" ")) for row in part if row.strip()), default=0)
    text = "\n".join(row[margin:] for row in part)
    at = data.draw(st.integers(0, len(text)))
    typed = data.draw(st.text(" \n-:#'\"[]{},|>&\\甲a", max_size=3))
    read(text[:at] + typed + text[at + data.draw(st.integers(0, 3)) :])


@pytest.mark.parametrize(
    "text",
    [
        "a: 甲\n乙: 丙\n", "a:\n- 甲\n- b: 乙\n  c:\n  - 丙\nd:\n", "a: |\n\n  甲\n\n    乙\n\n\nb: >-\n  丙\n  丁\n",
        "# 甲\n\na: 'it''s' # 乙\nb: \"丙: 丁\"\n", "a: {b: [甲, '乙'], c: {}}\nd: []\n", "a:\n  # 甲\n  b: 1#2\n",
    ],
)  # fmt: skip
def test_what_people_write_is_read_line_by_line(text: str) -> None:
    assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "甲\n", "- 甲\n", "  a: 甲\n", "a: 甲\n乙\n", "a: 甲\n  乙\n", "a: &x 甲\nb: *x\n", "a: !t 甲\n",
        "a: 甲: 乙\n", "a: 甲\na: 乙\n", "a: '甲\n  乙'\n", "a: [甲,\n  乙]\n", "? a\n: 甲\n", "'a': 甲\n",
        "--- \na: 甲\n", "a: |2\n  甲\n", "a: |+\n  甲\n", "a:\t甲\n", 'a: "\\u0001"\n', "a:\n  - 甲\n - 乙\n",
        f"a: {'长' * (yaml_lines.MAX_TEXT + 1)}\n", "a: |\n  甲\n   \n", "a: ~\n", "a:\n    b: 甲\n  c: 乙\n",
    ],
)  # fmt: skip
def test_what_is_rare_or_wrong_is_left_to_the_library(text: str) -> None:
    assert not read(text)


def test_many_levels_are_left_to_the_library() -> None:
    assert not read("".join(f"{'  ' * n}a:\n" for n in range(50)))
    assert not read(f"a: {'[' * 50}甲{']' * 50}\n")
